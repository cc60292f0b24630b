"""What the codes of a denial mean: group, reason (CARC) and remark (RARC) codes, and modifiers.

Only codes that belong to a denial for medical necessity, or decide whether there is an appeal, are
in the tables (`rules/groups.toml`, `reasons.toml`, `remarks.toml`, `modifiers.toml`), each in our
own words. A code that is not there is unknown, which is said and never guessed at.

>>> split("CO-50 / N115, ma01")
('CO', '50', 'N115', 'MA01')
>>> find("50").kind
'reason'
>>> find("N999") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from m1appeals import rules
from m1appeals.identifiers import denial

__all__ = ["KINDS", "Code", "codes", "find", "split"]

KINDS = ("group", "reason", "remark", "modifier")
"""The kinds of codes; each has a table with the plural of its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code that we know."""

    code: str
    kind: str
    """group, reason, remark or modifier"""
    meaning: str
    """In our own words."""
    cause: str
    """The cause that the code points to by itself, by id; or nothing."""
    do: str
    """What to do about it."""
    sources: tuple[str, ...]
    checked: str


@cache
def codes(kind: str) -> Mapping[str, Code]:
    """Give every code of a kind, by the code, in the order of the table."""
    return {
        code: Code(
            code=code,
            kind=kind,
            meaning=entry["meaning"],
            cause=entry.get("cause", ""),
            do=entry["do"],
            sources=tuple(entry["sources"]),
            checked=entry["checked"],
        )
        for code, entry in rules.load(f"{kind}s").items()
    }


def find(text: str) -> Code | None:
    """Give a group, reason or remark code; None if it is in no table."""
    code = text.strip().upper()
    return next((codes(kind)[code] for kind in KINDS[:3] if code in codes(kind)), None)


def split(text: str) -> tuple[str, ...]:
    """Give the single codes of what a remittance shows, in capitals, each once."""
    parts = re.split(r"[-,;/]+", denial.compact(text))
    return tuple(dict.fromkeys(part for part in parts if part))
