"""The words of messages, after GOV.UK: what to do, without blame.

Source: GOV.UK Design System, error message component.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from m1appeals.errors import UserMistake
from m1appeals.identifiers import denial, icd10cm, mbi, npi, procedure
from m1appeals.letter_fields import FIELDS
from m1appeals.validation import read_answers
from tests.letters.examples import EVERYTHING, STARRED, TODAY, Form

TOO_LONG = "x, " * 10_000
TOO_MANY = "x\n" * 100

FORMS: dict[str, Form] = {
    "empty": {},
    "unreadable": dict.fromkeys(FIELDS, "?"),
    "too long": dict.fromkeys(FIELDS, TOO_LONG),
    "too many": dict.fromkeys(FIELDS, TOO_MANY),
    "impossible days": dict.fromkeys(FIELDS, "2/30/2026"),
    "days to come": dict.fromkeys(FIELDS, "4/16/2026"),
    "days in the wrong order": {
        **STARRED,
        "patient_birth_date": "4/1/2026",
        "service_date_from": "3/4/2026",
        "service_date_to": "3/1/2026",
        "denial_date": "2/1/2026",
        "letter_date": "1/1/2026",
    },
    "Medicare policy for another payer": {**EVERYTHING, "payer_kind": "commercial"},
    "x-ray remark": {**STARRED, "denial_text": "x-ray"},
    "doubtful Medicare number": {**STARRED, "payer_kind": "medicare"},
}


def error_messages() -> set[str]:
    return {p.message for form in FORMS.values() for p in read_answers(form, today=TODAY).errors}


def doubts() -> Iterator[str]:
    for form in FORMS.values():
        yield from (problem.message for problem in read_answers(form, today=TODAY).warnings)
    for module in (denial, icd10cm, mbi, npi, procedure):
        for text in ("?", "1234567890"):
            try:
                module.validate(text)
            except UserMistake as doubt:
                yield str(doubt)


ERRORS = sorted(error_messages())
DOUBTS = sorted(set(doubts()))


def test_the_forms_above_draw_out_many_messages() -> None:
    assert len(ERRORS) >= 30
    assert len(DOUBTS) >= 10


@pytest.mark.parametrize("message", [*ERRORS, *DOUBTS])
def test_a_message_neither_blames_nor_begs(message: str) -> None:
    words = re.findall(r"[a-z]+", message.lower())
    assert not {"invalid", "illegal", "please", "required", "mandatory", "sorry", "oops"} & {*words}
    assert "!" not in message


@pytest.mark.parametrize("message", ERRORS)
def test_an_error_says_what_to_enter_or_what_must_be(message: str) -> None:
    assert message.startswith("Enter ") or " must be " in message
    assert not message.endswith(".")


@pytest.mark.parametrize("message", DOUBTS)
def test_a_doubt_is_told_in_whole_sentences(message: str) -> None:
    assert message.endswith(".")
    assert re.search(r"\b(Check|See|Name|Leave)\b", message)


@pytest.mark.parametrize("message", [message for message in ERRORS if " must be " in message])
def test_an_error_about_a_wrong_answer_begins_with_the_label(message: str) -> None:
    assert message.split(" must be ")[0] in {field.label for field in FIELDS.values()}
