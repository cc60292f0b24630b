"""Columns of a page, which are read one after the other, told from tables, which are not.

A gutter is a gap that goes down several rows. Where the rows on both of its sides are prose, or
stand at heights of their own, there are columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from m1appeals.evidence.reading.segments import Band, spread

__all__ = ["columns_of"]

_MOST_ROWS, _MOST_SEGMENTS, _MOST_GAPS = 250, 2500, 8
"""Of a page in which columns are looked for: rows, parts of rows, and gaps of one row."""
_BREAK = 3.5
"""A gap between rows that ends columns, in parts of the size."""
_GUTTER_ROWS = 4
"""Rows with text on both sides that make columns."""
_PROSE_LENGTH = 22
"""Characters that a row of a column of prose has, in the middle of all."""
_FULL = 0.72
_PROSE_FULL = 0.5
"""The part of a column's rows that fill that much of its width."""


def columns_of(
    bands: list[Band], known: Sequence[float], gutters: list[float]
) -> Iterator[list[Band]]:
    """Give parts of the page that are read one after the other; keep where gutters are."""
    if len(bands) > _MOST_ROWS or sum(len(band) for band in bands) > _MOST_SEGMENTS:
        yield bands
        return
    whole: list[Band] = []
    at = 0
    while at < len(bands):
        found = _gutter(bands, at, known)
        if found is None:
            whole.append(bands[at])
            at += 1
            continue
        end, middle = found
        gutters.append(middle)
        if whole:
            yield whole
            whole = []
        left = [[one for one in band if one.right <= middle] for band in bands[at:end]]
        right = [[one for one in band if one.right > middle] for band in bands[at:end]]
        yield [band for band in left if band]
        yield from columns_of([band for band in right if band], known, gutters)
        at = end
    if whole:
        yield whole


def _gutter(bands: list[Band], at: int, known: Sequence[float]) -> tuple[int, float] | None:
    """Find columns that begin at a row: the row behind their last, and the middle of the gutter."""
    first = bands[at]
    together = first
    if len(first) == 1:
        # The rows of columns need not be at one height.
        near = [
            one
            for band in bands[at + 1 : at + 3]
            for one in band
            if first[0].y - one.y < 1.8 * first[0].size
            and (one.right < first[0].left or one.left > first[0].right)
        ]
        together = sorted([*first, *near], key=lambda one: one.left)
    for before, behind in pairwise(together[: _MOST_GAPS + 1]):
        low, high = before.right, behind.left
        if high - low < 0.6 * before.size:
            continue
        end, above = at, first[0]
        for band in bands[at:]:
            narrow = _narrowed(band, low, high, before.size)
            if narrow is None or above.y - band[0].y > _BREAK * max(above.size, band[0].size):
                break
            low, high = narrow
            above = band[0]
            end += 1
        middle = (low + high) / 2
        end = _trimmed(bands, at, end, middle)
        if end > at and _are_columns(bands[at:end], middle, known):
            return end, middle
    return None


def _are_columns(bands: Sequence[Band], middle: float, known: Sequence[float]) -> bool:
    """Tell columns, which are read one after the other, from a table, which is read by its rows."""
    left = _side([[one for one in band if one.right <= middle] for band in bands])
    right = _side([[one for one in band if one.right > middle] for band in bands])
    crowded = any(len(band) > 1 for band in left)
    if any(abs(middle - one) < 12 for one in known) and left and right and not crowded:
        return median(len(band[0].text) for band in left) >= _PROSE_LENGTH
    if len(left) < _GUTTER_ROWS or len(right) < _GUTTER_ROWS:
        return False
    if _is_prose(left) and _is_prose(right):
        return True
    return not crowded and _alternate(bands, middle)


def _side(bands: Sequence[Band]) -> list[Band]:
    """Give the rows of one side of a gutter, with the words of each joined."""
    edge = max((band[-1].right for band in bands if band), default=0.0)
    return [spread(band, edge) for band in bands if band]


def _alternate(bands: Sequence[Band], middle: float) -> bool:
    """Tell whether rows stand left and right in turn, at heights of their own."""
    sides = ["both" if len(band) > 1 else "left" if band[0].right <= middle else "right"
             for band in bands]  # fmt: skip
    turns = sum(1 for before, side in pairwise(sides) if {before, side} == {"left", "right"})
    lengths = [len(band[0].text) for band in bands if len(band) == 1]
    return turns >= 0.5 * len(bands) and median(lengths) >= 12


def _narrowed(band: Band, low: float, high: float, size: float) -> tuple[float, float] | None:
    """Narrow a gutter to what a row leaves free of it; None where the row crosses it."""
    for one in band:
        if one.right <= low or one.left >= high:
            continue
        if one.left <= low and one.right >= high:
            return None
        if one.left <= low:
            low = one.right
        elif one.right >= high or one.left - low > high - one.right:
            high = one.left
        else:
            low = one.right
    return (low, high) if high - low >= 0.5 * size else None


def _trimmed(bands: list[Band], at: int, end: int, middle: float) -> int:
    """Leave out the rows below the columns that only happen to lie on one side."""
    last_left = last_right = at
    for index in range(at, end):
        if bands[index][0].right <= middle:
            last_left = index
        if bands[index][-1].left >= middle:
            last_right = index
    shorter = min(last_left, last_right)
    for index in range(shorter + 1, end):
        above = bands[index - 1][0]
        # A column may be shorter than its neighbor; a wide gap says that something else begins.
        if above.y - bands[index][0].y > 2.4 * max(above.size, bands[index][0].size):
            return index
    return end


def _is_prose(bands: Sequence[Band]) -> bool:
    if median(len(band[0].text) for band in bands) < _PROSE_LENGTH:
        return False
    left = min(band[0].left for band in bands)
    width = max(band[-1].right for band in bands) - left
    full = sum(1 for band in bands if band[-1].right - left >= _FULL * width)
    return full >= _PROSE_FULL * len(bands)
