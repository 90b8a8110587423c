"""How the tests of this folder tell whether a promise was kept."""

from tests.chaos.cluster import MOST_STRETCH, is_on_time


def test_no_busy_machine_excuses_more_than_three_times_what_was_promised() -> None:
    assert is_on_time(1, promised_s=1)
    assert MOST_STRETCH == 3
    for promised_s in (0.001, 1, 60):
        assert not is_on_time(3.01 * promised_s, promised_s)
