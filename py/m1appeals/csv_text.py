"""Tables as CSV that a spreadsheet opens as text: no cell of it can become a formula.

A spreadsheet takes a cell that begins with =, +, -, @, a tab or a line break for a formula, and
what a patient or payer is called is not ours to trust. Such a cell gets an apostrophe before it,
which spreadsheets read as "this is text".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

__all__ = ["to_csv"]

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARK = "\ufeff"
"""Excel takes a CSV without it for the computer's own encoding."""


def to_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows, the first of which names the columns."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_text(cell) for cell in row] for row in rows)
    return f"{_MARK}{text.getvalue()}".encode()


def _text(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_BEGINS_A_FORMULA) else cell
