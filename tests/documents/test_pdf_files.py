"""The letter as a PDF and the packet, as poppler and LibreOffice Draw open them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from m1appeals.browser import begin, handle
from m1appeals.letter.pdf import lacking, to_pdf
from m1appeals.letter.text import to_text
from m1appeals.packet import Exhibit
from tests.fonts import fonts, tables
from tests.letters.examples import LETTERS, STARRED, TODAY
from tests.tools import draw
from tests.unit.packet_files import CATALOG, FONT, jpeg, packed, pdf, single, stream, words, written

NAMES = [name for name, made in LETTERS.items() if not lacking(made, fonts())]


def run(*command: str | Path) -> str:
    """Run a program; it may not say anything but its result."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stderr == ""
    return done.stdout


def bare(text: str) -> str:
    """Take away what only one of the two has: line breaks, colons in a list, signs before items."""
    return re.sub(r"[\s:>\u2022-]", "", unicodedata.normalize("NFC", text)).casefold()


@pytest.fixture
def letter(name: str, tmp_path: Path) -> Path:
    path = tmp_path / "letter.pdf"
    path.write_bytes(to_pdf(LETTERS[name], fonts(), title="Appeal letter", day=TODAY))
    return path


UPRIGHT = [
    pdf("one", "two"),
    jpeg(),
    single(b"/MediaBox [0 0 2400 3200]"),
    single(b"/MediaBox [0 0 792 612] /Rotate 90"),
]
ALL_KINDS = [
    *UPRIGHT,
    single(b"/MediaBox [0 0 792 612]"),
    single(b"/MediaBox [0 0 612 792] /CropBox [30 500 400 760]"),
]


def packet(files: list[bytes], tmp_path: Path) -> Path:
    """Make a packet of files."""
    for name, content in tables().items():
        handle("table", json.dumps({"name": name}), content)
    payload = {
        "today": TODAY.isoformat(),
        "fields": STARRED,
        "exhibits": [{"name": f"File {n}", "pages": "", "file": n} for n in range(len(files))],
        "cover": {"kind": "fax", "to_fax": "555-010-0199"},
    }
    task = begin("packet", json.dumps(payload), files)
    while True:
        text, content = task.step()
        if "answer" in json.loads(text):
            break
    path = tmp_path / "packet.pdf"
    path.write_bytes(content)
    return path


# Otherwise it takes the list of what the letter is about for two columns.
@pytest.mark.parametrize("way", ["-layout", "-raw"])
@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("by-criterion")])
def test_poppler_reads_the_words_of_the_text_output_in_their_order(
    name: str, letter: Path, way: str
) -> None:
    found = re.sub(r"Page \d+ of \d+", "", run("pdftotext", way, letter, "-"))
    assert bare(found) == bare(to_text(LETTERS[name]))


@pytest.mark.parametrize("name", ["quoted-by-criterion"])
def test_poppler_reads_every_word_of_a_letter_with_columns(name: str, letter: Path) -> None:
    """The text output tells criteria one after another; words broken by a cell are whole there."""
    found, told = run("pdftotext", letter, "-"), to_text(LETTERS[name])
    words = [set(re.findall(r"\w+", text.casefold())) for text in (told, found)]
    assert words[0] - words[1] == set()


@pytest.mark.parametrize("name", ["starred"])
def test_poppler_finds_embedded_fonts_that_can_be_copied_from(letter: Path) -> None:
    _, _, *lines = run("pdffonts", letter).splitlines()
    assert lines
    for line in lines:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, a part of it, copied from


def test_poppler_draws_every_page_of_a_packet_without_a_word(tmp_path: Path) -> None:
    made = packet(ALL_KINDS, tmp_path)
    pages = len(PdfReader(made).pages)
    run("pdftoppm", "-r", "40", "-png", made, tmp_path / "page")
    drawn = sorted(tmp_path.glob("page-*.png"))
    assert len(drawn) == pages
    assert min(path.stat().st_size for path in drawn) > 200
    text = run("pdftotext", made, "-")
    assert text.count("Exhibit A - page") == 2
    assert "Exhibit F - page 1 of 1" in text


def test_poppler_draws_a_page_the_same_without_what_other_pages_use(tmp_path: Path) -> None:
    content = inherited()
    drawn = []
    for pages in ("", "2"):
        made = packed(Exhibit(name="Scan", content=content, pages=pages))
        path = tmp_path / "packet.pdf"
        path.write_bytes(made.content)
        last = str(made.pages)
        picture = run("pdftoppm", "-r", "60", "-f", last, "-l", last, "-x", "0", "-y", "0",
                      "-W", "510", "-H", "620", path, tmp_path / f"page{last}")  # fmt: skip
        assert picture == ""
        drawn.append(next(tmp_path.glob(f"page{last}-*.ppm")).read_bytes())
    assert drawn[0] == drawn[1]
    assert len(set(drawn[1][20:])) > 3
    assert b"ABCABCABC" not in made.content


def inherited() -> bytes:
    """Make a scan of two pages that inherit one dictionary with the pictures of both."""
    image = b"/Type /XObject /Subtype /Image /Width 3 /Height 1 /BitsPerComponent 8 "
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R >>"
    return written(
        CATALOG,
        b"<< /Type /Pages /Count 2 /Kids [5 0 R 6 0 R] /Resources << /Font << /F1 3 0 R >> "
        b"/ColorSpace << /C /DeviceRGB >> /XObject << /One 9 0 R /Two 11 0 R /Form 10 0 R >> >> >>",
        FONT,
        b"null",
        sheet % 7,
        sheet % 8,
        stream(b"q 300 0 0 300 100 300 cm /One Do Q"),
        stream(
            b"/C cs 1 0 0 sc 9 9 99 99 re f q 300 0 0 300 100 300 cm /Form Do Q " + words("Two")
        ),
        stream(b"ABCABCABC", image + b"/ColorSpace /DeviceRGB"),
        stream(b"/Two Do", b"/Type /XObject /Subtype /Form /BBox [0 0 1 1]"),
        stream(b"DEFGHIJKL", image + b"/ColorSpace /DeviceRGB"),
    )


# In Draw all pages of a file have one size, so these are of one.
def test_libreoffice_draw_opens_a_packet_and_loses_no_page(tmp_path: Path) -> None:
    program = draw()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice Draw is not installed, and in CI this test must run")
        pytest.skip("LibreOffice Draw is not installed: `make tools` installs it")
    made = packet(UPRIGHT, tmp_path)
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--infilter=draw_pdf_import", "--convert-to", "pdf:draw_pdf_Export"),
            *("--outdir", tmp_path / "drawn", made),
        ],
        check=True,
        timeout=180,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    drawn = tmp_path / "drawn" / "packet.pdf"
    assert len(PdfReader(drawn).pages) == len(PdfReader(made).pages)
    found = run("pdftotext", "-layout", drawn, "-")
    for letter in "ABCD":
        assert f"Exhibit {letter} - page 1 of" in found, found[-1500:]
