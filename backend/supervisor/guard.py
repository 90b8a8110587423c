"""Leaves no orphan: a small process that outlives the supervisor and ends what the supervisor can no longer end.

The supervisor sends it, through a pipe, the process groups that it has started. When the pipe ends before they have been
removed (the supervisor was killed), the guard kills them. Unlike a parent-death signal this works on every Unix, and reaches
the training process, which is a child of a child.
"""

import contextlib
import os
import signal
import subprocess
import sys
from typing import Self


class Guard:
    """The supervisor's end of the pipe."""

    def __enter__(self) -> Self:
        # -I -S: neither site-packages nor the environment are needed, and without them it starts in some 10 ms.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", __file__], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._process.communicate()

    def watch(self, group: int) -> None:
        self._send(f"+{group}")

    def forget(self, group: int) -> None:
        self._send(f"-{group}")

    def _send(self, line: str) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        with contextlib.suppress(BrokenPipeError):
            pipe.write(f"{line}\n".encode())
            pipe.flush()


def main() -> None:
    groups: set[int] = set()
    for line in sys.stdin:
        change = groups.add if line[0] == "+" else groups.discard
        change(int(line[1:]))
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
