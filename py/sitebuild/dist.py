"""The archive: the built site in one zip file, the same bytes for the same commit.

Pyodide's own zlib packs it, as those of hosts differ. What is packed already is stored. Beside the
archive stands its SHA-256, in the form that `sha256sum -c` reads.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sitebuild.engine.node import run_script
from sitebuild.release import Release

__all__ = ["write_archive"]

_SCRIPT = Path(__file__).parent / "node" / "archive.mjs"


def write_archive(root: Path, site: Path, folder: Path, release: Release) -> Path:
    """Write `folder`/m1-appeals-VERSION.zip and its hash; return the path of the archive.

    All files lie in one folder inside, called like the archive.
    """
    name = f"m1-appeals-{release.version}"
    archive = folder / f"{name}.zip"
    folder.mkdir(parents=True, exist_ok=True)
    run_script(_SCRIPT, root, str(site), str(archive), release.day.isoformat())
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_name(f"{archive.name}.sha256").write_text(f"{digest}  {archive.name}\n")
    return archive
