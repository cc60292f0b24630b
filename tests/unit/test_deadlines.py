"""The last day of every route: worked by hand from the rules, and properties over all dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals.deadlines import Deadline, amount, deadline
from m1appeals.holidays import is_business_day
from m1appeals.routes import ROUTES

TODAY = date(2026, 4, 15)
KNOWN = [id_ for id_, route in ROUTES.items() if route.counted_from != "ask"]
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))
LATER = st.integers(min_value=0, max_value=60).map(lambda days: timedelta(days=days))


def last_day(route: str, notice: str = "", received: str = "", today: date = TODAY) -> Deadline:
    return deadline(
        ROUTES[route],
        notice=date.fromisoformat(notice) if notice else None,
        received=date.fromisoformat(received) if received else None,
        today=today,
    )


# Worked by hand from domain rules: route, date of the notice, day it arrived, target, latest.
WORKED = [
    # 120 days from receipt, presumed 5 days after the notice (42 CFR 405.942).
    ("medicare_redetermination", "2026-01-10", "", "2026-05-15", "2026-05-15"),
    # Over the end of a leap year's February: January 10 is received January 15, 2024.
    ("medicare_redetermination", "2024-01-10", "", "2024-05-14", "2024-05-14"),
    # Shown to have arrived later: the presumed day stays the safe one.
    ("medicare_redetermination", "2026-01-10", "2026-01-20", "2026-05-15", "2026-05-20"),
    # Shown to have arrived sooner: that day counts.
    ("medicare_redetermination", "2026-01-10", "2026-01-12", "2026-05-12", "2026-05-12"),
    ("medicare_redetermination", "", "2026-01-12", "2026-05-12", "2026-05-12"),
    # Over the end of a year.
    ("medicare_redetermination", "2025-11-26", "", "2026-03-31", "2026-03-31"),
    # 180 days, the same presumption (405.962).
    ("medicare_reconsideration", "2026-01-10", "", "2026-07-14", "2026-07-14"),
    # 60 days for a dismissal (405.974); the presumption is not certain there, so 60 are safe.
    ("medicare_dismissal", "2026-01-10", "", "2026-03-11", "2026-03-16"),
    # 60 days for hearing, Council and court (405.1002, .1102, .1136).
    ("medicare_hearing", "2026-01-10", "", "2026-03-16", "2026-03-16"),
    ("medicare_council", "2026-01-10", "", "2026-03-16", "2026-03-16"),
    ("medicare_court", "2026-01-10", "", "2026-03-16", "2026-03-16"),
    # 60 days as target, 65 as latest (422.582(b), N887).
    ("ma_noncontract", "2026-01-10", "", "2026-03-11", "2026-03-16"),
    # Shown to have arrived two days after its date: 62 days from that date, not 65.
    ("ma_noncontract", "2026-01-10", "2026-01-12", "2026-03-11", "2026-03-13"),
    # Shown to have arrived ten days after its date.
    ("ma_noncontract", "2026-01-10", "2026-01-20", "2026-03-11", "2026-03-21"),
    # Over February 29, 2028: its 60th day is March 10.
    ("ma_noncontract", "2028-01-10", "", "2028-03-10", "2028-03-15"),
    ("ma_hearing", "2026-01-10", "", "2026-03-16", "2026-03-16"),
    # 60 days from the date on the notice, nothing presumed (438.402(c)).
    ("medicaid_plan", "2026-01-10", "", "2026-03-11", "2026-03-11"),
    ("medicaid_plan", "2026-01-10", "2026-01-20", "2026-03-11", "2026-03-11"),
    # Between 90 and 120 days (438.408(f)(2)).
    ("medicaid_fair_hearing", "2026-01-10", "", "2026-04-10", "2026-05-10"),
    # 180 days from receipt, no presumption (2560.503-1(h)(3)(i)).
    ("commercial_internal", "", "2026-01-10", "2026-07-09", "2026-07-09"),
    ("commercial_internal", "2026-01-05", "2026-01-10", "2026-07-04", "2026-07-09"),
    ("commercial_internal", "2026-01-05", "", "2026-07-04", "2026-07-04"),
    # Four months (2590.715-2719(d)): a business day stands.
    ("commercial_external", "", "2026-01-12", "2026-05-12", "2026-05-12"),
    # There is no February 31: the first of the fifth month. March 1, 2026 is a Sunday.
    ("commercial_external", "", "2025-10-31", "2026-03-02", "2026-03-02"),
    # October 29 in a leap year has its February 29.
    ("commercial_external", "", "2027-10-29", "2028-02-29", "2028-02-29"),
    # Four months end on Christmas Day 2026, a Friday: Monday, December 28.
    ("commercial_external", "", "2026-08-25", "2026-12-28", "2026-12-28"),
    # They end on Saturday, July 4, 2026: Monday, July 6.
    ("commercial_external", "", "2026-03-04", "2026-07-06", "2026-07-06"),
]


@pytest.mark.parametrize(("route", "notice", "received", "target", "latest"), WORKED)
def test_the_last_day_is_the_one_worked_by_hand(
    route: str, notice: str, received: str, target: str, latest: str
) -> None:
    found = last_day(route, notice, received)
    assert (str(found.target), str(found.latest)) == (target, latest)


def test_every_route_is_worked_by_hand_or_asks() -> None:
    assert {route for route, *_ in WORKED} == set(KNOWN)


@pytest.mark.parametrize("route", [id_ for id_ in ROUTES if id_ not in KNOWN])
def test_where_contract_or_state_decides_nothing_is_computed(route: str) -> None:
    found = last_day(route, "2026-01-10", "2026-01-12")
    assert (found.kind, found.target, found.latest, found.days_left) == ("ask", None, None, None)
    assert found.steps == (ROUTES[route].ask,)


@pytest.mark.parametrize("route", KNOWN)
def test_without_a_date_it_says_which_one_is_needed(route: str) -> None:
    found = last_day(route)
    assert found.kind == "needs_date"
    assert "date on the notice" in found.steps[0]
    alone = last_day(route, received="2026-01-12")
    either = "the day it arrived" in found.steps[0]
    assert (alone.kind == "known") is either
    assert either is (ROUTES[route].counted_from == "receipt" and not ROUTES[route].from_date)


def test_the_steps_tell_how_it_was_counted() -> None:
    assert last_day("medicare_redetermination", "2026-04-01", "2026-04-09").steps == (
        "The notice is dated April 1, 2026.",
        "It counts as received 5 days later, on April 6, 2026, unless it can be shown otherwise.",
        "It arrived on April 9, 2026.",
        "To be safe, from the earlier day: 120 days from April 6, 2026: August 4, 2026.",
        "From its receipt, if you can prove that day: 120 days from April 9, 2026: August 7, 2026.",
    )
    assert last_day("medicare_redetermination", "2026-04-01", "2026-04-02").steps[2:] == (
        "It arrived on April 2, 2026, sooner than presumed, so that day counts.",
        "120 days from April 2, 2026: July 31, 2026.",
    )
    assert last_day("medicare_redetermination", "2026-04-01", "2026-04-06").steps[2:] == (
        "It arrived on April 6, 2026.",
        "120 days from April 6, 2026: August 4, 2026.",
    )
    assert last_day("ma_noncontract", "2026-04-01").steps[2:] == (
        "To be safe, from the earlier day: 60 days from April 1, 2026: May 31, 2026.",
        "From its receipt: 60 days from April 6, 2026: June 5, 2026.",
    )
    assert last_day("commercial_external", received="2025-10-31").steps == (
        "It arrived on October 31, 2025.",
        "4 months from October 31, 2025: there is no such day, so it is the first of the next "
        "month, March 1, 2026. That is no business day, so the next one counts: March 2, 2026.",
    )


def test_a_weekend_is_said_and_the_practice_of_a_mac_is_not_called_a_rule() -> None:
    found = last_day("medicare_reconsideration", "2026-04-01")
    assert found.advice[0] == (
        "October 3, 2026 is a Saturday: have it there on a business day before."
    )
    assert "its practice; we have read no rule" in found.advice[1]
    assert "noridian-deadlines" in found.sources
    assert len(last_day("medicaid_plan", "2026-04-01").advice) == 1
    assert last_day("medicaid_plan", "2026-04-02").advice == ()


def test_the_practice_of_a_mac_is_told_only_where_its_calculator_counts() -> None:
    told = {id_ for id_, route in ROUTES.items() if route.weekend}
    assert told == {"medicare_redetermination", "medicare_reconsideration"}


def test_a_holiday_is_said_too() -> None:
    assert "is a federal holiday" in last_day("medicaid_plan", "2025-11-02").advice[0]


@pytest.mark.parametrize(
    ("today", "left", "late"),
    [
        (date(2026, 3, 10), 1, False),
        (date(2026, 3, 11), 0, False),
        (date(2026, 3, 12), 4, False),  # the target has passed: what is left of the latest day
        (date(2026, 3, 16), 0, False),
        (date(2026, 3, 17), -1, True),
    ],
)
def test_days_are_counted_to_the_target_then_to_the_latest(
    today: date, left: int, late: bool
) -> None:
    found = last_day("ma_noncontract", "2026-01-10", today=today)
    assert (found.days_left, found.late) == (left, late)


@pytest.mark.parametrize(
    ("notice", "received", "doubt"),
    [
        ("2026-04-16", "", "The notice is dated after today. Check its date."),
        ("", "2026-04-16", "The day it arrived is after today. Check it."),
        ("2026-04-10", "2026-04-09", "The notice arrived before its own date. Check both."),
    ],
)
def test_dates_that_can_hardly_be_are_counted_and_doubted(
    notice: str, received: str, doubt: str
) -> None:
    found = last_day("medicare_redetermination", notice, received)
    assert found.kind == "known"
    assert found.advice[0] == doubt
    assert not set(found.advice) & set(last_day("medicare_redetermination", "2026-04-10").advice)


def test_a_notice_that_arrives_on_its_own_day_today_is_not_doubted() -> None:
    assert last_day("medicare_redetermination", "2026-04-15", "2026-04-15").advice == ()


@given(st.sampled_from(KNOWN), st.dates(max_value=date(9990, 1, 1)), DAYS, DAYS)
def test_no_date_however_odd_is_too_much(
    route: str, notice: date, received: date, today: date
) -> None:
    found = deadline(ROUTES[route], notice=notice, received=received, today=today)
    assert found.target is not None
    assert found.latest is not None
    assert found.target <= found.latest


@given(st.sampled_from(KNOWN), DAYS, DAYS)
def test_a_target_is_never_after_the_latest_day_nor_before_the_notice(
    route: str, notice: date, today: date
) -> None:
    found = deadline(ROUTES[route], notice=notice, received=None, today=today)
    assert found.target is not None
    assert found.latest is not None
    assert notice < found.target <= found.latest
    assert found.late is (today > found.latest)
    shown = found.target if today <= found.target else found.latest
    assert found.days_left == (shown - today).days


@given(st.sampled_from(KNOWN), DAYS, LATER)
def test_a_later_notice_never_ends_sooner(route: str, notice: date, later: timedelta) -> None:
    first = deadline(ROUTES[route], notice=notice, received=None, today=TODAY)
    second = deadline(ROUTES[route], notice=notice + later, received=None, today=TODAY)
    assert first.target is not None
    assert second.target is not None
    assert first.target <= second.target


@given(st.sampled_from(KNOWN), DAYS, LATER, LATER, LATER)
def test_with_its_receipt_too_nothing_later_ends_sooner(
    route: str, notice: date, travel: timedelta, later: timedelta, longer: timedelta
) -> None:
    received = notice + travel
    first = deadline(ROUTES[route], notice=notice, received=received, today=TODAY)
    second = deadline(
        ROUTES[route], notice=notice + later, received=received + later + longer, today=TODAY
    )
    assert first.target is not None
    assert second.target is not None
    assert first.target <= second.target
    assert first.latest is not None
    assert second.latest is not None
    assert first.latest <= second.latest


@given(st.sampled_from(KNOWN), DAYS, LATER)
def test_the_day_it_arrived_never_makes_the_target_later(
    route: str, notice: date, later: timedelta
) -> None:
    alone = deadline(ROUTES[route], notice=notice, received=None, today=TODAY)
    both = deadline(ROUTES[route], notice=notice, received=notice + later, today=TODAY)
    assert alone.target is not None
    assert both.target is not None
    assert both.target <= alone.target or ROUTES[route].presumed_days == 0
    assert both.target <= (both.latest or date.max)


@given(DAYS)
def test_an_external_review_ends_on_a_business_day_four_months_on(received: date) -> None:
    found = deadline(ROUTES["commercial_external"], notice=None, received=received, today=TODAY)
    assert found.target is not None
    assert is_business_day(found.target)
    months = (found.target.year - received.year) * 12 + found.target.month - received.month
    assert months in (4, 5)
    assert 118 <= (found.target - received).days <= 130


def test_where_a_holiday_moves_the_last_day_its_law_is_cited() -> None:
    moved = [id_ for id_, route in ROUTES.items() if route.rolls]
    assert moved == ["commercial_external"]
    assert "usc-5-6103" in last_day("commercial_external", received="2026-03-04").sources


@pytest.mark.parametrize(("year", "hearing", "court"), [(2026, 200, 1960), (2027, 200, 2000)])
def test_the_amounts_in_controversy_are_those_of_the_year(
    year: int, hearing: int, court: int
) -> None:
    assert amount(ROUTES["medicare_hearing"], year) == hearing
    assert amount(ROUTES["ma_hearing"], year) == hearing
    assert amount(ROUTES["medicare_court"], year) == court


def test_an_amount_is_nothing_where_none_is_needed_and_none_where_it_is_not_known() -> None:
    assert amount(ROUTES["medicare_redetermination"], 2026) == 0
    assert amount(ROUTES["medicare_court"], 2028) is None


def test_the_amount_is_told_for_each_year_in_which_one_may_file() -> None:
    told = [
        last_day("medicare_court", "2026-12-01", today=date(2026, 12, 10)).advice,
        last_day("medicare_court", "2027-12-01", today=date(2027, 12, 10)).advice,
        last_day("medicare_hearing", "2026-02-02").advice,
        last_day("medicare_council", "2026-02-03").advice,
    ]
    assert told == [
        (
            "At least $1,960 has to be in controversy for a request filed in 2026.",
            "At least $2,000 has to be in controversy for a request filed in 2027.",
        ),
        (
            "At least $2,000 has to be in controversy for a request filed in 2027.",
            "The amount in controversy for the year 2028 is not known to us: look it up.",
        ),
        ("At least $200 has to be in controversy for a request filed in 2026.",),
        (),
    ]
