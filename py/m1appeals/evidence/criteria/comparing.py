"""Numbers of a sentence beside those of a criterion: "8 weeks (the criterion asks for 6 weeks)".

Both are shown as they stand. How they compare moves a sentence up or down among the candidates, and
is never said to meet a criterion: a duration may be that of another treatment.
"""

from __future__ import annotations

import re

from m1appeals.evidence.measures import Measure, measures

__all__ = ["Asked", "compare"]

_DAYS = {"min": 1 / 1440, "hour": 1 / 24, "hr": 1 / 24, "day": 1.0, "week": 7.0, "wk": 7.0}
_DAYS |= {"mo": 30.4, "year": 365.0, "yr": 365.0, "decade": 3650.0, "sec": 1 / 86400}
_UNIT = re.compile(r"(min|hour|hr|day|week|wk|mo|year|yr|decade|sec)[a-z]*", re.IGNORECASE)
_WORDS = {
    "one": 1, "once": 1, "two": 2, "twice": 2, "couple": 2, "three": 3, "few": 3, "several": 3,
    "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "half": 0.5,
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5,
}  # fmt: skip
_NUMBER = re.compile(rf"\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_AT_MOST = re.compile(
    r"\b(?:less than|lower than|below|under|at most|no more than|not more than|fewer than|up to"
    r"|within|maximum)\b|[<≤]|\bor less\b|\bor lower\b|\bor below\b",
    re.IGNORECASE,
)
_NAMED = frozenset({"AHI", "score", "laboratory", "blood gas", "lung function", "class"})
"""Kinds of which there are many: only those with the same name compare."""
_AT_LEAST, _NOT = 0.12, -0.03
_SHOWN, _VALUES = 2, 3
_WINDOW = re.compile(
    r"\b(?:last|past|previous|preceding|prior|rolling|per|every|each)\s*$", re.IGNORECASE
)
"""Makes a duration the time that is looked at: "within the last 12 months"."""


class Asked:
    """The numbers that a criterion names."""

    def __init__(self, criterion: str) -> None:
        self.measures = tuple(
            (one, value, bool(_AT_MOST.search(_around(criterion, one))), _limit(criterion, one))
            for one in measures(criterion)
            if (value := _value(one)) is not None and not _is_window(criterion, one)
        )


def compare(asked: Asked, sentence: str) -> tuple[tuple[str, ...], float]:
    """Give what to show of the numbers, and how much they move the sentence."""
    if not asked.measures:
        return (), 0.0
    found = measures(sentence)
    shown: dict[str, None] = {}
    worth = 0.0
    for wanted, limit, at_most, text in asked.measures:
        values = {
            _plain(one.text): value
            for one in found
            if _comparable(wanted, one) and (value := _value(one)) is not None
        }
        if not values:
            continue
        # Which of several counts is not known: an earlier one, one of another treatment.
        shown[f"{', '.join(list(values)[:_VALUES])} (the criterion asks for {text})"] = None
        enough = [value <= limit if at_most else value >= limit for value in values.values()]
        worth += _AT_LEAST if all(enough) else _NOT if not any(enough) else 0.0
    return tuple(shown)[:_SHOWN], max(-0.05, min(worth, 2 * _AT_LEAST))


def _comparable(wanted: Measure, found: Measure) -> bool:
    if wanted.kind != found.kind or found.text.lower().endswith(" ago"):
        return False
    return wanted.kind not in _NAMED or _name(wanted) == _name(found)


def _is_window(criterion: str, measure: Measure) -> bool:
    before = criterion[max(0, measure.start - 20) : measure.start]
    number = _NUMBER.search(measure.text)
    leading = measure.text[: number.start()] if number else ""
    return measure.kind == "duration" and _WINDOW.search(before + leading) is not None


def _name(measure: Measure) -> str:
    if measure.kind == "AHI":
        return "AHI" if re.match(r"ahi|apnea", measure.text, re.IGNORECASE) else "RDI"
    return re.sub(r"[^a-z]", "", re.split(r"[\s:=]", measure.text.lower(), maxsplit=1)[0])


def _value(measure: Measure) -> float | None:
    """Give the number of a measure, the larger of two; durations in days."""
    text = measure.text
    if measure.kind in _NAMED or measure.kind == "A1c":
        # The name may hold a digit: FEV1, PHQ-9, A1c.
        text = re.sub(r"^[^\s:=]*", "", text)
    if measure.kind in {"pain score", "strength", "reflex"}:
        text = re.split(r"/|\bout of\b|\bof\b(?= (?:10|ten))|\bon\b", text)[0]
    numbers = [_read(found) for found in _NUMBER.findall(text)]
    if not numbers:
        return None
    number = numbers[0] if measure.kind in {"blood pressure", "frequency"} else max(numbers[:2])
    if measure.kind == "T-score" and re.search(r"(?:[-\u2010-\u2015\u2212]|minus) ?\d", text):
        return -number
    if measure.kind == "duration":
        unit = _UNIT.search(text)
        return number * _DAYS[unit[1].lower()] if unit else None
    return number


def _read(text: str) -> float:
    return float(_WORDS.get(text.lower(), 0) or text.replace(",", ""))


def _around(text: str, measure: Measure) -> str:
    return text[max(0, measure.start - 20) : measure.end + 10]


_BEFORE = re.compile(
    r"(?:\b(?:at least|at most|a minimum of|(?:no |not )?(?:more|less|greater|lower|fewer) than"
    r"|up to|within|over|under|above|below)|[<>≥≤]=?) ?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r" or (?:more|greater|higher|above|longer|less|lower|below|fewer)\b", re.IGNORECASE
)

_FIRST = re.compile(r"^(?:A|At|Fewer|Greater|Less|More|No|Not|Over|Under|Up)\b")


def _limit(criterion: str, measure: Measure) -> str:
    """Give a measure of a criterion with the words that make it a limit."""
    before = _BEFORE.search(criterion[max(0, measure.start - 30) : measure.start])
    behind = _BEHIND.match(criterion, measure.end)
    limit = _plain((before[0] if before else "") + measure.text + (behind[0] if behind else ""))
    return _FIRST.sub(lambda word: word[0].lower(), limit)


def _plain(text: str) -> str:
    return re.sub(r"^(?:for|over|[x\u00d7]|of)\s+", "", text, flags=re.IGNORECASE)
