"""Jobs: submit, list, show, cancel, retry, delete."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from pydantic import AfterValidator, ConfigDict, Field
from starlette.responses import Response

from backend.api.deps import Engine
from backend.api.json_route import Body, JsonRoute
from backend.api.links import link
from backend.api.negotiation import tagged
from backend.api.problems import problem_responses
from backend.concepts.errors import InvalidValue
from backend.datasets.visible import visible
from backend.jobs.model import Job, JobPage, Status
from backend.kinds import KINDS

router = APIRouter(prefix="/jobs", tags=["Jobs"], route_class=JsonRoute)

MAX_NAME_LENGTH = 100
EXAMPLES: list[Any] = [
    {"kind": "cnn", "params": {"dataset": "photo-patches", "epochs": 3}},
    {"kind": "cnn", "name": "the tutorial's network", "params": {"dataset": "cifar10", "preset": "tutorial", "epochs": 10}},
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=255,
        description="any text that is new for each job; the same key with the same body gives the same job, also in parallel",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ),
]


def _visible(name: str | None) -> str | None:
    return visible(name or "")[:MAX_NAME_LENGTH] or None


Name = Annotated[str | None, AfterValidator(_visible)]
StartedBy = Annotated[Name, Query(description="who runs it again; as `started_by` of `POST /jobs`")]


class JobRequest(Body):
    """A job to be run. Which `params` there are is in `GET /kinds`."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})

    kind: str = Field(max_length=100)
    params: dict[str, Any] = Field(default_factory=dict)
    name: Name = Field(None, description="shown in lists; the first 100 visible characters are kept")
    started_by: Name = Field(None, description="who starts it, shown in lists; the first 100 visible characters are kept", examples=["Ada"])


def _accepted(job: Job, status: int) -> Response:
    headers = {"Location": link(f"/jobs/{job.id}")}
    return Response(job.model_dump_json(), status, headers, "application/json")


@router.post("", summary="Submit a job", status_code=202, response_model=Job, responses=problem_responses(400, 409, 413, 422, 429, 503))
def submit_job(body: JobRequest, engine: Engine, idempotency_key: IdempotencyKey = None) -> Response:
    """Adds a job to the queue. Once it is answered with 202, the job survives a power failure."""
    return _accepted(engine.submit(body.kind, body.params, body.name, idempotency_key, body.started_by), 202)


@router.get("", summary="All jobs, newest first", responses=problem_responses(422, 503))
def list_jobs(
    engine: Engine,
    status: Status | None = None,
    kind: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=100, description="`next_cursor` of the page before")] = None,
) -> JobPage:
    """A page of them, of one state and one kind where these are given."""
    if kind is not None and kind not in KINDS:
        raise InvalidValue("kind", f"There is no kind of job named {kind!r}; there is {', '.join(KINDS)}")
    return engine.list(status, kind, limit, cursor)


@router.get(
    "/{job_id}",
    summary="One job",
    response_model=Job,
    responses={304: {"description": "Not changed since the `ETag` in `If-None-Match`"}, **problem_responses(404, 503)},
)
def get_job(job_id: str, request: Request, engine: Engine) -> Response:
    """State, progress and newest metrics. With the `ETag` in `If-None-Match` the answer is 304 when nothing changed."""
    return tagged(request, Response(engine.get(job_id).model_dump_json(), media_type="application/json"))


@router.post(
    "/{job_id}/cancel",
    summary="Cancel a job",
    status_code=202,
    response_model=Job,
    responses={200: {"model": Job, "description": "Cancelled at once"}, **problem_responses(404, 409, 503)},
)
def cancel_job(job_id: str, engine: Engine) -> Response:
    """A queued job is cancelled at once (200); a running one within seconds (202), and its metrics and images so far are kept."""
    job = engine.cancel(job_id)
    return _accepted(job, 200 if job.status is Status.CANCELLED else 202)


@router.post(
    "/{job_id}/retry",
    summary="Run a job again",
    status_code=202,
    response_model=Job,
    responses=problem_responses(404, 409, 422, 429, 503),
)
def retry_job(job_id: str, engine: Engine, started_by: StartedBy = None, idempotency_key: IdempotencyKey = None) -> Response:
    """A new job with the same kind, name and parameters."""
    return _accepted(engine.retry(job_id, idempotency_key, started_by), 202)


@router.delete("/{job_id}", summary="Delete a job", status_code=204, responses=problem_responses(404, 409, 503))
def delete_job(job_id: str, engine: Engine) -> None:
    """Removes a job that has ended: its record, its events and its files."""
    engine.delete(job_id)
