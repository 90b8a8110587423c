"""Settings: defaults that suit a laptop, all of them from the environment."""

from pathlib import Path

import pytest
import redis

from backend.settings import MAX_SOCKET_PATH, Settings


def test_everything_lives_in_the_data_folder_by_default(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert settings.broker == f"unix://{tmp_path}/valkey.sock?db=0"
    assert settings.artifacts == str(tmp_path / "artifacts")
    assert settings.datasets == tmp_path / "datasets"


def test_a_folder_may_have_any_name() -> None:
    socket = redis.Redis.from_url(Settings(data_dir=Path("/data/50 % of c#?")).broker).connection_pool.connection_kwargs["path"]
    assert socket == "/data/50 % of c#?/valkey.sock"


def test_a_long_data_folder_gets_a_short_socket_path_of_its_own(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 90) / ("y" * 90)
    assert len(str(Settings(data_dir=long).socket_path)) <= MAX_SOCKET_PATH
    assert Settings(data_dir=long).socket_path == Settings(data_dir=long).socket_path
    assert Settings(data_dir=long).socket_path != Settings(data_dir=long / "z").socket_path


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYGROUND_BROKER_URL", "redis://elsewhere:6379/1")
    monkeypatch.setenv("PLAYGROUND_ARTIFACT_URL", "s3://bucket/prefix")
    settings = Settings()
    assert settings.broker == "redis://elsewhere:6379/1"
    assert settings.artifacts == "s3://bucket/prefix"


def test_the_token_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYGROUND_TOKEN", "hush-hush")
    assert "hush-hush" not in repr(Settings())
