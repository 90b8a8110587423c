"""Limits of a request that carries a file."""

from collections import Counter
from typing import Any

from fastapi import Depends
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request

from backend.errors import FieldError, InvalidInput

# What a multipart body has besides the file: boundaries, headers, small fields.
MULTIPART_OVERHEAD = 64 * 1024


async def reject_other_fields(request: Request) -> None:
    """A form takes the fields of its route, each once, as a JSON body does.

    Raises:
        InvalidInput: a field that the route does not have, or one that was sent twice.
    """
    route = request.scope["route"]
    if request.method != "POST" or not isinstance(route, APIRoute):
        return
    allowed = sorted(_form_fields(route.dependant))
    counts = Counter(name for name, _ in (await request.form()).multi_items())
    wrong = [
        *(
            FieldError(f"/{name[:80]}", f"There is no such field; allowed are {', '.join(allowed)}")
            for name in counts
            if name not in allowed
        ),
        *(FieldError(f"/{name}", f"The field is sent {count} times; once is allowed") for name, count in counts.items() if count > 1),
    ]
    if wrong:
        raise InvalidInput("; ".join(f"{one.pointer}: {one.message}" for one in wrong[:3]) + ".", errors=tuple(wrong))


def _form_fields(dependant: Dependant) -> set[str]:
    """Of a route and of all that it depends on."""
    return {field.alias for field in dependant.body_params}.union(*map(_form_fields, dependant.dependencies))


def upload_limits(largest_file: int) -> dict[str, Any]:
    """Arguments of `include_router` for routes that take one file of up to `largest_file` bytes, and no field that they do not know."""
    form_limits = {"max_files": 1, "max_fields": 20, "max_part_size": MULTIPART_OVERHEAD}
    return {
        "max_body_size": largest_file + MULTIPART_OVERHEAD,
        "form_limits": form_limits,
        "dependencies": [Depends(reject_other_fields)],
    }
