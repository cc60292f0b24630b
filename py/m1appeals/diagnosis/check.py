"""What is doubtful about the diagnosis codes of one claim.

Everything here is a warning: the tabular list says what is usual, and the record decides. Source of
the conventions: `icd-10-cm-guidelines`. Where a note cannot be read for certain, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from m1appeals import dates
from m1appeals.diagnosis.references import references
from m1appeals.diagnosis.table import Entry, Note, Table
from m1appeals.identifiers import icd10cm

__all__ = ["Finding", "check"]

_MOST = 12
"""How many codes are offered in place of one."""

_EXAMPLES = 4
"""How many lines of a note are told."""

# What a note asks for only where there is such a thing.
_OPTIONAL = re.compile(r"if (?:applicable|known)|\b(?:any|associated)\b")
_SIDES = re.compile(r"\b(?:right|left)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to look at."""

    code: str
    """The code that it is about, with its point; empty where it is about all."""
    kind: str
    """release, unknown, heading, seventh, side, unspecified, excludes1, code_first or additional"""
    message: str
    offers: tuple[Entry, ...] = ()
    """Codes to choose from in its place, where the record supports one."""


def check(codes: Sequence[str], table: Table, *, on: date | None = None) -> tuple[Finding, ...]:
    """Go through the codes of a claim, in their order on it. `on` is the date of service."""
    claim = list(dict.fromkeys(icd10cm.compact(code) for code in codes))
    return (
        *_release(claim, table, on),
        *(finding for code in claim for finding in _alone(code, table)),
        *_excluded(claim, table),
        *(finding for place in range(len(claim)) for finding in _first(place, claim, table)),
        *(finding for code in claim for finding in _additional(code, claim, table)),
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
        between = "; X fills the places before it" if len(code.replace(".", "")) < 6 else ""
        yield Finding(
            code=code,
            kind="seventh",
            message=f"{code} ({entry.description}) needs a seventh character{between}. Choose what "
            "the record supports.",
            offers=tuple(table.children(code)),
        )
    elif not entry.billable:
        below = tuple(table.billable_below(code, _MOST + 1))
        more = f" There are more than {_MOST}; these are the first." if below[_MOST:] else ""
        yield Finding(
            code=code,
            kind="heading",
            message=f"{code} ({entry.description}) is a heading and not billable. Choose the code "
            f"below it that the record supports.{more}",
            offers=below[:_MOST],
        )
    else:
        yield from _unspecified(entry, table)


def _unknown(code: str, table: Table) -> Finding:
    near = table.nearest(code, _MOST)
    plain = [entry.code.replace(".", "") for entry in near]
    typed = code.replace(".", "")
    if any(len(p) > len(typed) and p.replace("X", "") == typed.replace("X", "") for p in plain):
        hint = "The seventh character has to stand seventh, and X fills the places before it."
    elif len(near) == 1 and near[0].billable and typed.startswith(plain[0]):
        hint = f"{near[0].code} takes no more characters."
    else:
        hint = (
            "Check it against the record and the claim; it may belong to the set of another date."
        )
    return Finding(
        code=code,
        kind="unknown",
        message=f"{code} is not in {table.release}. {hint}",
        offers=tuple(near),
    )


def _unspecified(entry: Entry, table: Table) -> Iterator[Finding]:
    """Tell what a code leaves open, where there are codes beside it that do not."""
    code, character = table.seventh(entry.code) or (entry.code, "")
    groups = []
    if character:
        whole = table.entry(code)
        start = len(whole.description) if whole else 0
        if _open(entry.description[start:]):
            others = table.children(code)
            groups.append([other for other in others if not _open(other.description[start:])])
    groups.append([_completed(other, character, table) for other in _more_exact(code, table)])
    for offers in filter(None, groups):
        own = entry.description.lower()
        said = (other.description.lower() for other in offers)
        side = any(_SIDES.sub("unspecified", words) == own for words in said)
        what = "does not say which side" if side else "leaves something open"
        yield Finding(
            code=entry.code,
            kind="side" if side else "unspecified",
            message=f"{entry.code} ({entry.description}) {what}. If the record says it, a more "
            "exact code answers the denial better.",
            offers=tuple(offers[:_MOST]),
        )


def _more_exact(code: str, table: Table) -> list[Entry]:
    """Give the codes beside a code that leave less open; else those beside the code above it."""
    own, above = table.entry(code), table.parent(code)
    while own and above and _open(own.description):
        heading = table.entry(above)
        beside = [other for other in table.children(above) if other.code != own.code]
        found = [other for other in beside if _open(other.description) < _open(own.description)]
        # "Heart failure, unspecified" below "Heart failure": all others say more.
        if heading and own.description.removesuffix(", unspecified") == heading.description:
            found = [o for o in beside if _open(o.description) <= _open(own.description)]
        if found:
            return found
        own, above = heading, table.parent(above)
    return []


def _completed(entry: Entry, character: str, table: Table) -> Entry:
    """Give a code with a seventh character, if it takes that one."""
    plain = entry.code.replace(".", "")
    if not character or not table.needs_seventh(plain):
        return entry
    return table.entry(f"{plain:X<6}{character}") or entry


def _open(description: str) -> int:
    """Count what a description leaves open; a code for one thing "or unspecified" says enough."""
    return len(re.findall(r"\b(?<!or )unspecified\b", description.lower()))


def _excluded(codes: Sequence[str], table: Table) -> Iterator[Finding]:
    told: set[frozenset[str]] = set()
    for code in codes:
        for note in table.notes("e", code) if table.entry(code) else ():
            for other in codes:
                pair = frozenset((code, other))
                text = _naming(note, other)
                if text is None or other == code or pair in told or _is_under(note, other):
                    continue
                told.add(pair)
                yield Finding(
                    code=code,
                    kind="excludes1",
                    message=f"{code} and {other} are not coded together: the Excludes1 note at "
                    f"{note.at} names “{text}”. Check that both stand in the record as conditions "
                    "that have nothing to do with each other.",
                )


def _first(place: int, codes: Sequence[str], table: Table) -> Iterator[Finding]:
    """Tell what has to come before a code, where it comes after it or not at all."""
    code, before, after = codes[place], codes[:place], codes[place + 1 :]
    entry = table.entry(code)
    if entry is None:
        return
    notes = [note for note in table.notes("c", code) if _concerns(note, entry)]
    if any(_naming(note, other) for note in notes for other in before):
        return
    for note in notes:
        for other in after:
            if text := _naming(note, other):
                yield Finding(
                    code=code,
                    kind="code_first",
                    message=f"{other} comes before {code}: at {note.at} the tabular list says to "
                    f"code first “{text}”.",
                )
                return
    needed = next((note for note in notes if not _OPTIONAL.search(note.lines[0])), None)
    # Something stands before it; only of a manifestation it is certain that it needs its cause.
    certain = not before or "classified elsewhere" in entry.description
    if needed and certain:
        yield Finding(
            code=code,
            kind="code_first",
            message=f"{code} does not come first: at {needed.at} the tabular list says to code "
            f"first “{_told(needed)}”. Check which one the record names.",
        )


def _additional(code: str, codes: Sequence[str], table: Table) -> Iterator[Finding]:
    entry = table.entry(code)
    for note in table.notes("u", code) if entry and entry.billable else ():
        named = any(references(line) for line in note.lines)
        if named and not any(_naming(note, other) for other in codes):
            yield Finding(
                code=code,
                kind="additional",
                message=f"{code}: at {note.at} the tabular list says to use additional "
                f"“{_told(note)}”. Add one where the record has it.",
            )


def _concerns(note: Note, entry: Entry) -> bool:
    """Tell whether a note is about a code at all: one of drugs is about their adverse effects."""
    return "adverse effect" not in note.lines[0] or entry.description.startswith("Adverse effect")


def _naming(note: Note, code: str) -> str | None:
    """Give the line of a note that names a code, itself or by what is above it, or in a range."""
    named = (line for line in note.lines if any(r.names(code) for r in references(line)))
    return next(named, None)


def _is_under(note: Note, code: str) -> bool:
    """Tell whether a note stands above a code too: then it parts what is below it."""
    first, _, last = note.at.replace(".", "").partition("-")
    plain = code.replace(".", "")
    return first <= plain[: len(first)] <= (last or first)


def _told(note: Note) -> str:
    head, *items = (line.strip(" ,;") for line in note.lines)
    more = "; ..." if len(items) > _EXAMPLES else ""
    return " ".join([head, "; ".join(items[:_EXAMPLES])]).strip() + more
