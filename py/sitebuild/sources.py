"""The sources behind the guidance, read from `py/m1appeals/rules/sources.toml`.

One entry per source; its key is what a page cites. A broken entry fails the
build with the file and the key, because a rule without a readable source must
not be published.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from mkdocs.exceptions import PluginError

from m1appeals import rules
from m1appeals.errors import Defect
from m1appeals.rules import Source

__all__ = ["SOURCES_FILE", "Source", "load_sources", "newest_check"]

SOURCES_FILE = "py/m1appeals/rules/sources.toml"
"""Where the sources are, from the project's root."""


def load_sources(root: Path) -> dict[str, Source]:
    """Return every source by its id; PluginError names what is wrong with one."""
    try:
        entries = tomllib.loads((root / SOURCES_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise PluginError(f"{SOURCES_FILE}: {error}") from error
    try:
        return rules.read_entries("sources", entries, Source)
    except Defect as error:
        raise PluginError(str(error)) from error


def newest_check(sources: Mapping[str, Source]) -> str:
    """Return the month of the newest check, or nothing when there is no source."""
    if not sources:
        return ""
    return max(sources.values(), key=lambda source: source.checked).checked_text
