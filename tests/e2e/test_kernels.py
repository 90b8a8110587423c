"""The page *Kernels*: a pixel explained by mouse and keyboard, a kernel typed, a reload."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Watched

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_a_kernel_is_chosen_and_typed_and_kept(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels")
    expect(page.get_by_text("It equals its own half-turn")).to_be_visible()
    page.get_by_role("button", name="Box blur").click()
    expect(page.get_by_text(re.compile("It is separable"))).to_be_visible()
    assert "kernel=box-blur" in page.url
    before = page.get_by_alt_text("The picture after the filter").get_attribute("src")

    page.get_by_label("Kernel, row 1, column 1", exact=True).fill("-3")
    expect(page.get_by_text("Your own kernel")).to_be_visible()
    expect(page.get_by_alt_text("The picture after the filter")).not_to_have_attribute("src", str(before))
    page.reload()
    expect(page.get_by_label("Kernel, row 1, column 1", exact=True)).to_have_value("-3")


def test_a_pixel_is_explained_by_mouse_and_by_keyboard(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels")
    result = page.get_by_role("application")
    expect(page.get_by_text(re.compile("Sums: red"))).to_be_visible()
    result.hover(position={"x": 10, "y": 10})
    expect(result).to_have_attribute("aria-label", re.compile("Row [0-9], column [0-9]$"))
    row = int(re.findall(r"Row (\d+)", str(result.get_attribute("aria-label")))[0])
    result.focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(result).to_have_attribute("aria-label", re.compile(f"Row {row + 10},"))
    assert f"row={row + 10}" in page.url


def test_two_matrices_become_the_sum_of_their_products(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels?x=1,2;3,4&y=1,0;0,1")
    expect(page.get_by_label(re.compile(r"4·1 \+ 3·0 \+ 2·0 \+ 1·1 = 5"))).to_be_visible()


def test_a_learnt_kernel_goes_over_the_picture(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels")
    page.get_by_role("button", name="Lay learnt kernel 3 on the picture").click()
    expect(page.get_by_text("Your own kernel")).to_be_visible()
    assert "matrix=" in page.url
