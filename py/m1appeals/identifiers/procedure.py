"""Procedure codes: CPT and HCPCS Level II, with up to four modifiers.

CPT codes have five digits, or four digits and one of F, T, U, M, A; HCPCS Level II codes a letter
A to V and four digits; a modifier two letters or digits. The American Medical Association issues
CPT, CMS issues HCPCS Level II. Only the form is checked. CPT descriptors are copyrighted and are
not here.

>>> validate("72148")
'72148'
>>> validate("72148-26-lt")
'72148-26-LT'
>>> validate("72148 26")
'72148-26'
>>> validate("73221RT")
'73221-RT'
>>> validate("j1745:JZ")
'J1745-JZ'
>>> is_valid("7214")
False
>>> is_valid("72148-262")
False
"""

from __future__ import annotations

import re

from m1appeals.errors import UserMistake

__all__ = ["compact", "format", "is_valid", "validate"]

_PATTERN = re.compile(r"([0-9]{5}|[0-9]{4}[FTUMA]|[A-V][0-9]{4})(-[A-Z0-9]{2}){0,4}")


def compact(text: str) -> str:
    """Give code and modifiers in capitals, joined by dashes."""
    code = re.sub(r"[\s:\-]+", "-", text.strip().upper()).strip("-")
    return re.sub(r"^([0-9]{5}|[A-V][0-9]{4})(?=[A-Z][A-Z0-9](-|$))", r"\1-", code)


def validate(text: str) -> str:
    """Give code and modifiers; raise `UserMistake` when the form is doubtful."""
    code = compact(text)
    if not _PATTERN.fullmatch(code):
        raise UserMistake(
            f"{text.strip()} does not look like a CPT or HCPCS code, such as 72148 or 72148-26. "
            "Check it against the claim."
        )
    return code


def is_valid(text: str) -> bool:
    """Tell whether `validate` accepts the text."""
    try:
        validate(text)
    except UserMistake:
        return False
    return True


def format(text: str) -> str:
    """Write code and modifiers as they are printed: 72148-26."""
    return compact(text) if is_valid(text) else text.strip()
