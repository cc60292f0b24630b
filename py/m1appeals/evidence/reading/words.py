"""The words by which parts of a record are told: `data/reading.toml`, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from m1appeals.errors import Defect
from m1appeals.evidence.tables import table

__all__ = ["AROUND_TITLE", "Author", "Limit", "Title", "Words", "words"]

AROUND_TITLE = " :*-\u2013_="
"""What may stand around a title on its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title under which a note or report begins."""

    kind: str
    """What it is called in a letter, such as "Progress note"."""
    pattern: re.Pattern[str]
    """What stands at the beginning of the line."""
    needs_date: bool
    """It is also a heading inside notes, so it begins one only beside a date of its own."""
    sorts: frozenset[str] = frozenset()
    """Such as "visit" or "study": see `Limit`."""
    adds: bool = False
    """It adds to an older note, whose day is not its own; its text may follow on its line."""

    def ends(self, line: str) -> int:
        """Give where the title ends in a line; 0 where it does not begin the line."""
        bare = line.lstrip(AROUND_TITLE)
        found = self.pattern.match(bare)
        return found.end() + len(line) - len(bare) if found else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Words that make a label count for notes of some sorts only."""

    inside: re.Pattern[str]
    """One of the words."""
    last: re.Pattern[str]
    """One of them at the end of what stands before a label."""
    only: frozenset[str]
    """The sorts for which such a label counts, where `never` is empty."""
    never: frozenset[str]
    """The sorts for which it does not."""

    def allows(self, title: Title) -> bool:
        """Tell whether a label with one of these words counts for a note."""
        if self.never:
            return not self.never & title.sorts
        return bool(self.only & title.sorts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Labels of who wrote a note, one as sure as the other."""

    label: re.Pattern[str]
    signs: bool
    """They stand beside signatures, of which a note may quote another's."""
    only: frozenset[str]
    """The sorts of notes in which they count; empty for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All of the table."""

    titles: tuple[Title, ...]
    any_title: re.Pattern[str]
    """What may begin one of them."""
    adding: re.Pattern[str]
    """What may begin one that `adds`."""
    small: frozenset[str]
    """Words that stay small behind a title."""
    dates: tuple[re.Pattern[str], ...]
    """Labels of the day of a visit, study or operation, the surest first."""
    other_days: tuple[Limit, ...]
    """Words that make a day another's."""
    authors: tuple[Author, ...]
    """Labels of who wrote a note, the surest first."""
    other_authors: tuple[Limit, ...]
    """Words that make a name another's."""
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
    titles = tuple(_title(one, table["leading"]["never"]) for one in table["title"])
    return Words(
        titles=titles,
        any_title=_beginning(titles),
        adding=_beginning([one for one in titles if one.adds]),
        small=frozenset(table["small"]["words"]),
        dates=tuple(_label(one["words"]) for one in table["date"]),
        other_days=tuple(_limit(one) for one in table["other_day"]),
        authors=tuple(
            Author(
                label=_label(one["words"]),
                signs=one.get("signs", False),
                only=frozenset(one.get("only", ())),
            )
            for one in table["author"]
        ),
        other_authors=tuple(_limit(one) for one in table["other_author"]),
        furniture=re.compile("|".join(f"(?:{one['pattern']})" for one in table["furniture"]), re.I),
        headings=re.compile(_any(table["headings"]["words"]), re.IGNORECASE),
        hyphened_before=frozenset(table["hyphens"]["before"]),
        hyphened_behind=frozenset(table["hyphens"]["behind"]),
        abbreviations=frozenset(table["abbreviations"]["inside"]),
        abbreviations_that_may_end=frozenset(table["abbreviations"]["may_end"]),
    )


def _any(phrases: list[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    spaced = (re.sub(r" (?![?+\]])", "[ ]+", phrase) for phrase in longest_first)
    return "(?:" + "|".join(spaced) + r")\b"


def _title(one: Mapping[str, Any], never: list[str]) -> Title:
    least, most = one.get("leading", (0, 0))
    leading = _leading(least, most, never) if most else ""
    return Title(
        kind=one["kind"],
        pattern=re.compile(leading + _any(one["words"]), re.IGNORECASE),
        needs_date=one.get("needs_date", False),
        sorts=frozenset(one.get("sorts", ())),
        adds=one.get("adds", False),
    )


def _beginning(titles: Sequence[Title]) -> re.Pattern[str]:
    return re.compile("|".join(one.pattern.pattern for one in titles), re.IGNORECASE)


def _leading(least: int, most: int, never: list[str]) -> str:
    """Match capitalized words before a title, such as "Orthopedic"; not "The" or "Prior"."""
    word = r"(?:(?-i:[A-Z])[\w&/.'\u2019-]{0,24}|&|/|-|and|of|to)"
    return rf"(?!{_any(never)})(?:{word}[ ]{{1,3}}){{{least},{most}}}"


def _label(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[ \t|,;(]))(?:{_any(phrases)})", re.IGNORECASE)


def _limit(one: Mapping[str, Any]) -> Limit:
    phrases = rf"(?<![^\W_])(?:{_any(one['words'])})"
    return Limit(
        inside=re.compile(phrases, re.IGNORECASE),
        last=re.compile(rf"{phrases}(?![^\S ]|[ ]{{2}})[^\w\t|]{{0,2}}$", re.IGNORECASE),
        only=frozenset(one.get("only", ())),
        never=frozenset(one.get("never", ())),
    )
