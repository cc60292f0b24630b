"""The cases of context_cases.toml: one for each mention."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Case", "cases"]

FILE = Path(__file__).with_name("context_cases.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One mention in one sentence."""

    group: str
    section: str
    sentence: str
    start: int
    end: int
    expected: frozenset[str]

    def __str__(self) -> str:
        before, after = self.sentence[: self.start], self.sentence[self.end :]
        return f"{self.group}: {before}{{{self.sentence[self.start : self.end]}}}{after}"


@cache
def cases(table: str = "groups") -> tuple[Case, ...]:
    """Give the cases of the groups, or of another table of the file, in order."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))[table]
    return tuple(
        case
        for group, lines in written.items()
        for line in lines.splitlines()
        for case in read(group, line)
    )


def read(group: str, line: str) -> list[Case]:
    marked, _, wanted = line.rpartition(" => ")
    section, _, marked = marked.rpartition(" >> ")
    mentions = list(re.finditer(r"\{([^{}]+)\}", marked))
    expected = [frozenset(words.split()) - {"-"} for words in wanted.split(";")]
    return [
        Case(
            group=group,
            section=section,
            sentence=re.sub(r"[{}]", "", marked),
            start=mention.start() - 2 * before,
            end=mention.end() - 2 * before - 2,
            expected=words,
        )
        for before, (mention, words) in enumerate(zip(mentions, expected, strict=True))
    ]
