"""The evaluation of a model whose data set is not on this machine: what a cell says, and how it is closed."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Watched

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_back_closes_the_cell_that_was_opened_and_not_the_page(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/models")
    page.goto(f"{playground}/#/models/pretrained-cifar10-cnn")
    page.get_by_role("button", name=re.compile("^cat predicted as dog")).click()
    heading = page.get_by_role("heading", name=re.compile("predicted (as|correctly)"))
    expect(heading).to_have_text("cat predicted as dog")
    expect(page.get_by_text("The images of this cell cannot be shown. CIFAR-10 is not on this machine")).to_be_visible()
    page.get_by_role("button", name=re.compile("^dog predicted as cat")).click()
    expect(heading).to_have_text("dog predicted as cat")
    page.go_back()
    expect(heading).to_have_count(0)
    expect(page).to_have_url(re.compile(r"#/models/pretrained-cifar10-cnn$"))
