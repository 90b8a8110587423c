"""All settings, read once from the environment (`PLAYGROUND_*`), with defaults that suit a laptop."""

import hashlib
import json
import os
import tempfile
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, ValidatorFunctionWrapHandler, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

# sockaddr_un holds 108 bytes on Linux and 104 on macOS, the final NUL included.
MAX_SOCKET_PATH = 100
PUBLIC_URL_FORM = "it must be an http or https address, with at most a path, such as https://example.org/play/"


def default_data_dir() -> Path:
    """`$XDG_DATA_HOME/deep-learning-playground`, or the same under `~/.local/share`."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "deep-learning-playground"


class Settings(BaseSettings):
    """Times are seconds, sizes are bytes, unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="PLAYGROUND_", env_ignore_empty=True, frozen=True)

    data_dir: Path = Field(default_factory=default_data_dir)
    broker_url: str | None = Field(None, description="redis://[:password@]host:port/db; none = the private Valkey of `playground up`")
    artifact_url: str | None = Field(None, description="any fsspec URL, such as s3://bucket/prefix; none = a folder in data_dir")
    dataset_dir: Path | None = Field(None, description="where cifar10.npz and mnist.npz are looked for and kept")

    host: str = "127.0.0.1"
    port: int = 8000
    token: SecretStr | None = Field(None, description="bearer token; required when host is not a loopback address")
    allowed_hosts: Annotated[list[str], NoDecode] = Field(
        default_factory=list, description="Host names accepted besides the loopback ones: a JSON list, or names with commas between them"
    )
    public_url: AnyHttpUrl | None = Field(None, description="where a proxy serves the pages, such as https://example.org/play/")

    lease_s: float = Field(30, description="a worker without a heartbeat for so long loses its job")
    heartbeat_s: float = 5
    reap_interval_s: float = 10
    resend_after_s: float = Field(60, description="the wake-up for a queued job that no worker claimed for so long is sent again")
    max_attempts: int = 3
    checkpoint_interval_s: float = Field(60, description="longest time between two checkpoints")
    stall_s: float = Field(600, description="a training without progress for so long is killed and resumed")
    max_job_s: float = Field(24 * 3600, description="a training is stopped after so long, summed over its attempts")
    max_queued_jobs: int = 100
    kinds: tuple[str, ...] = Field((), description="installed packages with more kinds of training job, each with its `KINDS`")

    max_json_bytes: int = 64 * 1024
    max_image_bytes: int = 10 * 1024**2
    max_dataset_bytes: int = 200 * 1024**2
    max_image_side: int = 8192
    max_image_pixels: int = 16_000_000
    max_sse_clients: int = 500

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return json.loads(value) if value.lstrip().startswith("[") else [name.strip() for name in value.split(",") if name.strip()]

    @field_validator("public_url", mode="wrap")
    @classmethod
    def _address(cls, value: object, validate: ValidatorFunctionWrapHandler) -> AnyHttpUrl | None:
        try:
            url: AnyHttpUrl | None = validate(value)
        except ValidationError as error:
            raise PydanticCustomError("public_url", PUBLIC_URL_FORM) from error
        if url and (url.query or url.fragment or url.username or url.password):
            raise PydanticCustomError("public_url", PUBLIC_URL_FORM)
        return url

    @property
    def public_path(self) -> str:
        """The path of `public_url`, without the slash at its end; "" without a path."""
        return (self.public_url.path or "").rstrip("/") if self.public_url else ""

    @property
    def public_origin(self) -> str | None:
        """Scheme, host and port of `public_url`, as a browser writes them in `Origin`: without the port that the scheme has anyway."""
        if self.public_url is None:
            return None
        usual = {"http": 80, "https": 443}[self.public_url.scheme]
        port = f":{self.public_url.port}" if self.public_url.port not in {None, usual} else ""
        return f"{self.public_url.scheme}://{self.public_url.host}{port}"

    @cached_property
    def socket_path(self) -> Path:
        """Unix socket of the private Valkey: in the data folder, or under the temporary folder when that path is too long."""
        inside = self.data_dir.absolute() / "valkey.sock"
        if len(os.fsencode(inside)) <= MAX_SOCKET_PATH:
            return inside
        digest = hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"playground-{digest}.sock"

    @property
    def broker(self) -> str:
        """The broker as redis-py wants it."""
        return self.broker_url or f"unix://{quote(os.fspath(self.socket_path))}?db=0"

    @property
    def artifacts(self) -> str:
        return self.artifact_url or str(self.data_dir.absolute() / "artifacts")

    @property
    def datasets(self) -> Path:
        return self.dataset_dir or self.data_dir.absolute() / "datasets"


@lru_cache
def get_settings() -> Settings:
    return Settings()
