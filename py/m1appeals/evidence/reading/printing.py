"""A text printed into a PDF, so that it can be an exhibit and is read as any other.

Line by line, in the letter's font; a form feed begins a page. What is longer than a line is
wrapped, below where it begins. Columns that are set with tabs or several spaces keep their places,
each cell at a place of its own. Nothing is added: no header, no number of a page.

Boxes to tick become [ ] and [x], which is how most programs of records write them.
"""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import cast

with warnings.catch_warnings():
    # Without Pillow, which is compiled, it takes no images. None are put into a record.
    warnings.simplefilter("ignore")
    from fpdf import FPDF
    from fpdf.fonts import TTFFont
from fontTools.ttLib import TTFont

from m1appeals.errors import UserMistake
from m1appeals.letter.pdf import Fonts

__all__ = ["print_text"]

_PAGE = (612.0, 792.0)
_SIDE = 54.0
_TOP = 54.0
_SIZE = 10.0
_LINE = 14.0
_COLUMN = 5.2
"""The width of one column of a text that is set with spaces, in points."""
_TAB = 8
_MOST = 5_000_000
"""Characters: some thousand pages."""
_MOST_LINES = 100_000
_LONGEST_WORD = 200
_TOO_LONG = "This text is longer than this page can print: save it as a PDF and add that."
_EMPTY = "This file holds no text: add the file that does."
_CELL = re.compile(r" {2,}")
_WORD = re.compile(f" *[^ ]{{1,{_LONGEST_WORD}}}")
_INSTEAD = str.maketrans({
    "\u2610": "[ ]", "\u25a1": "[ ]", "\u2611": "[x]", "\u2612": "[x]",
    "\u2212": "-", "\u2011": "-",
})  # fmt: skip
_FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""When the file says it was made: it says nothing of when that was."""


def print_text(text: str, fonts: Fonts, title: str) -> bytes:
    """Print a text; the same text gives the same bytes. `title` is what viewers show.

    Raises `UserMistake` for characters that the font lacks, and for a text without words.
    """
    if len(text) > _MOST:
        raise UserMistake(_TOO_LONG)
    clean = _clean(text)
    if not clean.strip():
        raise UserMistake(_EMPTY)
    _refuse_lacking(clean, fonts)
    paper = _Paper(fonts, title)
    count = 0
    for number, page in enumerate(clean.strip("\f").split("\f")):
        if number:
            paper.add_page()
        for line in page.rstrip("\n").split("\n"):
            count += 1
            if count > _MOST_LINES:
                raise UserMistake(_TOO_LONG)
            paper.line_of_text(line.rstrip())
    return bytes(paper.output())


class _Paper(FPDF):
    """Pages on which lines are put one below the other."""

    def __init__(self, fonts: Fonts, title: str) -> None:
        super().__init__(unit="pt", format=_PAGE)
        self.alias_nb_pages("")
        self.set_margins(_SIDE, _TOP, _SIDE)
        self.set_auto_page_break(False)
        self.c_margin = 0
        # It is written for a path; what it needs is what fontTools can open.
        file = cast("Path", io.BytesIO(fonts.regular))
        self.fonts["serif"] = TTFFont(self, file, "serif", "")
        self.set_title(title)
        self.set_lang("en-US")
        self.creation_date = _FIXED
        self.set_producer("")
        self.add_page()
        self.set_font("serif", size=_SIZE)

    def line_of_text(self, line: str) -> None:
        """Put one line, wrapped where it is longer than the page is wide."""
        cells = list(_cells(line))
        if not cells:
            self._down()
            return
        right = _PAGE[0] - _SIDE
        places: list[tuple[float, str]] = []
        for column, cell in cells:
            x = _SIDE + min(column * _COLUMN, 260.0 if len(cells) == 1 else 1e6)
            if places:
                before_x, before = places[-1]
                x = max(x, before_x + self.wide(before) + 2.5 * _SIZE)
            places.append((x, cell))
        if len(places) > 1 and any(x + self.wide(cell) > right for x, cell in places):
            # A row that is wider than the page: its cells follow one another and are wrapped.
            places = [(places[0][0], "   ".join(cell for _, cell in cells))]
        if len(places) > 1:
            self._room()
            for x, cell in places:
                self._put(x, cell)
            self._down()
            return
        x, cell = places[0]
        for part in self._wrapped(cell, right - x):
            self._room()
            self._put(x, part)
            self._down()

    def wide(self, text: str) -> float:
        """Give the width of a text in points."""
        width: float = self.get_string_width(text)
        return width

    def _put(self, x: float, text: str) -> None:
        self.text(x, self.get_y() + _SIZE, text)

    def _wrapped(self, text: str, width: float) -> Iterator[str]:
        held, held_width = "", 0.0
        for word in _WORD.findall(text):
            wide = self.wide(word)
            if held and held_width + wide > width:
                yield held
                held, held_width = "", 0.0
                word = word.lstrip(" ")
                wide = self.wide(word)
            while wide > width:
                fits = max(1, int(len(word) * width / wide) - 1)
                while fits > 1 and self.wide(word[:fits]) > width:
                    fits -= 1
                yield word[:fits]
                word = word[fits:]
                wide = self.wide(word)
            held, held_width = held + word, held_width + wide
        if held:
            yield held

    def _room(self) -> None:
        if self.get_y() + _LINE > _PAGE[1] - _TOP:
            self.add_page()

    def _down(self) -> None:
        if self.get_y() + _LINE <= _PAGE[1] - _TOP or self.get_y() > _TOP:
            self.set_y(min(self.get_y() + _LINE, _PAGE[1] - _TOP))


def _clean(text: str) -> str:
    """Take away what is never seen, and put one line break for each kind of them."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = (
        re.sub(r"[\u2028\u2029\x85\x0b]", "\n", text)
        .replace("\xa0", " ")
        .expandtabs(_TAB)
        .translate(_INSTEAD)
    )
    return "".join(
        one for one in text if one in "\n\f" or unicodedata.category(one) not in ("Cc", "Cf", "Cs")
    )


def _cells(line: str) -> Iterator[tuple[int, str]]:
    """Give the cells of a line, and the column in which each begins."""
    at = len(line) - len(line.lstrip(" "))
    for gap in _CELL.finditer(line, at):
        if _parts(line, gap):
            yield at, line[at : gap.start()]
            at = gap.end()
    if at < len(line):
        yield at, line[at:]


def _parts(body: str, gap: re.Match[str]) -> bool:
    """Tell whether a gap parts cells; two spaces behind a sentence do not."""
    return len(gap[0]) > 2 or body[gap.start() - 1] not in ".?!:"


def _refuse_lacking(text: str, fonts: Fonts) -> None:
    has = _characters(fonts.regular)
    found = dict.fromkeys(one for one in text if one not in "\n\f" and ord(one) not in has)
    if not found:
        return
    missing = [f"{one} ({unicodedata.name(one, f'U+{ord(one):04X}')})" for one in found]
    shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
    raise UserMistake(
        f"The fonts of the PDF do not hold {shown}. Open the file in the program that made it, "
        "save it as a PDF, and add that."
    )


@lru_cache(maxsize=2)
def _characters(font: bytes) -> frozenset[int]:
    return frozenset(TTFont(io.BytesIO(font), lazy=True).getBestCmap())
