"""A whole file of a record: its text, its pages, its lines and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from m1appeals.evidence.reading.record import Record
from tests.tries import tries
from tests.unit.evidence.reading_files import (
    FPDF,
    finished,
    lines,
    paper,
    quotes,
    record_of,
    record_of_lines,
)
from tests.unit.packet_files import jpeg

PROSE = (
    "The patient has had low back pain for fourteen months, which radiates to the left leg and "
    "wakes her at night. She can walk one block before she has to sit down. Physical therapy for "
    "twelve weeks, naproxen and two epidural steroid injections gave no lasting relief. "
)


def wrapped(page: FPDF, text: str, x: float, y: float, width: float, align: str = "L") -> None:
    page.set_xy(x, y)
    page.multi_cell(width, 14, text, align=align)


def texts(record: Record) -> list[str]:
    """Give the lines of the text, white space folded."""
    return [" ".join(line.split()) for line in record.text.split("\n")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He was told in the last visit that he has not tried", "PT, NSAIDs or Gabapentin."),
        ("The note of the visit says that she does not have", "Diabetes or heart failure."),
        ("Weight bearing films were taken and the X-rays of", "3/4/2026 show no joint space."),
    ],
)
def test_a_sentence_goes_on_after_a_word_that_ends_none(first: str, second: str) -> None:
    rows = ["A row of the text that is a good deal longer than the others are here.", first, second]
    assert quotes(record_of_lines(rows))[-1] == f"{first} {second}"


def test_lines_that_a_printer_broke_are_one_paragraph() -> None:
    record = record_of(lambda page: wrapped(page, PROSE * 2, 54, 72, 500))
    assert texts(record) == [(PROSE * 2).strip()]
    assert len(record.sentences) == 6


@pytest.mark.parametrize("align", ["L", "J"])
def test_columns_of_prose_are_read_one_after_the_other(align: str) -> None:
    def draw(page: FPDF) -> None:
        page.text(
            54, 60, "This line runs over both of the columns that stand below it on the page."
        )
        wrapped(page, "Left. " + PROSE, 54, 80, 230, align)
        wrapped(page, "Right. " + PROSE, 320, 80, 230, align)

    read = " ".join(texts(record_of(draw)))
    assert read.endswith(f"Left. {PROSE}Right. {PROSE}".strip())


def test_columns_need_not_be_at_one_height() -> None:
    def draw(page: FPDF) -> None:
        wrapped(page, "Left. " + PROSE, 54, 80, 230)
        wrapped(page, "Right. " + PROSE, 320, 86.5, 230)

    assert " ".join(texts(record_of(draw))) == f"Left. {PROSE}Right. {PROSE}".strip()


def test_lists_beside_one_another_at_heights_of_their_own_are_columns() -> None:
    left = ["Tried before this visit", "Naproxen for six weeks", "Gabapentin for two", "Therapy"]
    right = ["Cannot do any longer", "Walk more than a block", "Sleep through the night", "Stand"]

    def draw(page: FPDF) -> None:
        lines(*left, "Injections, two", x=54, y=80, step=16)(page)
        lines(*right, "Sit for an hour", x=320, y=88, step=16)(page)

    assert texts(record_of(draw)) == [*left, "Injections, two", *right, "Sit for an hour"]


def test_words_that_are_spread_to_fill_a_column_are_no_cells() -> None:
    rows = [
        "The patient has had severe pain in the low",
        "back and neurogenic claudication",
        "for fourteen months, which does not go away",
        "and wakes her nearly every night at two.",
    ]

    def draw(page: FPDF) -> None:
        for number, row in enumerate(rows):
            parts = row.split()
            free = 230 - sum(page.get_string_width(part) for part in parts)
            gap, x = free / (len(parts) - 1), 54.0
            for part in parts:
                page.text(x, 80 + 14 * number, part)
                x += page.get_string_width(part) + gap

    assert quotes(record_of(draw)) == [" ".join(rows)]


def test_a_gap_between_rows_parts_paragraphs() -> None:
    full = PROSE[:88].strip()
    assert texts(record_of_lines([full, "", full])) == [full, full]


def test_three_columns_are_read_one_after_the_other() -> None:
    def draw(page: FPDF) -> None:
        for place, word in enumerate(("One. ", "Two. ", "Three. ")):
            wrapped(page, word + PROSE, 40 + 185 * place, 80, 165)

    assert " ".join(texts(record_of(draw))) == f"One. {PROSE}Two. {PROSE}Three. {PROSE}".strip()


def test_columns_end_on_the_next_page_with_a_few_rows() -> None:
    def first(page: FPDF) -> None:
        wrapped(page, PROSE, 54, 80, 230)
        wrapped(page, PROSE + "She also wishes", 320, 80, 230)

    def second(page: FPDF) -> None:
        wrapped(page, "to go ahead with the operation, and so these words end here.", 54, 80, 230)
        wrapped(page, "The right column ends with those few words of prose here.", 320, 80, 230)

    assert texts(record_of(first, second))[-2:] == [
        f"{PROSE}She also wishes to go ahead with the operation, and so these words end here.",
        "The right column ends with those few words of prose here.",
    ]


TABLE = [
    ("Test", "Right", "Left"),
    ("Ankle dorsiflexion", "5/5", "4/5"),
    ("Straight leg raise", "Negative", "Positive at 40 degrees"),
    ("Patellar reflex", "2+", "1+"),
    ("Hip flexion", "", "4/5"),
]


def test_a_table_is_read_by_its_rows() -> None:
    def draw(page: FPDF) -> None:
        for row, cells in enumerate(TABLE):
            for column, cell in enumerate(cells):
                page.text(54 + 150 * column, 80 + 15 * row, cell)

    record = record_of(draw)
    assert texts(record) == [" ".join(cell for cell in row if cell) for row in TABLE]
    assert record.text.split("\n")[1] == "Ankle dorsiflexion   5/5   4/5"
    assert len(record.sentences) == 5


def test_a_row_whose_cells_are_wrapped_is_one_row() -> None:
    def draw(page: FPDF) -> None:
        lines("Straight leg", "raise", x=54, y=100, step=12)(page)
        lines("Positive with pain", "below the knee", x=200, y=100, step=12)(page)
        lines("Ankle", "", "", "", "Knee", x=54, y=80, step=12)(page)
        lines("5/5", "", "", "", "4/5", x=200, y=80, step=12)(page)

    assert texts(record_of(draw)) == [
        "Ankle 5/5",
        "Straight leg raise Positive with pain below the knee",
        "Knee 4/5",
    ]


def test_labels_below_a_row_of_labels_are_rows_of_their_own() -> None:
    def draw(page: FPDF) -> None:
        lines("Patient: Pat Example", "Seen on: 3/4/2026", x=54, y=80, step=12)(page)
        lines("DOB: 1/2/1960", x=250, y=80)(page)
        lines("Office visit", x=54, y=120)(page)
        lines("Another line", x=54, y=40)(page)

    assert texts(record_of(draw))[1:3] == [
        "Patient: Pat Example DOB: 1/2/1960",
        "Seen on: 3/4/2026",
    ]


def test_pages_that_are_turned_read_upright() -> None:
    def draw(page: FPDF) -> None:
        with page.rotation(90, 300, 400):
            lines("She has severe pain.", "It began in March.", x=100, y=300)(page)

    assert quotes(record_of(draw)) == ["She has severe pain.", "It began in March."]


def test_what_is_printed_across_a_page_is_set_aside() -> None:
    def draw(page: FPDF) -> None:
        lines("She has severe pain.")(page)
        with page.rotation(45, 300, 400):
            page.text(200, 400, "COPY")

    record = record_of(draw)
    assert quotes(record) == ["She has severe pain."]
    assert record.aside == (("COPY",),)


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (["after a long trial of conser-", "vative care"], "conservative care"),
        (["she came for a follow-", "up visit"], "a follow-up visit"),
        (["her anteroposterior X-", "ray was normal"], "X-ray was normal"),
        (["there is stenosis at the levels of L4-", "L5 and below"], "levels of L4-L5 and below"),
        (["pain that she rates between 7-", "8 of ten points"], "between 7-8 of ten"),
        (["she was treated with non-", "operative measures"], "non-operative measures"),
        (["she takes it on an as-", "needed basis only"], "as-needed basis"),
        (["it is a well-known and steroid-", "induced problem"], "steroid-induced"),
        (["STENOSIS was severe, a case of STENO-", "SIS"], "case of STENOSIS."),
        (["lumbar decom\u00ad", "pression is planned"], "lumbar decompression is"),
        (["her pain is the same -", "she cannot walk"], "the same - she cannot"),
        (["a problem of the sacroiliac/", "lumbar joints"], "sacroiliac/lumbar joints"),
    ],
)
def test_a_word_that_was_parted_is_mended_and_its_own_hyphen_kept(
    rows: list[str], read: str
) -> None:
    before = "The record says of this patient, who has been seen here often, that "
    needed = ["The as-needed drug.", ""] if "needed" in rows[1] else []
    record = record_of_lines([*needed, before + rows[0], rows[1] + "."])
    assert read in " ".join(texts(record))


@pytest.mark.parametrize(
    "rows",
    [
        ["1. No relief from physical therapy", "2. No relief from naproxen"],
        ["- Physical therapy", "- Naproxen"],
        ["IMPRESSION:", "Severe stenosis at L4-L5."],
        ["Assessment/Plan", "Lumbar decompression."],
        ["Height: 64 in", "Weight: 180 lb", "BMI: 30.9"],
        ["Jane Example, MD", "Example Spine Clinic", "1 Example Street"],
        ["The following were tried, all for more than six weeks, without relief:",
         "Naproxen", "Gabapentin"],
        ["She has tried all that can be tried for it. In this order, without any relief at all:",
         "Naproxen"],
        [PROSE[:88], "PLAN: surgery"],
    ],
)  # fmt: skip
def test_items_headings_and_labels_are_lines_of_their_own(rows: list[str]) -> None:
    assert texts(record_of_lines(rows)) == [row.strip() for row in rows]


def test_a_sentence_that_runs_over_a_page_is_one_sentence_of_two_pages() -> None:
    first = ["Example Clinic", "", *["Line of text to fill the page with."] * 3]
    first.append("She has tried physical therapy for twelve weeks, naproxen, and two epidural")
    second = ["Example Clinic", "", "steroid injections without relief. She wants surgery."]
    third = ["Example Clinic", "", "The end."]

    def page(rows: list[str], number: int) -> list[str]:
        return [*rows, *[""] * (47 - len(rows)), f"Page {number} of 3"]

    record = record_of_lines(page(first, 1), page(second, 2), page(third, 3))
    whole = (
        "She has tried physical therapy for twelve weeks, naproxen, and two epidural steroid "
        "injections without relief."
    )
    (found,) = (one for one in record.sentences if record.quoted(one.start, one.end) == whole)
    assert record.pages_of(found.start, found.end) == (1, 2)
    assert record.page_of(found.end - 1) == 2
    assert record.aside[1] == ("Example Clinic", "Page 2 of 3")
    following = record.sentences[record.sentences.index(found) + 1]
    assert record.pages_of(following.start, following.end) == (2, 2)


def test_pages_without_text_are_scans_and_named() -> None:
    record = record_of_lines(["She has pain."], [], ["It is worse."], [], [])
    assert record.scans == (2, 4, 5)
    assert record.doubts == (
        "Pages 2 and 4-5 are scans or pictures: no text can be read from them. Read them "
        "yourself, or ask for a copy printed from the record system.",
    )
    assert [record.page_of(one.start) for one in record.sentences] == [1, 3]
    assert len(record.starts) == 5


def test_a_picture_is_one_page_without_text() -> None:
    record = finished(jpeg())
    assert (record.text, record.scans, record.starts) == ("", (1,), (0,))
    assert record.doubts[0].startswith("Page 1 is a scan or picture: no text can be read from it.")


def test_signs_of_symbol_fonts_do_not_get_into_quotations() -> None:
    def draw(page: FPDF) -> None:
        page.set_font("ZapfDingbats", size=10)
        page.text(54, 80, "l")
        page.set_font("Helvetica", size=10)
        page.text(66, 80, "No relief from therapy.")

    assert quotes(record_of(draw)) == ["No relief from therapy."]


def test_text_that_is_printed_twice_to_look_bold_is_read_once() -> None:
    def draw(page: FPDF) -> None:
        page.text(54, 80, "Severe stenosis.")
        page.text(54.4, 80, "Severe stenosis.")

    assert quotes(record_of(draw)) == ["Severe stenosis."]


WORD = st.text(alphabet="abcdefgh", min_size=1, max_size=9)


@settings(max_examples=tries(30))
@given(st.lists(st.lists(WORD, max_size=120), min_size=1, max_size=4))
def test_no_word_is_lost_or_added(pages: list[list[str]]) -> None:
    # What every page begins with would be a header.
    pages = [
        [first, *words]
        for first, words in zip(("one", "two", "three", "four"), pages, strict=False)
    ]
    content = paper(
        *(lambda page, words=words: wrapped(page, " ".join(words), 54, 72, 500) for words in pages)
    )
    record = finished(content)
    assert record.text.split() == [word for words in pages for word in words]
    for number, words in enumerate(pages, 1):
        start = record.starts[number - 1]
        end = record.starts[number] if number < len(pages) else len(record.text)
        assert record.text[start:end].split() == words


def test_a_syllable_that_is_no_word_keeps_no_hyphen_of_its_line() -> None:
    record = record_of_lines(
        [
            "HISTORY:",
            "She has had pain in the left knee for many months and has trouble walk-",
            "ing.",
        ]
    )
    assert "walking." in " ".join(record.text.split())
