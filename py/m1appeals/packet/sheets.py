"""Sheets of the packet: what is drawn, brought to paper above the line with the stamp.

Besides pages of files there are two more things to draw: a picture, and a sentence that stands for
a page that could not be read.
"""

from __future__ import annotations

from m1appeals.packet.geometry import BAND, LETTER, paper
from m1appeals.packet.jpeg import Jpeg
from m1appeals.packet.pages import Artwork
from m1appeals.packet.writing import File, number

__all__ = ["draw_picture", "draw_sentence", "put_sheet"]

_MARGIN = 36.0
_POINTS_OF_A_PIXEL = 0.75
"""At most: a small picture would only show its pixels when it is drawn larger."""
_SIDE, _RULE, _BASELINE, _SIZE = 18, 21, 10, 9
_COLOURS = {1: b"/DeviceGray", 3: b"/DeviceRGB", 4: b"/DeviceCMYK"}
_UNIT = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip
"""How the unit square of a picture comes upright, by the orientation its camera gave."""
_WIDTHS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabefghiopstx",
        (667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722,
         667, 611, 722, 667, 944, 667, 667, 611,
         556, 556, 556, 278, 556, 556, 222, 556, 556, 500, 278, 500),
        strict=True,
    )
) | dict.fromkeys("0123456789", 556) | {" ": 278, "-": 333}  # fmt: skip
"""Of the letters of a stamp in Helvetica, in thousandths of its size (Adobe's font metrics)."""


def put_sheet(out: File, art: Artwork, *, tree: int, font: int, stamp: str = "") -> int:
    """Write a page and give its number. Without a stamp it keeps its size and has no line."""
    if stamp:
        wide, high = paper(art.width, art.height)
        scale = min(1.0, wide / art.width, (high - BAND) / art.height)
        left = (wide - art.width * scale) / 2
        bottom = BAND + (high - BAND - art.height * scale) / 2
        moved = number(scale, 0, 0, scale, left, bottom)
        content = b"q %b cm %b Q\n%b" % (moved, art.paint, _stamped(stamp, wide))
    else:
        wide, high, content = art.width, art.height, art.paint
    contents = out.add(b"<<", content)
    return out.add(
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %b] /Contents %d 0 R %b"
        b"/Resources << /XObject << %b >> /Font << /F %d 0 R >> >> >>"
        % (tree, number(wide, high), contents, art.group, art.drawings, font)
    )


def draw_picture(out: File, picture: Jpeg) -> Artwork:
    """Put a picture on Letter paper, upright or across by its shape, between margins."""
    way = _UNIT[picture.orientation]
    across, down = picture.width, picture.height
    if way[0] == 0:
        across, down = down, across
    wide, high = LETTER if down >= across else (LETTER[1], LETTER[0])
    scale = min(_POINTS_OF_A_PIXEL, (wide - 2 * _MARGIN) / across, (high - 2 * _MARGIN) / down)
    width, height = across * scale, down * scale
    placed = number(width, 0, 0, height, (wide - width) / 2, (high - height) / 2)
    head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d" % (
        picture.width,
        picture.height,
    )
    head += b" /BitsPerComponent 8 /Filter /DCTDecode /ColorSpace " + _COLOURS[picture.components]
    if picture.inverted:
        head += b" /Decode [1 0 1 0 1 0 1 0]"
    return Artwork(
        width=wide,
        height=high,
        paint=b"q %b cm %b cm /P Do Q" % (placed, number(*way)),
        drawings=b"/P %d 0 R" % out.add(head, picture.data),
    )


def draw_sentence(sentence: str) -> Artwork:
    """Put a sentence on Letter paper, where a page would be."""
    written = b"BT 0 g /F 12 Tf 72 %d Td %b Tj ET" % (LETTER[1] - 108, _written(sentence))
    return Artwork(width=LETTER[0], height=LETTER[1], paint=written, drawings=b"")


def _stamped(stamp: str, wide: float) -> bytes:
    length = sum(_WIDTHS[letter] for letter in stamp) * _SIZE / 1000
    rule = b"q 0.6 G 0.5 w %d %d m %b l S Q" % (_SIDE, _RULE, number(wide - _SIDE, _RULE))
    start = number(wide - _SIDE - length, _BASELINE)
    return b"%b BT 0 g /F %d Tf %b Td %b Tj ET" % (rule, _SIZE, start, _written(stamp))


def _written(words: str) -> bytes:
    """Write words for a font of WinAnsi letters; as hexadecimals nothing has to be escaped."""
    return b"<" + words.encode("cp1252", "replace").hex().encode() + b">"
