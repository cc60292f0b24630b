"""The words by which parts of a record are told: `data/reading.toml`, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from m1appeals.errors import Defect
from m1appeals.evidence.tables import table

__all__ = ["Title", "Words", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title under which a note or report begins."""

    kind: str
    """What it is called in a letter, such as "Progress note"."""
    pattern: re.Pattern[str]
    """What stands at the beginning of the line."""
    needs_date: bool
    """It is also a heading inside notes, so it begins one only beside a date of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All of the table."""

    titles: tuple[Title, ...]
    dates: tuple[re.Pattern[str], ...]
    """Labels of the day of a visit, study or operation, the surest first."""
    authors: tuple[re.Pattern[str], ...]
    """Labels of who wrote a note, the surest first."""
    furniture: re.Pattern[str]
    """Lines at the top or bottom of a page that are no part of the record, even once."""
    headings: re.Pattern[str]
    """Lines that name a section, with or without a colon."""
    hyphened_before: frozenset[str]
    """Words that keep the hyphen behind them."""
    hyphened_behind: frozenset[str]
    """Words that keep the hyphen before them."""
    abbreviations: frozenset[str]
    """Words, without their last period, that end no sentence."""
    abbreviations_that_may_end: frozenset[str]
    """Such as "etc" and "M.D": they end a sentence where the next word is capitalized."""


@cache
def words() -> Words:
    """Give the table; a broken one is a `Defect`."""
    try:
        return _read(table("reading"))
    except (KeyError, TypeError, re.error) as error:
        raise Defect(f"data/reading.toml: {error!r}") from error


def _read(table: Mapping[str, Any]) -> Words:
    return Words(
        titles=tuple(
            Title(
                kind=one["kind"],
                pattern=re.compile(_any(one["words"]), re.IGNORECASE),
                needs_date=one.get("needs_date", False),
            )
            for one in table["title"]
        ),
        dates=tuple(_label(one["words"]) for one in table["date"]),
        authors=tuple(_label(one["words"]) for one in table["author"]),
        furniture=re.compile("|".join(f"(?:{one['pattern']})" for one in table["furniture"]), re.I),
        headings=re.compile(_any(table["headings"]["words"]), re.IGNORECASE),
        hyphened_before=frozenset(table["hyphens"]["before"]),
        hyphened_behind=frozenset(table["hyphens"]["behind"]),
        abbreviations=frozenset(table["abbreviations"]["inside"]),
        abbreviations_that_may_end=frozenset(table["abbreviations"]["may_end"]),
    )


def _any(phrases: list[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    spaced = (re.sub(r" (?![?+])", "[ ]+", phrase) for phrase in longest_first)
    return "(?:" + "|".join(spaced) + r")\b"


def _label(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[ \t|,;(]))(?:{_any(phrases)})", re.IGNORECASE)
