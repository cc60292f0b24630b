"""The fonts of PDFs, as the build makes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from m1appeals.letter.pdf import Fonts

__all__ = ["fonts", "tables"]

ROOT = Path(__file__).parents[1]


@cache
def tables() -> dict[str, bytes]:
    """Give the fonts by the names of their tables; the engine's build has made them."""
    names = ("font_regular", "font_bold")
    return {name: (ROOT / "build" / "tables" / name).read_bytes() for name in names}


def fonts() -> Fonts:
    return Fonts(regular=tables()["font_regular"], bold=tables()["font_bold"])
