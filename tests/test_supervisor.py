"""`playground up` with real processes: what it starts, what it restarts, and that it leaves nothing behind."""

import asyncio
import logging
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from backend.settings import Settings
from backend.supervisor import CannotStart, child, valkey
from backend.supervisor.address import is_loopback, require_token
from backend.supervisor.child import Child
from backend.supervisor.embedded import token_for
from backend.supervisor.guard import Guard
from tests.running import Running, alive, clean_environment, free_port, playground, wait_until


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One playground for the tests that leave it as it was; its folder has a name that must be quoted."""
    running = Running(tmp_path_factory.mktemp("up") / 'my "data" folder')
    yield running
    running.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Running]:
    """A playground for a test that stops it."""
    running = Running(tmp_path / "data")
    yield running
    running.close()


def socket_path(running: Running) -> Path:
    return Settings(data_dir=running.folder).socket_path


def test_up_is_ready_with_a_worker_and_says_where(running: Running) -> None:
    assert len(running.get("/health/ready")["workers"]) == 1
    wait_until(lambda: "Ready to train" in running.output.read_text(), 5, "the line that says so")
    assert running.url in running.output.read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_tensorflow_is_only_in_the_training_process(running: Running) -> None:
    processes = [psutil.Process(running.process.pid), running.child("api"), running.child("worker")]
    for process in processes:
        assert "tensorflow" not in Path(f"/proc/{process.pid}/maps").read_text()


def test_each_role_has_a_session_of_its_own(running: Running) -> None:
    sessions = {os.getsid(running.child(role).pid) for role in ("api", "worker", "valkey")} | {os.getsid(running.process.pid)}
    assert len(sessions) == 4


def test_nobody_else_can_reach_the_private_valkey(running: Running) -> None:
    assert stat.S_IMODE(socket_path(running).stat().st_mode) == 0o600
    assert not running.child("valkey").net_connections("inet")


def test_what_the_roles_say_is_kept_in_files(running: Running) -> None:
    worker_log = running.folder / "logs" / "worker.log"
    wait_until(lambda: worker_log.exists() and "ready" in worker_log.read_text(), 20, "a log of the worker")


def test_a_second_start_on_the_same_folder_is_rejected(running: Running) -> None:
    second = playground("up", "--port", str(free_port()), "--data-dir", str(running.folder))
    assert second.returncode == 2
    assert f"A playground is running on {running.folder} already" in second.stderr
    assert running.status("ready") == 200


def test_a_port_in_use_is_rejected(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        rejected = playground("up", "--port", str(port), "--data-dir", str(tmp_path))
    assert rejected.returncode == 2
    assert f"Cannot listen on 127.0.0.1:{port}" in rejected.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    rejected = playground("up", "--data-dir", str(tmp_path), PLAYGROUND_LEASE_S="soon")
    assert rejected.returncode == 2
    assert "PLAYGROUND_LEASE_S" in rejected.stderr


@pytest.mark.parametrize(
    "address", ["foo", "ftp://x/", "http://", "example.org/play", "https://example.org/?x=1", "https://a:b@example.org/"]
)
def test_public_address_that_is_none_is_named_with_an_example(tmp_path: Path, address: str) -> None:
    rejected = playground("up", "--data-dir", str(tmp_path), PLAYGROUND_PUBLIC_URL=address)
    assert rejected.returncode == 2
    assert rejected.stderr.startswith("PLAYGROUND_PUBLIC_URL: it must be an http or https address")
    assert "https://example.org/play/" in rejected.stderr and f"received '{address}'" in rejected.stderr
    assert "Traceback" not in rejected.stderr


def test_start_names_the_public_address(tmp_path: Path) -> None:
    environment = clean_environment(PLAYGROUND_PUBLIC_URL="https://example.org/play/")
    own = Running(tmp_path / "data", environment=environment, ready=False)
    try:
        said = f"Deep Learning Playground: https://example.org/play/ (behind the proxy; on this machine {own.url})"
        wait_until(lambda: said in own.output.read_text(), 120, said)
    finally:
        own.close()


@pytest.mark.parametrize("role", ["valkey", "api", "worker"])
def test_a_killed_role_is_started_again(running: Running, role: str) -> None:
    killed = running.child(role)
    descendants = killed.children(recursive=True)
    killed.kill()
    wait_until(lambda: not alive([killed, *descendants]), 5, f"the end of {role} and of what it had started")

    new = wait_until(lambda: _child_or_none(running, role), 10, f"a new {role}")
    running.wait_until_ready()
    assert new.pid != killed.pid
    assert f"{role} ended by SIGKILL" in running.output.read_text()


def _child_or_none(running: Running, role: str) -> psutil.Process | None:
    try:
        return running.child(role)
    except (AssertionError, psutil.NoSuchProcess):
        return None


def test_a_request_waits_while_the_api_starts_again(running: Running) -> None:
    running.child("api").kill()
    answer = httpx.get(f"{running.url}/api/v1/health/live", timeout=20, trust_env=False)
    assert answer.status_code == 200


def test_ctrl_c_saves_the_running_job_and_leaves_nothing(own: Running) -> None:
    # Given a job that runs for much longer than the test
    job_id = own.submit(epochs=500)
    wait_until(lambda: (own.get(f"/jobs/{job_id}")["progress"]["epoch"] or 0) >= 3, 120, "the third epoch")
    before = own.get(f"/jobs/{job_id}")["progress"]["epoch"]
    processes = own.children()

    # When the person presses Ctrl-C
    own.interrupt()

    # Then everything ends by itself
    assert own.process.wait(30) == 0
    assert not alive(processes)

    # And the next start goes on with it, where it was
    again = Running(own.folder)
    try:
        job = again.wait_for_job(job_id, "running")
        assert job["attempt"] == 1, "a drained attempt is not counted"
        wait_until(lambda: (again.get(f"/jobs/{job_id}")["progress"]["epoch"] or 0) >= before, 120, "the epoch that it had reached")
        epochs = _trained_epochs(again, job_id)
        assert epochs == list(range(1, len(epochs) + 1))
    finally:
        again.close()


def _trained_epochs(running: Running, job_id: str) -> list[int]:
    """The epochs in the job's history, in order."""
    events: list[dict[str, Any]] = []
    after = "0-0"
    while page := running.get(f"/jobs/{job_id}/events?limit=1000&after={after}")["items"]:
        events += page
        after = page[-1]["id"]
    metrics = [event["data"] for event in events if event["type"] == "metric"]
    return [data["epoch"] for data in metrics if data["scope"] == "epoch" and data["split"] == "train"]


