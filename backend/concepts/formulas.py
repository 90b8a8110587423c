"""The equation of each layer, as the model table shows it."""

from backend.concepts.architecture import (
    Activation,
    ActivationLayer,
    AnyLayer,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Conv2DTranspose,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Reshape,
)

SYMBOLS: dict[Activation, str] = {
    "linear": "",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "elu": "ELU",
    "selu": "SELU",
    "gelu": "GELU",
    "swish": "Swish",
    "mish": "Mish",
    "softplus": "softplus",
    "softsign": "softsign",
    "tanh": "tanh",
    "sigmoid": "σ",
}


def formula(layer: AnyLayer) -> str:  # noqa: PLR0911 - one return per layer type
    """One output value of the layer as a formula, such as `ReLU(Σ ω(dx, dy, c)·f(x + dx, y + dy, c) + b)` (§4.1)."""
    match layer:
        case Conv2D():
            x, y = ("x", "y") if layer.stride == 1 else (f"{layer.stride}x", f"{layer.stride}y")
            return _activated(layer.activation, f"Σ ω(dx, dy, c)·f({x} + dx, {y} + dy, c){' + b' if layer.use_bias else ''}")
        case Conv2DTranspose():
            s = layer.stride
            return _activated(layer.activation, f"Σ ω(x − {s}x', y − {s}y', c)·f(x', y', c){' + b' if layer.use_bias else ''}")
        case MaxPooling2D():
            return f"max {_window(layer)}"
        case AveragePooling2D():
            inside = (
                "" if layer.padding == "valid" else ", in the image (n of them, as in Keras; PyTorch divides by all unless told otherwise)"
            )
            return f"1/{layer.pool_size**2 if layer.padding == 'valid' else 'n'} Σ {_window(layer)}{inside}"
        case GlobalAveragePooling2D():
            return "1/(h·w) Σ f(x, y)"
        case Flatten():
            return "f(x, y, c) → x_i, i = (y·w + x)·channels + c"
        case Reshape():
            return f"x_i → f(y, x, c) of {'×'.join(map(str, layer.shape))}"
        case Dense():
            return _activated(layer.activation, f"Σ w_i·x_i{' + b' if layer.use_bias else ''}")
        case BatchNormalization():
            return f"γ·(x − μ)/√(σ² + {layer.epsilon:g}) + β"
        case Dropout():
            return f"x (in training: 0 for a fraction of {layer.rate:g}, the others x/{1 - layer.rate:g})"
        case ActivationLayer():
            return _activated(layer.activation, "x")


def _activated(activation: Activation, z: str) -> str:
    return f"{SYMBOLS[activation]}({z})" if SYMBOLS[activation] else z


def _window(layer: MaxPooling2D | AveragePooling2D) -> str:
    window, stride = layer.window_and_stride()
    return f"f({stride}x + dx, {stride}y + dy), 0 ≤ dx, dy < {window}"
