"""The fonts of the letter as a PDF: Noto Serif, without what letters do not need, with signs.

They hold Latin with all its diacritics (Vietnamese among them), Greek and Cyrillic, and what stands
between words. What records write between numbers (at least, arrows, check marks, boxes) is not in
Noto Serif: its outlines come from Noto Sans Math and Noto Sans Symbols 2. Hints for coarse screens
and the tables for other scripts are left out: so two fonts are small enough to be fetched, and
quick to embed. All are under the SIL Open Font License, which the fonts name in themselves.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

__all__ = ["FONTS", "SIGNS", "font_files", "make_font", "sign_files"]

FONTS = {"font_regular": "400Regular", "font_bold": "700Bold"}
"""Each font's name as a table of the engine, and as the package calls it."""

SIGNS = {"noto-sans-math": "NotoSansMath", "noto-sans-symbols-2": "NotoSansSymbols2"}
"""The packages of the fonts that hold signs, first choice first, and what each calls its font."""

_PACKAGES = Path("node_modules", "@expo-google-fonts")

_CHARACTERS = (
    range(0x0020, 0x007F),  # ASCII
    range(0x00A0, 0x0250),  # Latin
    range(0x0250, 0x0370),  # phonetic letters; marks that join the letter before
    range(0x0370, 0x0530),  # Greek, Cyrillic
    range(0x1E00, 0x2000),  # Latin (Vietnamese), Greek with accents
    range(0x2000, 0x20C0),  # dashes, quotation marks, currencies
    range(0x2100, 0x2190),  # numero, trademark, fractions
    range(0xFB00, 0xFB07),  # joined letters, as they come out of other PDFs
    range(0xFFFD, 0xFFFE),
)

_SIGNS = (
    range(0x2190, 0x219A),  # arrows
    range(0x21D0, 0x21D6),  # double arrows
    range(0x2200, 0x2270),  # at least, at most, about
    range(0x2295, 0x2299),  # circled plus, minus, times
    range(0x25A0, 0x2600),  # boxes and bullets
    range(0x2605, 0x2607),  # stars
    range(0x2610, 0x2613),  # boxes, checked and not
    range(0x2640, 0x2643),  # female, male
    range(0x26A0, 0x26A1),  # warning
    range(0x2713, 0x2719),  # check marks
    range(0x2731, 0x2735),  # stars used as bullets
    range(0x2751, 0x2757),  # shadowed boxes and diamonds used as bullets
    range(0x2794, 0x27BF),  # arrows used as bullets
)
"""Signs of records and of the lists of word processors, where Noto Serif has none."""


def font_files(root: Path) -> dict[str, Path]:
    """Give the file that each font is made from."""
    folder = root / _PACKAGES / "noto-serif"
    return {table: folder / name / f"NotoSerif_{name}.ttf" for table, name in FONTS.items()}


def sign_files(root: Path) -> list[Path]:
    """Give the files of the fonts that hold signs."""
    return [
        root / _PACKAGES / package / "400Regular" / f"{name}_400Regular.ttf"
        for package, name in SIGNS.items()
    ]


def make_font(source: Path, signs: list[Path]) -> bytes:
    """Give the part of a font that letters need, with signs. The same fonts give the same bytes."""
    font = TTFont(source, recalcTimestamp=False)
    wanted = {one for part in (*_CHARACTERS, *_SIGNS) for one in part}
    for path in signs:
        _add_glyphs(font, TTFont(path), wanted)
    options = Options(
        hinting=False,
        layout_features=[],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        notdef_outline=True,
        drop_tables=["DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "MVAR", "STAT", "meta"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _add_glyphs(font: TTFont, other: TTFont, wanted: set[int]) -> None:
    """Give a font the outlines of another's characters that are wanted and that it lacks.

    A glyph that consists of others becomes one outline. Both fonts have to divide the em alike.
    """
    assert font["head"].unitsPerEm == other["head"].unitsPerEm, "Outlines of another size."
    glyphs = other.getGlyphSet()
    names = other.getBestCmap()
    tables = [table for table in font["cmap"].tables if table.isUnicode()]
    for code in sorted(wanted & names.keys() - font.getBestCmap().keys()):
        pen = TTGlyphPen(None)
        decomposed = DecomposingRecordingPen(glyphs)
        glyphs[names[code]].draw(decomposed)
        decomposed.replay(pen)
        name = f"sign{code:04X}"
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = other["hmtx"][names[code]]
        for table in tables:
            table.cmap[code] = name
