"""Derivatives against central differences of the functions themselves."""

import numpy as np
import pytest

from backend.concepts.activations import ACTIVATIONS, activate
from backend.concepts.derivatives import DERIVATIVES, derivative

Z = np.linspace(-5, 5, 202)  # 0 is not among them: ReLU has no derivative there
STEP = 1e-6


def test_every_activation_has_its_derivative() -> None:
    assert DERIVATIVES.keys() == ACTIVATIONS.keys()


@pytest.mark.parametrize("name", DERIVATIVES)
def test_derivative_equals_the_central_difference(name: str) -> None:
    difference = (activate(name, Z + STEP) - activate(name, Z - STEP)) / (2 * STEP)
    np.testing.assert_allclose(derivative(name, Z), difference, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("name", DERIVATIVES)
def test_derivative_is_finite_and_keeps_its_type(name: str) -> None:
    values = derivative(name, np.array([-1e30, -1000, 0, 1000, 1e30], dtype=np.float32))
    assert values.dtype == np.float32
    assert np.isfinite(values).all()
