"""What a letter quotes from its exhibits: word for word, with exhibit, page and note.

A quotation names pages of a file. The letter names their places among the pages that are in the
packet, as the stamps on them do, so both follow when the packet changes. Words that a reviewer
would not find there are left out of the letter, and so is a criterion that nothing answers: a
letter never points to what is not enclosed. What is left out is said.

Cuts are printed as "[...]", and nothing else of a quotation is changed: white space is folded, and
what no paper can show is dropped. Whether the pages hold the words is not looked at here: the job
that makes the packet has the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import index
from typing import Any

from m1appeals import dates
from m1appeals.errors import Defect
from m1appeals.exhibit_list import Entry, exhibit_letter
from m1appeals.fields import printable

__all__ = ["GAP", "KINDS", "NO_EVIDENCE", "Criterion", "Evidence", "Quotation", "evidence_of"]

KINDS = ("symptom", "function", "failed_treatment", "finding", "risk", "rationale", "")
"""What a quotation can show, in the order of the letter; "" where nobody said."""

GAP = "[...]"
"""Stands where words were left out."""

_FORMS = ("criteria", "kinds")
_LIMITATION = "Limitation: "
"""How criteria begin that were split out of what a policy does not cover."""
_NEGATION = re.compile(
    r"\b(?:no|not|nor|non|none|never|neither|nothing|nobody|without|w/o|den(?:y|ied|ies|ying)|"
    r"negative|neg|absent|cannot|unable|hardly|barely|scarcely|lack\w*|free of|unlikely|"
    r"possibl[ey]|probabl[ey]|may|might|could|suspected|ruled? out|r/o|resolved|if|until|"
    r"previously|will|would|scheduled|planned|plans?|recommend(?:ed|s)?|family|mother|father|sister|brother|"
    r"husband|wife|daughter|son|left|right)\b|n['\u2019]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of a record, as the letter prints them."""

    text: str
    """Without quotation marks."""
    is_cut: bool
    """Whether words were left out."""
    kind: str
    """One of `KINDS`."""
    criterion: int
    """Which criterion it answers, from 0; -1 where it answers none."""
    exhibit: int
    """Which exhibit it is from, from 0."""
    pages: tuple[int, int]
    """First and last page of the exhibit's file, from 1."""
    place: str
    """Such as "Exhibit B, page 3"; "" where the letter leaves the quotation out."""
    note: str
    """What kind of note it stands in; "" where that is not known."""
    day: date | None
    """The day of that note."""
    author: str
    """Who wrote it; "" where that is not known."""
    problem: str
    """What is doubtful, or why it is left out, in sentences; "" where nothing is."""

    @property
    def source(self) -> str:
        """The note it stands in: "Progress note, March 4, 2026, Jane Example, MD"."""
        return ", ".join(
            filter(None, (self.note, dates.long(self.day) if self.day else "", self.author))
        )

    @property
    def begins(self) -> str:
        """Its first words, by which it is named."""
        return _shortened(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that the payer's policy asks for."""

    text: str
    state: str
    """answered (by what the letter quotes), undocumented (the user said so) or open"""
    problem: str
    """What to do about it, in sentences; "" where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that a letter quotes, and what for."""

    by_criterion: bool = False
    """Whether criteria have the word; otherwise all is told by its kind."""
    criteria: tuple[Criterion, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    """In the order in which they were given, those too that the letter leaves out."""

    @property
    def printed(self) -> tuple[Quotation, ...]:
        """What the letter prints."""
        return tuple(one for one in self.quotations if one.place)

    @property
    def answers(self) -> list[tuple[Criterion, list[Quotation]]]:
        """The criteria that the letter answers, each with its quotations."""
        return [
            (criterion, [one for one in self.printed if one.criterion == place])
            for place, criterion in enumerate(self.criteria)
            if self._is_listed(place)
        ]

    @property
    def others(self) -> list[tuple[str, list[Quotation]]]:
        """What else it quotes, by kind."""
        rest = [one for one in self.printed if not self._is_listed(one.criterion)]
        told = ((kind, [one for one in rest if one.kind == kind]) for kind in KINDS)
        return [(kind, quoted) for kind, quoted in told if quoted]

    def problems(self) -> Iterator[str]:
        """Say what is doubtful or left out, each with the words that it is about."""
        told = [
            *((one.text, one.problem) for one in self.quotations),
            *((one.text, one.problem) for one in self.criteria),
        ]
        for text, problem in told:
            if problem:
                yield f"\u201c{_shortened(text)}\u201d: {problem}" if text else problem

    def _is_listed(self, place: int) -> bool:
        return self.by_criterion and place >= 0 and self.criteria[place].state == "answered"


NO_EVIDENCE = Evidence()
"""A letter that quotes nothing."""


def evidence_of(raw: Mapping[str, Any] | None, entries: Sequence[Entry]) -> Evidence:
    """Read what the page says of a letter's evidence, whose exhibits are `entries`.

    {form, criteria: [{text, undocumented}], quotations: [{criterion, kind, text, cuts, exhibit,
    page, last, note, day, author}]}: `form` is criteria or kinds, `cuts` are [start, end] in the
    characters of `text`, `page` and `last` pages of the file from 1, `day` is an ISO date or empty.
    None is no evidence. Raise `Defect` for another shape.
    """
    if raw is None:
        return NO_EVIDENCE
    try:
        by_criterion = _FORMS.index(raw["form"]) == 0
        quotations = tuple(_quotation(one, entries) for one in raw["quotations"])
        criteria = tuple(_criteria(raw["criteria"], quotations))
        if not all(-1 <= one.criterion < len(criteria) for one in quotations):
            raise ValueError
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Defect(f"evidence of another shape: {type(error).__name__}") from error
    return Evidence(by_criterion=by_criterion, criteria=criteria, quotations=quotations)


def _criteria(
    raw: Sequence[Mapping[str, Any]], quotations: Sequence[Quotation]
) -> Iterator[Criterion]:
    answered = {one.criterion for one in quotations if one.place}
    seen: set[str] = set()
    for place, one in enumerate(raw):
        text = _folded(one["text"])
        state, problem = "open", ""
        if not text:
            problem = "This criterion has no words. Type it, or take it out."
        elif one["undocumented"]:
            state = "undocumented"
        elif place in answered:
            state = "answered"
        elif text.startswith(_LIMITATION):
            problem = (
                "This limits what is covered. Check that it does not apply here; then quote what "
                "shows so, or take it out."
            )
        else:
            problem = (
                "The letter quotes nothing for this criterion. Choose a quotation, or mark it as "
                "not documented."
            )
        if text and text.casefold() in seen:
            problem = "This criterion is there twice. Take one out."
        seen.add(text.casefold())
        yield Criterion(text=text, state=state, problem=problem)


def _quotation(raw: Mapping[str, Any], entries: Sequence[Entry]) -> Quotation:
    text, doubts = _cut(raw["text"], raw["cuts"])
    place, missing = _place(raw["exhibit"], raw["page"], raw["last"], entries)
    if not any(character.isalnum() for character in text.replace(GAP, "")):
        place, missing = "", "The cuts leave nothing of this quotation. Take one of them back."
    KINDS.index(raw["kind"])
    return Quotation(
        text=text,
        is_cut=bool(raw["cuts"]),
        kind=raw["kind"],
        criterion=index(raw["criterion"]),
        exhibit=raw["exhibit"],
        pages=(raw["page"], raw["last"]),
        place=place,
        note=_folded(raw["note"]),
        day=date.fromisoformat(raw["day"]) if raw["day"] else None,
        author=_folded(raw["author"]),
        problem=" ".join(filter(None, (missing, *doubts))),
    )


def _cut(text: str, cuts: Sequence[Sequence[int]]) -> tuple[str, list[str]]:
    """Print a text with its cuts; say what is doubtful about them."""
    parts: list[str] = []
    doubts: list[str] = []
    at = 0
    for start, end in sorted((start, end) for start, end in cuts):
        if not 0 <= start < end <= len(text):
            raise ValueError
        parts += [_folded(text[at:start]), GAP]
        at = max(at, end)
        if negation := _NEGATION.search(text[start:end]):
            doubts.append(
                f"A cut takes away \u201c{negation[0]}\u201d. Check that the quotation still says "
                "what the record says."
            )
        if _divides(text, start) or _divides(text, end):
            doubts.append("A cut ends within a word. Let it begin and end between words.")
    parts.append(_folded(text[at:]))
    printed = ""
    for part in filter(None, parts):
        if part == GAP and printed.endswith(GAP):
            continue
        # A mark goes on with the words that were left out: "pain [...], worse at night".
        printed += ("" if not printed or part[0] in ".,;:!?)" else " ") + part
    return printed, list(dict.fromkeys(doubts))


def _divides(text: str, at: int) -> bool:
    return at > 0 and len(text[at - 1 : at + 1]) == 2 and text[at - 1 : at + 1].isalnum()


def _place(exhibit: int, page: int, last: int, entries: Sequence[Entry]) -> tuple[str, str]:
    """Give where a reviewer finds pages of a file, or why not."""
    if not (exhibit >= 0 and 1 <= page <= last):
        raise ValueError
    if exhibit >= len(entries):
        return "", "Its exhibit is not in the packet, so the letter leaves it out. Add the exhibit."
    entry = entries[exhibit]
    try:
        places = [entry.chosen.index(one - 1) + 1 for one in range(page, last + 1)]
    except ValueError:
        which = f"Page {page} is" if page == last else f"Pages {page}-{last} are"
        return "", (
            f"{which} not among the pages of \u201c{entry.name}\u201d in the packet, so the letter "
            "leaves it out. Add the page to the exhibit."
        )
    letter = exhibit_letter(exhibit + 1)
    if len(places) == 1:
        return f"Exhibit {letter}, page {places[0]}", ""
    if places == list(range(places[0], places[0] + len(places))):
        return f"Exhibit {letter}, pages {places[0]}-{places[-1]}", ""
    listed = f"{', '.join(map(str, places[:-1]))} and {places[-1]}"
    return f"Exhibit {letter}, pages {listed}", ""


def _folded(text: str) -> str:
    return printable(" ".join(text.split()))


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}..."
