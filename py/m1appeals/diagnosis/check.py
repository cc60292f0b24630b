"""What is doubtful about the diagnosis codes of one claim.

Everything here is a warning: the tables say what is usual, and the record decides. Source of the
conventions: `icd-10-cm-guidelines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from m1appeals import dates
from m1appeals.diagnosis.table import Entry, Table
from m1appeals.identifiers import icd10cm

__all__ = ["Finding", "check"]

_MOST = 12
"""How many codes are offered in place of one."""

_CODE = r"\b[A-Z](?=.?[0-9])[0-9A-Z]{2}(?:\.[0-9A-Z]{0,4})?(?:-(?![A-Z0-9]))?"
_REFERENCE = re.compile(rf"({_CODE})(?:\s*-\s*({_CODE}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to look at."""

    code: str
    """The code that it is about, with its point; empty where it is about all."""
    kind: str
    """unknown, heading, seventh, unspecified, excludes1, code_first or release"""
    message: str
    offers: tuple[Entry, ...] = ()
    """Codes to choose from, where the record supports one."""


def check(codes: Sequence[str], table: Table, *, on: date | None = None) -> tuple[Finding, ...]:
    """Go through the codes of a claim, in their order on it. `on` is the date of service."""
    known = [icd10cm.compact(code) for code in codes]
    return (
        *_release(known, table, on),
        *(finding for code in known for finding in _alone(code, table)),
        *_together(known, table),
    )


def _release(codes: Sequence[str], table: Table, on: date | None) -> Iterator[Finding]:
    if not codes or on is None or table.effective_from <= on <= table.effective_to:
        return
    yield Finding(
        code="",
        kind="release",
        message=f"The tables here are {table.release}, for dates of service from "
        f"{dates.long(table.effective_from)} to {dates.long(table.effective_to)}. For "
        f"{dates.long(on)} look the codes up in the set of that day.",
    )


def _alone(code: str, table: Table) -> Iterator[Finding]:
    entry = table.entry(code)
    if entry is None:
        yield _unknown(code, table)
    elif table.needs_seventh(code):
        yield Finding(
            code=code,
            kind="seventh",
            message=f"{code} ({entry.description}) needs a seventh character; X fills the places "
            "between. Choose what the record supports.",
            offers=tuple(table.children(code)[:_MOST]),
        )
    elif not entry.billable:
        yield Finding(
            code=code,
            kind="heading",
            message=f"{code} ({entry.description}) is a heading and not billable. Choose the code "
            "below it that the record supports.",
            offers=tuple(table.billable_below(code, _MOST)),
        )
    else:
        yield from _unspecified(entry, table)


def _unknown(code: str, table: Table) -> Finding:
    return Finding(
        code=code,
        kind="unknown",
        message=f"{code} is not in {table.release}. Check it against the record and the claim; it "
        "may belong to the set of another date.",
        offers=tuple(table.nearest(code, _MOST)),
    )


def _unspecified(entry: Entry, table: Table) -> Iterator[Finding]:
    if "unspecified" not in entry.description.lower():
        return
    above = table.parent(entry.code)
    others = table.billable_below(above, 60) if above else []
    own = entry.code[7:]  # the seventh character, where there is one
    offers = [
        other
        for other in others
        if "unspecified" not in other.description.lower() and other.code[7:] == own
    ]
    # What the code above leaves open too cannot be told more exactly here.
    if not offers:
        return
    yield Finding(
        code=entry.code,
        kind="unspecified",
        message=f"{entry.code} ({entry.description}) leaves something open. If the record says it, "
        "a more exact code answers the denial better.",
        offers=tuple(offers[:_MOST]),
    )


def _together(codes: Sequence[str], table: Table) -> Iterator[Finding]:
    seen: set[frozenset[str]] = set()
    for place, code in enumerate(codes):
        if table.entry(code) is None:
            continue
        for note in table.notes("e", code):
            for other in codes:
                if other == code or not _names(note.text, other):
                    continue
                if frozenset((code, other)) not in seen:
                    seen.add(frozenset((code, other)))
                    yield Finding(
                        code=code,
                        kind="excludes1",
                        message=f"{code} and {other} are not coded together: the Excludes1 note "
                        f"at {note.at} names “{note.text}”. Check that both stand in the record "
                        "as conditions that have nothing to do with each other.",
                    )
        yield from _first(place, codes, table)


def _first(place: int, codes: Sequence[str], table: Table) -> Iterator[Finding]:
    code = codes[place]
    notes = list(table.notes("c", code))
    named = [note.text for note in notes if _REFERENCE.search(note.text)]
    if not named:
        return
    if any(_names(text, other) for text in named for other in codes[:place]):
        return
    after = [o for o in codes[place + 1 :] if any(_names(text, o) for text in named)]
    if after:
        message = (
            f"{after[0]} comes before {code}: the tables say at {notes[0].at} to code it first."
        )
    else:
        words = "; ".join(named[:3])
        message = (
            f"{code} follows the condition that causes it: the tables say at {notes[0].at} to code "
            f"that first, such as {words}. Check whether the record names one."
        )
    yield Finding(code=code, kind="code_first", message=message)


def _names(text: str, code: str) -> bool:
    """Tell whether a note names a code, itself or by what is above it, or in a range."""
    plain = code.replace(".", "")
    for first, last in _REFERENCE.findall(text):
        low, high = _prefix(first), _prefix(last)
        if not last and plain.startswith(low):
            return True
        if last and low <= plain[: len(low)] and plain[: len(high)] <= high:
            return True
    return False


def _prefix(reference: str) -> str:
    return reference.replace(".", "").rstrip("-")
