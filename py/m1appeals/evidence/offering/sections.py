"""Which section of a note a sentence stands in, by the headings before it.

Headings are known by their words (data/sections.toml), whether they stand alone ("IMPRESSION:"),
before their text ("Impression: Lumbar stenosis.") or with the debris of transcription
("FINDINGS:,"). Parts of an examination ("ABDOMEN:") leave the section as it is. A heading alone
that is not known begins a section without a class. Pages are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from m1appeals.evidence.tables import table

__all__ = ["CLASSES", "Place", "class_of", "parts", "places"]

CLASSES: tuple[str, ...] = tuple(table("sections")["class"])
"""Every class of section, as `Place.section` names it."""

READS: dict[str, str] = {id_: entry["reads"] for id_, entry in table("sections")["class"].items()}
"""How a reason names each class."""

_EXAMINED = frozenset({"physical exam", "review of systems"})
"""Sections that have parts for parts of the body."""
_OPENING = frozenset({
    "chief complaint", "history of present illness", "preoperative diagnosis", "demographics",
})  # fmt: skip
_CLOSING = frozenset(
    {"plan", "assessment and plan", "disposition", "operative technique", "impression"}
)
_COVERED = 0.7
"""How much of the words before a colon a known name must be."""
_SHORTEST = 12
"""Sentences of a note, at least, before another is seen to begin."""
_LONGEST = 90
"""Characters. What is longer is no heading."""
_ALONE = re.compile(r"([^:]{2,90}?)\s*:[\s,;.]*")
_BEFORE = re.compile(r"\W{0,3}([A-Za-z][^:]{1,60}?),?\s*(?::|\s[-\u2013\u2014]\s)[\s,]*(?=\S)")
_CAPITALS = re.compile(r"\W{0,3}([A-Z][A-Z /&()-]{3,60}),\s*(?=\S)")
_NUMBER = re.compile(r"[(#]?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})[.):]?\s*")
_WORDS = re.compile(r"[a-z0-9]+")
_LEADING = re.compile(r"^(?:\d{1,2}|[a-z]|[ivx]{1,4}) (?=[a-z]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sentence stands."""

    section: str
    """The class of its section, or nothing where no known heading stands before it."""
    title: str
    """The words of the heading that began the section, in small letters."""
    heading: bool
    """Whether it is a heading alone, or a number of a list alone: nothing to quote."""
    inline: str
    """The words of the heading that the sentence itself begins with, in small letters."""
    text: int
    """Where its text begins, behind such a heading."""
    index: int
    """How many sentences that are no heading stand before it in the section."""
    size: int
    """How many sentences that are no heading the section has."""


def places(sentences: Sequence[str]) -> tuple[Place, ...]:
    """Give the place of each sentence, in order."""
    marks = list(_marks(sentences))
    sizes: dict[int, int] = {}
    for run, _, _, heading, _, _, _ in marks:
        sizes[run] = sizes.get(run, 0) + (not heading)
    return tuple(
        Place(
            section=section,
            title=title,
            heading=heading,
            inline=inline,
            text=text,
            index=index,
            size=sizes[run],
        )
        for run, section, title, heading, inline, text, index in marks
    )


def parts(found: Sequence[Place]) -> list[tuple[int, int]]:
    """Part places where a note seems to begin, as start and end: one part where none does.

    A note begins with a heading that opens notes, once one that closes them has stood before.
    """
    starts, closed, last = [0], False, ""
    for at, place in enumerate(found):
        if place.section == last:
            continue
        last = place.section
        if closed and last in _OPENING and at - starts[-1] >= _SHORTEST:
            starts.append(at)
            closed = False
        closed = closed or last in _CLOSING
    return list(zip(starts, [*starts[1:], len(found)], strict=True))


def class_of(words: str) -> str:
    """Give the class of a heading, or nothing.

    >>> class_of("POSTOPERATIVE DIAGNOSES")
    'postoperative diagnosis'
    >>> class_of("Indications for the procedure")
    'indications'
    >>> class_of("Right brachial arterial line")
    ''
    """
    return _classify(_normal(words))[0]


def _marks(sentences: Sequence[str]) -> Iterator[tuple[int, str, str, bool, str, int, int]]:
    section, title, run, index = "", "", 0, 0
    for sentence in sentences:
        words, end, alone = _heading(sentence)
        if words or alone:
            found, covered = _classify(words)
            part = words in _subheadings() and (not found or section in _EXAMINED)
            known = bool(found) and (alone or _is_heading(found, covered / len(words), section))
            if words and not part and (known or alone):
                section, title, run, index = found, words, run + 1, 0
            elif not alone and not part:
                words, end = "", 0
        yield run, section, title, alone, "" if alone else words, end, index
        index += not alone


def _is_heading(found: str, covered: float, section: str) -> bool:
    """Whether words before a colon begin a section, or only name what follows."""
    inside = found == "operative details" and section in _EXAMINED
    return covered >= _COVERED and not inside


def _heading(sentence: str) -> tuple[str, int, bool]:
    """Give the words of a heading, where the text behind it begins, and whether it is alone."""
    text = sentence.strip()
    if len(text) <= _LONGEST:
        if _NUMBER.fullmatch(text) or not re.search(r"[A-Za-z0-9]", text):
            return "", 0, True
        if match := _ALONE.fullmatch(text):
            return _normal(match[1]), len(sentence), True
        bare = _normal(text)
        if (bare in _names() or bare in _subheadings()) and text[-1] not in ".!?":
            return bare, len(sentence), True
    if (match := _CAPITALS.match(sentence)) and _normal(match[1]) in _names():
        return _normal(match[1]), match.end(), False
    if match := _BEFORE.match(sentence[: _LONGEST + 10]):
        words = _normal(match[1])
        if len(words.split()) <= 7:
            return words, match.end(), False
    return "", 0, False


def _normal(text: str) -> str:
    words = " ".join(_WORDS.findall(text[:_LONGEST].lower()))
    return _LEADING.sub("", words)


@cache
def _names() -> dict[str, str]:
    return {
        name: id_ for id_, entry in table("sections")["class"].items() for name in entry["names"]
    }


@cache
def _subheadings() -> frozenset[str]:
    return frozenset(table("sections")["subheadings"]["names"])


def _classify(normal: str) -> tuple[str, int]:
    """Give the class of the longest name that the words hold, and how long that is."""
    words = normal.split()[:16]
    names = _names()
    for length in range(min(len(words), 9), 0, -1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            if name in names:
                return names[name], len(name)
    return "", 0
