"""What the activations page and the effects page say of their measurements is what was measured."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Watched
from tests.e2e.test_numbers_agree import chart

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

NAMES = {
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "swish": "Swish",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "elu": "ELU",
    "gelu": "GELU",
}
SAME = 1.15


def test_the_times_on_the_page_are_those_that_were_measured(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/activations?f=mish&with=softplus")
    expect(page.locator("table.timings tbody tr")).to_have_count(8)
    rows = {row["id"]: row for row in page.request.get(f"{playground}/api/v1/activations/timings").json()["rows"]}
    titles = {NAMES.get(id, id): id for id in rows}
    order = []
    for line in page.locator("table.timings tbody tr").all():
        row = rows[titles[line.locator("th").inner_text().removesuffix("*").strip()]]
        order.append(row["forward_ns"])
        numbers = [float(text.split("\u202f")[0].split()[0]) for text in line.locator(".timing-number").all_inner_texts()]
        expected = [row["forward_relative"], row["forward_ns"], row["derivative_relative"], row["derivative_ns"]]
        np.testing.assert_allclose(numbers, expected, rtol=0.051)
    assert order == sorted(order)
    sentence = page.get_by_text(re.compile("^§2.1.1 calls sigmoid and tanh computationally expensive")).inner_text()
    longer, _, others = sentence.partition("It takes about as long")
    for id in ("sigmoid", "tanh", "swish"):
        part = longer if rows[id]["forward_relative"] > SAME else others
        shown = re.search(rf"{NAMES[id]} \(([\d.e+]+) ×\)", part)
        assert shown, sentence
        assert float(shown.group(1)) == pytest.approx(rows[id]["forward_relative"], rel=0.051)


def epochs_in_words(name: str, epochs: list[int | None]) -> str:
    found = [epoch for epoch in epochs if epoch is not None]
    runs = f"{len(epochs)} run{'s' * (len(epochs) != 1)}"
    if not found:
        return f"{name} in none of {runs}"
    low, high = min(found), max(found)
    count = f"{high} epoch{'s' * (high != 1)}"
    after = count if low == high else f"{low} to {count}"
    return f"{name} after {after}" if len(found) == len(epochs) else f"{name} in {len(found)} of {runs}, after {after}"


@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("", {}),
        (
            "converge_layers=1&converge_rate=0.25&converge_epochs=15&converge_runs=4&converge_seed=9&converge_below=0.6",
            {"layers": 1, "learning_rate": 0.25, "epochs": 15, "runs": 4, "seed": 9, "threshold": 0.6},
        ),
    ],
)
def test_the_sentence_and_the_curves_of_convergence_are_what_was_measured(
    window: Watched, playground: str, query: str, params: dict[str, Any]
) -> None:
    page = window.page
    page.goto(f"{playground}/#/effects?{query}&converge={','.join(NAMES)}")
    finding = page.locator(".effect-finding", has_text="The training loss falls below")
    expect(finding).to_be_visible(timeout=60_000)
    lines = chart(page, "Training loss")
    text = finding.inner_text()
    halves: dict[str, float] = {}
    words_of: dict[str, str] = {}
    for id, name in NAMES.items():
        found = page.request.get(f"{playground}/api/v1/effects/convergence", params=params | {"activation": id}).json()
        losses = np.array(found["losses"])
        for line, values in (
            (name, np.median(losses, axis=0)),
            (f"{name}, lowest", losses.min(axis=0)),
            (f"{name}, highest", losses.max(axis=0)),
        ):
            np.testing.assert_allclose(lines[line], list(enumerate(values)))
        reached = [next((i for i, loss in enumerate(run) if loss < found["threshold"]), None) for run in losses]
        assert reached == found["epochs_to_threshold"]
        words_of[id] = epochs_in_words(name, reached)
        assert words_of[id] in text
        halves[id] = sorted(float("inf") if epoch is None else epoch for epoch in reached)[(len(reached) - 1) // 2]
    listed = text.split(": ", 1)[1].split(". ")[0].split("; ")
    id_of = {words: id for id, words in words_of.items()}
    assert [halves[id_of[words]] for words in listed] == sorted(halves.values())
    for id in ("swish", "relu"):
        said = f"{halves[id]:.0f} epoch" if halves[id] < float("inf") else "more than"
        assert re.search(rf"after {said}.* with {NAMES[id]}", text), text


@pytest.mark.parametrize("id", ["tanh", "swish", "relu", "leaky_relu", "elu"])
@pytest.mark.parametrize("query", ["dead_rate=3", "dead_rate=10&dead_steps=60&dead_seed=5"])
def test_the_sentence_on_dead_neurons_is_what_was_measured_for_every_function(
    window: Watched, playground: str, id: str, query: str
) -> None:
    page = window.page
    page.goto(f"{playground}/#/effects?dead={id}&{query}")
    finding = page.locator(".effect-finding", has_text="A neuron is dead when")
    expect(finding).to_contain_text(f"of the hidden neurons with {NAMES[id]} are dead")
    settings = dict(part.removeprefix("dead_").split("=") for part in query.split("&"))
    params = {"activation": id, "learning_rate": settings["rate"], "steps": settings.get("steps", "200"), "seed": settings.get("seed", "0")}
    dead = page.request.get(f"{playground}/api/v1/effects/dead-units", params=params).json()["dead"]
    text = finding.inner_text()
    assert f"After training for {len(dead) - 1} steps" in text
    percent = float(re.findall(r"([\d.]+)\u202f%", text)[0])
    assert percent == pytest.approx(100 * dead[-1], abs=0.051)
    assert chart(page, "Fraction of dead neurons")[NAMES[id]] == [(float(i), value) for i, value in enumerate(dead)]


def test_the_sentence_on_dead_neurons_names_the_function_with_most(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/effects?dead=tanh,swish,relu,leaky_relu,elu&dead_rate=3")
    finding = page.locator(".effect-finding", has_text="A neuron is dead when")
    expect(finding).to_contain_text("of the hidden neurons with")
    ends = {name: line[-1][1] for name, line in chart(page, "Fraction of dead neurons").items()}
    name = finding.inner_text().split("hidden neurons with ")[1].split(" are dead")[0]
    assert ends[name] == max(ends.values())
