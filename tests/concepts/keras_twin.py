"""Random networks of every layer type, and the same networks in Keras: an independent reference."""

from typing import Any

import keras
import numpy as np
from hypothesis import strategies as st

from backend.concepts.architecture import (
    ActivationLayer,
    AnyLayer,
    Architecture,
    ArchitectureError,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Conv2DTranspose,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    NamedLayer,
)
from backend.concepts.layer_network import Tensors

ACTIVATIONS = ["linear", "relu", "leaky_relu", "elu", "selu", "gelu", "swish", "mish", "softplus", "softsign", "tanh", "sigmoid"]
PADDINGS = ["valid", "same"]

activations = st.sampled_from(ACTIVATIONS)
image_layers = st.one_of(
    st.builds(
        Conv2D,
        filters=st.integers(1, 5),
        kernel_size=st.integers(1, 5),
        stride=st.integers(1, 3),
        padding=st.sampled_from(PADDINGS),
        activation=activations,
        use_bias=st.booleans(),
    ),
    st.builds(
        Conv2DTranspose,
        filters=st.integers(1, 4),
        kernel_size=st.integers(2, 5),
        stride=st.integers(1, 2),
        padding=st.sampled_from(PADDINGS),
        activation=activations,
        use_bias=st.booleans(),
    ),
    st.builds(MaxPooling2D, pool_size=st.integers(1, 4), stride=st.none() | st.integers(1, 4), padding=st.sampled_from(PADDINGS)),
    st.builds(AveragePooling2D, pool_size=st.integers(1, 4), stride=st.none() | st.integers(1, 4), padding=st.sampled_from(PADDINGS)),
)
any_shape_layers = st.one_of(
    st.builds(BatchNormalization, epsilon=st.sampled_from([1e-5, 1e-3, 0.1])),
    st.builds(Dropout, rate=st.floats(0, 0.9)),
    st.builds(ActivationLayer, activation=activations),
)
flat_layers = any_shape_layers | st.builds(Dense, units=st.integers(1, 9), activation=activations, use_bias=st.booleans())


@st.composite
def architectures(draw: st.DrawFn) -> Architecture:
    """Image layers that fit, a layer that flattens, flat layers, an output layer."""
    input_shape = (draw(st.integers(1, 12)), draw(st.integers(1, 12)), draw(st.sampled_from([1, 3])))
    layers: list[AnyLayer] = []
    for layer in draw(st.lists(image_layers | any_shape_layers, max_size=5)):
        if fits(input_shape, [*layers, layer]):
            layers.append(layer)
    layers.append(draw(st.sampled_from([Flatten(), GlobalAveragePooling2D()])))
    layers += draw(st.lists(flat_layers, max_size=3))
    return Architecture(input_shape=input_shape, labels=("a", "b", "c"), layers=(*layers, Dense(units=3)))


def fits(input_shape: tuple[int, int, int], layers: list[AnyLayer]) -> bool:
    try:
        Architecture(input_shape=input_shape, labels=(), layers=tuple(layers)).named_layers()
    except ArchitectureError:
        return False
    return True


def keras_layer(spec: AnyLayer, name: str) -> keras.layers.Layer:
    kl = keras.layers
    match spec:
        case Conv2D():
            options = {"strides": spec.stride, "padding": spec.padding, "activation": spec.activation, "use_bias": spec.use_bias}
            return kl.Conv2D(spec.filters, spec.kernel_size, name=name, **options)
        case Conv2DTranspose():
            options = {"strides": spec.stride, "padding": spec.padding, "activation": spec.activation, "use_bias": spec.use_bias}
            return kl.Conv2DTranspose(spec.filters, spec.kernel_size, name=name, **options)
        case MaxPooling2D():
            return kl.MaxPooling2D(spec.pool_size, spec.stride, spec.padding, name=name)
        case AveragePooling2D():
            return kl.AveragePooling2D(spec.pool_size, spec.stride, spec.padding, name=name)
        case GlobalAveragePooling2D():
            return kl.GlobalAveragePooling2D(name=name)
        case Flatten():
            return kl.Flatten(name=name)
        case Dense():
            return kl.Dense(spec.units, activation=spec.activation, use_bias=spec.use_bias, name=name)
        case BatchNormalization():
            return kl.BatchNormalization(momentum=spec.momentum, epsilon=spec.epsilon, name=name)
        case Dropout():
            return kl.Dropout(spec.rate, name=name)
        case ActivationLayer():
            return kl.Activation(spec.activation, name=name)


def keras_outputs(architecture: Architecture, tensors: Tensors, images: np.ndarray) -> dict[str, np.ndarray]:
    outputs, x = {}, images
    for row in architecture.named_layers():
        x = np.asarray(call(row, tensors, x))
        outputs[row.name] = x
    return outputs


def call(row: NamedLayer, tensors: Tensors, x: Any) -> Any:
    """The Keras layer with these weights, in inference, at `x` (an array, or a tensor that is being watched)."""
    layer = keras_layer(row.spec, row.name)
    layer.build((len(x), *row.input_shape))
    layer.set_weights([tensors[f"{row.name}/{name}"] for name in row.spec.tensors(row.input_shape)])
    return layer(x, training=False) if isinstance(row.spec, (BatchNormalization, Dropout)) else layer(x)


def random_tensors(architecture: Architecture, seed: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    tensors = {}
    for row in architecture.named_layers():
        for name, shape in row.spec.tensors(row.input_shape).items():
            scale = 1 / np.sqrt(max(1, np.prod(shape[:-1])))
            values = random.uniform(0.1, 2, shape) if name == "moving_variance" else random.normal(0, scale, shape)
            tensors[f"{row.name}/{name}"] = values.astype(np.float32)
    return tensors


def every_layer() -> Architecture:
    """One of each type, and each activation once."""
    layers: list[AnyLayer] = [
        Conv2D(filters=6, kernel_size=3, stride=2, padding="same", activation="relu"),
        BatchNormalization(),
        MaxPooling2D(pool_size=3, stride=2, padding="same"),
        Conv2D(filters=5, kernel_size=2, padding="valid", use_bias=False),
        AveragePooling2D(pool_size=3, stride=2, padding="same"),
        Conv2DTranspose(filters=4, kernel_size=4, stride=2, padding="same", activation="swish"),
        Conv2DTranspose(filters=3, kernel_size=3, stride=2, padding="valid", use_bias=False),
        Dropout(rate=0.5),
        *(ActivationLayer(activation=name) for name in ACTIVATIONS),
        Flatten(),
        Dense(units=7, activation="tanh"),
    ]
    return Architecture(input_shape=(17, 14, 3), labels=("a", "b", "c"), layers=(*layers, Dense(units=3)))
