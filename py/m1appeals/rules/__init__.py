"""The rules as data: TOML files whose entries each carry their sources and the month of the check.

They lie inside the package, so the browser and the build read the same bytes; everything else that
shows a rule derives from them.

`read("reasons", Code)` gives a table as records, whose class is the shape of an entry (records.py).
What every entry has besides, and a record may leave out:

`sources`    ids of sources.toml, at least one
`no_source`  why there is none, beside an empty list
`checked`    year and month in which the entry was compared with its sources, "2026-11"

A broken entry is a `Defect` that names the file and the entry. Whether a text is true is not
checked here, nor whether the ids of other tables exist: the module that owns a record does that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any, Literal

from m1appeals.dates import MONTHS
from m1appeals.errors import Defect
from m1appeals.rules.records import Record, record_of

__all__ = ["Source", "check_entry", "load", "read", "read_entries", "sources", "tables"]

_FOLDER = "py/m1appeals/rules"
_SOURCES = "sources"
_COMMON = {"sources", "no_source", "checked"}
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published text that a rule rests on."""

    id: str
    """What rules and pages cite: "cfr-405-942"."""
    title: str
    """What it is called, as a letter would name it: "42 CFR 405.942"."""
    about: str
    """What it is cited for, in our words."""
    url: str = ""
    """Its address, or nothing when the address is not certain."""
    checked: str
    """Year and month in which it was last read: "2026-11"."""
    sure: Literal["A", "B", "verify"]
    """Primary text, one good secondary source, or well known and not read again."""

    def __post_init__(self) -> None:
        if self.url and not self.url.startswith("https://"):
            raise ValueError("url must start with https://.")

    @property
    def checked_text(self) -> str:
        """The month it was read, as a page prints it: "November 2026"."""
        year, month = self.checked.split("-")
        return f"{MONTHS[int(month) - 1]} {year}"


@cache
def load(name: str) -> dict[str, dict[str, Any]]:
    """Give the entries of `name`.toml by their id, as they are written."""
    # The engine's memory holds what was read, and not the reader.
    import tomllib

    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    try:
        return {id_: _once(entry) for id_, entry in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        raise Defect(f"{_FOLDER}/{name}.toml: {error}") from error


def _once(value: Any) -> Any:
    """Keep texts that are alike once: names of keys, sources and months. Memories are fetched."""
    if isinstance(value, dict):
        return {sys.intern(name): _once(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_once(part) for part in value]
    return sys.intern(value) if isinstance(value, str) else value


@cache
def sources() -> dict[str, Source]:
    """Give every source by its id, in the file's order."""
    return read(_SOURCES, Source)


@cache
def tables() -> tuple[str, ...]:
    """Name every table, also the sources. It looks for files, which a memory snapshot has not."""
    names = (item.name for item in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def read(
    table: str, record: type[Record], *, key: str = "id", **fixed: object
) -> dict[str, Record]:
    """Give a table as records by their id; raise `Defect` for an entry that does not fit.

    The id goes into the record's attribute `key`, if it has one; `fixed` are attributes that all
    entries of the table share.
    """
    return read_entries(table, load(table), record, key=key, **fixed)


def read_entries(
    table: str,
    entries: Mapping[str, Mapping[str, Any]],
    record: type[Record],
    *,
    key: str = "id",
    **fixed: object,
) -> dict[str, Record]:
    """Do what `read` does with entries from elsewhere; `table` is for the messages."""
    known = {field.name for field in fields(record)}
    records = {}
    for id_, entry in entries.items():
        check_entry(table, id_, entry)
        own = {name: value for name, value in entry.items() if name in known | {*entry} - _COMMON}
        given = {name: value for name, value in {key: id_, **fixed}.items() if name in known}
        records[id_] = record_of(_where(table, id_), own, record, given)
    return records


def check_entry(table: str, id_: str, entry: Any) -> None:
    """Raise `Defect` unless an entry says when it was checked and what it rests on."""
    where = _where(table, id_)
    if not isinstance(entry, Mapping):
        raise Defect(f"{where} must be a table.")
    if not (checked := entry.get("checked")):
        raise Defect(f"{where} has no checked.")
    if not _MONTH.fullmatch(str(checked)):
        raise Defect(f'{where} checked must be a year and month like "2026-11".')
    if table == _SOURCES:
        return
    cited, why_none = entry.get("sources"), entry.get("no_source")
    if cited is None or not (cited or why_none):
        raise Defect(f"{where} has no sources.")
    if cited and why_none:
        raise Defect(f"{where} has sources, and says why it has none.")
    for source in cited:
        if source not in load(_SOURCES):
            raise Defect(f"{where} names the source {source!r}, which is not in {_SOURCES}.toml.")


def _where(table: str, id_: str) -> str:
    return f"{_FOLDER}/{table}.toml: [{id_}]"
