"""MBI, the Medicare Beneficiary Identifier on an Original Medicare card.

Eleven characters in a fixed pattern of digits and letters; S, L, O, I, B and Z never occur, and
the dashes on the card are not part of it (source: `cms-mbi-format`). It has no check digit.
Medicare Advantage and other plans give their members numbers of their own, which are free text.

>>> validate("1EG4-TE5-MK73")
'1EG4TE5MK73'
>>> format("1eg4te5mk73")
'1EG4-TE5-MK73'
>>> is_valid("1SG4-TE5-MK73")
False
>>> is_valid("123-45-6789A")
False
"""

from __future__ import annotations

import re

from m1appeals.errors import UserMistake

__all__ = ["compact", "format", "is_valid", "validate"]

_LETTER = "[AC-HJKMNP-RT-Y]"
_EITHER = "[0-9AC-HJKMNP-RT-Y]"
_PATTERN = re.compile(
    rf"[1-9]{_LETTER}{_EITHER}[0-9]{_LETTER}{_EITHER}[0-9]{_LETTER}{{2}}[0-9]{{2}}"
)


def compact(text: str) -> str:
    """Strip spaces and dashes, in capitals."""
    return re.sub(r"[\s\-]", "", text).upper()


def validate(text: str) -> str:
    """Give the eleven characters; raise `UserMistake` when they do not follow the pattern."""
    number = compact(text)
    if not _PATTERN.fullmatch(number):
        raise UserMistake(
            "A Medicare number has 11 characters in a fixed pattern, like 1EG4-TE5-MK73, and "
            "never the letters S, L, O, I, B or Z. Check it against the card."
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
    """Write the number with the dashes of the card."""
    if not is_valid(text):
        return text.strip()
    number = compact(text)
    return f"{number[:4]}-{number[4:7]}-{number[7:]}"
