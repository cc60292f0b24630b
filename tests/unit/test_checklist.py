"""What would make a letter stronger: each point, seen done and not done."""

from __future__ import annotations

import pytest

from m1appeals import rules
from m1appeals.checklist import review
from m1appeals.letter.facts import encloses
from m1appeals.routes import ROUTES, Enclosure, Route
from m1appeals.triage import find_door
from m1appeals.validation import read_answers
from tests.letters.examples import EVERYTHING, REALISTIC, STARRED, TODAY, Form


def states(form: Form) -> dict[str, str]:
    values = read_answers(form, today=TODAY).values
    return {point.id: point.state for point in review(values, find_door(values, today=TODAY))}


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


def test_every_point_is_seen_both_ways_but_those_for_people() -> None:
    by_hand = {"every_page", "criteria"}
    assert {point for point, *_ in SEEN} | by_hand == set(rules.load("checklist"))
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
