"""Denials worked by hand from the sources: which door, which route, which last day, which law.

Every case is made up. It gives what a remittance and its reader say, and what follows from the
rules; the day on which all of them are read is April 15, 2026.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from m1appeals import denial_codes
from m1appeals.letter.facts import facts_of
from m1appeals.routes import ROUTES
from m1appeals.triage import DOORS, QUESTIONS, RULES, Rule, Triage, asked, find_door
from m1appeals.validation import read_answers

TODAY = date(2026, 4, 15)
NECESSITY = "Medical necessity not established"

MEDICARE = "1862(a)(1)(A)"
ADVANTAGE = "422.101(b)(1)"
EPSDT = "1905(r)(5)"
ERISA = "2560.503-1"
OF_A_PAYER = (MEDICARE, ADVANTAGE, EPSDT, ERISA)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A denial, and what follows."""

    name: str
    form: dict[str, str]
    door: str
    route: str = "plain"
    target: str = ""
    latest: str = ""
    law: str = ""
    also: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    enclosed: tuple[str, ...] = field(default=())


def medicare(code: str = "CO-50", remarks: str = "", **more: str) -> dict[str, str]:
    return {"payer_kind": "medicare", "denial_code": code, "remark_codes": remarks, **more}


def advantage(code: str = "CO-50", remarks: str = "", **more: str) -> dict[str, str]:
    return {**medicare(code, remarks, **more), "payer_kind": "medicare_advantage"}


def medicaid(code: str = "CO-50", remarks: str = "", **more: str) -> dict[str, str]:
    return {**medicare(code, remarks, **more), "payer_kind": "medicaid"}


def commercial(code: str = "CO-50", remarks: str = "", **more: str) -> dict[str, str]:
    return {**medicare(code, remarks, **more), "payer_kind": "commercial"}


RED, REC = "medicare_redetermination", "medicare_reconsideration"
MA, PLAN, INTERNAL = "ma_noncontract", "medicaid_plan", "commercial_internal"

