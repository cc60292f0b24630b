"""The notes and reports inside one file: where each begins, its kind, its day, its author.

A title alone on a line begins one at the top of a page, beside a date of its own, or below the
signature of another; a study's only at the top or below a signature, for notes quote results. A
header that comes back on every page is one note as long as it says the same day. After a signature
another author, a letter or another day begins a note without a title. What it does not say is left
empty: `labels` finds the day and the author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from m1appeals.evidence.reading.labels import (
    BARE_DATE,
    DAY,
    HEAD,
    UNNAMED,
    above_signature,
    author_of,
    authors_in,
    day_of_note,
    day_of_title,
    is_same_person,
    is_signature,
    labelled_day,
)
from m1appeals.evidence.reading.lines import Text
from m1appeals.evidence.reading.record import Note
from m1appeals.evidence.reading.titles import title_of
from m1appeals.evidence.reading.words import Title

__all__ = ["notes_of"]

_DAY = re.compile(DAY, re.IGNORECASE)
_DEAR = re.compile(r"dear\s", re.IGNORECASE)
_LONGEST_LINE = 300
_TOP = 7
"""Lines at the top of a page among which a title begins a note."""
_NEAR = 8
"""Lines below and above a title among which its date stands."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line, or what was set aside from the top of a page."""

    at: int
    text: str
    page: int
    nth: int
    """Which line of its page; what was set aside is counted too."""
    aside: bool


def notes_of(
    text: Text, heads: Sequence[Sequence[str]], feet: Sequence[Sequence[str]]
) -> tuple[Note, ...]:
    """Find the notes. `heads` and `feet` are the lines set aside from each page."""
    entries = list(_entries(text, heads))
    begins = list(_Beginnings(entries).find())
    found: list[Note] = []
    for place, (index, title) in enumerate(begins):
        after = begins[place + 1][0] if place + 1 < len(begins) else len(entries)
        first = index
        while (
            first > 0
            and entries[first - 1].page == entries[index].page
            and entries[first - 1].aside
        ):
            first -= 1
        body = entries[first:after]
        named = "" if title is UNNAMED else entries[index].text
        own = [one.text for one in body[: HEAD + index - first]]
        before = _before(entries, index, begins[place - 1][0] if place else -1)
        pages = {one.page for one in body}
        foot = [line for page in sorted(pages)[:1] for line in feet[page]]
        if title.adds:
            before, foot = [], []  # those of the note to which it adds
        found.append(
            Note(
                start=entries[index].at,
                kind=title.kind,
                day=day_of_note(title, named, own, before + foot),
                author=author_of(title, named, [one.text for one in body], before),
            )
        )
    return tuple(found)


def _entries(text: Text, heads: Sequence[Sequence[str]]) -> Iterator[_Entry]:
    """Give the lines of each page, with what was set aside from its top before them."""
    at = 0
    for page, head in enumerate(heads):
        start = text.starts[page] if page < len(text.starts) else len(text.text)
        nth = 0
        for row in head:
            yield _Entry(start, row[:_LONGEST_LINE], page, nth, True)
            nth += 1
        while at < len(text.lines) and text.lines[at].page == page:
            line = text.lines[at]
            end = min(line.end, line.start + _LONGEST_LINE)
            yield _Entry(line.start, text.text[line.start : end], page, nth, False)
            nth += 1
            at += 1


