"""The calendar file: what a calendar reads from it, and that nothing of a patient is in it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from m1appeals.calendar_file import to_ics
from m1appeals.deadlines import deadline
from m1appeals.errors import Defect
from m1appeals.routes import ROUTES, Route

TODAY = date(2026, 4, 15)
KNOWN = [route for route in ROUTES.values() if route.counted_from != "ask"]


def ics(route: Route, notice: date = date(2026, 4, 1), today: date = TODAY) -> str:
    found = deadline(route, notice=notice, received=None, today=today)
    return to_ics(found, route, today=today)


@pytest.mark.parametrize("route", KNOWN, ids=lambda route: str(route.id))
def test_no_line_is_too_long_and_every_line_ends_as_the_standard_wants(route: Route) -> None:
    text = ics(route)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_the_event_is_the_target_day_and_names_the_latest() -> None:
    text = re.sub("\r\n ", "", ics(ROUTES["ma_noncontract"]))
    assert "DTSTART;VALUE=DATE:20260531\r\nDTEND;VALUE=DATE:20260601\r\n" in text
    assert "Latest by any source: June 5\\, 2026." in text
    assert "SUMMARY:Appeal deadline: Reconsideration by a plan you have no contract with" in text


def test_the_event_is_the_latest_day_once_the_target_has_passed() -> None:
    on_target = ics(ROUTES["ma_noncontract"], today=date(2026, 5, 31))
    assert "DTSTART;VALUE=DATE:20260531\r\n" in on_target
    after = ics(ROUTES["ma_noncontract"], today=date(2026, 6, 1))
    assert "DTSTART;VALUE=DATE:20260605\r\n" in after


def test_the_same_day_of_the_same_route_is_the_same_event() -> None:
    route = ROUTES["medicaid_plan"]
    uids = [re.findall("UID:(.*)\r\n", ics(route, date(2026, 4, day))) for day in (1, 1, 2)]
    assert uids[0] == uids[1] != uids[2]


def test_a_route_without_a_last_day_has_no_event() -> None:
    with pytest.raises(Defect):
        ics(ROUTES["ma_contract"])
