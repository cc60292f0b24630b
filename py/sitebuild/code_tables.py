"""The denial codes as Markdown, for the page of codes and for the guidance.

On the page of codes each code is a heading, so that the search finds it and
other pages and the form can link to it. What every code of a kind rests on is
not cited at each of them: the page does that once, above the table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from itertools import pairwise

from m1appeals import rules
from m1appeals.denial_codes import CODES, KINDS, Code, Kind, codes_of

__all__ = ["TABLES"]

CODES_PAGE = "codes.md"
WRONG_TOOL = ("new_claim", "nothing_to_appeal", "next_level", "plan_exclusion")
"""Doors that a code leads to by itself, and that are no appeal at this level."""


def codes(kind: Kind) -> str:
    """Return every code of a kind: its links in a row, then one heading for each."""
    chosen = [code for code in CODES.values() if code.kind == kind]
    shared = [source for source in chosen[0].sources if all(source in c.sources for c in chosen)]
    links = " ".join(f"[{code.code}](#{code.anchor})" for code in chosen)
    row = f'<div class="m1-jump" markdown>\n\n{links}\n\n</div>'
    return "\n\n".join([row, *(_code(code, shared) for code in chosen)])


def codes_by_cause() -> str:
    """Return a table of the causes with the numbers of their codes."""
    rows = ((_cause(cause, ""), _numbers(codes_of(cause))) for cause in rules.load("causes"))
    return _table(("Cause", "Codes"), rows)


def codes_of_cause(cause: str) -> str:
    """Return a table of the codes that point to a cause. Codes that mean the same share a row."""
    by_meaning: dict[str, list[str]] = {}
    for code in codes_of(cause):
        remark = "RARC " if code.kind == "remark" else ""
        by_meaning.setdefault(code.meaning, []).append(remark + _link(code))
    rows = ((", ".join(links), meaning) for meaning, links in by_meaning.items())
    return _table(("Code", "It points to"), rows)


def codes_wrong_tool() -> str:
    """Return a table of the codes after which an appeal at this level is the wrong tool."""
    chosen = sorted(
        (code for code in CODES.values() if code.door in WRONG_TOOL),
        key=lambda code: WRONG_TOOL.index(code.door),
    )
    rows = (
        (_link(code), " ".join([f"{code.meaning}. {code.do}", *_cited(code.sources)]))
        for code in chosen
    )
    return _table(("Code", "What it says, and what to do"), rows)


TABLES: dict[str, Callable[[], str]] = {
    **{f"{kind}-codes": partial(codes, kind) for kind in KINDS},
    "codes-by-cause": codes_by_cause,
    **{f"codes-{cause}": partial(codes_of_cause, cause) for cause in rules.load("causes")},
    "codes-wrong-tool": codes_wrong_tool,
}
"""The tables by the names that pages use."""


def _code(code: Code, cited_above: Collection[str]) -> str:
    parts = [f"**{code.meaning}.**", code.do]
    if code.cause:
        parts.append(f"Cause: {_cause(code.cause)}.")
    text = " ".join([*parts, *_cited(s for s in code.sources if s not in cited_above)])
    heading = f"### {code.code} {{#{code.anchor}}}"
    return f'<div class="m1-code" markdown>\n\n{heading}\n\n{text}\n\n</div>'


def _cause(cause: str, page: str = "causes.md") -> str:
    return f"[{cause.capitalize()}]({page}#{cause})"


def _link(code: Code) -> str:
    return f"[{code.code}]({CODES_PAGE}#{code.anchor})"


def _cited(sources: Iterable[str]) -> Iterable[str]:
    return (f"[@{source}]" for source in sources)


def _numbers(chosen: Iterable[Code]) -> str:
    """Write numbers in a row; three or more that follow one another as "150 to 154"."""
    runs: list[list[str]] = []
    numbers = [code.code for code in chosen]
    for before, number in pairwise(["", *numbers]):
        follows = before.isdigit() and number.isdigit() and int(number) == int(before) + 1
        if follows:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _table(heads: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [heads, ("---", "---"), *rows]
    return "\n".join(f"| {first} | {second} |" for first, second in lines)
