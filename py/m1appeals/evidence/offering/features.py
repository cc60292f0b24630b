"""What the model sees of each sentence: words, cues, section, systems of the body, the service.

A feature is a short text; what stands before its colon is its family:

w      a stem
c, cs  a class of cues; with the section
ca, cd a class affirmed, or denied by a word before it ("no hematuria"); `cy` with the system's fit
s, sz, sp, k   the section; with its size, the place in it, the kind of note
v, vs  whether the systems of the body are those of the service; with the section
y, ys  whether they are those that the note is most about
o      how much of the service's words it holds, by their rarity
d, ds  how much of the words of the note's diagnoses; with the section
ph, nh, nc   the heading before and after, and the cues of the sentence after
m      a measure with its unit

Nothing is weighed here but that a word counts less than a class of words. The rarity of words comes
from the model. A record of many notes is parted where a note seems to begin, so that each is seen
by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from m1appeals.evidence.offering.sections import Place, parts, places
from m1appeals.evidence.offering.words import cues, is_stop, stems, systems

__all__ = ["Seen", "features", "is_denied", "look", "section_of"]

_WORD = 0.7
"""A word counts less than a class, which other words of its kind share."""
_ABOUT = 60
"""So many words of what is said about the service are looked at."""
_DIAGNOSES = frozenset({
    "preoperative diagnosis", "postoperative diagnosis", "diagnosis", "impression", "assessment",
    "assessment and plan", "chief complaint",
})  # fmt: skip
_TELLING = _DIAGNOSES | {"indications", "history of present illness"}
_OPERATIVE = frozenset({"operative technique", "preoperative diagnosis", "operative details"})
_DENIABLE = frozenset({"symptom", "abnormal", "shows", "severity", "failed", "risk", "function"})
_DENIAL_REACHES = 6
_TURNS = frozenset({"but", "howev", "except", "although", "whil"})
_MEASURE = re.compile(
    r"\d\s?(?:-\s?)?(cm|mm|mg/dl|degrees?|%|percent|/10|/5|grams?|gm?|ml|liters?|lbs?|pounds|kg|mmhg"
    r"|weeks?|months?|years?|days?|hours?|times)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:-?\d{1,2})?(?: score| of)?:? \d")
"""A test or scale by its letters, with a number: "PSA 11.6", "PHQ-9 score 21"."""
_RARE = 8.0
"""The rarity of a word that the model's notes do not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A sentence, taken apart."""

    text: str
    place: Place
    words: list[str]
    """Stems of what stands behind its heading."""
    cues: list[tuple[int, int, str]]
    """Start and end in `words`, and class."""
    systems: frozenset[str]
    """Systems of the body that it speaks of."""


def look(sentences: Sequence[str]) -> list[Seen]:
    """Take sentences apart, in order."""
    known: dict[str, str] = {}
    return [_look(text, at, known) for text, at in zip(sentences, places(sentences), strict=True)]


def features(
    seen: Sequence[Seen], about: str, rarity: Mapping[str, float]
) -> list[dict[str, float]]:
    """Give the features of each sentence; none of a heading alone."""
    service = stems(about)[:_ABOUT]
    found: list[dict[str, float]] = []
    for start, end in parts([each.place for each in seen]):
        note = _Note(seen[start:end], service, rarity)
        found += [dict(note.of(at)) for at in range(end - start)]
    return found


def section_of(seen: Seen) -> str:
    """Give the section, where a long one under "Procedure" describes the operation."""
    if seen.place.section == "procedure" and seen.place.size >= 5:
        return "operative technique"
    return seen.place.section or "none"


def is_denied(seen: Seen, start: int, id_: str) -> bool:
    """Whether a cue, by its first word and class, is denied by a word before it."""
    return id_ in _DENIABLE and any(
        0 <= start - end <= _DENIAL_REACHES and not _TURNS.intersection(seen.words[end:start])
        for _, end, other in seen.cues
        if other == "denied"
    )


def _look(text: str, place: Place, known: dict[str, str]) -> Seen:
    words = [] if place.heading else stems(text[place.text :], known)
    systems_ = systems(words) or (systems(stems(place.inline, known)) if place.inline else {})
    return Seen(text=text, place=place, words=words, cues=cues(words), systems=frozenset(systems_))


