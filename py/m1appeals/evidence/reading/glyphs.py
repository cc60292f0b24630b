"""What the codes of a font stand for, and how wide they are.

pypdf reads the font; its reading is turned into one table, so that each code is looked up once. A
code for which a file names no letter stands for nothing here: a letter that is not certain is not
quoted. Of the private letters of symbol fonts, those that print bullets and common signs are known.

Source: ISO 32000-2, 9.6 to 9.10.
"""

from __future__ import annotations

import re
from typing import Any

from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

__all__ = ["Glyphs"]

_SIGNS = {
    0xF0B7: "\u2022", 0xF0A7: "\u25aa", 0xF0D8: "\u27a2", 0xF0FC: "\u2713", 0xF0FE: "\u2611",
    0xF0A8: "\u2610", 0xF06F: "\u2610", 0xF071: "\u2751", 0xF06E: "\u25a0", 0xF06C: "\u25cf",
    0xF0B0: "\u00b0", 0xF0B1: "\u00b1", 0xF0A3: "\u2264", 0xF0B3: "\u2265", 0xF0E0: "\u2192",
    0xF0AE: "\u2192", 0xF0AD: "\u2191", 0xF0AF: "\u2193", 0xF06D: "\u00b5", 0xF02D: "-",
    0xF020: " ", 0xF0A0: " ",
}  # fmt: skip
"""Private letters of Symbol and Wingdings, as Word writes them."""
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]"
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ufffd\ud800-\udfff]")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


class Glyphs:
    """A font of a page."""

    def __init__(self, resource: DictionaryObject) -> None:
        font = Font.from_font_resource(resource)
        self._font = font
        self._known: dict[Any, tuple[str, float]] = {}
        numbered = resource.get("/Encoding") in ("/Identity-H", "/Identity-V")
        self.readable = font.interpretable and not (numbered and not font.character_map)
        """Whether its codes stand for letters at all, or only for drawings."""
        self.bold = _BOLD.search(font.name) is not None
        self._coded = font.encoding if isinstance(font.encoding, str) else ""
        by_name = font.encoding if isinstance(font.encoding, dict) else {}
        self._by_name: dict[int, str] = by_name
        scale = _scale(resource)
        self._default = _width(font.character_widths.get("default"), 500) * scale
        self._scale = scale
        self.wide = bool(self._coded)
        """Its codes have several bytes, so no code is the space of word spacing."""
        self.space = min(max(_width(font.space_width, 250) * scale, 0.1), 1.0)
        """The width of a space, in parts of the size."""

    def read(self, codes: bytes) -> tuple[str, float, int]:
        """Give the text of a string, its width in parts of the size, and its number of codes."""
        units: Any = codes
        if self._coded:
            try:
                units = codes.decode(self._coded, "surrogatepass")
            except UnicodeDecodeError:
                units = codes.decode(self._coded, "replace")
        known, text, width = self._known, [], 0.0
        for unit in units:
            found = known.get(unit)
            if found is None:
                found = known[unit] = self._look_up(unit)
            text.append(found[0])
            width += found[1]
        return "".join(text), width, len(units)

    def _look_up(self, unit: int | str) -> tuple[str, float]:
        raw = chr(unit) if isinstance(unit, int) else unit
        named = self._by_name.get(unit, raw) if isinstance(unit, int) else raw
        mapped = self._font.character_map.get(named, named)
        text = mapped if isinstance(mapped, str) else named
        if len(text) > 1 and text.startswith("/"):
            text = "\ufffd"  # a glyph with a name of its own
        elif self._coded and self._font.character_map and named not in self._font.character_map:
            text = "\ufffd"  # a code that the font's own table leaves out
        wide = self._font.character_widths.get(raw)
        width = self._default if wide is None else _width(wide, 500) * self._scale
        return _seen(text), width


def _seen(text: str) -> str:
    if len(text) == 1 and ord(text) in _SIGNS:
        return _SIGNS[ord(text)]
    text = text.replace("\u00a0", " ").replace("\t", " ").replace("\n", " ")
    return _UNSEEN.sub("", _PRIVATE.sub("\ufffd", text))


def _width(value: Any, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value < 1e5 else otherwise


def _scale(resource: DictionaryObject) -> float:
    """Give the size of a unit of width: a thousandth, unless the font draws its own glyphs."""
    matrix = resource.get("/FontMatrix")
    first = matrix[0] if isinstance(matrix, list) and matrix else None
    if isinstance(first, int | float) and 1e-5 < abs(first) < 1:
        return abs(float(first))
    return 0.001