CASES = [
    Case(
        name="Medicare, 50 alone, notice in time",
        form=medicare(denial_date="3/1/2026"),
        door="appeal", route=RED, target="2026-07-04", latest="2026-07-04", law=MEDICARE,
        enclosed=("Remittance or notice of the initial determination",),
    ),
    Case(
        name="Medicare, 50 with an LCD",
        form=medicare(remarks="N115", denial_date="2/2/2026"),
        door="appeal", route=RED, target="2026-06-07", law=MEDICARE, causes=("diagnosis",),
    ),
    Case(
        name="Medicare, 50 with an NCD, arrived late and provably",
        form=medicare(remarks="N386", denial_date="2/2/2026", received_date="2/17/2026"),
        door="appeal", route=RED, target="2026-06-07", latest="2026-06-17", law=MEDICARE,
        causes=("diagnosis",),
    ),
    Case(
        name="Medicare, the label M1 with its words",
        form=medicare("M1", denial_date="3/30/2026"),
        door="appeal", route=RED, target="2026-08-02", law=MEDICARE,
    ),
    Case(
        name="M1 with words about an x-ray",
        form=medicare("M1", denial_text="X-ray not taken in time"),
        door="xray", route=RED, law=MEDICARE,
    ),
    Case(
        name="M1 beside other words says nothing",
        form={"denial_code": "M1", "denial_text": "See notice"},
        door="ask",
    ),
    Case(
        name="Medicare, unprocessable",
        form=medicare("CO-16", "MA130"),
        door="new_claim", route=RED, law=MEDICARE, unknown=("16",),
    ),
    Case(
        name="Medicare, correct and send again",
        form=medicare("CO-50", "N704"),
        door="new_claim", route=RED, law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="No appeal by remark N211",
        form=medicare("CO-50", "N211"),
        door="nothing_to_appeal", route=RED, law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="No appeal by remark N83",
        form=medicaid("CO-50", "N83"),
        door="nothing_to_appeal", route=PLAN, also=("appeal",),
    ),
    Case(
        name="No appeal by remark N111",
        form=commercial("CO-50", "N111"),
        door="nothing_to_appeal", route=INTERNAL, law=ERISA, also=("appeal",),
    ),
    Case(
        name="Medicare, result of an appeal",
        form=medicare("CO-50", "MA91", denial_date="1/10/2026"),
        door="next_level", route=REC, target="2026-07-14", law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="Medicare, decision kept",
        form=medicare("CO-193", denial_date="1/10/2026"),
        door="next_level", route=REC, target="2026-07-14", law=MEDICARE,
    ),
    Case(
        name="Medicare, level used by the reader's word",
        form=medicare(level_used="yes", denial_date="1/10/2026"),
        door="next_level", route=REC, target="2026-07-14", law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="Medicare, reconsideration chosen: MA91 is no news",
        form=medicare("CO-50", "MA91", route=REC, denial_date="1/10/2026"),
        door="appeal", route=REC, target="2026-07-14", law=MEDICARE,
    ),
    Case(
        name="Medicare, reconsideration used: the hearing",
        form=medicare(route=REC, level_used="yes", denial_date="3/2/2026"),
        door="next_level", route="medicare_hearing", target="2026-05-06", law=MEDICARE,
        also=("appeal",),
    ),
    Case(
        name="Commercial, internal appeal used: external review",
        form=commercial(level_used="yes", received_date="1/12/2026"),
        door="next_level", route="commercial_external", target="2026-05-12", law=ERISA,
        also=("appeal",),
    ),
    Case(
        name="Medicare Advantage, the plan upheld: it goes to the independent review by itself",
        form=advantage(in_network="no", level_used="yes", denial_date="4/1/2026"),
        door="next_level", route="ma_review", law=ADVANTAGE, also=("appeal",),
    ),
    Case(
        name="Medicaid, plan appeal used: fair hearing",
        form=medicaid(level_used="yes", denial_date="3/1/2026"),
        door="next_level", route="medicaid_fair_hearing", target="2026-05-30",
        latest="2026-06-29", also=("appeal",),
    ),
    Case(
        name="Medicare, too late",
        form=medicare(denial_date="11/1/2025"),
        door="too_late", route=RED, target="2026-03-06", law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="Medicare, the last day is today",
        form=medicare(denial_date="12/11/2025"),
        door="appeal", route=RED, target="2026-04-15", law=MEDICARE,
    ),
    Case(
        name="Medicaid, too late by a day",
        form=medicaid(denial_date="2/13/2026"),
        door="too_late", route=PLAN, target="2026-04-14", also=("appeal",),
    ),
    Case(
        name="Medicare, excluded by law",
        form=medicare("CO-96", "N425"),
        door="plan_exclusion", route=RED, law=MEDICARE, causes=("investigational",),
    ),
    Case(
        name="Medicare, GY on the claim",
        form=medicare(procedure_codes="97810-GY"),
        door="plan_exclusion", route=RED, law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="Medicare, GX on the claim",
        form=medicare(procedure_codes="97810-GX"),
        door="plan_exclusion", route=RED, law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="Commercial, see the plan documents",
        form=commercial("CO-204", "N130"),
        door="plan_exclusion", route=INTERNAL, law=ERISA, causes=("investigational",),
    ),
    Case(
        name="Medicare, PR-50 with a valid ABN",
        form=medicare("PR-50", abn="yes"),
        door="bill_patient", route=RED, law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="Medicare, PR-50 with GA on the claim",
        form=medicare("PR-50", procedure_codes="72148-GA"),
        door="bill_patient", route=RED, law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="Medicare, PR-50 without an ABN",
        form=medicare("PR-50", abn="no"),
        door="appeal", route=RED, law=MEDICARE,
    ),
    Case(
        name="Medicare, group code given apart",
        form=medicare("50", group_code="PR", abn="yes"),
        door="bill_patient", route=RED, law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="Medicare, CO-50 with a valid ABN is no bill for the patient",
        form=medicare("CO-50", abn="yes"),
        door="appeal", route=RED, law=MEDICARE,
    ),
    Case(
        name="Commercial, an ABN has no effect",
        form=commercial("PR-50", abn="yes"),
        door="appeal", route=INTERNAL, law=ERISA,
    ),
    Case(
        name="Medicare, GZ and nothing new",
        form=medicare(procedure_codes="J1745-GZ", new_facts="no"),
        door="nothing_to_appeal", route=RED, law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="Medicare, GZ with new facts",
        form=medicare(procedure_codes="J1745-GZ", new_facts="yes"),
        door="appeal", route=RED, law=MEDICARE,
    ),
    Case(
        name="Medicare, a documented diagnosis is missing",
        form=medicare(remarks="N115", diagnosis_missing="yes"),
        door="reopening", route=RED, law=MEDICARE, also=("appeal",), causes=("diagnosis",),
    ),
    Case(
        name="Commercial, diagnosis invalid",
        form=commercial("CO-146"),
        door="reopening", route=INTERNAL, law=ERISA, also=("appeal",), causes=("diagnosis",),
    ),
    Case(
        name="Medicare, diagnosis missing on the claim",
        form=medicare("CO-50", "M76"),
        door="reopening", route=RED, law=MEDICARE, also=("appeal",), causes=("diagnosis",),
    ),
    Case(
        name="Medicare, highest specificity, and no better code in the record",
        form=medicare("CO-50", "M81", diagnosis_missing="no"),
        door="appeal", route=RED, law=MEDICARE, causes=("diagnosis",),
    ),
    Case(
        name="Medicare Advantage, authorization number does not fit",
        form=advantage("CO-284"),
        door="correct_authorization", route=MA, law=ADVANTAGE, causes=("authorization",),
    ),
    Case(
        name="Commercial, authorization absent and one is at hand",
        form=commercial("CO-197", authorization_number="PA-1"),
        door="correct_authorization", route=INTERNAL, law=ERISA, also=("appeal",),
        causes=("authorization",),
    ),
    Case(
        name="Commercial, authorization absent and there is none",
        form=commercial("CO-197", received_date="3/2/2026"),
        door="appeal", route=INTERNAL, target="2026-08-29", law=ERISA, causes=("authorization",),
        enclosed=("Authorization of representative, signed by the patient",),
    ),
    Case(
        name="Medicaid, authorization code missing on the claim",
        form=medicaid("CO-197", "M62"),
        door="correct_authorization", route=PLAN, also=("appeal",), causes=("authorization",),
    ),
    Case(
        name="Medicare, records did not arrive",
        form=medicare("CO-226"),
        door="send_documents", route=RED, law=MEDICARE, causes=("documentation",),
    ),
    Case(
        name="Medicare, records asked for and not sent",
        form=medicare(records_requested="yes"),
        door="send_documents", route=RED, law=MEDICARE, also=("appeal",),
    ),
    Case(
        name="Commercial, attachment needed",
        form=commercial("CO-252", "N706"),
        door="send_documents", route=INTERNAL, law=ERISA, causes=("documentation",),
    ),
    Case(
        name="Medicare, records do not support the level",
        form=medicare("CO-150", "M25"),
        door="appeal", route=RED, law=MEDICARE, causes=("documentation",),
    ),
    Case(
        name="Medicare Advantage, refused when authorization was asked for",
        form=advantage("CO-39", in_network="no", denial_date="4/1/2026"),
        door="peer_to_peer", route=MA, target="2026-05-31", latest="2026-06-05", law=ADVANTAGE,
        also=("appeal",), causes=("authorization",), enclosed=("Signed waiver of liability",),
    ),
    Case(
        name="Commercial, a reviewer decided",
        form=commercial("CO-50", "N10"),
        door="peer_to_peer", route=INTERNAL, law=ERISA, also=("appeal",),
        causes=("documentation",),
    ),
    Case(
        name="Medicare has no peer-to-peer first",
        form=medicare("CO-50", "N10"),
        door="appeal", route=RED, law=MEDICARE, causes=("documentation",),
    ),
    Case(
        name="Medicare Advantage, no contract",
        form=advantage(in_network="no", denial_date="4/1/2026"),
        door="appeal", route=MA, target="2026-05-31", latest="2026-06-05", law=ADVANTAGE,
        enclosed=("Signed waiver of liability",),
    ),
    Case(
        name="Medicare Advantage, with a contract: no date is computed",
        form=advantage(in_network="yes", denial_date="4/1/2026"),
        door="appeal", route="ma_contract", law=ADVANTAGE,
    ),
    Case(
        name="Medicaid managed care",
        form=medicaid(denial_date="4/1/2026"),
        door="appeal", route=PLAN, target="2026-05-31",
        enclosed=("Enrollee\u2019s written consent to this appeal",),
    ),
    Case(
        name="Medicaid, a patient under 21",
        form=medicaid(patient_birth_date="5/1/2010", service_date_from="3/4/2026"),
        door="appeal", route=PLAN, law=EPSDT,
    ),
    Case(
        name="Medicaid, payment dispute: no date is computed",
        form=medicaid(route="medicaid_dispute", denial_date="4/1/2026"),
        door="appeal", route="medicaid_dispute",
    ),
    Case(
        name="Employer plan, experimental",
        form=commercial("CO-55", received_date="3/2/2026"),
        door="appeal", route=INTERNAL, target="2026-08-29", law=ERISA, causes=("investigational",),
    ),
    Case(
        name="Employer plan, cosmetic",
        form=commercial("CO-96", "N383"),
        door="appeal", route=INTERNAL, law=ERISA, causes=("investigational",),
    ),
    Case(
        name="An unknown code is named and decides nothing",
        form=commercial("CO-999"),
        door="ask", route=INTERNAL, law=ERISA, unknown=("999",),
    ),
    Case(
        name="A known code beside an unknown one decides",
        form=medicare("CO-50", "N999"),
        door="appeal", route=RED, law=MEDICARE, unknown=("N999",),
    ),
    Case(
        name="Payer not known",
        form={"denial_code": "CO-50", "denial_date": "4/1/2026"},
        door="appeal", route="plain",
    ),
]  # fmt: skip

