"""The parts of the rows of a page: pieces that no wide gap parts, put together.

Words that are spread to fill a column lie as far apart as cells do; they are joined where the edge
of their column is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from m1appeals.evidence.reading.pages import Piece

__all__ = ["CELL", "Band", "Segment", "bands_of", "spread"]

CELL = "   "
"""What stands between the cells of a row."""

_SPACE = 0.12
_CELL = 0.9
"""A gap that parts cells, in parts of the size of the letters."""
_SAME_ROW = 0.45
_SPREAD_LENGTH, _SPREAD_FILLED, _SPREAD_GAP = 18, 0.52, 4.5
"""Of a row whose words are spread to fill a column: its least length in characters, the least part
of it that words fill, and the widest gap, in parts of the size."""
_WIDE = re.compile(r" {3,}")


@dataclass(slots=True)
class Segment:
    """Pieces of one row that no wide gap parts."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    gap: float = 0.0
    """The widest gap inside it, in parts of the size."""


Band = list[Segment]
"""The segments of one row, from left to right."""


def bands_of(pieces: Sequence[Piece]) -> list[Band]:
    """Put pieces of one height together, from the top of the page."""
    bands: list[list[Piece]] = []
    height = size = 0.0
    for piece in sorted(pieces, key=lambda one: (-round(one.y, 1), one.x)):
        if bands and height - piece.y <= _SAME_ROW * min(max(size, 1), max(piece.size, 1) * 1.5):
            bands[-1].append(piece)
            size = max(size, piece.size)
        else:
            bands.append([piece])
            height, size = piece.y, piece.size
    return [band for pieces in bands if (band := _segments(pieces))]


def _segments(pieces: Sequence[Piece]) -> Band:
    """Join the pieces of a row where only a space, or nothing, parts them."""
    found: Band = []
    parts = sorted((part for one in pieces for part in _parted(one)), key=lambda one: one.x)
    for piece in parts:
        text, size = piece.text, piece.size
        last = found[-1] if found else None
        if text.isspace():
            if last is not None and piece.x - last.right < _SPACE * size:
                last.text += " "
            continue
        if last is None:
            found.append(Segment(text, piece.x, piece.end, piece.y, size, piece.bold))
            continue
        gap = (piece.x - last.right) / max(size, last.size)
        if gap < -0.5 and _is_again(piece, last):
            continue
        if gap >= _CELL or text.startswith(CELL):
            found.append(Segment(text, piece.x, piece.end, piece.y, size, piece.bold))
            continue
        last.gap = max(last.gap, gap)
        space = gap > _SPACE and not last.text.endswith(" ") and not text.startswith(" ")
        last.text += (" " if space else "") + text
        last.right = max(last.right, piece.end)
        if len(text) > 3:
            last.size = max(last.size, size)
        last.bold = last.bold and piece.bold
    return found


def spread(band: Sequence[Segment], edge: float) -> Band:
    """Join the segments of a row whose words are spread to fill a column."""
    if len(band) < 2 or band[-1].right < edge - 2 * band[-1].size:
        return list(band)
    gaps = [(behind.left - before.right) / before.size for before, behind in pairwise(band)]
    filled = sum(one.right - one.left for one in band) / (band[-1].right - band[0].left)
    inside = [one.gap for one in band if " " in one.text.strip()]
    if len(gaps) + len(inside) < 2 or sum(len(one.text) for one in band) < _SPREAD_LENGTH:
        return list(band)
    if filled < _SPREAD_FILLED or max(gaps) > min(_SPREAD_GAP, 1.7 * min([*gaps, *inside])):
        return list(band)
    first = band[0]
    text = " ".join(one.text.strip() for one in band)
    bold = all(one.bold for one in band)
    size = max(one.size for one in band)
    return [Segment(text, first.left, band[-1].right, first.y, size, bold, max(gaps))]


def _parted(piece: Piece) -> Iterator[Piece]:
    """Part a piece at runs of spaces, as typewriters set tables, and take away spaces around it."""
    text = piece.text
    if (text == text.strip() and CELL not in text) or text.isspace():
        yield piece
        return
    each = (piece.end - piece.x) / max(len(text), 1)
    at = 0
    for part in _WIDE.split(text):
        place = text.index(part, at)
        at = place + len(part)
        bare = part.strip()
        if bare:
            begin = piece.x + each * (place + len(part) - len(part.lstrip()))
            lead = CELL if place else " " if part != part.lstrip() else ""
            tail = " " if part != part.rstrip() else ""
            yield Piece(
                begin,
                begin + each * len(bare),
                piece.y,
                piece.size,
                0,
                f"{lead}{bare}{tail}",
                piece.bold,
            )


def _is_again(piece: Piece, last: Segment) -> bool:
    """Tell whether a piece is printed a second time, a hair beside, to look bold."""
    return last.text.rstrip().endswith(piece.text.strip()) and (
        abs(last.right - piece.end) < 0.25 * piece.size
    )
