"""What a user adds to a packet: a file, what they call it, and which of its pages they want.

`inspect` looks at a file when it is added, so that what is wrong with it is said there and then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from m1appeals.errors import UserMistake
from m1appeals.packet.jpeg import read_jpeg
from m1appeals.packet.notes import notes
from m1appeals.packet.source import Source, reading

__all__ = ["Contents", "Exhibit", "Kind", "inspect", "kind_of"]

Kind = Literal["pdf", "jpeg"]

_EMPTY = "This file is empty: add it again."
_UNKNOWN = "This file is not a PDF or a JPEG picture: save it as a PDF and add that."
_SIGNS: tuple[tuple[bytes, int, str], ...] = (
    (b"PK\x03\x04", 0, "a Word document or a zip: save it as a PDF and add that."),
    (b"\xd0\xcf\x11\xe0", 0, "an older Word or Excel document: save it as a PDF and add that."),
    (b"{\\rtf", 0, "a rich text document: save it as a PDF and add that."),
    (b"\x89PNG", 0, "a PNG picture: save it as a JPEG or a PDF and add that."),
    (b"GIF8", 0, "a GIF picture: save it as a JPEG or a PDF and add that."),
    (b"II*\0", 0, "a TIFF picture: save it as a PDF, which keeps all its pages, and add that."),
    (b"MM\0*", 0, "a TIFF picture: save it as a PDF, which keeps all its pages, and add that."),
    (b"ftyphei", 4, "a HEIC picture: save it as a JPEG and add that."),
    (b"ftypmif1", 4, "a HEIC picture: save it as a JPEG and add that."),
    (b"WEBP", 8, "a WebP picture: save it as a JPEG and add that."),
    (
        b"DICM",
        128,
        "a DICOM image: save its report as a PDF or the image as a JPEG and add that.",
    ),
)
"""How other files begin, where, and what to do with them."""
_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024
"""Readers look for the header of a PDF in this many bytes (ISO 32000-1, annex H, 3.4.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A file that proves something in the letter."""

    name: str
    """What the user calls it, such as "Progress notes of 3/4/2026"."""
    content: bytes
    """The file: a PDF or a JPEG."""
    pages: str = ""
    """Which pages, such as "1-3, 5, 9-", in the order typed; empty for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is in a file."""

    kind: Kind
    """How it is read."""
    pages: int
    """How many pages it has."""
    notes: tuple[str, ...]
    """Sentences on what the packet does not keep, or what to check."""


def inspect(content: bytes) -> Contents:
    """Look at a file; raise `UserMistake` with what to do where it cannot be used."""
    if kind_of(content) == "jpeg":
        read_jpeg(content)
        return Contents(kind="jpeg", pages=1, notes=())
    with reading():
        source = Source(content)
        return Contents(kind="pdf", pages=source.count, notes=tuple(notes(source)))


def kind_of(content: bytes) -> Kind:
    """Tell a file by how it begins; raise `UserMistake` for what is neither of the two."""
    if not content:
        raise UserMistake(_EMPTY)
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if _HEADER in content[:_HEADER_WITHIN]:
        return "pdf"
    for sign, at, what in _SIGNS:
        if content.startswith(sign, at):
            raise UserMistake(f"This file is {what}")
    start = content[:_HEADER_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise UserMistake("This file is a web page: print it to a PDF and add that.")
    # A byte that no text has is looked for, since every byte can be a letter of some encoding.
    if not re.search(rb"[\0-\x08\x0e-\x1a\x7f]", content[:_HEADER_WITHIN]):
        raise UserMistake("This file is plain text: save it as a PDF and add that.")
    raise UserMistake(_UNKNOWN)
