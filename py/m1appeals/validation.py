"""Reads all answers together: values, errors and warnings, never stopping at the first.

Checks of one answer lie in its field's kind; here are whether a needed answer is there and whether
answers fit each other. Today is an argument: the program has no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from m1appeals import dates
from m1appeals.errors import UserMistake
from m1appeals.fields import Raw, Reading, Value
from m1appeals.identifiers import denial, mbi, policy
from m1appeals.letter_fields import FIELDS
from m1appeals.quotations import NO_EVIDENCE, Evidence
from m1appeals.routes import ROUTES

__all__ = ["Answers", "Problem", "read_answers"]

_LONG_AGO = timedelta(days=3 * 365)
_FAR_AHEAD = timedelta(days=31)
_NON_ANSWER = re.compile(
    r"none\b.*|no|n\.?/?a\.?|nil|unknown|pending|tbd|see attached|"
    r"not (?:applicable|known|needed|obtained|required)|\W+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to tell the user about one field."""

    field: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a form held, read and checked."""

    values: Mapping[str, Value]
    """Every declared field by name; None where there is no usable answer."""
    errors: tuple[Problem, ...]
    """What stands in the way of a letter: at most one for a field, in the order of the form."""
    warnings: tuple[Problem, ...]
    """What is doubtful and stands in nobody's way, in the order of the form."""
    shown: Mapping[str, str]
    """How answers were read, where that is worth showing."""
    evidence: Evidence = NO_EVIDENCE
    """What the letter quotes from its exhibits; a form holds none of it."""


def read_answers(raw: Mapping[str, Raw], *, today: date) -> Answers:
    """Read a form. Fields that are not declared are left out; missing ones count as empty."""
    readings = {
        name: field.kind.read(raw.get(name, ""), today=today) for name, field in FIELDS.items()
    }
    values = {name: reading.value for name, reading in readings.items()}
    errors = [*_single_errors(readings), *_date_errors(values, today)]
    warnings = [
        *(
            Problem(field=name, message=warning)
            for name, reading in readings.items()
            for warning in reading.warnings
        ),
        *_doubts(values),
        *_doubtful_dates(values, today),
        *_non_answers(values),
    ]
    return Answers(
        values=values,
        errors=_in_form_order({problem.field: problem for problem in reversed(errors)}.values()),
        warnings=_in_form_order(warnings),
        shown={name: reading.shown for name, reading in readings.items() if reading.shown},
    )


def _in_form_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    order = list(FIELDS)
    return tuple(sorted(problems, key=lambda problem: order.index(problem.field)))


def _single_errors(readings: Mapping[str, Reading]) -> Iterator[Problem]:
    for name, reading in readings.items():
        field = FIELDS[name]
        if reading.error:
            yield Problem(field=name, message=f"{field.label} {reading.error}")
        elif field.needed and reading.value is None:
            yield Problem(field=name, message=field.missing)


def _date_errors(values: Mapping[str, Value], today: date) -> Iterator[Problem]:
    """Dates that cannot be: a service or birth still to come, a letter before the service."""
    for name in (
        "service_date_from",
        "service_date_to",
        "patient_birth_date",
        "denial_date",
        "received_date",
    ):
        day = values[name]
        if isinstance(day, date) and day > today:
            yield Problem(field=name, message=f"{FIELDS[name].label} must be today or earlier")
    for earlier, later in (
        ("patient_birth_date", "service_date_from"),
        ("service_date_from", "service_date_to"),
        ("service_date_from", "denial_date"),
        ("service_date_from", "letter_date"),
        ("service_date_to", "letter_date"),
        ("denial_date", "received_date"),
        ("denial_date", "letter_date"),
    ):
        first, second = values[earlier], values[later]
        # A first day still to come is a mistake of its own; the second day need not hear of it.
        if isinstance(first, date) and isinstance(second, date) and second < first <= today:
            label, other = FIELDS[later].label, FIELDS[earlier].label
            other = other[0].lower() + other[1:]
            yield Problem(
                field=later,
                message=f"{label} must be the same as or after the {other} ({dates.long(first)})",
            )


def _doubts(values: Mapping[str, Value]) -> Iterator[Problem]:
    patient_id, payer_kind = values["patient_id"], values["payer_kind"]
    chosen = ROUTES.get(str(values["route"]))
    if chosen and payer_kind not in (chosen.payer_kind, "unsure"):
        yield Problem(
            field="route",
            message="This appeal is not one of the kind of payer chosen above, so the letter goes "
            "the usual way for that payer. Check both.",
        )
    if payer_kind == "medicare" and isinstance(patient_id, str):
        try:
            mbi.validate(patient_id)
        except UserMistake as doubt:
            yield Problem(field="patient_id", message=str(doubt))
    own = values["policy"]
    if payer_kind == "commercial" and isinstance(own, str) and policy.kind(own):
        yield Problem(
            field="policy",
            message="This looks like a Medicare policy, which does not bind a commercial or "
            "employer plan. Name the plan's own policy if it has one.",
        )
    code, wording = values["denial_code"], values["denial_text"]
    if not isinstance(code, str) or not isinstance(wording, str):
        return
    named = re.split(r"[-,;/]+", denial.compact(code))
    if named == ["M1"] and re.search(r"x-?ray", wording, re.IGNORECASE):
        yield Problem(
            field="denial_text",
            message="This is the national remark M1 about an x-ray, not a denial for medical "
            "necessity. See “What M1 means” before you appeal.",
        )
    if denial.is_valid(code) and "M1" not in named and wording == FIELDS["denial_text"].initial:
        yield Problem(
            field="denial_text",
            message=f"The letter quotes these words as the payer's for {code}. Check what the "
            "remittance says.",
        )


def _doubtful_dates(values: Mapping[str, Value], today: date) -> Iterator[Problem]:
    """Dates that can be, and are more likely a slip of the year."""
    for name in ("service_date_from", "service_date_to", "denial_date", "received_date"):
        day = values[name]
        if isinstance(day, date) and today - day > _LONG_AGO:
            yield Problem(field=name, message="This is years ago. Check the year.")
    day = values["letter_date"]
    if isinstance(day, date) and day - today > _FAR_AHEAD:
        yield Problem(field="letter_date", message="This day is still far off. Check the date.")


def _non_answers(values: Mapping[str, Value]) -> Iterator[Problem]:
    """Words that mean nothing was given, where the letter would print them as an answer."""
    for name, field in FIELDS.items():
        value = values[name]
        is_typed = field.kind.control == "line" and isinstance(value, str)
        if not field.needed and is_typed and _NON_ANSWER.fullmatch(str(value)):
            yield Problem(
                field=name,
                message="The letter prints this as it stands. Leave the field empty if there is "
                "nothing to give.",
            )
