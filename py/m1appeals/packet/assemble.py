"""The packet: cover sheet, letter and exhibits as one PDF, with bookmarks and stamps.

It is made page by page, so that the site can show how far it is, and stop. Of the files nothing is
kept but what their pages show: no author, no title, no date, no place.

The title, the language and the wish to show the title are for people who listen to a PDF
(PDF/UA-1, 7.1 and 7.2). The structure of tagged files is not kept: pages of several files cannot
be joined in one structure without guessing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from m1appeals.errors import Defect, UserMistake
from m1appeals.exhibit_list import MOST_PAGES
from m1appeals.packet.exhibits import Exhibit
from m1appeals.packet.outline import put_outline
from m1appeals.packet.parts import Shelf, exhibit_parts, front_parts, named
from m1appeals.packet.sheets import put_sheet
from m1appeals.packet.source import reading
from m1appeals.packet.writing import File, references, text

__all__ = ["Packet", "Placed", "assemble", "pages_of"]

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An exhibit in the packet."""

    letter: str
    """A to Z, then AA."""
    name: str
    """What the user calls it."""
    first: int
    """The page of the packet it begins on, from 1."""
    pages: int
    """How many pages it has there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """The whole of it."""

    content: bytes
    """The PDF."""
    pages: int
    """How many pages it has."""
    exhibits: tuple[Placed, ...]
    """Where each exhibit is, in order."""
    notes: tuple[str, ...]
    """Sentences on pages that could not be read, or not wholly."""


def pages_of(exhibits: Sequence[Exhibit]) -> tuple[tuple[int, ...], ...]:
    """Give which pages of its file, from zero, each exhibit will have, in their order.

    Raise `UserMistake` as `assemble` does.
    """
    return tuple(part.pages for part in exhibit_parts(exhibits, Shelf()))


def assemble(
    *,
    front: Sequence[tuple[str, bytes]],
    exhibits: Sequence[Exhibit],
    title: str,
    language: str = "en-US",
) -> Generator[tuple[int, int], None, Packet]:
    """Make the packet: yield (pages done, pages in all) after each page, and return it.

    `front` are the PDFs before the exhibits, each with its bookmark; they are not stamped. Raise
    `UserMistake`, begun with the name of its file, for one that cannot be read, and `Defect` for a
    packet of nothing. Close the generator to stop.
    """
    shelf, out = Shelf(), File()
    parts = [*front_parts(front, shelf), *exhibit_parts(exhibits, shelf)]
    total = sum(len(part.pages) for part in parts)
    if not total:
        raise Defect("a packet of nothing")
    if total > MOST_PAGES:
        raise UserMistake(f"Choose fewer pages: a packet holds at most {MOST_PAGES:,}.")
    uses = Counter(part.content for part in parts)
    root, tree, font = out.reserve(), out.reserve(), out.add(_FONT)
    sheets: list[int] = []
    marks: list[tuple[str, int]] = []
    placed: list[Placed] = []
    notes: list[str] = []
    for part in parts:
        first, of = len(sheets), len(part.pages)
        for place, index in enumerate(part.pages, 1):
            stamp = f"Exhibit {part.letter} - page {place} of {of}" if part.letter else ""
            with named(part.called), reading():
                art = shelf.draw(part, index, out, notes)
                sheets.append(put_sheet(out, art, tree=tree, font=font, stamp=stamp))
            yield len(sheets), total
        marks.append((part.bookmark, sheets[first]))
        if part.letter:
            placed.append(Placed(letter=part.letter, name=part.name, first=first + 1, pages=of))
        uses[part.content] -= 1
        if not uses[part.content]:
            shelf.drop(part.content)
    kids = references(sheets)
    out.put(tree, b"<< /Type /Pages /Count %d /Kids %b >>" % (total, kids))
    out.put(root, _catalog(out, tree, put_outline(out, marks), language))
    info = out.add(b"<< /Title %b >>" % text(title))
    content = out.finish(root=root, info=info)
    return Packet(content=content, pages=total, exhibits=tuple(placed), notes=tuple(notes))


def _catalog(out: File, tree: int, outline: int, language: str) -> bytes:
    layers = b""
    if out.layers:
        hidden = [layer for layer, is_hidden in out.layers.items() if is_hidden]
        layers = b"/OCProperties << /OCGs %b /D << /OFF %b >> >> " % (
            references(list(out.layers)),
            references(hidden),
        )
    return (
        b"<< /Type /Catalog /Pages %d 0 R /Outlines %d 0 R /PageMode /UseOutlines /Lang %b %b"
        b"/ViewerPreferences << /DisplayDocTitle true >> >>"
        % (tree, outline, text(language), layers)
    )
