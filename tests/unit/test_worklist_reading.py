"""The table of a worklist: what is found out about a file, what is left out, what is refused."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from m1appeals.errors import UserMistake
from m1appeals.worklist import Sheet, read_sheet
from m1appeals.worklist.sheet import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from tests.tries import tries

HEAD = "Claim Number,Patient Name,DOS"


def read(text: str) -> Sheet:
    return read_sheet(text.encode())


def refused(content: bytes) -> str:
    with pytest.raises(UserMistake) as caught:
        read_sheet(content)
    return str(caught.value)


def test_a_table_has_columns_rows_and_the_lines_of_the_rows() -> None:
    assert read(f"{HEAD}\nEX1,Pat Example,3/4/2026\n") == Sheet(
        columns=("Claim Number", "Patient Name", "DOS"),
        rows=(("EX1", "Pat Example", "3/4/2026"),),
        lines=(2,),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found_out(delimiter: str, end: str) -> None:
    lines = ["Claim Number,Patient Name,Amount", 'EX1,"Example, Pat; Sr | x",9', "", "EX2,Sam,1"]
    rows = csv.reader(lines)
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    sheet = read(text.getvalue())
    assert sheet.columns == ("Claim Number", "Patient Name", "Amount")
    assert sheet.rows == (("EX1", "Example, Pat; Sr | x", "9"), ("EX2", "Sam", "1"))
    assert sheet.lines == (2, 4)
    assert sheet.notes == ()


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_line_in_which_excel_names_the_delimiter_is_followed(first: str) -> None:
    sheet = read(f"{first}\r\nA,B;C\r\n1,2;3\r\n")
    assert sheet.columns == ("A,B", "C")
    assert sheet.lines == (3,)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_found_out(coding: str) -> None:
    sheet = read_sheet(f"{HEAD}\nEX1,Zoë Example,3/4/2026\n".encode(coding))
    assert sheet.rows[0][1] == "Zoë Example"


def test_a_guessed_encoding_is_said() -> None:
    content = f"{HEAD}\nEX1,Zoë Example \N{EURO SIGN},\n".encode("cp1252")
    note = "This file is not UTF-8, so it was read as Windows-1252. Check names with accents."
    assert read_sheet(content).notes == (note,)
    unread = read_sheet(content.replace(b"\x80", b"\x81"))
    assert unread.notes == (f"{note} Characters that could not be read are shown as \ufffd.",)


def test_titles_above_the_column_names_are_left_out() -> None:
    sheet = read(f"Denial report,,\nPayer: all,Patient,\n\n{HEAD}\nEX1,Pat Example,3/4/2026\n")
    assert sheet.columns == ("Claim Number", "Patient Name", "DOS")
    assert sheet.lines == (5,)
    assert sheet.notes == ("The column names are in line 4; the title above them is left out.",)


def test_without_a_known_name_the_fullest_row_names_the_columns() -> None:
    sheet = read("Report\nAlpha,Beta,Gamma\n1,2,3\n")
    assert sheet.columns == ("Alpha", "Beta", "Gamma")
    assert sheet.notes == (
        "No row has known column names, so line 2 was taken for them. Check the columns.",
    )


def test_totals_footers_and_repeated_names_are_left_out_and_named() -> None:
    sheet = read(
        f"{HEAD}\nEX1,Pat,1\nSubtotal Example Plan,,1\n{HEAD}\nEX2,Sam,2\nGrand Total,,3\n"
        "Printed on 4/15/2026\n"
    )
    assert sheet.lines == (2, 5)
    assert sheet.notes == (
        "Left out as totals and footers: “Subtotal Example Plan” (line 3), “Grand Total” (line 6), "
        "“Printed on 4/15/2026” (line 7).",
        "Left out as repeated column names: line 4.",
    )


def test_a_payer_whose_name_begins_with_total_is_no_total() -> None:
    assert (
        read("Payer,Claim Number\nTotal Example Health,EX1\n").rows[0][0] == "Total Example Health"
    )


def test_short_rows_are_padded_and_long_ones_kept_and_named() -> None:
    sheet = read(f"{HEAD}\nEX1\nEX2,Example, Pat,3/4/2026\n")
    assert sheet.columns == ("Claim Number", "Patient Name", "DOS", "Column 4")
    assert sheet.rows == (("EX1", "", "", ""), ("EX2", "Example", "Pat", "3/4/2026"))
    assert sheet.doubtful == {3}
    assert sheet.notes == (
        "More cells than column names: line 3. A delimiter inside a cell may have moved the cells "
        "after it.",
    )


def test_empty_columns_at_the_end_are_none() -> None:
    assert read(f"{HEAD},,,\nEX1,Pat,1,,,\n").columns == ("Claim Number", "Patient Name", "DOS")


def test_every_column_has_a_name_of_its_own() -> None:
    sheet = read("Claim Number,Amount,Amount,,Amount (2)\n1,2,3,4,5\n")
    assert sheet.columns == ("Claim Number", "Amount", "Amount (2)", "Column 4", "Amount (2) (2)")


def test_a_line_break_in_a_cell_counts_as_a_line() -> None:
    assert read(f'{HEAD}\nEX1,"Pat\nExample",1\nEX2,Sam,2\n').lines == (2, 4)


@pytest.mark.parametrize(
    "cell", ['="00123"', '"=""00123"""', "'00123", " 00123 ", "00123", '" 00123"']
)
def test_what_keeps_excel_from_reading_a_number_is_taken_off(cell: str) -> None:
    assert read(f"{HEAD}\n{cell},Pat,1\n").rows[0][0] == "00123"