class _Beginnings:
    """Goes through the lines of a file and tells where notes begin."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._entries = entries
        self._kind = self._day = ""
        """Of the note that is under way."""
        self._index = self._page = -1
        """Where it begins."""
        self._signatures: list[int] = []
        """Its lines with a signature."""
        self._signers: set[str] = set()
        """Who is named there."""

    def find(self) -> Iterator[tuple[int, Title]]:
        for index, entry in enumerate(self._entries):
            title = title_of(entry.text)
            day = self._unnamed(index) if title is None else self._titled(index, title)
            if day is not None:
                self._kind, self._day = (title or UNNAMED).kind, day
                self._index, self._page = index, entry.page
                self._signatures, self._signers = [], set()
                yield index, title or UNNAMED
            if is_signature(entry.text):
                self._signatures.append(index)
                self._signers.update(authors_in([entry.text], UNNAMED))

    def _titled(self, index: int, title: Title) -> str | None:
        """Give the day, or "", of a note that begins with a title; None where none begins."""
        entry = self._entries[index]
        top = entry.nth < _TOP + (3 if entry.aside else 0)
        near = above_signature(self._page_from(index, _NEAR))
        above = [one for one in self._entries[max(0, index - 5) : index] if one.page == entry.page]
        signed = any(is_signature(one.text) for one in above)
        day = labelled_day(near, title) or day_of_title(title, entry.text)
        if not day:
            day = labelled_day([one.text for one in above], title)
            if day == self._day and self._page == entry.page and not signed:
                day = ""  # that of the note under way
        if (title.needs_date and not day) or not (top or day or signed or title.adds):
            return None
        if "study" in title.sorts and not (signed or (top and self._page != entry.page)):
            return None  # a result inside a note
        if not title.kind and not self._is_another(index, day, top=top, signed=signed):
            return None
        if entry.aside and (title.kind, day or self._day) == (self._kind, self._day):
            return None  # the header of another page of the same note
        if (
            not entry.aside
            and self._page == entry.page
            and index - self._index <= 3
            and not title.adds
            and (not day or self._day in ("", day))
        ):
            return None  # a second title below the first
        same = self._index >= 0 and (self._kind, self._day) == (title.kind, day)
        if same and day and entry.page != self._page and top and not signed:
            return None
        return day

    def _is_another(self, index: int, day: str, *, top: bool, signed: bool) -> bool:
        """Tell whether a title that may be any line in capitals begins a note.

        Not above or right below a surer one, nor with the day of a note that is not signed yet.
        """
        if any(found and found.kind for found in map(title_of, self._page_from(index, 4))):
            return False
        page = self._entries[index].page
        if not (signed or (top and self._page != page)):
            return False
        return self._index < 0 or day != self._day or bool(self._signatures)

    def _unnamed(self, index: int) -> str | None:
        """Give the day, or "", of a note without a title; None where none begins."""
        entry = self._entries[index]
        if self._index < 0:
            return None
        if entry.nth == 0 and entry.page != self._page:
            page = self._page_from(index, HEAD if self._signatures else _NEAR)
            if any(title_of(line) for line in page):
                return None
            day = labelled_day(page, UNNAMED)
            if day and day != self._day:
                return day
            letter = any(_DEAR.match(line) for line in page)
            return day if self._signatures and (letter or self._is_by_another(index)) else None
        if not self._signatures or index - self._signatures[-1] < 2 or entry.aside:
            return None
        if not _DAY.search(entry.text):
            return None
        day = labelled_day([entry.text], UNNAMED)
        if not day or day == self._day:
            return None
        near = self._page_from(index, _NEAR)
        alone = BARE_DATE.match(entry.text) and not authors_in(near[:5], UNNAMED)
        return None if alone or any(title_of(line) for line in near) else day

    def _is_by_another(self, index: int) -> bool:
        """Tell whether the top of a page names an author who is none of the signed note's."""
        names = authors_in(self._page_from(index, HEAD, aside=False), UNNAMED)
        if not names:
            return False
        around = self._entries[max(0, self._index - _TOP) : self._index + HEAD]
        lines = [one.text for one in around if one.page == self._page]
        known = {*authors_in(lines, UNNAMED), *self._signers}
        return bool(known) and not any(
            is_same_person(one, other) for one in names for other in known
        )

    def _page_from(self, index: int, count: int, *, aside: bool = True) -> list[str]:
        """Give the next lines, at most as many, of the page of a line."""
        page = self._entries[index].page
        return [
            one.text
            for one in self._entries[index : index + count]
            if one.page == page and (aside or not one.aside)
        ]


def _before(entries: Sequence[_Entry], index: int, previous: int) -> list[str]:
    """Give the lines above a title on its page, such as the name of the practice and a date.

    Where no signature parts them from the note before, they are taken for lines of that note.
    """
    page = entries[index].page
    if entries[index].nth >= _TOP + 3:
        return []
    first = index
    while first > 0 and index - first < _TOP and entries[first - 1].page == page:
        if is_signature(entries[first - 1].text):
            return [one.text for one in entries[first:index]]
        first -= 1
    if previous >= 0 and entries[previous].page == page:
        return []
    return [one.text for one in entries[first:index]]
