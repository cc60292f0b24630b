"""The federal holidays, against the days that the Office of Personnel Management names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from m1appeals.holidays import federal_holidays, is_business_day

NAMED = {
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24",
}


@pytest.mark.parametrize("year", NAMED)
def test_the_holidays_of_a_year_are_those_that_were_named(year: int) -> None:
    named = {date.fromisoformat(f"{year}-{day}") for day in NAMED[year].split()}
    assert {day for day in federal_holidays(year) if day.year == year} == named


def test_a_new_years_day_on_a_saturday_is_kept_the_day_before() -> None:
    assert date(2021, 12, 31) in federal_holidays(2022)
    assert not is_business_day(date(2021, 12, 31))


@pytest.mark.parametrize("year", range(2020, 2060))
def test_every_holiday_is_kept_on_a_day_from_monday_to_friday(year: int) -> None:
    days = federal_holidays(year)
    assert len(days) == 10 or len(days) == 11
    assert all(day.weekday() < 5 for day in days)


def test_most_days_of_a_year_are_business_days() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert sum(is_business_day(day) for day in days) == 261 - 11
