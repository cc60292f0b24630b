"""Dates as people type them, and as a letter prints them.

Month before day, as in the United States: 3/4/26, 03-04-2026, 3.4.2026, Mar 4 2026, March 4, 2026,
4 March 2026, 2026-03-04, and without marks 03042026, 030426, 20260304. A year of two digits is the
latest such year that is not after next year; the form shows how every date was read. What other
programs put around a date is passed over: a weekday before it, a time behind it.

>>> read("3/4/26", today=date(2026, 11, 23))
datetime.date(2026, 3, 4)
>>> read("Mar 4 2026", today=date(2026, 11, 23))
datetime.date(2026, 3, 4)
>>> read("2/30/2026", today=date(2026, 11, 23))
Traceback (most recent call last):
    ...
m1appeals.errors.UserMistake: must be a real date, such as 3/4/2026
>>> long(date(2026, 3, 4))
'March 4, 2026'
"""

from __future__ import annotations

import re
from datetime import date

from m1appeals.errors import UserMistake

__all__ = ["MONTHS", "long", "read", "two_digit_year"]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""The names of the months, January first."""

_NUMERIC = re.compile(r"(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})", re.ASCII)
_ISO_RUN_TOGETHER = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(
    r"([a-z]{3,9})\.? *(\d{1,2})(?:st|nd|rd|th)?(?:, *| +)'?(\d{4}|\d{2})", re.ASCII
)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ \-]+([a-z]{3,9})\.?,?[ \-]+'?(\d{4}|\d{2})", re.ASCII
)
_AROUND = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]? +)?(.*?)"
    r"(?:,? +\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?)?[.,;]?",
    re.ASCII,
)
_SEVERAL = re.compile(r"\d\D{0,2}[/\-.]\d.*[^\d/\-.]+.*\d[/\-.]\d", re.ASCII)


def read(text: str, *, today: date) -> date:
    """Read a date.

    Raises `UserMistake` whose message continues a sentence that begins with the field's label.
    """
    parts = _parts(text)
    if parts is None:
        one = "one" if _SEVERAL.search(text) else "a"
        raise UserMistake(f"must be {one} date, such as 3/4/2026")
    year_text, month, day = parts
    year = int(year_text) if len(year_text) == 4 else _full_year(int(year_text), today)
    try:
        return date(year, month, day)
    except ValueError:
        raise UserMistake("must be a real date, such as 3/4/2026") from None


def two_digit_year(text: str) -> bool:
    """Tell whether the century had to be guessed."""
    parts = _parts(text)
    return parts is not None and len(parts[0]) == 2


def long(day: date) -> str:
    """Print a date as a letter does: March 4, 2026."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _parts(text: str) -> tuple[str, int, int] | None:
    """Give the year as typed, the month and the day; None when the text is no date."""
    around = _AROUND.fullmatch(" ".join(text.lower().replace("\\", "/").split()))
    assert around is not None  # its middle takes whatever there is
    text = around[1]
    # No month is 19 or 20, so eight digits that begin with one of them begin with a year.
    if match := _ISO.fullmatch(text) or _ISO_RUN_TOGETHER.fullmatch(text):
        return match[1], int(match[2]), int(match[3])
    if match := _NUMERIC.fullmatch(text) or _RUN_TOGETHER.fullmatch(text):
        return match[3], int(match[1]), int(match[2])
    if match := _MONTH_FIRST.fullmatch(text):
        name, day, year = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, name, year = match.groups()
    else:
        return None
    month = _month(name)
    return (year, month, int(day)) if month else None


def _month(name: str) -> int | None:
    """Give 1 to 12 for a month's name or its beginning, such as sep or sept."""
    for number, full in enumerate(MONTHS, start=1):
        if full.lower().startswith(name):
            return number
    return None


def _full_year(two_digits: int, today: date) -> int:
    century = today.year // 100 * 100
    year = century + two_digits
    return year if year <= today.year + 1 else year - 100
