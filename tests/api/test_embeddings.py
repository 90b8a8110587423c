import httpx
import pytest
from scipy.special import softmax

from tests.api.test_problems import problem_of


def test_a_lookup(client: httpx.Client) -> None:
    answer = client.post("/embeddings/lookup", json={"embeddings": [[1, 2], [3, 4], [5, 6]], "index": 1})
    assert answer.json() == {"one_hot": 1, "size": 3, "vector": [3, 4]}


def test_the_probability_of_a_target(client: httpx.Client) -> None:
    answer = client.post("/embeddings/softmax", json={"theta": [[1, 0], [0, 1], [-1, 2]], "e_c": [2, 1], "index": 0}).json()
    assert answer["probability"] == pytest.approx(softmax([2, 1, 0])[0])
    assert (answer["rank"], answer["score"]) == (1, 2)


def test_the_cosine(client: httpx.Client) -> None:
    assert client.post("/embeddings/similarity", json={"u": [3, 0], "v": [3, 4]}).json()["similarity"] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("lookup", {"embeddings": [[1], [2]], "index": 2}),
        ("lookup", {"embeddings": [[1], [2, 3]], "index": 0}),
        ("lookup", {}),
        ("softmax", {"theta": [[1, 2]], "e_c": [1], "index": 0}),
        ("similarity", {"u": [1], "v": [1, 2]}),
    ],
)
def test_what_does_not_fit_is_rejected(client: httpx.Client, path: str, body: dict[str, object]) -> None:
    answer = client.post(f"/embeddings/{path}", json=body)
    assert answer.status_code == 422
    assert problem_of(answer)["detail"]
