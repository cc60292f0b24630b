"""The letter as a Word file.

A Word file is a zip of XML parts. The parts that no letter changes lie beside the templates as they
are; the text and the lists are rendered by the same environment as the letter, so every answer is
escaped there. Made without a library, since python-docx needs lxml, which has no build for the
browser; the tests reopen the files with python-docx and LibreOffice.

Source for the parts and their order: ECMA-376 part 1, WordprocessingML.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from functools import cache

from m1appeals.letter.document import (
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Quotation,
    Role,
    Table,
)
from m1appeals.letter.environment import environment

__all__ = ["to_docx"]

_STYLES: dict[Role, str] = {
    "body": "",
    "letterhead": "Letterhead",
    "letterhead-detail": "LetterheadDetail",
    "date": "LetterDate",
    "address": "InsideAddress",
    "subject": "SubjectLine",
    "closing": "Closing",
    "signature": "Signature",
}
_FIXED_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "rels.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/footer.xml": "footer.xml",
}
_TEXT_WIDTH = 9360
"""Twentieths of a point between the margins of a letter page."""
_NAME_WIDTH = 2500
_COLUMNS = (2600, 4260, 2500)
"""Of a table with named columns: what it is about, what is said of it, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A paragraph or a table of the body, in Word's terms."""

    runs: Line = ()
    style: str = ""
    list: int = 0
    rows: tuple[tuple[Line, ...], ...] = ()
    headed: bool = False
    widths: tuple[int, ...] = ()
    named: bool = False


def to_docx(letter: Document) -> bytes:
    """Write the letter as the bytes of a .docx file. The same letter gives the same bytes."""
    parts: list[_Part] = []
    lists: list[bool] = []
    for block in letter.blocks:
        if isinstance(block, Items):
            lists.append(block.numbered)
        if isinstance(block, Quotation) or (
            isinstance(block, Paragraph) and block.role == "closing"
        ):
            parts[-1:] = [_kept_with_next(part) for part in parts[-1:]]
        parts += _parts(block, list_=len(lists))
    env = environment()
    rendered = {
        "word/document.xml": env.get_template("word/document.xml.j2").render(parts=parts),
        "word/numbering.xml": env.get_template("word/numbering.xml.j2").render(lists=lists),
    }
    return _zip({**_fixed_parts(), **rendered})


def _parts(block: object, *, list_: int) -> list[_Part]:
    match block:
        case Paragraph(runs=runs, role=role):
            return [_Part(runs=runs, style=_STYLES[role])]
        case Heading(runs=runs):
            return [_Part(runs=runs, style="Heading2")]
        case Items(items=items):
            return [_Part(runs=item, style="ListParagraph", list=list_) for item in items]
        case Quotation(paragraphs=paragraphs):
            return [_Part(runs=line, style="Quote") for line in paragraphs]
        case Table(rows=rows, headed=True):
            heads = tuple(_bold(cell) for cell in rows[0])
            return [_Part(rows=(heads, *rows[1:]), headed=True, widths=_COLUMNS)]
        case Table(rows=rows, named=named):
            return [_Part(rows=_cells(rows, named), widths=_widths(rows, named), named=named)]
    raise TypeError(block)


def _kept_with_next(part: _Part) -> _Part:
    """Keep what leads to a quotation with it, and the last paragraph with the closing.

    So no page holds a signature alone.
    """
    return part if part.style else replace(part, style="LastParagraph")


def _cells(rows: tuple[tuple[Line, ...], ...], named: bool) -> tuple[tuple[Line, ...], ...]:
    """Make the first cell of each row bold where it names the row."""
    if not named:
        return rows
    return tuple((_bold(name), *cells) for name, *cells in rows)


def _bold(runs: Line) -> Line:
    return tuple(replace(run, strong=True) for run in runs)


def _widths(rows: tuple[tuple[Line, ...], ...], named: bool) -> tuple[int, ...]:
    columns = max(len(row) for row in rows)
    if named:
        return (_NAME_WIDTH, *[(_TEXT_WIDTH - _NAME_WIDTH) // (columns - 1)] * (columns - 1))
    return (_TEXT_WIDTH // columns,) * columns


@cache
def _fixed_parts() -> dict[str, str]:
    """Read the parts that are the same for every letter, through the templates' one loader."""
    env = environment()
    return {
        name: env.get_template(f"word/{source}").render() for name, source in _FIXED_PARTS.items()
    }


def _zip(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.strip() + "\n")
    return buffer.getvalue()
