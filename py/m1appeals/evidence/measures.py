"""Measures in a sentence: scores, degrees, sizes, laboratory values, durations, counts, distances.

They are shown to the user, and compared with the numbers of a criterion. The patterns are data, in
`data/measures.toml`; each comes with sentences that it must find something in, or nothing. Dates,
ages, telephone numbers, identifiers and doses are none. What a measure means, whether it is normal
and whose it is, is not known here: `context.py` says the last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from m1appeals.errors import Defect
from m1appeals.evidence.tables import table

__all__ = ["Measure", "measures", "pattern_table"]

_NAME = "measures.toml"
_BEFORE, _BEHIND = 80, 60
_NOT_PATTERNS = {"source", "checked", "parts"}
_KEYS = {"kind", "needs", "pattern", "near", "examples"}
_MAY_HOLD = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|several|multiple|numerous|couple|few|half|once|twice|since|long|grade|stage|class|block"
    r"|child)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure in a text."""

    start: int
    end: int
    kind: str
    """What it is called: "pain score"."""
    text: str
    """As it stands: "7/10"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    kind: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    near: re.Pattern[str] | None


def measures(text: str) -> tuple[Measure, ...]:
    """Give the measures of a text in their order; none overlaps another."""
    if not _MAY_HOLD.search(text):
        return ()
    lower = text.lower()
    taken = bytearray(len(text))
    found = []
    for one in _patterns():
        if not any(need in lower for need in one.needs):
            continue
        for match in one.pattern.finditer(text):
            start, end = _span(match)
            if 1 in taken[start:end] or (one.near and not _is_near(one.near, text, start, end)):
                continue
            taken[start:end] = b"\x01" * (end - start)
            if one.kind:
                found.append(Measure(start=start, end=end, kind=one.kind, text=text[start:end]))
    return tuple(sorted(found, key=lambda measure: measure.start))


@cache
def pattern_table() -> Mapping[str, Any]:
    """Give the table as it is written."""
    patterns = table("measures")
    for id_, entry in patterns.items():
        if id_ not in _NOT_PATTERNS and (odd := entry.keys() ^ _KEYS) - {"near"}:
            raise Defect(f"{_NAME}: [{id_}] should have, or not have: {', '.join(sorted(odd))}")
    return patterns


@cache
def _patterns() -> tuple[_Pattern, ...]:
    table = pattern_table()
    parts: dict[str, str] = {}
    for name, part in table["parts"].items():
        parts[name] = _fill(part, parts)
    return tuple(
        _Pattern(
            kind=entry["kind"],
            needs=tuple(entry["needs"]),
            pattern=re.compile(_fill(entry["pattern"], parts), re.IGNORECASE),
            near=re.compile(entry["near"], re.IGNORECASE) if "near" in entry else None,
        )
        for id_, entry in table.items()
        if id_ not in _NOT_PATTERNS
    )


def _fill(pattern: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Give where the measure stands, without white space at its ends."""
    group = min(match.re.groups, 1)
    text = match[group]
    start = match.start(group) + len(text) - len(text.lstrip())
    return start, max(start, match.end(group) - len(text) + len(text.rstrip()))


def _is_near(near: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return near.search(text, max(0, start - _BEFORE), min(len(text), end + _BEHIND)) is not None