cases = pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))


def door_of(form: dict[str, str]) -> Triage:
    values = read_answers({"denial_text": NECESSITY, **form}, today=TODAY).values
    return find_door(values, today=TODAY)


def test_there_are_many_and_each_is_named_once() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40


@cases
def test_the_door_is_the_one_that_the_sources_give(case: Case) -> None:
    found = door_of(case.form)
    assert found.door.id == case.door
    assert tuple(door.id for door, _ in found.also) == case.also
    assert found.unknown == case.unknown
    assert found.causes == case.causes
    assert found.why


@cases
def test_the_route_and_its_last_day_are_those_of_the_rule(case: Case) -> None:
    found = door_of(case.form)
    assert found.route.id == case.route
    assert str(found.deadline.target or "") == case.target
    assert str(found.deadline.latest or "") == (case.latest or case.target)


@cases
def test_the_letter_would_name_the_law_of_its_route_and_no_other(case: Case) -> None:
    values = read_answers({"denial_text": NECESSITY, **case.form}, today=TODAY).values
    facts = facts_of(values)
    text = " ".join([*facts.standing, *facts.law, *facts.requests])
    assert [law for law in OF_A_PAYER if law in text] == ([case.law] if case.law else [])


@cases
def test_the_route_names_what_it_needs_enclosed(case: Case) -> None:
    needed = {item.text for item in door_of(case.form).route.enclosures}
    assert set(case.enclosed) <= needed


