"""Records as other programs print them: what is read of a page is what poppler finds on it."""

from __future__ import annotations

import io
import os
import subprocess
from itertools import pairwise
from pathlib import Path

import docx
import pytest

from m1appeals.evidence.reading.docx import text_of_docx
from m1appeals.evidence.reading.files import as_pdf
from m1appeals.evidence.reading.record import Record
from tests.fonts import fonts
from tests.tools import chromium, libreoffice
from tests.unit.evidence.reading_files import finished, quotes

STORY = (
    "The patient is a 66-year-old retired teacher who has had low back pain for fourteen months. "
    "She was treated with physical therapy (12 visits), naproxen 500 mg b.i.d. and two epidural "
    "steroid injections by Dr. Sample, without lasting relief. Non-operative care has failed. "
)
ITEMS = [
    "Physical therapy, 12 visits, and a program at home that she has kept up for three months "
    "after the last visit in November: no relief",
    "Gabapentin: stopped because of dizziness",
]
TABLE = [
    ("Test", "Right", "Left"),
    ("Ankle dorsiflexion", "5/5", "4/5"),
    ("Knee reflex", "2+", "1+"),
]
EXPECTED = [
    "OFFICE VISIT",
    "Date of Service: March 4, 2026",
    "The patient is a 66-year-old retired teacher who has had low back pain for fourteen months.",
    "She was treated with physical therapy (12 visits), naproxen 500 mg b.i.d. and two epidural "
    "steroid injections by Dr. Sample, without lasting relief.",
    "Non-operative care has failed.",
    *ITEMS,
    *(" ".join(row) for row in TABLE),
]  # fmt: skip

HTML = (
    "<html lang=en><style>@page { size: letter; margin: 1in } "
    ".two { columns: 2; text-align: justify }</style>"
    "<h1>OFFICE VISIT</h1><p>Date of Service: March 4, 2026</p><p>"
    + STORY
    + "</p><ul>"
    + "".join(f"<li>{item}</li>" for item in ITEMS)
    + "</ul><table cellpadding=6>"
    + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    + "</table><div class=two><p>Left. " + STORY * 2 + "</p><p>Right. " + STORY * 2 + "</p></div>"
    + "<p>" + STORY * 30 + "</p></html>"
)  # fmt: skip


def word_file() -> bytes:
    made = docx.Document()
    made.add_heading("OFFICE VISIT")
    made.add_paragraph("Date of Service: March 4, 2026")
    made.add_paragraph(STORY)
    for item in ITEMS:
        made.add_paragraph(item, style="List Bullet")
    table = made.add_table(rows=0, cols=3)
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.add_paragraph(
        "She was seen again, for an hour and a half, in the afternoon. " + STORY * 30
    )
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def converted(tmp_path: Path) -> Path:
    program = libreoffice()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is not installed, and in CI these tests must run")
        pytest.skip("LibreOffice is not installed: `make tools` installs it")
    (tmp_path / "record.docx").write_bytes(word_file())
    command = [
        program,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        *("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)),
        str(tmp_path / "record.docx"),
    ]
    subprocess.run(command, check=True, timeout=180, stdout=subprocess.DEVNULL)
    return tmp_path / "record.pdf"


def printed(tmp_path: Path) -> Path:
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium of the system")
    (tmp_path / "record.html").write_text(HTML, encoding="utf-8")
    target = tmp_path / "record.pdf"
    command = [
        program,
        *("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
        f"--user-data-dir={tmp_path / 'user'}",
        f"--print-to-pdf={target}",
        (tmp_path / "record.html").as_uri(),
    ]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    return target


def own(tmp_path: Path) -> Path:
    path = tmp_path / "record.pdf"
    path.write_bytes(as_pdf(word_file(), fonts()) or b"")
    return path


def folded(text: str) -> str:
    return " ".join(text.split())


def missing(record: Record, path: Path) -> list[str]:
    """Give the sentences that poppler does not find on the pages that the record names."""
    found = subprocess.run(
        ["pdftotext", "-raw", path, "-"], capture_output=True, text=True, timeout=60, check=True
    )
    pages = [folded(page) for page in found.stdout.split("\f")]
    lost = []
    for one in record.sentences:
        first, last = record.pages_of(one.start, one.end)
        edges = [one.start, *record.starts[first:last], one.end]
        parts = [record.quoted(start, end) for start, end in pairwise(edges)]
        if any(part not in pages[first - 1 + place] for place, part in enumerate(parts)):
            lost.append(record.quoted(one.start, one.end))
    return lost


@pytest.mark.parametrize("made_by", [converted, printed, own], ids=lambda one: str(one.__name__))
def test_every_sentence_is_found_on_its_page(made_by: object, tmp_path: Path) -> None:
    assert callable(made_by)
    path = made_by(tmp_path)
    record = finished(path.read_bytes())
    assert quotes(record)[: len(EXPECTED)] == EXPECTED
    assert len(record.starts) > 1
    assert any(len(set(record.pages_of(one.start, one.end))) == 2 for one in record.sentences)
    assert missing(record, path) == []
    (note,) = record.notes
    assert (note.kind, note.day) == ("Office visit", "2026-03-04")


def test_columns_that_a_browser_prints_are_read_one_after_the_other(tmp_path: Path) -> None:
    text = folded(finished(printed(tmp_path).read_bytes()).text)
    assert folded(f"Left. {STORY * 2} Right. {STORY * 2}") in text


def test_a_word_file_is_read_as_it_is_printed(tmp_path: Path) -> None:
    read = finished(converted(tmp_path).read_bytes())
    assert folded(text_of_docx(word_file())) == folded(read.text)
