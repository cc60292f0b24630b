"""What a copy of the site consists of: every file with its size and hash, in three forms.

`sw.js`           the service worker, which keeps exactly these files for offline use
`copy.js`         for the page that checks an installation
`SHA256SUMS.txt`  for people: `sha256sum -c SHA256SUMS.txt`

They are written last, from the files as they are. The fingerprint is one hash over all of them, and
is shown by a page; that page is therefore left out of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from sitebuild import engine_files

__all__ = ["ABOUT", "COPY", "FINGERPRINT", "SERVICE_WORKER", "SUMS", "write_copy_list"]

SERVICE_WORKER = "sw.js"
COPY = "copy.js"
SUMS = "SHA256SUMS.txt"

ABOUT = "about.html"
FINGERPRINT = "fingerprint of this copy"
"""Stands in the page until the fingerprint is known."""

NOT_SERVED = re.compile(r"(^|/)(\.[^/]*|web\.config)$|^hosting/")
"""What is for servers, and what some of them keep to themselves."""

NOT_KEPT = re.compile(rf"^{engine_files.DISK}/|/manifest\.json$")
"""What a browser never asks for on a server."""


def write_copy_list(site: Path, engine: dict[str, Any] | None, service_worker: str | None) -> str:
    """Write the three files, and the fingerprint into its page; return the fingerprint.

    Without a service worker the site works only while its server does.
    """
    sums = _sums(site)
    lines = [f"{digest}  {path}\n" for path, digest in sums.items() if path != ABOUT]
    fingerprint = hashlib.sha256("".join(lines).encode()).hexdigest()
    about = site / ABOUT
    if about.is_file():
        text = about.read_text(encoding="utf-8").replace(FINGERPRINT, fingerprint)
        about.write_text(text, encoding="utf-8")
        sums[ABOUT] = _digest(about)
    (site / SUMS).write_text(
        "".join(f"{digest}  {path}\n" for path, digest in sums.items()), encoding="utf-8"
    )
    cold = _cold_files(engine)
    files = {
        path: [(site / path).stat().st_size, digest, int(_kept(path, cold))]
        for path, digest in sums.items()
        if not NOT_SERVED.search(path)
    }
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    copy = f"self.m1Copy = {json.dumps({'version': version, 'files': files}, indent=0)};\n"
    (site / COPY).write_text(copy, encoding="utf-8")
    if service_worker is not None:
        (site / SERVICE_WORKER).write_text(copy + service_worker, encoding="utf-8")
    return fingerprint


def _sums(site: Path) -> dict[str, str]:
    """Give the hash of every file by its path, in the order of the paths."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    names = {path.relative_to(site).as_posix(): path for path in paths}
    written = {SERVICE_WORKER, COPY, SUMS}
    return {name: _digest(path) for name, path in names.items() if name not in written}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _kept(path: str, cold: set[str]) -> bool:
    """Whether the service worker keeps a file before anybody has asked for it."""
    return path not in cold and not NOT_KEPT.search(path)


def _cold_files(engine: dict[str, Any] | None) -> set[str]:
    """Name what only a start without the snapshot needs: it is kept once it was needed."""
    if engine is None:
        return set()
    files = engine["files"]
    always = {entry["name"] for entry in files["library"]}
    names = {entry["name"] for entry in files["wheels"]} - always
    return {f"{engine_files.BUNDLE}/{name}" for name in names}
