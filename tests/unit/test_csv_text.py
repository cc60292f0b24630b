"""Tables for spreadsheets: text stays text."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals.csv_text import to_csv


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", "\nx", "  =1"])
def test_no_cell_can_become_a_formula(cell: str) -> None:
    assert cells(to_csv([["Name"], [cell]]))[1] == [f"'{cell}"]


def test_excel_reads_it_as_unicode_with_its_own_line_ends() -> None:
    assert to_csv([["Zoë", 'a "b", c']]) == b'\xef\xbb\xbfZo\xc3\xab,"a ""b"", c"\r\n'


@given(st.lists(st.lists(st.text(), min_size=2, max_size=3), min_size=1, max_size=4))
def test_every_text_comes_back_or_with_an_apostrophe_before_it(rows: list[list[str]]) -> None:
    rows = [[cell.replace("\0", "") for cell in row] for row in rows]
    back = cells(to_csv(rows))
    assert len(back) == len(rows)
    for row, given_ in zip(back, rows, strict=True):
        assert [cell.removeprefix("'") for cell in row] == [one.removeprefix("'") for one in given_]
        assert not [cell for cell in row if cell[:1] in "=+-@\t\r\n" and cell]
