"""The notes and reports inside one file: where each begins, its kind, its day, its author.

A title alone on a line begins one at the top of a page, beside a date of its own, or below the
signature of another. A header that comes back on every page is one note as long as it says the
same day. What a note does not say is left empty. The day of birth, of printing or of signing is no
day of a note, and the author is who signed it or whom it names as its author or provider.

Years of two digits are of this century.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from m1appeals import dates
from m1appeals.errors import UserMistake
from m1appeals.evidence.reading.lines import Text
from m1appeals.evidence.reading.record import Note
from m1appeals.evidence.reading.words import Title, words

__all__ = ["DAY", "day_of", "notes_of"]

_UNNAMED = Title(kind="", pattern=re.compile(""), needs_date=False)
_LATE = date(2068, 1, 1)
"""A day that makes years of two digits those from 1970 to 2069."""
DAY = (
    r"(?:\d{1,2}[/\-.]\d{1,2}[/\-.](?:\d{4}|\d{2})(?!\d)|\d{4}-\d{1,2}-\d{1,2}(?!\d)"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{1,2}[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{4})"
)
"""How a day is written in records of the United States; without regard to case."""
_DAY = re.compile(rf"(?<![\d/]){DAY}", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[\s:.\-\u2013]*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s*)?", re.IGNORECASE
)
_NOT_ITS_DAY = re.compile(
    r"(?:birth|born|print(?:ed)?|fax(?:ed)?|run|sign(?:ed)?|injury|onset|accident|order(?:ed)?|last"
    r"|next|start|end|effective|expir\w*|review(?:ed)?|dictat\w*|transcri\w*|due|previous|prior"
    r"|referral|received)\W*$",
    re.IGNORECASE,
)
_NOT_AUTHOR = re.compile(
    r"(?:referring|primary care|ordering|primary|pcp|requesting|referred|supervising|cc|to"
    r"|health care|next|insurance|service|outside|previous|family)[\s:]*$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[\s:]*(?:by[\s:]+)?((?:(?:Dr|Mr|Mrs|Ms)\.?\s+)?[^\W\d_][\w.'\u2019-]*,?(?:\s+[^\W\d_][\w.'\u2019/-]*,?){1,6})"
)
_NAME_ENDS = re.compile(
    r"\s{2,}|\s+(?:on|at|date|dated|dos|this|the|for|electronically|signed|npi|patient|mrn|dob|time|page|visit|location"
    r"|department|facility|phone|fax|is|was|has|and)\b.*|\s*[(|;\[].*|,?\s*\d.*",
    re.IGNORECASE | re.DOTALL,
)
_SIGNED = re.compile(
    r"(?:electronically|digitally|e-?)\s*-?\s*(?:signed|authenticated)|\bsigned by\b", re.I
)
_LONGEST_TITLE = 90
_LONGEST_LINE = 300
_TOP = 7
"""Lines at the top of a page among which a title begins a note."""
_NEAR = 8
"""Lines below and above a title among which its date stands."""
_HEAD = 14
"""Lines of a note among which its date stands."""


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
        own = [one.text for one in body[: _HEAD + index - first]]
        before = _before(entries, index, begins[place - 1][0] if place else -1)
        pages = {one.page for one in body}
        foot = [line for page in sorted(pages)[:1] for line in feet[page]]
        found.append(
            Note(
                start=entries[index].at,
                kind=title.kind,
                day=_day_of_note(own, before + foot, entries[index].text),
                author=_author([one.text for one in body], before),
            )
        )
    return tuple(found)


def day_of(text: str) -> str:
    """Read a day as it stands in a record; "" for what is none."""
    try:
        found = dates.read(" ".join(text.split()), today=_LATE)
    except UserMistake:
        return ""
    return found.isoformat() if 1900 <= found.year <= 2067 else ""


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
            day = _labelled_day(page)
            if day and day != last[1] and not any(_title(line) for line in page):
                last, last_page, last_index = ("", day), entry.page, index
                yield index, _UNNAMED
                continue
        if title is None:
            continue
        top = entry.nth < _TOP + (3 if entry.aside else 0)
        near = [one.text for one in entries[index : index + _NEAR] if one.page == entry.page]
        above = [one.text for one in entries[max(0, index - 5) : index] if one.page == entry.page]
        day = _labelled_day(near) or _labelled_day(above) or _any_day(entry.text)
        signed = any(_SIGNED.search(line) for line in above)
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
            r"(?:date|dos|service|patient|name|mrn|dob)\b", rest, re.IGNORECASE
        ):
            continue
        told = rest.strip(" :,-\u2013|()#")
        if not told or _is_capitalized(told):
            return title
    return None


def _is_capitalized(text: str) -> bool:
    small = {
        "of",
        "the",
        "and",
        "for",
        "with",
        "without",
        "w",
        "wo",
        "or",
        "in",
        "on",
        "to",
        "at",
        "a",
    }
    parts = re.findall(r"[^\W\d_]+", text)
    return len(parts) <= 10 and all(one[:1].isupper() or one.lower() in small for one in parts)


def _before(entries: Sequence[_Entry], index: int, previous: int) -> list[str]:
    """Give the lines above a title on its page, such as the name of the practice and a date."""
    first = index
    while (
        first - 1 > previous
        and index - first < _TOP
        and entries[first - 1].page == entries[index].page
        and not _SIGNED.search(entries[first - 1].text)
    ):
        first -= 1
    if entries[index].nth >= _TOP + 3:
        return []
    return [one.text for one in entries[first:index]]


def _day_of_note(own: Sequence[str], around: Sequence[str], title: str) -> str:
    return _any_day(title) or _labelled_day(own) or _labelled_day(around)


def _any_day(title: str) -> str:
    found = _DAY.findall(title)
    return day_of(found[0]) if len(found) == 1 else ""


def _labelled_day(lines: Sequence[str]) -> str:
    """Find the day that a label gives; the surest label first, then the first line."""
    for label in words().dates:
        for line in lines:
            for match in label.finditer(line):
                if _NOT_ITS_DAY.search(line[: match.start()]) or not _is_label(line, match):
                    continue
                between = _BETWEEN.match(line, match.end())
                found = _DAY.match(line, between.end() if between else match.end())
                if found and (day := day_of(found[0])):
                    return day
    return ""


def _is_label(line: str, match: re.Match[str]) -> bool:
    """Tell "Visit date: 3/4/26" from "an MRI was performed on 3/4/26"."""
    before, behind = line[: match.start()], line[match.end() :]
    return (
        behind.lstrip().startswith(":") or not before.strip() or before.endswith(("   ", "|", "\t"))
    )


def _author(body: Sequence[str], before: Sequence[str]) -> str:
    for label in words().authors:
        for line in [*before, *body]:
            for match in label.finditer(line):
                if _NOT_AUTHOR.search(line[: match.start()]) or not _is_label(line, match):
                    continue
                if name := _name(line, match.end()):
                    return name
    return ""


def _name(line: str, at: int) -> str:
    found = _NAME.match(line, at)
    if found is None or not re.match(r"\s*(?:by\b|:)|\s{0,3}(?=[A-Z])", line[at:]):
        return ""
    if line[at : at + 1] not in (":", " ") or (
        ":" not in line[max(0, at - 1) : found.start(1)]
        and not re.search(r"\bby$", line[:at], re.I)
    ):
        return ""
    name = _NAME_ENDS.sub("", found[1]).strip(" ,.;-")
    parts = [one for one in re.split(r"[\s,]+", name) if one]
    if not 2 <= len(parts) <= 8 or not all(one[:1].isupper() for one in parts):
        return ""
    return name
