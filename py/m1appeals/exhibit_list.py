"""The exhibits of a packet, as the letter speaks of them.

The letter names its exhibits by letters, which change when they are put into another order. So one
writes names: `[Progress notes, page 3]` in the summary becomes "Exhibit B, page 3", and the list of
enclosures begins with the exhibits. What names no exhibit stays as it was typed, and is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from m1appeals.errors import Defect, UserMistake
from m1appeals.fields import Value, list_of

__all__ = [
    "MOST_PAGES", "Entry", "chosen_pages", "exhibit_letter", "unknown_names", "with_exhibits",
]  # fmt: skip

MOST_PAGES = 20_000
"""Pages of a packet. A file can say it has more in a few bytes."""
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_RANGE = re.compile(r"([0-9]{0,7}) *(-)? *([0-9]{0,7})")

_REFERENCE = re.compile(
    r"\[(?P<name>[^\[\]\n]{1,200}?)"
    r"(?:,\s*(?P<many>pages?|pp?\.?)\s*(?P<pages>[0-9][0-9,\s\u2013-]{0,40}))?\]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An exhibit: its name, and how many pages it has."""

    name: str
    pages: int
    chosen: Sequence[int] = ()
    """Which pages of its file these are, from zero, in their order."""


def exhibit_letter(place: int) -> str:
    """Give the letter of an exhibit by its place, from 1: A to Z, then AA."""
    letter = ""
    while place:
        place, digit = divmod(place - 1, 26)
        letter = chr(ord("A") + digit) + letter
    return letter


def with_exhibits(values: Mapping[str, Value], entries: Sequence[Entry]) -> Mapping[str, Value]:
    """Give the answers of a letter that goes out with these exhibits; without any, as they are."""
    if not entries:
        return values
    listed = [
        f"Exhibit {exhibit_letter(place)}: {entry.name} "
        f"({'1 page' if entry.pages == 1 else f'{entry.pages:,} pages'})"
        for place, entry in enumerate(entries, 1)
    ]
    named = {_folded(entry.name) for entry in entries}
    others = [line for line in list_of(values, "enclosures") if _folded(line) not in named]
    letters = _letters(entries)
    summary = tuple(
        _REFERENCE.sub(lambda match: _written(match, letters), paragraph)
        for paragraph in list_of(values, "clinical_summary")
    )
    return {**values, "enclosures": (*listed, *others), "clinical_summary": summary or None}


def unknown_names(values: Mapping[str, Value], entries: Sequence[Entry]) -> tuple[str, ...]:
    """Give what is named as an exhibit and is none."""
    letters = _letters(entries)
    return tuple(dict.fromkeys(name for name in _named(values) if _folded(name) not in letters))


def _named(values: Mapping[str, Value]) -> Iterator[str]:
    for paragraph in list_of(values, "clinical_summary"):
        yield from (match["name"].strip() for match in _REFERENCE.finditer(paragraph))


def _letters(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Give the letter of each name; of two exhibits with one name, that of the first."""
    letters: dict[str, str] = {}
    for place, entry in enumerate(entries, 1):
        letters.setdefault(_folded(entry.name), exhibit_letter(place))
    return letters


def _written(match: re.Match[str], letters: Mapping[str, str]) -> str:
    letter = letters.get(_folded(match["name"]))
    if letter is None:
        return match[0]
    if not match["pages"]:
        return f"Exhibit {letter}"
    pages = match["pages"].strip()
    return f"Exhibit {letter}, {'page' if pages.isdigit() else 'pages'} {pages}"


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def chosen_pages(text: str, count: int) -> tuple[int, ...]:
    """Give the pages that a text such as "1-3, 5, 9-" means, from zero, in its order.

    A dash without a first or last page runs from the first or to the last one. Empty means all.
    Raise `UserMistake` with what to type for anything else, and for pages that are not there;
    `Defect` for a count that no file has which was let in.
    """
    if not isinstance(count, int) or not 1 <= count <= MOST_PAGES:
        raise Defect(f"a file of {count!r} pages")
    parts = [part.strip() for part in re.split("[,;]", _DASHES.sub("-", text))]
    if not any(parts):
        return tuple(range(count))
    pages: list[int] = []
    for part in filter(None, parts):
        pages += _range(part, count)
        if len(pages) > MOST_PAGES:
            raise UserMistake(f"Enter fewer pages: a packet holds at most {MOST_PAGES:,}.")
    return tuple(pages)


def _range(part: str, count: int) -> range:
    match = _RANGE.fullmatch(part)
    if match is None or not (match[1] or match[3]):
        shown = part if len(part) <= 20 else f"{part[:20]}..."
        raise UserMistake(f'Enter pages like 1-3, 5, 9- in place of "{shown}".')
    first = int(match[1] or 1)
    last = int(match[3] or count) if match[2] else first
    for page in (first, last):
        if not 1 <= page <= count:
            have = "1 page" if count == 1 else f"{count:,} pages"
            raise UserMistake(f"There is no page {page}: this file has {have}.")
    if last < first:
        raise UserMistake(f"Enter the lower page first: {last}-{first}, not {first}-{last}.")
    return range(first - 1, last)
