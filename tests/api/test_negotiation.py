import pytest

from backend.api.negotiation import EVENT_STREAM, JSON, PNG, preferred


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("text/event-stream", EVENT_STREAM),
        ("TEXT/Event-Stream", EVENT_STREAM),
        ("text/*", EVENT_STREAM),
        ("application/json, text/event-stream", JSON),
        ("application/json;q=0.5, text/event-stream;q=0.9", EVENT_STREAM),
        ("text/event-stream;q=0, */*", JSON),
        ("*/*;q=0.1, text/event-stream; q=0.2", EVENT_STREAM),
        ("text/event-stream;q=many", JSON),
        (",;=, ;q", JSON),
        ("text/html", JSON),
    ],
)
def test_the_representation_with_the_highest_quality_is_chosen(accept: str | None, wanted: str) -> None:
    assert preferred(accept, [JSON, EVENT_STREAM]) == wanted


def test_the_first_offer_is_the_default() -> None:
    assert preferred("*/*", [PNG, JSON]) == PNG
