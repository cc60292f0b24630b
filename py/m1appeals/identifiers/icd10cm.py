"""ICD-10-CM diagnosis codes.

A letter, a digit, a digit or letter, then up to four more characters after a point (source:
`icd-10-cm-guidelines`); the category QA0 of the 2026 set has a letter second. Only the form is
checked: whether a code exists and is billable in a given year takes the year's code set, which is
in `m1appeals.diagnosis`.

>>> validate("m54.16")
'M54.16'
>>> validate("M5416")
'M54.16'
>>> validate("C7A.1")
'C7A.1'
>>> validate("QA00101")
'QA0.0101'
>>> is_valid("54.16")
False
>>> is_valid("M54.161234")
False
"""

from __future__ import annotations

import re

from m1appeals.errors import UserMistake

__all__ = ["compact", "format", "is_valid", "validate"]

_PATTERN = re.compile(r"(?:[A-Z][0-9]|QA)[0-9A-Z](\.[0-9A-Z]{1,4})?")


def compact(text: str) -> str:
    """Give the code in capitals, without spaces, with its point put where it belongs."""
    code = re.sub(r"\s", "", text).upper()
    if re.fullmatch(r"(?:[A-Z][0-9]|QA)[0-9A-Z]{2,5}", code):
        return f"{code[:3]}.{code[3:]}"
    return code


def validate(text: str) -> str:
    """Give the code with its point; raise `UserMistake` when its form is doubtful."""
    code = compact(text)
    if not _PATTERN.fullmatch(code):
        raise UserMistake(
            f"{text.strip()} does not look like an ICD-10-CM code, such as M54.16. "
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
    """Write the code as it is printed, with its point."""
    return compact(text) if is_valid(text) else text.strip()
