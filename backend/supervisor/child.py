"""One role as a process: in a session of its own, its output labelled, restarted when it dies."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable, Mapping, Sequence

from backend.supervisor.guard import Guard

FIRST_DELAY_S = 1.0
MAX_DELAY_S = 30.0
STEADY_S = 60.0  # after so long without a failure the delay is reset
OUTPUT_DRAIN_S = 1.0
MAX_LINE_BYTES = 2**20


class Child:
    """A command that is kept alive, from now on until `stop`.

    One that takes the place of a dead one finds its process id in PLAYGROUND_PREDECESSOR.
    It has its own session, so that Ctrl-C in the terminal reaches the supervisor alone, which stops its children in order.

    Args:
        log: receives every line of its standard output and error.
        on_death: is called with a sentence when it has died and will be started again.
        pass_fds: file descriptors that it inherits.

    Attributes:
        task: ends when the command is not kept alive any more.
    """

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        env: Mapping[str, str],
        guard: Guard,
        log: logging.Logger,
        on_death: Callable[[str], None],
        pass_fds: Sequence[int] = (),
    ) -> None:
        self.name = name
        self._argv = argv
        self._env = env
        self._guard = guard
        self._log = log
        self._on_death = on_death
        self._pass_fds = pass_fds
        self._process: asyncio.subprocess.Process | None = None
        self._predecessor: dict[str, str] = {}
        self._stopping = False
        self.task = asyncio.create_task(self._keep_alive())

    async def stop(self, grace_s: float, hurry: asyncio.Event) -> None:
        """SIGTERM, then SIGKILL after `grace_s` seconds, or at once when `hurry` is set. Returns when the whole group is gone."""
        self._stopping = True
        if self._process is None:
            self.task.cancel()
        else:
            self._signal(signal.SIGTERM)
        hurried = asyncio.create_task(hurry.wait())
        await asyncio.wait({self.task, hurried}, timeout=grace_s, return_when=asyncio.FIRST_COMPLETED)
        hurried.cancel()
        self._signal(signal.SIGKILL)
        with contextlib.suppress(asyncio.CancelledError):
            await self.task

    async def _keep_alive(self) -> None:
        clock = asyncio.get_running_loop().time
        delay = FIRST_DELAY_S
        while not self._stopping:
            started = clock()
            code = await self._run_once()
            if self._stopping:
                return
            delay = FIRST_DELAY_S if clock() - started > STEADY_S else delay
            self._on_death(f"{self.name} {_how_it_ended(code)}; it starts again in {delay:g} s.")
            await asyncio.sleep(delay)
            delay = min(2 * delay, MAX_DELAY_S)

    async def _run_once(self) -> int:
        """Start it, copy its output, wait for its end; returns its exit code, or minus the signal that ended it."""
        # A pipe of our own: asyncio's would let wait() wait for grandchildren that hold the other end.
        output, into = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *self._argv,
                env={**self._env, **self._predecessor},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=into,
                stderr=into,
                start_new_session=True,
                pass_fds=self._pass_fds,
            )
        finally:
            os.close(into)
        self._process = process
        self._guard.watch(process.pid)
        copying = asyncio.create_task(_copy_lines(output, self._log))
        code = await process.wait()
        self._signal_group(process.pid, signal.SIGKILL)  # a worker that was killed leaves its training process behind
        self._guard.forget(process.pid)
        self._predecessor = {"PLAYGROUND_PREDECESSOR": str(process.pid)}
        self._process = None
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(copying, OUTPUT_DRAIN_S)
        return code

    def _signal(self, number: signal.Signals) -> None:
        """To the process itself; SIGKILL to all of its group."""
        if self._process is None:
            return
        if number == signal.SIGKILL:
            self._signal_group(self._process.pid, number)
        else:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)

    @staticmethod
    def _signal_group(group: int, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)


async def _copy_lines(output: int, log: logging.Logger) -> None:
    reader = asyncio.StreamReader(limit=MAX_LINE_BYTES)
    with os.fdopen(output, "rb", 0) as file:
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), file)
        try:
            while line := await _read_line(reader):
                log.info(line.decode(errors="replace").rstrip())
        finally:
            transport.close()


async def _read_line(reader: asyncio.StreamReader) -> bytes:
    """The next line, empty at the end; one that is too long is omitted."""
    while True:
        try:
            return await reader.readline()
        except ValueError:
            continue


def _how_it_ended(code: int) -> str:
    return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
