import pytest
import tensorflow as tf

from backend.reporter import Failed
from backend.training import device


def test_the_device_has_a_name() -> None:
    name = device.prepare(deterministic=False)
    assert name.startswith("CPU, ") or tf.config.list_physical_devices("GPU")


@pytest.mark.parametrize("error", [MemoryError(), tf.errors.ResourceExhaustedError(None, None, "OOM when allocating tensor")])
def test_a_full_memory_says_what_to_change(error: Exception) -> None:
    with pytest.raises(Failed, match=r"512.*smaller batch size") as failed, device.oom_as_failure(512):
        raise error
    assert failed.value.reason == "out_of_memory"
