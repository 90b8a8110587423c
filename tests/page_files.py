"""Which files a browser asks a playground for, found as it finds them: from the pages to what they load, and on to what that loads."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import urljoin

import httpx

LINK = re.compile(r"""<(?:link|script)\b[^>]*\b(?:href|src)=["']([^"']+)["']""")
IMPORT_MAP = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")
STYLESHEET = re.compile(r"""["'](/[\w@./-]+\.css)["']""")
# Of the formats of a font a browser takes the first that it can read, and it can read the first.
FONT = re.compile(r"src:\s*url\(([^)]+)\)")
DOC_COMMENT = re.compile(r"/\*\*.*?\*/", re.DOTALL)


def import_map(page: str) -> dict[str, str]:
    """The addresses of the libraries, by the names under which modules import them."""
    found = IMPORT_MAP.search(page)
    assert found, "the page has no import map"
    imports: dict[str, str] = json.loads(found[1])["imports"]
    return {name: urljoin("/", address) for name, address in imports.items()}


def loaded_by(address: str, text: str, libraries: dict[str, str]) -> Iterator[str]:
    """Addresses of what a page, module or style sheet at `address` loads."""
    suffix = PurePosixPath(address).suffix
    if suffix == ".css":
        yield from (urljoin(address, url) for url in FONT.findall(text) if not url.startswith("data:"))
    elif suffix in {".js", ".mjs"}:
        code = DOC_COMMENT.sub("", text)
        yield from STYLESHEET.findall(code)
        for name in IMPORT.findall(code):
            if name.startswith(("/", "./", "../")):
                yield urljoin(address, name)
            elif name in libraries:
                yield libraries[name]
    elif suffix in {"", ".html"}:
        yield from (urljoin(address, link) for link in LINK.findall(text))


def walk(client: httpx.Client, starts: Iterable[str]) -> dict[str, bytes]:
    """The contents of `starts` and of all that they load, directly or not, by address. Each must be there."""
    libraries = import_map(client.get("/").text)
    contents: dict[str, bytes] = {}
    waiting = {*starts, *libraries.values()}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        contents[address] = answer.content
        if not address.endswith(".woff2"):
            waiting.update(set(loaded_by(address, answer.text, libraries)) - contents.keys())
    return contents
