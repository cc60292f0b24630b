"""Which lines are titles under which a note or report may begin."""

from __future__ import annotations

import re

from m1appeals.evidence.reading.labels import BY_AT, DAY
from m1appeals.evidence.reading.words import AROUND_TITLE, Title, words

__all__ = ["title_of"]

_DAY = re.compile(rf"(?<![\d/]){DAY}", re.IGNORECASE)
_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?", re.IGNORECASE)
_LABELS = re.compile(
    r"(?:date|dos|service|patient|name|mrn|dob|print(?:ed)?|sign(?:ed)?|page)\b", re.IGNORECASE
)
"""Labels that may stand behind a title on its line."""
_ADDS = re.compile(
    rf"\s?[:(\[](?!\s{{0,3}}(?:none|n/?a|no)\b)|\s[-\u2013]\s{DAY}|\s{DAY}|\s(?:for|on|of|dated?|entered|written|added)\b\s?"
    r"(?:(?:the )?(?:dates? of service|dos|visit|note|encounter)(?: of| on| dated)?)?"
    rf"\W{{0,3}}{DAY}"
    rf"|\sby\s[^:]{{2,60}}?(?::|{DAY})|\sto\s[^:.]{{2,80}}:",
    re.IGNORECASE,
)
"""Behind the title of an addendum, or a late entry, that its text may follow."""
_LONGEST_TITLE = 90


def title_of(text: str) -> Title | None:
    """Give the title that a line is; None where it is none."""
    bare = text.strip(AROUND_TITLE)
    if not bare[:1].isalpha() or bare[:1].islower():
        return None
    alone = (
        len(text) <= _LONGEST_TITLE and len(text.split()) <= 12 and not text.endswith((".", ","))
    )
    goes_on = " by " in text[:_LONGEST_TITLE] or words().adding.match(bare)
    if not (alone or goes_on) or not words().any_title.match(bare):
        return None
    for title in words().titles:
        match = title.pattern.match(bare)
        if match is None:
            continue
        if BY_AT.match(bare, match.end()) or (title.adds and _ADDS.match(text, title.ends(text))):
            return title
        rest = _TIME.sub("", _DAY.sub("", bare[match.end() :]))
        if not alone or (":" in rest and not _LABELS.search(rest)):
            continue
        told = rest.strip(" :,-\u2013|()#")
        if title.adds and any(map(str.isalpha, told)):
            continue
        if not told or _is_capitalized(told):
            return title
    return None


def _is_capitalized(text: str) -> bool:
    parts = re.findall(r"[^\W\d_]+", text)
    return len(parts) <= 10 and all(
        one[:1].isupper() or one.lower() in words().small for one in parts
    )
