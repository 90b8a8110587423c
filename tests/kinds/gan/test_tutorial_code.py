"""The tutorial's training loop (§6.1) in Keras, as printed: its discriminator is frozen before it is compiled and never learns."""

import keras
import numpy as np
import pytest

from tests.kinds.gan.test_layers import tutorials_discriminator, tutorials_generator

SHAPE = (8, 8, 1)


@pytest.mark.filterwarnings("ignore:The model does not have any trainable weights")
@pytest.mark.parametrize("frozen", [True, False], ids=["as printed", "never frozen"])
def test_a_discriminator_that_is_frozen_before_it_is_compiled_never_learns(frozen: bool) -> None:
    keras.utils.set_random_seed(0)
    random = np.random.default_rng(0)
    generator, discriminator = tutorials_generator(SHAPE), tutorials_discriminator(SHAPE)
    z = keras.Input((100,))
    discriminator.trainable = not frozen
    combined = keras.Model(z, discriminator(generator(z)))
    for model in (combined, discriminator):
        model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.0002, 0.5))
    networks = discriminator, generator
    before = [network.get_weights() for network in networks]
    for _ in range(2):
        noise = random.standard_normal((8, 100)).astype(np.float32)
        discriminator.train_on_batch(random.random((8, *SHAPE), np.float32), np.ones((8, 1)))
        discriminator.train_on_batch(generator(noise), np.zeros((8, 1)))
        if frozen:
            combined.train_on_batch(noise, np.ones((8, 1)))
    moved = [
        max(float(np.abs(a - b).max()) for a, b in zip(old, network.get_weights(), strict=True))
        for old, network in zip(before, networks, strict=True)
    ]
    assert (moved[0] == 0) == frozen
    assert (moved[1] > 0) == frozen
