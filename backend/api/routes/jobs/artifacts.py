"""The files of a job's result. A name is looked up in the manifest and never becomes a path."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from backend.api.deps import Engine
from backend.api.links import link
from backend.api.negotiation import disposition, tagged
from backend.api.problems import problem_responses
from backend.jobs.model import Artifact

router = APIRouter(prefix="/jobs", tags=["Jobs"])

BINARY = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}, "description": "The file"}
# All other types are sent as octet-stream: a browser must not execute a file as a page of this site.
HARMLESS = frozenset({"application/json", "text/csv", "image/png"})


class ArtifactRow(Artifact):
    url: str = Field(examples=["/api/v1/jobs/4b5c/artifacts/weights.safetensors"])


@router.get("/{job_id}/artifacts", summary="The files of a job", responses=problem_responses(404, 503))
def list_artifacts(job_id: str, engine: Engine) -> list[ArtifactRow]:
    """Name, size and sha256 of each file."""
    return [ArtifactRow(**one.model_dump(), url=link(f"/jobs/{job_id}/artifacts/{quote(one.name)}")) for one in engine.artifacts(job_id)]


@router.get(
    "/{job_id}/artifacts/{name:path}",
    summary="One file of a job",
    response_class=Response,
    responses={200: BINARY, 304: {"description": "Not changed"}, **problem_responses(404, 409, 503)},
)
def get_artifact(job_id: str, name: str, request: Request, engine: Engine) -> Response:
    """The file, after its SHA-256 was verified: images inline, all others as attachments."""
    artifact, content = engine.read_artifact(job_id, name)
    media_type = artifact.media_type if artifact.media_type in HARMLESS else "application/octet-stream"
    response = Response(content, media_type=media_type)
    if media_type != "image/png":
        response.headers["Content-Disposition"] = disposition(name)
    return tagged(request, response, artifact.sha256)
