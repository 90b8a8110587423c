"""Where the command line writes."""

import os
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100_000


def new_console() -> "Console":
    """Standard output: as wide as the terminal; in a pipe, where another program reads a line as a row, wide enough for any row."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else WIDEST)


def complain(sentence: str) -> None:
    """A sentence on standard error, red in a terminal, unless the user wants no colours (no-color.org)."""
    typer.secho(sentence, fg="red", err=True, color=False if os.environ.get("NO_COLOR") else None)
