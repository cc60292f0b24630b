"""The last day of a route, counted step by step from the notice or its receipt.

How long there is and from when stands in `rules/routes.toml`. Where sources differ, or where it is
open when a notice arrived, there are two days: a target, which is safe, and the latest that a
source allows. Where contract or state decides, nothing is computed. What counts as filed by that
day is said in the route's `filed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from m1appeals import dates
from m1appeals.holidays import is_business_day
from m1appeals.routes import Route

__all__ = ["Deadline", "deadline"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
    days_left: int | None = None
    """From today to the target, or to the latest day once that has passed; negative if late."""
    late: bool = False
    """Whether the latest day has passed."""
    advice: tuple[str, ...] = ()
    """What to mind about that day: whole sentences."""
    sources: tuple[str, ...] = ()


def deadline(route: Route, *, notice: date | None, received: date | None, today: date) -> Deadline:
    """Give the last day of a route.

    `notice` is the date on the notice or remittance, `received` the day on which it arrived where
    that can be proved.
    """
    if route.counted_from == "ask":
        return Deadline(kind="ask", steps=(route.ask,), sources=route.sources)
    if notice is None and (route.counted_from == "notice" or received is None):
        return Deadline(kind="needs_date", steps=(_needed(route),), sources=route.sources)
    counted = _from_notice(route, notice) if route.counted_from == "notice" else None
    target, latest, steps = counted or _from_receipt(route, notice, received)
    left = ((target if target >= today else latest) - today).days
    return Deadline(
        kind="known",
        steps=tuple(steps),
        target=target,
        latest=latest,
        days_left=left,
        late=latest < today,
        advice=tuple(_advice(route, target, today)),
        sources=(*route.sources, *(("usc-5-6103",) if route.rolls else ())),
    )


def _needed(route: Route) -> str:
    if route.counted_from == "notice":
        return "Enter the date on the notice: the time is counted from it."
    return (
        "Enter the date on the notice, or the day it arrived: the time is counted from its receipt."
    )


def _from_notice(route: Route, notice: date | None) -> tuple[date, date, list[str]]:
    if notice is None:
        raise ValueError("a notice is needed")
    target = notice + timedelta(days=route.days)
    steps = [
        f"The notice is dated {dates.long(notice)}. The date on it counts.",
        f"{route.days} days from then: {dates.long(target)}.",
    ]
    if not route.latest_days:
        return target, target, steps
    latest = notice + timedelta(days=route.latest_days)
    return target, latest, [*steps, f"{route.latest_days} days from then: {dates.long(latest)}."]


def _from_receipt(
    route: Route, notice: date | None, received: date | None
) -> tuple[date, date, list[str]]:
    presumed = notice + timedelta(days=route.presumed_days) if notice else None
    steps = [f"The notice is dated {dates.long(notice)}."] if notice else []
    if presumed is not None and route.presumed_days:
        steps.append(
            f"It counts as received {route.presumed_days} days later, on {dates.long(presumed)}, "
            "unless it can be shown otherwise."
        )
    if received is None:
        if not route.presumed_days:
            steps.append(
                "The day it arrived is not given, so the date on it is taken: that is safe."
            )
        first = last = presumed or received
    else:
        steps.append(f"It arrived on {dates.long(received)}.")
        first = min(presumed, received) if presumed else received
        last = received
    if first is None or last is None:
        raise ValueError("a notice or its receipt is needed")
    target, said = _count(route, first)
    steps.append(said)
    if last == first:
        return target, target, steps
    latest, said = _count(route, last)
    steps.append(f"Counted from the day it arrived, if you can prove that day: {said}")
    return target, latest, steps


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


def _advice(route: Route, target: date, today: date) -> Iterator[str]:
    if amount := route.amounts.get(str(today.year)):
        yield f"At least ${amount:,} has to be in controversy for a request filed in {today.year}."
    if not is_business_day(target) and not route.rolls:
        name = _WEEKDAYS[target.weekday()]
        if target.weekday() < 5:
            name = "federal holiday"
        yield f"{dates.long(target)} is a {name}: have it there on a business day before."
        if route.payer_kind == "medicare":
            yield (
                "A MAC's calculator (Noridian) moves such a day to the next working day. That is "
                "its practice; we have read no rule that says so."
            )
