"""The fonts of the letter as a PDF: Noto Serif, without what letters do not need.

They hold Latin with all its diacritics (Vietnamese among them), Greek and Cyrillic, and what stands
between words. Hints for coarse screens and the tables for other scripts are left out: so two fonts
are small enough to be fetched, and quick to embed. Noto Serif is under the SIL Open Font License,
which the fonts name in themselves.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

__all__ = ["FONTS", "font_files", "make_font"]

FONTS = {"font_regular": "400Regular", "font_bold": "700Bold"}
"""Each font's name as a table of the engine, and as the package calls it."""

_PACKAGE = Path("node_modules", "@expo-google-fonts", "noto-serif")

_CHARACTERS = (
    range(0x0020, 0x007F),  # ASCII
    range(0x00A0, 0x0250),  # Latin
    range(0x0250, 0x0370),  # phonetic letters; marks that join the letter before
    range(0x0370, 0x0530),  # Greek, Cyrillic
    range(0x1E00, 0x2000),  # Latin (Vietnamese), Greek with accents
    range(0x2000, 0x20C0),  # dashes, quotation marks, currencies
    range(0x2100, 0x2190),  # numero, trademark, fractions
    range(0x2190, 0x219A),  # arrows
    range(0x2200, 0x2300),  # at least, at most
    range(0x25A0, 0x2600),  # boxes and bullets
    range(0xFB00, 0xFB07),  # joined letters, as they come out of other PDFs
    range(0xFFFD, 0xFFFE),
)


def font_files(root: Path) -> dict[str, Path]:
    """Give the file that each font is made from."""
    return {
        table: root / _PACKAGE / name / f"NotoSerif_{name}.ttf" for table, name in FONTS.items()
    }


def make_font(source: Path) -> bytes:
    """Give the part of a font that letters need. The same font gives the same bytes."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(
        hinting=False,
        layout_features=[],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        notdef_outline=True,
        drop_tables=["DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "MVAR", "STAT", "meta"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[one for part in _CHARACTERS for one in part])
    subsetter.subset(font)
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
