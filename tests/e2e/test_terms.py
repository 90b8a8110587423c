"""Each page shows the terms of its section literally: who leaves the playground can read a paper, the Keras manual and an exam sheet."""

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import PAGE_MS, Watched, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

# Compared without regard to case; text inside of figures counts.
TERMS = {
    "neuron": "inputs|weights|bias|weighted sum|pre-activation|activation function|output",
    "network": "decision boundary|epoch|step|training loss|test loss|training accuracy|test accuracy|hidden layer|weight|bias|forward pass"
    "|number of parameters|training share|classes|noise|activation function|weight initialization|new seed|optimizer|learning rate"
    "|batch size|L1 regularization|L2 regularization",
    "activations": "activation function|derivative|tangent|range|order of continuity|monotonic|zero-centred"
    "|approximates the identity near 0|saturates|sigmoid|hyperbolic tangent|rectified linear unit (ReLU)|softmax",
    "effects": "vanishing gradients|dying ReLU|zero-centred outputs|gradient|derivative|backpropagation|saturates|layers"
    "|relative gradient norm|fraction of dead neurons|stochastic gradient descent|batch size|learning rate",
    "cost": "cost function|output ŷ|target y|cross-entropy|mean squared error|L2 regularization|regularization strength λ|weight decay"
    "|gradient descent|which errors cost most",
    "backpropagation": "backward pass|chain rule|local gradient|upstream gradient|gradient check|finite difference|gradient descent step"
    "|randomize weights|learning rate|activation|hidden layer 1|neurons per layer|weight|bias|factors",
    "backpropagation?stage=2": "forward pass: layer 2",
    "perceptron": "perceptron|neuron|truth table|gradient descent|iteration|target y|prediction ŷ|exact derivative|seed|initial weights",
    "kernels": "kernel|kernel size|divisor|rotate by 180°|cross-correlation|convolution|padding|stride|dilation|border mode|output mapping"
    "|normalization|activation|output size|weighted sum|vertical edges|horizontal edges|matrix convolution|learned kernels",
    "pooling": "max pooling|average pooling|window size|stride|padding|input size|repeat|output size|transposed convolution",
    "optimizers": "loss surface|minimum|loss per step|learning rate|gradient descent|momentum|nesterov momentum|adagrad|rmsprop|adam|adamw"
    "|first moment|second moment|bias-corrected|which reaches the minimum first",
    "recurrent": "recurrent neural network|RNN|GRU|LSTM|hidden state|gate|update gate|forget gate|output gate|candidate|cell|state"
    "|time step|unrolled|backpropagation through time|loss|gradient norm|finite differences|units|gradient descent|learning rate"
    "|convention",
    "recurrent?cell=gru": "relevance gate|reset_after",
    "words": "embedding|vocabulary|nearest neighbours|cosine similarity|analogies|context|target|softmax|one-hot|skip-gram|CBOW|GloVe"
    "|negative sampling|t-SNE|PCA|words to track|pair to track|minimum count|dimensions|window|subsampling|epochs|learning rate",
    "gan": "generator|discriminator|latent space|latent vector|noise|generated images|real images|generator loss|discriminator loss"
    "|discriminator accuracy|iteration|equilibrium|mode collapse|interpolation|non-saturating|batch size|learning rate|training run",
}


def text_of(page: Page) -> str:
    """All that stands on the page, in lower case, white space as one space."""
    text: str = page.evaluate("document.getElementById('page').textContent")
    return " ".join(text.split()).lower()


@pytest.fixture(scope="module")
def desktop(browser: Browser) -> Watched:
    return watch(browser)


@pytest.mark.parametrize("address", TERMS)
def test_a_page_shows_the_terms_of_its_section(playground: str, desktop: Watched, address: str) -> None:
    page, terms = desktop.page, TERMS[address].lower().split("|")
    page.goto(f"{playground}/#/{address}")
    missing = terms
    deadline = PAGE_MS // 2
    while missing and deadline > 0:
        page.wait_for_timeout(250)
        deadline -= 250
        missing = [term for term in terms if term not in text_of(page)]
    assert not missing
