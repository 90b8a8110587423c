"""§3.1 on the cost page: J over K classes and all layers, and which cost is convex, against NumPy."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PAGE_MS, Watched

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"


def cells(page: Page, caption: str) -> np.ndarray:
    """A matrix of the figure, as it is shown."""
    table = page.locator("table.class-matrix", has=page.locator("caption", has_text=re.compile(f"^{caption}$")))
    rows = table.locator("tr").all()
    return np.array([[float(text) for text in row.locator("td").all_inner_texts()] for row in rows])


def full(page: Page, names: list[str]) -> list[np.ndarray]:
    """The matrices with six digits: each number is opened and read from its field."""
    matrices = []
    for name in names:
        shape = cells(page, name).shape
        table = page.locator("table.class-matrix", has=page.locator("caption", has_text=re.compile(f"^{name}$")))
        field = page.locator("#field-network-number")
        values = []
        for i in range(shape[0] * shape[1]):
            button = table.locator("button").nth(i)
            button.click()
            expect(button).to_have_attribute("aria-pressed", "true")
            values.append(float(field.input_value()))
        matrices.append(np.array(values).reshape(shape))
    return matrices


def cost(x: np.ndarray, weights: list[np.ndarray], classes: list[int], l2: float) -> dict[str, Any]:
    """J of the network 2-4-K as §3.1 has it, with the plus sign, and as it is printed."""
    y_hat = 1 / (1 + np.exp(-np.tanh(x @ weights[0].T) @ weights[1].T))
    y = np.eye(len(weights[1]))[classes]
    terms = -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    penalty = l2 / (2 * len(x)) * sum(float((w**2).sum()) for w in weights)
    printed = -(y * np.log(y_hat) * (1 - y) * np.log(1 - y_hat)).sum() / len(x)
    return {"y_hat": y_hat, "terms": terms, "data": terms.sum() / len(x), "l2": penalty, "printed": printed}


def check(page: Page, classes: list[int], l2: float) -> float:
    """Every number of the figure against the cost of the numbers that it is computed from; gives J."""
    expect(page.locator("table.class-matrix")).to_have_count(3)
    x, *weights = full(page, ["x", "w of layer 1", "w of layer 2"])
    expected = cost(x, weights, classes, l2)
    figure = page.locator("section.figure", has=page.get_by_role("heading", name="K classes, all layers"))
    formula = figure.get_by_label(re.compile("^J over "))
    total = expected["data"] + expected["l2"]
    label = ""
    for _ in range(PAGE_MS // 100):
        label = formula.get_attribute("aria-label") or ""
        if float(label.rsplit(" ", 1)[1]) == pytest.approx(total, rel=1e-5):
            break
        page.wait_for_timeout(100)
    assert float(label.rsplit(" ", 1)[1]) == pytest.approx(total, rel=1e-5)
    data, l2_term, _ = (float(number) for number in re.findall(NUMBER, label.split(" = ", 2)[2]))
    assert data == pytest.approx(expected["data"], rel=1e-5)
    assert l2_term == pytest.approx(expected["l2"], rel=1e-5)
    terms, sums = [], []
    for row, y_hat in zip(figure.locator(".cost-table tbody tr").all(), expected["y_hat"], strict=True):
        texts = row.locator("td.number").all_inner_texts()
        shown = [[float(number) for number in text.split(" → ")] for text in texts[:-1]]
        np.testing.assert_allclose([pair[0] for pair in shown], y_hat, rtol=6e-3)
        terms.append([pair[1] for pair in shown])
        sums.append(float(texts[-1]))
    np.testing.assert_allclose(terms, expected["terms"], rtol=6e-3)
    np.testing.assert_allclose(sums, expected["terms"].sum(axis=1), rtol=6e-4)
    np.testing.assert_allclose(np.mean(sums), data, rtol=1e-3)
    with_plus, as_printed = (float(text) for text in figure.locator(".erratum div strong").all_inner_texts())
    assert with_plus == pytest.approx(expected["data"], rel=6e-4)
    assert as_printed == expected["printed"] == 0
    return float(total)


@pytest.mark.parametrize(
    ("k", "seed", "classes", "l2"), [(3, 1, [0, 1, 2], 0.1), (2, 5, [1, 1, 0], 0), (4, 11, [3, 0, 0], 2.5), (6, 77, [5, 2, 4], 100)]
)
def test_the_cost_over_k_classes_is_that_of_numpy(
    window: Watched, playground: str, k: int, seed: int, classes: list[int], l2: float
) -> None:
    page = window.page
    page.goto(f"{playground}/#/cost?K={k}&seed={seed}&classes={','.join(map(str, classes))}&lambda={l2}")
    expect(page.get_by_label(re.compile(f"^J over {k} classes"))).to_be_visible()
    check(page, classes, l2)


def test_every_number_of_the_cost_over_k_classes_can_be_changed(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/cost")
    before = check(page, [0, 1, 2], 0.1)
    for name, typed in (
        ("w of layer 2, neuron 3, input 4", "-2.5"),
        ("w of layer 1, neuron 2, input 1", "1/9"),
        ("x₂ of example 3", "1,5"),
    ):
        page.get_by_role("button", name=name).click()
        field = page.get_by_label(name, exact=True)
        field.select_text()
        field.press_sequentially(typed, delay=50)
        after = check(page, [0, 1, 2], 0.1)
        assert after != before
        before = after
    assert cells(page, "w of layer 2")[2, 3] == -2.5
    page.get_by_role("button", name="Class of example 1: 1; change it").click()
    changed = check(page, [1, 1, 2], 0.1)
    page.reload()
    assert check(page, [1, 1, 2], 0.1) == changed
    page.get_by_role("button", name="New random data and weights").click()
    expect(page.get_by_role("button", name="w of layer 2, neuron 3, input 4: -2.5")).to_have_count(0)
    assert check(page, [1, 1, 2], 0.1) != changed


@pytest.mark.parametrize("model", ["one sigmoid neuron", "with a hidden neuron"])
def test_the_page_says_which_cost_is_convex(window: Watched, playground: str, model: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/cost")
    page.get_by_role("button", name=model).click()
    id = {"one sigmoid neuron": "neuron", "with a hidden neuron": "hidden"}[model]
    figure = page.locator("section.figure", has=page.get_by_role("heading", name="Is the cost convex?"))
    for cost_id, title in (("cross_entropy", "Cross-entropy"), ("mse", "Mean squared error")):
        is_convex = (id, cost_id) == ("neuron", "cross_entropy")
        caption = figure.locator("figcaption", has_text=re.compile(f"^{title}"))
        expect(caption).to_contain_text(f"{title}: {'convex' if is_convex else 'not convex'}.")
        found = page.request.get(f"{playground}/api/v1/cost/surface?model={id}&cost={cost_id}").json()
        shown = float(re.findall(NUMBER, caption.inner_text().split("Hessian on the grid:")[1])[0])
        assert shown == pytest.approx(found["min_eigenvalue"], rel=6e-3)
        assert (found["min_eigenvalue"] > -1e-7) == is_convex
