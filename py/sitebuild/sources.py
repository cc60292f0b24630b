"""The sources behind the guidance, read from `py/m1appeals/rules/sources.toml`.

One entry per source; its key is what a page cites. A broken entry fails the
build with the file and the key, because a rule without a readable source must
not be published.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mkdocs.exceptions import PluginError

__all__ = ["SOURCES_FILE", "Source", "load_sources", "newest_check"]

SOURCES_FILE = "py/m1appeals/rules/sources.toml"
"""Where the sources are, from the project's root."""

SURENESS = ("A", "B", "verify")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published text that a rule rests on."""

    title: str
    """What the source is called: "42 CFR 405.942"."""
    about: str
    """What it says that matters here, in our words."""
    url: str
    """Its address, or nothing when the address is not certain."""
    checked: date
    """The first day of the month in which it was last read."""
    sure: str
    """"A", "B" or "verify": how sure we are of it."""

    @property
    def checked_text(self) -> str:
        """The month it was read, as a page prints it: "November 2026"."""
        return f"{MONTHS[self.checked.month - 1]} {self.checked.year}"


def load_sources(root: Path) -> dict[str, Source]:
    """Return every source by its id; PluginError names what is wrong with one."""
    path = root / SOURCES_FILE
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise PluginError(f"{SOURCES_FILE}: {error}") from error
    return {key: _source(key, entry) for key, entry in entries.items()}


def newest_check(sources: Mapping[str, Source]) -> str:
    """Return the month of the newest check, or nothing when there is no source."""
    if not sources:
        return ""
    return max(sources.values(), key=lambda source: source.checked).checked_text


def _source(key: str, entry: Mapping[str, str]) -> Source:
    for name in ("title", "about", "checked", "sure"):
        if not entry.get(name):
            raise PluginError(f"{SOURCES_FILE}: [{key}] has no {name}.")
    if entry["sure"] not in SURENESS:
        raise PluginError(f"{SOURCES_FILE}: [{key}] sure must be one of {', '.join(SURENESS)}.")
    url = entry.get("url", "")
    if url and not url.startswith("https://"):
        raise PluginError(f"{SOURCES_FILE}: [{key}] url must start with https://.")
    try:
        checked = date.fromisoformat(f"{entry['checked']}-01")
    except ValueError as error:
        raise PluginError(
            f'{SOURCES_FILE}: [{key}] checked must be a year and month like "2026-11".'
        ) from error
    return Source(
        title=entry["title"], about=entry["about"], url=url, checked=checked, sure=entry["sure"]
    )
