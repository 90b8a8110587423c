"""The answers of the service as tables for a terminal."""

from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.progress_bar import ProgressBar
from rich.table import Table

BAR_WIDTH = 40
COLOURS = {"succeeded": "green", "failed": "red", "cancelled": "yellow", "cancelling": "yellow", "running": "cyan", "queued": "dim"}


def jobs_table(jobs: list[dict[str, Any]]) -> RenderableType:
    if not jobs:
        return "No jobs yet. Start one: playground train cnn --set dataset=photo-patches"
    table = _columns("job", "state", "progress", "accuracy", last="name")
    for job in jobs:
        accuracy = _number(_best_known(job["metrics"]))
        table.add_row(job["id"], _state(job), f"{job['progress']['fraction']:.0%}", accuracy, escape(job["name"]))
    return table


def job_table(job: dict[str, Any]) -> RenderableType:
    facts = _facts()
    facts.add_row("job", job["id"])
    facts.add_row("name", escape(job["name"]))
    if job["started_by"]:
        facts.add_row("started by", escape(job["started_by"]))
    facts.add_row("state", _state(job))
    if job.get("detail") or job.get("reason"):
        facts.add_row("reason", escape(job.get("detail") or job["reason"]))
    facts.add_row("progress", progress_sentence(job["progress"]))
    if job.get("device"):
        facts.add_row("device", escape(job["device"]))
    for name, value in job["metrics"].items():
        facts.add_row(name, _number(value))
    parameters = _facts()
    for name, value in job["params"].items():
        parameters.add_row(name, escape(_short(value)))
    return Group(facts, "", "[bold]Parameters[/bold]", parameters)


def progress_sentence(progress: dict[str, Any]) -> str:
    """`epoch 2 of 3, 41%, 12 s left`, or `iteration 400 of 5,000, ...` in a run without epochs."""
    if not progress["total_steps"]:
        return "not started"
    if progress["epoch"] is None:
        place = f"iteration {progress['step']:,} of {progress['total_steps']:,}"
    else:
        place = f"epoch {progress['epoch']} of {progress['total_epochs']}"
    parts = [place, f"{progress['fraction']:.0%}"]
    if progress["eta_s"] is not None:
        parts.append(f"{progress['eta_s']:.0f} s left")
    return ", ".join(parts)


def prediction_bars(predictions: list[dict[str, Any]]) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    for row in predictions:
        bar = ProgressBar(total=1, completed=row["probability"], width=BAR_WIDTH)
        table.add_row(escape(row["label"]), bar, f"{row['probability']:6.1%}")
    return table


def datasets_table(rows: list[dict[str, Any]]) -> RenderableType:
    table = _columns("data set", "shape", "classes", "train / test", "where", last="licence")
    for row in rows:
        shape = "×".join(str(side) for side in row["shape"])
        sizes = f"{row['sizes'].get('train', 0):,} / {row['sizes'].get('test', 0):,}"
        table.add_row(row["id"], shape, str(len(row["classes"])), sizes, row["availability"], escape(row["licence"]))
    return table


def kinds_table(rows: list[dict[str, Any]]) -> RenderableType:
    shown: list[RenderableType] = []
    for row in rows:
        parameters = Table("parameter", "default", "meaning", box=None, padding=(0, 2, 0, 2))
        for name, schema in row["params_schema"]["properties"].items():
            parameters.add_row(name, escape(_short(row["defaults"].get(name))), escape(schema.get("description", "")))
        shown += [f"[bold]{row['id']}[/bold]  {escape(row['title'])} (§{row['section']})", parameters, ""]
    return Group(*shown)


def place_of(metric: dict[str, Any]) -> str:
    """`epoch   2`, or `iteration    400` in a run without epochs."""
    return f"iteration {metric['step']:>6}" if metric["epoch"] is None else f"epoch {metric['epoch']:>3}"


def metrics_line(values: dict[str, float | None]) -> str:
    """`loss 0.4126  accuracy 0.8712`"""
    return "  ".join(f"{name} {_number(value)}" for name, value in values.items())


def table_lines(rows: list[list[Any]]) -> list[str]:
    """The rows of a `table` event, one line per distinct first cell: `water: hot 0.81, dry 0.79`."""
    groups: dict[str, list[str]] = {}
    for first, *rest in rows:
        groups.setdefault(str(first), []).append(" ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in rest))
    return [f"{first}: {', '.join(cells)}" for first, cells in groups.items()]


def _columns(*titles: str, last: str) -> Table:
    """A table of which only the last column is wrapped when the terminal is narrow."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in titles:
        table.add_column(title, no_wrap=True)
    table.add_column(last)
    return table


def _facts() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    return table


def _state(job: dict[str, Any]) -> str:
    waiting = f" ({job['queue_position']}.)" if job.get("queue_position") else ""
    return f"[{COLOURS[job['status']]}]{job['status']}{waiting}[/]"


def _best_known(metrics: dict[str, float | None]) -> float | None:
    for name in ("test_accuracy", "validation_accuracy", "accuracy"):
        if name in metrics:
            return metrics[name]
    return None


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _short(value: Any) -> str:
    if isinstance(value, list):
        return f"[{len(value)} entries]"
    return "" if value is None else str(value)
