"""The notes and reports inside one file: where each begins, its kind, its day, its author.

A title alone on a line begins one at the top of a page, beside a date of its own, or below the
signature of another. A header that comes back on every page is one note as long as it says the
same day. `labels` finds the day and the author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from m1appeals.evidence.reading.labels import (
    DAY,
    HEAD,
    SIGNED,
    author_of,
    day_of_note,
    day_of_title,
    labelled_day,
)
from m1appeals.evidence.reading.lines import Text
from m1appeals.evidence.reading.record import Note
from m1appeals.evidence.reading.words import Title, words

__all__ = ["notes_of"]

_DAY = re.compile(rf"(?<![\d/]){DAY}", re.IGNORECASE)
_UNNAMED = Title(kind="", pattern=re.compile("(?!)"), needs_date=False)
_LONGEST_TITLE = 90
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
    begins = list(_beginnings(entries))
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
        named = "" if title is _UNNAMED else entries[index].text
        own = [one.text for one in body[: HEAD + index - first]]
        before = _before(entries, index, begins[place - 1][0] if place else -1)
        pages = {one.page for one in body}
        foot = [line for page in sorted(pages)[:1] for line in feet[page]]
        found.append(
            Note(
                start=entries[index].at,
                kind=title.kind,
                day=day_of_note(title, named, own, before + foot),
                author=author_of(title, [one.text for one in body], before),
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


def _beginnings(entries: Sequence[_Entry]) -> Iterator[tuple[int, Title]]:
    last: tuple[str, str] | None = None
    last_page = last_index = -1
    for index, entry in enumerate(entries):
        title = _title(entry.text)
        if title is None and entry.nth == 0 and last and entry.page != last_page:
            page = [one.text for one in entries[index : index + _NEAR] if one.page == entry.page]
            day = labelled_day(page, _UNNAMED)
            if day and day != last[1] and not any(_title(line) for line in page):
                last, last_page, last_index = ("", day), entry.page, index
                yield index, _UNNAMED
                continue
        if title is None:
            continue
        top = entry.nth < _TOP + (3 if entry.aside else 0)
        near = [one.text for one in entries[index : index + _NEAR] if one.page == entry.page]
        above = [one.text for one in entries[max(0, index - 5) : index] if one.page == entry.page]
        day = (
            labelled_day(near, title)
            or labelled_day(above, title)
            or day_of_title(title, entry.text)
        )
        signed = any(SIGNED.search(line) for line in above)
        if title.needs_date and not day:
            continue
        if not (top or day or signed):
            continue
        if entry.aside and last == (title.kind, day or (last[1] if last else "")):
            continue  # the header of another page of the same note
        if (
            not entry.aside
            and last_page == entry.page
            and index - last_index <= 3
            and (not day or last is None or last[1] in ("", day))
        ):
            continue  # a second title below the first
        if (
            last
            and last == (title.kind, day)
            and entry.page != last_page
            and top
            and not signed
            and day
        ):
            continue
        last, last_page, last_index = (title.kind, day), entry.page, index
        yield index, title


def _title(text: str) -> Title | None:
    if len(text) > _LONGEST_TITLE or len(text.split()) > 12 or text.endswith((".", ",")):
        return None
    bare = text.strip(" :*-\u2013_=")
    if not bare[:1].isalpha() or bare[:1].islower():
        return None
    for title in words().titles:
        match = title.pattern.match(bare)
        if match is None:
            continue
        rest = _DAY.sub("", bare[match.end() :])
        if ":" in text.rstrip(": ")[match.end() :] and not re.search(
            r"(?:date|dos|service|patient|name|mrn|dob|print(?:ed)?|sign(?:ed)?|page)\b",
            rest,
            re.IGNORECASE,
        ):
            continue
        told = rest.strip(" :,-\u2013|()#")
        if not told or _is_capitalized(told):
            return title
    return None


def _is_capitalized(text: str) -> bool:
    parts = re.findall(r"[^\W\d_]+", text)
    return len(parts) <= 10 and all(
        one[:1].isupper() or one.lower() in words().small for one in parts
    )


def _before(entries: Sequence[_Entry], index: int, previous: int) -> list[str]:
    """Give the lines above a title on its page, such as the name of the practice and a date."""
    first = index
    while (
        first - 1 > previous
        and index - first < _TOP
        and entries[first - 1].page == entries[index].page
        and not SIGNED.search(entries[first - 1].text)
    ):
        first -= 1
    if entries[index].nth >= _TOP + 3:
        return []
    return [one.text for one in entries[first:index]]
