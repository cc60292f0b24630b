"""The codes that a note of the tabular list names: `(M51.1-)`, `(I10-I1A, O16.-)`, `(T36-T50 with
fifth or sixth character 5)`.

They stand in parentheses, or without them at the very end of a note. A condition that cannot be
read makes the reference name nothing: a warning that is not given is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Reference", "references"]

_CODE = r"[A-Z](?=.?[0-9])[0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?"
_ITEM = re.compile(rf"({_CODE})\.?-?(?:\s*(?:-|to)\s*({_CODE})\.?-?)?")
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+and\s+|\s+or\s+")
_AT_THE_END = re.compile(rf"(?:^|\s)({_CODE}\.?-?(?:\s?-\s?{_CODE})?)\.?$")

_PLACES = {"fifth": 5, "5th": 5, "sixth": 6, "six": 6, "seventh": 7, "7th": 7}
_PLACE = "|".join(_PLACES)
_CHARACTER = re.compile(rf"({_PLACE})(?: or ({_PLACE}))?[ -]characters? \.?([0-9A-Z])(?:-([0-9]))?")
_DECIMALS = re.compile(r"\.([0-9A-Z]+)-?(?:-\.([0-9]+))?")
_FINAL = re.compile(r"final characters? -?([0-9A-Z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A code with all below it, or a range of codes."""

    first: str
    """Without its point."""
    last: str
    """The same as `first` where it is no range."""
    condition: re.Pattern[str] | None = None
    """What a code has to match besides, without its point."""

    def names(self, code: str) -> bool:
        """Tell whether it names a code, which is given with or without its point."""
        plain = code.replace(".", "")
        inside = self.first <= plain[: len(self.first)] and plain[: len(self.last)] <= self.last
        return inside and (self.condition is None or bool(self.condition.search(plain)))


@lru_cache(maxsize=512)
def references(text: str) -> tuple[Reference, ...]:
    """Give all that a note names.

    >>> [(r.first, r.last) for r in references("hypertension (I10-I1A, O16.-)")]
    [('I10', 'I1A'), ('O16', 'O16')]
    >>> (adverse,) = references("drug (T36-T50 with fifth or sixth character 5)")
    >>> adverse.names("T36.0X5A"), adverse.names("T36.0X1A")
    (True, False)
    >>> references("pneumoconiosis with tuberculosis, any type in A15 (J65)")[0].names("A15.0")
    False
    """
    groups = re.findall(r"\(([^()]*)\)?", text)
    return tuple(found for group in groups for found in _group(group)) or tuple(
        found for end in _AT_THE_END.findall(text) for found in _group(end)
    )


def _group(text: str) -> Iterator[Reference]:
    body, _, words = text.partition("with ")
    items = [item for item in _BETWEEN.split(body.strip(" ,;.")) if item]
    matches = [_ITEM.fullmatch(item) for item in items]
    condition = _condition(words) if words else None
    if None in matches or (words and condition is None):
        return
    for match in matches:
        assert match is not None
        first = match[1].replace(".", "")
        last = (match[2] or match[1]).replace(".", "")
        yield Reference(first=first, last=last, condition=condition)


def _condition(words: str) -> re.Pattern[str] | None:
    if match := _CHARACTER.fullmatch(words):
        allowed = f"[{match[3]}-{match[4] or match[3]}]"
        places = [_PLACES[place] - 1 for place in match.groups()[:2] if place]
        return re.compile("|".join(f"^.{{{place}}}{allowed}" for place in places))
    if match := _FINAL.fullmatch(words):
        return re.compile(f"{match[1]}$")
    if match := _DECIMALS.fullmatch(words):
        first, last = match[1], match[2] or match[1]
        if first == last:
            return re.compile(f"^...{first}")
        choices = (str(number) for number in range(int(first), int(last) + 1))
        return re.compile(f"^...(?:{'|'.join(choices)})")
    return None
