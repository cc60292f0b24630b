"""The rows of a page, in the order in which they are read.

Columns are read one after the other, and a table is read row by row: a wide gap in a row is kept as
three spaces, so that its cells stay apart, and a row whose cells are wrapped is put together.

Not looked at: lines and boxes that are drawn. What a table's rules would say is told by gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from m1appeals.evidence.reading.columns import columns_of
from m1appeals.evidence.reading.pages import Page, Piece
from m1appeals.evidence.reading.segments import CELL, Band, Segment, bands_of, spread

__all__ = ["Row", "rows_of"]

_MOST_CELLS, _MOST_LINES = 12, 12
"""Of a row of a table whose cells may be wrapped."""
_LABEL = re.compile(r"[A-Z][\w ./#-]{0,30}:")

_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
"""Joined letters are the letters: nobody who searches for a word types the joined ones."""


@dataclass(slots=True)
class Row:
    """A row of text, or a part of one that lies in a column."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    lefts: tuple[float, ...]
    """Where each of its cells begins."""
    edge: float = 0.0
    """The right edge of the column it lies in."""
    gap: float = 0.0
    """From the row above in the same column, in points; 0 for the first."""
    column: int = 0
    """Which column of the page, counted in the order of reading."""

    @property
    def cells(self) -> int:
        return len(self.lefts)


def rows_of(page: Page, gutters: Sequence[float] = ()) -> tuple[list[Row], list[str], list[float]]:
    """Give the rows of a page in the order of reading, what is printed across it, and gutters.

    Text that stands sideways comes after the rest, unless most of the page does. `gutters` are
    those of the page before: columns may end on this one with a few rows.
    """
    ways = Counter[int]()
    for piece in page.pieces:
        ways[piece.turn] += len(piece.text)
    across = [piece.text.strip() for piece in page.pieces if piece.turn == 45]
    rows: list[Row] = []
    found: list[float] = []
    for turn, _ in ways.most_common():
        if turn == 45:
            continue
        turned = [_turned(piece) for piece in page.pieces if piece.turn == turn]
        for column in columns_of(bands_of(turned), gutters, found):
            rows.extend(_finished(column, 1 + (rows[-1].column if rows else -1)))
    return rows, across, found


def _turned(piece: Piece) -> Piece:
    x, y, length = piece.x, piece.y, piece.end - piece.x
    match piece.turn:
        case 90:
            x, y = y, -x
        case 180:
            x, y = -x, -y
        case 270:
            x, y = -y, x
        case _:
            return piece
    return Piece(x, x + length, y, piece.size, 0, piece.text, piece.bold)


def _finished(bands: list[Band], column: int) -> list[Row]:
    edge = max(band[-1].right for band in bands)
    rows: list[Row] = []
    above = 0.0
    for group in _unwrapped([spread(band, edge) for band in bands]):
        first = group[0]
        texts = (" ".join(one.text for one in cell) for cell in _cells_of(group))
        cells = [" ".join(text.translate(_LIGATURES).split()) for text in texts]
        y, last = first[0].y, group[-1]
        rows.append(
            Row(
                text=CELL.join(cells),
                left=first[0].left,
                right=max(band[-1].right for band in group),
                y=y,
                size=max(one.size for one in first),
                bold=all(one.bold for one in first),
                lefts=tuple(one.left for one in first),
                edge=edge,
                gap=above - y if rows else 0.0,
                column=column,
            )
        )
        above = last[0].y
    return rows


def _cells_of(group: Sequence[Band]) -> list[list[Segment]]:
    """Give the segments of each cell of a row that is printed in several lines."""
    cells = [[one] for one in group[0]]
    for band in group[1:]:
        for one in band:
            place = max(
                range(len(cells)),
                key=lambda index: (-abs(cells[index][0].left - one.left), -index),
            )
            cells[place].append(one)
    return cells


def _unwrapped(bands: list[Band]) -> Iterator[list[Band]]:
    """Put the lines of a table's row together where its cells are wrapped.

    They are told by being nearer to one another than to the rows above and below, and by fewer
    cells, or cells that all begin with a small letter, each below one of the first line's.
    """
    at = 0
    while at < len(bands):
        group = [bands[at]]
        above = bands[at - 1][0].y - bands[at][0].y if at else 0.0
        behind = at + 1
        while behind < len(bands) and _is_wrapped(group, bands[behind]):
            group.append(bands[behind])
            behind += 1
        if len(group) > 1:
            inside = max(before[0].y - band[0].y for before, band in pairwise(group))
            below = group[-1][0].y - bands[behind][0].y if behind < len(bands) else 1e6
            if at == 0 or above <= 1.12 * inside or below <= 1.12 * inside:
                group, behind = group[:1], at + 1
        yield group
        at = behind


def _is_wrapped(group: Sequence[Band], band: Band) -> bool:
    first, gap = group[0], group[-1][0].y - band[0].y
    size = first[0].size
    return (
        1 < len(first) <= _MOST_CELLS
        and len(group) < _MOST_LINES
        and (len(band) < len(first) or all(one.text.lstrip()[:1].islower() for one in band))
        and 0.6 * size < gap <= 1.4 * size
        and all(_is_below(one, first) and not _LABEL.match(one.text) for one in band)
    )


def _is_below(one: Segment, cells: Band) -> bool:
    """Tell whether a segment lies below a cell, and not below the next one too."""
    for cell, behind in zip(cells, [*cells[1:], None], strict=True):
        if abs(one.left - cell.left) < 0.5 * one.size:
            return behind is None or one.right < behind.left
    return False
