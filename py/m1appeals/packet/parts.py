"""The files of a packet in their order, each open while pages of it are still to be drawn.

A file that several exhibits come from is read once, and its fonts are in the packet once. What is
wrong with a file is said after its name; a page that cannot be read becomes a page that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from m1appeals.errors import UserMistake
from m1appeals.exhibit_list import chosen_pages, exhibit_letter
from m1appeals.packet.copying import Copier, Inseparable
from m1appeals.packet.exhibits import Exhibit, kind_of
from m1appeals.packet.jpeg import Jpeg, read_jpeg
from m1appeals.packet.pages import Artwork, draw_page
from m1appeals.packet.sheets import draw_picture, draw_sentence
from m1appeals.packet.source import Source, reading
from m1appeals.packet.writing import File

__all__ = ["Part", "Shelf", "exhibit_parts", "front_parts", "named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file of the packet, or some of its pages."""

    bookmark: str
    """What the list beside the pages says."""
    called: str
    """What begins a message about it."""
    letter: str
    """A to Z, then AA; empty for what comes before the exhibits."""
    name: str
    """What the user calls it."""
    content: bytes
    """The file."""
    pages: tuple[int, ...]
    """Which of its pages, from zero."""


class Shelf:
    """The files that are open, by their bytes. Every use belongs inside `reading()`."""

    def __init__(self) -> None:
        self._held: dict[bytes, _Held] = {}

    def count(self, content: bytes) -> int:
        """Open a file and give how many pages it has."""
        if content not in self._held:
            is_picture = kind_of(content) == "jpeg"
            self._held[content] = _Held(read_jpeg(content) if is_picture else Source(content))
        file = self._held[content].file
        return 1 if isinstance(file, Jpeg) else file.count

    def drop(self, content: bytes) -> None:
        """Close a file, so that what was read of it takes no memory."""
        del self._held[content]

    def draw(self, part: Part, index: int, out: File, notes: list[str]) -> Artwork:
        """Draw a page of an open file, once; say in `notes` what of it is missing."""
        held = self._held[part.content]
        if index not in held.art:
            if isinstance(held.file, Jpeg):
                held.art[index] = draw_picture(out, held.file)
            else:
                if held.copier is None:
                    whole = len(set(part.pages)) == held.file.count
                    held.copier = Copier(held.file, out, whole=whole)
                held.art[index] = _drawn(held.copier, part, index, notes)
        return held.art[index]


def front_parts(front: Sequence[tuple[str, bytes]], shelf: Shelf) -> Iterator[Part]:
    """Open what comes before the exhibits: all of its pages."""
    for name, content in front:
        with named(name), reading():
            pages = tuple(range(shelf.count(content)))
        yield Part(bookmark=name, called=name, letter="", name=name, content=content, pages=pages)


def exhibit_parts(exhibits: Sequence[Exhibit], shelf: Shelf) -> Iterator[Part]:
    """Open the exhibits, give them their letters, and choose their pages."""
    for place, exhibit in enumerate(exhibits, 1):
        letter = exhibit_letter(place)
        called = f'Exhibit {letter}, "{exhibit.name}"'
        with named(called), reading():
            pages = chosen_pages(exhibit.pages, shelf.count(exhibit.content))
        yield Part(
            bookmark=f"Exhibit {letter} - {exhibit.name}",
            called=called,
            letter=letter,
            name=exhibit.name,
            content=exhibit.content,
            pages=pages,
        )


@contextmanager
def named(called: str) -> Iterator[None]:
    """Begin the message of a mistake with the file it is about."""
    try:
        yield
    except UserMistake as mistake:
        raise UserMistake(f"{called}: {mistake}") from mistake


@dataclass(slots=True)
class _Held:
    file: Source | Jpeg
    copier: Copier | None = None
    art: dict[int, Artwork] = field(default_factory=dict)


def _drawn(copier: Copier, part: Part, index: int, notes: list[str]) -> Artwork:
    failed, page = copier.failed, index + 1
    try:
        art = draw_page(copier, index)
    except UserMistake:
        raise
    except Inseparable:
        notes.append(
            f"{part.called}: page {page} could not be separated from the rest of its file. "
            "Print that page to a new PDF and add that."
        )
        return draw_sentence(f"Page {page} of this file could not be separated from the rest.")
    except Exception:  # of any kind: see `reading`
        notes.append(f"{part.called}: page {page} could not be read. Add it from paper.")
        return draw_sentence(f"Page {page} of this file could not be read: add it from paper.")
    finally:
        copier.finish()
    if copier.failed > failed:
        notes.append(
            f"{part.called}: something on page {page} could not be read. "
            "Compare it with the original."
        )
    return art
