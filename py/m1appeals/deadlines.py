"""The last day of a route, counted step by step from the notice or its receipt.

How long there is and from when stands in `rules/routes.toml`. Where sources differ, or where it is
open when a notice arrived, there are two days: a target, which is safe, and the latest that a
source allows. Where contract or state decides, nothing is computed. What counts as filed by that
day is said in the route's `filed`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from m1appeals import dates
from m1appeals.fields import Value, day_of
from m1appeals.holidays import is_business_day
from m1appeals.routes import Route, route_for

__all__ = ["Deadline", "amount", "deadline", "in_words", "last_day"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_Counted = tuple[date, date, list[str]]
"""Target, latest day, and how they were counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When a route ends."""

    kind: str
    """known, needs_date (a date is missing), or ask (contract or state decides)"""
    steps: tuple[str, ...]
    """How it was counted, or what is needed to count: whole sentences."""
    target: date | None = None
    """The day to keep: safe by every source."""
    latest: date | None = None
    """The latest day that a source allows; often the same."""
    day: date | None = None
    """The one of the two that counts today: the target, or the latest day once that has passed."""
    days_left: int | None = None
    """From today to that day; negative if late."""
    late: bool = False
    """Whether the latest day has passed."""
    advice: tuple[str, ...] = ()
    """What to mind about that day: whole sentences."""
    sources: tuple[str, ...] = ()


def deadline(route: Route, *, notice: date | None, received: date | None, today: date) -> Deadline:
    """Give the last day of a route.

    `notice` is the date on the notice or remittance, `received` the day on which it arrived where
    that can be proved. Days that can hardly be are counted all the same, and doubted in `advice`.
    """
    if route.counted_from == "ask":
        return Deadline(kind="ask", steps=(route.ask,), sources=route.sources)
    counted = _from_notice if route.counted_from == "notice" else _from_receipt
    found = counted(route, notice, received)
    if found is None:
        return Deadline(kind="needs_date", steps=(_needed(route),), sources=route.sources)
    target, latest, steps = found
    day = target if target >= today else latest
    doubts = _doubts(notice, received, today)
    return Deadline(
        kind="known",
        steps=tuple(steps),
        target=target,
        latest=latest,
        day=day,
        days_left=(day - today).days,
        late=latest < today,
        advice=(*doubts, *_weekend(route, target), *_least(route, today, latest)),
        sources=route.sources,
    )


def last_day(values: Mapping[str, Value], *, today: date, route: Route | None = None) -> Deadline:
    """Give the last day for a set of answers, of a route or else of that of their letter.

    A day that is still to come is a mistake, and nothing is counted from it.
    """
    days = (day_of(values, name) for name in ("denial_date", "received_date"))
    notice, received = (day if day and day <= today else None for day in days)
    return deadline(route or route_for(values), notice=notice, received=received, today=today)


def in_words(found: Deadline) -> str:
    """Give the day that counts as a table says it, or why there is none."""
    if found.kind == "ask":
        return "ask the payer"
    return dates.long(found.day) if found.day else "a date is needed"


def amount(route: Route, year: int) -> int | None:
    """Give the least amount in controversy in dollars for a request filed in a year.

    0 where the route has none, None where it has one that is not known for this year.
    """
    return route.amounts.get(str(year)) if route.amounts else 0


def _needed(route: Route) -> str:
    if route.counted_from == "notice":
        return "Enter the date on the notice: the time is counted from it."
    if route.from_date:
        return "Enter the date on the notice: the safe day is counted from it."
    return (
        "Enter the date on the notice, or the day it arrived: the time is counted from its receipt."
    )


def _from_notice(route: Route, notice: date | None, _: date | None) -> _Counted | None:
    if notice is None:
        return None
    target = notice + timedelta(days=route.days)
    steps = [
        f"The notice is dated {dates.long(notice)}. The date on it counts.",
        f"{route.days} days from then: {dates.long(target)}.",
    ]
    if not route.latest_days:
        return target, target, steps
    latest = notice + timedelta(days=route.latest_days)
    return target, latest, [*steps, f"{route.latest_days} days from then: {dates.long(latest)}."]


def _from_receipt(route: Route, notice: date | None, received: date | None) -> _Counted | None:
    """Count from the day it arrived or is presumed to have. The earlier of the two is safe."""
    if notice is None:
        if received is None or route.from_date:
            return None
        target, said = _count(route, received)
        return target, target, [f"It arrived on {dates.long(received)}.", said]
    presumed = notice + timedelta(days=route.presumed_days)
    start = received or presumed
    safe = min(start, notice if route.from_date else presumed)
    steps = [f"The notice is dated {dates.long(notice)}.", *_arrival(route, presumed, received)]
    target, said = _count(route, safe)
    if safe == start:
        return target, target, [*steps, said]
    latest, said_latest = _count(route, start)
    proof = ", if you can prove that day" if received and received > presumed else ""
    steps += [
        f"To be safe, from the earlier day: {said}",
        f"From its receipt{proof}: {said_latest}",
    ]
    return target, latest, steps


def _arrival(route: Route, presumed: date, received: date | None) -> Iterator[str]:
    """Say when the notice arrived, or what is taken for that day."""
    if route.presumed_days:
        yield (
            f"It counts as received {route.presumed_days} days later, on {dates.long(presumed)}, "
            "unless it can be shown otherwise."
        )
    elif received is None:
        yield "The day it arrived is not given, so the date on it is taken: that is safe."
    if received is None:
        return
    if route.presumed_days and received < presumed:
        yield f"It arrived on {dates.long(received)}, sooner than presumed, so that day counts."
    else:
        yield f"It arrived on {dates.long(received)}."


def _count(route: Route, start: date) -> tuple[date, str]:
    if not route.months:
        day = start + timedelta(days=route.days)
        return day, f"{route.days} days from {dates.long(start)}: {dates.long(day)}."
    day = _months_later(start, route.months)
    said = f"{route.months} months from {dates.long(start)}: {dates.long(day)}."
    if day.day != start.day:
        said = (
            f"{route.months} months from {dates.long(start)}: there is no such day, so it is the "
            f"first of the next month, {dates.long(day)}."
        )
    if not route.rolls or is_business_day(day):
        return day, said
    business = day
    while not is_business_day(business):
        business += timedelta(days=1)
    return business, (
        f"{said} That is no business day, so the next one counts: {dates.long(business)}."
    )


def _months_later(start: date, months: int) -> date:
    """Give the same day some months later, or the first of the month after where there is none."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    try:
        return date(year, month, start.day)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)


def _doubts(notice: date | None, received: date | None, today: date) -> Iterator[str]:
    """Dates that can hardly be. The day is counted all the same."""
    if notice and notice > today:
        yield "The notice is dated after today. Check its date."
    if received and received > today:
        yield "The day it arrived is after today. Check it."
    if notice and received and received < notice:
        yield "The notice arrived before its own date. Check both."


def _weekend(route: Route, target: date) -> Iterator[str]:
    if is_business_day(target) or route.rolls:
        return
    name = _WEEKDAYS[target.weekday()] if target.weekday() > 4 else "federal holiday"
    yield f"{dates.long(target)} is a {name}: have it there on a business day before."
    if route.weekend:
        yield route.weekend


def _least(route: Route, today: date, latest: date) -> Iterator[str]:
    """Say which amount has to be in dispute: the year of filing decides, and there may be two."""
    if not route.amounts:
        return
    for year in range(today.year, max(today, latest).year + 1):
        least = amount(route, year)
        yield (
            f"The amount in controversy for the year {year} is not known to us: look it up."
            if least is None
            else f"At least ${least:,} has to be in controversy for a request filed in {year}."
        )
