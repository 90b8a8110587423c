"""Commands that run the service: `up`, `api`, `worker`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backend.cli.console import complain

if TYPE_CHECKING:
    from backend.settings import Settings

PANEL = "Run the service"

Host = Annotated[
    str | None, typer.Option(help="Address to listen on. Any other than 127.0.0.1 requires a token.", show_default="127.0.0.1")
]
Port = Annotated[int | None, typer.Option(help="TCP port.", show_default="8000", min=1, max=65535)]
DataDir = Annotated[
    Path | None, typer.Option(help="Folder for jobs, results and data sets.", show_default="~/.local/share/deep-learning-playground")
]
Fd = Annotated[int | None, typer.Option(hidden=True, help="An inherited listening socket.")]
Bind = Annotated[
    str | None, typer.Option(help="Address to listen on inside a container, when PLAYGROUND_HOST is the one that is published outside.")
]
Check = Annotated[bool, typer.Option("--check", help="Only check whether the worker of this machine is alive: exit code 0 or 1.")]


def up(host: Host = None, port: Port = None, data_dir: DataDir = None) -> None:
    """Start everything on this machine: broker, API, pages and a worker. Ctrl-C stops it."""
    from backend.supervisor.embedded import up as run

    with exit_on_errors():
        run(configured(host=host, port=port, data_dir=data_dir))


def api(host: Host = None, port: Port = None, bind: Bind = None, fd: Fd = None) -> None:
    """Run the REST API and the pages alone, with the broker of PLAYGROUND_BROKER_URL."""
    from backend.supervisor.api import run

    with exit_on_errors():
        run(configured(host=host, port=port), bind=bind, fd=fd)


def worker(check: Check = False) -> None:
    """Run one worker alone, with the broker of PLAYGROUND_BROKER_URL. It trains one job at a time."""
    from backend.supervisor.worker import is_alive, run

    with exit_on_errors():
        settings = configured()
        if not check:
            run(settings)
        elif not is_alive(settings):
            complain("No worker of this machine has sent a heartbeat.")
            raise typer.Exit(1)


def configured(**options: Any) -> "Settings":
    """The settings of the environment, overridden by the given options."""
    from backend.settings import Settings

    return Settings(**{name: value for name, value in options.items() if value is not None})


@contextmanager
def exit_on_errors() -> Iterator[None]:
    """Prints an error as a sentence, and exits with code 2."""
    from pydantic import ValidationError

    from backend.errors import PlaygroundError
    from backend.supervisor import CannotStart

    try:
        yield
    except (CannotStart, PlaygroundError) as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except ValidationError as error:
        for wrong in error.errors():
            name = "PLAYGROUND_" + "_".join(str(part) for part in wrong["loc"]).upper()
            complain(f"{name}: {wrong['msg']} (received {wrong['input']!r}).")
        raise typer.Exit(2) from None


COMMANDS: tuple[Callable[..., None], ...] = (up, api, worker)


def add_to(app: typer.Typer) -> None:
    for command in COMMANDS:
        app.command(rich_help_panel=PANEL)(command)
