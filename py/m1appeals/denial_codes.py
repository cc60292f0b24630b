"""The denial codes that this product knows: what each means, and what to do about it.

Group codes, reason codes (CARC), remark codes (RARC) and modifiers, from groups.toml, reasons.toml,
remarks.toml and modifiers.toml in rules/. The texts are ours; the official ones are X12's (sources:
`x12-carc`, `x12-rarc`, `x12-835`). A payer may print codes of its own, and there are many more
national ones: a code that is not found is unknown here, and never wrong.

>>> split("CO-50 / N115, ma01")
('CO', '50', 'N115', 'MA01')
>>> find("n115").cause
'diagnosis'
>>> find("CO").kind
'group'
>>> find("B7") is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from m1appeals import rules
from m1appeals.errors import Defect
from m1appeals.identifiers import denial

__all__ = ["CODES", "KINDS", "Code", "Kind", "codes_of", "find", "is_necessity", "split"]

Kind = Literal["group", "reason", "remark", "modifier"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which a remittance names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code and what it says."""

    kind: Kind
    code: str
    """As it is printed: "50", "N115", "CO", "GA"."""
    meaning: str
    """A short paraphrase without a full stop."""
    cause: str = ""
    """The id of the cause it points to (causes.toml), or nothing."""
    door: str = ""
    """The id of the door it points to by itself (doors.toml), or nothing."""
    do: str
    """What to do about it, in one sentence."""
    sources: tuple[str, ...]
    """Ids of sources.toml."""
    checked: str
    """Year and month: "2026-11"."""

    def __post_init__(self) -> None:
        if self.cause and self.cause not in rules.load("causes"):
            raise ValueError(f"cause must be one of {', '.join(rules.load('causes'))}.")

    @property
    def anchor(self) -> str:
        """Where it is on the page of codes: "reason-50"."""
        return f"{self.kind}-{self.code}"


def _read() -> dict[str, Code]:
    codes: dict[str, Code] = {}
    for kind in KINDS:
        for code, entry in rules.read(f"{kind}s", Code, key="code", kind=kind).items():
            if code in codes:
                raise Defect(f"{code} is a {codes[code].kind} code and a {kind} code.")
            codes[code] = entry
    return codes


CODES: dict[str, Code] = _read()
"""Every code, kind after kind; none means two things in two kinds."""


def find(code: str, kind: Kind | None = None) -> Code | None:
    """Give what is known of one code, however it is typed; None when it is unknown."""
    found = CODES.get(_as_printed(code))
    return found if found and kind in (None, found.kind) else None


def codes_of(cause: str) -> tuple[Code, ...]:
    """Give the codes that point to a cause: reason codes, then remark codes."""
    return tuple(code for code in CODES.values() if code.cause == cause)


@lru_cache(maxsize=1024)
def is_necessity(codes: tuple[str, ...]) -> bool:
    """Tell whether the codes of one denial say medical necessity, or what comes with it.

    A reason code that has a cause or a door here does. One that leaves it to its remark, such as
    96, does where a remark has a cause; so do remarks that stand alone, and M1 as a payer's label.
    """
    found = [code for text in codes if (code := find(text))]
    remarks = [code for code in found if code.kind == "remark"]
    reasons = [code for code in found if code.kind == "reason"]
    if any(reason.cause or reason.door for reason in reasons):
        return True
    named = any(remark.cause for remark in remarks)
    if len(found) < len(codes) or reasons:
        return named and bool(reasons)
    return named or any(remark.code == "M1" for remark in remarks)


def split(text: str) -> tuple[str, ...]:
    """Give the codes in what was typed, each as it is printed, in order and once.

    A part that has no digit and is no group code is a word and is left out. A part that has one is
    kept even if it has not the form of a code: then it is the payer's own, or a typing mistake.
    """
    parts = re.split(r"[^0-9A-Z]+", denial.compact(_joined(text)))
    codes = (_as_printed(part) for part in parts if re.search("[0-9]", part) or part in _GROUPS)
    return tuple(dict.fromkeys(codes))


_GROUPS = tuple(code.code for code in CODES.values() if code.kind == "group")


def _joined(text: str) -> str:
    """Take the gap out of a remark code: N 115, MA-01."""
    return re.sub(r"\b(MA|M|N)[\s\-]+(?=[0-9])", r"\1", text.upper())


def _as_printed(code: str) -> str:
    """Write a code in capitals, and its number with the zeros that it is printed with."""
    code = denial.compact(code)
    if match := re.fullmatch(r"(MA|M|N|)0*([0-9]{1,3})", code):
        letters, number = match.groups()
        return f"{letters}{number:0>2}" if letters == "MA" else f"{letters}{number}"
    return code
