"""A training job watched from a terminal: a bar with the time left, the metrics of each epoch or interval, and the handling of Ctrl-C."""

import contextlib
import json
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn

from backend.cli.client import Client, ServiceError
from backend.cli.console import new_console
from backend.cli.tables import metrics_line, place_of, progress_sentence, table_lines


def follow(client: Client, job: dict[str, Any], *, as_json: bool) -> bool:
    """Show the job's events until its last, or until the user detaches.

    Args:
        as_json: one event per line, as the REST API returns them.

    Returns:
        False when the job failed or was cancelled.
    """
    watch = _print_events if as_json else _watch
    while True:
        try:
            watch(client, job)
            break
        except KeyboardInterrupt:
            if not _interrupted(client, job):
                return True
    return bool(client.get(f"/jobs/{job['id']}")["status"] == "succeeded")


def _print_events(client: Client, job: dict[str, Any]) -> None:
    for event in client.events(job["id"]):
        typer.echo(json.dumps(event))


def _watch(client: Client, job: dict[str, Any]) -> None:
    console = new_console()
    console.print(f"{job['name']}  [dim]{job['id']}[/dim]", markup=True)
    with _bar(console) as bar:
        task = bar.add_task("queued", total=1.0, live="")
        for event in client.events(job["id"]):
            _show(event, bar, task)
    ended = client.get(f"/jobs/{job['id']}")
    console.print(f"{ended['status'].capitalize()}. {ended.get('detail') or ''} {metrics_line(ended['metrics'])}", markup=False)
    if ended["status"] == "succeeded":
        console.print(f"Use it: playground {_command(client, job)}", markup=False)


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[live]}"))
    return Progress(*columns, console=console, transient=True)


def _show(event: dict[str, Any], bar: Progress, task: TaskID) -> None:
    data = event["data"]
    match event["type"]:
        case "progress":
            bar.update(task, description=progress_sentence(data), completed=data["fraction"])
        case "metric" if data.get("scope") == "batch":
            bar.update(task, live=metrics_line(data["values"]))
        case "metric":
            bar.console.print(f"{place_of(data)}  {data['split']:<10}  {metrics_line(data['values'])}", markup=False)
        case "table":
            bar.console.print("\n".join(table_lines(data["rows"])), markup=False)
        case "state":
            bar.update(task, description=data["status"])
        case "log" | "warning":
            bar.console.print(str(data.get("message", data)), markup=False)


def _command(client: Client, job: dict[str, Any]) -> str:
    """What the command line does with the model of this job."""
    kinds: list[dict[str, Any]] = client.get("/kinds")
    command = next((str(kind["command"]) for kind in kinds if kind["id"] == job["kind"]), "export {id} FOLDER")
    return command.format(id=job["id"])


def _interrupted(client: Client, job: dict[str, Any]) -> bool:
    """Ask what to do on Ctrl-C; True to keep watching. A second Ctrl-C, or no terminal, detaches and leaves the job running."""
    try:
        answer = typer.prompt(f"\n{job['name']} is running. [c]ancel it, [d]etach and leave it running, or [k]eep watching?", default="d")
    except typer.Abort:
        answer = "d"
    if answer.lower().startswith("c"):
        with contextlib.suppress(ServiceError):  # it has ended in the meantime
            client.post(f"/jobs/{job['id']}/cancel")
        return True
    if answer.lower().startswith("k"):
        return True
    typer.echo(f"It keeps running. Watch it again: playground show {job['id']} --follow")
    return False
