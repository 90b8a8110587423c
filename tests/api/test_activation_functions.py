"""The table of activation functions, their curves and their plots: §2.1."""

import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import httpx
import numpy as np
import pytest
from PIL import Image
from scipy import special

from tests.api.test_problems import problem_of

# What SciPy and NumPy say.
ORACLES = {
    "sigmoid": special.expit,
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, 0),
    "gelu": lambda x: x * special.ndtr(x),
    "softplus": lambda x: np.logaddexp(0, x),
    "sinc": lambda x: np.sinc(x / np.pi),
    "arctan": np.arctan,
}


def test_the_table_has_every_function_of_the_tutorial(client: httpx.Client) -> None:
    rows = {row["id"]: row for row in client.get("/activations").json()}

    assert len(rows) >= 16
    assert {"sigmoid", "tanh", "relu", "leaky_relu", "swish", "softmax", "identity", "binary_step"} <= rows.keys()
    assert (rows["sigmoid"]["infimum"], rows["sigmoid"]["supremum"], rows["sigmoid"]["continuity"]) == (0, 1, r"C^{\infty}")
    assert (rows["relu"]["supremum"], rows["relu"]["continuity"]) == (None, "C^0")
    assert rows["tanh"]["zero_centred"] and not rows["sigmoid"]["zero_centred"]
    assert rows["leaky_relu"]["parameters"] == [{"name": "alpha", "symbol": "α", "default": 0.01, "minimum": 0, "maximum": 1}]
    assert rows["swish"]["aliases"] == ["silu"]


@pytest.mark.parametrize("id", ORACLES)
def test_a_curve_agrees_with_another_library(client: httpx.Client, id: str) -> None:
    curve = client.get(f"/activations/{id}", params={"x_min": -8, "x_max": 8, "points": 161}).json()

    x = np.array(curve["x"])
    np.testing.assert_allclose(x, np.linspace(-8, 8, 161), atol=1e-12)
    np.testing.assert_allclose(curve["y"], ORACLES[id](x), rtol=1e-9, atol=1e-12)
    slope = (ORACLES[id](x + 1e-6) - ORACLES[id](x - 1e-6)) / 2e-6
    smooth = np.abs(x) > 1e-3
    np.testing.assert_allclose(np.array(curve["derivative"])[smooth], slope[smooth], atol=1e-8)


def test_every_curve_is_finite_far_out(client: httpx.Client) -> None:
    for row in client.get("/activations").json():
        curve = client.get(f"/activations/{row['id']}", params={"x_min": -1e4, "x_max": 1e4, "points": 2001}).json()
        assert np.isfinite(curve["y"]).all() and np.isfinite(curve["derivative"]).all(), row["id"]


def test_a_parameter_changes_the_curve(client: httpx.Client) -> None:
    curve = client.get("/activations/leaky-relu", params={"x_min": -2, "x_max": 2, "points": 5, "alpha": 0.5}).json()
    assert curve["y"] == [-1, -0.5, 0, 1, 2]
    assert curve["chosen"] == {"alpha": 0.5}
    assert client.get("/activations/silu", params={"beta": 0, "points": 3}).json()["y"] == [-2.5, 0, 2.5]


@pytest.mark.parametrize(
    ("id", "params", "pointer"),
    [
        ("relu", {"alpha": 1}, "/alpha"),
        ("leaky_relu", {"alpha": 2}, "/alpha"),
        ("elu", {"alpha": "nan"}, "/alpha"),
        ("elu", {"alpha": "inf"}, "/alpha"),
        ("sigmoid", {"x_min": 1, "x_max": 1}, "/x_max"),
        ("sigmoid", {"x_min": -1e5}, "/x_min"),
        ("sigmoid", {"points": 2002}, "/points"),
    ],
)
def test_what_has_no_curve_is_rejected(client: httpx.Client, id: str, params: dict[str, float], pointer: str) -> None:
    for path in (f"/activations/{id}", f"/activations/{id}/plot.svg"):
        answer = client.get(path, params=params)
        assert answer.status_code == 422
        assert problem_of(answer)["errors"][0]["pointer"] == pointer  # type: ignore[index]


@pytest.mark.parametrize("path", ["/activations/cube", "/activations/cube/plot.svg"])
def test_an_unknown_function_is_404(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "softsign" in str(problem_of(answer)["detail"])


def test_every_plot_is_an_svg_with_both_curves(client: httpx.Client) -> None:
    for row in client.get("/activations").json():
        answer = client.get(f"/activations/{row['id']}/plot.svg")
        assert answer.headers["content-type"].startswith("image/svg+xml")
        svg = ET.fromstring(answer.content)
        assert svg.findtext("{*}title") == row["title"]
        curves = [line for line in svg.findall(".//{*}polyline") if len(line.attrib["points"].split()) == 201]
        assert len(curves) == 2, row["id"]


def test_the_svg_goes_through_the_points_of_the_curve(client: httpx.Client) -> None:
    svg = ET.fromstring(client.get("/activations/identity/plot.svg", params={"points": 5}).content)
    curve = next(line for line in svg.findall(".//{*}polyline") if len(line.attrib["points"].split()) == 5)
    points = np.array([point.split(",") for point in curve.attrib["points"].split()], dtype=float)
    assert (np.diff(points[:, 0]) > 0).all() and (np.diff(points[:, 1]) < 0).all()
    np.testing.assert_allclose(np.diff(points, axis=0), np.tile(np.diff(points, axis=0)[0], (4, 1)), atol=0.02)


def test_a_plot_comes_as_png_too(client: httpx.Client) -> None:
    answer = client.get("/activations/sigmoid/plot.png")
    assert answer.headers["content-type"] == "image/png"
    colours = {colour for _, colour in Image.open(BytesIO(answer.content)).getcolors(100_000) or []}
    assert {(0x0B, 0x3F, 0x74), (0xD9, 0x7A, 0x1C), (0xFB, 0xF8, 0xF2)} <= colours
    assert client.get("/activations/sigmoid/plot.gif").status_code == 422


def test_the_timings_are_measured_once_and_relative_to_relu(client: httpx.Client) -> None:
    answer = client.get("/activations/timings").json()
    rows = {row["id"]: row for row in answer["rows"]}
    assert list(rows) == [row["id"] for row in client.get("/activations").json()]
    for row in rows.values():
        for which in ("forward", "derivative"):
            assert row[f"{which}_ns"] > 0
            assert row[f"{which}_relative"] == pytest.approx(row[f"{which}_ns"] / rows["relu"][f"{which}_ns"])
    assert [id for id, row in rows.items() if row["one_by_one"]] == ["gelu"]
    assert rows["gelu"]["forward_relative"] > rows["identity"]["forward_relative"]
    assert answer["implementation"] == f"NumPy {np.__version__}"
    assert answer["rounds"] >= 5
    assert client.get("/activations/timings").json() == answer


def test_timings_are_measured_once_for_all_who_ask_at_the_same_time(client: httpx.Client) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: client.get("/activations/timings").json(), range(4)))
    assert all(answer == answers[0] for answer in answers)
