"""The browser's modules: which of them a page needs, and addresses at which each may be kept for ever.

A browser that meets the imports one after another asks for them in as many rounds as the graph of imports is deep, and asks again whether
each is still good whenever a page is opened. So the first page names all of them at once (`modulepreload`), under a folder whose name
changes with any of the files (`at-<version>`).
"""

import hashlib
import json
import posixpath
import re
from functools import lru_cache
from pathlib import Path

IMPORT = re.compile(r'^(?:(?:import|export|\}).*? from|import) "([^"]+)";$', re.MULTILINE)
STYLESHEET = re.compile(r'^addStylesheet\("/([^"]+)"\);$', re.MULTILINE)
IMPORT_MAP = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)
UNVERSIONED = ("vendor/",)  # its files have an age of their own
NOT_SERVED = {"node_modules", "tests"}


class Modules:
    """The modules of `frontend`, read anew when one of them has changed."""

    def __init__(self, frontend: Path) -> None:
        self._frontend = frontend
        self._index = lru_cache(maxsize=1)(self._render)
        self.version = self.current_version()

    def current_version(self) -> str:
        """A name for the present state of all files: another one as soon as any of them is written, added or removed."""
        state = [(str(path), stat.st_mtime_ns, stat.st_size) for path in self._files() for stat in (path.stat(),)]
        return hashlib.sha256(repr(sorted(state)).encode()).hexdigest()[:12]

    def _files(self) -> list[Path]:
        folders = [one for one in self._frontend.iterdir() if one.is_dir() and one.name not in NOT_SERVED]
        return [path for pattern in ("*.html", "*.js", "*.css") for path in self._frontend.glob(pattern)] + [
            path for folder in folders for path in folder.rglob("*.*") if path.is_file()
        ]

    def index(self) -> str:
        """`index.html` with the addresses of this version, and what is to be loaded ahead."""
        self.version = self.current_version()
        return self._index(self.version)

    def _render(self, version: str) -> str:
        page = (self._frontend / "index.html").read_text()
        shared = self.graph("app.js")
        links = "\n  ".join(f'<link rel="modulepreload" href="{_address(path, version)}">' for path in shared if not path.endswith(".css"))
        table = {
            name: [_address(path, version) for path in self.graph(entry) if path not in shared] for name, entry in self._pages().items()
        }
        page = page.replace("<!-- modules -->", f'{links}\n  <script type="application/json" id="modules">{json.dumps(table)}</script>')
        return re.sub(r'(href|src)="\./((?:styles/|app\.js)[^"]*)"', rf'\1="./at-{version}/\2"', page)

    def _pages(self) -> dict[str, str]:
        """The first module of every page, by the name that the page has in the address."""
        labs = {path.parent.name: f"labs/{path.parent.name}/page.js" for path in self._frontend.glob("labs/*/page.js")}
        return {path.stem: f"pages/{path.name}" for path in self._frontend.glob("pages/*.js")} | labs

    def graph(self, entry: str) -> list[str]:
        """All that `entry` imports, itself first: paths below `frontend/`, with the style sheets that the modules add."""
        mapped = self._import_map()
        found = [entry]
        for path in found:  # grows meanwhile
            if not path.endswith((".js", ".mjs")):
                continue
            text = self._text(path)
            folder = posixpath.dirname(path)
            imported = [mapped.get(name) or posixpath.normpath(posixpath.join(folder, name)) for name in IMPORT.findall(text)]
            found += [one for one in dict.fromkeys([*imported, *STYLESHEET.findall(text)]) if one not in found]
        return found

    def _import_map(self) -> dict[str, str]:
        match = IMPORT_MAP.search((self._frontend / "index.html").read_text())
        imports = json.loads(match[1])["imports"] if match else {}
        return {name: address.removeprefix("./") for name, address in imports.items()}

    def _text(self, path: str) -> str:
        """A module's source; "" for one of a library, whose imports are in the import map and so known already."""
        file = self._frontend / path
        return "" if path.startswith(UNVERSIONED) or not file.is_file() else file.read_text()


def _address(path: str, version: str) -> str:
    return f"./{path}" if path.startswith(UNVERSIONED) else f"./at-{version}/{path}"
