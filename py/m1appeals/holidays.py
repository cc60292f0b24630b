"""The federal holidays of a year, by rule (source: `usc-5-6103`).

>>> from datetime import date
>>> is_business_day(date(2026, 7, 3))
False
>>> is_business_day(date(2026, 7, 6))
True
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

__all__ = ["federal_holidays", "is_business_day"]

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
_FLOATING = (
    (1, _MONDAY, 3),  # Birthday of Martin Luther King, Jr.
    (2, _MONDAY, 3),  # Washington's Birthday
    (9, _MONDAY, 1),  # Labor Day
    (10, _MONDAY, 2),  # Columbus Day
    (11, _THURSDAY, 4),  # Thanksgiving Day
)


@cache
def federal_holidays(year: int) -> frozenset[date]:
    """Give the days on which federal offices are closed for a holiday of that year.

    A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after; so
    New Year's Day can fall into the year before.
    """
    days = {_observed(date(year, month, day)) for month, day in _FIXED}
    days |= {_nth(year, month, weekday, nth) for month, weekday, nth in _FLOATING}
    memorial = date(year, 5, 31)
    days.add(memorial - timedelta(days=memorial.weekday()))
    return frozenset(days)


def is_business_day(day: date) -> bool:
    """Tell whether a day is no Saturday, Sunday or federal holiday."""
    around = federal_holidays(day.year) | federal_holidays(day.year + 1)
    return day.weekday() < _SATURDAY and day not in around


def _observed(day: date) -> date:
    return day + timedelta(days={_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