def test_numbers_that_excel_has_shortened_are_named() -> None:
    sheet = read(f"{HEAD}\n1.23E+11,Pat,1\nEX2,Sam,2\n1.24E+11,Kim,3\n")
    assert sheet.notes == (
        "Column Claim Number: Excel has shortened 2 numbers, such as 1.23E+11 in line 2, and the "
        "digits are lost. Export the report again; in Excel open it with Data, From Text/CSV, set "
        "this column to Text, and save it as CSV.",
    )


def test_a_cell_that_swallowed_rows_is_named() -> None:
    sheet = read(f'{HEAD}\nEX1,"Pat,1\nEX2,Sam,2\nEX3",3\n')
    assert sheet.doubtful == {2}
    assert sheet.notes == (
        "A cell that seems to hold whole rows: line 2. Look for a stray quotation mark there.",
    )


SAVE_AS = "Open it in Excel and save it with File, Save As, CSV UTF-8; then choose that file."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"PK\x03\x04\x14\x00",
            "This is an Excel workbook (.xlsx). Save it as CSV in Excel: File, Save As, CSV UTF-8. "
            "Then choose that file.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "This is an old Excel workbook (.xls). Save it as CSV in Excel: File, Save As, CSV "
            "UTF-8. Then choose that file.",
        ),
        (
            b"%PDF-1.7",
            "This is a PDF file. Export the report from your system as CSV, and choose that file.",
        ),
        (
            b"ISA*00*          *00*",
            "This is an 835 file. Choose it under Remittance file (835).",
        ),
        (
            b"\r\n<html><body><table>",
            f"This is a web page, even if its name ends in .xls. {SAVE_AS}",
        ),
        (b"", "This file is empty. Export the report again."),
        (b" \r\n\r\n", "This file is empty. Export the report again."),
        (b"a\x00b\x00", f"This file is not a text file. {SAVE_AS}"),
        (
            b"\xff\xfea",
            "This file is damaged: a part of its text cannot be read. Export the report again.",
        ),
        (
            HEAD.encode(),
            "There are no rows below the column names. Export the report again with its rows.",
        ),
        (
            f'{HEAD}\nEX1,"Pat,1\nEX2,Sam,2\n'.encode(),
            "In line 2 a quotation mark begins a cell and is never closed, so the rows after it "
            "cannot be told apart. Delete it and save the file again.",
        ),
        (
            f'{HEAD}\nEX1,"{"x" * 100_001}'.encode(),
            "In line 2 begins a cell of more than 100,000 characters. Often a quotation mark there "
            "is never closed: delete it and save the file again.",
        ),
        (
            b" " * (50 * 1024 * 1024 + 1),
            "This file is larger than 50 MB. Filter the report to fewer months and export it "
            "again.",
        ),
        (
            f"{HEAD}\n{',' * MOST_COLUMNS}x".encode(),
            "Line 2 has more than 500 columns. Export fewer columns, or check that this is the "
            "report.",
        ),
        (
            f"{HEAD}\n{',' * 300_000}".encode(),
            "Line 2 has more than 500 columns. Export fewer columns, or check that this is the "
            "report.",
        ),
        (
            f"{HEAD}\nx,y\n".encode() + b"x,y\n" * MOST_ROWS,
            "This file has more than 100,000 rows. Filter the report to fewer months and export it "
            "again.",
        ),
        (
            f"{HEAD}\n{',' * 499}x\n".encode() + b"x,y\n" * (MOST_CELLS // 500),
            "This file has more than 5,000,000 cells. Export fewer columns or fewer months.",
        ),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value[:30],
)
def test_what_cannot_be_read_is_told_what_to_do(content: bytes, message: str) -> None:
    assert refused(content) == message


def test_the_longest_cell_is_read_and_the_limit_of_others_is_left_alone() -> None:
    before = csv.field_size_limit(10)
    try:
        sheet = read(f"{HEAD}\nEX1,{'x' * 100_000},1\n")
        assert len(sheet.rows[0][1]) == 100_000
        assert csv.field_size_limit() == 10
    finally:
        csv.field_size_limit(before)


SCRAPS = st.sampled_from(
    [b"Claim Number", b"sep=;", b"Total", b",", b";", b"\t", b"|", b"\n", b"\r", b'"', b'="1"',
     b"1.2E+11", b"\xff\xfe", b"\xef\xbb\xbf", b"\x81", b"\xe2\x80\xa8", b" ", b"x" * 300]
)  # fmt: skip


@settings(deadline=None, max_examples=tries(200))
@given(st.one_of(st.binary(max_size=300), st.lists(SCRAPS, max_size=40).map(b"".join)))
def test_any_bytes_are_a_table_or_a_mistake(content: bytes) -> None:
    try:
        sheet = read_sheet(content)
    except UserMistake:
        return
    assert sheet.rows
    assert len(sheet.rows) == len(sheet.lines)
    assert len(set(sheet.columns)) == len(sheet.columns)
    assert {len(row) for row in sheet.rows} == {len(sheet.columns)}
    assert sorted(set(sheet.lines)) == list(sheet.lines)


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from(',;"\n|'),
    max_size=20,
).map(lambda text: f"x{text}x")
"""Begun and ended by a letter, so that nothing is trimmed, unwrapped or taken for a total."""


@settings(deadline=None, max_examples=tries(100))
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_any_table_comes_back_as_it_was_written(
    rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([("Claim Number", "Patient Name", "DOS"), *rows])
    assert read(text.getvalue()).rows == tuple(rows)