@pytest.mark.parametrize("door", list(DOORS))
def test_every_door_is_the_answer_to_some_case(door: str) -> None:
    assert door in {case.door for case in CASES}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_leads_to_a_door(rule: Rule) -> None:
    assert rule.door in DOORS


ALL = [
    code
    for code, entry in denial_codes.CODES.items()
    if entry.kind in ("reason", "remark")
    and code not in {"96", "204", "A1", "N130", "MA01", "MA02", "N887"}
]
"""Every code of the tables that decides something by itself."""


@pytest.mark.parametrize("code", ALL)
@pytest.mark.parametrize("kind", ["medicare", "medicare_advantage", "medicaid", "commercial"])
def test_every_code_in_the_tables_is_answered(code: str, kind: str) -> None:
    found = door_of({"payer_kind": kind, "denial_code": code, "denial_date": "4/1/2026"})
    assert found.door.id != "ask"
    assert found.unknown == ()


@pytest.mark.parametrize("code", ["MA01", "MA02", "N887", "96", "204", "N130"])
def test_a_code_that_decides_nothing_alone_leads_to_a_question(code: str) -> None:
    assert door_of({"denial_code": code}).door.id == "ask"


def test_only_questions_that_could_change_the_answer_are_asked() -> None:
    assert door_of(medicare("PR-50")).ask == (
        "diagnosis_missing", "level_used", "records_requested", "abn",
    )  # fmt: skip
    assert "in_network" in door_of(advantage()).ask
    assert "in_network" not in door_of(commercial()).ask
    assert "new_facts" in door_of(medicare(procedure_codes="J1745-GZ")).ask
    answered = dict.fromkeys(QUESTIONS, "no")
    assert door_of({**medicare("PR-50"), **answered}).ask == ()


@cases
def test_not_to_know_an_answer_is_to_give_none(case: Case) -> None:
    unknown = {name: "unsure" for name in QUESTIONS if not case.form.get(name)}
    assert door_of({**case.form, **unknown}) == door_of(case.form)


def test_a_question_is_shown_only_to_the_kinds_of_payer_whose_rules_look_at_it() -> None:
    shown = {
        kind: asked(read_answers({"payer_kind": kind}, today=TODAY).values)
        for kind in ("medicare", "medicare_advantage", "medicaid", "commercial")
    }
    assert shown == {
        "medicare": ("route", "abn", "new_facts"),
        "medicare_advantage": ("route", "in_network"),
        "medicaid": ("route",),
        "commercial": (),
    }


def test_a_date_still_to_come_counts_nothing() -> None:
    assert door_of(medicare(denial_date="12/31/9999")).deadline.kind == "needs_date"


def test_every_route_is_reached_by_a_case_or_follows_another() -> None:
    reached = {case.route for case in CASES}
    following = {ROUTES[id_].next for id_ in ROUTES}
    alone = {"medicare_dismissal"}
    assert set(ROUTES) <= reached | following | alone
