"""Which sentences of a record speak of a criterion, by their words.

A sentence is a candidate when it has words or concepts in common with the criterion. Rare ones
weigh more than those that are all over the record. The kind of evidence that the criterion asks for
counts, and so does the score that the sentence has as evidence. Numbers are shown beside those of
the criterion, never judged: whether a criterion is met is for a person to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from m1appeals.evidence.criteria.comparing import Asked, compare
from m1appeals.evidence.criteria.words import Word, labels, narrower, synonyms, words

__all__ = ["MOST", "Match", "match"]

MOST = 20
"""How many sentences are offered for a criterion."""

_NARROWER, _WIDER = 0.85, 0.4
"""How much a kind of what the criterion names is worth, and how much what it is a kind of."""
_LEAST, _LEAST_OF_BEST = 0.05, 0.25
"""Below these a sentence is not offered."""
_BY_KIND = frozenset({"failed_treatment", "function"})
"""Kinds that have too many words for any list: such a sentence is offered for its kind alone."""
_BY_KIND_ALONE = 0.1
_MOST_BY_KIND = 8
_LOOKED_AT = 3 * MOST
_REASONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A sentence that speaks of a criterion."""

    sentence: int
    """Its index among those given."""
    score: float
    """0 to 1: how much of the criterion it speaks of."""
    why: tuple[str, ...]
    """Reasons in plain words, the strongest first."""


def match(
    criteria: Sequence[str],
    sentences: Sequence[str],
    kinds: Sequence[str],
    scores: Sequence[float],
) -> tuple[tuple[Match, ...], ...]:
    """Give for each criterion the sentences that speak of it, the best first.

    `kinds` and `scores` are those of the sentences as evidence; a kind may be nothing.
    """
    if not len(sentences) == len(kinds) == len(scores):
        raise ValueError("every sentence has a kind and a score")
    record = _Record(sentences, kinds, scores)
    return tuple(record.match(criterion) for criterion in criteria)


class _Record:
    """The sentences by their words."""

    def __init__(
        self, sentences: Sequence[str], kinds: Sequence[str], scores: Sequence[float]
    ) -> None:
        self._sentences, self._kinds, self._scores = sentences, kinds, scores
        self._words: dict[str, dict[int, str]] = defaultdict(dict)
        """For each key the sentences that have it, with the words as they stand."""
        for number, sentence in enumerate(sentences):
            for word in words(sentence):
                self._words[word.key].setdefault(number, word.text)

    def match(self, criterion: str) -> tuple[Match, ...]:
        asked = {word.key: word for word in reversed(words(criterion))}
        wanted = _kinds_asked(criterion)
        numbers = Asked(criterion)
        whole = 0.0
        found: dict[int, float] = defaultdict(float)
        for word in asked.values():
            weight = self._rarity(word.key) if word.key in self._words else 0.6
            whole += weight
            best: dict[int, float] = {}
            for key, share in _related(word):
                if key in self._words:
                    worth = share * min(self._rarity(key), weight)
                    for number in self._words[key]:
                        best[number] = max(best.get(number, 0.0), worth)
            for number, worth in best.items():
                found[number] += worth
        ranked = {
            number: self._score(number, worth / whole, wanted) for number, worth in found.items()
        }
        for number in self._of_kinds(wanted & _BY_KIND):
            ranked.setdefault(number, _BY_KIND_ALONE * self._scores[number])
        first = sorted(ranked.items(), key=lambda item: (-item[1], item[0]))[:_LOOKED_AT]
        matches = [
            self._explained(number, score, asked, wanted, numbers) for number, score in first
        ]
        matches.sort(key=lambda one: (-one.score, one.sentence))
        least = max(_LEAST, _LEAST_OF_BEST * matches[0].score) if matches else 0.0
        kept = [one for one in matches if one.score >= (least if one.sentence in found else _LEAST)]
        return tuple(kept[:MOST])

    def _of_kinds(self, kinds: frozenset[str]) -> list[int]:
        """Give the best evidence of some kinds, whatever its words."""
        if not kinds:
            return []
        of_kind = [number for number, kind in enumerate(self._kinds) if kind in kinds]
        return sorted(of_kind, key=lambda number: -self._scores[number])[:_MOST_BY_KIND]

    def _rarity(self, key: str) -> float:
        """Give the weight of a word: 1 for one that stands once, less for what is everywhere."""
        count = len(self._sentences)
        return log(1 + count / len(self._words[key])) / log(1 + count)

    def _score(self, number: int, share: float, wanted: frozenset[str]) -> float:
        kind = 0.85 if not wanted else 1.0 if self._kinds[number] in wanted else 0.7
        spread: float = share**0.8
        return spread * (0.55 + 0.45 * self._scores[number]) * kind

    def _explained(
        self,
        number: int,
        score: float,
        asked: Mapping[str, Word],
        wanted: frozenset[str],
        numbers: Asked,
    ) -> Match:
        concepts, plain = [], []
        used = {key for key in asked if number in self._words.get(key, ())}
        for word in asked.values():
            if number not in self._words.get(word.key, ()):
                for key, share in _related(word):
                    # One word of the sentence is one reason.
                    if key not in used and number in self._words.get(key, ()):
                        used.add(key)
                        reason = _related_reason(word, key, self._words[key][number])
                        concepts.append((share * self._rarity(key), reason))
                        break
            elif word.concept:
                concepts.append((self._rarity(word.key), f"both speak of {_label(word.key)}"))
            else:
                plain.append((self._rarity(word.key), word.text.lower()))
        why = [reason for _, reason in sorted(concepts, key=lambda one: -one[0])[:3]]
        if plain:
            best = [text for _, text in sorted(plain, key=lambda one: -one[0])[:4]]
            why.append(f"the same word{'s' if len(best) > 1 else ''}: {', '.join(best)}")
        if not why:
            why.append("no word in common with the criterion")
        if (kind := self._kinds[number]) in wanted:
            why.append(f"{synonyms()['kind_labels'][kind]}, as the criterion asks")
        shown, worth = compare(numbers, self._sentences[number])
        return Match(
            sentence=number,
            score=round(min(1.0, max(0.0, score + worth * min(1.0, 4 * score))), 3),
            why=(*why[: _REASONS - len(shown)], *shown),
        )


@cache
def _kind_patterns() -> Mapping[str, re.Pattern[str]]:
    return {
        kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in synonyms()["kinds"].items()
    }


def _kinds_asked(criterion: str) -> frozenset[str]:
    return frozenset(
        kind for kind, pattern in _kind_patterns().items() if pattern.search(criterion)
    )


@cache
def _wider() -> Mapping[str, frozenset[str]]:
    every = narrower()
    return {id_: frozenset(one for one in every if id_ in every[one]) for id_ in every}


def _related(word: Word) -> list[tuple[str, float]]:
    """Give the keys that count for a word, with how much."""
    if not (id_ := word.concept):
        return [(word.key, 1.0)]
    return [
        (word.key, 1.0),
        *((f"concept:{one}", _NARROWER) for one in sorted(narrower()[id_])),
        *((f"concept:{one}", _WIDER) for one in sorted(_wider()[id_])),
    ]


def _label(key: str) -> str:
    return labels()[key.removeprefix("concept:")]


def _related_reason(word: Word, key: str, text: str) -> str:
    if key.removeprefix("concept:") in narrower()[word.concept]:
        return f"“{text}” may count as {_label(word.key)}"
    return f"“{text}”: {_label(word.key)} can be part of it"
