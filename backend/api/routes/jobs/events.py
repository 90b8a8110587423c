"""The events of a job, as pages of JSON or as a stream."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.deps import Engine, Streams
from backend.api.links import with_link
from backend.api.negotiation import EVENT_STREAM, JSON, preferred
from backend.api.problems import problem_responses
from backend.jobs.engine import JobEngine
from backend.jobs.model import TERMINAL, EventPage

router = APIRouter(prefix="/jobs", tags=["Jobs"])

STREAM: dict[str, Any] = {
    "description": "A page of events; or the stream of them, with `Accept: text/event-stream`",
    "content": {
        EVENT_STREAM: {
            "schema": {"type": "string"},
            "example": 'event: progress\ndata: {"id": "1763877822000-0", ...}\nid: 1763877822000-0\n\n',
        }
    },
}


@router.get(
    "/{job_id}/events",
    summary="Events of a job",
    response_model=EventPage,
    responses={200: STREAM, 204: {"description": "The job has ended and the client knows all events"}, **problem_responses(400, 404, 503)},
)
async def get_events(
    job_id: str,
    request: Request,
    engine: Engine,
    streams: Streams,
    after: Annotated[str | None, Query(max_length=100, description="id of the last event that is known")] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="of a page; a stream has no limit")] = 500,
    last_event_id: Annotated[str | None, Header(description="as `after`, which it overrules; browsers send it when a stream broke")] = None,
) -> Response:
    """All events from the start of the job, or those after `after`.

    With `Accept: text/event-stream` they come as they happen: `id` is the event's id, `event` its type, `data` the whole event
    as JSON. The stream ends after the job's last event. A client that comes back with `Last-Event-ID` misses nothing
    and receives nothing twice; once the job has ended and everything is known, the answer is 204, at which an `EventSource` stops.
    """
    if preferred(request.headers.get("accept"), [JSON, EVENT_STREAM]) == JSON:
        page = await run_in_threadpool(engine.events, job_id, after, limit)
        linked = page.model_copy(update={"items": [with_link(event) for event in page.items]})
        return Response(linked.model_dump_json(), media_type=JSON)
    known = last_event_id or after
    if await run_in_threadpool(_is_over, engine, job_id, known):
        return Response(status_code=204)
    return streams.response(engine.follow(job_id, known))


def _is_over(engine: JobEngine, job_id: str, known: str | None) -> bool:
    """Whether the job has ended and the client knows its last event. Raises for an unknown job or a malformed id."""
    job = engine.get(job_id)
    return not engine.events(job_id, known, 1).items and job.status in TERMINAL
