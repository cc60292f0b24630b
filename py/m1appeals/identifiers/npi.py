"""NPI, the National Provider Identifier issued by CMS to people and organizations.

Ten digits, the first a 1 or a 2, the last a Luhn check digit over 80840 and the number
(source: `cms-npi-check-digit`). Not checked: whether the number was issued, and to whom.

>>> validate("1234567893")
'1234567893'
>>> is_valid("1234567890")
False
>>> is_valid("12345")
False
"""

from __future__ import annotations

import re

from m1appeals.errors import UserMistake

__all__ = ["compact", "format", "is_valid", "validate"]


def compact(text: str) -> str:
    """Strip spaces and dashes."""
    return re.sub(r"[\s.\-]", "", text)


def validate(text: str) -> str:
    """Give the ten digits; raise `UserMistake` when the length or the check digit is off."""
    number = compact(text)
    if not re.fullmatch(r"[12]\d{9}", number, re.ASCII):
        raise UserMistake("An NPI has 10 digits and begins with 1 or 2. Check this one.")
    if _luhn_sum("80840" + number) % 10:
        raise UserMistake(
            "The last digit of this NPI does not fit the others. Check it for a typing mistake."
        )
    return number


def is_valid(text: str) -> bool:
    """Tell whether `validate` accepts the text."""
    try:
        validate(text)
    except UserMistake:
        return False
    return True


def format(text: str) -> str:
    """Write the number as it is printed: ten digits in a row."""
    return compact(text) if is_valid(text) else text.strip()


def _luhn_sum(digits: str) -> int:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if position % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total
