"""Coverage criteria, pasted from a policy, as single criteria: each a text for one line of a form.

What a list is under must not be lost with it, so it stands before its items where it matters:

- "any of the following" and the like, in the policy's words: "Any of the following: stiffness".
  Items that are merely joined by "or" get `ANY`. That all of a list must be met goes without saying
- a lead-in that says more than that the service is covered: "Failed conservative care, including:"
- a lead-in or a heading that may turn its list round: "Coverage is denied for: Pregnancy"
- the headings of sections of that kind: `LIMITATION`, `DOCUMENTATION`
- the labels of items, where the text lets choose by them: "Criterion A or B is met", "A. Pain"

Short items of such a list stay together as one criterion, because one answer meets it. Headings,
and sections that hold no criteria (references, revision history, codes), are left out, and so is
what stands twice. Words are never changed, only marks, white space and the "; and" between items.
Whether a sentence of background is a criterion is for the user to say, who edits the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

from m1appeals.errors import UserMistake
from m1appeals.evidence.criteria.policy_lines import Block, blocks, fold
from m1appeals.evidence.criteria.policy_tree import last_joint, tree
from m1appeals.evidence.criteria.policy_words import (
    LEFT_OUT,
    LIMITATION,
    announces,
    chooses,
    covers,
    is_heading,
    is_joined,
    joint,
    quantity,
    reopens,
    says_nothing,
    section,
    turns,
    unjoined,
)
from m1appeals.evidence.tables import table

__all__ = [
    "ANY",
    "DOCUMENTATION",
    "LIMITATION",
    "LONGEST",
    "MOST",
    "Role",
    "check",
    "read_lines",
    "role",
    "split",
]

MOST = 60
"""How many criteria a letter may have."""
LONGEST = 1_000
"""How many characters a criterion may have."""
LONGEST_TEXT = 100_000
"""How much may be pasted."""

ANY = "Any one of these"
DOCUMENTATION = "Documentation"

_WORD = re.compile(r"[A-Za-z]{2}")

Role = Literal["criterion", "limitation", "documentation"]

_TOGETHER = 80
"""Items up to this length can stand together in one criterion."""
_TOGETHER_IN_ALL = 500


def split(text: str) -> tuple[str, ...]:
    """Give the criteria in a pasted text, in its order.

    Raise `UserMistake` when there are more, or longer ones, than a letter can answer.
    """
    _check_length(text)
    folded = (fold(criterion) for criterion in _criteria(tree(blocks(text))))
    return check(_unique(one for one in folded if _WORD.search(one)))


def read_lines(text: str) -> tuple[str, ...]:
    """Give the criteria of an edited list, which has one on each line.

    Raise `UserMistake` as `split` does.
    """
    _check_length(text)
    return check(_unique(fold(line) for line in text.splitlines()))


def check(criteria: Sequence[str]) -> tuple[str, ...]:
    """Give the criteria back if there are not too many and none is too long."""
    if len(criteria) > MOST:
        raise UserMistake(
            f"These are {len(criteria)} criteria; a letter can answer up to {MOST}."
            " Keep the ones that decide this case."
        )
    for criterion in criteria:
        if len(criterion) > LONGEST:
            raise UserMistake(
                f"One criterion has {len(criterion):,} characters; it may have up to {LONGEST:,}."
                f" Put it on several lines: “{criterion[:60].rstrip()} ...”"
            )
    return tuple(criteria)


def role(criterion: str) -> Role:
    """Tell whether a text is a criterion to meet, or limits coverage, or asks for documents."""
    for name, prefix in (("limitation", LIMITATION), ("documentation", DOCUMENTATION)):
        if criterion.startswith(f"{prefix}: ") or _role_pattern(name).search(criterion):
            return "limitation" if name == "limitation" else "documentation"
    return "criterion"


def _check_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise UserMistake(
            f"The text is longer than {LONGEST_TEXT:,} characters."
            " Paste only the part of the policy that lists the criteria."
        )


def _criteria(nodes: Sequence[Block]) -> Iterator[str]:
    """Give the criteria of a tree, section by section."""
    under = ""
    parted = begun = chosen = False
    level = 0
    for run in _runs(nodes):
        first = run[0]
        begins = _begins_section(first)
        if begins:
            under, parted, level = section(first.text) or "", False, first.depth
        elif first.label and 0 < first.depth <= level:
            # What is marked as the heading of the section was, comes after it.
            under, parted, level = "", False, 0
            if is_heading(first.text) and not first.inside:
                run = run[1:]
        elif not first.depth and is_heading(first.text):
            # A heading right behind that of a section parts the section, and so do those like it.
            parted = parted or begun
            if reopens(first.text) or not (parted or under == LEFT_OUT):
                under, parted = "", False
        begun = begins
        if under == LEFT_OUT or (begins and first.depth):
            continue
        labelled = chosen and first.depth > 0
        chosen = any(chooses(node.text) for node in run if not node.inside)
        for text in _render(run, labelled=labelled):
            if not _WORD.search(text):
                continue
            known = role(text)
            wanted = under and known in {
                "criterion",
                "limitation" if under == DOCUMENTATION else "",
            }
            yield f"{under}: {text}" if wanted else text


def _begins_section(node: Block) -> bool:
    """Tell whether a node is the heading of what follows it; a marked one may hold that itself."""
    return section(node.text) is not None and (
        not node.depth or bool(node.label and not node.inside)
    )


def _runs(nodes: Sequence[Block]) -> Iterator[list[Block]]:
    """Part the top of the tree: paragraphs one by one, what belongs to one list together."""
    run: list[Block] = []
    for node in nodes:
        alike = bool(run and node.depth and run[-1].depth) and not (
            _begins_section(node) or _begins_section(run[-1])
        )
        if run and not alike and (_begins_section(node) or not _goes_on(run[-1])):
            yield run
            run = []
        run.append(node)
    if run:
        yield run


def _goes_on(node: Block) -> bool:
    """Tell whether the next node belongs to the same list, though neither may have a mark."""
    return is_joined(node.text) or "or" in last_joint(node).lower()


def _render(items: Sequence[Block], under: str = "", *, labelled: bool = False) -> Iterator[str]:
    """Give the criteria of items of one list, some with their labels.

    `under` is what they stand under.
    """
    texts, any_of = unjoined(_joined(items))
    if any_of and not under:
        under = ANY
    prefix = f"{under}: " if under else ""
    labelled = labelled or any(chooses(item.text) for item in items if not item.inside)
    for item, text in zip(items, texts, strict=True):
        before = f"{prefix}{item.label} " if labelled and item.label else prefix
        if item.inside:
            yield from _group(item, text, before)
        elif item.depth:
            yield from _fitting(before, text)
        elif not is_heading(text) and (
            turns(text) or chooses(text) or not (announces(text) and covers(text))
        ):
            yield from (f"{before}{sentence}" for sentence in _sentences(text))


def _joined(items: Sequence[Block]) -> list[str]:
    """Give the texts of items; what joins a list to the next stands behind its lead-in."""
    return [f"{item.text} {last_joint(item)}".rstrip() for item in items]


def _group(item: Block, text: str, prefix: str) -> list[str]:
    """Give the criteria of an item that holds a list; `text` may have what joins it to the next."""
    left = joint(text) if last_joint(item) else ""
    *before, lead = _sentences(text.removesuffix(left).rstrip())
    found = [*(f"{prefix}{sentence}" for sentence in before), *_list(item, lead, prefix)]
    if found and "or" in left.lower() and not joint(found[-1]):
        found[-1] = f"{found[-1]}; {left}"
    return found


def _list(item: Block, lead: str, prefix: str) -> Iterator[str]:
    """Give the criteria of a list with what announces it."""
    if item.depth and (named := section(lead)):
        if named != LEFT_OUT:
            within = prefix if prefix.startswith(f"{named}: ") else f"{named}: {prefix}"
            yield from _render(item.inside, within.rstrip(": "))
        return
    if chooses(lead) and not turns(lead):
        yield f"{prefix}{lead.rstrip(' :')}"
        yield from _render(item.inside, prefix.rstrip(": ."), labelled=True)
        return
    asked = quantity(lead)
    is_all = not asked or bool(_ALL.match(asked))
    of_choice = prefix.endswith(f"{ANY}: ")
    titled = not item.depth and is_heading(lead) and not turns(lead)
    empty = says_nothing(lead) or (titled and not of_choice)
    if not empty:
        named = lead.rstrip(" :-\u2013\u2014")
    else:
        named = _sentence_case(asked) if asked and (prefix or not is_all) else ""
    texts, any_of = unjoined(_joined(item.inside))
    if any_of and not asked:
        named = f"{named}: {ANY}" if named else ANY
    short = all(
        not one.inside and len(text) <= _TOGETHER and not chooses(text)
        for one, text in zip(item.inside, texts, strict=True)
    )
    together = f"{prefix}{named}: {'; '.join(text.rstrip(' .') for text in texts)}"
    enumerates = not is_all or any_of or of_choice or (not empty and not asked)
    if named and short and enumerates and len(texts) > 1 and len(together) <= _TOGETHER_IN_ALL:
        yield together
    else:
        yield from _render(item.inside, f"{prefix}{named}".rstrip(": ."))


_ALL = re.compile(r"(?:and |or )?(?:meets? )?(?:all|each|both)\b", re.IGNORECASE)


def _sentence_case(text: str) -> str:
    text = re.sub(r"^(?:and|or) ", "", text, flags=re.IGNORECASE).strip(" :")
    # "ALL of the following" is loud where it is no longer the beginning of a list.
    lower = text.lower() if re.search(r"[A-Z]{3}", text) else text
    return lower[:1].upper() + lower[1:]


_BREAK = re.compile(r"(?<=[.!?])[\"')\]”]*\s+(?=[A-Z(\[“\"])")
_SHORTENED = re.compile(
    r"\b(?:e\.g|i\.e|vs|dr|mr|mrs|ms|nos?|fig|sec|etc|approx|st|dept|inc|u\.s|cf|al|ref|vol|ch|pt"
    r"|[A-Z])\.$",
    re.IGNORECASE,
)


def _sentences(text: str) -> list[str]:
    """Part a paragraph into sentences."""
    parts: list[str] = []
    start = 0
    for found in _BREAK.finditer(text):
        if not _SHORTENED.search(text[max(start, found.start() - 12) : found.start()]):
            parts.append(text[start : found.end()].strip())
            start = found.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _fitting(prefix: str, text: str) -> Iterator[str]:
    """Give an item with its prefix, in sentences where it is too long."""
    whole = len(prefix) + len(text) <= LONGEST
    yield from (f"{prefix}{part}" for part in ([text] if whole else _sentences(text)))


def _unique(criteria: Iterable[str]) -> list[str]:
    """Leave out what is empty, or stands there already."""
    found: dict[str, str] = {}
    for criterion in criteria:
        if criterion:
            found.setdefault(criterion.casefold().rstrip(" .;"), criterion)
    return list(found.values())


@cache
def _role_pattern(name: str) -> re.Pattern[str]:
    patterns: list[str] = table("policy")["roles"][name]
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)
