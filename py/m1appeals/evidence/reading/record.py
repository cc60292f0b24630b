"""A record as it was read: its text, and what stands where in it.

One text for the whole file, so that a sentence that runs over a page is one sentence; offsets into
it say everything else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

__all__ = ["Identity", "Note", "Record", "Sentence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, an item of a list, a row of a table, or a heading."""

    start: int
    """Where it begins in the text of the record."""
    end: int
    """Where it ends. With its white space folded it is what may be quoted."""
    note: int
    """Which of the record's notes it belongs to; -1 before the first."""
    heading: bool
    """It only names what follows, such as "IMPRESSION:"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note or report inside a record. What it does not say is empty and never guessed."""

    start: int
    """Where it begins in the text of the record."""
    kind: str
    """Its title in plain words, such as "Progress note"."""
    day: str
    """The day of the visit, study or operation, as YYYY-MM-DD."""
    author: str
    """Who wrote or signed it, as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What one line of a page says of who the patient is."""

    page: int
    """From 1."""
    label: str
    """What it is called there, such as "Patient Name" or "MRN"; "" for a line without labels."""
    name: str = ""
    """As it stands."""
    born: str = ""
    """YYYY-MM-DD, or YY-MM-DD where the year has two digits."""
    id: str = ""
    """As it stands."""
    kind: str = ""
    """Of the ID: "member", "mbi" or "record"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A file of the patient's record."""

    text: str
    """The text of all pages: a line for each paragraph, item, heading or row of a table."""
    starts: tuple[int, ...]
    """Where each page begins in the text; pages without text begin where the next one does."""
    scans: tuple[int, ...]
    """Pages, from 1, that hold no text: pictures of paper, or pages that could not be read."""
    aside: tuple[tuple[str, ...], ...]
    """Of each page, the lines that were set aside: headers, footers, watermarks."""
    notes: tuple[Note, ...]
    """In the order of the text."""
    sentences: tuple[Sentence, ...]
    """In the order of the text."""
    people: tuple[Identity, ...]
    """What its pages say of who the patient is."""
    doubts: tuple[str, ...]
    """Sentences for the user on what could not be read well. Of other patients: see `patient`."""

    def page_of(self, offset: int) -> int:
        """Give the page, from 1, on which a character of the text stands."""
        return max(1, bisect_right(self.starts, offset))

    def note_of(self, offset: int) -> int:
        """Give the index of the note in which a character stands; -1 before the first."""
        return bisect_right(self.notes, offset, key=lambda note: note.start) - 1

    def pages_of(self, start: int, end: int) -> tuple[int, int]:
        """Give the first and last page, from 1, of a part of the text."""
        return self.page_of(start), max(self.page_of(start), bisect_left(self.starts, end))

    def quoted(self, start: int, end: int) -> str:
        """Give a part of the text as it may be quoted: word for word, white space folded."""
        return " ".join(self.text[start:end].split())
