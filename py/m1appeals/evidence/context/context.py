"""Clinical context: whether what a sentence mentions is so, whose it is, when, and how certain.

After NegEx (Chapman 2001) and ConText (Harkema 2009): cues ("denies", "history of", "rule out") say
something of a scope of words around them (`scopes.py`). The cues and the papers are in
data/context.toml; how cues are found is in `cues.py`.

What is decided here, and differs from those papers:

- Inability and lack of benefit ("unable to walk", "no relief from ibuprofen", "did not respond to")
  are what the record says, so nothing in them is negated. So is a risk that the patient has ("at
  high risk for falls"), while "risk of bleeding" is hypothetical.
- "History of" is past, unless the same words say that it goes on ("history of pain for 6 months").
- A question that is not answered is uncertain.

Words are looked at, not grammar: a scope can miss a word or take one too many. A mention is what
the caller says it is, and other sentences are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from m1appeals.evidence.context.cues import KINDS, plain
from m1appeals.evidence.context.scopes import Scope, scopes

__all__ = [
    "Context",
    "Scope",
    "Summary",
    "affirmed",
    "context_in",
    "context_of",
    "scopes",
    "summary",
]

_NOT_SO = ("negated", "family", "other", "hypothetical", "boilerplate", "normal")
_SMALL = {
    "a", "an", "and", "any", "are", "at", "be", "been", "by", "for", "from", "had", "has",
    "have", "he", "her", "him", "his", "i", "in", "is", "it", "its", "mr", "mrs", "ms", "of",
    "on", "or", "other", "patient", "patient's", "pt", "she", "that", "the", "their", "there",
    "they", "this", "to", "was", "were", "with", "also",
}  # fmt: skip
"""Words that say nothing by themselves."""
_WORD = re.compile(r"[a-z0-9][a-z0-9'/-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is so of a mention. Without any cue it is the patient's, of today, and certain."""

    negated: bool = False
    who: Literal["patient", "family", "other"] = "patient"
    when: Literal["now", "past", "planned", "hypothetical"] = "now"
    certain: bool = True
    normal: bool = False
    boilerplate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is so of a whole sentence."""

    whole: tuple[str, ...]
    """Kinds that hold for nearly all of its words, in the order of `cues.KINDS`."""
    part: tuple[str, ...]
    """Kinds that hold for less of it."""
    so: float
    """The part of its words that is so of the patient, today, in the past or as a plan: 0..1."""
    cues: tuple[tuple[str, str], ...]
    """Kind and words of each cue, in order: ("negated", "denies"). For reasons: says “denies”."""


def context_of(sentence: str, start: int, end: int, section: str = "") -> Context:
    """Give the context of the mention sentence[start:end]."""
    return context_in(scopes(sentence, section), start, end)


def context_in(found: Iterable[Scope], start: int, end: int) -> Context:
    """Give the context of a mention from the scopes of its sentence, to ask about many mentions."""
    kinds = {
        scope.kind
        for scope in found
        if 2 * (min(scope.end, end) - max(scope.start, start)) >= max(end - start, 1)
    }
    who: Literal["patient", "family", "other"] = "patient"
    if "family" in kinds or "other" in kinds:
        who = "family" if "family" in kinds else "other"
    when: Literal["now", "past", "planned", "hypothetical"] = "now"
    if "hypothetical" in kinds:
        when = "hypothetical"
    elif "planned" in kinds:
        when = "planned"
    elif "past" in kinds:
        when = "past"
    return Context(
        negated="negated" in kinds,
        who=who,
        when=when,
        certain="uncertain" not in kinds,
        normal="normal" in kinds,
        boilerplate="boilerplate" in kinds,
    )


def affirmed(sentence: str, section: str = "") -> tuple[tuple[int, int], ...]:
    """Give the parts of a sentence that nothing denies, gives to others or calls normal.

    What is past, planned or uncertain is among them; what is hypothetical or a formula is not.
    Parts of small words alone are left out.
    """
    return _outside(sentence, scopes(sentence, section), _NOT_SO)


def summary(sentence: str, section: str = "") -> Summary:
    """Give what holds for a sentence as a whole, with the words that say so."""
    found = scopes(sentence, section)
    words = [
        match.span() for match in _WORD.finditer(plain(sentence)) if match.group() not in _SMALL
    ]
    shares = {kind: _share(words, [s for s in found if s.kind == kind]) for kind in KINDS}
    return Summary(
        whole=tuple(kind for kind, share in shares.items() if share >= 0.75),
        part=tuple(kind for kind, share in shares.items() if 0 < share < 0.75),
        so=1 - _share(words, [scope for scope in found if scope.kind in _NOT_SO]),
        cues=tuple(dict.fromkeys((scope.kind, scope.cue) for scope in found)),
    )


def _share(words: Sequence[tuple[int, int]], found: Sequence[Scope]) -> float:
    """Give which part of the words the scopes cover."""
    if not found:
        return 0.0
    covered = 0
    stretches = _union(found)
    at = 0
    for start, end in words:
        while at < len(stretches) and stretches[at][1] <= start:
            at += 1
        covered += at < len(stretches) and stretches[at][0] < end
    return covered / len(words) if words else 0.0


def _union(found: Iterable[Scope]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for start, end in sorted((scope.start, scope.end) for scope in found):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _outside(
    sentence: str, found: Iterable[Scope], kinds: Sequence[str]
) -> tuple[tuple[int, int], ...]:
    parts = []
    last = 0
    covered = _union(scope for scope in found if scope.kind in kinds)
    for start, end in [*covered, (len(sentence), len(sentence))]:
        part = sentence[last:start]
        words = [match.span() for match in _WORD.finditer(plain(part))]
        if any(plain(part[begin:stop]) not in _SMALL for begin, stop in words):
            parts.append((last + words[0][0], last + words[-1][1]))
        last = end
    return tuple(parts)
