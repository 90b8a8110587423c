"""`playground up`: the whole service on a bare machine, started together and stopped in order."""

import asyncio
import contextlib
import fcntl
import http.client
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from backend.settings import Settings
from backend.supervisor import CannotStart, valkey
from backend.supervisor.address import is_loopback, listen, token_of, url
from backend.supervisor.child import Child
from backend.supervisor.guard import Guard
from backend.supervisor.logs import process_log

API_GRACE_S = 5.0
WORKER_GRACE_S = 25.0
VALKEY_GRACE_S = 5.0
POLL_S = 0.1


def up(settings: Settings) -> None:
    """Run Valkey (unless `settings.broker_url` names another broker), the API and a worker until SIGINT or SIGTERM.

    Raises:
        CannotStart: the data folder or the port is in use, or there is no Valkey for this machine.
    """
    with locked(settings.data_dir), listen(settings.host, settings.port) as listener:
        if settings.broker_url is None:
            valkey.stop_orphan(settings.socket_path)
        asyncio.run(Supervisor(settings, listener).run())


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lock the data folder, created if missing; the kernel releases the lock however this process ends.

    Raises:
        CannotStart: another supervisor has locked it, or it cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / "playground.lock").open("w")
    except OSError as error:
        raise CannotStart(f"Cannot write to {folder} ({error.strerror}). Choose another folder with --data-dir.") from error
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(f"A playground is running on {folder} already. Stop it, or choose another folder with --data-dir.") from None
        yield


class Supervisor:
    """Starts the roles, says when they are ready, and stops them when asked.

    It holds the listening socket itself: the API inherits it, so a request that comes while the API starts again waits instead of failing.
    """

    def __init__(self, settings: Settings, listener: socket.socket) -> None:
        self._settings = settings
        self._listener = listener
        self._token = token_for(settings)
        self._logs = settings.data_dir / "logs"
        self._log = process_log("up", self._logs)
        self._stop = asyncio.Event()
        self._hurry = asyncio.Event()

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._on_signal)
        with Guard() as guard:
            api, worker, *broker = self._start_children(guard)
            announcing = asyncio.create_task(self._announce(time.monotonic()))
            stop = asyncio.create_task(self._stop.wait())
            # A child that cannot even be started ends its task; its stop() below says why.
            await asyncio.wait({stop, api.task, worker.task, *(child.task for child in broker)}, return_when=asyncio.FIRST_COMPLETED)
            announcing.cancel()
            self._log.info("Stopping: a running job is saved and continues at the next start. Ctrl-C again to stop at once.")
            self._listener.close()
            await asyncio.gather(api.stop(API_GRACE_S, self._hurry), worker.stop(WORKER_GRACE_S, self._hurry))
            for child in broker:
                await child.stop(VALKEY_GRACE_S, asyncio.Event())
        self._log.info("Stopped.")

    def _on_signal(self) -> None:
        (self._hurry if self._stop.is_set() else self._stop).set()

    def _start_children(self, guard: Guard) -> list[Child]:
        """API, worker and Valkey, unless the broker is another one. All at once: Valkey answers before Python has imported the rest."""
        python = [sys.executable, "-P", "-m", "backend.cli"]  # -P: a folder `backend` in the working directory is not ours
        listener = self._listener.fileno()
        broker = [] if self._settings.broker_url else [self._child("valkey", valkey.command(self._settings), guard)]
        worker = self._child("worker", [*python, "worker"], guard)
        api = self._child("api", [*python, "api", "--fd", str(listener)], guard, (listener,))
        return [api, worker, *broker]

    def _child(self, name: str, argv: list[str], guard: Guard, pass_fds: tuple[int, ...] = ()) -> Child:
        log = process_log(name, self._logs, on_console=name != "valkey")
        return Child(name, argv, self._environment(), guard, log, self._report_death, pass_fds)

    def _report_death(self, sentence: str) -> None:
        self._log.warning("%s Its log is in %s", sentence, self._logs)

    def _environment(self) -> Mapping[str, str]:
        settings = {
            "PLAYGROUND_DATA_DIR": str(self._settings.data_dir.absolute()),
            "PLAYGROUND_HOST": self._settings.host,
            "PLAYGROUND_PORT": str(self._settings.port),
            "PLAYGROUND_BROKER_URL": self._settings.broker,
            "PYTHONUNBUFFERED": "1",
        }
        return {**os.environ, **settings, **({"PLAYGROUND_TOKEN": self._token} if self._token else {})}

    async def _announce(self, started: float) -> None:
        address = url(self._settings.host, self._settings.port)
        await self._until_ok("live")
        if self._settings.public_url:
            self._log.info("Deep Learning Playground: %s (behind the proxy; on this machine %s)", self._settings.public_url, address)
        else:
            self._log.info("Deep Learning Playground: %s", address)
        if self._token and not token_of(self._settings):
            # Not by the log, which is kept in a file.
            print(f"Other machines can reach it, so it requires a password (with any user name): {self._token}", flush=True)
            print(f"In a terminal: curl -H 'Authorization: Bearer {self._token}' {address}/api/v1/jobs", flush=True)
            print("Add other host names of this machine to PLAYGROUND_ALLOWED_HOSTS=name,another.", flush=True)
        await self._until_ok("ready")
        self._log.info("Ready to train after %.1f s. Ctrl-C stops it.", time.monotonic() - started)

    async def _until_ok(self, health: str) -> None:
        while await asyncio.to_thread(self._status, health) != http.HTTPStatus.OK:
            await asyncio.sleep(POLL_S)

    def _status(self, health: str) -> int | None:
        """HTTP status of `/health/<health>`; None when nobody answers."""
        host, port = self._listener.getsockname()[:2]
        connection = http.client.HTTPConnection(host, port, timeout=2)
        headers = {"Host": "localhost"} | ({"Authorization": f"Bearer {self._token}"} if self._token else {})
        try:
            connection.request("GET", f"/api/v1/health/{health}", headers=headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


def token_for(settings: Settings) -> str | None:
    """The configured token; a new one when others can reach the address and none is configured."""
    return token_of(settings) or (None if is_loopback(settings.host) else secrets.token_urlsafe(24))
