"""The letter as a PDF, with fonts of its own: what is seen here is seen anywhere.

fpdf2 sets the lines; the blocks are those that Word and print get, in the same order and look. The
fonts hold Latin with all its diacritics, Greek and Cyrillic. A letter with other characters is not
printed with boxes in their place: `lacking` names them. The title, which viewers show, says nothing
of a patient.

Source for the file: ISO 32000-1.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import cast

with warnings.catch_warnings():
    # Without Pillow, which is compiled, it takes no images. None are put into a letter.
    warnings.simplefilter("ignore")
    from fpdf import FPDF
    from fpdf.fonts import TTFFont
    from fpdf.prefs import ViewerPreferences
from fontTools.ttLib import TTFont

from m1appeals.letter.document import (
    Block,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Quotation,
    Role,
    Row,
    Table,
    grouped,
    plain,
)

__all__ = ["Fonts", "lacking", "to_pdf"]

_PAGE = (612.0, 792.0)
"""US Letter, in points."""
_SIDE = 72.0
_TOP = 64.0
_BOTTOM = 68.0
_INDENT = 22.0
_NAME_WIDTH = 125.0
_COLUMNS = (130.0, 216.0, 122.0)
"""Of a table with named columns: what it is about, what is said of it, and where."""
_GUTTER = 8.0
_PAD = 2.5
_SIZE = 10.0
_LEADING = 1.42


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The two fonts of a letter, as TrueType files."""

    regular: bytes
    bold: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How a paragraph is set, in points."""

    size: float = _SIZE
    leading: float = _LEADING
    before: float = 0
    after: float = 7
    bold: bool = False
    indent: float = 0


_LOOKS: dict[Role, _Look] = {
    "body": _Look(),
    "letterhead": _Look(size=15.5, leading=1.2, bold=True, after=1),
    "letterhead-detail": _Look(size=9.2, leading=1.34, after=16),
    "date": _Look(after=12),
    "address": _Look(leading=1.34, after=14),
    "subject": _Look(after=3),
    "closing": _Look(before=12, after=42),
    "signature": _Look(leading=1.34),
}
_HEADING = _Look(size=11.2, leading=1.25, before=10, after=4, bold=True)
_ITEM = _Look(after=2.5)
_CELL = _Look(leading=1.34, after=1.2)


def lacking(letter: Document, fonts: Fonts) -> tuple[str, ...]:
    """Name each character of a letter that the fonts lack: "漢 (CJK UNIFIED IDEOGRAPH-6F22)"."""
    has = _characters(fonts.regular)
    found = dict.fromkeys(
        character
        for line in _lines(letter.blocks)
        for character in _composed(plain(line))
        if ord(character) not in has and character != "\n"
    )
    return tuple(f"{one} ({unicodedata.name(one, f'U+{ord(one):04X}')})" for one in found)


def to_pdf(
    letter: Document, fonts: Fonts, *, title: str, day: date, always_numbered: bool = True
) -> bytes:
    """Write the letter as a PDF of US Letter pages; the same letter gives the same bytes.

    `title` is what viewers show, and `day` the day of its making in the file. A single page has a
    number only where all have one. Every character has to be in the fonts: see `lacking`.
    """
    page = _Paper(fonts, title=title, day=day)
    blocks = letter.blocks
    for index, block in enumerate(blocks):
        page.put(block, followed_by=blocks[index + 1 :])
    if always_numbered or page.pages_count > 1:
        page.number()
    return bytes(page.output())


class _Paper(FPDF):
    """Pages on which blocks are put one below the other."""

    def __init__(self, fonts: Fonts, *, title: str, day: date) -> None:
        super().__init__(unit="pt", format=_PAGE)
        self.alias_nb_pages("")  # what is typed stays as it is
        self.set_margins(_SIDE, _TOP, _SIDE)
        self.set_auto_page_break(True, _BOTTOM)
        self.c_margin = 0
        for key, content in (("serif", fonts.regular), ("serifB", fonts.bold)):
            style = key.removeprefix("serif")
            # It is written for a path; what it needs is what fontTools can open.
            file = cast("Path", io.BytesIO(content))
            self.fonts[key] = TTFFont(self, file, key, style)
        self.set_title(title)
        self.set_lang("en-US")
        self.set_display_mode("real")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.creation_date = datetime(day.year, day.month, day.day, tzinfo=UTC)
        self.set_producer("")
        self.add_page()

    def put(self, block: Block, followed_by: Sequence[Block]) -> None:
        """Put a block below the last one, on the next page where it would stand badly here."""
        self._keep_together([block, *followed_by])
        match block:
            case Paragraph(runs=runs, role=role):
                self._text(runs, _LOOKS[role])
                if role == "letterhead-detail":
                    self._rule()
            case Heading(runs=runs):
                self._text(runs, _HEADING)
            case Items(items=items, numbered=numbered):
                for number, item in enumerate(items, 1):
                    self._item(item, f"{number}." if numbered else "\u2022")
                self.set_y(self.get_y() + 5)
            case Quotation(paragraphs=paragraphs):
                look = replace(_LOOKS["body"], indent=_INDENT)
                for line in paragraphs:
                    height = self._height(line, look, self.epw - _INDENT)
                    if height < 10 * _SIZE * _LEADING and self.will_page_break(height):
                        self.add_page()
                    self._text(line, look)
            case Table(rows=rows, headed=True):
                self._columns(rows)
            case Table(rows=rows, named=named):
                for row in rows:
                    self._row(row, named)
                self.set_y(self.get_y() + 8)

    def number(self) -> None:
        """Write on each page which of how many it is."""
        self.set_auto_page_break(False)
        for number in range(1, self.pages_count + 1):
            self.page = number
            # It sets a font where it takes it for another one than before, which was on this page.
            self.set_font("serif", "B", 8)
            self.set_font("serif", size=8.5)
            self.set_xy(_SIDE, _PAGE[1] - 42)
            self.cell(self.epw, 12, f"Page {number} of {self.pages_count}", align="C")

    def _text(self, runs: Line, look: _Look) -> None:
        self.set_y(self.get_y() + (look.before if self.get_y() > _TOP else 0))
        self._set(runs, look, _SIDE + look.indent)
        self.set_y(self.get_y() + look.after)

    def _item(self, runs: Line, mark: str) -> None:
        height = _ITEM.size * _ITEM.leading
        if self.will_page_break(height):
            self.add_page()
        self.set_font("serif", size=_ITEM.size)
        self.set_x(_SIDE + 4)
        self.cell(_INDENT - 4, height, mark)
        self._set(runs, _ITEM, _SIDE + _INDENT)
        self.set_y(self.get_y() + _ITEM.after)

    def _row(self, row: tuple[Line, ...], named: bool) -> None:
        width = _NAME_WIDTH if named else self.epw / len(row)
        if self.will_page_break(max(self._height(cell, _CELL) for cell in row)):
            self.add_page()
        top, page, bottom = self.get_y(), self.page, self.get_y()
        for index, cell in enumerate(row):
            self.page = page
            self.set_y(top)
            left = _SIDE + index * width
            right = _SIDE if index == len(row) - 1 else _PAGE[0] - left - width + 6
            self._set(_bold(cell) if named and index == 0 else cell, _CELL, left, right)
            bottom = max(bottom, self.get_y()) if self.page == page else self.get_y()
        self.set_y(bottom + _CELL.after)

    def _columns(self, rows: Sequence[Row]) -> None:
        """Put a table with named columns; their names are on each page that it is on.

        Rows about one thing stay on one page, unless they are longer than half of one.
        """
        heads = tuple(_bold(cell) for cell in rows[0])
        for number, group in enumerate(grouped(rows[1:])):
            together, needs = self._needs(group, heads)
            needs[0] += self._row_height(heads) * (not number)
            end = (self.page, self.get_y())
            for place, (row, height) in enumerate(zip(group, needs, strict=True)):
                if breaks := height > 0 and self.will_page_break(height) and self.get_y() > _TOP:
                    self.add_page()
                if breaks or not (number or place):
                    self._cells(heads)
                ends = self._cells(row, begins=breaks or not place)
                end = max(end, *ends)
                self._go(max(ends[1:]) if together else end)
            self._go(max(end, (self.page, self.get_y())))
        self._rule_at(self.get_y(), _SIDE)
        self.set_y(self.get_y() + 9)

    def _needs(self, group: Sequence[Row], heads: Row) -> tuple[bool, list[float]]:
        """Say whether rows about one thing stay together, and how high a place each needs."""
        sheet = _PAGE[1] - _TOP - _BOTTOM - self._row_height(heads)
        name = self._row_height(group[0][:1])
        heights = [self._row_height(((), *row[1:])) for row in group]
        if max(name, sum(heights)) <= sheet / 2:
            return True, [max(name, sum(heights)), *[0.0] * (len(group) - 1)]
        return False, [max(name, heights[0]), *heights[1:]]

    def _cells(self, row: Row, *, begins: bool = True) -> list[tuple[int, float]]:
        """Put cells side by side under a line, and go below; give page and end of each."""
        top, page = self.get_y(), self.page
        self._rule_at(top, _SIDE if begins else _SIDE + _COLUMNS[0])
        ends = []
        left = _SIDE
        for cell, width in zip(row, _COLUMNS, strict=True):
            self.page = page
            self.set_y(top + _PAD)
            self._set(cell, _CELL, left, _PAGE[0] - left - width + _GUTTER)
            ends.append((self.page, self.get_y() + _PAD))
            left += width
        self._go(max(ends))
        return ends

    def _go(self, where: tuple[int, float]) -> None:
        self.page = where[0]
        self.set_y(where[1])

    def _row_height(self, row: Row) -> float:
        """Give how high the cells of a row will be that stand side by side."""
        cells = zip(row, _COLUMNS, strict=False)
        return max(self._height(cell, _CELL, width - _GUTTER) for cell, width in cells) + 2 * _PAD

    def _set(self, runs: Line, look: _Look, left: float, right: float = _SIDE) -> None:
        """Set runs in lines between two margins, and go to the line below them."""
        self.set_left_margin(left)
        self.set_right_margin(right)
        self.set_x(left)
        height = look.size * look.leading
        for run in runs:
            self.set_font("serif", "B" if run.strong or look.bold else "", look.size)
            self.write(height, _composed(run.text))
        self.ln(height)
        self.set_left_margin(_SIDE)
        self.set_right_margin(_SIDE)

    def _rule(self) -> None:
        """Draw the line below the letterhead."""
        self._rule_at(self.get_y() - 9, _SIDE)

    def _rule_at(self, y: float, left: float) -> None:
        self.set_draw_color(127)
        self.set_line_width(0.7)
        self.line(left, y, _PAGE[0] - _SIDE, y)

    def _keep_together(self, blocks: Sequence[Block]) -> None:
        """Begin a page where a heading would stand alone, or the signature without its letter."""
        height = self._beginning(blocks)
        if height and self.get_y() > _TOP and self.will_page_break(height):
            self.add_page()

    def _beginning(self, blocks: Sequence[Block]) -> float:
        """Give the height of what stays with the first of blocks; 0 where nothing has to."""
        match blocks:
            case [Heading() as block, *rest]:
                return self._heights([block]) + max(3 * _SIZE * _LEADING, self._beginning(rest))
            case [Table(rows=[names, *rows], headed=True), *_] if rows:
                heads = tuple(_bold(cell) for cell in names)
                _, needs = self._needs(grouped(rows)[0], heads)
                return self._row_height(heads) + needs[0]
            case [Paragraph() as block, Table(headed=True) as table, *_]:
                return self._heights([block]) + self._beginning([table])
            case [Paragraph(role="address" | "signature") as block, *_]:
                return self._heights([block])
            case [Paragraph(role="closing"), *_] | [Paragraph(), Paragraph(role="closing"), *_]:
                return self._heights(blocks)
            case [Paragraph() as block, Quotation(), *_]:
                return self._heights([block]) + 2 * _SIZE * _LEADING
        return 0.0

    def _heights(self, blocks: Iterable[Block]) -> float:
        total = 0.0
        for block in blocks:
            look = _HEADING if isinstance(block, Heading) else _LOOKS[_role(block)]
            for line in _lines([block]):
                total += look.before + self._height(line, look) + look.after
        return total

    def _height(self, runs: Line, look: _Look, width: float = 0) -> float:
        """Give how high a text will be; bold is wider, so it is measured bold."""
        self.set_font("serif", "B", look.size)
        text = _composed(plain(runs)) or " "
        height = look.size * look.leading
        measured = self.multi_cell(
            width or self.epw, height, text, dry_run=True, output="HEIGHT", align="L"
        )
        return cast("float", measured)


def _bold(runs: Line) -> Line:
    return tuple(replace(run, strong=True) for run in runs)


def _role(block: Block) -> Role:
    return block.role if isinstance(block, Paragraph) else "body"


def _lines(blocks: Iterable[Block]) -> Iterable[Line]:
    """Give every line of text in blocks."""
    for block in blocks:
        match block:
            case Paragraph(runs=runs) | Heading(runs=runs):
                yield runs
            case Items(items=lines) | Quotation(paragraphs=lines):
                yield from lines
            case Table(rows=rows):
                for row in rows:
                    yield from row


def _composed(text: str) -> str:
    """Join letters with their marks, and leave out what is never seen: joiners and the like."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(one for one in composed if unicodedata.category(one) != "Cf")


@lru_cache(maxsize=4)
def _characters(font: bytes) -> frozenset[int]:
    return frozenset(TTFont(io.BytesIO(font), lazy=True).getBestCmap())
