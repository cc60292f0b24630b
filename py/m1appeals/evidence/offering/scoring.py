"""Which sentences of a record are evidence: for each its kind, a score and why.

The same sentences and the same words about the service give the same answer. A heading alone is
never offered, nor is a sentence that as a whole is denied, normal, somebody else's, hypothetical or
said in every note, unless much else speaks for it: "no relief" is an argument. Whether a sentence
meets a criterion is not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from m1appeals.evidence.context.context import summary
from m1appeals.evidence.offering.features import Seen, features, look
from m1appeals.evidence.offering.model import KINDS, Model, chance, model
from m1appeals.evidence.offering.reasons import reasons
from m1appeals.evidence.tables import table

__all__ = ["KINDS", "Scored", "score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What is thought of one sentence."""

    kind: str
    """The likeliest of KINDS, were it evidence."""
    score: float
    """How likely it is evidence, from 0 to 1."""
    offered: bool
    why: tuple[str, ...]
    """The strongest reasons in plain words; at least one where it is offered, else none."""
    mind: tuple[str, ...] = ()
    """What to mind before it is quoted: what in it is denied, past, planned, uncertain."""


_SO = 0.25
"""The share of the words of a sentence, at least, that it says of this patient and as a fact."""
_SURE = 0.6
"""From this score on a sentence is offered whatever its context."""
_ENDED = re.compile(r"[.!?]\s*$")
_SIDE = re.compile(r"\b(?:left|right)\b", re.IGNORECASE)
_MOST_MIND = 3
_MIND = {
    "negated": "\u201c{}\u201d: something is denied",
    "family": "\u201c{}\u201d: about the family",
    "other": "\u201c{}\u201d: about somebody else",
    "past": "\u201c{}\u201d: of the past",
    "planned": "\u201c{}\u201d: planned",
    "hypothetical": "\u201c{}\u201d: only if",
    "uncertain": "\u201c{}\u201d: uncertain",
}


def score(
    sentences: Sequence[str], about: str = "", *, trained: Model | None = None
) -> tuple[Scored, ...]:
    """Score all sentences of a note or record, in order, headings among them.

    `about` names the service and the diagnoses in words, the service first: sixty words are looked
    at. `trained` is another model than the one that is shipped.
    """
    learned = trained or model()
    seen = look(sentences)
    above = ("", *sentences)
    denied = ""
    scored = []
    for each, found, last in zip(seen, features(seen, about, learned.rarity), above, strict=False):
        # What stands under "Denies:" is denied, item by item, up to the next heading.
        if _says("denies", last):
            denied = last.rstrip()
        elif last.rstrip().endswith(":") or (_ENDED.search(last) and not denied.endswith(":")):
            denied = ""
        scored.append(_scored(each, found, about, learned, denied))
    return tuple(scored)


def _scored(seen: Seen, found: dict[str, float], about: str, learned: Model, denied: str) -> Scored:
    if not found:
        return Scored(kind="rationale", score=0.0, offered=False, why=())
    likely = chance(learned.evidence.sum(found))
    cues: tuple[tuple[str, str], ...] = ()
    if likely >= learned.offered:
        context = summary(seen.text, seen.place.section)
        cues = context.cues
        is_theirs = context.so == 0 and {"family", "negated"} & set(context.whole)
        if is_theirs or (
            likely < _SURE and (context.so < _SO or denied or _says("missed", seen.text))
        ):
            likely *= learned.offered
    offered = likely >= learned.offered
    kind = max(learned.kinds, key=lambda each: learned.kinds[each].sum(found))
    why = reasons(seen, learned.evidence.shares(found), about) if offered else ()
    mind = tuple(_MIND[kind].format(cue) for kind, cue in cues if kind in _MIND)
    if side := _other_side(seen.text, about):
        mind = (f"\u201c{side}\u201d: the service is on the other side", *mind)
    mind = (*_doubts(seen, kind), *mind)
    if denied:
        mind = ("it stands below words that deny it", *mind)
    return Scored(
        kind=kind,
        score=round(likely, 4),
        offered=offered,
        why=why,
        mind=mind[:_MOST_MIND] if offered else (),
    )


def _doubts(seen: Seen, kind: str) -> Iterator[str]:
    """Say what may make a treatment none that was tried and failed."""
    if seen.place.section in table("doubts")["plans"] and not _says("done", seen.text):
        yield "it stands in the plan"
    if kind == "finding":
        return
    if (helped := _says("helped", seen.text)) and not _says("hardly", seen.text):
        yield f"\u201c{helped[0]}\u201d: the treatment may have helped"
    if refused := _says("refused", seen.text):
        yield f"\u201c{refused[0]}\u201d: it may not have been done"


def _says(what: str, text: str) -> re.Match[str] | None:
    return _patterns()[what].search(text)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Give the expressions of data/doubts.toml."""
    return {
        what: re.compile("|".join(table("doubts")[what]), re.IGNORECASE)
        for what in ("denies", "missed", "done", "helped", "hardly", "refused")
    }


def _other_side(text: str, about: str) -> str:
    """Give the side that a sentence names where the service names the other one only."""
    named = {side.lower() for side in _SIDE.findall(text)}
    wanted = {side.lower() for side in _SIDE.findall(about)}
    return named.pop() if len(named) == len(wanted) == 1 and named != wanted else ""
