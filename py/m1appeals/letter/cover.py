"""The cover sheet of a packet: to whom, from whom, about which claim, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from m1appeals.fields import Value
from m1appeals.letter.compose import render
from m1appeals.letter.document import Document

__all__ = ["COVER", "Cover", "Part", "compose_cover"]

COVER = "m1/cover.html.j2"
"""The template of the cover sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a packet."""

    name: str
    """Such as "Letter" or "Exhibit B: Progress notes"."""
    first: int
    """The page on which it begins, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a cover sheet says besides the answers of the form."""

    parts: tuple[Part, ...]
    pages: int
    """All pages, the cover sheet too."""
    fax: bool = False
    """Whether it goes first through a fax machine."""
    to_fax: str = ""
    """The number it goes to; without one there is room to write it."""


def compose_cover(values: Mapping[str, Value], cover: Cover) -> Document:
    """Render the cover sheet of a letter that has no blanks."""
    return render(COVER, values, cover=cover)
