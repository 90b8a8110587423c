"""The HTTP API. FastAPI is used here only; everything else of the project works without it."""
