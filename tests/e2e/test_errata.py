"""What the tutorial says wrongly stands on the page of its section, in an erratum, with what is right."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import PAGE_MS, Watched, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

# Literally, but for white space; a minus sign is the typographic one.
ERRATA = {
    "activations?f=sigmoid": [
        "§2.1.1 says that the only difference of tanh and σ is that tanh is zero-centred.",
        "tanh is σ stretched and shifted, tanh x = 2σ(2x) − 1",
        "for x = 1, 0.7616 = 2 · 0.8808 − 1, while σ(x) = 0.7311",
        "at 0 it is 1 for tanh and ¼ for σ",
        "§2.1.1 calls sigmoid and tanh “the” non-linear, non-piecewise activation functions. Swish (§2.1.4) is another",
    ],
    "activations?f=tanh&x=-0.5": ["for x = -0.5, -0.4621 = 2 · 0.2689 − 1, while σ(x) = 0.3775"],
    "activations?f=swish": ["§2.1.1 calls sigmoid and tanh “the” non-linear", "Swish is one, too"],
    "activations?f=relu": [
        "§2.1.2 calls ReLU a linear activation function. It is piecewise linear, and that makes it non-linear",
        "f(−1) + f(1) = 0 + 1 = 1, but f(−1 + 1) = f(0) = 0",
        "It is dead when z is negative for every example",
    ],
    "cost": [
        "In §3.1 the plus sign between the two logarithms is missing, so it multiplies them.",
        "As printed, the cost of these examples would be 0 for any outputs, because y or 1 − y is 0; with the plus sign it is 0.3593.",
        "Its sums run to m while the factor is 1/n: both stand for the number of examples, here 4.",
        "w(l) joins layer l to l + 1 here, but l − 1 to l in §3.2.2",
        "§3.1 does not use the mean squared error “due to its non-convex nature”. For one sigmoid neuron this is so",
        "in a network with a hidden layer cross-entropy is not convex either",
    ],
    "backpropagation": [
        "In §3.2.2 one superscript is wrong: in ∂zj(l)/∂wjk(i) the weight has (i), the index of an example, where it must have (l)",
        "The local gradient δ is printed correctly with (l)",
        "In §3.1 w(l) joins layer l to l + 1, in §3.2.2 and on this page l − 1 to l",
    ],
    "perceptron": [
        "The tutorial’s __sigmoid_derivative(output) receives ŷ = σ(z) and applies σ a second time.",
        "The tutorial calls the prediction for [1, 0, 0] an accuracy of 99.999 %. It is the output of one neuron for one input",
    ],
    "optimizers": [
        "Before its last line the tutorial prints two updates for Adam without bias correction:",
        "−α/√(v + ε) · g, with the raw gradient, and −α m.",
        "The first is the update of RMSprop, the second that of momentum; neither is Adam.",
        "The last line is correct; there ε is outside the square root, in the first update inside.",
        "v is called the sum of the squared gradients; that is AdaGrad. The equation is right: v is their moving mean.",
        "And i means two things: in ∂J/∂wi the weight, in mi, vi and β[i] the iteration",
    ],
}


def errata_of(window: Watched) -> str:
    """The text of all errata on the page, white space as one space."""
    texts: list[str] = window.page.locator(".erratum").all_text_contents()
    return " ".join(" ".join(texts).split())


@pytest.fixture(scope="module")
def desktop(browser: Browser) -> Watched:
    return watch(browser)


@pytest.mark.parametrize("address", ERRATA)
def test_an_erratum_stands_on_the_page_of_its_section(playground: str, desktop: Watched, address: str) -> None:
    desktop.page.goto(f"{playground}/#/{address}")
    missing = ERRATA[address]
    for _ in range(PAGE_MS // 500):
        missing = [text for text in ERRATA[address] if text not in errata_of(desktop)]
        if not missing:
            break
        desktop.page.wait_for_timeout(250)
    assert not missing, errata_of(desktop)


def test_both_results_of_the_perceptron_are_on_its_page(playground: str, desktop: Watched) -> None:
    """§3.2.3: the tutorial's numbers come from σ applied twice; the exact derivative gives others."""
    desktop.page.goto(f"{playground}/#/perceptron")
    numbers = ("9.31619254", "1.70616926", "4.72259041", "0.99991005")
    for number in numbers:
        desktop.page.locator("#page").get_by_text(number).first.wait_for(timeout=PAGE_MS)