class _Note:
    """One note's sentences, and what all of them say together."""

    def __init__(
        self, seen: Sequence[Seen], service: Sequence[str], rarity: Mapping[str, float]
    ) -> None:
        self._seen = seen
        self._rarity = rarity
        self._service = {word for word in service if not is_stop(word)}
        self._systems = frozenset(systems(service))
        self._kind = "operation" if any(s.place.section in _OPERATIVE for s in seen) else "visit"
        diagnoses: dict[str, int] = {}
        told: dict[str, int] = {}
        for each in seen:
            if each.place.section in _TELLING:
                for system in each.systems:
                    told[system] = told.get(system, 0) + 1
            if each.place.section in _DIAGNOSES:
                for word in each.words:
                    diagnoses[word] = diagnoses.get(word, 0) + 1
        self._diagnoses = diagnoses
        self._told = frozenset(sorted(told, key=lambda system: (-told[system], system))[:3])

    def of(self, at: int) -> Iterator[tuple[str, float]]:
        """Give the features of one sentence."""
        seen = self._seen[at]
        if seen.place.heading:
            return
        section = section_of(seen)
        for word in set(seen.words):
            yield f"w:{word}", _WORD
        for name in self._placed(seen, section):
            yield name, 1.0
        for name in self._likened(seen, section):
            yield name, 1.0
        for name in self._cued(seen, section):
            yield name, 1.0
        for name in self._beside(at):
            yield name, 1.0
        for unit in set(_MEASURE.findall(seen.text[:4000].lower())):
            yield f"m:{unit.rstrip('s')}", 1.0
        if _NAMED.search(seen.text[:4000]):
            yield "m:named", 1.0

    def _placed(self, seen: Seen, section: str) -> Iterator[str]:
        yield f"s:{section}"
        yield f"k:{self._kind}|{section}"
        yield f"sz:{section}|{_step(seen.place.size, (1, 3, 9))}"
        yield f"sp:{section}|{_step(seen.place.index, (0, 1, 3, 9))}"

    def _likened(self, seen: Seen, section: str) -> Iterator[str]:
        fit = _fit(seen.systems, self._systems)
        yield f"v:{fit}"
        yield f"vs:{section}|{fit}"
        told = _fit(seen.systems, self._told)
        yield f"y:{told}"
        yield f"ys:{section}|{told}"
        words = set(seen.words)
        yield f"o:{self._weight(words & self._service)}"
        least = 2 if section in _DIAGNOSES else 1
        shared = {
            word for word in words if self._diagnoses.get(word, 0) >= least and not is_stop(word)
        }
        weight = self._weight(shared)
        yield f"d:{weight}"
        yield f"ds:{section}|{weight}"

    def _cued(self, seen: Seen, section: str) -> Iterator[str]:
        for id_ in {id_ for _, _, id_ in seen.cues}:
            yield f"c:{id_}"
            yield f"cs:{section}|{id_}"
        fit = _fit(seen.systems, self._systems)
        names = set()
        for start, _, id_ in seen.cues:
            if id_ in _DENIABLE:
                denied = is_denied(seen, start, id_)
                names.add(f"{'cd' if denied else 'ca'}:{id_}")
                names.add(f"cy:{id_}|{fit}{'|denied' if denied else ''}")
        told = {name.partition(":")[0] for name in names} & {"ca", "cd"}
        if told == {"cd"}:
            names.add("cd:all")
        yield from names

    def _beside(self, at: int) -> Iterator[str]:
        for side, there in (("p", at - 1), ("n", at + 1)):
            if not 0 <= there < len(self._seen):
                continue
            beside = self._seen[there]
            if beside.place.heading:
                yield f"{side}h:{beside.place.section}"
            elif side == "n":
                for id_ in {id_ for _, _, id_ in beside.cues}:
                    yield f"nc:{id_}"

    def _weight(self, words: set[str]) -> int:
        """Give in steps how rare the words are together."""
        return _step(sum(self._rarity.get(word, _RARE) for word in sorted(words)), (0, 4, 7, 11))


def _fit(these: frozenset[str], those: frozenset[str]) -> str:
    if not these:
        return "none"
    return "same" if these & those else "other"


def _step(value: float, steps: Sequence[float]) -> int:
    """Give how many of the steps a value is above."""
    return sum(value > step for step in steps)
