"""P7: the prediction of one image over HTTP, p50, against Keras `model.predict` in process with TensorFlow warm.

Both classify the same 32×32 PNG with the same network; ours includes the request, the decoding and the answer.
"""

import io

import numpy as np
from PIL import Image

from benchmarks.measure import in_turn, percentile, seconds
from benchmarks.playground import start, wait_until_ready

MODEL = "pretrained-cifar10-cnn"


def png() -> bytes:
    pixels = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def main() -> None:
    import tensorflow as tf

    from backend.concepts.architecture import Architecture
    from backend.training.keras_model import keras_model

    image = png()
    pixels = np.asarray(Image.open(io.BytesIO(image)), np.float32)[None] / 255
    with start() as (_, client):
        wait_until_ready(client)
        architecture = Architecture.model_validate(client.get(f"/api/v1/models/{MODEL}").json()["architecture"])
        tf.keras.utils.disable_interactive_logging()
        network = keras_model(architecture)

        def over_http() -> None:
            client.post(f"/api/v1/models/{MODEL}/predict", files={"image": ("x.png", image, "image/png")}).raise_for_status()

        for _ in range(20):
            over_http()
            network.predict(pixels)
        comparison = in_turn(lambda: seconds(over_http), lambda: seconds(lambda: network.predict(pixels)), repeats=200)
    comparison.print("P7  one image: ours over HTTP, the peer is Keras predict in process")
    print(f"  ours p99 {percentile(comparison.ours, 0.99) * 1000:.1f} ms")
