"""The main interaction of each lab, by mouse and by keyboard; and that the address keeps what is on the screen."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Watched, type_into, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_neuron(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/neuron?x=1,2&w=0.5,-1&b=0.3&f=tanh")
    expect(page.get_by_label(re.compile(r"0\.5·1 \+ \(-1\)·2 \+ 0\.3\) = f\(-1\.2\) = -0\.8337"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"z -1\.2 · f\(z\) -0\.8337"))).to_be_visible()
    weight = page.get_by_label("Weight 2", exact=True)
    weight.focus()
    page.keyboard.press("Shift+ArrowUp")
    expect(weight).to_have_value("0")
    expect(page.get_by_label(re.compile(r"f\(0\.8\) = 0\.664"))).to_be_visible()

    line = page.locator(".neuron-figure .weight .grip").first
    box = line.bounding_box()
    assert box
    x, y = box["x"] + 0.15 * box["width"], box["y"] + (0.15 if box["height"] > 1 else 0) * box["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 60)
    page.mouse.up()
    expect(page.get_by_label("Weight 1", exact=True)).to_have_value("1.5")
    page.reload()
    expect(page.get_by_label("Weight 1", exact=True)).to_have_value("1.5")


def test_activations(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/activations")
    expect(page.get_by_label("f(1) = 0.7311")).to_be_visible()
    page.get_by_role("slider", name="x").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("f(1) = 0.7311")).to_have_count(0)
    page.get_by_role("button", name="Hyperbolic tangent").click()
    expect(page.get_by_role("heading", name="Hyperbolic tangent")).to_be_visible()
    assert "f=tanh" in page.url
    page.reload()
    expect(page.get_by_role("heading", name="Hyperbolic tangent")).to_be_visible()


def test_effects(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/effects")
    expect(page.get_by_text(re.compile("After 50 layers"))).to_be_visible()
    layers = page.get_by_label("Layers", exact=True)
    layers.focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(layers).to_have_value("40")
    expect(page.get_by_text(re.compile("After 40 layers"))).to_be_visible()
    page.get_by_role("group", name="Activation functions of the layers").get_by_role("button", name="SELU").click()
    expect(page.get_by_role("img", name=re.compile("SELU.* over layers from the output"))).to_be_visible()
    page.reload()
    expect(page.get_by_role("img", name=re.compile("SELU.* over layers from the output"))).to_be_visible()
    expect(page.get_by_text(re.compile("After 40 layers"))).to_be_visible()


def test_network(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/network?shape=gauss&hidden=3")
    expect(page.get_by_text("step 1,000")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^epoch \d"))).to_be_visible()
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_text("step 0", exact=True)).to_be_visible()
    page.get_by_role("button", name="Step", exact=True).click()
    expect(page.get_by_text("step 1", exact=True)).to_be_visible()
    page.get_by_role("group", name=re.compile("^Training controls")).focus()
    page.keyboard.press("Space")
    expect(page.get_by_text(re.compile("frames per second"))).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    before = page.evaluate("document.querySelector('.boundary-plot canvas').toDataURL()")
    page.get_by_role("button", name="Bias of layer 2, neuron 1").click()
    type_into(page.get_by_label("Bias of neuron 1 of layer 2"), "40")
    expect(page.get_by_label("Bias of neuron 1 of layer 2")).to_have_value("40")
    page.wait_for_function("before => document.querySelector('.boundary-plot canvas').toDataURL() !== before", arg=before)


def test_network_trains_on_own_data_and_rejects_what_cannot_be_read(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/network")
    page.get_by_text("Your own data").click()
    page.get_by_label("Points as x1,x2,label").fill("0,0,0\n1,one,1")
    expect(page.get_by_role("alert")).to_contain_text("Line 2")
    page.get_by_label("Points as x1,x2,label").fill("x1,x2,label\n-1,-1,0\n-0.8,-0.9,0\n1,1,1\n0.9,0.7,1\n0.8,0.8,1\n-0.7,-1,0")
    page.get_by_role("button", name="Train on these").click()
    expect(page.get_by_role("img", name="Decision boundary, 4 training points, 2 test points; click to add a point")).to_be_visible()
    page.locator(".boundary-plot").click(position={"x": 20, "y": 20})
    expect(page.get_by_role("img", name="Decision boundary, 5 training points, 2 test points; click to add a point")).to_be_visible()


def test_training_that_diverges_says_so(browser: Browser, playground: str) -> None:
    watched = watch(browser)
    watched.page.goto(f"{playground}/#/network?by=sgd&rate=10&f=identity&hidden=8,8,8&batch=200")
    watched.page.get_by_role("button", name="Train", exact=True).click()
    expect(watched.page.get_by_text(re.compile("Training diverged at step"))).to_be_visible()
    watched.context.close()


def test_cost(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/cost?outputs=0.5,0.5&targets=1,0&w=1&lambda=0")
    expect(page.get_by_label(re.compile(r"= 0\.693147$"))).to_be_visible()
    page.get_by_label("Output 1", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label(re.compile(r"0\.6733"))).to_be_visible()
    page.get_by_role("button", name="Target 2: 0").click()
    assert "targets=1%2C1" in page.url
    page.get_by_role("button", name="mean squared error").click()
    expect(page.get_by_label(re.compile(r"\(0\.2401 \+ 0\.25\)/2"))).to_be_visible()


def test_backpropagation(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/backpropagation")
    expect(page.get_by_text("backward pass: δ of layer 1")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Weight from 2 to 1 of layer 3")).focus()
    page.keyboard.press("Enter")
    assert "pick=2%2C0%2C1" in page.url
    page.get_by_label("Forward pass, then backward pass").focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("forward pass: input x")).to_be_visible()
    before = page.get_by_text(re.compile("^J = ")).inner_text()
    page.get_by_role("button", name="Gradient descent step").click()
    expect(page.get_by_text(re.compile(r"after 1 step with learning rate 0\.5; initially"))).to_be_visible()
    after = page.get_by_text(re.compile("^J = ")).inner_text()
    assert float(after.split()[2]) < float(before.split()[2])


def test_perceptron(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/perceptron")
    for digits in ("14.37333313", "2.77238933", "-7.41962778", "9.31619254", "1.70616926", "-4.72259041", "0.99991005"):
        expect(page.get_by_role("cell", name=digits).first).to_be_visible()
    expect(page.get_by_role("img", name="Weights 14.3733, 2.7724, -7.4196")).to_be_visible()
    page.get_by_label("Iteration", exact=True).focus()
    page.keyboard.press("Home")
    expect(page.get_by_role("img", name="Weights -0.1660, 0.4406, -0.9998")).to_be_visible()
    page.keyboard.press("End")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.get_by_text(re.compile("iteration 9,900 of 10,000"))).to_be_visible()
    page.get_by_role("button", name="Exact derivative").click()
    page.reload()
    expect(page.get_by_role("button", name="Exact derivative")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text(re.compile("iteration 9,900 of 10,000"))).to_be_visible()
    page.get_by_role("button", name="Copy as …").click()
    page.get_by_role("button", name="NumPy").click()
    expect(page.get_by_text("derivative = output * (1 - output)")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Row 1, target: 0").click()
    assert "outputs=1" in page.url


def test_pooling(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/pooling")
    output = page.get_by_role("application")
    expect(output).to_have_attribute("aria-label", re.compile("Row 1, column 1: 20$"))
    output.focus()
    page.keyboard.press("ArrowDown")
    expect(output).to_have_attribute("aria-label", re.compile("Row 2, column 1: 112$"))
    page.get_by_role("button", name="average pooling").click()
    expect(page.get_by_label("(34 + 70 + 112 + 100)/4 = 79")).to_be_visible()
    type_into(page.get_by_label("stride s", exact=True), "3")
    expect(page.get_by_text("The stride 3 does not fit")).to_be_visible()


def test_optimizers(window: Watched, playground: str) -> None:
    page = window.page
    page.goto(f"{playground}/#/optimizers")
    surface = page.get_by_role("application")
    expect(surface).to_have_attribute("aria-label", re.compile("now at -0.5, -1$"))
    surface.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(surface).to_have_attribute("aria-label", re.compile("now at 0.5, -1$"))
    page.get_by_role("button", name="RMSprop").click()
    expect(page.get_by_role("heading", name="RMSprop, step 200")).to_be_visible()
    page.get_by_label("Step", exact=True).focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="RMSprop, step 1", exact=True)).to_be_visible()
    expect(page.get_by_label(re.compile("^x: from 0.5 to "))).to_be_visible()
    surface.click(position={"x": 60, "y": 60})
    expect(surface).not_to_have_attribute("aria-label", re.compile("now at 0.5, -1$"))
    page.reload()
    expect(surface).not_to_have_attribute("aria-label", re.compile("now at -0.5, -1$"))
