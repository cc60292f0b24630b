"""Dates: every way people type them, and how they are printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals import dates
from m1appeals.errors import UserMistake

TODAY = date(2026, 11, 23)
FOURTH_OF_MARCH = date(2026, 3, 4)

NO_DATE = "must be a date, such as 3/4/2026"
NOT_REAL = "must be a real date, such as 3/4/2026"
ONE_DATE = "must be one date, such as 3/4/2026"

FORMS = [
    "{m}/{d}/{y}", "{m:02}/{d:02}/{y}", "{m}-{d}-{y}", "{m:02}-{d:02}-{y}", "{m}.{d}.{y}",
    "{m} {d} {y}", "{m:02}{d:02}{y}", "{y}{m:02}{d:02}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}",
    "{y}.{m}.{d}",
    "{name} {d}, {y}", "{name} {d} {y}", "{name} {d},{y}", "{short} {d} {y}", "{short}. {d}, {y}",
    "{short}{d}, {y}", "{d} {name} {y}", "{d} {short} {y}", "{d}-{short}-{y}", "{name} {d}th, {y}",
]  # fmt: skip
"""With a year of four digits; the number 4 stands for any month and day."""


@pytest.mark.parametrize(
    "typed",
    [
        "3/4/26", "03-04-2026", "Mar 4 2026", "2026-03-04",
        "3/4/2026", "03/04/26", "3-4-26", "3.4.2026", "3 4 2026", "03042026", "030426", "20260304",
        "2026/3/4",
        "2026.03.04", "mar. 4, 2026", "MARCH 4, 2026", "March 4 2026", "March 4,2026", "Mar 4 '26",
        "March 4th, 2026", "4 March 2026", "4th March 2026", "4-Mar-2026", "4-mar-26",
        "  3/4/2026  ", "March  4,  2026",
        "3/4/2026 10:00", "3/4/26 2:30 PM", "3/4/2026 12:00:00AM", "Wed 3/4/26", "3/4/26.",
        "Wednesday, March 4, 2026", "3\\4\\26",
    ],
)  # fmt: skip
def test_the_fourth_of_march_is_read_however_it_is_typed(typed: str) -> None:
    assert dates.read(typed, today=TODAY) == FOURTH_OF_MARCH


@pytest.mark.parametrize(
    "typed", ["Sep 1 2026", "Sept 1 2026", "Sept. 1, 2026", "September 1 2026"]
)
def test_september_has_two_short_names(typed: str) -> None:
    assert dates.read(typed, today=TODAY) == date(2026, 9, 1)


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
@pytest.mark.parametrize("form", FORMS)
def test_any_date_in_any_form_reads_back(form: str, day: date) -> None:
    name = dates.long(day).split()[0]
    typed = form.format(y=day.year, m=day.month, d=day.day, name=name, short=name[:3])
    assert dates.read(typed, today=TODAY) == day


@given(day=st.dates(min_value=date(1928, 1, 1), max_value=date(2027, 12, 31)))
def test_a_year_of_two_digits_is_the_latest_that_is_not_after_next_year(day: date) -> None:
    typed = f"{day.month}/{day.day}/{day.year % 100:02}"
    assert dates.read(typed, today=TODAY) == day


def test_the_year_after_next_is_taken_for_one_a_century_ago() -> None:
    assert dates.read("1/1/27", today=TODAY) == date(2027, 1, 1)
    assert dates.read("1/1/28", today=TODAY) == date(1928, 1, 1)


@pytest.mark.parametrize(
    "typed",
    ["2/30/2026", "2/29/2026", "13/1/2026", "0/4/2026", "3/0/2026", "4/31/26", "Feb 30 2026",
     "2026-13-01", "13042026", "3/4/0000"],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_told_so(typed: str) -> None:
    with pytest.raises(UserMistake) as caught:
        dates.read(typed, today=TODAY)
    assert str(caught.value) == NOT_REAL


def test_a_leap_day_exists_in_a_leap_year() -> None:
    assert dates.read("2/29/2024", today=TODAY) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "typed",
    ["yesterday", "3/4", "March 2026", "3/4/026", "3//4/2026", "Ma 4 2026", "Marsh 4 2026",
     "\u0663/4/2026", "3/4/20266", "4 4 March 2026"],
)  # fmt: skip
def test_what_is_no_date_is_told_so(typed: str) -> None:
    with pytest.raises(UserMistake) as caught:
        dates.read(typed, today=TODAY)
    assert str(caught.value) == NO_DATE


@pytest.mark.parametrize(
    "typed", ["9/1/26, 9/8/26", "10/6/26 - 10/8/26", "2026-10-06 to 2026-10-08", "9/1/26\n9/8/26"]
)
def test_several_dates_are_told_to_be_one(typed: str) -> None:
    with pytest.raises(UserMistake) as caught:
        dates.read(typed, today=TODAY)
    assert str(caught.value) == ONE_DATE


@given(text=st.text(max_size=30))
def test_any_text_is_a_date_or_a_mistake(text: str) -> None:
    try:
        found: date | str = dates.read(text, today=TODAY)
    except UserMistake as mistake:
        found = str(mistake)
    assert isinstance(found, date) or found in {NO_DATE, NOT_REAL, ONE_DATE}


@pytest.mark.parametrize(
    ("typed", "guessed"),
    [("3/4/26", True), ("Mar 4 '26", True), ("3/4/2026", False), ("2026-03-04", False),
     ("yesterday", False), ("", False)],
)  # fmt: skip
def test_a_guessed_century_is_noticed(typed: str, guessed: bool) -> None:
    assert dates.two_digit_year(typed) is guessed


def test_a_letter_prints_the_month_in_full() -> None:
    assert dates.long(FOURTH_OF_MARCH) == "March 4, 2026"


def test_every_month_has_its_name() -> None:
    assert [dates.long(date(2026, month, 1)) for month in range(1, 13)] == [
        "January 1, 2026", "February 1, 2026", "March 1, 2026", "April 1, 2026", "May 1, 2026",
        "June 1, 2026", "July 1, 2026", "August 1, 2026", "September 1, 2026", "October 1, 2026",
        "November 1, 2026", "December 1, 2026",
    ]  # fmt: skip
