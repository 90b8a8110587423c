"""Puts the front end and the libraries that its pages load into the package, as `backend/frontend/`. All else stands in pyproject.toml."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist
from setuptools.errors import FileError

FRONTEND = Path("frontend")
SERVED = {".html", ".js", ".css", ".svg"}
NOT_SERVED = {"node_modules", "tests"}

# What the pages load of each library; its package.json and its licence come along. A browser that runs the pages reads WOFF2.
LIBRARY_FILES = {
    "@fontsource-variable/source-sans-3": ["wght.css", "files/*-wght-normal.woff2"],
    "@preact/signals": ["dist/signals.module.js"],
    "@preact/signals-core": ["dist/signals-core.module.js"],
    "htm": ["dist/htm.module.js"],
    "katex": ["dist/katex.mjs", "dist/katex.min.css", "dist/fonts/*.woff2"],
    "preact": ["dist/preact.mjs", "hooks/dist/hooks.mjs"],
    "swagger-ui-dist": ["swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt", "swagger-ui.css", "NOTICE"],
    "uplot": ["dist/uPlot.esm.js", "dist/uPlot.min.css"],
}
EVERY_LIBRARY = ["package.json", "LICENSE"]


def pages() -> Iterator[Path]:
    yield FRONTEND / "package.json"
    for path in FRONTEND.rglob("*"):
        if path.suffix in SERVED and NOT_SERVED.isdisjoint(path.parts):
            yield path


def libraries() -> Iterator[Path]:
    """The files of the packages that package.json lists as `dependencies`.

    Raises:
        FileError: a library is not installed, lacks a file, or has no entry in LIBRARY_FILES.
    """
    for name in json.loads((FRONTEND / "package.json").read_text())["dependencies"]:
        folder = FRONTEND / "node_modules" / name
        if not folder.is_dir():
            raise FileError(f"{folder} is missing: run `make install`, or `npm ci --ignore-scripts` in {FRONTEND}/, and build again.")
        if name not in LIBRARY_FILES:
            raise FileError(f"setup.py does not say which files of {name} the pages load: give it an entry in LIBRARY_FILES.")
        for pattern in EVERY_LIBRARY + LIBRARY_FILES[name]:
            found = sorted(folder.glob(pattern))
            if not found:
                raise FileError(f"{folder} has no {pattern}: mend its entry in LIBRARY_FILES of setup.py.")
            yield from found


class BuildWithFrontend(build_py):
    def run(self) -> None:
        if self.editable_mode:  # served from the tree
            super().run()
            return
        files = [*pages(), *libraries()]
        shutil.rmtree(self.build_lib, ignore_errors=True)  # what has been renamed since an earlier build would stay in the wheel
        super().run()
        for file in files:
            target = Path(self.build_lib, "backend", file)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


class SdistWithFrontend(sdist):
    def make_distribution(self) -> None:
        self.filelist.extend(str(file) for file in (*pages(), *libraries()))
        super().make_distribution()


setup(cmdclass={"build_py": BuildWithFrontend, "sdist": SdistWithFrontend})
