"""Connections to Redis, and the error when Redis is unreachable."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import kombu.exceptions
import redis
import redis.asyncio
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from backend.errors import DependencyDown

# A redis.Redis whose answers are `str`: redis-py's own types do not know of `decode_responses`.
Client = Any

BROKER_ERRORS = (
    redis.ConnectionError,
    redis.TimeoutError,
    redis.exceptions.OutOfMemoryError,
    redis.ReadOnlyError,
    kombu.exceptions.OperationalError,
)

_TIMEOUT_S = 5.0
# One quick retry hides a restart between two calls; more would delay the error "Redis is unreachable".
_RETRIES, _RETRY_PAUSE_S = 1, 0.05


def connect(url: str) -> Client:
    """A client for short commands, with its own pool; it may be used by many threads. Strings come back as `str`."""
    return redis.Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=_TIMEOUT_S,
        socket_connect_timeout=_TIMEOUT_S,
        health_check_interval=25,
        retry=Retry(ConstantBackoff(_RETRY_PAUSE_S), _RETRIES),
    )


def connect_async(url: str, *, longest_block_s: float) -> Client:
    """A client for the one blocking read of a process; a server that is silent for longer than the block is considered dead."""
    return redis.asyncio.Redis.from_url(
        url,
        decode_responses=True,
        protocol=2,  # an answer to XREAD is a list
        socket_timeout=longest_block_s + _TIMEOUT_S,
        socket_connect_timeout=_TIMEOUT_S,
    )


def celery_url(url: str) -> str:
    """The same server as Celery writes it: `unix:///run/v.sock?db=1` is `redis+socket:///run/v.sock?virtual_host=1`."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    query = parse_qs(parts.query)
    database = query.get("db", ["0"])[0]
    password = parts.password or query.get("password", [""])[0]
    user = f"{parts.username or ''}:{quote(unquote(password), safe='')}@" if password else ""
    return f"redis+socket://{user}{parts.path}?virtual_host={database}"


@contextmanager
def broker_errors() -> Iterator[None]:
    """Turns a lost connection to Redis into the error that clients receive.

    Raises:
        DependencyDown: Redis does not answer, or cannot write.
    """
    try:
        yield
    except BROKER_ERRORS as error:
        raise DependencyDown(
            "The job store (Redis) cannot be written or read. Running jobs go on; try again soon.", retry_after_s=5
        ) from error
