"""A matrix is pasted from the clipboard into a cell; what is typed survives a reload with all its digits."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Watched, type_into

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def paste(window: Watched, cell: Locator, text: str) -> None:
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    cell.focus()
    cell.press("ControlOrMeta+a")
    cell.press("ControlOrMeta+v")


def cells(window: Watched, name: str) -> Locator:
    return window.page.get_by_role("group", name=name, exact=True).get_by_role("spinbutton")


def values(window: Watched, name: str) -> list[float]:
    return [float(value) for value in cells(window, name).evaluate_all("all => all.map(one => one.getAttribute('aria-valuenow'))")]


def test_a_matrix_fills_the_kernel_and_changes_its_size(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels?padding=valid")  # the padding of an even kernel that preserves the size is half a pixel: an error
    kernel = cells(window, "Kernel")
    expect(kernel).to_have_count(9)
    paste(window, kernel.nth(4), "array([[ 0. , -1. ,  0. ],\n       [-1. ,  5.5, -1. ],\n       [ 0. , -1. ,  0. ]], dtype=float32)")
    expect(page.get_by_text("Pasted 3×3.")).to_be_visible()
    assert values(window, "Kernel") == [0, -1, 0, -1, 5.5, -1, 0, -1, 0]
    paste(window, kernel.nth(0), "1/9\t1/9\t1/9\t1/9\n" * 2)
    expect(kernel).to_have_count(8)
    assert values(window, "Kernel") == pytest.approx([1 / 9] * 8)
    paste(window, kernel.nth(0), "1 2 3\n4 5")
    expect(page.get_by_role("alert").filter(has_text="its rows have different lengths: 3, 2; still 2×4")).to_be_visible()
    paste(window, kernel.nth(0), "1 " * 16 + "\n" + "1 " * 16)
    expect(page.get_by_role("alert").filter(has_text="pasted 2×16; allowed: 1×1 to 15×15; still 2×4")).to_be_visible()
    paste(window, kernel.nth(2), "0,75")
    expect(kernel.nth(2)).to_have_value("0,75")
    expect(kernel.nth(2)).to_have_attribute("aria-valuenow", "0.75")
    expect(kernel).to_have_count(8)


def test_a_matrix_fills_the_input_of_pooling(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/pooling")
    matrix = cells(window, "Input")
    expect(matrix).to_have_count(36)
    paste(window, matrix.nth(7), "[1 2 3 4; 5 6 7 8; 9 10 11 12; 13 14 15 16]")
    expect(matrix).to_have_count(16)
    assert values(window, "Input") == list(range(1, 17))
    expect(page.get_by_role("application")).to_have_attribute("aria-label", re.compile("Row 1, column 1: 6$"))
    paste(window, matrix.nth(0), "1,5;2,5\n3,5;4,5")
    expect(page.get_by_role("alert").filter(has_text="is 1.5; a whole number is needed")).to_be_visible()
    paste(window, matrix.nth(0), "1 2\n3 400")
    expect(page.get_by_role("alert").filter(has_text="row 2, column 2 of what was pasted is 400; allowed: from 0 to 255")).to_be_visible()
    expect(matrix).to_have_count(16)


def test_all_digits_survive_a_reload(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels")
    kernel = cells(window, "Kernel")
    type_into(kernel.nth(0), "0.123456789")
    type_into(kernel.nth(1), "1/9")
    assert "matrix=0.123456789,0.1111111111111111," in page.url.replace("%2C", ",")
    page.reload()
    expect(kernel.nth(0)).to_have_value("0.123457")
    kernel.nth(0).press("Tab")
    expect(kernel.nth(0)).to_have_value("0.123456789")
    expect(kernel.nth(1)).to_have_value("0.1111111111111111")
    kernel.nth(1).press_sequentially("2")
    expect(kernel.nth(1)).to_have_value("2")
    kernel.nth(1).press("ArrowRight")
    expect(kernel.nth(2)).to_be_focused()
    assert "matrix=0.123456789,2," in page.url.replace("%2C", ",")


def test_the_arrow_keys_move_the_caret_before_they_move_on(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels")
    kernel = cells(window, "Kernel")
    type_into(kernel.nth(0), "15")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    page.keyboard.press("7")
    expect(kernel.nth(0)).to_have_value("17")
    page.keyboard.press("ArrowRight")
    expect(kernel.nth(1)).to_be_focused()
    page.keyboard.press("Control+ArrowLeft")
    expect(kernel.nth(0)).to_be_focused()


def test_a_divisor_of_zero_is_said_beside_the_field(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels")
    type_into(page.get_by_label("Divisor", exact=True), "0")
    expect(page.get_by_role("alert")).to_have_text("any number but 0 is allowed; still 1")
    type_into(page.get_by_label("Divisor", exact=True), "0.5")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert "divisor=0.5" in page.url
