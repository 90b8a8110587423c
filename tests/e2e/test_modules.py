"""The browser's modules: the pure ones tested where they need no browser, and all of them as a browser loads them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

FRONTEND = Path(__file__).parents[2] / "frontend"


def test_the_pure_modules_pass_their_own_tests() -> None:
    node = shutil.which("node", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if node is None:
        pytest.skip("No node on the PATH: `make install` brings one.")
    files = sorted(str(path) for path in (FRONTEND / "tests").glob("*.test.js"))
    done = subprocess.run([node, "--test", *files], cwd=FRONTEND, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.parametrize("page", ["", "neuron", "cnn", "words", "train/cnn", "jobs", "jobs/none", "models/pretrained-cifar10-cnn"])
def test_page_is_loaded_in_one_round_and_kept(browser: Browser, playground: str, page: str) -> None:
    """The modules of a page are named ahead, and none is asked for again when the page is opened once more."""
    context = browser.new_context()
    for visit in ("first", "second"):
        tab = context.new_page()
        asked: list[str] = []
        tab.on("request", lambda request, asked=asked: asked.append(request.url))  # type: ignore[misc]
        tab.goto(f"{playground}/#/{page}")
        expect(tab.get_by_role("heading", level=1)).to_be_visible()
        tab.wait_for_load_state("networkidle")
        named = set(tab.locator("link[rel=modulepreload]").evaluate_all("links => links.map(link => link.href)"))
        modules = {url for url in asked if re.search(r"/at-\w+/.*\.js$", url)}
        # The figures of a model are those of a lab, which is known when the model is.
        assert modules and (modules <= named or page.startswith("models/"))
        over_the_net = tab.evaluate(
            "performance.getEntriesByType('resource').filter(one => one.name.includes('/at-') && one.transferSize > 0).map(one => one.name)"
        )
        assert bool(over_the_net) == (visit == "first"), over_the_net
    context.close()
