"""The activation functions against SciPy and their defining equations."""

import numpy as np
import pytest
from scipy import special

from backend.concepts.activations import ACTIVATIONS, activate

Z = np.linspace(-6, 6, 241)
PHI = special.ndtr(Z)
SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772

EXPECTED = {
    "linear": Z,
    "relu": np.where(Z > 0, Z, 0),
    "leaky_relu": np.where(Z > 0, Z, 0.2 * Z),
    "elu": np.where(Z > 0, Z, np.exp(Z) - 1),
    "selu": SELU_SCALE * np.where(Z > 0, Z, SELU_ALPHA * (np.exp(Z) - 1)),
    "gelu": Z * PHI,
    "swish": Z * special.expit(Z),
    "mish": Z * np.tanh(np.log(1 + np.exp(Z))),
    "softplus": np.log(1 + np.exp(Z)),
    "softsign": Z / (1 + abs(Z)),
    "tanh": np.sinh(Z) / np.cosh(Z),
    "sigmoid": special.expit(Z),
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_equals_its_equation(name: str) -> None:
    np.testing.assert_allclose(activate(name, Z), EXPECTED[name], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_is_finite_and_keeps_its_type(name: str, dtype: type) -> None:
    z = np.array([[-1e30, -1000, -100, -1e-30, 0, 1e-30, 100, 1000, 1e30]], dtype=dtype)
    values = activate(name, z)
    assert values.dtype == dtype
    assert values.shape == z.shape
    assert np.isfinite(values).all()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation_leaves_its_input_alone(name: str) -> None:
    z = Z.copy()
    activate(name, z)
    np.testing.assert_array_equal(z, Z)
