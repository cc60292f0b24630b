"""The worklist: a denial report of a practice-management system, read as facts for letters.

`read_sheet` reads the file's table, `guess` says which column is which field of the form, `check`
says what is doubtful about that, and `to_cases` gives the claims. Nothing here knows files, the
clock or a network. The content of a worklist is about patients: only a mapping, which holds names
of columns, is meant to be kept.
"""

from __future__ import annotations

from m1appeals.worklist.cases import WorklistCase, to_cases
from m1appeals.worklist.columns import AMOUNT, COLUMNS, Column
from m1appeals.worklist.doubts import check
from m1appeals.worklist.mapping import Mapping, guess
from m1appeals.worklist.reading import read_sheet
from m1appeals.worklist.remembered import from_file, to_file
from m1appeals.worklist.sheet import Sheet

__all__ = [
    "AMOUNT", "COLUMNS", "Column", "Mapping", "Sheet", "WorklistCase", "check", "from_file",
    "guess", "read_sheet", "to_cases", "to_file",
]  # fmt: skip
