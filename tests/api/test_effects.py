"""The effects of activation functions, measured: §2.1.1 to §2.1.4."""

import httpx
import numpy as np
import pytest

from tests.api.test_problems import problem_of


def test_the_gradient_of_sigmoid_vanishes_and_that_of_the_identity_does_not(client: httpx.Client) -> None:
    sigmoid = client.get("/effects/gradient-flow", params={"activation": "sigmoid", "depth": 50}).json()
    identity = client.get("/effects/gradient-flow", params={"activation": "identity", "depth": 50}).json()

    assert max(sigmoid["slopes"]) <= 0.25
    np.testing.assert_allclose(sigmoid["products"], np.cumprod(sigmoid["slopes"]), rtol=1e-12)
    assert sigmoid["gradients"][-1] < 1e-25
    assert identity["products"] == [1] * 50
    assert identity["gradients"][-1] > 1e-2


def test_relu_dies_at_a_high_learning_rate_and_leaky_relu_does_not(client: httpx.Client) -> None:
    relu = client.get("/effects/dead-units", params={"learning_rate": 3, "steps": 100}).json()
    leaky = client.get("/effects/dead-units", params={"activation": "leaky_relu", "learning_rate": 3, "steps": 100}).json()

    assert (len(relu["dead"]), len(relu["costs"])) == (101, 100)
    assert relu["dead"][-1] > relu["dead"][0]
    assert leaky["dead"][-1] == 0


def test_sigmoid_goes_in_zig_zag_and_tanh_straighter(client: httpx.Client) -> None:
    sigmoid = client.get("/effects/zig-zag", params={"activation": "sigmoid"}).json()
    tanh = client.get("/effects/zig-zag", params={"activation": "tanh"}).json()

    assert sigmoid["same_sign"] == 1
    assert tanh["same_sign"] < 0.8
    assert sigmoid["path"][0] == [-1, 1]
    np.testing.assert_allclose(sigmoid["distance"], np.linalg.norm(np.array(sigmoid["path"]) - [1, -1], axis=1), rtol=1e-12)


@pytest.mark.parametrize(
    ("path", "params", "pointer"),
    [
        ("gradient-flow", {"activation": "cube"}, "/activation"),
        ("gradient-flow", {"activation": "softmax"}, "/activation"),
        ("gradient-flow", {"depth": 51}, "/depth"),
        ("gradient-flow", {"gain": "nan"}, "/gain"),
        ("dead-units", {"learning_rate": 0}, "/learning_rate"),
        ("dead-units", {"steps": 1001}, "/steps"),
        ("zig-zag", {"learning_rate": 3}, "/learning_rate"),
        ("zig-zag", {"activation": "identity", "learning_rate": 2, "steps": 1000}, "/learning_rate"),
        ("zig-zag", {"seed": -1}, "/seed"),
    ],
)
def test_what_cannot_be_measured_is_rejected(client: httpx.Client, path: str, params: dict[str, str], pointer: str) -> None:
    answer = client.get(f"/effects/{path}", params=params)
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]
