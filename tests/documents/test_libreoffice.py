"""The Word file as LibreOffice opens and prints it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from m1appeals.letter import Document
from m1appeals.letter.document import Items, plain
from tests.letters.examples import LETTERS, REALISTIC
from tests.letters.outline import lines

PAGE = re.compile(r"Page (\d+) of (\d+)")


def words(document: Document) -> list[str]:
    """Give the words as Word shows them: with the numbers of lists, without colons."""
    texts = []
    for block in document.blocks:
        for number, line in enumerate(lines(Document(blocks=(block,))), start=1):
            texts += [f"{number}."] if isinstance(block, Items) and block.numbered else []
            texts.append(plain(line))
    return " ".join(texts).split()


def test_the_letter_has_the_same_words_in_libreoffice(
    name: str, document: Document, texts: Path
) -> None:
    assert (texts / f"{name}.txt").read_text(encoding="utf-8-sig").split() == words(document)


# Other scripts come out of a PDF file in another order, so the hostile letter is left out.
@pytest.mark.parametrize("name", [*REALISTIC, "starred", "everything", "blank"])
def test_the_printed_letter_has_the_same_words(name: str, pdfs: Path) -> None:
    text = "\n".join(page.extract_text() for page in PdfReader(pdfs / f"{name}.pdf").pages)
    assert "".join(PAGE.sub("", text).split()) == "".join(words(LETTERS[name]))


def test_every_printed_page_is_a_us_letter(name: str, pdfs: Path) -> None:
    for page in PdfReader(pdfs / f"{name}.pdf").pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (612, 792)


def test_every_printed_page_has_its_number(name: str, pdfs: Path) -> None:
    pages = PdfReader(pdfs / f"{name}.pdf").pages
    found = [PAGE.findall(page.extract_text()) for page in pages]
    assert found == [[(str(number), str(len(pages)))] for number in range(1, len(pages) + 1)]


def test_the_signature_never_stands_alone_on_a_page(name: str, pdfs: Path) -> None:
    (with_closing,) = (
        text
        for page in PdfReader(pdfs / f"{name}.pdf").pages
        if "Sincerely," in (text := page.extract_text())
    )
    before, after = with_closing.split("Sincerely,")
    assert before.strip()
    assert plain(lines(LETTERS[name])[-1]).split("\n")[-1] in after


def test_what_a_pdf_file_says_about_itself_tells_nothing_about_the_patient(
    name: str, pdfs: Path
) -> None:
    facts = PdfReader(pdfs / f"{name}.pdf").metadata
    assert facts is not None
    assert facts.title == "Appeal letter"
    assert set(facts) <= {"/Title", "/Creator", "/Producer", "/CreationDate"}
