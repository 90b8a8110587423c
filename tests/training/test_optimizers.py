import keras
import numpy as np
import pytest
import tensorflow as tf

from backend.training.optimizers import SLOTS, Name, Optimizer, Rule

KERAS = {
    "sgd": lambda: keras.optimizers.SGD(0.01),
    "momentum": lambda: keras.optimizers.SGD(0.01, momentum=0.8),
    "nesterov": lambda: keras.optimizers.SGD(0.01, momentum=0.8, nesterov=True),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01, rho=0.85),
    "adam": lambda: keras.optimizers.Adam(0.01, beta_1=0.8, beta_2=0.99),
    "adamw": lambda: keras.optimizers.AdamW(0.01, beta_1=0.8, beta_2=0.99, weight_decay=0.1),
}


@pytest.mark.parametrize("name", KERAS)
def test_fifty_updates_are_those_of_keras(name: Name) -> None:
    rng = np.random.default_rng(3)
    start = {"kernel": rng.normal(size=(4, 5)).astype("float32"), "bias": rng.normal(size=5).astype("float32")}
    ours = {key: tf.Variable(value) for key, value in start.items()}
    theirs = [keras.Variable(value) for value in start.values()]
    optimizer = Optimizer(Rule(name, momentum=0.8, rho=0.85, beta_1=0.8, beta_2=0.99, weight_decay=0.1), ours)
    peer = KERAS[name]()
    update = tf.function(optimizer.update)
    for step in range(50):
        gradients = [tf.constant(rng.normal(size=value.shape).astype("float32")) for value in start.values()]
        update(gradients, tf.constant(0.01), tf.constant(step, tf.int64))
        peer.apply(gradients, theirs)
    for variable, expected in zip(ours.values(), theirs, strict=True):
        np.testing.assert_allclose(variable.numpy(), expected.numpy(), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", SLOTS)
def test_what_an_optimizer_remembers_is_named_for_its_weight(name: Name) -> None:
    optimizer = Optimizer(Rule(name), {"a/kernel": tf.Variable(tf.ones((2, 3))), "a/bias": tf.Variable(tf.ones(3))})
    assert set(optimizer.variables) == {f"{name}/{slot}/a/{tensor}" for slot in SLOTS[name] for tensor in ("kernel", "bias")}
    assert all(variable.shape == ((2, 3) if key.endswith("kernel") else (3,)) for key, variable in optimizer.variables.items())
