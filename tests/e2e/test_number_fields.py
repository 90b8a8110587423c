"""Every number can be typed: the fields of every page are found, and typed into key by key, fast and slowly."""

import math
import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from backend.kinds import KINDS
from tests.e2e.conftest import Watched, type_into, watch
from tests.e2e.test_labs import labs
from tests.e2e.test_pages import settle

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

TEXTS = {"0.25": 0.25, "-0.5": -0.5, "2.5": 2.5, "1e-3": 1e-3, "1,5": 1.5, "1/9": 1 / 9}
# A matrix has many cells of one kind: one text in each, all in every sixth.
SLOW_CELLS = 6
VERY_SLOW_MS = 300
READY_S = 10

STATE = """input => {
  const said = (input.getAttribute("aria-describedby") ?? "").split(" ").map(id => document.getElementById(id)).filter(Boolean);
  const bound = name => input.hasAttribute(name) ? Number(input.getAttribute(name)) : null;
  return {
    text: input.value, now: bound("aria-valuenow"), low: bound("aria-valuemin"), high: bound("aria-valuemax"),
    wrong: input.getAttribute("aria-invalid") === "true",
    said: said.filter(one => one.getClientRects().length).map(one => one.textContent.trim()).join(" "),
  };
}"""


def pick_weight(page: Page) -> None:
    page.get_by_role("button", name="Bias of layer 2, neuron 1").click()


def open_layers(page: Page) -> None:
    """The fields of one layer."""
    page.get_by_role("button", name=re.compile("change conv2d$")).click()


# What appears only after a choice.
CHOICES: list[tuple[str, Callable[[Page], None] | None]] = [
    ("network", pick_weight),
    ("cnn?dataset=photo-patches", open_layers),
    ("activations?f=softmax", None),
    ("activations?f=prelu", None),
    ("optimizers?optimizer=adamw", None),
    ("optimizers?optimizer=rmsprop", None),
    ("backpropagation?units=4-3-2-1&x=1,2,3", None),
]


def has_what_it_should(state: dict[str, object], text: str) -> bool:
    """The value is the number, or a sentence beside the field says truly why it is not."""
    number, said = TEXTS[text], str(state["said"])
    if not state["wrong"]:
        return state["now"] is not None and math.isclose(float(str(state["now"])), number, rel_tol=1e-9, abs_tol=1e-12)
    low, high = state["low"], state["high"]
    outside = (low is not None and number <= float(str(low))) or (high is not None and number >= float(str(high)))
    whole = "a whole number is needed" in said and not number.is_integer()
    return "still" in said and (whole or ("allowed: " in said and outside))


def check_typed(field: Locator, text: str, delay: float) -> None:
    type_into(field, text, delay)
    deadline = time.monotonic() + READY_S
    while True:
        state = field.evaluate(STATE)
        assert state["text"] == text, f"typed {text!r} with {delay} ms between the keys; the field holds {state['text']!r}"
        if has_what_it_should(state, text):
            return
        assert time.monotonic() < deadline, f"typed {text!r}: {state}"
        time.sleep(0.05)


def check_field(field: Locator, index: int, slow: bool) -> None:
    before = field.input_value()
    for text in TEXTS if slow else list(TEXTS)[index % len(TEXTS) :][:1]:
        check_typed(field, text, 0)
    for text in TEXTS if slow else ():
        check_typed(field, text, 50)
    if slow and index % 3 == 0:
        check_typed(field, list(TEXTS)[index // 3 % len(TEXTS)], VERY_SLOW_MS)
    type_into(field, before)
    expect(field).to_have_value(before)


def numbered(keys: list[str], index: int) -> str:
    """A field's name, and which of that name it is."""
    return f"{keys[index]} {keys[: index + 1].count(keys[index])}"


def check_page(page: Page, seen: set[str]) -> int:
    """Types into each numeric field that was not seen; returns how many there were."""
    assert page.locator("input[type=number]").count() == 0
    fields = page.get_by_role("spinbutton")
    keys = fields.evaluate_all("all => all.map(one => one.id || one.ariaLabel)")
    for index, key in enumerate(keys):
        name = numbered(keys, index)
        if name in seen:
            continue
        seen.add(name)
        cell = re.search(r"row (\d+), column (\d+)", key)
        slow = cell is None or (5 * int(cell[1]) + int(cell[2])) % SLOW_CELLS == 0
        try:
            check_field(fields.nth(index), index, slow)
        except AssertionError as error:
            pytest.fail(f"{page.url}, {key}: {error}")
    return len(keys)


def opened(browser: Browser, url: str) -> Watched:
    watched = watch(browser)
    watched.page.goto(url)
    settle(watched.page)
    return watched


@pytest.mark.parametrize("name", ["", *labs()])
def test_numbers_arrive_as_typed(browser: Browser, playground: str, name: str) -> None:
    watched = opened(browser, f"{playground}/#/{name}")
    if name and name not in {"activations", "words", "gan"}:
        watched.page.get_by_role("spinbutton").first.wait_for()
    check_page(watched.page, set())
    watched.context.close()


@pytest.mark.parametrize(("address", "choose"), CHOICES)
def test_numbers_that_appear_after_a_choice_arrive_as_typed(
    browser: Browser, playground: str, address: str, choose: Callable[[Page], None] | None
) -> None:
    watched = opened(browser, f"{playground}/#/{address}")
    page = watched.page
    fields = page.get_by_role("spinbutton")
    before: set[str] = set()
    if choose:
        fields.first.wait_for()
        known = fields.evaluate_all("all => all.map(one => one.id || one.ariaLabel)")
        before = {numbered(known, index) for index in range(len(known))}
        choose(page)
    fields.first.wait_for()
    check_page(page, before)
    watched.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_of_a_training_form_arrive_as_typed(browser: Browser, playground: str, kind: str) -> None:
    """With each choice that brings further fields."""
    watched = opened(browser, f"{playground}/#/train/{kind}")
    page = watched.page
    page.get_by_role("spinbutton").first.wait_for()
    seen: set[str] = set()
    assert check_page(page, seen) > 0
    choices = page.locator("select[id^=field-]").evaluate_all("all => all.map(one => [one.id, [...one.options].map(o => o.value)])")
    for id, values in choices:
        for value in values:
            page.locator(f"#{id}").select_option(value)
            check_page(page, seen)
        page.locator(f"#{id}").select_option(values[0])
    watched.context.close()
