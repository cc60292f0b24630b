"""The calendar file as icalendar's parser reads it, for every route that has a last day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from m1appeals.calendar_file import to_ics
from m1appeals.deadlines import Deadline, deadline
from m1appeals.routes import ROUTES, Route

TODAY = date(2026, 4, 15)
NOTICE = date(2026, 4, 1)
KNOWN = [route for route in ROUTES.values() if route.counted_from != "ask"]

routes = pytest.mark.parametrize("route", KNOWN, ids=lambda route: str(route.id))


def counted(route: Route) -> Deadline:
    return deadline(route, notice=NOTICE, received=None, today=TODAY)


def event_of(route: Route) -> icalendar.Event:
    file = to_ics(counted(route), route, today=TODAY).encode()
    calendar = icalendar.Calendar.from_ical(file)
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar["VERSION"] == "2.0"
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    assert calendar.errors == event.errors == []
    return event


@routes
def test_the_event_is_the_whole_of_the_target_day(route: Route) -> None:
    event, target = event_of(route), counted(route).target
    assert target is not None
    assert event.start == target
    assert event.end == target + timedelta(days=1)
    assert event.decoded("DTSTAMP") == datetime(2026, 4, 15, tzinfo=UTC)


@routes
def test_its_words_come_whole_through_folding_and_escaping(route: Route) -> None:
    event, found = event_of(route), counted(route)
    assert event["SUMMARY"] == f"Appeal deadline: {route.short}"
    lines = str(event["DESCRIPTION"]).split("\n")
    assert lines[: 1 + len(found.advice)] == [f"Filed: {route.filed}", *found.advice]
    assert any(line.startswith("Latest by any source") for line in lines) is (
        found.latest != found.target
    )


@routes
def test_it_reminds_on_three_mornings_before(route: Route) -> None:
    event = event_of(route)
    alarms = event.walk("VALARM")
    assert {str(alarm["ACTION"]) for alarm in alarms} == {"DISPLAY"}
    midnight = datetime.combine(event.start, datetime.min.time())
    rings = [midnight + alarm.decoded("TRIGGER") for alarm in alarms]
    assert [ring.hour for ring in rings] == [9, 9, 9]
    assert [(event.start - ring.date()).days for ring in rings] == [14, 7, 2]


@routes
def test_the_notice_and_its_date_are_not_in_it(route: Route) -> None:
    text = to_ics(counted(route), route, today=TODAY)
    assert "20260401" not in text
    assert "April 1" not in text
