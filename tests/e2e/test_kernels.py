"""The page *Convolution kernels*: a preset and a custom kernel, an output pixel by mouse and keyboard, a reload."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Watched, type_into

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_a_preset_becomes_a_custom_kernel_that_survives_a_reload(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels")
    expect(page.get_by_text(re.compile("Rotated by 180° it is the same kernel"))).to_be_visible()
    page.get_by_role("button", name="Box blur").click()
    expect(page.get_by_text(re.compile("It is separable"))).to_be_visible()
    assert "kernel=box-blur" in page.url
    before = page.get_by_alt_text("Filtered image").get_attribute("src")

    type_into(page.get_by_label("Kernel, row 1, column 1", exact=True), "-3")
    expect(page.get_by_text("Custom kernel")).to_be_visible()
    expect(page.get_by_alt_text("Filtered image")).not_to_have_attribute("src", str(before))
    page.reload()
    expect(page.get_by_label("Kernel, row 1, column 1", exact=True)).to_have_value("-3")


def test_an_output_pixel_is_selected_by_mouse_and_by_keyboard(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels")
    result = page.get_by_role("application")
    expect(page.get_by_text(re.compile("Weighted sums: red"))).to_be_visible()
    result.hover(position={"x": 10, "y": 10})
    expect(result).to_have_attribute("aria-label", re.compile("Row [0-9], column [0-9]$"))
    row = int(re.findall(r"Row (\d+)", str(result.get_attribute("aria-label")))[0])
    result.focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(result).to_have_attribute("aria-label", re.compile(f"Row {row + 10},"))
    assert f"row={row + 10}" in page.url


def test_the_border_mode_fills_the_padding(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels?kernel=box-blur&row=0&column=0")
    sums = page.get_by_text(re.compile("Weighted sums: red"))
    with_zeros = sums.inner_text()
    page.get_by_label("Border mode").select_option("replicate")
    expect(sums).not_to_have_text(with_zeros)
    assert "border=replicate" in page.url


def test_matrix_convolution_is_the_sum_of_products(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels?x=1,2;3,4&y=1,0;0,1")
    expect(page.get_by_label(re.compile(r"4·1 \+ 3·0 \+ 2·0 \+ 1·1 = 5"))).to_be_visible()


def test_a_learned_kernel_is_applied_to_the_image(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/kernels")
    page.get_by_role("button", name="Apply learned kernel 3").click()
    expect(page.get_by_text("Custom kernel")).to_be_visible()
    assert "matrix=" in page.url
