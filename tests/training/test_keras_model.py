from pathlib import Path

import keras
import numpy as np

from backend.training.keras_model import keras_file
from tests.training.test_network import IMAGES, every_layer


def test_the_keras_file_opens_in_plain_keras_and_answers_the_same(tmp_path: Path) -> None:
    network = every_layer()
    path = tmp_path / "model.keras"
    path.write_bytes(keras_file(network))
    model = keras.saving.load_model(path)
    np.testing.assert_allclose(model.predict(IMAGES, verbose=0), network.logits(IMAGES), rtol=1e-5, atol=1e-5)
    assert model.count_params() == network.architecture.parameter_count()
    assert [layer.name for layer in model.layers] == [layer.name for layer in network.layers]
