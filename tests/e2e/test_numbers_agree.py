"""Numbers that a page shows for one thing agree wherever it shows them: text, formula, chart and request, compared as values."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Watched, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

NETWORK_FUNCTIONS = {
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True),
}


def request_of(page: Page) -> dict[str, Any]:
    """The body of the request that "Copy as" shows: the network and the data that are on the screen."""
    page.get_by_role("button", name="Copy as …").click()
    text = page.locator("dialog.copy pre").inner_text()
    page.get_by_role("button", name="Close").click()
    body: dict[str, Any] = json.loads(text.split("-d '", 1)[1].rsplit("'", 1)[0])
    return body


def chart(page: Page, title: str) -> dict[str, list[tuple[float, float]]]:
    """The lines of a chart, from the CSV that it is saved in."""
    section = page.locator("section.chart", has=page.get_by_role("heading", name=title, exact=True))
    with page.expect_download() as download:
        section.get_by_role("button", name="CSV").click()
    lines: dict[str, list[tuple[float, float]]] = {}
    for row in csv.DictReader(StringIO(Path(download.value.path()).read_text())):
        lines.setdefault(row["line"], []).append((float(row["x"]), float(row["y"])))
    return lines


def progress(page: Page) -> dict[str, str]:
    """What the network page says of its training: `{"epoch": "5", "training loss": "0.046", …}`."""
    words = page.locator(".training-progress span").all_inner_texts()
    return {word.rsplit(" ", 1)[0]: word.rsplit(" ", 1)[1] for word in (one.replace("\u202f%", "%") for one in words)}


def evaluated(body: dict[str, Any], x: str, y: str) -> tuple[float, float]:
    """Loss with its penalty, and accuracy, of the network in a request: computed here."""
    a, target = np.array(body[x]), np.array(body[y])
    for layer in body["layers"]:
        a = NETWORK_FUNCTIONS[layer["activation"]](a @ np.array(layer["weights"]).T + layer["bias"])
    penalty = sum(
        body["l2"] / 2 * np.sum(np.square(one["weights"])) + body["l1"] * np.sum(np.abs(one["weights"])) for one in body["layers"]
    )
    p = np.clip(a, 1e-300, 1 - 1e-16)
    if target.shape[1] == 1:
        return float(-np.mean(target * np.log(p) + (1 - target) * np.log(1 - p)) + penalty / len(target)), float(
            np.mean((a >= 0.5) == (target >= 0.5))
        )
    return float(-np.mean(np.sum(target * np.log(p), axis=1)) + penalty / len(target)), float(np.mean(a.argmax(1) == target.argmax(1)))


def expect_training_points(page: Page, count: int) -> None:
    expect(page.get_by_role("img", name=re.compile(rf"Decision boundary, {count} training points"))).to_be_visible()


def check_network(page: Page) -> dict[str, str]:
    """Every number of the network page is of the weights and the data on the screen."""
    said, body, lines = progress(page), request_of(page), chart(page, "Training and test loss")
    for which, x, y in (("training", "x", "y"), ("test", "x_test", "y_test")):
        loss, accuracy = evaluated(body, x, y)
        assert said[f"{which} loss"] == f"{loss:.3f}", which
        assert said[f"{which} accuracy"] == f"{100 * accuracy:.1f}%", which
        step, last = lines[f"{which} loss"][-1]
        assert (f"{step:,.0f}", f"{last:.3f}") == (said["step"], said[f"{which} loss"])
    assert int(said["step"].replace(",", "")) == body["step"]
    name = page.locator(".boundary-plot svg").get_attribute("aria-label")
    assert name and f"{len(body['x'])} training points, {len(body['x_test'])} test points" in name
    return said


def opened(window: Watched, playground: str, query: str = "") -> Page:
    page = window.page
    page.goto(f"{playground}/#/network?{query}")
    expect(page.get_by_text("step 1,000")).to_be_visible()
    return page


@pytest.mark.parametrize("query", ["", "classes=3&shape=gauss&hidden=4&l2=0.5"])
def test_every_number_of_the_network_page_is_of_the_weights_on_the_screen(window: Watched, playground: str, query: str) -> None:
    page = opened(window, playground, query)
    trained = check_network(page)

    page.get_by_role("button", name="Bias of layer 1, neuron 2").click()
    field = page.get_by_label("Bias of neuron 2 of layer 1")
    field.select_text()
    field.press_sequentially("7", delay=60)
    notice = page.locator(".change-notice")
    expect(notice).to_contain_text("Weights edited after 1,000 steps")
    expect(page.get_by_text(f"training loss {trained['training loss']}")).to_have_count(0)
    edited = check_network(page)
    assert edited["training loss"] != trained["training loss"]

    notice.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"training loss {trained['training loss']}")).to_be_visible()
    assert check_network(page) == trained


def test_loss_follows_the_regularization(window: Watched, playground: str) -> None:
    page = opened(window, playground)
    before = check_network(page)
    field = page.get_by_label("L2 regularization", exact=True)
    field.select_text()
    field.press_sequentially("5", delay=60)
    expect(page.get_by_text(f"training loss {before['training loss']}")).to_have_count(0)
    after = check_network(page)
    assert float(after["training loss"]) > float(before["training loss"])
    assert after["training accuracy"] == before["training accuracy"]
    assert after["epoch"] == before["epoch"]


def test_a_point_that_is_added_keeps_the_weights_and_back_takes_it_away(window: Watched, playground: str) -> None:
    page = opened(window, playground)
    before, body = check_network(page), request_of(page)
    page.locator(".boundary-plot").click(position={"x": 20, "y": 20})
    expect(page.get_by_text("1 added point in the training data")).to_be_visible()
    expect_training_points(page, len(body["x"]) + 1)
    check_network(page)
    after = request_of(page)
    assert after["layers"] == body["layers"]
    assert (after["x"][:-1], after["x_test"]) == (body["x"], body["x_test"])

    page.locator(".boundary-plot").click(position={"x": 60, "y": 20})
    expect(page.get_by_text("2 added points in the training data")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("1 added point in the training data")).to_be_visible()
    expect_training_points(page, len(body["x"]) + 1)
    check_network(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("added point")).to_have_count(0)
    expect_training_points(page, len(body["x"]))
    assert check_network(page) == before
    assert request_of(page) == body


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("Noise", "0.3", "noise"), ("Training share", "0.5", "training share"), ("Neurons of hidden layer 1", "3", "hidden layers")],
)
def test_training_that_a_setting_throws_away_comes_back(window: Watched, playground: str, field: str, typed: str, said: str) -> None:
    page = opened(window, playground)
    before, body = check_network(page), request_of(page)
    box = page.get_by_label(field, exact=True)
    box.select_text()
    box.press_sequentially(typed[-1] if typed.isdigit() else typed, delay=120)
    expect(page.locator(".change-notice")).to_contain_text(f"The {said} changed: training begins again")
    expect(page.get_by_text("step 0", exact=True)).to_be_visible()
    page.locator(".change-notice").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("step 1,000")).to_be_visible()
    assert check_network(page) == before
    assert request_of(page) == body


def test_reset_can_be_undone_and_choices_name_what_they_change(window: Watched, playground: str) -> None:
    page = opened(window, playground)
    before = check_network(page)
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_text("step 0", exact=True)).to_be_visible()
    initial = check_network(page)
    assert float(initial["training loss"]) > float(before["training loss"])
    page.locator(".change-notice").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("step 1,000")).to_be_visible()
    assert check_network(page) == before
    page.get_by_label("Activation function").select_option("relu")
    expect(page.locator(".change-notice")).to_contain_text("The activation function changed")
    page.get_by_label("Activation function").select_option("tanh")
    expect(page.locator(".change-notice")).to_contain_text("with the network of 1,000 steps")
    assert check_network(page) == before


def test_own_points_that_sample_data_replaced_come_back(window: Watched, playground: str) -> None:
    page = opened(window, playground)
    page.get_by_text("Your own data").click()
    page.get_by_label("Points as x1,x2,label").press_sequentially("-1,-1,a\n1,1,b\n-1,1,a\n1,-1,b", delay=2)
    page.get_by_role("button", name="Train on these").click()
    expect(page.get_by_text(re.compile("^Own data: 4 points"))).to_be_visible()
    expect(page.get_by_text("step 0", exact=True)).to_be_visible()
    body = request_of(page)
    notice = page.locator(".change-notice")
    for undo in (notice.get_by_role("button", name="Undo").click, page.go_back):
        page.get_by_role("button", name="Back to the sample data").click()
        expect(page.get_by_text(re.compile("^Own data: "))).to_have_count(0)
        expect(notice).to_contain_text("Back at these settings, with the network of 1,000 steps.")
        expect(notice.get_by_role("button", name="Undo")).to_be_visible()
        undo()
        expect(page.get_by_text(re.compile("^Own data: 4 points"))).to_be_visible()
        expect_training_points(page, len(body["x"]))
        assert request_of(page)["x"] == body["x"]


@pytest.mark.parametrize(("width", "height"), [(1280, 420), (390, 640)])
def test_the_field_of_a_weight_is_in_view_and_typed_into_at_once(browser: Browser, playground: str, width: int, height: int) -> None:
    watched = watch(browser, width=width, height=height)
    page = opened(watched, playground)
    for name in ("Bias of layer 1, neuron 1", "Weight from 2 to neuron 3 of layer 1"):
        connection = page.get_by_role("button", name=name, exact=True)
        connection.focus()
        connection.press("Enter")
        field = page.locator(".weight-editor input")
        expect(field).to_be_focused()
        expect(field).to_be_in_viewport(ratio=0.95)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("0.75", delay=60)
        expect(field).to_have_attribute("aria-valuenow", "0.75")
        expect(page.locator(".change-notice")).to_contain_text("Weights edited after 1,000 steps")
    watched.context.close()


FILES = {
    "heights.csv": ("height_cm;weight_kg;sex\r\n" + "".join(f"{150 + i},5;{50 + 2 * i % 17},25;{'fm'[i % 2]}\r\n" for i in range(30)), 30),
    "tabs.tsv": ("\ufeff" + "".join(f"{i}\t{-i % 7}\t{i % 3 + 1}\n" for i in range(40)), 40),
    "many.csv": ("x1,x2,label\n" + "".join(f"{np.cos(i):.4f},{np.sin(3 * i):.4f},{i % 2}\n" for i in range(3000)), 2000),
}


@pytest.mark.parametrize("name", FILES)
def test_own_files_fill_the_plane(window: Watched, playground: str, tmp_path: Path, name: str) -> None:
    text, count = FILES[name]
    path = tmp_path / name
    path.write_text(text, newline="")
    page = opened(window, playground)
    page.get_by_text("Your own data").click()
    chooser = page.locator(".own input[type=file]")
    chooser.set_input_files(path)
    reading = page.locator(".own-reading")
    expect(reading).to_contain_text(f"{max(count, 3000 if name == 'many.csv' else 0):,} points in")
    if name == "heights.csv":
        expect(reading).to_contain_text("Centred and scaled to the plane: (x1 − 165)/14.5")
        expect(reading).to_contain_text("Classes: f → 0, m → 1")
    if name == "many.csv":
        expect(reading).to_contain_text("a random sample of 2,000 is taken")
    page.get_by_role("button", name="Train on these").click()
    expect(page.locator(".change-notice")).to_contain_text("The data changed")
    expect(page.get_by_text(re.compile(f"^Own data: {count:,} points"))).to_be_visible()
    expect(page.get_by_text("step 0", exact=True)).to_be_visible()
    check_network(page)
    body = request_of(page)
    x = np.array(body["x"] + body["x_test"])
    assert x.shape == (count, 2)
    assert x.min(axis=0) == pytest.approx([-1, -1], abs=0.05)
    assert x.max(axis=0) == pytest.approx([1, 1], abs=0.05)
    page.go_back()
    expect(page.get_by_text("step 1,000")).to_be_visible()


def generated_points(kind: str, seed: int) -> str:
    """Points as people have them: `measured` in units far from the plane, or `many` of them, more than a network takes."""
    random = np.random.default_rng(seed)
    centre, scale = random.uniform(-500, 500, 2), random.uniform(5, 80, 2)
    count = {"measured": 60, "many": 3000}[kind]
    labels = random.integers(0, 2 + seed % 3, count)
    values = random.normal(size=(count, 2)) + labels[:, None]
    if kind == "measured":
        values = centre + scale * values
    header = {"measured": "height_cm,weight_kg,label", "many": "x1,x2,label"}[kind]
    return "\n".join([header, *(f"{a:.6f},{b:.6f},{label}" for (a, b), label in zip(values, labels, strict=True))])


@pytest.mark.parametrize("kind", ["measured", "many"])
@pytest.mark.parametrize("seed", range(3))
def test_any_points_fill_the_plane_and_can_be_trained_on(window: Watched, playground: str, tmp_path: Path, kind: str, seed: int) -> None:
    path = tmp_path / f"{kind}-{seed}.csv"
    path.write_text(generated_points(kind, seed))
    page = opened(window, playground)
    page.get_by_text("Your own data").click()
    page.locator(".own input[type=file]").set_input_files(path)
    reading = page.locator(".own-reading")
    expect(reading).to_contain_text("Centred and scaled to the plane")
    if kind == "many":
        expect(reading).to_contain_text("At most 2,000 points are allowed: a random sample of 2,000 is taken")
    page.get_by_role("button", name="Train on these").click()
    expect(page.get_by_text("step 0", exact=True)).to_be_visible()
    body = request_of(page)
    x = np.array(body["x"] + body["x_test"])
    assert len(x) == {"measured": 60, "many": 2000}[kind]
    assert x.min(axis=0) == pytest.approx([-1, -1], abs=0.3 if kind == "many" else 0.01)
    assert x.max(axis=0) == pytest.approx([1, 1], abs=0.3 if kind == "many" else 0.01)
    page.get_by_role("button", name="Step", exact=True).click()
    expect(page.get_by_text("step 1", exact=True)).to_be_visible()
    check_network(page)


def test_the_same_file_is_read_again(window: Watched, playground: str, tmp_path: Path) -> None:
    page = opened(window, playground)
    page.get_by_text("Your own data").click()
    path = tmp_path / "points.csv"
    path.write_text("-1,-1,a\n1,1,b\n")
    chooser, reading = page.locator(".own input[type=file]"), page.locator(".own-reading")
    chooser.set_input_files(path)
    expect(reading).to_contain_text("2 points")
    expect(chooser).to_have_value("")  # else a browser does not report the same file when it is chosen again
    page.get_by_label("Points as x1,x2,label").press("End")
    page.get_by_label("Points as x1,x2,label").press("Control+A")
    page.get_by_label("Points as x1,x2,label").press("Delete")
    expect(reading).to_have_count(0)
    chooser.set_input_files(path)
    expect(reading).to_contain_text("2 points")
    path.write_text("-1,-1,a\nx,y,z\n1,1,b\n0,0,\n")
    chooser.set_input_files(path)
    expect(reading).to_contain_text("2 lines skipped. Line 2, “x,y,z”")


GRADIENT_FUNCTIONS = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "leaky_relu": "leaky ReLU", "selu": "SELU", "swish": "Swish"}


def measured(text: str) -> float:
    """The number at the end of a formula or a sentence."""
    return float(re.findall(r"-?\d[\d,]*\.?\d*(?:e-?\d+)?", text.replace("\\cdot 10^", "e"))[-1].replace(",", ""))


@pytest.mark.parametrize("id", GRADIENT_FUNCTIONS)
@pytest.mark.parametrize(("query", "title"), [("", "Relative gradient norm"), ("share=products", "Product of the root mean squares of f′")])
@pytest.mark.parametrize("gain", ["", "&gain=0.7"])
def test_the_formula_of_the_vanishing_gradient_ends_where_its_chart_does(
    window: Watched, playground: str, id: str, query: str, title: str, gain: str
) -> None:
    page = window.page
    page.goto(f"{playground}/#/effects?flow={id}&{query}{gain}")
    name = GRADIENT_FUNCTIONS[id]
    formula = page.get_by_label(re.compile(f"^{name}: .* = "))
    expect(formula).to_be_visible()
    label = formula.get_attribute("aria-label") or ""
    end = chart(page, title)[name][-1]
    assert end[0] == 50
    assert measured(label) == pytest.approx(end[1], rel=6e-3)
    finding = page.locator(".effect-finding").first.inner_text().split(". ")[0]
    assert measured(finding.removesuffix(" times that at the output")) == pytest.approx(end[1], rel=6e-3)
    usual = "1.414 (He)" if id in {"relu", "leaky_relu", "swish"} else "1 (LeCun)" if id == "selu" else "1 (Xavier)"
    expect(page.get_by_text("The weights have standard deviation gain/√64.")).to_contain_text(f"{name} {'0.7' if gain else usual}")
    if id == "relu" and not gain and not query:
        assert end[1] > 0.01, "§2.1.2: with its usual initialization ReLU keeps the gradient"


ZIG_ZAG = {"sigmoid": "sigmoid", "tanh": "tanh", "softplus": "softplus", "relu": "ReLU", "arctan": "arctan", "swish": "Swish"}


def test_the_sentences_on_the_zig_zag_are_what_was_measured(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/effects?zig={','.join(ZIG_ZAG)}")
    expect(page.locator(".weight-paths figure")).to_have_count(len(ZIG_ZAG))
    captions = page.locator(".weight-paths figcaption").all_inner_texts()
    finding = page.locator(".effect-finding").filter(has_text="in opposite directions with").inner_text()
    never = finding.split("in opposite directions with ")[1].split(".")[0].split(", ")
    for (id, name), caption in zip(ZIG_ZAG.items(), captions, strict=True):
        run = page.request.get(f"{playground}/api/v1/effects/zig-zag?activation={id}&steps=100&learning_rate=0.2").json()
        moves = np.diff(run["path"], axis=0)
        opposite = np.mean(np.prod(np.sign(moves), axis=1) < 0)
        assert caption.startswith(name)
        shares = [float(share) for share in re.findall(r"([\d.]+)\u202f%", caption)]
        assert shares[1] == pytest.approx(100 * opposite, abs=0.051)
        assert sum(shares) == pytest.approx(100, abs=0.11)
        assert (name in never) == (opposite == 0)


def test_while_the_perceptron_plays_drawing_and_formula_are_of_one_iteration(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/perceptron?step=0")
    expect(page.get_by_role("img", name="Weights -0.1660, 0.4406, -0.9998")).to_be_visible()
    expect(page.locator(".formula[aria-label*=';']")).to_be_visible()
    page.get_by_role("button", name="Play", exact=True).click()
    seen: set[str] = set()
    while len(seen) < 4:
        drawn, formula = page.evaluate(
            """() => {
                const nameOf = one => one.getAttribute("aria-label");
                const formulas = [...document.querySelectorAll(".formula")].map(nameOf);
                return [nameOf(document.querySelector("svg[aria-label^='Weights ']")), formulas.find(text => / \\+ .*=.*;/.test(text))];
            }"""
        )
        weights = [float(text) for text in re.findall(r"-?\d+\.\d+", drawn)]
        before = [float(row.split(" + ")[0]) for row in formula.split("; ")]
        assert weights == pytest.approx(before, abs=5.1e-5)
        seen.add(drawn)
