"""Lines for the console, each with the name of its process, and for a file of each process."""

import logging
import logging.handlers
from pathlib import Path

MAX_FILE_BYTES = 10 * 1024**2


def process_log(name: str, folder: Path, *, on_console: bool = True) -> logging.Logger:
    """A logger to `<folder>/<name>.log`, which is renamed to `.1` at 10 MiB, and to the console."""
    folder.mkdir(parents=True, exist_ok=True)
    log = logging.getLogger(f"playground.{name}")
    log.propagate = False
    log.setLevel(logging.INFO)
    file = logging.handlers.RotatingFileHandler(folder / f"{name}.log", maxBytes=MAX_FILE_BYTES, backupCount=1)
    file.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.handlers = [file]
    if on_console:
        console = logging.StreamHandler()
        console.setFormatter(logging.Formatter(f"{name:>6} │ %(message)s"))
        log.addHandler(console)
    return log
