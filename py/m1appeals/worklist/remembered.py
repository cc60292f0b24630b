"""The columns of a worklist as a small file, to be used for the next report."""

from __future__ import annotations

import json

from m1appeals.errors import UserMistake
from m1appeals.worklist.mapping import COLUMNS, Mapping
from m1appeals.worklist.sheet import MOST_COLUMNS

__all__ = ["from_file", "to_file"]

_FORMAT = "m1-appeals worklist columns"
_VERSION = 1
_MOST_BRACKETS = 100
"""In a file of remembered columns: one for each field, and two."""


def to_file(mapping: Mapping) -> str:
    """Write a mapping down, to use it for the next report: names of columns only, no cells."""
    fields = {name: list(columns) for name, columns in mapping.fields.items()}
    return json.dumps({"format": _FORMAT, "version": _VERSION, "fields": fields}, indent=1) + "\n"


def from_file(text: str) -> Mapping:
    """Read what `to_file` wrote; raise `UserMistake` for anything else."""
    strange = UserMistake(
        "This is not a file of remembered columns. Choose the file that this page saved, or choose "
        "the columns again."
    )
    # In a browser, JSON that is nested too deep ends the whole engine and no error is raised.
    if len(text) > 1_000_000 or text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise strange
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise strange from None
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        raise strange
    version = found.get("version")
    if type(version) is int and version > _VERSION:
        raise UserMistake(
            "This file of remembered columns is from a newer version of this page. Reload the "
            "page, or choose the columns again."
        )
    fields = found.get("fields")
    if type(version) is not int or version != _VERSION or not isinstance(fields, dict):
        raise strange
    kept: dict[str, tuple[str, ...]] = {}
    for name, columns in fields.items():
        if name not in COLUMNS:
            continue
        if not _are_columns(columns) or (len(columns) > 1 and not COLUMNS[name].joins):
            raise strange
        kept[name] = tuple(dict.fromkeys(columns))
    return Mapping(fields=kept, left_out=tuple(name[:60] for name in fields if name not in COLUMNS))


def _are_columns(columns: object) -> bool:
    return (
        isinstance(columns, list)
        and 0 < len(columns) <= MOST_COLUMNS
        and all(isinstance(name, str) for name in columns)
    )
