"""Commands that use a running service: `train`, `jobs`, `show`, `cancel`, `predict`, `sample`, `neighbours`, `export`, `datasets`, ..."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import typer

from backend.cli.console import complain, new_console

if TYPE_CHECKING:
    from backend.cli.client import Client

PANEL = "Use the service"

Url = Annotated[str, typer.Option(envvar="PLAYGROUND_URL", help="Address of the service.")]
Token = Annotated[str | None, typer.Option(envvar="PLAYGROUND_TOKEN", help="Token of the service, if it requires one.")]
Json = Annotated[bool, typer.Option("--json", help="Print the answer of the REST API as JSON.")]


def _in_address(given: str) -> str:
    """An id as a part of an address: whatever it holds, it leads to no other route.

    Raises:
        BadParameter: empty, or one that an address takes for a folder.
    """
    if given in {"", ".", ".."}:
        raise typer.BadParameter(f"{given!r} is no id.")
    return quote(given, safe="")


JobId = Annotated[str, typer.Argument(metavar="JOB", help="Id of a job, as `playground jobs` shows it.", callback=_in_address)]

LOCAL = f"http://127.0.0.1:{os.environ.get('PLAYGROUND_PORT') or 8000}"


def train(
    kind: Annotated[str, typer.Argument(help="Kind of training, such as `cnn`; `playground kinds` lists them.")],
    assignments: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="A parameter, such as epochs=3; the value is JSON, or else text. May be repeated."
        ),
    ] = None,
    name: Annotated[str | None, typer.Option(help="A name for the job.")] = None,
    started_by: Annotated[str | None, typer.Option(envvar="PLAYGROUND_NAME", help="Who starts it, shown in lists.")] = None,
    follow: Annotated[bool, typer.Option(help="Watch the training; Ctrl-C asks whether to cancel it or leave it running.")] = True,
    url: Url = LOCAL,
    token: Token = None,
    as_json: Json = False,
) -> None:
    """Train a network: playground train cnn --set dataset=photo-patches --set epochs=3"""
    from backend.cli import follow as following

    body = {"kind": kind, "params": dict(_assignment(text) for text in assignments or ()), "name": name, "started_by": started_by}
    with connected(url, token) as client:
        job = client.submit(body)
        if not follow:
            _print(job, as_json, f"{job['name']} is {job['status']}. Watch it: playground show {job['id']} --follow")
        elif not following.follow(client, job, as_json=as_json):
            raise typer.Exit(1)


def jobs(
    status: Annotated[str | None, typer.Option(help="Only those that are queued, running, succeeded, failed, ...")] = None,
    limit: Annotated[int, typer.Option(help="Number of jobs, newest first.", min=1, max=100)] = 20,
    url: Url = LOCAL,
    token: Token = None,
    as_json: Json = False,
) -> None:
    """List the jobs, newest first."""
    from backend.cli.tables import jobs_table

    with connected(url, token) as client:
        page = client.get("/jobs", status=status, limit=limit)
        _print(page, as_json, jobs_table(page["items"]))


def show(
    job_id: JobId,
    follow: Annotated[bool, typer.Option("--follow", help="Watch it until it ends.")] = False,
    url: Url = LOCAL,
    token: Token = None,
    as_json: Json = False,
) -> None:
    """Show a job: its state, parameters and newest metrics."""
    from backend.cli import follow as following
    from backend.cli.tables import job_table

    with connected(url, token) as client:
        job = client.get(f"/jobs/{job_id}")
        if not follow:
            _print(job, as_json, job_table(job))
        elif not following.follow(client, job, as_json=as_json):
            raise typer.Exit(1)


def cancel(job_id: JobId, url: Url = LOCAL, token: Token = None, as_json: Json = False) -> None:
    """Cancel a job; its metrics and images so far are kept."""
    with connected(url, token) as client:
        job = client.post(f"/jobs/{job_id}/cancel")
        _print(job, as_json, f"{job['name']} is {job['status']}.")


def predict(
    model: Annotated[str, typer.Argument(help="Id of a model: of a finished job, or `pretrained-cifar10-cnn`.", callback=_in_address)],
    image: Annotated[Path, typer.Argument(help="PNG, JPEG, WebP, GIF, TIFF, AVIF, ...", exists=True, dir_okay=False, readable=True)],
    top: Annotated[int, typer.Option(help="Number of most probable classes.", min=1)] = 5,
    url: Url = LOCAL,
    token: Token = None,
    as_json: Json = False,
) -> None:
    """Classify an image with a trained network."""
    from backend.cli.tables import prediction_bars

    with connected(url, token) as client:
        answer = client.post(f"/models/{model}/predict", params={"top": top}, files={"image": (image.name, image.read_bytes())})
        _print(answer, as_json, prediction_bars(answer["predictions"]))


def sample(
    model: Annotated[str, typer.Argument(help="Id of a GAN: of a finished job, or `pretrained-mnist-gan`.", callback=_in_address)],
    file: Annotated[Path, typer.Argument(help="PNG to write.", dir_okay=False)],
    count: Annotated[int, typer.Option(help="Number of images.", min=1, max=400)] = 25,
    seed: Annotated[int, typer.Option(help="The same seed gives the same images.", min=0)] = 0,
    url: Url = LOCAL,
    token: Token = None,
) -> None:
    """Generate images with a trained GAN."""
    with connected(url, token) as client:
        image = client.image(f"/models/{model}/samples", {"count": count, "seed": seed})
        _write(file, image)
        typer.echo(f"{file}  {len(image):,} bytes")


def neighbours(
    model: Annotated[str, typer.Argument(help="Id of word embeddings: of a finished job of kind word2vec or glove.", callback=_in_address)],
    word: Annotated[str, typer.Argument(help="A word of its vocabulary.")],
    count: Annotated[int, typer.Option(help="Number of words.", min=1, max=200)] = 10,
    url: Url = LOCAL,
    token: Token = None,
    as_json: Json = False,
) -> None:
    """List the nearest neighbours of a word by cosine similarity."""
    with connected(url, token) as client:
        answer = client.get(f"/models/{model}/neighbours", word=word, k=count)
        _print(answer, as_json, "\n".join(f"{one['similarity']:6.3f}  {one['word']}" for one in answer["neighbours"]))


def export(
    job_id: JobId,
    folder: Annotated[Path, typer.Argument(help="Folder for the files; created if missing.", file_okay=False)],
    url: Url = LOCAL,
    token: Token = None,
) -> None:
    """Save the files of a job's result: weights, architecture, Keras model, history, ..."""
    with connected(url, token) as client:
        artifacts = client.get(f"/jobs/{job_id}/artifacts")
        for artifact in artifacts:
            path = folder / Path(artifact["name"]).name  # whatever the service answers, no file is written outside of the folder
            _write(path, client.download(f"/jobs/{job_id}/artifacts/{quote(artifact['name'], safe='')}"))
            typer.echo(f"{path}  {artifact['size']:,} bytes")


