"""Where things land on paper: boxes, turns and sizes, in points.

Sources: ISO 32000-2, 14.11.2 (boxes of a page), 8.3 (coordinates), 12.5.5 (appearances).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from m1appeals.packet.source import resolved

__all__ = ["BAND", "LETTER", "Box", "Matrix", "box", "numeral", "paper", "through", "upright"]

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f: x becomes ax + cy + e, and y becomes bx + dy + f."""
LETTER = (612.0, 792.0)
BAND = 26.0
"""The height at the bottom of a page that is freed for its stamp."""
_LARGEST = (620.0, 1012.0)
"""Of the shorter and the longer side. Legal and A4 fit, with the few points scanners add."""
_SMALLEST = (216.0, 108.0)
"""Width and height that hold a stamp and something above it."""
_FARTHEST = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle, its left below its right and its bottom below its top."""

    left: float
    """The lesser x."""
    bottom: float
    """The lesser y."""
    right: float
    """The greater x."""
    top: float
    """The greater y."""

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def within(self, other: Box) -> Box | None:
        """Give what both cover, or None where that is next to nothing."""
        return _box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


def numeral(value: Any) -> float | None:
    """Give a number that can be drawn with, or None."""
    found = resolved(value)
    if not isinstance(found, int | float) or not abs(found) <= _FARTHEST:
        return None
    return float(found)


def box(value: Any) -> Box | None:
    """Read a rectangle whose corners come in any order; None where it is none or has no area."""
    found = resolved(value)
    if not isinstance(found, list) or len(found) < 4:
        return None
    x0, y0, x1, y1 = (numeral(each) for each in found[:4])
    if x0 is None or y0 is None or x1 is None or y1 is None:
        return None
    return _box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def upright(area: Box, turn: int, unit: float) -> tuple[Matrix, float, float]:
    """Give how an area comes to lie upright with its corner at zero, and its size then.

    `turn` is clockwise in degrees, a multiple of 90; `unit` is the points of one unit.
    """
    width, height = area.width * unit, area.height * unit
    left, bottom = area.left * unit, area.bottom * unit
    match turn:
        case 90:
            return (0, -unit, unit, 0, -bottom, width + left), height, width
        case 180:
            return (-unit, 0, 0, -unit, width + left, height + bottom), width, height
        case 270:
            return (0, unit, -unit, 0, height + bottom, -left), height, width
        case _:
            return (unit, 0, 0, unit, -left, -bottom), width, height


def paper(width: float, height: float) -> tuple[float, float]:
    """Choose the paper for a page: its own size, or Letter for what no office printer has."""
    if min(width, height) > _LARGEST[0] or max(width, height) > _LARGEST[1]:
        return LETTER if height >= width else (LETTER[1], LETTER[0])
    return max(width, _SMALLEST[0]), max(height, _SMALLEST[1])


def through(area: Box, matrix: Matrix, target: Box) -> Matrix | None:
    """Give the matrix that brings an appearance into its rectangle (ISO 32000-2, 12.5.5)."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (area.left, area.right) for y in (area.bottom, area.top)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if not (1e-6 < width < math.inf and 1e-6 < height < math.inf):
        return None
    wide, high = target.width / width, target.height / height
    return wide, 0, 0, high, target.left - min(xs) * wide, target.bottom - min(ys) * high


def _box(left: float, bottom: float, right: float, top: float) -> Box | None:
    if right - left < 0.01 or top - bottom < 0.01:
        return None
    return Box(left=left, bottom=bottom, right=right, top=top)
