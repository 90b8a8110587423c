import kombu.exceptions
import pytest
import redis

from backend.errors import DependencyDown
from backend.jobs.connection import broker_errors, celery_url, connect


@pytest.mark.parametrize(
    ("ours", "celerys"),
    [
        ("redis://host:6379/2", "redis://host:6379/2"),
        ("rediss://:secret@host:6379/0", "rediss://:secret@host:6379/0"),
        ("unix:///run/v.sock?db=0", "redis+socket:///run/v.sock?virtual_host=0"),
        ("unix:///run/v.sock?db=3", "redis+socket:///run/v.sock?virtual_host=3"),
        ("unix:///run/v.sock", "redis+socket:///run/v.sock?virtual_host=0"),
        ("unix://:secret@/run/v.sock?db=1", "redis+socket://:secret@/run/v.sock?virtual_host=1"),
    ],
)
def test_the_celery_url_is_the_same_server(ours: str, celerys: str) -> None:
    assert celery_url(ours) == celerys


@pytest.mark.parametrize("error", [redis.ConnectionError("x"), redis.TimeoutError("x"), kombu.exceptions.OperationalError("x")])
def test_a_lost_connection_is_an_error_with_a_time_to_try_again(error: Exception) -> None:
    with pytest.raises(DependencyDown) as raised, broker_errors():
        raise error
    assert raised.value.retry_after_s == 5


def test_other_errors_pass(broker_url: str) -> None:
    client = connect(broker_url)
    with pytest.raises(redis.ResponseError), broker_errors():
        client.execute_command("NO SUCH COMMAND")
    client.close()
