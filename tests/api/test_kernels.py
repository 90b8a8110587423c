"""Kernels and the arithmetic of convolution: §4.1, §4.2."""

import json
from typing import Any

import httpx
import numpy as np
import pytest
from scipy import signal

from tests.api.test_problems import problem_of

TUTORIAL = ["identity", "ridge", "sharpen", "box-blur", "gaussian-blur", "unsharp-masking"]


def test_the_presets_begin_with_the_tutorials_table(client: httpx.Client) -> None:
    rows = client.get("/kernels").json()
    assert [row["id"] for row in rows if row["in_tutorial"]] == TUTORIAL
    unsharp = next(row for row in rows if row["id"] == "unsharp-masking")
    assert (unsharp["matrix"][2][2], unsharp["divisor"]) == (-476, -256)


def test_a_separable_kernel_is_recognised(client: httpx.Client) -> None:
    found = client.post("/kernels/properties", json={"kernel": "gaussian-blur"}).json()
    matrix = np.array([1, 4, 6, 4, 1])
    np.testing.assert_allclose(np.outer(found["column"], found["row"]), np.outer(matrix, matrix) / 256, atol=1e-12)
    assert (found["rank"], found["multiplications"], found["separable_multiplications"]) == (1, 25, 10)
    assert found["sum"] == pytest.approx(1)
    ridge = client.post("/kernels/properties", json={"matrix": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]}).json()
    assert (ridge["sum"], ridge["column"], ridge["point_symmetric"]) == (0, None, True)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/kernel"),
        ({"kernel": "sharpen", "matrix": [[1]]}, "/kernel"),
        ({"kernel": "none"}, "/kernel"),
        ({"matrix": [[1, 2], [3]]}, "/matrix"),
        ({"matrix": []}, "/matrix"),
        ({"matrix": [[]]}, "/matrix"),
        ({"matrix": [[1] * 16] * 16}, "/matrix"),
        ({"matrix": [[1e308]]}, "/matrix"),
        ({"matrix": [["x"]]}, "/matrix/0/0"),
        ({"matrix": [[float("nan")]]}, "/matrix/0/0"),
        ({"matrix": [[1]], "divisor": 0}, "/divisor"),
    ],
)
def test_what_is_no_kernel_is_rejected(client: httpx.Client, body: dict[str, Any], pointer: str) -> None:
    answer = client.post("/kernels/properties", content=json.dumps(body))
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


def test_the_output_size_comes_with_its_formula(client: httpx.Client) -> None:
    size = client.get("/convolution/output-size", params={"input": 32, "kernel": 3, "padding": "same"}).json()
    assert (size["output_size"], size["padding"], size["padding_same"], size["fits"]) == (32, 1, 1, True)
    assert size["formula"].startswith("⌊(32 + 2·1 − 3)/1 + 1⌋")
    odd = client.get("/convolution/output-size", params={"input": 7, "kernel": 2, "stride": 3}).json()
    assert (odd["output_size"], odd["fits"], odd["left_over"]) == (2, False, 2)
    assert "does not fit" in odd["message"]


def test_a_transposed_convolution_leads_back(client: httpx.Client) -> None:
    query = {"input": 7, "kernel": 3, "padding": 1, "stride": 2, "transposed": True, "output_padding": 1}
    back = client.get("/convolution/output-size", params=query).json()["output_size"]
    assert back == 14
    assert client.get("/convolution/output-size", params=query | {"input": back, "transposed": False}).json()["output_size"] == 7


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"kernel": 9}, "/kernel"),
        ({"kernel": 2, "padding": "same"}, "/padding"),
        ({"padding": "-1"}, "/padding"),
        ({"padding": "half"}, "/padding"),
        ({"padding": "257"}, "/padding"),
        ({"stride": 0}, "/stride"),
        ({"transposed": True, "output_padding": 1}, "/output_padding"),
    ],
)
def test_a_size_that_does_not_exist_is_rejected(client: httpx.Client, changed: dict[str, Any], pointer: str) -> None:
    answer = client.get("/convolution/output-size", params={"input": 5, "kernel": 3} | changed)
    assert answer.status_code == 422
    assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


def test_two_matrices_are_convolved_as_scipy_does(client: httpx.Client) -> None:
    x, y = np.random.default_rng(0).normal(size=(2, 3, 4)).tolist()
    found = client.post("/convolution/matrices", json={"x": x, "y": y}).json()
    assert found["value"] == pytest.approx(signal.convolve2d(x, y, "valid")[0, 0])
    assert np.sum(found["terms"]) == pytest.approx(found["value"])
    rejected = client.post("/convolution/matrices", json={"x": [[1, 2]], "y": [[1], [2]]})
    assert rejected.status_code == 422
    assert problem_of(rejected)["errors"][0]["pointer"] == "/y"  # type: ignore[index]
