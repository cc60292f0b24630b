"""Every field of the letter is declared in full. A field that is added is tested by that."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from m1appeals.fields import Day, Field
from m1appeals.letter_fields import FIELDS, SECTIONS

TODAY = date(2026, 12, 31)

NEEDED = {
    "practice_name", "practice_address", "letter_date", "payer_name", "appeals_address",
    "claim_number", "patient_name", "patient_id", "service_date_from", "denial_code",
    "enclosures", "signer_name", "signer_title",
}  # fmt: skip
OPTIONAL = {
    "denial_text",
    "payer_kind", "practice_phone", "practice_fax", "practice_npi", "patient_birth_date",
    "service_date_to", "denial_date", "diagnosis_codes", "procedure_codes", "service_description",
    "policy", "causes", "clinical_summary", "authorization_number", "contact", "route",
    "remark_codes", "received_date", "decided_by", "good_cause", "group_code", "diagnosis_missing",
    "level_used", "records_requested", "abn", "new_facts", "in_network",
}  # fmt: skip

NOT_ABOUT_A_PATIENT = {
    "payer_kind", "payer_name", "appeals_address", "denial_code", "denial_text", "practice_name",
    "practice_address", "practice_phone", "practice_fax", "practice_npi", "letter_date",
    "signer_name", "signer_title", "contact", "route", "remark_codes", "decided_by", "group_code",
    "in_network",
}  # fmt: skip
"""Anything else counts as PHI: a new field is private until it is put here."""

NEEDS_NO_HINT = {
    "payer_name": "the label says it, and the list of payers shows examples",
    "patient_name": "nothing about a name needs saying",
    "authorization_number": "payers' numbers have no common form",
    "practice_name": "nothing about a name needs saying",
    "practice_phone": "a number is printed as it is typed",
    "route": "the answers say it",
    "diagnosis_missing": "the label asks",
    "level_used": "the label asks",
    "records_requested": "the label asks",
    "new_facts": "the label asks",
    "in_network": "the label asks",
    "practice_fax": "a number is printed as it is typed",
    "signer_title": "any title will do",
}

fields = pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)


def test_the_letter_has_the_fields_it_should_have() -> None:
    assert set(FIELDS) == NEEDED | OPTIONAL


def test_the_needed_fields_are_those_that_no_letter_can_be_without() -> None:
    assert {name for name, field in FIELDS.items() if field.needed} == NEEDED


def test_every_name_is_used_once() -> None:
    names = [field.name for section in SECTIONS for field in section.fields]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_no_two_fields_have_the_same_label() -> None:
    labels = Counter(field.label for field in FIELDS.values())
    assert [label for label, count in labels.items() if count > 1] == []


def test_the_form_has_its_six_parts_in_order() -> None:
    assert [section.title for section in SECTIONS] == [
        "The denial",
        "Is a letter the right door?",
        "The patient and the service",
        "Why the care was necessary",
        "Attachments",
        "Your practice",
    ]


def test_every_part_of_the_form_says_what_it_is_about() -> None:
    assert all(section.id and section.intro.endswith(".") for section in SECTIONS)
    assert len({section.id for section in SECTIONS}) == len(SECTIONS)


@fields
def test_a_name_works_in_html_python_and_toml(field: Field) -> None:
    assert field.name.isidentifier()
    assert field.name == field.name.lower()


@fields
def test_a_field_has_a_label(field: Field) -> None:
    assert field.label == field.label.strip()
    assert field.label[0].isupper()
    assert field.label[-1] not in ".:*"


@fields
def test_a_field_has_a_hint_or_a_reason_why_not(field: Field) -> None:
    assert bool(field.hint) is (field.name not in NEEDS_NO_HINT)
    assert not field.hint or field.hint.endswith(".")


@fields
def test_the_example_passes_its_own_check_without_a_warning(field: Field) -> None:
    reading = field.kind.read(field.example, today=TODAY)
    assert reading.value is not None
    assert reading.error is None
    assert reading.warnings == ()


@fields
def test_what_the_form_holds_from_the_start_passes_too(field: Field) -> None:
    reading = field.kind.read(field.initial, today=TODAY)
    assert reading.error is None
    assert reading.warnings == ()


@fields
def test_every_suggestion_passes_too(field: Field) -> None:
    for suggestion in field.suggestions:
        assert field.kind.read(suggestion, today=TODAY).value == (suggestion,)


@fields
def test_a_needed_field_says_what_to_enter_when_it_is_missing(field: Field) -> None:
    assert field.missing.startswith("Enter ") is field.needed
    assert not field.missing.endswith(".")


@fields
def test_what_can_tell_something_about_a_patient_is_phi(field: Field) -> None:
    assert field.phi is (field.name not in NOT_ABOUT_A_PATIENT)


@fields
def test_phi_is_never_remembered_nor_completed_by_the_browser(field: Field) -> None:
    assert not field.phi or (field.remembered, field.autocomplete) == (False, "off")


def test_only_facts_of_the_practice_can_be_remembered() -> None:
    practice = next(section for section in SECTIONS if section.id == "practice")
    remembered = {name for name, field in FIELDS.items() if field.remembered}
    assert remembered == {field.name for field in practice.fields} - {"letter_date"}


@fields
def test_a_width_is_one_that_the_form_knows(field: Field) -> None:
    assert field.width in {"short", "medium", "full"}


@fields
def test_a_date_says_how_it_can_be_typed(field: Field) -> None:
    if isinstance(field.kind, Day) and not field.kind.today_when_empty:
        assert field.hint.endswith("/2026.") or "/19" in field.hint or "Only if" in field.hint
