"""Files of a record that are no PDF yet: text and Word documents are printed into one.

Text is UTF-8, UTF-16 with its mark, or else Windows-1252.
"""

from __future__ import annotations

import codecs
import re

from m1appeals.errors import UserMistake
from m1appeals.evidence.reading.docx import text_of_docx
from m1appeals.evidence.reading.printing import print_text
from m1appeals.letter.pdf import Fonts
from m1appeals.packet.exhibits import kind_of

__all__ = ["as_pdf", "decoded"]

_TITLE = "Record"
_MOST_BYTES = 20_000_000
_TOO_LONG = "This text is longer than this page can print: save it as a PDF and add that."
_LOCKED_OR_OLD = (
    "This file is an older Word or Excel document, or one with a password: open it, save it as a "
    "PDF and add that."
)
_RTF = "This file is a rich text document (.rtf): open it in Word, save it as a PDF and add that."
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)
_BINARY = re.compile(rb"[\0-\x08\x0e-\x1a\x7f]")


def as_pdf(content: bytes, fonts: Fonts) -> bytes | None:
    """Print a text or Word document; None for a PDF or JPEG, which is used as it is.

    Raises `UserMistake` with what to do for every other kind of file.
    """
    if content.startswith(b"PK"):
        return print_text(text_of_docx(content), fonts, _TITLE)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserMistake(_LOCKED_OR_OLD)
    if content.startswith(b"{\\rtf"):
        raise UserMistake(_RTF)
    if _is_text(content):
        return print_text(decoded(content), fonts, _TITLE)
    kind_of(content)
    return None


def decoded(content: bytes) -> str:
    """Give the text of a plain text file."""
    if len(content) > _MOST_BYTES:
        raise UserMistake(_TOO_LONG)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").replace("\ufffd", "?")
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace").replace("\ufffd", "?")


def _is_text(content: bytes) -> bool:
    start = content[:4096]
    if not start or _HTML.match(start.removeprefix(codecs.BOM_UTF8)):
        return False
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    if b"%PDF-" in start[:1024] or start.startswith(
        (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
    ):
        return False
    return _BINARY.search(start) is None and not start.startswith(b"RIFF")
