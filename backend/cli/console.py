"""Where the command line writes."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100_000


def new_console() -> "Console":
    """Standard output: as wide as the terminal; in a pipe, where another program reads a line as a row, wide enough for any row."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else WIDEST)
