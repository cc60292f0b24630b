"""The full ICD-10-CM: a code looked up, codes found by words, the codes of one claim checked.

`table.py` reads the index that the build makes; `check.py` says what is doubtful about codes.
"""

from m1appeals.diagnosis.check import Finding, check
from m1appeals.diagnosis.table import Entry, Table

__all__ = ["Entry", "Finding", "Table", "check"]
