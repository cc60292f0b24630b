"""Words of a text for comparing: without endings, and with the concepts that phrases stand for.

The concepts are data, in `data/synonyms.toml`. Endings are taken off by rules made for notes and
policies in English; that "medical" and "medication" come out alike does no harm, because words like
"medical" say nothing and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from m1appeals.errors import Defect
from m1appeals.evidence.tables import table

__all__ = ["Word", "labels", "narrower", "stem", "synonyms", "words"]

_NAME = "synonyms.toml"
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*|[0-9]+[A-Za-z]+[A-Za-z0-9]*|[0-9]+")
_ENDINGS = (
    # The ending, and how much of the word must be left.
    ("ational", 4), ("izations", 4), ("ization", 4), ("ations", 4), ("ation", 4), ("atives", 4),
    ("ative", 4), ("ically", 4), ("ions", 4), ("ional", 4), ("ion", 4), ("ments", 4), ("ment", 4),
    ("ness", 4), ("ities", 4), ("ity", 4), ("ances", 4), ("ance", 4), ("ences", 4),
    ("ence", 4), ("ical", 4), ("ives", 4), ("ive", 4), ("ally", 4), ("atory", 4), ("ory", 4),
    ("ating", 4), ("ated", 4), ("ates", 4), ("ate", 4), ("ings", 3), ("ing", 3), ("ies", 3),
    ("ied", 3), ("ed", 3), ("als", 4), ("al", 4), ("ic", 4), ("ly", 4), ("es", 4), ("e", 4),
    ("y", 3),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that says something, or a phrase that stands for a concept."""

    key: str
    """What is compared: "stem:lumbar", "concept:imaging"."""
    text: str
    """As it stands."""

    @property
    def concept(self) -> str:
        """The id of the concept; nothing for a plain word."""
        return self.key.removeprefix(_CONCEPT) if self.key.startswith(_CONCEPT) else ""


_CONCEPT, _STEM = "concept:", "stem:"


def words(text: str) -> tuple[Word, ...]:
    """Give the words of a text, in order; those that say nothing, and numbers, are left out."""
    tokens = list(_TOKEN.finditer(text))
    stems = [stem(token[0]) for token in tokens]
    phrases, stop = _phrases(), _stop()
    found = []
    at = 0
    while at < len(tokens):
        for length, concept, capitals in phrases.get(stems[at], ()):
            end = at + len(length)
            if tuple(stems[at:end]) != length:
                continue
            piece = text[tokens[at].start() : tokens[end - 1].end()]
            if capitals and piece != capitals:
                continue
            found.append(Word(key=_CONCEPT + concept, text=piece))
            at = end
            break
        else:
            token, plain = tokens[at][0], stems[at]
            if len(token) > 2 and not token.isdigit() and not {plain, token.lower()} & stop:
                found.append(Word(key=_STEM + plain, text=token))
            at += 1
    return tuple(found)


def stem(word: str) -> str:
    """Take the ending off a word.

    >>> stem("Limitations") == stem("limited") == stem("limit")
    True
    """
    word = word.lower()
    # "sleepiness" is no "sleep".
    if len(word) < 4 or word.endswith("iness") or any(char.isdigit() for char in word):
        return word
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1] if not word.endswith("ies") else word
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= left:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.rstrip("ei") if len(word) > 4 else word


def synonyms() -> Mapping[str, Any]:
    """Give the table as it is written."""
    return table("synonyms")


@cache
def labels() -> Mapping[str, str]:
    """Give what the user reads for each concept."""
    return {id_: entry["label"] for id_, entry in synonyms()["concept"].items()}


@cache
def narrower() -> Mapping[str, frozenset[str]]:
    """Give for each concept those that are a kind of it, through all steps."""
    table = synonyms()["concept"]

    def below(id_: str, above: tuple[str, ...]) -> frozenset[str]:
        if id_ in above or id_ not in table:
            raise Defect(f"{_NAME}: {' > '.join((*above, id_))} is no way down")
        parts = table[id_].get("includes", ())
        return frozenset(parts).union(*(below(part, (*above, id_)) for part in parts))

    return {id_: below(id_, ()) for id_ in table}


@cache
def _stop() -> frozenset[str]:
    every = " ".join(synonyms()["stop"].values()).split()
    return frozenset(every) | {stem(word) for word in every}


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Give the phrases by their first stem, the longest first: stems, concept, and capitals."""
    found: dict[str, dict[tuple[tuple[str, ...], str], str]] = {}
    for id_, entry in synonyms()["concept"].items():
        for term in entry["terms"]:
            stems = tuple(stem(token) for token in _TOKEN.findall(term))
            capitals = term if term.rstrip("s").isupper() and len(term.rstrip("s")) <= 4 else ""
            mine = found.setdefault(stems[0], {})
            # The first concept that claims a phrase has it.
            mine.setdefault((stems, capitals), id_)
    return {
        first: tuple(
            (stems, id_, capitals)
            for (stems, capitals), id_ in sorted(
                phrases.items(), key=lambda item: (-len(item[0][0]), item[0][1])
            )
        )
        for first, phrases in found.items()
    }
