import httpx
import numpy as np
from safetensors.numpy import load_file

from backend.models.pretrained import FOLDER

SHIPPED = "pretrained-cifar10-cnn"


def test_the_first_layers_kernels_are_those_of_the_file(client: httpx.Client) -> None:
    answer = client.get(f"/models/{SHIPPED}/kernels").raise_for_status().json()
    weights = load_file(FOLDER / SHIPPED / "weights.safetensors")[f"{answer['layer']}/kernel"]
    found = np.array([kernel["channels"] for kernel in answer["kernels"]])
    np.testing.assert_allclose(found, weights.transpose(3, 2, 0, 1))
    np.testing.assert_allclose(
        [kernel["mean"] for kernel in answer["kernels"]], weights.mean(axis=2).transpose(2, 0, 1), rtol=1e-5, atol=1e-7
    )


def test_an_unknown_model_is_404(client: httpx.Client) -> None:
    assert client.get("/models/nothing/kernels").status_code == 404
