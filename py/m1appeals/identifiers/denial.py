"""Denial codes as a remittance shows them: a reason code (CARC), a remark code (RARC), or a group
code and a reason code; or several of these.

CARC: up to three digits, or a letter and digits. RARC: M, MA or N and up to three digits. Group:
CO, PR, OA, PI (sources: `x12-carc`, `x12-rarc`). Only the form is checked; payers also print codes
of their own, so an unknown form is doubtful and never wrong.

>>> validate("m1")
'M1'
>>> validate("CO 50")
'CO-50'
>>> validate("N386")
'N386'
>>> is_valid("CO-50 / N115, M1")
True
>>> is_valid("not necessary")
False
"""

from __future__ import annotations

import re

from m1appeals.errors import UserMistake

__all__ = ["compact", "format", "is_valid", "validate"]

_CODE = r"(?:(?:(?:CO|PR|OA|PI)-)?(?:[0-9]{1,3}|[A-Z][0-9]{1,2})|(?:M|MA|N)[0-9]{1,3})"
_PATTERN = re.compile(rf"{_CODE}(?:[-,;/]+{_CODE})*")


def compact(text: str) -> str:
    """Give the code in capitals, a group code joined by a dash."""
    code = re.sub(r"[\s\-]*([\s\-,;/])[\s\-]*", r"\1", text.strip().upper())
    return re.sub(r"\b(CO|PR|OA|PI)(?=[0-9])", r"\1-", re.sub(r"\s", "-", code))


def validate(text: str) -> str:
    """Give the code; raise `UserMistake` when it is no known form of a denial code."""
    code = compact(text)
    if not _PATTERN.fullmatch(code):
        raise UserMistake(
            f"{text.strip()} does not look like a denial code, such as M1, CO-50 or N115. "
            "Check it against the remittance."
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
    """Write one code as it is printed, CO-50; several stay as they were typed."""
    code = compact(text)
    return code if re.fullmatch(_CODE, code) else text.strip()
