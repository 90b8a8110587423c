"""Numbers that stand for the same thing in two places of the pages of §5.1 and §VI, and in the API: the same values."""

import re
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Watched

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def get(playground: str, path: str) -> dict[str, object]:
    answer: dict[str, object] = httpx.get(f"{playground}/api/v1{path}", timeout=60).raise_for_status().json()
    return answer


def number(text: str) -> float:
    return float(re.sub(r"[^\d.e+-]", "", text.replace("−", "-")))


def value(page: Page, name: str) -> str:
    return page.locator(f"#softmax [data-value={name}]").first.inner_text()


@pytest.mark.parametrize("model", ["pretrained-film-skip-gram", "pretrained-film-cbow", "pretrained-film-glove"])
def test_a_neighbours_cosine_is_the_cosine_similarity_of_the_two_words(window: Watched, playground: str, model: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/words?model={model}&map=pca&word=comedy")
    ranked = page.locator(".words-stage .ranked li")
    expect(ranked).to_have_count(10)
    for row in ranked.all()[:3]:
        word, shown = row.locator("button").inner_text(), row.locator("output").inner_text()
        pair = get(playground, f"/models/{model}/similarity?a=comedy&b={quote(word)}")
        assert shown == f"{pair['similarity']:.2f}"
        field = page.get_by_label("word 2", exact=True)
        field.click()
        field.press("Control+a")
        field.press_sequentially(word, delay=10)
        field.press("Enter")
        expect(page.get_by_label("Cosine similarity", exact=True)).to_have_text(f"{pair['similarity']:.3f}".replace("-", "−"))


@pytest.mark.parametrize(
    ("model", "has_probability"),
    [("pretrained-film-skip-gram", True), ("pretrained-film-glove", True), ("pretrained-film-cbow", False)],
)
def test_score_probability_and_count_agree(window: Watched, playground: str, model: str, has_probability: bool) -> None:
    page = window.page
    page.goto(f"{playground}/#/words?model={model}&map=pca&context=special&target=effects")
    figure = page.locator("#softmax")
    expect(figure.locator("[data-value=score]")).to_be_visible()
    answer = httpx.get(f"{playground}/api/v1/models/{model}/score?target=effects&context=special", timeout=60).json()
    assert number(value(page, "score")) == pytest.approx(answer["score"], abs=5e-4)
    assert number(value(page, "counted-probability")) == pytest.approx(answer["counted"]["probability"], rel=5e-3)
    if not has_probability:
        assert value(page, "probability") == "–"
        return
    assert number(value(page, "probability")) == pytest.approx(answer["probability"], rel=5e-3)
    listed = figure.locator("table").nth(1).get_by_role("row").filter(has=page.get_by_role("rowheader", name="effects", exact=True))
    if listed.count():
        assert number(listed.locator("td").first.inner_text()) == pytest.approx(answer["probability"], rel=5e-3)


def test_the_full_softmax_alone_is_named_p(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/words?model=pretrained-film-skip-gram&map=pca&context=special&target=the")
    formula = page.locator("#softmax").get_by_role("group", name="Softmax", exact=True)
    expect(formula).to_contain_text("softmax")
    assert number(value(page, "softmax")) < 3e-4
    assert number(value(page, "probability")) > 0.01


def test_the_terms_of_j_agree_with_the_score(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/words?model=pretrained-film-glove&map=pca&context=special&target=effects")
    cell = page.locator(".cost-block tbody tr").first.locator("td").nth(1)
    expect(cell).to_be_visible()
    score = httpx.get(f"{playground}/api/v1/models/pretrained-film-glove/score?target=effects&context=special", timeout=60).json()
    error = score["score"] - score["counted"]["score"]
    assert number(cell.inner_text()) == pytest.approx(0.5 * error**2, abs=6e-4)  # X ≥ x_max, so f(X) = 1
    model = get(playground, "/models/pretrained-film-glove")
    expect(page.locator("#pair-cost")).to_contain_text(f"J = {round(model['metrics']['cost']):,}")  # type: ignore[index]


def test_the_discriminators_means_and_losses_agree(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/gan?job=pretrained-mnist-gan")
    metrics = get(playground, "/models/pretrained-mnist-gan")["metrics"]
    real, fake = (f"{100 * metrics[f'discriminator_{name}_mean']:.0f}\u202f%" for name in ("real", "fake"))  # type: ignore[index]
    expect(page.get_by_text(re.compile(f"is {real} on real"))).to_be_visible()
    expect(page.locator(".gan-mark.above")).to_have_text(f"real images {real}")
    expect(page.locator(".gan-mark.below")).to_have_text(f"generated images {fake}")
    losses = page.get_by_role("group", name="Discriminator loss and generator loss").locator(".formula").nth(1).get_attribute("aria-label")
    d, g, total = (float(found) for found in re.findall(r"J_D = ([\d.]+), J_G = ([\d.]+), J_D \+ J_G = ([\d.]+)", losses or "")[0])
    assert total == pytest.approx(d + g, abs=1.1e-3)
    shown = page.get_by_text(re.compile(r"generator \d+\.\d+ · discriminator \d+\.\d+")).first.inner_text()
    found = re.findall(r"generator ([\d.]+) · discriminator ([\d.]+)", shown)[0]
    assert [float(one) for one in found] == pytest.approx([g, d], abs=6e-3)


def test_the_model_summaries_add_up_to_the_networks_parameters(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/gan?job=pretrained-mnist-gan")
    figure = page.locator("#summaries")
    expect(figure.get_by_role("heading", name="Generator: 1,493,520 parameters")).to_be_visible()
    expect(figure.get_by_role("heading", name="Discriminator: 533,505 parameters")).to_be_visible()
    page.get_by_text("Model summaries of generator and discriminator: 1,493,520 + 533,505 parameters").click()
    expect(page.locator(".gan-preview").get_by_role("heading", name="Generator: 1,493,520 parameters")).to_be_visible()
