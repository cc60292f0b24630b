"""Scopes: the stretch of a sentence of which each cue says something.

A scope goes on from its cue, behind or before it, to what ends it: a full stop or semicolon, words
like "but" and "because", another cue that says something else, a clause of its own behind a comma.
Items of a list share their cue. A cue ends the scopes of its own kind and an item has a length, so
time grows with the text and not faster. The cues, and what each reaches, are in data/context.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from m1appeals.evidence.context.cues import KINDS, Cue, Rule, find, plain

__all__ = ["Scope", "scopes"]

_ITEM = 14
"""Words that an item of a list has at most."""
_LONG = 300
"""Characters that it has at most."""
_WHO = ("family", "other")
_OVERTURNED = ("negated", "past", "planned", "uncertain", "normal")
"""What ends where a sentence says that something is so."""
_ENDED_BEHIND_A_JOIN = {
    "negated": ("normal", "uncertain", "planned", "past"),
    "past": ("negated", "normal", "uncertain", "planned", "hypothetical"),
    "planned": ("negated", "normal", "hypothetical", "past"),
    "uncertain": ("negated", "normal", "planned", "past"),
    "hypothetical": ("planned", "normal"),
}
"""Which other cues end a scope, if a comma, "and" or "or" stands between."""
_BY_SECTION = {
    "family history": "family",
    "past medical history": "past",
    "past surgical history": "past",
    "consent": "boilerplate",
}
"""What the section of a note says about every sentence in it."""
_ITEM_ENDS = re.compile(
    r"\s*(?:$|[,.;|()\[\]/?\u2610\u2612]|-\s)"
    r"|\s+(?:\w{1,30} ){0,3}\w{1,30}\s?[:?]\s?(?:no|yes|denie[sd]|none|neg|negative|pos|positive)\b"
)
_ABBREVIATED = {
    "approx", "dr", "dx", "fig", "hx", "lt", "mr", "mrs", "ms", "no", "pt", "rt", "st", "vs",
}  # fmt: skip
"""Behind which a full stop ends nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A stretch of a sentence of which a cue says something; the cue is part of it."""

    start: int
    end: int
    kind: str
    """One of `cues.KINDS`."""
    cue: str
    """The words of the sentence that say it, or the class of its section."""


def scopes(sentence: str, section: str = "") -> tuple[Scope, ...]:
    """Give what the cues of a sentence say of which part of it, by where it begins.

    `section` is the class of the section it stands in (`sections.py`), or nothing.
    """
    text = plain(sentence)
    cues = [
        cue
        for cue in find(text, section)
        if cue.mark not in (".", "!") or _ends_sentence(sentence, cue)
    ]
    found = list(_said(sentence, text, cues))
    if section in _BY_SECTION and text.strip():
        ongoing = any("ongoing" in cue.kinds for cue in cues)
        if _BY_SECTION[section] != "past" or not ongoing:
            found.append(Scope(start=0, end=len(text), kind=_BY_SECTION[section], cue=section))
    return tuple(sorted(found, key=lambda scope: (scope.start, scope.end, KINDS.index(scope.kind))))


def _said(sentence: str, text: str, cues: Sequence[Cue]) -> Iterator[Scope]:
    """Give the scopes of the cues and of question marks."""
    ongoing = [cue.start for cue in cues if "ongoing" in cue.kinds]
    for at, cue in enumerate(cues):
        words = sentence[cue.start : cue.end].strip(" ,")
        if cue.mark == "?":
            for start, end in _question(text, cues, at):
                yield Scope(start=start, end=end, kind="uncertain", cue=words)
        for rule in cue.rules:
            if rule.kind not in KINDS or (rule.kind in _WHO and _only_tells(text, cues, at)):
                continue
            start, end = _reach(text, cues, at, rule)
            # What "has resolved since May" is past; "history of pain since May" is not.
            if rule.kind == "past" and rule.reach != "before" and _goes_on(start, end, ongoing):
                continue
            yield Scope(start=start, end=end, kind=rule.kind, cue=words)


def _ends_sentence(sentence: str, cue: Cue) -> bool:
    """Tell whether a full stop ends something: "Dr. X" and "7.9" go on."""
    behind = sentence[cue.end : cue.end + 4]
    if not behind.strip():
        return not behind or len(sentence) <= cue.end + 4
    if not behind[0].isspace() or behind.strip()[0].islower():
        return False
    before = sentence[max(0, cue.start - 6) : cue.start].split()
    return bool(before) and before[-1].lower() not in _ABBREVIATED and len(before[-1]) > 1


def _only_tells(text: str, cues: Sequence[Cue], at: int) -> bool:
    """Tell whether a person is no subject: "mother reports ...", "lives with his wife"."""
    cue = cues[at]
    if at and "company" in cues[at - 1].kinds and not text[cues[at - 1].end : cue.start].strip():
        return True
    if at + 1 == len(cues) or "tells" not in cues[at + 1].kinds:
        return False
    return len(text[cue.end : cues[at + 1].start].split()) <= 1


def _question(text: str, cues: Sequence[Cue], at: int) -> Iterable[tuple[int, int]]:
    """Give what a question mark makes uncertain: "? tear" what follows, "Fever?" what it asks."""
    cue = cues[at]
    behind = cues[at + 1] if at + 1 < len(cues) else None
    if behind and not text[cue.end : behind.start].strip() and _answers(behind):
        return
    if cue.start == 0 or text[cue.start - 1].isspace():
        yield cue.start, _after(text, cues, at, Rule(kind="uncertain", reach="after"))
    else:
        yield _before(text, cues, at, Rule(kind="uncertain", reach="before", list=True)), cue.end


def _answers(cue: Cue) -> bool:
    return any(rule.reach == "box" for rule in cue.rules)


def _goes_on(start: int, end: int, ongoing: Sequence[int]) -> bool:
    """Tell whether words in a scope, or right behind it, say that what is past goes on."""
    at = bisect_left(ongoing, start)
    return at < len(ongoing) and ongoing[at] <= end + 2


def _reach(text: str, cues: Sequence[Cue], at: int, rule: Rule) -> tuple[int, int]:
    """Give where the scope of a rule of a cue begins and ends."""
    cue = cues[at]
    start, end = cue.start, cue.end
    way = _way(text, cues, at, rule)
    if way == "all":
        return 0, len(text)
    if way in ("before", "around"):
        start = _before(text, cues, at, rule)
    if way in ("after", "around"):
        end = _after(text, cues, at, rule)
    return start, end


def _way(text: str, cues: Sequence[Cue], at: int, rule: Rule) -> str:
    cue = cues[at]
    if rule.reach == "box":
        return "before" if _ITEM_ENDS.match(text, cue.end) else "after"
    if rule.reach == "beside":
        before = cues[at - 1] if at else None
        first = not text[before.end if before else 0 : cue.start].strip(" (")
        begins = not before or bool(before.mark) or "join" in before.kinds or "end" in before.kinds
        return "after" if first and begins else "before"
    return rule.reach


def _after(text: str, cues: Sequence[Cue], at: int, rule: Rule) -> int:
    """Give where a scope ends that goes on behind its cue."""
    item = cues[at].end
    join = -1
    either = False
    limit = _words_on(text, item)
    for number in range(at + 1, len(cues)):
        cue = cues[number]
        if cue.start > limit:
            return limit
        close = number == at + 1 and not text[item : cue.start].strip()
        if cue.mark == ":":
            # The label of what follows ("..., Skin: dry"), unless the cue itself is one.
            if join >= 0:
                return join
        elif cue.mark or _ends(cue, rule.kind):
            if not (close and cue.mark == "?"):
                return cue.start
        elif "join" in cue.kinds:
            if close and rule.reach == "beside":
                item = cue.end
                limit = _words_on(text, item)
                continue
            if not rule.list:
                return cue.start
            join, item = cue.start, cue.end
            limit = _words_on(text, item)
            either = text[cue.start : cue.end].endswith("or")
        elif stop := _stopped(text, cues, number, rule, join >= 0, either):
            return join if join >= 0 and stop != "here" else cue.start
        elif "verb" in cue.kinds and join >= 0 and rule.kind != "family":
            return join
    return limit


def _stopped(
    text: str, cues: Sequence[Cue], number: int, rule: Rule, joined: bool, either: bool
) -> str:
    """Tell whether a cue ends a scope before it: where it stands, or before its own item.

    Behind "or" a past thing is one more item: "denies pain, fever, or a history of cancer".
    """
    cue = cues[number]
    for other in cue.rules:
        same = other.kind == rule.kind
        overturned = other.kind == "affirmed" and rule.kind in _OVERTURNED
        behind_a_join = (
            joined
            and not other.soft
            and not (either and other.kind == "past")
            and (
                other.kind in _ENDED_BEHIND_A_JOIN.get(rule.kind, ())
                or (other.kind == "affirmed" and rule.kind == "hypothetical")
            )
        )
        if same or overturned or behind_a_join:
            way = _way(text, cues, number, other)
            return "here" if way in ("after", "here") and not behind_a_join else "item"
    return ""


def _before(text: str, cues: Sequence[Cue], at: int, rule: Rule) -> int:
    """Give where a scope begins that lies before its cue."""
    item = cues[at].start
    join = -1
    labels = 0
    limit = _words_back(text, item)
    for number in range(at - 1, -1, -1):
        cue = cues[number]
        if cue.end < limit:
            return limit
        close = number == at - 1 and not text[cue.end : item].strip(" -=")
        if cue.mark == ":" or (cue.mark == "?" and close):
            labels += 1
            if labels > 1 or text[cue.end : item].strip(" -="):
                return join if join >= 0 else cue.end
        elif cue.mark or _ends(cue, rule.kind):
            return cue.end
        elif "join" in cue.kinds:
            # "Nausea and vomiting: no" is one label.
            label = labels and text[cue.start] != ","
            if not label and (not rule.list or rule.reach == "box"):
                return cue.end
            join, item = cue.end, cue.start
            limit = _words_back(text, item)
        elif _barred(cue, rule):
            return join if join >= 0 else cue.end
        elif "verb" in cue.kinds and join >= 0:
            return join
    return limit


def _barred(cue: Cue, rule: Rule) -> bool:
    """Tell whether a cue keeps a scope that comes from behind off what lies before it."""
    return any(
        other.kind == rule.kind
        or (other.kind == "affirmed" and rule.kind != "past")
        or (not rule.soft and rule.kind in _ENDED_BEHIND_A_JOIN.get(other.kind, ()))
        for other in cue.rules
    )


def _ends(cue: Cue, kind: str) -> bool:
    return "end" in cue.kinds and any(
        rule.kind == "end" and (not rule.of or kind in rule.of) for rule in cue.rules
    )


def _words_on(text: str, at: int) -> int:
    """Give where the words end that one item may have behind a place."""
    last = min(at + _LONG, len(text))
    for _ in range(_ITEM + 1):
        at = text.find(" ", at + 1, last)
        if at < 0:
            return last
    return at


def _words_back(text: str, at: int) -> int:
    """Give where the words begin that one item may have before a place."""
    first = max(at - _LONG, 0)
    for _ in range(_ITEM + 1):
        at = text.rfind(" ", first, max(at - 1, first))
        if at < 0:
            return first
    return at