def test_a_second_ctrl_c_does_not_wait(own: Running) -> None:
    # Given a worker that does not answer
    processes = own.children()
    own.child("worker").suspend()

    own.interrupt()
    time.sleep(0.5)
    assert own.process.poll() is None
    own.interrupt()

    assert own.process.wait(8) == 0
    assert not alive(processes)


def test_sigterm_stops_it_too(own: Running) -> None:
    processes = own.children()
    own.process.terminate()
    assert own.process.wait(30) == 0
    assert not alive(processes)


def test_kill_9_of_the_supervisor_leaves_no_orphan(own: Running) -> None:
    processes = own.children()
    assert len(processes) >= 4

    own.process.kill()
    own.process.wait()
    wait_until(lambda: not alive(processes), 5, "the end of all")

    # and the next start is not hindered by what lies around
    again = Running(own.folder)
    again.close()


def test_a_valkey_left_by_an_earlier_run_is_shut_down(tmp_path: Path) -> None:
    # Given a server that nobody minds, with something in it
    settings = Settings(data_dir=tmp_path / "data")
    command = valkey.command(settings)
    orphan = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    wait_until(lambda: valkey.answers(settings.socket_path), 10, "the orphan")
    valkey.ask(settings.socket_path, "SET left behind")

    # When it is asked to stop
    valkey.stop_orphan(settings.socket_path)

    # Then it is gone, and what it held is there in the next one
    orphan.wait(5)
    successor = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    wait_until(lambda: valkey.ask(settings.socket_path, "GET left") == b"$6\r\nbehind\r\n", 10, "its data")
    successor.terminate()
    successor.wait(5)


