"""Our scripts and our style sheet, under names that hold a hash of their content.

A name that changes with the content can be kept for ever by browsers and servers, and a page never
meets the script of another version. The modules of `site-overrides/assets/m1/` become one script
for each kind of page (`node/scripts.mjs` says why).
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from sitebuild.engine.node import run_script

__all__ = ["Scripts", "bundle", "publish"]

FOLDER = "assets/m1/"
STYLES = f"{FOLDER}m1.css"
MODULES = (
    "site.js", "appeal.js", "deadlines.js", "check_codes.js", "not_started.js", "check.js",
    "about.js", "offline/service_worker.js",
)  # fmt: skip
"""The modules that become a script."""

SERVICE_WORKER = "service_worker.js"

_SEARCH_WORKER = re.compile(r"^assets/javascripts/workers/search\..*\.js$")
_NODE = Path(__file__).parent / "node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripts:
    """What a build made of our scripts and styles."""

    addresses: Mapping[str, str]
    """Where each is in the site, by its plain name."""
    service_worker: str
    """What becomes `sw.js` when it is known which files the site has."""


def publish(files: Files, config: MkDocsConfig) -> Scripts:
    """Put our scripts and styles into the site."""
    contents = _contents(Path(config.config_file_path).parent, files)
    service_worker = contents.pop(SERVICE_WORKER)
    for file in list(files):
        if file.src_uri.startswith(FOLDER) and file.src_uri.endswith((".js", ".d.ts")):
            files.remove(file)
    styles = files.get_file_from_path(STYLES)
    if styles is not None:
        files.remove(styles)
        contents["m1.css"] = styles.content_string
    names = {name: f"{FOLDER}{_hashed(name, text)}" for name, text in contents.items()}
    for name, uri in names.items():
        files.append(File.generated(config, uri, content=contents[name]))
    config["extra_css"] = [
        names["m1.css"] if str(sheet) == STYLES else sheet for sheet in config["extra_css"]
    ]
    return Scripts(addresses=names, service_worker=service_worker)


def bundle(root: Path, modules: Iterable[Path], target: Path, search_worker: Path) -> None:
    """Write each module, with what it imports, as one classic script into `target`."""
    sources = root / "site-overrides" / FOLDER
    arguments = (sources, search_worker, target, *modules)
    run_script(_NODE / "scripts.mjs", root, *map(str, arguments))


def _contents(root: Path, files: Files) -> dict[str, str]:
    sources = root / "site-overrides" / FOLDER
    theirs = next(file for file in files if _SEARCH_WORKER.match(file.src_uri))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        search_worker = target / "search.txt"
        search_worker.write_text(theirs.content_string, encoding="utf-8")
        bundle(root, (sources / name for name in MODULES), target, search_worker)
        return {path.name: path.read_text(encoding="utf-8") for path in target.glob("*.js")}


def _hashed(name: str, text: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:12]}.{ending}"
