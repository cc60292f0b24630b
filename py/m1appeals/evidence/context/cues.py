"""Cues of clinical context: the words of data/context.toml, and where they stand in a sentence.

What a phrase and a group mean is said in the data file. One regular expression parts a sentence
into words and signs; the phrases are a tree of such tokens, so that a sentence is read once,
however many phrases there are. Of two phrases that begin at one place the longer one is found. What
a cue does to the words around it is not decided here (`scopes.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from m1appeals.errors import Defect
from m1appeals.evidence.tables import table

__all__ = ["KINDS", "Cue", "Rule", "find", "plain"]

KINDS = (
    "negated",
    "family",
    "other",
    "past",
    "planned",
    "hypothetical",
    "uncertain",
    "normal",
    "boilerplate",
)
"""What a scope can say."""

_BUILD = ("pseudo", "affirmed", "end", "join", "verb", "ongoing", "tells", "company")
_REACH = ("", "after", "before", "around", "here", "all", "box", "beside")
_Tree = dict[str, Any]
"""The phrases by their tokens."""
_TOKEN = re.compile(r"\w+(?:'\w+)*|[^\w\s]")
_ALTERNATIVES = re.compile(r"(\([^()|]*(?:\|[^()|]*)+\))")
_IN_A_CHOICE = re.compile(r"(?<=[(|])<(\w+)>(?=[|)])")
_MARKS = frozenset(";:?!.[]")
_NO_KIND: frozenset[str] = frozenset()
_GAP = "~"
_VERBS = "is are was were do does did has have had wo would should"
_NOT = dict.fromkeys(["not", *(f"{verb}n't" for verb in _VERBS.split())], "\u00ac")
"""Tokens that the data write with one sign."""
_PHRASE = ""
"""Where the tree holds the rules of a phrase that ends there."""
_PLAIN = {
    **{ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **dict.fromkeys(map(ord, "\u2019\u2018\u00b4"), "'"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t\r\n"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a group of cues says, and how far."""

    kind: str
    reach: str = ""
    list: bool = False
    section: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    soft: bool = False

    def __post_init__(self) -> None:
        if self.kind not in (*KINDS, *_BUILD):
            raise Defect(f"context.toml: unknown kind {self.kind!r}.")
        if self.reach not in _REACH or (self.kind in KINDS and not self.reach):
            raise Defect(f"context.toml: unknown reach {self.reach!r} of {self.kind}.")


class Cue(NamedTuple):
    """A phrase of the data, or a mark that ends something, in a sentence."""

    start: int
    end: int
    rules: tuple[Rule, ...]
    """None of a mark."""
    kinds: frozenset[str]
    """The kinds of its rules."""
    mark: str = ""
    """The mark, if it is one: ";", ":", "?", "!" or "."."""


def plain(text: str) -> str:
    """Give the text, as long as before, in small letters with plain apostrophes and dashes."""
    return text.translate(_PLAIN)


def find(text: str, section: str = "") -> list[Cue]:
    """Give the cues and marks of a text that is plain, in order. None overlaps another.

    `section` is the class of section that it stands in: some cues count in some of them only.
    """
    tree = _tree()
    matches = list(_TOKEN.finditer(text))
    tokens = [_NOT.get(match.group(), match.group()) for match in matches]
    found = []
    behind = 0
    for at, token in enumerate(tokens):
        if at < behind:
            continue
        node = _step(tree, token)
        rules: tuple[Rule, ...] = ()
        if node:
            behind, rules = _longest(node, tokens, matches, at)
        if rules and any(rule.section for rule in rules):
            rules = tuple(rule for rule in rules if not rule.section or section in rule.section)
        if rules:
            start, end = matches[at].start(), matches[behind - 1].end()
            found.append(Cue(start, end, rules, frozenset([rule.kind for rule in rules])))
        elif token in _MARKS:
            found.append(Cue(matches[at].start(), matches[at].end(), (), _NO_KIND, token))
    return found


def _longest(
    node: _Tree, tokens: Sequence[str], matches: Sequence[re.Match[str]], first: int
) -> tuple[int, tuple[Rule, ...]]:
    """Give where the longest phrase that begins at a token ends, and its rules; or none.

    `node` is where its first token leads.
    """
    best: tuple[int, tuple[Rule, ...]] = (first + 1, ())
    if tokens[first].isdigit() and _joins(matches, first - 1):
        return best
    waiting = [(node, first + 1)]
    while waiting:
        step: _Tree | None
        step, at = waiting.pop()
        while step:
            rules = step.get(_PHRASE)
            if rules and (not best[1] or at > best[0]) and not _goes_on(tokens, matches, at):
                best = (at, rules)
            if at == len(tokens):
                break
            if _GAP in step and tokens[at][0].isalpha():
                waiting.append((step[_GAP], at + 1))
            step = _step(step, tokens[at])
            at += 1
    return best


def _step(node: _Tree, token: str) -> _Tree | None:
    """Give where a token leads: by itself, or as any number or year."""
    after: _Tree | None = node.get(token)
    if after is None and token.isdigit():
        year = len(token) == 4 and token[:2] in ("19", "20")
        after = node.get("@" if year else "#") if len(token) < 4 or year else None
    return after


def _goes_on(tokens: Sequence[str], matches: Sequence[re.Match[str]], at: int) -> bool:
    """Tell whether a word goes on behind a hyphen ("no-touch"), or a number behind a slash."""
    if at + 1 >= len(tokens) or tokens[at] not in "-/" or not tokens[at - 1][-1].isalnum():
        return False
    return _joins(matches, at) and (tokens[at] == "-" or tokens[at - 1].isdigit())


def _joins(matches: Sequence[re.Match[str]], at: int) -> bool:
    """Tell whether a token is a hyphen or slash that stands close between two others."""
    if not 0 < at < len(matches) - 1 or matches[at].group() not in "-/":
        return False
    return matches[at - 1].end() == matches[at].start() == matches[at + 1].start() - 1


@cache
def _tree() -> _Tree:
    """Read the data into a tree of tokens."""
    data = table("context")
    tree: _Tree = {}
    for group in data["cue"]:
        rule = _rule(**{name: value for name, value in group.items() if name != "phrases"})
        for written in group["phrases"]:
            for phrase in _alternatives(written, data["words"]):
                node = tree
                for token in _TOKEN.findall(phrase):
                    node = node.setdefault(_NOT.get(token, token), {})
                if rule not in node.get(_PHRASE, ()):
                    node[_PHRASE] = (*node.get(_PHRASE, ()), rule)
    return tree


def _rule(*, section: Sequence[str] = (), of: Sequence[str] = (), **given: Any) -> Rule:
    return Rule(section=tuple(section), of=tuple(of), **given)


def _alternatives(written: str, words: dict[str, list[str]]) -> list[str]:
    """Spell out "(a|b|)" and "<name>". A round bracket without a line in it is itself."""
    written = _IN_A_CHOICE.sub(lambda name: "|".join(words[name[1]]), written)
    written = re.sub(r"<(\w+)>", lambda name: f"({'|'.join(words[name[1]])})", written)
    done = [""]
    for piece in _ALTERNATIVES.split(written):
        choices = piece[1:-1].split("|") if _ALTERNATIVES.fullmatch(piece) else [piece]
        done = [before + choice for before in done for choice in choices]
    return done
