"""What the words of headings and lead-ins say; the words are data, in `data/policy.toml`.

A lead-in stands before a list: "The service is covered when all of the following are met:".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from m1appeals.evidence.tables import table

__all__ = [
    "LEFT_OUT",
    "LIMITATION",
    "announces",
    "chooses",
    "covers",
    "is_heading",
    "is_joined",
    "joint",
    "quantity",
    "reopens",
    "says_nothing",
    "section",
    "turns",
    "unjoined",
]

LIMITATION = "Limitation"
"""The section of what is not covered."""
LEFT_OUT = "left out"
"""The section that holds no criteria: references, codes, revision history."""

_DASHES = ":", "-", "\u2013", "\u2014"
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|\d{1,2})"
_QUANTITY = re.compile(
    rf"\b(?:(?:at least|a minimum of|minimum of|any|only|no fewer than|not less than) )?"
    rf"(?:any|all|each|both|either|none|{_NUMBER})(?: ?\(\d{{1,2}}\))?(?: or (?:more|both))?"
    rf"(?: (?:of|from))?(?: (?:the|these))?"
    rf"(?: (?:following|below|criteria below)(?: (?:criteria|conditions|indications|requirements"
    rf"|findings|symptoms|signs|situations|circumstances))?)"
    rf"|^(?:and |or )?(?:meets? )?(?:at least )?(?:any|all|both|either|any {_NUMBER}|{_NUMBER}"
    rf"(?: or more)?)(?: of)?(?= ?:?$)",
    re.IGNORECASE,
)
_LABEL = r"\(?(?:[A-Z]|[IVX]{1,4}|\d{1,2})\)?"
_LABELLED = (
    r"(?i:criteri(?:a|on)|conditions?|requirements?|options?|groups?|sets?|parts?|items?|sections?)"
)
_CHOICE = re.compile(
    rf"\b{_LABELLED} {_LABEL}(?:, {_LABEL}){{0,8}},? or (?:{_LABELLED} )?{_LABEL}(?![\w-])"
    rf"|\b[A-Z](?:, [A-Z]){{0,8}},? or [A-Z](?: (?i:is|are|must be|applies|apply|below)\b| ?:)"
    rf"|\b(?i:one|any|either) of [A-Z](?![\w-])"
)
_FOLLOWING = re.compile(r"\b(?:following|below|as follows|these criteria)\b", re.IGNORECASE)
_JOINED = re.compile(r"(?:[;,.]\s*|\s)(and ?/ ?or|and|or)[.;,:]*\s*$|[;,]\s*$", re.IGNORECASE)


def section(text: str) -> str | None:
    """Give the section that a heading begins; None for any other text."""
    for pattern, name in _headings():
        if pattern.fullmatch(text):
            return name
    excludes = _looks_like_heading(text) and _pattern("excludes").search(text)
    return LIMITATION if excludes and not _pattern("includes").search(text) else None


def reopens(heading: str) -> bool:
    """Tell whether criteria stand under a heading, whatever section was before it."""
    return _pattern("reopens").search(heading) is not None and not turns(heading)


def is_heading(text: str) -> bool:
    """Tell whether a line looks like a heading: few words, each with a capital, no full stop."""
    return section(text) is not None or _looks_like_heading(text)


def _looks_like_heading(text: str) -> bool:
    words = re.findall(r"[A-Za-z][\w'-]*", text[:200])
    if not 1 <= len(words) <= 12 or text[-1] in ".;,!?" or quantity(text):
        return False
    if re.search(r"[\d<>≥≤=]", text):
        return False
    if text.isupper() and len(text) > 4:
        return True
    small = _word_set("small")
    big = [word for word in words if word.lower() not in small]
    return len(big) > 1 and all(word[0].isupper() for word in big)


def announces(text: str) -> bool:
    """Tell whether a text announces what stands under it."""
    if text.endswith((".", ";")) or is_joined(text):
        return False
    return text.endswith(_DASHES) or bool(quantity(text) or _FOLLOWING.search(text))


def quantity(text: str) -> str:
    """Give how many of a list a lead-in asks for, in its words; nothing if it does not say."""
    found = ""
    for match in _QUANTITY.finditer(text):
        found = match[0]
    return found


def says_nothing(lead: str) -> bool:
    """Tell whether a lead-in says no more than that the service is covered, or how many count."""
    if section(lead) is not None:
        return True
    if turns(lead):
        return False
    bare = _FOLLOWING.sub("", _QUANTITY.sub("", lead))
    return _word_set("says_nothing").issuperset(re.findall(r"[a-z]+", bare.lower())) or covers(bare)


def turns(text: str) -> bool:
    """Tell whether a text may turn what stands under it round: "denied", "not", "unless"."""
    return _pattern("turns").search(text) is not None


def chooses(text: str) -> bool:
    """Tell whether a text lets choose between criteria by their labels: "A or B is met"."""
    return _CHOICE.search(text) is not None


def covers(text: str) -> bool:
    """Tell whether a lead-in says that the service is covered."""
    return _pattern("covered").search(text) is not None


def is_joined(text: str) -> bool:
    """Tell whether a text ends with what joins it to the next."""
    return _JOINED.search(text) is not None


def joint(text: str) -> str:
    """Give the "and" or "or" that a text ends with."""
    found = _JOINED.search(text)
    return found[1] or "" if found else ""


def unjoined(texts: Sequence[str]) -> tuple[list[str], bool]:
    """Take off what joins items; tell whether any one of them is enough.

    Where some are joined by "and" and others by "or", the words stay: only a reader can tell.
    """
    joints = set()
    for text in texts[:-1]:
        if (found := _JOINED.search(text)) and found[1]:
            joints.add("and" if found[1].lower() == "and" else "or")
    if len(joints) > 1:
        return [text.rstrip(" ;,") for text in texts], False
    joined = [found for text in texts[:-1] if (found := _JOINED.search(text))]
    if "or" in joints and len(joined) < len(texts) - 1:
        return [text.rstrip(" ;,") for text in texts], False
    return [_without_joint(text) for text in texts], joints == {"or"}


def _without_joint(text: str) -> str:
    found = _JOINED.search(text)
    if found is None:
        return text
    return text[: found.start()].rstrip() + ("." if found[0].startswith(".") else "")


@cache
def _headings() -> tuple[tuple[re.Pattern[str], str], ...]:
    headings: Mapping[str, Any] = table("policy")["headings"]
    return tuple(
        (re.compile(rf"(?:{'|'.join(patterns)})[\s:.]*", re.IGNORECASE), name)
        for name, patterns in headings.items()
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{table('policy')['words'][name]}\b", re.IGNORECASE)


@cache
def _word_set(name: str) -> frozenset[str]:
    return frozenset(table("policy")["words"][name].split())
