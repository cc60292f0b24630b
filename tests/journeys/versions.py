"""Another version of the built site, with a list of its own files, as an update has it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from sitebuild.copy_list import SERVICE_WORKER, write_copy_list
from sitebuild.engine_files import BUNDLE

__all__ = ["another_version", "listed", "relist"]

END_OF_LIST = "};\n"


def another_version(site: Path, folder: Path, word: str) -> Path:
    """Copy the site, with a word of its own in the title of each page."""
    shutil.copytree(site, folder)
    for page in folder.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(" - M1 Appeals</title>", f" - {word}</title>"), "utf-8")
    relist(folder)
    return folder


def relist(site: Path) -> None:
    """Write the site's lists again, from the files as they are."""
    engine = json.loads((site / BUNDLE / "manifest.json").read_text())
    script = (site / SERVICE_WORKER).read_text(encoding="utf-8")
    write_copy_list(site, engine, script.partition(END_OF_LIST)[2])


def listed(site: Path) -> dict[str, list[object]]:
    """Give each file of the site's list with its size, its hash, and whether it is kept at once."""
    script = (site / SERVICE_WORKER).read_text(encoding="utf-8")
    text = script.partition(END_OF_LIST)[0].partition(" = ")[2] + "}"
    files: dict[str, list[object]] = json.loads(text)["files"]
    return files
