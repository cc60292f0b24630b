"""The words of a letter, from whatever it came out as, so that any two can be compared."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pypdf
from docx.table import Table

from m1appeals.letter import Document
from m1appeals.letter.document import Items
from tests.letters.outline import lines

__all__ = ["of_letter", "of_pdf", "of_word_file", "printed"]


def of_letter(document: Document) -> list[str]:
    """Give the words of a letter as Python holds it."""
    return " ".join("".join(run.text for run in line) for line in lines(document)).split()


def printed(document: Document) -> list[str]:
    """Give the words of a letter with the numbers that only appear on paper."""
    words = []
    for block in document.blocks:
        part = Document(blocks=(block,))
        if not isinstance(block, Items):
            words += of_letter(part)
            continue
        for number, item in enumerate(block.items, start=1):
            words += [f"{number}." if block.numbered else "•"]
            words += "".join(run.text for run in item).split()
    return words


def of_word_file(path: Path) -> list[str]:
    """Give the words of a Word file's body."""
    texts = []
    for part in docx.Document(str(path)).iter_inner_content():
        if isinstance(part, Table):
            texts += [cell.text for row in part.rows for cell in row.cells]
        else:
            texts.append(part.text)
    return " ".join(texts).split()


def of_pdf(reader: pypdf.PdfReader) -> list[str]:
    """Give the words of a PDF file without the foot of each page, which must count the pages."""
    texts = []
    for number, page in enumerate(reader.pages, start=1):
        foot = rf"^Page {number} of {len(reader.pages)}$"
        text, feet = re.subn(foot, "", page.extract_text(), flags=re.MULTILINE)
        assert feet == 1
        # A line may end at a hyphen: where it does is a matter of this machine's fonts.
        texts.append(re.sub(r"(?<=\S)-\n", "-", text))
    return " ".join(texts).split()
