"""`python -m backend.api.schemas` prints the schemas of the API, from which the browser's types are generated."""

import json

from backend.api.app import create_app
from backend.api.openapi import schemas
from backend.settings import Settings

if __name__ == "__main__":
    print(json.dumps(schemas(create_app(Settings()).openapi()), indent=1))
