"""What would make a letter stronger: each point, seen done and not done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from m1appeals import rules
from m1appeals.checklist import Point, review
from m1appeals.exhibit_list import Entry
from m1appeals.letter.facts import encloses
from m1appeals.quotations import evidence_of
from m1appeals.routes import ROUTES, Enclosure, Route
from m1appeals.triage import find_door
from m1appeals.validation import read_answers
from tests.letters.examples import EVERYTHING, REALISTIC, STARRED, TODAY, Form, quotation

NOTES = Entry(name="Notes", pages=9, chosen=range(9))


def points(form: Form, evidence: dict[str, Any] | None = None) -> dict[str, Point]:
    values = read_answers(form, today=TODAY).values
    quoted = evidence_of(evidence, [NOTES])
    found = review(values, find_door(values, today=TODAY), quoted)
    return {point.id: point for point in found}


def states(form: Form, evidence: dict[str, Any] | None = None) -> dict[str, str]:
    return {id_: point.state for id_, point in points(form, evidence).items()}


MEDICARE: Form = {**STARRED, "payer_kind": "medicare", "denial_date": "3/30/2026"}
CASE = "Pain since 1/5/2026, 7/10. Therapy failed (enclosure 3, page 4)."

ENCLOSURES = [(route, item) for route in ROUTES.values() for item in route.enclosures]

SEEN = [
    ("right_door", MEDICARE, {"denial_code": "CO-50", "remark_codes": "MA130"}, "missing"),
    ("right_door", MEDICARE, {"denial_code": "CO-50", "remark_codes": "MA91"}, "missing"),
    ("in_time", MEDICARE, {"denial_date": ""}, "missing"),
    (
        "good_cause",
        {**MEDICARE, "denial_date": "3/30/2025", "service_date_from": "3/4/2025",
         "good_cause": "A flood."},
        {"good_cause": ""},
        "missing",
    ),
    (
        "route_enclosures",
        {**STARRED, "payer_kind": "medicare_advantage",
         "enclosures": "Signed waiver of liability\nRemittance of 3/30/2026"},
        {"enclosures": "Remittance of 3/30/2026"},
        "missing",
    ),
    (
        "decided_by",
        {**MEDICARE, "route": "medicare_reconsideration", "decided_by": "Example MAC"},
        {"decided_by": ""},
        "missing",
    ),
    ("cause", {**STARRED, "causes": ["diagnosis"]}, {"causes": []}, "better"),
    ("policy", {**STARRED, "policy": "LCD L37281"}, {"policy": ""}, "better"),
    (
        "codes",
        {**STARRED, "diagnosis_codes": "M54.16", "procedure_codes": "72148"},
        {"procedure_codes": ""},
        "better",
    ),
    ("summary", {**STARRED, "clinical_summary": CASE}, {"clinical_summary": ""}, "better"),
    ("dates", {**STARRED, "clinical_summary": CASE}, {"clinical_summary": "Pain."}, "better"),
    ("findings", {**STARRED, "clinical_summary": CASE}, {"clinical_summary": "Pain."}, "better"),
    ("exhibits", {**STARRED, "clinical_summary": CASE}, {"clinical_summary": "Pain."}, "better"),
    ("records", STARRED, {"enclosures": "Original claim"}, "better"),
    (
        "abn",
        {**STARRED, "procedure_codes": "72148-GA", "enclosures": "Signed ABN"},
        {"enclosures": "Original claim"},
        "better",
    ),
    ("contact", {**STARRED, "contact": "Dana Example, 555-010-0102"}, {"contact": ""}, "better"),
    (
        "signature",
        STARRED,
        {"signer_name": "Sam Example", "signer_title": "Billing manager"},
        "better",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("point", "form", "change", "state"),
    SEEN,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_point_is_done_or_says_what_is_missing(
    point: str, form: Form, change: Form, state: str
) -> None:
    assert states(form)[point] == "done"
    assert states({**form, **change})[point] == state


SIGNED = {"note": "Progress note", "day": "2026-02-26", "author": "Alex Example, MD"}


def quoted(
    *quotations: dict[str, Any], criteria: Sequence[tuple[str, bool]] = ()
) -> dict[str, Any]:
    asked = [{"text": text, "undocumented": undocumented} for text, undocumented in criteria]
    return {"form": "criteria", "criteria": asked, "quotations": quotations}


PAIN = quotation("Pain.", criterion=0, **SIGNED)
PAIN_ALONE = {**PAIN, "criterion": -1}
OLDER = {**PAIN, "day": "2025-03-02"}
"""A year and two days before the service."""

SEEN_QUOTED: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    (
        "criteria_answered",
        quoted(PAIN, criteria=[("Pain", False)]),
        quoted(PAIN, criteria=[("Pain", False), ("Therapy", True), ("No tumor", False)]),
        "Look at: Therapy; No tumor.",
    ),
    ("quoted_findings", quoted(quotation("4/5.")), quoted(quotation("Pain.", kind="symptom")), ""),
    (
        "quoted_treatment",
        quoted(quotation("No relief.", kind="failed_treatment")),
        quoted(quotation("Pain.")),
        "",
    ),
    (
        "quoted_reasons",
        quoted(quotation("To plan surgery.", kind="rationale")),
        quoted(quotation("Pain.")),
        "",
    ),
    (
        "quoted_recent",
        quoted({**PAIN, "day": "2025-03-04", "criterion": -1}, {**OLDER, "criterion": -1}),
        quoted({**OLDER, "criterion": -1}, {**OLDER, "day": "2024-01-02", "criterion": -1}),
        "The newest one quoted: Progress note, March 2, 2025, Alex Example, MD (Exhibit A, "
        "page 1).",
    ),
    (
        "quoted_signed",
        quoted(quotation("Pain.", **SIGNED)),
        quoted(
            quotation("Pain.", **SIGNED),
            quotation("Numb.", **{**SIGNED, "author": ""}),
            quotation("Weak.", **{**SIGNED, "day": ""}, page=2, last=2),
            quotation("Tired.", **{**SIGNED, "day": ""}, page=2, last=2),
        ),
        "Look at: Exhibit A, page 1 (Progress note, February 26, 2026); Exhibit A, page 2 "
        "(Progress note, Alex Example, MD).",
    ),
    (
        "quoted_enclosed",
        quoted(quotation("Pain.")),
        quoted(*(quotation(f"Pain {n}.", page=10, last=10) for n in range(6))),
        "Look at: “Pain 0.”; “Pain 1.”; “Pain 2.”; “Pain 3.”; and 2 more.",
    ),
]


@pytest.mark.parametrize(
    ("point", "good", "lacking", "why"), SEEN_QUOTED, ids=[point for point, *_ in SEEN_QUOTED]
)
def test_a_point_learns_from_what_is_quoted(
    point: str, good: dict[str, Any], lacking: dict[str, Any], why: str
) -> None:
    assert point not in states(STARRED)
    assert states(STARRED, good)[point] == "done"
    found = points(STARRED, lacking)[point]
    said = rules.load("checklist")[point]["why"]
    assert (found.state, found.why) == ("better", f"{said} {why}".strip())


def test_criteria_that_were_listed_are_not_gone_through_by_hand() -> None:
    form = {**STARRED, "policy": "LCD L37281"}
    assert "criteria" not in states(form, quoted(PAIN, criteria=[("Pain", False)]))
    assert states(form, quoted(quotation("Pain.")))["criteria"] == "hand"


def test_notes_without_a_day_say_nothing_of_their_age() -> None:
    assert "quoted_recent" not in states(STARRED, quoted(quotation("Pain.")))
    assert "quoted_recent" not in states({**STARRED, "service_date_from": ""}, quoted(PAIN_ALONE))


def test_every_point_is_seen_both_ways_but_those_for_people() -> None:
    by_hand = {"every_page", "criteria"}
    seen = {point for point, *_ in SEEN} | {point for point, *_ in SEEN_QUOTED}
    assert seen | by_hand == set(rules.load("checklist"))
    assert states(STARRED)["every_page"] == "hand"
    assert states({**STARRED, "policy": "LCD L37281"})["criteria"] == "hand"
    assert "criteria" not in states(STARRED)


def test_a_point_that_does_not_concern_a_letter_is_left_out() -> None:
    assert not {"good_cause", "decided_by", "abn", "dates", "findings"} & set(states(STARRED))


@pytest.mark.parametrize("name", REALISTIC)
def test_a_realistic_letter_lacks_little(name: str) -> None:
    found = states(REALISTIC[name])
    assert [point for point, state in found.items() if state == "better"] == []


def test_the_fullest_letter_is_measured_without_a_fault() -> None:
    assert set(states(EVERYTHING).values()) <= {"done", "better", "missing", "hand"}


@pytest.mark.parametrize(
    ("route", "item"), ENCLOSURES, ids=[f"{r.id}-{i.id}" for r, i in ENCLOSURES]
)
def test_an_enclosure_counts_by_its_own_words_and_by_no_other_of_its_route(
    route: Route, item: Enclosure
) -> None:
    others = tuple(other.text for other in route.enclosures if other != item)
    assert encloses(item, {"enclosures": (*others, item.text)})
    assert not encloses(item, {"enclosures": ("Original claim", *others)})
