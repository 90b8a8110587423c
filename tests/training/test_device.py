import os

import pytest
import tensorflow as tf

from backend.reporter import Failed
from backend.training import device


def test_the_device_has_a_name() -> None:
    name = device.prepare(deterministic=False)
    gpus = tf.config.list_physical_devices("GPU")
    assert name == (tf.config.experimental.get_device_details(gpus[0])["device_name"] if gpus else f"CPU, {os.cpu_count()} cores")


@pytest.mark.parametrize("error", [MemoryError(), tf.errors.ResourceExhaustedError(None, None, "OOM when allocating tensor")])
def test_a_full_memory_says_what_to_change(error: Exception) -> None:
    with pytest.raises(Failed, match=r"512.*smaller batch size") as failed, device.oom_as_failure(512):
        raise error
    assert failed.value.reason == "out_of_memory"
