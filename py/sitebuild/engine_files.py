"""The engine's built files: published with the site, its manifest for the form.

`sitebuild.engine` builds them into `build/engine/`; this only copies them below
`assets/m1/engine/bundle/`. Without a built engine the site still builds: the
form then says that the engine is missing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

__all__ = ["BUNDLE", "engine_folder", "manifest", "publish"]

BUNDLE = "assets/m1/engine/bundle"
"""Where the engine's files are in the built site."""


def engine_folder(config: MkDocsConfig) -> Path:
    """Return the folder that `sitebuild.engine` builds into."""
    return Path(config.config_file_path).parent / "build" / "engine"


def manifest(folder: Path) -> dict[str, Any] | None:
    """Return the engine's manifest, or None when the engine is not built."""
    path = folder / "manifest.json"
    if not path.is_file():
        return None
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def publish(files: Files, config: MkDocsConfig) -> None:
    """Add every file of a complete engine to the site."""
    folder = engine_folder(config)
    if manifest(folder) is None:
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            uri = f"{BUNDLE}/{path.relative_to(folder).as_posix()}"
            files.append(File.generated(config, uri, abs_src_path=str(path)))
