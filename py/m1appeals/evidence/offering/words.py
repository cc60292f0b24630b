"""Words of a sentence, lightly stemmed, and the classes of cues they belong to.

`stem` cuts endings by a few rules so that failed, fails and failing meet; it is no dictionary and
sometimes cuts too much (both sides of a comparison are cut alike). Numbers become their shape: 3.5
is "#.#". The classes are data/cues.toml, the systems of the body data/systems.toml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from m1appeals.evidence.tables import table

__all__ = ["CUES", "cues", "is_stop", "raw_words", "stem", "stems", "systems"]

Phrases = tuple[dict[str, int], dict[tuple[str, ...], list[str]]]

CUES: dict[str, str] = {id_: entry["reads"] for id_, entry in table("cues")["class"].items()}
"""How a reason names each class of cues."""

_LONGEST = 4000
"""Characters of a sentence that are looked at: the longest sentences of notes have 1,500."""
_LONGEST_WORD = 40
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?\d*|\d+(?:[.,/:]\d+)*|%")
_DIGITS = re.compile(r"\d+")
_VOWEL = re.compile(r"[aeiouy]")
_ENDINGS = (("ization", "iz"), ("ations", "at"), ("ation", "at"), ("ities", "iti"), ("ingly", ""),
            ("edly", ""), ("ies", "i"), ("ing", ""), ("ed", ""), ("es", ""), ("ly", ""), ("s", ""),
            ("e", ""), ("y", "i"))  # fmt: skip
_SHORTEST = {"s": 3, "ies": 3}
"""Letters that must be left before an ending: else "noted" would meet "not"."""
_KEPT = ("ss", "us", "is")
"""Ends that look like a plural and are none."""


def stems(sentence: str, known: dict[str, str] | None = None) -> list[str]:
    """Give the stems of a sentence's words, in order.

    `known` remembers stems between sentences; nothing else does, so that a record is forgotten.

    >>> stems("Failed 3.5 months of therapies.")
    ['fail', '#.#', 'month', 'of', 'therapi']
    """
    known = {} if known is None else known
    found = []
    for word in raw_words(sentence):
        if word not in known:
            known[word] = stem(word[:_LONGEST_WORD])
        found.append(known[word])
    return found


def raw_words(sentence: str) -> list[str]:
    """Give a sentence's words and numbers in small letters, in order."""
    return _TOKEN.findall(sentence[:_LONGEST].lower())


def stem(word: str) -> str:
    """Give a word without its ending, a number as its shape.

    >>> stem("fails"), stem("failing"), stem("stenosis"), stem("120/80")
    ('fail', 'fail', 'stenosis', '#/#')
    """
    if not word.isalpha():
        return _DIGITS.sub("#", word).replace("'", "")
    if len(word) < 4 or word.endswith(_KEPT):
        return word
    for ending, instead in _ENDINGS:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= _SHORTEST.get(ending, 4) and _VOWEL.search(rest):
            if (
                not instead
                and ending in ("ing", "ed")
                and rest[-1] == rest[-2]
                and rest[-1] not in "ls"
            ):
                return rest[:-1]
            return rest + instead
    return word


def is_stop(word: str) -> bool:
    """Whether a stem says nothing about what a sentence is about."""
    return word in _stops() or word[0] in "#%"


def cues(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Give the cues among stems, as start, end (of words) and class, the longest at each place."""
    found = _find(words, _phrases())
    taken = {
        at for start, end, id_ in found if id_ in _ending_classes() for at in range(start, end)
    }
    for at, word in enumerate(words):
        if at not in taken and len(word) > 5 and (id_ := _ending(word)):
            found.append((at, at + 1, id_))
    return found


def systems(words: Sequence[str]) -> dict[str, int]:
    """Give the systems of the body that stems speak of, with how often."""
    counts: dict[str, int] = {}
    for _, _, id_ in _find(words, _systems()):
        counts[id_] = counts.get(id_, 0) + 1
    return counts


def _ending(word: str) -> str:
    if word in _unlike():
        return ""
    for id_ in _ending_classes():
        if word.endswith(_stemmed_endings(id_)):
            return id_
    return ""


@cache
def _ending_classes() -> tuple[str, ...]:
    return tuple(id_ for id_ in table("cues")["endings"] if id_ != "not")


@cache
def _stemmed_endings(id_: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem("xx" + end)[2:] for end in table("cues")["endings"][id_]))


@cache
def _unlike() -> frozenset[str]:
    return frozenset(stem(word) for word in table("cues")["endings"]["not"])


def _find(words: Sequence[str], table_: Phrases) -> list[tuple[int, int, str]]:
    first, phrases = table_
    found = []
    for start, word in enumerate(words):
        for length in range(min(first.get(word, 0), len(words) - start), 0, -1):
            classes = phrases.get(tuple(words[start : start + length]))
            if classes:
                found += [(start, start + length, id_) for id_ in classes]
                break
    return found


@cache
def _stops() -> frozenset[str]:
    return frozenset(stem(word) for word in table("cues")["class"]["stop"]["words"])


@cache
def _phrases() -> Phrases:
    return _index({id_: e["words"] for id_, e in table("cues")["class"].items() if id_ != "stop"})


@cache
def _systems() -> Phrases:
    return _index({id_: entry["words"] for id_, entry in table("systems")["system"].items()})


def _index(classes: Mapping[str, Sequence[str]]) -> Phrases:
    """Give the longest phrase by its first word, and the classes of each phrase."""
    first: dict[str, int] = {}
    phrases: dict[tuple[str, ...], list[str]] = {}
    for id_, texts in classes.items():
        for text in texts:
            words = tuple(stems(text))
            first[words[0]] = max(first.get(words[0], 0), len(words))
            found = phrases.setdefault(words, [])
            if id_ not in found:
                found.append(id_)
    return first, phrases
