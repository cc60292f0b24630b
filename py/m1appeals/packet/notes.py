"""What a user should know of a PDF before it goes into a packet.

Only what changes how it looks or what it proves is said. The walk through the file is short and
bounded, since it is made when a file is added, before anything is asked of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pypdf.generic import ArrayObject, DictionaryObject

from m1appeals.packet.geometry import paper, upright
from m1appeals.packet.pages import placement
from m1appeals.packet.source import Source, array, dictionary, resolved

__all__ = ["notes"]

SIGNED = (
    "This file is signed electronically. The packet shows the signature but does not carry it: "
    "keep the original file."
)
PORTFOLIO = (
    "This file is a portfolio of other files, and only its own pages are used. "
    "Save the files inside it and add them one by one."
)
ATTACHED = (
    "Other files are attached to this file, and they are left out. "
    "Save them and add them one by one if they matter."
)
ANSWERS_AT_RISK = (
    "This is a form that may show its answers only in the program that made it. Look at its pages "
    "in the packet: if answers are missing, print the form to a new PDF and add that."
)
FORM = "This is a form. Its answers go into the packet as print."

_MOST = 10_000
"""Fields and remarks that are looked at."""


def notes(source: Source) -> Iterator[str]:
    """Give the sentences on one PDF. It belongs inside `reading()`."""
    form = dictionary(source.root.get("/AcroForm"))
    fields = array(form.get("/Fields"))
    if _is_signed(form, fields):
        yield SIGNED
    if "/XFA" in form or _is_true(form, "/NeedAppearances"):
        yield ANSWERS_AT_RISK
    elif fields:
        yield FORM
    names = dictionary(source.root.get("/Names"))
    if "/Collection" in source.root:
        yield PORTFOLIO
    elif dictionary(names.get("/EmbeddedFiles")) or _has_pinned_files(source):
        yield ATTACHED
    large = sum(1 for index in range(source.count) if _is_large(source.page(index)))
    if large:
        which = "1 page is" if large == 1 else f"{large:,} pages are"
        yield f"{which} larger than Legal paper and will be made smaller to fit Letter paper."


def _is_true(holder: DictionaryObject, key: str) -> bool:
    return bool(getattr(resolved(holder.get(key)), "value", False))


def _is_signed(form: DictionaryObject, fields: ArrayObject) -> bool:
    flags = resolved(form.get("/SigFlags"))
    if isinstance(flags, int) and flags & 1:
        return True
    some = (dictionary(field) for field in fields[:_MOST])
    return any(field.get("/FT") == "/Sig" and "/V" in field for field in some)


def _has_pinned_files(source: Source) -> bool:
    left = _MOST
    for index in range(source.count):
        for remark in array(source.page(index).get("/Annots"))[:left]:
            left -= 1
            if dictionary(remark).get("/Subtype") == "/FileAttachment":
                return True
    return False


def _is_large(page: DictionaryObject) -> bool:
    _, width, height = upright(*placement(page))
    wide, high = paper(width, height)
    return wide < width or high < height
