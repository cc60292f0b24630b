"""What the letter asserts: the parts that payers expect, and nothing that was not given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from m1appeals import dates, rules
from m1appeals.letter import Document
from m1appeals.letter.document import Heading, Paragraph, plain
from m1appeals.letter_fields import FIELDS
from m1appeals.routes import ROUTES, Route
from m1appeals.validation import read_answers
from tests.letters.examples import (
    EVERYTHING,
    QUOTING,
    STARRED,
    TODAY,
    Form,
    letter,
    quotation,
    quoting,
)
from tests.letters.outline import lines, outline

KINDS = rules.load("payer_kinds")
ARGUMENTS = rules.load("arguments")

routes = pytest.mark.parametrize(
    "route", [route for route in ROUTES.values() if route.letter], ids=lambda route: str(route.id)
)
CAUSES = list(rules.load("causes"))


def body(form: Form) -> list[str]:
    """Give the sentences of the running text."""
    return sentences_in(letter(form))


def sentences_in(document: Document) -> list[str]:
    paragraphs = [
        plain(block.runs)
        for block in document.blocks
        if isinstance(block, Paragraph) and block.role == "body"
    ]
    return [s for text in paragraphs for s in re.split(r"(?<=[.”]) (?=[A-Z])", text)]


STARRED_SENTENCES = [
    "Dear Appeals Department,",
    "Example Clinic appeals the denial of claim EX2026000123 for services furnished to Pat Example "
    "on March 4, 2026.",
    "The claim was denied with code M1, “Medical necessity not established.”",
    "We disagree with that decision and ask you to reverse it.",
    "The enclosed documents set out the patient\u2019s condition, and we ask that they be read in "
    "full against the coverage criteria that apply to this claim.",
    "It is our position that the service was reasonable and necessary for this patient.",
    "We ask that it be measured against the payer\u2019s own coverage policy.",
    "If the denial is upheld, we ask you to name the provision that was applied and to explain why "
    "the enclosed documents do not meet it.",
    "Please review this appeal and its enclosures, reverse the denial, reprocess claim "
    "EX2026000123 and issue payment.",
    "If you uphold the denial in whole or in part, please state the reason in writing, with the "
    "coverage criteria you applied and the next step of appeal that is open to us.",
]

WHAT_AN_ANSWER_ADDS: list[tuple[str, str, list[str]]] = [
    ("contact", "Dana Example", ["Please direct questions about this appeal to Dana Example."]),
    (
        "policy",
        "LCD L37281",
        [
            "The coverage policy that applies to this service is LCD L37281.",
            "It is our position that its criteria are met, and we ask the reviewer to compare the "
            "enclosed documents with each of them.",
        ],
    ),
    ("authorization_number", "PA-1", ["The service has prior authorization number PA-1."]),
    ("diagnosis_codes", "M54.16", ["The claim reports diagnosis code M54.16."]),
    ("procedure_codes", "72148", ["The claim reports procedure code 72148."]),
    (
        "service_description",
        "MRI of the lumbar spine",
        ["The claim is for MRI of the lumbar spine."],
    ),
    ("clinical_summary", "Pain.\n\nNo relief.", ["Pain.", "No relief."]),
]

CAUSE_SENTENCES = {
    "diagnosis": [
        "Diagnosis and procedure.",
        "We understand that the diagnosis on the claim was found not to support the service.",
        "Please read the diagnosis together with the clinical record and not by the code alone.",
        "If a list of covered diagnoses was applied, please name the policy that holds it and the "
        "provision that excludes this one.",
    ],
    "documentation": [
        "Documentation.",
        "We understand that the documentation before the reviewer did not establish the need for "
        "the service.",
        "The documents listed under “Enclosures” accompany this letter, and we ask that the "
        "decision be made anew with them.",
        "If a document that you need is not among them, please tell us which one before you "
        "decide.",
    ],
    "investigational": [
        "Not investigational, experimental or cosmetic.",
        "We understand that the service was regarded as investigational, experimental or cosmetic.",
        "We disagree.",
        "The question is whether it was necessary for this patient and this condition.",
        "If you uphold the denial on this ground, please name the coverage provision and the "
        "evidence on which you rely.",
    ],
    "authorization": [
        "Prior authorization.",
        "We understand that prior authorization was not found or was held not to show the clinical "
        "need.",
        "Whether the service was authorized and whether it was medically necessary are two "
        "questions; we ask that the second be decided on the enclosed documents.",
    ],
}

ONLY_WITHOUT_A_CASE = STARRED_SENTENCES[4]
"""What the letter says in place of the case, when none of it was given."""


def test_the_starred_fields_alone_say_exactly_this() -> None:
    assert body(STARRED) == STARRED_SENTENCES


@pytest.mark.parametrize(("name", "answer", "added"), WHAT_AN_ANSWER_ADDS)
def test_an_answer_adds_its_own_sentences_and_no_others(
    name: str, answer: str, added: list[str]
) -> None:
    sentences = body({**STARRED, name: answer})
    assert [sentence for sentence in sentences if sentence not in STARRED_SENTENCES] == added


@pytest.mark.parametrize(
    "name", ["patient_birth_date", "denial_date", "practice_phone", "practice_fax", "practice_npi"]
)
def test_facts_of_the_head_add_no_sentence(name: str) -> None:
    assert body({**STARRED, name: FIELDS[name].example}) == STARRED_SENTENCES


@pytest.mark.parametrize("cause", CAUSES)
def test_a_cause_is_answered_without_assuming_more(cause: str) -> None:
    sentences = body({**STARRED, "causes": [cause]})
    assert [s for s in sentences if s not in STARRED_SENTENCES] == CAUSE_SENTENCES[cause]


@pytest.mark.parametrize("cause", CAUSES)
def test_an_answer_grows_with_what_is_given(cause: str) -> None:
    alone = "".join(CAUSE_SENTENCES[cause])
    assert alone not in "".join(body({**EVERYTHING, "causes": [cause]}))


def test_the_authorization_is_named_once_in_the_argument() -> None:
    for causes in ([], ["authorization"]):
        sentences = body({**STARRED, "authorization_number": "PA-1", "causes": causes})
        assert [s for s in sentences if "PA-1" in s] == [
            "The service has prior authorization number PA-1."
        ]


@pytest.mark.parametrize(
    "name", ["diagnosis_codes", "procedure_codes", "service_description", "clinical_summary"]
)
def test_the_case_takes_the_place_of_the_general_words(name: str) -> None:
    sentences = body({**STARRED, name: FIELDS[name].example})
    assert ONLY_WITHOUT_A_CASE not in sentences


def test_the_letter_has_its_parts_in_the_order_that_payers_know() -> None:
    roles = [
        f"heading {plain(block.runs)}"
        if isinstance(block, Heading)
        else block.role
        if isinstance(block, Paragraph)
        else type(block).__name__
        for block in letter(STARRED).blocks
    ]
    assert [role for role in roles if role != "body"] == [
        "letterhead", "letterhead-detail", "date", "address", "subject", "Table",
        "heading Why the service was medically necessary",
        "heading Enclosures", "Items", "heading What we ask", "closing", "signature",
    ]  # fmt: skip


def test_the_causes_are_answered_in_the_order_of_the_form() -> None:
    begun = [
        s for s in body({**STARRED, "causes": CAUSES[::-1]}) if s in {
            sentences[0] for sentences in CAUSE_SENTENCES.values()
        }
    ]  # fmt: skip
    assert begun == [CAUSE_SENTENCES[cause][0] for cause in CAUSES]


PRINTED = [name for name, field in FIELDS.items() if field.printed and name != "causes"]


@pytest.mark.parametrize("name", PRINTED)
def test_every_answer_is_in_the_letter(name: str) -> None:
    sentinel = {"day": "11/12/2025", "codes": "Q1, Q2"}
    kind = FIELDS[name].kind.control
    form = {**EVERYTHING, name: sentinel.get(kind, "Sentinel"), "letter_date": "12/12/2025"}
    if name in {"service_date_to", "letter_date"}:
        form[name] = "12/31/2025"
    seen = {"day": "November 12, 2025", "codes": "Q1 and Q2"}.get(kind, "Sentinel")
    if name in {"service_date_to", "letter_date"}:
        seen = "December 31, 2025"
    assert seen in outline(letter(form))


def sentences_of(route: Route) -> list[str]:
    """Give every sentence that the rules name for a route."""
    ids = (*route.standing, *route.law, *route.requests)
    return [ARGUMENTS[id_]["text"] for id_ in ids]


def by_route(form: Form, route: Route) -> Form:
    """Give a form that goes that way, with what the way needs enclosed."""
    return {
        **form,
        "payer_kind": route.payer_kind,
        "route": "" if route.id == "plain" else route.id,
        "enclosures": "\n".join(
            [str(form["enclosures"]), *(item.text for item in route.enclosures)]
        ),
        "policy": "LCD L37281",
    }


ADULT: Form = {**STARRED, "patient_birth_date": "3/4/2005"}
MINOR: Form = {**STARRED, "patient_birth_date": "3/5/2005"}


@routes
def test_a_letter_holds_the_sentences_of_its_route_and_no_others(route: Route) -> None:
    own = sentences_of(route)
    for form in (STARRED, MINOR, EVERYTHING):
        text = " ".join(plain(line) for line in lines(letter(by_route(form, route))))
        for id_, entry in ARGUMENTS.items():
            holds = entry["text"] in own and (id_ != "medicaid_epsdt" or form is MINOR)
            assert (entry["text"] in text) is holds, id_


@routes
def test_every_letter_says_once_that_the_service_was_necessary(route: Route) -> None:
    said = [s for s in sentences_of(route) if "it is our position that the service" in s.lower()]
    assert len(said) == 1


@routes
def test_a_letter_holds_what_its_rule_requires(route: Route) -> None:
    form = {**by_route(EVERYTHING, route), "letter_date": "4/15/2026"}
    text = outline(letter(form))
    assert route.contents
    for content in route.contents:
        for name in content.fields:
            values = read_answers(form, today=TODAY).values
            shown = values[name]
            for part in shown if isinstance(shown, tuple) else (shown,):
                words = dates.long(part) if isinstance(part, date) else str(part)
                assert words in text, (content.text, name)
    assert (f"{route.person} | Pat Example") in text
    assert (f"{route.number} | 1EG4-TE5-MK73") in text


@routes
def test_the_enclosures_of_a_route_are_in_the_list(route: Route) -> None:
    text = outline(letter(by_route(STARRED, route)))
    for enclosure in route.enclosures:
        assert f"number: {enclosure.text}" in text


@pytest.mark.parametrize(
    ("route", "sentence"),
    [
        ("ma_noncontract", "The signed waiver of liability is enclosed."),
        ("medicaid_plan", "The enrollee\u2019s written consent is enclosed."),
        ("commercial_internal", "The signed authorization is enclosed."),
    ],
)
def test_nothing_is_said_to_be_enclosed_that_is_not(route: str, sentence: str) -> None:
    form = by_route(STARRED, ROUTES[route])
    assert sentence in outline(letter(form))
    assert sentence not in outline(letter({**form, "enclosures": "Original claim"}))


def test_a_route_of_another_payer_is_not_taken() -> None:
    form: Form = {**STARRED, "payer_kind": "commercial"}
    assert letter(form) == letter({**form, "route": "medicare_redetermination"})


def test_with_a_contract_a_plan_is_sent_a_dispute() -> None:
    form: Form = {**STARRED, "payer_kind": "medicare_advantage", "in_network": "yes"}
    assert "RE: Payment dispute, claim EX2026000123" in outline(letter(form))


def test_a_late_letter_gives_its_reason_under_a_heading_of_its_own() -> None:
    text = outline(letter({**STARRED, "good_cause": "A flood on 3/1/2026.\n\nReport enclosed."}))
    assert "Good cause for the delay" in text
    assert "A flood on 3/1/2026." in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_marks_of_a_law_are_only_in_letters_to_that_payer(kind: str) -> None:
    text = outline(letter({**MINOR, "payer_kind": kind}))
    marks = {
        "1862": "medicare", "1395y": "medicare", "411.15": "medicare",
        "422.101": "medicare_advantage", "422.566": "medicare_advantage",
        "1905": "medicaid", "EPSDT": "medicaid",
        "2560.503": "commercial", "147.136": "commercial",
    }  # fmt: skip
    assert {mark for mark in marks if mark in text} == {
        mark for mark, owner in marks.items() if owner == kind
    }


def test_an_unanswered_kind_of_payer_names_no_law() -> None:
    assert letter(STARRED) == letter({**STARRED, "payer_kind": "unsure"})


def test_the_law_for_the_young_is_for_those_under_21_on_the_day_of_the_service() -> None:
    def named(form: Form) -> bool:
        return "EPSDT" in outline(letter({**form, "payer_kind": "medicaid"}))

    assert named(MINOR)
    assert not named(ADULT)
    assert not named(STARRED)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "medicaid"])
def test_the_law_for_the_young_is_for_medicaid_only(kind: str) -> None:
    assert (
        letter({**MINOR, "payer_kind": kind}).blocks[6:]
        == (letter({**ADULT, "payer_kind": kind}).blocks[6:])
    )


def quoted(
    *quotations: dict[str, Any], criteria: Sequence[tuple[str, bool]] = ()
) -> dict[str, Any]:
    asked = [{"text": text, "undocumented": undocumented} for text, undocumented in criteria]
    return {"form": "criteria", "criteria": asked, "quotations": quotations}


def added(form: Form, evidence: dict[str, Any]) -> list[str]:
    """Give the sentences that a letter has because it quotes."""
    alone = sentences_in(quoting(form, quoted()))
    return [s for s in sentences_in(quoting(form, evidence)) if s not in alone]


INTRODUCED = (
    "The words in quotation marks are those of the enclosed records, each with the exhibit and the "
    "page of that exhibit."
)
PAIN = quotation("Pain.", kind="symptom")
BELOW = "below, under “What the record shows”"

WHAT_A_QUOTATION_ADDS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("diagnosis", PAIN, []),
    (
        "diagnosis",
        quotation("4/5."),
        [f"The findings on which we rely are quoted {BELOW}."],
    ),
    (
        "documentation",
        PAIN,
        [f"This letter quotes from them {BELOW}: Exhibit A."],
    ),
    (
        "documentation",
        {**PAIN, "day": "2026-03-04"},
        [f"This letter quotes from them {BELOW}: Exhibit A, dated March 4, 2026."],
    ),
    (
        "documentation",
        {**PAIN, "note": "Progress note", "day": "2026-03-04", "author": "Jane Example, MD"},
        [f"This letter quotes from them {BELOW}: Exhibit A, Progress note of March 4, 2026."],
    ),
    ("investigational", PAIN, []),
    (
        "investigational",
        quotation("No relief.", kind="failed_treatment"),
        [f"What the record says about earlier treatment is quoted {BELOW}."],
    ),
    (
        "investigational",
        quotation("To plan surgery.", kind="rationale"),
        [f"The clinician\u2019s reasons are quoted {BELOW}."],
    ),
    ("authorization", PAIN, [f"What they show of that need is quoted {BELOW}."]),
]


@pytest.mark.parametrize(("cause", "quotation_", "sentences"), WHAT_A_QUOTATION_ADDS)
def test_a_cause_points_to_what_is_quoted_and_to_nothing_else(
    cause: str, quotation_: dict[str, Any], sentences: list[str]
) -> None:
    told = added({**STARRED, "causes": [cause]}, quoted(quotation_))
    assert [s for s in told if BELOW in s] == sentences
    gone = {**quotation_, "exhibit": 9}
    assert added({**STARRED, "causes": [cause]}, quoted(gone)) == []


def test_treatment_and_reasons_are_named_together() -> None:
    both = quoted(
        quotation("No relief.", kind="failed_treatment"),
        quotation("To plan surgery.", kind="rationale"),
    )
    assert [s for s in added({**STARRED, "causes": ["investigational"]}, both) if BELOW in s] == [
        "What the record says about earlier treatment, and the clinician\u2019s reasons, are "
        f"quoted {BELOW}."
    ]


POSITION = (
    "It is our position that its criteria are met, and we ask the reviewer to compare the enclosed "
    "documents with each of them."
)
EACH = (
    "Each criterion that is named under “What the record shows” below is answered there with the "
    "record\u2019s own words."
)
SOME = (
    "Under “What the record shows” below, the record\u2019s own words stand beside the criteria "
    "that they answer."
)
COMPARE = "We ask the reviewer to compare the enclosed documents with its criteria."


@pytest.mark.parametrize(
    ("criteria", "form", "said"),
    [
        ([], "criteria", {POSITION}),
        ([("Pain", False)], "criteria", {POSITION, EACH}),
        ([("Pain", False), ("Therapy", False)], "criteria", {COMPARE, SOME}),
        ([("Pain", False), ("Therapy", True)], "criteria", {COMPARE, SOME}),
        ([("Pain", True)], "criteria", {COMPARE}),
        ([("Pain", False)], "kinds", {POSITION}),
        ([("Pain", True)], "kinds", {COMPARE}),
    ],
)
def test_the_policy_is_said_to_be_met_as_far_as_the_record_answers_it(
    criteria: list[tuple[str, bool]], form: str, said: set[str]
) -> None:
    answer = {**PAIN, "criterion": 0 if criteria else -1}
    asked = {**quoted(answer, criteria=criteria), "form": form}
    told = sentences_in(quoting({**STARRED, "policy": "LCD L37281"}, asked))
    assert {s for s in told if s in {POSITION, EACH, SOME, COMPARE}} == said


def test_what_is_not_documented_is_not_in_the_letter() -> None:
    text = outline(quoting(STARRED, QUOTING["by-criterion"]))
    assert "No MRI of the same region" not in text
    assert "Conservative care was tried and did not help" in text


def test_a_letter_that_quotes_nothing_has_no_such_part() -> None:
    gone = quoted(quotation("Pain.", exhibit=9), criteria=[("Pain", False)])
    assert quoting(STARRED, gone) == quoting(STARRED, quoted())
    assert "What the record shows" not in outline(quoting(STARRED, gone))


def test_the_part_says_how_to_read_it() -> None:
    assert added(STARRED, quoted(PAIN)) == [INTRODUCED, "The record states these symptoms:"]
    assert added(STARRED, quoted({**PAIN, "text": "Pain, worse.", "cuts": [[4, 11]]}))[0] == (
        f"{INTRODUCED} “[...]” stands where words were left out."
    )
    assert added(STARRED, quoted({**PAIN, "kind": ""}))[1] == "The record states:"


def test_places_follow_the_packet() -> None:
    notes: dict[str, Any] = {"name": "Notes", "pages": "5-9", "of": 12}
    claim = {"name": "Claim", "pages": "", "of": 2}
    first = quoted({**PAIN, "exhibit": 0, "page": 7, "last": 7})
    second = quoted({**PAIN, "exhibit": 1, "page": 7, "last": 7})
    assert "“Pain.” (Exhibit A, page 3)" in outline(quoting(STARRED, first, [notes, claim]))
    assert "“Pain.” (Exhibit B, page 3)" in outline(quoting(STARRED, second, [claim, notes]))
    every = {**notes, "pages": ""}
    assert "“Pain.” (Exhibit A, page 7)" in outline(quoting(STARRED, first, [every, claim]))


def test_quotations_stand_between_the_argument_and_the_enclosures() -> None:
    document = quoting(STARRED, QUOTING["by-criterion"])
    assert [plain(b.runs) for b in document.blocks if isinstance(b, Heading)] == [
        "Why the service was medically necessary",
        "What the record shows",
        "Enclosures",
        "What we ask",
    ]
