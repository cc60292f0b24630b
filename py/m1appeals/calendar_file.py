"""Days as files for a calendar (iCalendar, RFC 5545), without anything about a patient.

An event is a whole day, named after the route, with reminders on mornings before it. That of a last
day is on the target, or on the latest day once the target has passed. The same day and route give
the same identifier, so a calendar that gets the file twice holds one event.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from m1appeals import dates
from m1appeals.deadlines import Deadline
from m1appeals.errors import Defect
from m1appeals.routes import Route

__all__ = ["follow_up_ics", "to_ics"]

_REMIND = (14, 7, 2)
"""How many days before a last day a calendar reminds one."""
_ON_THE_DAY = (0,)


def to_ics(deadline: Deadline, route: Route, *, today: date) -> str:
    """Give the file; raise `Defect` for a last day that is not known."""
    if deadline.day is None or deadline.latest is None:
        raise Defect(f"{route.id} has no last day")
    title = f"Appeal deadline: {route.short}"
    said = [f"Filed: {route.filed}", *deadline.advice]
    if deadline.latest != deadline.target:
        said.append(f"Latest by any source: {dates.long(deadline.latest)}.")
    said.append("Counted by M1 Appeals. Check it against the notice.")
    identity = f"{route.id} {deadline.day.isoformat()}"
    return _file(title, deadline.day, said, identity=identity, remind=_REMIND, today=today)


def follow_up_ics(day: date, route: Route, *, today: date) -> str:
    """Give the file of the day on which to ask what became of an appeal."""
    title = f"Ask about an appeal: {route.short}"
    said = [
        f"{route.who} decides. Have the proof that it was sent at hand.",
        "Set by M1 Appeals.",
    ]
    identity = f"follow-up {route.id} {day.isoformat()}"
    return _file(title, day, said, identity=identity, remind=_ON_THE_DAY, today=today)


def _file(
    title: str, day: date, said: list[str], *, identity: str, remind: tuple[int, ...], today: date
) -> str:
    after = day + timedelta(days=1)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//M1 Appeals//Deadline//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(identity.encode()).hexdigest()[:32]}@m1-appeals.invalid",
        f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_text(title)}",
        f"DESCRIPTION:{_text(chr(10).join(said))}",
        "TRANSP:TRANSPARENT",
        *(line for days in remind for line in _alarm(days, title)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def _alarm(days: int, title: str) -> list[str]:
    """Remind at nine in the morning: the event's day begins at midnight."""
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-P{days - 1}DT15H" if days else "TRIGGER:PT9H",
        f"DESCRIPTION:{_text(title)}",
        "END:VALARM",
    ]


def _text(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def _fold(line: str) -> list[str]:
    """Part a line into pieces of at most 75 bytes, the later ones begun by a space."""
    pieces, piece = [], ""
    for char in line:
        if len(f"{piece}{char}".encode()) > 75:
            pieces.append(piece)
            piece = " "
        piece += char
    return [*pieces, piece]
