"""The synthetic record holds what is said of it: pages, furniture, a scan, and what is quoted."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from pypdf import PdfReader

from tests.bench.evidence.records import record_pdf
from tests.evidence_records import (
    CHOSEN,
    CRITERIA,
    FILES,
    NOTES,
    PAGES,
    SCAN,
    UNDOCUMENTED,
    chart_pdf,
    follow_up_docx,
    other_pdf,
    portal_text,
)

COLUMNS = 8
"""The page of two columns."""


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content), strict=True).pages]


def body(page: str) -> str:
    """The lines of a page of the chart without its banner and its foot."""
    lines = page.splitlines()
    return "\n".join(
        line
        for line in lines
        if not re.match(r"EXAMPLE, PAT|Example Spine|Printed on|Page \d|Confidential", line)
    )


def folded(text: str) -> str:
    return " ".join(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text).split())


@pytest.fixture(scope="module")
def chart() -> list[str]:
    return pages(chart_pdf())


def test_the_chart_has_twelve_pages_and_one_of_them_is_only_a_picture(chart: list[str]) -> None:
    assert len(chart) == PAGES
    assert [number for number, text in enumerate(chart, 1) if not text.strip()] == [SCAN]
    picture = PdfReader(io.BytesIO(chart_pdf())).pages[SCAN - 1]
    assert len(picture.images) == 1


def test_every_other_page_names_the_patient_and_its_number(chart: list[str]) -> None:
    for number, text in enumerate(chart, 1):
        if number != SCAN:
            assert "EXAMPLE, PAT   DOB: 07/09/1952" in text
            assert f"Page {number} of {PAGES}" in text
            assert "Printed on 03/20/2026" in text


def test_the_notes_begin_where_they_are_said_to(chart: list[str]) -> None:
    for note in NOTES:
        text = chart[note.page - 1]
        month, day, year = note.day[5:7], note.day[8:], note.day[:4]
        assert body(text).strip().startswith(note.title)
        assert f"{month}/{day}/{year}" in text
        assert note.author in text


def test_words_are_broken_at_the_ends_of_lines(chart: list[str]) -> None:
    assert sum(bool(re.search(r"[a-z]-$", line)) for text in chart for line in text.split("\n")) > 5


def test_what_is_quoted_stands_there_word_for_word(chart: list[str]) -> None:
    files = {
        "portal.txt": {1: portal_text().decode()},
        "chart.pdf": {number: body(text) for number, text in enumerate(chart, 1)},
    }
    for chosen in CHOSEN:
        if chosen.file == "follow-up.docx" or chosen.page == COLUMNS:
            continue
        numbers = range(chosen.page, (chosen.last or chosen.page) + 1)
        whole = "\n".join(files[chosen.file][number] for number in numbers)
        assert chosen.text in folded(whole)
        if len(numbers) > 1:
            assert not any(chosen.text in folded(files[chosen.file][number]) for number in numbers)
    assert any(chosen.last for chosen in CHOSEN)


def test_the_columns_are_side_by_side(chart: list[str]) -> None:
    page = PdfReader(io.BytesIO(chart_pdf())).pages[COLUMNS - 1]
    left: list[str] = []

    def keep(text: str, _: object, place: list[float], *__: object) -> None:
        if place[4] < 300:
            left.append(text)

    page.extract_text(visitor_text=keep)
    (chosen,) = (chosen for chosen in CHOSEN if chosen.page == COLUMNS)
    assert chosen.text in folded("".join(left))
    assert chosen.text not in folded(chart[COLUMNS - 1])


def test_every_criterion_but_one_has_a_quotation() -> None:
    assert len(re.findall(r"^\d\. ", CRITERIA, re.MULTILINE)) == 6
    assert {chosen.criterion for chosen in CHOSEN} - {-1} == set(range(6)) - {UNDOCUMENTED}
    assert set(FILES) == {chosen.file for chosen in CHOSEN} | {"other.pdf"}


def test_the_word_file_opens_and_holds_its_quotation() -> None:
    document = Document(io.BytesIO(follow_up_docx()))
    text = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert [chosen.text in text for chosen in CHOSEN if chosen.file == "follow-up.docx"] == [True]
    assert document.tables[0].cell(1, 2).text == "28 percent"
    assert "EXAMPLE, PAT" in document.sections[0].header.paragraphs[0].text


def test_the_other_patient_is_another_one() -> None:
    text = "\n".join(pages(other_pdf()))
    assert len(pages(other_pdf())) == 2
    assert ["SAMPLE, ROBIN" in text, "Pat" in text, "02/11/1948" in text] == [True, False, True]


def test_the_same_files_come_out_on_every_run() -> None:
    for make in FILES.values():
        assert make() == make()


def test_the_long_record_has_as_many_pages_as_asked_and_no_two_alike() -> None:
    long = pages(record_pdf(30))
    assert len(set(long)) == len(long) == 30
    assert all("EXAMPLE, PAT" in text and len(text) > 1500 for text in long)
