"""A JPEG read as far as a PDF needs it: its shape, its colours, which way up; never decoded.

A PDF holds a JPEG as it is (DCTDecode). What a camera or program adds beside the picture, such as
the place, the time and a small second picture, is cut off: only the segments that a decoder needs
stay. Of those that PDF does not take (arithmetic coding, lossless, twelve bits) the user is told.

Sources: ITU-T T.81, annex B (markers); Adobe technical note 5116 (APP14); Exif 2.32, 4.6.4
(orientation); ISO 32000-1, 7.4.8 (DCTDecode).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from m1appeals.errors import UserMistake

__all__ = ["Jpeg", "bare", "read_jpeg"]

DAMAGED = "This picture is damaged and cannot be read: save it again as a JPEG and add that."
UNUSUAL = "This picture is a kind of JPEG that a PDF cannot hold: save it again and add that."

_FRAMES = {0xC0, 0xC1, 0xC2}
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_START, _END, _SCAN, _JFIF, _EXIF, _ADOBE, _COMMENT = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE, 0xFE
_COLOURS = 0xE2
_NEXT_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
"""In the data of a scan: not a stuffed zero and not a restart."""
_FIRST_WITHIN = 1024
"""Viewers look for the beginning of a picture in some bytes before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jpeg:
    """A picture, ready for a PDF."""

    width: int
    """Columns, as they are stored."""
    height: int
    """Rows, as they are stored."""
    components: int
    """1 is gray, 3 is colour, 4 is the four inks of print."""
    inverted: bool
    """Whether 255 means no ink: Adobe's programs write four inks so."""
    orientation: int
    """1 to 8, as a camera says it was held."""
    data: bytes
    """The picture without anything that is not the picture."""


def read_jpeg(content: bytes) -> Jpeg:
    """Read a JPEG; raise `UserMistake` where it is damaged or cannot be put into a PDF."""
    try:
        return _read(content)
    except (IndexError, struct.error) as error:
        raise UserMistake(DAMAGED) from error


def bare(content: bytes) -> bytes:
    """Give a picture of a PDF without what is not the picture; as it is where it cannot be read.

    Its profile of colours stays, since some viewers follow it.
    """
    start = content.find(b"\xff\xd8\xff", 0, _FIRST_WITHIN)
    if start < 0:
        return content
    kept, markers = [b"\xff\xd8"], set()
    try:
        for marker, segment in _segments(content[start:]):
            markers.add(marker)
            profile = marker == _COLOURS and segment[4:].startswith(b"ICC_PROFILE\0")
            kept.append(segment if profile else _needed(marker, segment))
    except struct.error:
        return content
    if _SCAN not in markers or not markers & (_FRAMES | _OTHER_FRAMES):
        return content
    made = b"".join([*kept, b"\xff\xd9"])
    return content if made == content else made


def _needed(marker: int, segment: bytes) -> bytes:
    """Give what a decoder needs of a segment."""
    if marker not in range(_JFIF, _COMMENT + 1) or marker == _ADOBE:
        return segment
    if marker == _JFIF and segment[4:].startswith(b"JFIF\0"):
        # Its last two bytes are the size of a small second picture, which is cut off.
        return b"\xff\xe0\0\x10" + segment[4:16].ljust(12, b"\0") + b"\0\0"
    return b""


def _read(content: bytes) -> Jpeg:
    frame, adobe, orientation = None, False, 1
    kept = [b"\xff\xd8"]
    for marker, segment in _segments(content):
        body = segment[4:]
        if marker in _OTHER_FRAMES:
            raise UserMistake(UNUSUAL)
        if marker in _FRAMES:
            frame = struct.unpack(">BHHB", body[:6])
        elif marker == _ADOBE:
            adobe = adobe or body.startswith(b"Adobe")
        elif marker == _EXIF and body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:])
        kept.append(_needed(marker, segment))
    if frame is None or not any(segment[1:2] == b"\xda" for segment in kept):
        raise UserMistake(DAMAGED)
    bits, height, width, components = frame
    if not width or not height:
        raise UserMistake(DAMAGED)
    if bits != 8 or components not in (1, 3, 4):
        raise UserMistake(UNUSUAL)
    return Jpeg(
        width=width,
        height=height,
        components=components,
        inverted=adobe and components == 4,
        orientation=orientation,
        data=b"".join([*kept, b"\xff\xd9"]),
    )


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each marker up to the end of the picture, with its segment; a scan has its data in it.

    Bytes after the end belong to no picture. A picture whose end is missing is taken as it is,
    since every viewer shows it as far as it goes.
    """
    at = 2
    while at < len(content):
        found = _NEXT_MARKER.search(content, at)
        if found is None or found[1][0] == _END:
            return
        marker, start = found[1][0], found.end() - 2
        if marker in (_START, 0x01):
            at = found.end()
            continue
        end = found.end() + int(struct.unpack(">H", content[found.end() : found.end() + 2])[0])
        if marker == _SCAN:
            following = _NEXT_MARKER.search(content, end)
            end = following.start() if following else len(content)
        yield marker, content[start:end]
        at = end


def _orientation(exif: bytes) -> int:
    """Read which way up the camera was held; 1, upright, where it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack(f"{order}I", exif[4:8])
        (count,) = struct.unpack(f"{order}H", exif[first : first + 2])
        for entry in range(first + 2, first + 2 + 12 * count, 12):
            tag, _, _, value = struct.unpack(f"{order}HHIH", exif[entry : entry + 10])
            if tag == 0x0112:
                return value if value in range(1, 9) else 1
    except struct.error:
        pass
    return 1
