"""The table of a worklist: which row names the columns, and which rows are no claims.

What is left out or looks damaged is said in `notes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from m1appeals.errors import UserMistake
from m1appeals.worklist.cells import is_shortened, listed, quoted
from m1appeals.worklist.columns import loose_meaning, meanings

__all__ = [
    "HEAD", "LONGEST_CELL", "MOST_CELLS", "MOST_COLUMNS", "MOST_ROWS", "Record", "Sheet",
    "make_sheet", "too_many_rows",
]  # fmt: skip

MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_CELLS = 5_000_000
"""Rows times columns, so that a browser's memory holds them."""
LONGEST_CELL = 100_000
"""In characters."""

_LONGEST_NAME = 100
"""In characters: every message about a column repeats its name."""
HEAD = 50
"""How many rows from the top the column names are looked for in."""
_FOOT = 5
"""How many rows of one cell at the end are taken for a footer."""

Record = tuple[int, list[str]]
"""The line where a row begins, and its cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table with names for its columns."""

    columns: tuple[str, ...]
    """Every name once; a column without a name is "Column 3"."""
    rows: tuple[tuple[str, ...], ...]
    """As many cells as there are columns; no row is blank."""
    lines: tuple[int, ...]
    """The line of the file where each row begins, from 1."""
    notes: tuple[str, ...] = ()
    """Whole sentences about what was left out or looks damaged."""
    named: bool = True
    """Whether a name is known for sure; else the row of names may be that of a claim."""
    doubtful: frozenset[int] = frozenset()
    """Lines of rows whose cells may stand in wrong columns."""


def make_sheet(records: Sequence[Record], delimiter: str, notes: Sequence[str]) -> Sheet:
    """Make a table of the rows of a file; raise `UserMistake` where it holds none."""
    head, named = _header(records)
    sheet = _sheet(records, head, delimiter, [*notes, *_on_header(records, head, named)])
    return replace(sheet, named=any(meanings(cell) for cell in records[head][1]))


def too_many_rows() -> UserMistake:
    """Give what is said of a file that is too long."""
    return UserMistake(
        f"This file has more than {MOST_ROWS:,} rows. Filter the report to fewer months and export "
        "it again."
    )


def _header(records: Sequence[Record]) -> tuple[int, bool]:
    """Give the place of the row that names the columns, and whether its names are known ones."""
    first = [cells for _, cells in records[:HEAD]]
    filled = [sum(map(bool, cells)) for cells in first]
    wide = [place for place, count in enumerate(filled) if 2 * count >= max(filled)]

    def exact(place: int) -> int:
        return sum(bool(meanings(cell)) for cell in set(first[place]))

    def loose(place: int) -> int:
        return sum(bool(loose_meaning(cell)) for cell in set(first[place]))

    for score in (exact, loose):
        best = max(wide, key=score)
        if score(best):
            return best, True
    return max(wide, key=lambda place: filled[place]), False


def _on_header(records: Sequence[Record], head: int, named: bool) -> list[str]:
    line = records[head][0]
    if not named:
        return [
            f"No row has known column names, so line {line} was taken for them. Check the columns."
        ]
    if head:
        return [f"The column names are in line {line}; the title above them is left out."]
    return []


def _sheet(records: Sequence[Record], head: int, delimiter: str, notes: list[str]) -> Sheet:
    _, names = records[head]
    kept = _without_totals(records[head + 1 :], names, notes)
    if not kept:
        raise UserMistake(
            "There are no rows below the column names. Export the report again with its rows."
        )
    if len(kept) > MOST_ROWS:
        raise too_many_rows()
    width = max(len(names), max(len(cells) for _, cells in kept))
    if width * len(kept) > MOST_CELLS:
        raise UserMistake(
            f"This file has more than {MOST_CELLS:,} cells. Export fewer columns or fewer months."
        )
    columns = _distinct(names, width)
    doubtful = _on_shifted(kept, names, delimiter, notes)
    notes.extend(_on_shortened(kept, columns))
    return Sheet(
        columns=columns,
        rows=tuple((*cells, *[""] * (width - len(cells))) for _, cells in kept),
        lines=tuple(line for line, _ in kept),
        notes=tuple(notes),
        doubtful=doubtful,
    )


_TOTAL = re.compile(
    r"(?:(?:grand|sub|report|page|overall)[\s-]*totals?\b.*"
    r"|totals?(?:\s*[:=#].*|\s+(?:for|of|claims?|rows?|records?|amount)\b.*)?)",
    re.IGNORECASE | re.DOTALL,
)


def _without_totals(records: Sequence[Record], names: list[str], notes: list[str]) -> list[Record]:
    """Leave out totals, repeated column names, and lines of words at the end of the report."""
    kept: list[Record] = []
    left: list[str] = []
    repeats: list[int] = []
    for line, cells in records:
        first = next(cell for cell in cells if cell)[:200]
        if cells == names:
            repeats.append(line)
        elif _TOTAL.fullmatch(first):
            left.append(f"{quoted(first)} (line {line})")
        else:
            kept.append((line, cells))
    for line, cells in kept[: -_FOOT - 1 : -1]:
        if len(names) < 3 or len(kept) < 2 or sum(map(bool, cells)) > 1:
            break
        kept.pop()
        left.append(f"{quoted(next(filter(None, cells)))} (line {line})")
    if left:
        notes.append(f"Left out as totals and footers: {listed(left)}.")
    if repeats:
        notes.append(f"Left out as repeated column names: {_numbered(repeats)}.")
    return kept


def _on_shifted(
    records: Sequence[Record], names: list[str], delimiter: str, notes: list[str]
) -> frozenset[int]:
    long = [line for line, cells in records if len(cells) > len(names)]
    swallowing = [
        line
        for line, cells in records
        if any(
            "\n" in cell and cell.count(delimiter) >= max(2, len(names) - 1)
            for cell in cells
            if len(cell) > len(names)
        )
    ]
    if long:
        notes.append(
            f"More cells than column names: {_numbered(long)}. A delimiter inside a cell may have "
            "moved the cells after it."
        )
    if swallowing:
        notes.append(
            f"A cell that seems to hold whole rows: {_numbered(swallowing)}. Look for a stray "
            "quotation mark there."
        )
    return frozenset((*long, *swallowing))


def _on_shortened(records: Sequence[Record], columns: Sequence[str]) -> Iterator[str]:
    damaged: dict[int, list[tuple[str, int]]] = {}
    for line, cells in records:
        for place, cell in enumerate(cells):
            if "+" in cell and is_shortened(cell):
                damaged.setdefault(place, []).append((cell, line))
    for place, found in sorted(damaged.items()):
        example, line = found[0]
        many = f"{len(found)} numbers, such as" if len(found) > 1 else "the number"
        yield (
            f"Column {columns[place]}: Excel has shortened {many} {example} in line {line}, and "
            "the digits are lost. Export the report again; in Excel open it with Data, From "
            "Text/CSV, set this column to Text, and save it as CSV."
        )


def _distinct(names: Sequence[str], width: int) -> tuple[str, ...]:
    """Name columns that have no name, and number the names that come again."""
    distinct: dict[str, None] = {}
    for place in range(width):
        wanted = " ".join(names[place][:_LONGEST_NAME].split()) if place < len(names) else ""
        name = wanted = wanted or f"Column {place + 1}"
        again = 1
        while name in distinct:
            again += 1
            name = f"{wanted} ({again})"
        distinct[name] = None
    return tuple(distinct)


def _numbered(lines: Sequence[int]) -> str:
    return f"line{'s' if len(lines) > 1 else ''} {listed([str(line) for line in lines])}"
