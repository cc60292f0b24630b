"""Rows joined into lines: a paragraph, an item, a heading or a row of a table each is one line.

A row goes on in the next one where the next word would not have fitted into it, as printers break
lines. What begins an item, a heading or a label begins a line of its own. A word that was parted at
the end of a row is mended, unless its hyphen belongs to it.

Not told: a paragraph that ends at the right edge from one that goes on, where nothing else says so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from m1appeals.evidence.reading.layout import Row
from m1appeals.evidence.reading.words import words

__all__ = ["Line", "Text", "joined"]

_ITEM = re.compile(
    r"(?:[\u2022\u25aa\u25cf\u25a0\u25e6\u2023\u27a2\u2713\u2611\u2610\u2751\u00b7*\u2013-]\s*(?=\S)"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)|o\s+(?=[A-Z])|#\s?\d{1,2}[.:)]?\s+"
    r"|\[[ xX]?\]\s*)"
)
_LABEL = re.compile(r"[A-Z][\w/&'().,#-]*(?: [\w/&'().,#-]+){0,5}:(?:\s|$)")
_ENDS = re.compile(r"[.!?:;][\"')\]\u201d\u2019]*$")
_OPEN = re.compile(
    r"\s(?:of|the|a|an|no|not|have|has|had|is|are|was|were|to|for|with|without|and|or|in|on|than"
    r"|by|from|her|his|their|denies|denied|tried)$"
)
"""A word after which no sentence ends, whatever the next row begins with."""
_LOWER = re.compile(r"[a-z(]")
_CAPITALS = re.compile(r"[A-Z]{3}")
_HYPHENED = re.compile(r"(?:^|[\s(/\"])([^\s(/\"]*?)([^\W\d_]+)-$")
_BEGINNING = re.compile(r"([^\W\d_]+)")
_SOFT = "\u00ad"
_ENDINGS = {"ing", "ings", "ed", "ful", "ly", "er", "ers", "tion", "tions", "ment", "ments", "ness"}
"""No word of its own, so the hyphen before it is that of the line."""
_LONG = 30
"""Characters of a row that may be one of a paragraph."""
_LONGEST_HEADING = 100
_NARROWEST = 140.0
_WIDE = 300.0
_FULL_ROWS = 3
"""Points of a column in which lines are broken by a printer and not by hand: a narrow one has this
many rows that reach its edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the text."""

    start: int
    end: int
    kind: str
    """"text", "item", "heading", "row" (of a table) or "label"."""
    page: int
    """The index of the page on which it begins."""
    size: float
    bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a record and its lines."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[Line, ...]


def joined(pages: Sequence[Sequence[Row]]) -> Text:
    """Join the rows of all pages, without furniture, in the order of reading."""
    known = _hyphened(pages)
    _set_edges(pages)
    parts: list[str] = []
    at = 0
    starts: list[int] = []
    lines: list[Line] = []
    begun: tuple[int, Row, str, int] | None = None
    last: Row | None = None

    def close() -> None:
        if begun is not None:
            start, row, kind, page = begun
            lines.append(
                Line(start=start, end=at, kind=kind, page=page, size=row.size, bold=row.bold)
            )

    for index, rows in enumerate(pages):
        here = -1
        for row in rows:
            text = row.text
            across = here < 0 and last is not None
            if begun is not None and last is not None and _goes_on(begun, last, row, across):
                keep, glue = _glued(parts[-1], text, known)
                at += len(keep) - len(parts[-1]) + len(glue)
                parts[-1] = keep
                parts.append(glue)
            else:
                close()
                if parts:
                    parts.append("\n")
                    at += 1
                begun = (at, row, _kind(row), index)
            if here < 0:
                here = at
                starts.append(at)
            parts.append(text)
            at += len(text)
            last = row
        if here < 0:
            starts.append(-1)
    close()
    text = "".join(parts).replace(_SOFT, "-")
    following = len(text)
    for index in range(len(starts) - 1, -1, -1):
        if starts[index] < 0:
            starts[index] = following
        following = starts[index]
    return Text(text=text, starts=tuple(starts), lines=tuple(lines))


def _set_edges(pages: Sequence[Sequence[Row]]) -> None:
    """Find the right edge of each column again, without the furniture around it.

    A narrow column that few rows fill has none: its lines are short by themselves.
    """
    for rows in pages:
        columns: dict[int, list[Row]] = {}
        for row in rows:
            columns.setdefault(row.column, []).append(row)
        for column in columns.values():
            edge = max(row.right for row in column)
            width = edge - min(row.left for row in column)
            full = sum(row.right > edge - 0.15 * width for row in column)
            if width < _NARROWEST or (width < _WIDE and full < _FULL_ROWS):
                edge = math.inf
            for row in column:
                row.edge = edge


def _kind(row: Row) -> str:
    text = row.text
    if _ITEM.match(text):
        return "item"
    if row.cells > 1:
        return "row"
    bare = text.rstrip(" :")
    if len(text) > _LONGEST_HEADING:
        return "label" if _LABEL.match(text) else "text"
    if words().headings.fullmatch(bare) or (text.endswith(":") and len(text.split()) <= 8):
        return "heading"
    capitals = bare == bare.upper() and _CAPITALS.search(bare) and not text.endswith(".")
    if capitals and len(bare.split()) <= 8:
        return "heading"
    if row.bold and len(text) <= 60 and not _ENDS.search(text) and row.right < 0.7 * row.edge:
        return "heading"
    return "label" if _LABEL.match(text) else "text"


def _goes_on(begun: tuple[int, Row, str, int], last: Row, row: Row, across: bool) -> bool:
    """Tell whether a row goes on with the line that is under way."""
    _, first, kind, _ = begun
    text = row.text
    if abs(row.size - last.size) > 0.15 * last.size:
        return False
    if kind == "heading":
        return (
            first is last
            and last.bold
            and row.bold
            and 0 < row.gap < 1.5 * row.size
            and _is_full(last, text, 12)
            and not _ENDS.search(last.text)
        )
    if last.bold != row.bold and (last.bold and _ENDS.search(last.text) is None):
        return False
    if last.text.endswith(":") and text[:1].isupper():
        return False
    what = _kind(row)
    if what in ("item", "heading") and not _is_mid_sentence(last, text, what):
        return False
    if what == "label" and not (_LOWER.match(text) or _hangs(last)):
        return False
    if not across and row.column == last.column:
        if row.gap > 1.75 * max(row.size, last.size) or row.gap < 0:
            return False
        if row.cells > 1 or last.cells > 1:
            return _is_wrapped_cell(first, last, row)
        if row.left > last.left + 4 * row.size or row.left < last.left - 5 * row.size:
            return False
    elif row.cells > 1 or last.cells > 1 or kind == "row":
        return False
    return _is_full(last, text) or _runs_on(last, text)


def _is_full(last: Row, text: str, least: int = _LONG) -> bool:
    """Tell whether the first word of the next row would not have fitted into a row."""
    each = (last.right - last.left) / max(len(last.text), 1)
    if len(last.text) < min(least, 0.6 * (last.edge - last.left) / max(each, 0.1)):
        return False
    word = text.split(None, 1)[0]
    return last.right + each * (len(word) + 1) > last.edge - 0.2 * each


def _runs_on(last: Row, text: str) -> bool:
    """Tell whether a row ends, and the next one begins, in the middle of a sentence."""
    if _hangs(last) and text[:1].isalpha():
        return True
    if len(last.text) >= _LONG and _OPEN.search(last.text[-10:]):
        return True
    return len(last.text) >= _LONG and not _ENDS.search(last.text) and text[:1].islower()


def _hangs(last: Row) -> bool:
    if last.text.endswith(_SOFT):
        return True
    return last.text.endswith(("-", ",")) and len(last.text) >= _LONG


def _is_mid_sentence(last: Row, text: str, what: str) -> bool:
    """Tell a row that only looks like an item or a heading, such as "2) weeks" or "MRI" again."""
    if what == "heading":
        return text[:1].islower() and not _ENDS.search(last.text) and _is_full(last, text)
    return (
        not _ENDS.search(last.text)
        and _is_full(last, text)
        and re.match(r"\d{1,2}[.)]\s+[a-z]|[a-z]\)?\s|\(", text) is not None
        and not _ITEM.match(last.text)
    )


def _is_wrapped_cell(first: Row, last: Row, row: Row) -> bool:
    """Tell whether a row only goes on with the last cell of the row above."""
    if row.cells > 1 or first.cells < 2 or first.cells > 3:
        return False
    begins = first.lefts[-1]
    return (
        abs(row.left - begins) < 0.6 * row.size
        and (last.text[-1:] not in ".!?" or last.right > last.edge - 6 * last.size)
        and (_LOWER.match(row.text) is not None or last.right > last.edge - 8 * last.size)
    )


def _hyphened(pages: Sequence[Sequence[Row]]) -> tuple[set[str], set[str]]:
    """Give the words of a record, and those with a hyphen inside a row."""
    plain: set[str] = set()
    hyphened: set[str] = set()
    for rows in pages:
        for row in rows:
            for word in row.text.lower().split():
                bare = word.strip(".,;:()[]\"'/")
                (hyphened if "-" in bare[1:-1] else plain).add(bare)
    return plain, hyphened


def _glued(before: str, text: str, known: tuple[set[str], set[str]]) -> tuple[str, str]:
    """Give what stays of a row, and what stands between it and the next."""
    if before.endswith(_SOFT):
        return before[:-1], ""
    if before.endswith("/") and not before.endswith(" /"):
        return before, ""
    if not before.endswith("-") or before.endswith((" -", "--")):
        return before, " "
    end, begin = _HYPHENED.search(before[-80:]), _BEGINNING.match(text)
    if end is None or begin is None:
        # A range, a level or a hyphen in front of a number: "L4-/L5", "10-/20".
        return before, "" if text[:1].isalnum() else " "
    head, tail = end[2].lower(), begin[1]
    plain, hyphened = known
    if end[1] or not tail[:1].islower():
        capitals = tail.isupper() and not end[1] and (head + tail.lower()) in plain
        return (before[:-1] if capitals else before), ""
    if f"{head}-{tail}" in hyphened:
        return before, ""
    if head + tail in plain:
        return before[:-1], ""
    if tail in _ENDINGS:
        return before[:-1], ""
    table = words()
    if head in table.hyphened_before or tail in table.hyphened_behind:
        return before, ""
    if head in plain and tail in plain and len(head) > 3 and len(tail) > 3:
        return before, ""
    return before[:-1], ""
