"""The site as it lies on a server: copied into a folder that the server's own user may read."""

from __future__ import annotations

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["NEIGHBOR", "Place", "deployed", "unprivileged"]

NEIGHBOR = "neighbor.html"
"""A page of somebody else on the same server."""

STAND_INS = {
    "sw.js": "self.skipWaiting();",
    "assets/stand-in.mjs": "export {};",
    "assets/stand-in.txt": "Example",
    "assets/stand-in.wasm": "\0asm",
    "assets/stand-in.webmanifest": "{}",
}
"""A file of each kind that a server is told about, where the site has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Folders of a server."""

    site: Path
    others: Path
    """What else the server holds."""


@contextmanager
def deployed(built_site: Path) -> Iterator[Place]:
    """Copy the site to where a server can read it, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="m1-servers-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)
        place = Place(site=folder / "site", others=folder / "others")
        shutil.copytree(built_site, place.site)
        place.others.mkdir()
        (place.others / NEIGHBOR).write_text("<p>Example</p>", encoding="utf-8")
        for name, text in STAND_INS.items():
            if not (place.site / name).exists():
                (place.site / name).write_text(text, encoding="utf-8")
        yield place


def unprivileged() -> pwd.struct_passwd | None:
    """Give the user to run a server as, where the tests are run by root: Apache refuses root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None
