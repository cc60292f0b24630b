"""The sentences of clinical text.

A row of a table, a label with its value and a heading are one sentence each. Else a period,
question mark or exclamation mark ends a sentence before a blank and what can begin one. It does
not behind a title, an initial, an abbreviation or the number of an item, nor inside a number. Notes
often leave out the blank ("pain.He denies"): a period between small and capital letter ends one.

A capitalized heading with text behind it ("HISTORY: The patient ...") is a sentence of its own.
Semicolons part nothing. What is longer than a quotation can be is parted where it hurts least.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from m1appeals.evidence.reading.words import words

__all__ = ["LONGEST", "is_heading", "spans"]

LONGEST = 600
"""Characters of the longest sentence."""
_SHORTEST_PART = 200
_NEAR = 60
"""Characters around a mark that are looked at."""

_END = re.compile(r"[.!?]{1,6}[\"'\u201d\u2019)\]]{0,4}(?=\s)|(?<=[a-z\d)])[.!?](?=[A-Z][a-z])|$")
_STARTER = re.compile(r"\s*(?:[\"'\u201c\u2018(\[]*[A-Z\d\u2022#*<>~+-]|\.\d|\([a-z]\))")
_ITEM = re.compile(
    r"\s*(?:[\u2022\u25aa\u25cf\u25a0\u25e6\u2023\u27a2\u00b7*]\s*|[-\u2013]\s+(?!\d)|o\s+(?=[A-Z]))"
)
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4}|[IVX]{1,4})[.)](?=\s)")
_HEADING = re.compile(r"[A-Z][A-Z\d /&,()'#-]{2,60}:(?=\s|$)")
_NAMED = re.compile(r"([A-Z][A-Za-z /&()'-]{1,48}):(?=\s|$)")
_WORD_BEFORE = re.compile(r"[^\s(\[\"'/]*$")
_DECIMAL = re.compile(r"\d$")
_BREAKS = (re.compile(r";\s"), re.compile(r",\s"), re.compile(r"\s"))


def spans(text: str, start: int, end: int, *, whole: bool = False) -> Iterator[tuple[int, int]]:
    """Give where each sentence of a line begins and ends; `whole` for what is one sentence."""
    at = start
    bullet = _ITEM.match(text, start, end)
    if bullet:
        at = bullet.end()
    for begin, stop in [(at, end)] if whole else _parted(text, at, end):
        for low, high in _bounded(text, begin, stop):
            while low < high and text[low].isspace():
                low += 1
            while low < high and text[high - 1].isspace():
                high -= 1
            if any(one.isalnum() for one in text[low:high]):
                yield low, high


def is_heading(sentence: str) -> bool:
    """Tell whether a sentence only names what follows."""
    bare = sentence.rstrip(" :")
    if sentence.endswith(":") and len(bare.split()) <= 8:
        return True
    return words().headings.fullmatch(bare) is not None


def _parted(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    begin = start
    number = _NUMBER.match(text, begin, end)
    search_from = number.end() if number else begin
    heading = _heading_end(text, search_from, end)
    if heading and heading < end:
        yield begin, heading
        begin = search_from = heading
        while begin < end and text[begin].isspace():
            begin += 1
        number = _NUMBER.match(text, begin, end)
        search_from = number.end() if number else begin
    for match in _END.finditer(text, search_from, end):
        stop = match.end()
        if stop <= search_from or stop >= end:
            continue
        if not _ends(text, begin, match.start(), stop, end):
            continue
        yield begin, stop
        begin = stop
        while begin < end and text[begin].isspace():
            begin += 1
        number = _NUMBER.match(text, begin, end)
        search_from = number.end() if number else begin
    if begin < end:
        yield begin, end


def _heading_end(text: str, at: int, end: int) -> int:
    """Find where a heading in front of a text ends; 0 where there is none."""
    while at < end and text[at].isspace():
        at += 1
    match = _HEADING.match(text, at, end)
    if match and _is_caption(match[0][:-1], text[match.end() : min(end, match.end() + 4)]):
        return match.end()
    named = _NAMED.match(text, at, end)
    if named and words().headings.fullmatch(named[1].strip()) and end - named.end() > 40:
        return named.end()
    return 0


def _is_caption(name: str, following: str) -> bool:
    """Tell "OPERATIVE FINDINGS:" from "AHI: 32", which is a label with its value."""
    if words().headings.fullmatch(name.strip()):
        return True
    letters = sum(one.isalpha() for one in name)
    return letters >= 6 and letters > len(name) // 2 and not following.lstrip()[:1].isdigit()


def _ends(text: str, begin: int, mark: int, stop: int, end: int) -> bool:
    """Tell whether a mark ends a sentence."""
    if _STARTER.match(text, stop, end) is None:
        return False
    if text[mark] != ".":
        return True
    found = _WORD_BEFORE.search(text, max(begin, mark - 25), mark)
    word = found[0] if found else ""
    following = text[stop : min(end, stop + _NEAR)].lstrip()[:1]
    if not word:
        return mark > begin
    small = word.lower().strip(",;:")
    if small in ("no", "nos"):
        return not following.isdigit()
    if small in words().abbreviations and not (
        word.isupper() and len(word) > 1 and "." not in word
    ):
        return False
    if small in words().abbreviations_that_may_end:
        return following.isupper() and not _is_name_part(text, stop, end, small)
    if len(word) == 1 and word.isupper():
        return _ends_behind_letter(text, begin, mark, word)
    return not (_DECIMAL.search(word) and text[stop : stop + 1].isdigit())


def _is_name_part(text: str, stop: int, end: int, small: str) -> bool:
    """Tell whether what follows "M.D." or "P.O." still belongs to it."""
    rest = text[stop : min(end, stop + _NEAR)].lstrip()
    return small in {"p.o", "i.v", "i.m", "a.c"} and rest[:1].isupper() and rest[1:2].isupper()


def _ends_behind_letter(text: str, begin: int, mark: int, letter: str) -> bool:
    """Tell "vitamin D. She" from "John D. Smith": a name has a capitalized word before it."""
    before = text[max(begin, mark - _NEAR) : mark - 1].split()
    if not before:
        return False
    previous = before[-1]
    return not (previous[:1].isupper() or previous.rstrip(".").lower() in words().abbreviations)


def _bounded(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Part what is too long for a quotation."""
    while end - begin > LONGEST:
        cut = 0
        for way in _BREAKS:
            for match in way.finditer(text, begin + _SHORTEST_PART, begin + LONGEST):
                cut = match.start() + (0 if match[0].isspace() else 1)
            if cut:
                break
        cut = cut or begin + LONGEST
        yield begin, cut
        begin = cut
    yield begin, end
