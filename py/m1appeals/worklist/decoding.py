"""The text of a file that should be a worklist, or what to do when it is another kind of file.

UTF-8 with or without its mark, UTF-16 with its mark (Excel's "Unicode Text"), else Windows-1252,
which is what Excel writes as plain CSV. UTF-16 without its mark is not guessed.
"""

from __future__ import annotations

import codecs
import re

from m1appeals.errors import UserMistake

__all__ = ["MOST_BYTES", "decode"]

MOST_BYTES = 50 * 1024 * 1024
"""The longest file that is read."""

_SAVE_AS = "Open it in Excel and save it with File, Save As, CSV UTF-8; then choose that file."


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Give the text and notes on how it was read; raise `UserMistake` for what is no text."""
    if len(content) > MOST_BYTES:
        raise UserMistake(
            "This file is larger than 50 MB. Filter the report to fewer months and export it again."
        )
    _refuse_other_kinds(content)
    text, notes = _text(content)
    if "\0" in text:
        raise UserMistake(f"This file is not a text file. {_SAVE_AS}")
    if not text.strip():
        raise UserMistake("This file is empty. Export the report again.")
    _refuse_other_texts(text)
    return text, notes


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(b"PK"):
        raise UserMistake(
            "This is an Excel workbook (.xlsx). Save it as CSV in Excel: File, Save As, CSV UTF-8. "
            "Then choose that file."
        )
    if content.startswith(bytes.fromhex("D0CF11E0")):
        raise UserMistake(
            "This is an old Excel workbook (.xls). Save it as CSV in Excel: File, Save As, "
            "CSV UTF-8. Then choose that file."
        )
    if content.startswith(b"%PDF"):
        raise UserMistake(
            "This is a PDF file. Export the report from your system as CSV, and choose that file."
        )


def _text(content: bytes) -> tuple[str, tuple[str, ...]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise UserMistake(
                "This file is damaged: a part of its text cannot be read. Export the report again."
            ) from None
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    note = "This file is not UTF-8, so it was read as Windows-1252. Check names with accents."
    if "\ufffd" in text:
        note += " Characters that could not be read are shown as \ufffd."
    return text, (note,)


def _refuse_other_texts(text: str) -> None:
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if re.match(r"isa([^a-z0-9\s])[0-9]{2}\1", start):
        raise UserMistake("This is an 835 file. Choose it under Remittance file (835).")
    if start.startswith("<") and re.search(r"<(?:html|table|!doctype html|\?xml)", start):
        raise UserMistake(f"This is a web page, even if its name ends in .xls. {_SAVE_AS}")
