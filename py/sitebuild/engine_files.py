"""The engine's built files: published with the site, its manifest for the form.

`sitebuild.engine` builds them into `build/engine/`; this only copies them below
`assets/m1/engine/bundle/`, and once more as scripts that a page on a disk can
read. Without a built engine the site still builds: the form then says that the
engine is missing.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from sitebuild.coverage import DataTable, optional_tables

__all__ = ["BUNDLE", "DISK", "engine_folder", "manifest", "publish"]

BUNDLE = "assets/m1/engine/bundle"
"""Where the engine's files are in the built site."""

DISK = "assets/m1/engine/disk"
"""Where the same files are as scripts."""


def engine_folder(config: MkDocsConfig) -> Path:
    """Return the folder that `sitebuild.engine` builds into."""
    return Path(config.config_file_path).parent / "build" / "engine"


def manifest(folder: Path) -> dict[str, Any] | None:
    """Return the engine's manifest, or None when the engine is not built."""
    path = folder / "manifest.json"
    if not path.is_file():
        return None
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for extra in _extra(folder):
        content = extra["path"].read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        entry = {"name": extra["path"].name, "bytes": len(content), "sha256": digest}
        loaded["files"]["tables"].append({"table": extra["name"], **entry})
    return loaded


def _extra(folder: Path) -> list[DataTable]:
    """Return the tables that the site's owner has installed."""
    return optional_tables(folder.parents[1])


def publish(files: Files, config: MkDocsConfig) -> None:
    """Add every file of a complete engine to the site."""
    folder = engine_folder(config)
    found = manifest(folder)
    if found is None:
        return
    here = {path.name: path for path in folder.iterdir() if path.is_file()}
    for extra in _extra(folder):
        here[extra["path"].name] = extra["path"]
    for _name, path in sorted(here.items()):
        uri = f"{BUNDLE}/{path.name}"
        files.append(File.generated(config, uri, abs_src_path=str(path)))
    for name in _names(found):
        # Pyodide's two scripts are other ones there.
        instead = folder / "disk" / name
        script = _as_script(instead if instead.exists() else here[name])
        files.append(File.generated(config, f"{DISK}/{name}.js", content=script))


def _names(found: dict[str, Any]) -> list[str]:
    entries = found["files"].values()
    names = (
        one["name"] for entry in entries for one in (entry if type(entry) is list else [entry])
    )
    return list(dict.fromkeys(names))


def _as_script(path: Path) -> str:
    """Give a script that hands the file over: see `engine/disk.js`."""
    return f'm1File("{path.name}","{b64encode(path.read_bytes()).decode("ascii")}");\n'
