"""A recurrent cell: its numbers belong together, it learns a word, and a link shows the same."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Watched, type_into

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", text.replace("−", "-"))]


def table(page: Page, name: str) -> np.ndarray:
    """The values of a gate, (units, steps)."""
    rows = page.get_by_role("table", name=f"{name}: units over time").locator("tbody tr").all()
    return np.array([numbers(" ".join(row.locator("td").all_inner_texts())) for row in rows])


def formula(page: Page, convention: str, start: str) -> str:
    region = page.get_by_role("region", name=convention)
    return region.locator(f".formula[aria-label^='{start}']").get_attribute("aria-label") or ""


def test_the_gates_of_an_lstm_make_its_cell_and_its_state(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/recurrent?text=banana&units=3")
    expect(page.get_by_role("table", name="State: units over time")).to_be_visible()
    update, forget, output, candidate, cell, state = (
        table(page, name) for name in ("Update gate", "Forget gate", "Output gate", "Candidate", "Cell", "State")
    )
    assert state.shape == (3, 5)
    before = np.column_stack([np.zeros(3), cell[:, :-1]])
    np.testing.assert_allclose(cell, update * candidate + forget * before, atol=0.02)
    np.testing.assert_allclose(state, output * np.tanh(cell), atol=0.02)

    page.get_by_role("button", name="Cell, unit 2, step 4").click()
    expect(page.get_by_text("Step 4, unit 2.")).to_be_visible()
    assert numbers(formula(page, "Keras, PyTorch", "Cell"))[0] == pytest.approx(cell[1, 3], abs=0.005)
    ours, theirs = (numbers(formula(page, name, "State"))[0] for name in ("Keras, PyTorch", "tutorial (§V)"))
    assert ours == pytest.approx(state[1, 3], abs=0.005)
    assert theirs == pytest.approx(output[1, 3] * cell[1, 3], abs=0.02)
    assert "at=3" in page.url and "unit=1" in page.url


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_summands_and_losses_add_up(window: Watched, playground: str, cell: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/recurrent?cell={cell}&text=tomorrow&steps=50")
    for name in ("Loss over time", "Derivative"):
        sum_of = page.get_by_role("group", name=name, exact=True).locator(".formula").nth(1)
        expect(sum_of).to_be_visible()
        *terms, total = numbers((sum_of.get_attribute("aria-label") or "").replace("- ", "-"))
        assert sum(terms) == pytest.approx(total, abs=1e-9)
    shown = page.get_by_text(re.compile("By finite differences")).inner_text()
    difference, deviation = numbers(shown)[0], numbers(shown)[-1]
    assert difference == pytest.approx(total, abs=2e-3 * abs(total) + 1e-9)
    assert deviation < 1e-6


def test_a_word_is_typed_and_learned_and_a_link_shows_the_same(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/recurrent?cell=gru")
    right = page.get_by_text(re.compile(r"\d+ of \d+ are right"))
    expect(right).to_be_visible()
    field = page.get_by_label("Text")
    field.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(page.get_by_role("alert")).to_contain_text("at least 3 letters are needed: there is none; still “hello”")
    field.press_sequentially("mississippi", delay=30)
    expect(page.get_by_role("button", name=re.compile("step 10: input p"))).to_be_visible()
    assert "text=mississippi" in page.url
    for done in (100, 200, 300, 400):
        page.get_by_role("button", name="Train for 100 steps").click()
        expect(page.get_by_text(f"After {done} steps of gradient descent")).to_be_visible()
    expect(page.get_by_text("10 of 10 are right")).to_be_visible()
    loss = page.locator("p", has_text="After 400 steps").locator("strong").inner_text()
    page.reload()
    expect(page.locator("p", has_text="After 400 steps").locator("strong")).to_have_text(loss)
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_text("With new weights")).to_be_visible()


def test_by_keyboard(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/recurrent")
    step = page.get_by_role("button", name=re.compile("step 1: input h"))
    step.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("step 2: input e"))).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Step 2, unit 1.")).to_be_visible()
    page.get_by_role("button", name="State, unit 1, step 2").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="State, unit 2, step 3")).to_be_focused()
    expect(page.get_by_text("Step 3, unit 2.")).to_be_visible()
    type_into(page.get_by_role("spinbutton", name="Units"), "6")
    expect(page.get_by_role("table", name="State: units over time").locator("tbody tr")).to_have_count(6)
    page.get_by_role("combobox", name="Cell").select_option("rnn")
    expect(page.get_by_role("table", name="State: units over time")).to_be_visible()
    expect(page.get_by_role("table", name="Update gate: units over time")).to_have_count(0)
