"""How long a Word file takes, natively: ours, and docxtpl with the same letter as its template.

docxtpl fills a Word file in which placeholders stand. Such a file is made here from the letter of
the fullest example: each block is a paragraph, a list or a table, and each typed text is a
placeholder. Both then make the same words from the same answers, in memory. Dates and the choice of
paragraphs stay fixed in the template, which is in docxtpl's favor.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from time import perf_counter

import docx
from docx.document import Document as WordFile
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # it comes without types

from m1appeals.fields import AnyOf, OneOf, Value
from m1appeals.letter import compose
from m1appeals.letter.document import Document, Heading, Items, Line, Paragraph, Quotation, Table
from m1appeals.letter.docx import to_docx
from m1appeals.letter_fields import FIELDS
from m1appeals.validation import read_answers
from tests.letters.examples import EVERYTHING, TODAY

__all__ = ["VALUES", "by_docxtpl", "by_us", "template", "time_both"]

VALUES = read_answers(EVERYTHING, today=TODAY).values


def by_us(values: Mapping[str, Value]) -> bytes:
    """Make a Word file our way."""
    return to_docx(compose(values))


def by_docxtpl(letter: bytes, values: Mapping[str, Value]) -> bytes:
    """Make a Word file from a docxtpl template."""
    file = DocxTemplate(io.BytesIO(letter))
    file.render(dict(values), autoescape=True)
    result = io.BytesIO()
    file.save(result)
    return result.getvalue()


def template() -> bytes:
    """Make the docxtpl template of the letter."""
    placeholders = {name: _placeholder(name, value) for name, value in VALUES.items()}
    file = docx.Document()
    _write(compose(placeholders), file)
    result = io.BytesIO()
    file.save(result)
    return result.getvalue()


def time_both(times: int) -> tuple[list[float], list[float]]:
    """Give the milliseconds of each file, ours and docxtpl's, made in turn."""
    letter = template()
    ours, theirs = [], []
    for _ in range(times):
        start = perf_counter()
        by_us(VALUES)
        between = perf_counter()
        by_docxtpl(letter, VALUES)
        ours.append(1000 * (between - start))
        theirs.append(1000 * (perf_counter() - between))
    return ours, theirs


def _placeholder(name: str, value: Value) -> Value:
    if isinstance(FIELDS[name].kind, OneOf | AnyOf):
        return value
    if isinstance(value, tuple):
        return tuple(f"{{{{ {name}[{index}] }}}}" for index in range(len(value)))
    # A letter sets no second full stop after an answer that ends with one; a placeholder has none.
    if isinstance(value, str) and not value.endswith("."):
        return f"{{{{ {name} }}}}"
    return value


def _write(letter: Document, file: WordFile) -> None:
    for block in letter.blocks:
        match block:
            case Paragraph(runs=runs):
                _fill(file.add_paragraph(), runs)
            case Heading(runs=runs):
                _fill(file.add_paragraph(style="Heading 2"), runs)
            case Items(items=items):
                for item in items:
                    _fill(file.add_paragraph(style="List Number"), item)
            case Quotation(paragraphs=paragraphs):
                for line in paragraphs:
                    _fill(file.add_paragraph(style="Quote"), line)
            case Table(rows=rows):
                table = file.add_table(rows=0, cols=len(rows[0]))
                for row in rows:
                    for cell, line in zip(table.add_row().cells, row, strict=True):
                        _fill(cell.paragraphs[0], line)


def _fill(paragraph: WordParagraph, line: Line) -> None:
    for run in line:
        paragraph.add_run(run.text).bold = run.strong or None