def _write(file: Path, content: bytes) -> None:
    """Folders that are missing are made."""
    from backend.cli.client import ServiceError

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise ServiceError(f"{file} cannot be written: {error.strerror}.") from error


def datasets(url: Url = LOCAL, token: Token = None, as_json: Json = False) -> None:
    """List the data sets, and which of them are available."""
    from backend.cli.tables import datasets_table

    with connected(url, token) as client:
        rows = client.get("/datasets")
        _print(rows, as_json, datasets_table(rows))


def delete_dataset(
    dataset_id: Annotated[
        str, typer.Argument(metavar="DATASET", help="Id of an upload, as `playground datasets` shows it.", callback=_in_address)
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    url: Url = LOCAL,
    token: Token = None,
) -> None:
    """Delete an uploaded data set; models that were trained on it go on working."""
    with connected(url, token) as client:
        title = client.get(f"/datasets/{dataset_id}")["title"]
        if not yes:
            typer.confirm(f"Delete {title} ({dataset_id}) from the service, for everyone who uses it?", abort=True)
        client.delete(f"/datasets/{dataset_id}")
        typer.echo(f"{title} is deleted.")


def kinds(url: Url = LOCAL, token: Token = None, as_json: Json = False) -> None:
    """List what can be trained, with its parameters and their defaults."""
    from backend.cli.tables import kinds_table

    with connected(url, token) as client:
        rows = client.get("/kinds")
        _print(rows, as_json, kinds_table(rows))


def health(
    live: Annotated[bool, typer.Option("--live", help="Check only whether it answers, not whether it can train.")] = False,
    url: Url = LOCAL,
    token: Token = None,
    as_json: Json = False,
) -> None:
    """Check whether the service can train: exit code 0 or 1."""
    with connected(url, token) as client:
        if live:
            _print(client.get("/health/live"), as_json, "The service answers.")
            return
        state = client.get("/health/ready")
        workers = ", ".join(f"{worker['name']} ({worker['device'] or 'starting'})" for worker in state["workers"])
        _print(state, as_json, f"Ready, with {workers}.")


def _assignment(text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    if not name or not sign:
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE.", param_hint="--set")
    try:
        return name, _finite(json.loads(value))
    except json.JSONDecodeError:
        return name, value
    except (ValueError, RecursionError):
        raise typer.BadParameter(f"{text[:100]!r} is not a finite number.", param_hint="--set") from None


def _finite(value: Any) -> Any:
    """The value, of which every number is one that JSON can carry.

    Raises:
        ValueError: NaN or infinity, which Python reads as JSON though it is none.
    """
    json.dumps(value, allow_nan=False)
    return value


@contextmanager
def connected(url: str, token: str | None) -> Iterator["Client"]:
    """A client; an error of the service is printed as a sentence, with exit code 1."""
    from backend.cli.client import Client, ServiceError

    try:
        yield Client(url, token)
    except ServiceError as error:
        complain(str(error))
        for pointer, message in error.errors:
            complain(f"  {pointer.removeprefix('/params/')}: {message}")
        raise typer.Exit(1) from None


def _print(answer: Any, as_json: bool, readable: Any) -> None:
    if as_json:
        typer.echo(json.dumps(answer, indent=2))
        return
    new_console().print(readable)


COMMANDS: tuple[Callable[..., None], ...] = (
    train,
    jobs,
    show,
    cancel,
    predict,
    sample,
    neighbours,
    export,
    datasets,
    delete_dataset,
    kinds,
    health,
)


def add_to(app: typer.Typer) -> None:
    for command in COMMANDS:
        app.command(rich_help_panel=PANEL)(command)
