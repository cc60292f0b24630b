"""A file of the patient's record, read page by page.

pypdf opens it, as for the packet; what is wrong with the whole of it ends in a mistake in words. A
page that cannot be read is named, and the others are read. A page without text is a scan: there is
no reading of pictures here.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from m1appeals.errors import UserMistake
from m1appeals.evidence.reading import sentences
from m1appeals.evidence.reading.furniture import furniture
from m1appeals.evidence.reading.layout import Row, rows_of
from m1appeals.evidence.reading.lines import Line, Text, joined
from m1appeals.evidence.reading.notes import notes_of
from m1appeals.evidence.reading.pages import Page, PageReader
from m1appeals.evidence.reading.patient import people_on
from m1appeals.evidence.reading.record import Identity, Note, Record, Sentence
from m1appeals.packet.exhibits import kind_of
from m1appeals.packet.source import Source, reading

__all__ = ["page_texts", "read", "scan"]

_UNREADABLE = 0.3
"""The part of a page's letters that stand for nothing, above which its text is not used."""
_MOST_PEOPLE = 20_000


def read(content: bytes) -> Generator[tuple[int, int], None, Record]:
    """Read a PDF or JPEG; give (pages done, of how many) on the way, and the record at the end.

    Raises `UserMistake` with what to do where the file cannot be used.
    """
    if kind_of(content) == "jpeg":
        yield 1, 1
        return scan()
    with reading():
        source = Source(content)
        reader = PageReader(source)
        count = source.count
    found = _Found()
    gutters: list[float] = []
    for index in range(count):
        try:
            with reading():
                page = reader.page(index)
                rows, across, gutters = rows_of(page, gutters)
        except UserMistake:
            page, rows, across = Page(width=612, height=792, pieces=()), [], []
            found.failed.append(index + 1)
        else:
            if not rows:
                found.scans.append(index + 1)
            elif _is_garbled(rows):
                found.garbled.append(index + 1)
                rows = []
        found.pages.append(rows)
        found.heights.append(page.height)
        found.across.append(across)
        yield index + 1, count
    return _record(found)


def page_texts(content: bytes, pages: Sequence[int]) -> dict[int, str]:
    """Give the texts of some pages, from 1, of a file, in the order in which they are read.

    "" where a page has none that can be read.
    """
    texts = dict.fromkeys(pages, "")
    with suppress(UserMistake):
        if kind_of(content) == "jpeg":
            return texts
        with reading():
            reader = PageReader(Source(content))
        for page in pages:
            with suppress(UserMistake), reading():
                rows, _, _ = rows_of(reader.page(page - 1))
                texts[page] = "\n".join(row.text for row in rows)
    return texts


def scan() -> Record:
    """Give the record that a picture is: one page without text."""
    return _record(_Found(pages=[[]], heights=[792.0], across=[[]], scans=[1]))


@dataclass(slots=True)
class _Found:
    """The pages as they come."""

    pages: list[list[Row]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    across: list[list[str]] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)


def _record(found: _Found) -> Record:
    aside = furniture(found.pages, found.heights)
    kept: list[list[Row]] = []
    heads: list[list[str]] = []
    feet: list[list[str]] = []
    people: list[Identity] = []
    for index, rows in enumerate(found.pages):
        kept.append([row for place, row in enumerate(rows) if place not in aside[index]])
        out = [row for place, row in enumerate(rows) if place in aside[index]]
        middle = found.heights[index] / 2
        heads.append([row.text for row in out if row.y >= middle])
        feet.append([row.text for row in out if row.y < middle])
        if len(people) < _MOST_PEOPLE:
            people.extend(people_on(index + 1, (row.text for row in rows)))
    text = joined(kept)
    notes = notes_of(text, heads, feet)
    return Record(
        text=text.text,
        starts=text.starts,
        scans=tuple(sorted(found.scans + found.garbled + found.failed)),
        aside=tuple(
            (*head, *foot, *across)
            for head, foot, across in zip(heads, feet, found.across, strict=True)
        ),
        notes=notes,
        sentences=tuple(_sentences(text, notes)),
        people=tuple(people),
        doubts=tuple(_doubts(found)),
    )


def _sentences(text: Text, notes: Sequence[Note]) -> list[Sentence]:
    made: list[Sentence] = []
    note = -1
    for line in text.lines:
        for start, end in sentences.spans(text.text, line.start, line.end, whole=_is_whole(line)):
            while note + 1 < len(notes) and notes[note + 1].start <= start:
                note += 1
            heading = line.kind == "heading" or sentences.is_heading(text.text[start:end])
            made.append(Sentence(start=start, end=end, note=note, heading=heading))
    return made


def _is_whole(line: Line) -> bool:
    return line.kind in ("heading", "row")


def _is_garbled(rows: Sequence[Row]) -> bool:
    letters = sum(len(row.text) for row in rows)
    return sum(row.text.count("\ufffd") for row in rows) > _UNREADABLE * letters


def _doubts(found: _Found) -> list[str]:
    said = []
    if found.scans:
        one, pages = len(found.scans) == 1, _named(found.scans)
        said.append(
            f"{pages} {'is a scan or picture' if one else 'are scans or pictures'}: no text can be "
            f"read from {'it' if one else 'them'}. Read {'it' if one else 'them'} yourself, or ask "
            "for a copy printed from the record system."
        )
    if found.garbled:
        one, pages = len(found.garbled) == 1, _named(found.garbled)
        said.append(
            f"{pages} {'shows' if one else 'show'} text whose letters cannot be told: nothing of "
            f"{'it' if one else 'them'} is offered. Print the file to a new PDF from another "
            "program, or ask for another copy."
        )
    if found.failed:
        one, pages = len(found.failed) == 1, _named(found.failed)
        said.append(
            f"{pages} {'is' if one else 'are'} damaged or too tangled to read: nothing of "
            f"{'it' if one else 'them'} is offered. Print the file to a new PDF and add that."
        )
    return said


def _named(pages: Sequence[int]) -> str:
    """Name pages: "Page 3", "Pages 3, 5-9 and 12"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    parts = [str(low) if low == high else f"{low}-{high}" for low, high in runs]
    if len(parts) > 12:
        parts = [*parts[:11], f"{len(parts) - 11} more"]
    shown = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Page {shown}" if len(pages) == 1 else f"Pages {shown}"