def test_kill_9_of_valkey_loses_no_accepted_write(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    command = valkey.command(settings)
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    wait_until(lambda: valkey.answers(settings.socket_path), 10, "a server")
    for number in range(100):
        assert valkey.ask(settings.socket_path, f"RPUSH list {number}").startswith(b":")
    server.send_signal(signal.SIGKILL)
    server.wait()

    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    wait_until(lambda: valkey.ask(settings.socket_path, "LLEN list") == b":100\r\n", 10, "all 100 entries")
    server.terminate()
    server.wait(5)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("192.168.1.5", False),
        ("gpu", False),
    ],
)
def test_a_token_is_needed_where_others_can_reach(host: str, loopback: bool, tmp_path: Path) -> None:
    assert is_loopback(host) is loopback
    for token in (None, ""):
        settings = Settings(host=host, data_dir=tmp_path, token=token)
        assert (token_for(settings) is None) is loopback
        if loopback:
            require_token(settings)
        else:
            with pytest.raises(CannotStart, match="PLAYGROUND_TOKEN"):
                require_token(settings)
    require_token(Settings(host=host, data_dir=tmp_path, token="secret"))


def test_an_open_address_without_a_token_is_rejected() -> None:
    rejected = playground("api", "--host", "0.0.0.0", "--port", str(free_port()))
    assert rejected.returncode == 2
    assert "PLAYGROUND_TOKEN" in rejected.stderr


@pytest.mark.parametrize("role", ["api", "worker"])
def test_a_role_alone_needs_a_broker(role: str, tmp_path: Path) -> None:
    rejected = playground(role, PLAYGROUND_DATA_DIR=str(tmp_path))
    assert rejected.returncode == 2
    assert "PLAYGROUND_BROKER_URL" in rejected.stderr


def test_a_folder_that_cannot_be_written_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    rejected = playground("up", "--port", str(free_port()), "--data-dir", str(tmp_path / "file"))
    assert rejected.returncode == 2
    assert "Cannot write to" in rejected.stderr


def test_an_open_address_gets_a_password_that_is_in_no_file(tmp_path: Path) -> None:
    own = Running(tmp_path / "data", "--host", "0.0.0.0", ready=False)
    try:
        said = wait_until(lambda: re.search(r"\(with any user name\): (\S+)", own.output.read_text()), 120, "the password")
        assert httpx.get(f"{own.url}/api/v1/jobs", trust_env=False).status_code == 401
        assert httpx.get(f"{own.url}/api/v1/jobs", auth=("me", said[1]), trust_env=False).status_code == 200
        logs = "".join(path.read_text() for path in (own.folder / "logs").iterdir())
        assert said[1] not in logs
    finally:
        own.close()


def test_a_role_that_keeps_dying_waits_longer_each_time_until_it_has_run_steadily(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "FIRST_DELAY_S", 0.01)
    monkeypatch.setattr(child, "STEADY_S", 1.5)
    runs, told = tmp_path / "runs", []
    script = f'echo >> "{runs}"; [ $(wc -l < "{runs}") = 3 ] && sleep 2; exit 1'  # of its runs the third is a steady one

    async def keep_until_dead(times: int) -> None:
        dead = asyncio.Event()

        def on_death(sentence: str) -> None:
            told.append(sentence)
            if len(told) == times:
                dead.set()

        with Guard() as guard:
            role = Child("role", ["/bin/sh", "-c", script], dict(os.environ), guard, logging.getLogger("role"), on_death)
            await asyncio.wait_for(dead.wait(), 60)
            await role.stop(1, asyncio.Event())

    asyncio.run(keep_until_dead(5))
    assert told == [f"role ended with code 1; it starts again in {delay} s." for delay in ("0.01", "0.02", "0.01", "0.02", "0.04")]
