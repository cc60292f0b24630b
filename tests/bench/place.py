"""Everything that is measured, under one plain server: ours and what it is compared with.

The server compresses nothing and says nothing about caching, which is the least that a practice's
intranet has. The folders lie beside each other, so that all come the same way:

site         the built site
no-snapshot  the same without the memory snapshot, so that the engine has to start without it
pyodide      the npm package, as it is
wheels       the engine's compiled wheels
pages        the pages of this folder
given        files that jobs are given
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitebuild.scripts import bundle
from sitebuild.site import ROOT, build
from tests.journeys.server import PREFIX, Served, serve
from tests.letters.examples import STARRED, TODAY

__all__ = ["Place", "open_place", "packed_size", "size"]

PAGES = Path(__file__).parent / "pages"
ENGINE = "assets/m1/engine/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A running server, and what its pages are told."""

    folder: Path
    served: Served

    def address(self, path: str) -> str:
        """Give the address of a file."""
        return self.served.address + path

    def script(self) -> str:
        """Give the script that each page begins with."""
        bundle = self.folder / "site" / ENGINE / "bundle"
        manifest = json.loads((bundle / "manifest.json").read_text())
        bench: dict[str, Any] = {
            "payload": {"fields": STARRED, "today": TODAY.isoformat()},
            "wheels": list(self._wheels(manifest["files"]["wheels"])),
            "library": list(self._wheels(manifest["files"]["library"])),
            "engine": {
                "manifest": manifest,
                "base": self.address(f"site/{ENGINE}bundle/"),
                "diskBase": self.address(f"site/{ENGINE}disk/"),
                "stall": 60,
                "patience": 120,
            },
        }
        page = (PAGES / "first_letter.js").read_text()
        return f"globalThis.bench = {json.dumps(bench)};\n{page}"

    def asked(self) -> int:
        """Count the requests so far."""
        return len(self.served.requests)

    def asked_for(self, path: str, since: int) -> int:
        """Count the requests before the first one for a path since then."""
        line = f"GET {PREFIX}{path} "
        later = range(since, self.asked())
        return next(at for at in later if self.served.requests[at].startswith(line))

    def serve_bytes(self, content: bytes) -> str:
        """Give the address of a file with this content."""
        file = self.folder / "given" / hashlib.sha256(content).hexdigest()
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        return self.address(f"given/{file.name}")

    def files(self, since: int, until: int | None = None) -> list[Path]:
        """List the files that were asked for from then on; what is not there is left out.

        Where the browser only asks whether its copy is still the same, nothing is sent.
        """
        asked = self.served.requests[since:until]
        sent = (request for request in asked if "\nif-modified-since:" not in request.lower())
        paths = (request.split(maxsplit=2)[1] for request in sent)
        files = (self.folder / path.removeprefix(PREFIX) for path in paths)
        return [file for file in files if file.is_file()]

    def _wheels(self, files: Iterable[dict[str, Any]]) -> Iterator[str]:
        """Give the addresses of the wheels that these files of the engine are made of."""
        for file in files:
            distribution = file["name"].split(".")[0]
            (wheel,) = (self.folder / "wheels").glob(f"{distribution}-*.whl")
            yield self.address(f"wheels/{wheel.name}")


@contextmanager
def open_place(folder: Path) -> Iterator[Place]:
    """Build the site and serve everything until the block ends."""
    site = build(folder / "site")
    shutil.copytree(
        site,
        folder / "no-snapshot",
        ignore=shutil.ignore_patterns("snapshot.*"),
        copy_function=os.link,
    )
    (folder / "pyodide").symlink_to(ROOT / "node_modules" / "pyodide")
    (folder / "wheels").symlink_to(ROOT / "build" / "archives")
    _make_pages(folder / "pages", site)
    with serve(folder) as served:
        yield Place(folder=folder, served=served)


def _make_pages(folder: Path, site: Path) -> None:
    """Put this folder's pages there, with their modules made into scripts as the site's are."""
    shutil.copytree(PAGES, folder)
    search_worker = next((site / "assets" / "javascripts" / "workers").glob("search.*.js"))
    bundle(ROOT, sorted(PAGES.glob("*.js")), folder, search_worker)


def size(files: Iterable[Path]) -> int:
    """Add up the bytes of files as they are."""
    return sum(file.stat().st_size for file in files)


def packed_size(files: Iterable[Path]) -> int:
    """Add up the bytes of files as a server that compresses would send them."""
    return sum(
        min(file.stat().st_size, len(gzip.compress(file.read_bytes(), compresslevel=6)))
        for file in files
    )
