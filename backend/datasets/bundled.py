"""Finds data files inside installed packages, without importing the packages."""

from importlib.util import find_spec
from pathlib import Path

from backend.errors import DatasetUnavailable


def package_file(package: str, path: str) -> Path:
    """Path of a file inside an installed package.

    Args:
        package: a top-level package, such as `sklearn`; it is not imported.
        path: relative to the package's folder.

    Raises:
        DatasetUnavailable: the package or the file is not installed.
    """
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        file = Path(folder) / path
        if file.is_file():
            return file
    raise DatasetUnavailable(f"{path} is not inside the installed package {package}; install the requirements again.")
