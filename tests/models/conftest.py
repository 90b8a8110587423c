from tests.kinds.cnn.conftest import model_files, tensors

__all__ = ["model_files", "tensors"]
