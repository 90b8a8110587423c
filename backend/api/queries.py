"""Names in the query of an address."""

from collections import Counter
from typing import get_origin

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request

from backend.errors import FieldError, InvalidInput


async def reject_other_queries(request: Request) -> None:
    """A query takes the parameters of its route, each once, as a form and a JSON body do; a list takes one more than once.

    Raises:
        InvalidInput: a parameter that the route does not have, or one that was sent twice.
    """
    route = request.scope.get("route")
    counts = Counter(name for name, _ in request.query_params.multi_items())
    if not counts or not isinstance(route, APIRoute):
        return
    is_list = _parameters(route.dependant)
    allowed = f"allowed are {', '.join(sorted(is_list))}" if is_list else "none is allowed here"
    unknown = [FieldError(f"/{name[:80]}", f"There is no such parameter; {allowed}") for name in counts if name not in is_list]
    twice = [
        FieldError(f"/{name}", f"The parameter is sent {count} times; once is allowed")
        for name, count in counts.items()
        if count > 1 and not is_list.get(name, True)
    ]
    if wrong := (*unknown, *twice):
        raise InvalidInput("; ".join(f"{one.pointer}: {one.message}" for one in wrong[:3]) + ".", errors=wrong)


def _parameters(dependant: Dependant) -> dict[str, bool]:
    """Of a route and of all that it depends on: name → whether it is a list."""
    found = {field.alias: get_origin(field.field_info.annotation) is list for field in dependant.query_params}
    for other in dependant.dependencies:
        found |= _parameters(other)
    return found
