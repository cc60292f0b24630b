"""The rows of a worklist, out of a CSV file as systems and Excel write it.

The delimiter is found out, never asked. Cells stay texts as typed; which rows are claims is for
`sheet`, and what cells mean for `mapping` and `cases`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from m1appeals.errors import UserMistake
from m1appeals.worklist.columns import meanings
from m1appeals.worklist.decoding import decode
from m1appeals.worklist.sheet import (
    HEAD,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Record,
    Sheet,
    make_sheet,
    too_many_rows,
)

__all__ = ["read_sheet"]


def read_sheet(content: bytes) -> Sheet:
    """Read a file; raise `UserMistake` that says what to do when it holds no table."""
    text, notes = decode(content)
    # The limit is one for the whole program, so it is put back.
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        delimiter, text, skipped = _delimiter(text)
        records = _records(text, delimiter, skipped)
    finally:
        csv.field_size_limit(before)
    if not records:
        raise UserMistake("This file is empty. Export the report again.")
    return make_sheet(records, delimiter, notes)


def _delimiter(text: str) -> tuple[str, str, int]:
    """Give the delimiter, the text, and how many lines were taken off: Excel's first line sep=;"""
    if match := re.match(r'"?sep=([,;|\t])"?[\t,; ]*(?:\r\n|\r|\n)', text, re.IGNORECASE):
        return match[1], text[match.end() :], 1
    # A sample is enough, and lines of it are enough even when it cuts the last one.
    sample = list(_lines(text[:200_000]))[:200]
    return max(",;\t|", key=lambda char: _fitness(sample, char)), text, 0


def _fitness(sample: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Give how many known names stand in one row, and how even the rows are."""
    widths: Counter[int] = Counter()
    known = 0
    try:
        for row in csv.reader(sample, delimiter=delimiter):
            widths[len(row)] += 1
            if widths.total() <= HEAD:
                known = max(known, sum(bool(meanings(cell)) for cell in row[:MOST_COLUMNS]))
    except csv.Error:
        pass
    return known, max(((width - 1) * count for width, count in widths.items()), default=0)


def _lines(text: str) -> Iterator[str]:
    # Only \r\n, \r and \n end a line of a CSV file, unlike in `str.splitlines`.
    yield from io.StringIO(text, newline="")


def _records(text: str, delimiter: str, skipped: int) -> list[Record]:
    """Give the rows that hold something."""
    records: list[Record] = []
    reader = csv.reader(_guarded(text, delimiter), delimiter=delimiter)
    line = 1 + skipped
    try:
        for cells in reader:
            if cells == ["\0"]:
                return records
            if cells and cells[-1].endswith("\0"):
                raise _never_closed(line)
            cells = [_unwrapped(cell) for cell in cells]
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                raise _too_wide(line)
            if cells:
                records.append((line, cells))
            # Title rows and totals come on top of the rows that count.
            if len(records) > MOST_ROWS + 100:
                raise too_many_rows()
            line = reader.line_num + 1 + skipped
    except csv.Error:
        raise UserMistake(
            f"In line {line} begins a cell of more than 100,000 characters. Often a quotation mark "
            "there is never closed: delete it and save the file again."
        ) from None
    raise _never_closed(line)


def _guarded(text: str, delimiter: str) -> Iterator[str]:
    """Give the lines, then one that no text holds: it is a row unless a quotation is open."""
    for number, line in enumerate(_lines(text), start=1):
        if line.count(delimiter) > 2 * LONGEST_CELL:
            raise _too_wide(number)
        yield line
    yield "\0"


def _never_closed(line: int) -> UserMistake:
    return UserMistake(
        f"In line {line} a quotation mark begins a cell and is never closed, so the rows after it "
        "cannot be told apart. Delete it and save the file again."
    )


def _too_wide(line: int) -> UserMistake:
    return UserMistake(
        f"Line {line} has more than {MOST_COLUMNS} columns. Export fewer columns, or check that "
        "this is the report."
    )


def _unwrapped(cell: str) -> str:
    """Take off what only keeps Excel from reading a number: ="00123" and '00123."""
    cell = cell.strip()
    if len(cell) > 2 and cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1].replace('""', '"').strip()
    return cell[1:] if re.fullmatch(r"'[0-9]+", cell) else cell
