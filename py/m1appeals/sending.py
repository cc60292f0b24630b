"""What comes after the letter: how to send it, when to ask, and a line for the practice's log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from m1appeals import dates, rules
from m1appeals.csv_text import to_csv
from m1appeals.deadlines import in_words, last_day
from m1appeals.fields import Value, day_of, text_of
from m1appeals.routes import route_for

__all__ = ["WAYS", "Sent", "Way", "log_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to send an appeal."""

    id: str
    label: str
    do: tuple[str, ...]
    proof: str
    """What proves that it arrived."""


WAYS: Mapping[str, Way] = rules.read("sending", Way)
"""Every way by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What is known of an appeal that was sent."""

    on: date
    way: Way
    follow_up: date
    """When to ask what became of it."""


_ALWAYS = (
    "Sent on",
    "Sent by",
    "Appeal",
    "Payer",
    "Denial code",
    "Last day",
    "Follow up on",
    "Proof to keep",
)
_ABOUT_THE_CLAIM = ("Claim number", "Patient", "Date of service")


def log_file(values: Mapping[str, Value], sent: Sent, *, with_claim: bool, today: date) -> bytes:
    """Give a CSV of two rows, names and answers. `with_claim` adds what tells whose claim it is."""
    row = [
        _day(sent.on),
        sent.way.label,
        route_for(values).short,
        text_of(values, "payer_name"),
        text_of(values, "denial_code"),
        in_words(last_day(values, today=today)),
        _day(sent.follow_up),
        sent.way.proof,
    ]
    names = list(_ALWAYS)
    if with_claim:
        names += _ABOUT_THE_CLAIM
        service = day_of(values, "service_date_from")
        row += [text_of(values, "claim_number"), text_of(values, "patient_name"), _day(service)]
    return to_csv([names, row])


def _day(day: date | None) -> str:
    return dates.long(day) if day else ""
