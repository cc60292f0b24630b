"""All answers together: what is missing, what cannot be, and what is doubtful."""

from __future__ import annotations

from datetime import date

import pytest

from m1appeals.fields import Raw
from m1appeals.letter_fields import FIELDS
from m1appeals.validation import Answers, read_answers
from tests.letters.examples import EVERYTHING, STARRED, TODAY


def check(**changes: Raw) -> Answers:
    """Check the starred fields with some changed."""
    return read_answers({**STARRED, **changes}, today=TODAY)


def errors(**changes: Raw) -> dict[str, str]:
    return {problem.field: problem.message for problem in check(**changes).errors}


def warnings(**changes: Raw) -> list[tuple[str, str]]:
    return [(problem.field, problem.message) for problem in check(**changes).warnings]


def test_the_starred_fields_are_enough() -> None:
    assert errors() == {}
    assert warnings() == []


def test_every_declared_field_has_a_value_or_none() -> None:
    assert set(check().values) == set(FIELDS)
    assert check().values["contact"] is None


def test_a_field_that_nobody_declared_is_left_out() -> None:
    assert check(nickname="Patty").values == check().values


def test_an_empty_form_names_everything_that_is_missing_in_the_order_of_the_form() -> None:
    answers = read_answers({}, today=TODAY)
    assert [(problem.field, problem.message) for problem in answers.errors] == [
        ("payer_name", "Enter the payer's name"),
        ("appeals_address", "Enter the address of the payer's appeals department"),
        ("claim_number", "Enter the claim number"),
        ("denial_code", "Enter the denial code from the remittance"),
        ("patient_name", "Enter the patient's name"),
        ("patient_id", "Enter the patient's member ID or Medicare number"),
        ("service_date_from", "Enter the date of service"),
        ("enclosures", "Enter at least one enclosure, such as the original claim"),
        ("practice_name", "Enter the name of your practice"),
        ("practice_address", "Enter the address of your practice"),
        ("signer_name", "Enter the name of the person who signs"),
        ("signer_title", "Enter the title of the person who signs"),
    ]


def test_the_letter_is_dated_today_unless_it_says_otherwise() -> None:
    assert check().values["letter_date"] == TODAY
    assert check(letter_date="4/20/2026").values["letter_date"] == date(2026, 4, 20)


def test_several_mistakes_are_told_together() -> None:
    assert errors(claim_number="", service_date_from="soon", practice_phone="5" * 61) == {
        "claim_number": "Enter the claim number",
        "service_date_from": "Date of service must be a date, such as 3/4/2026",
        "practice_phone": "Practice phone must be 60 characters or fewer",
    }


def test_a_mistake_does_not_take_other_answers_away() -> None:
    assert check(service_date_from="soon").values["patient_name"] == "Pat Example"


def test_a_service_is_today_or_earlier() -> None:
    assert errors(service_date_from="4/15/2026") == {}
    assert errors(service_date_from="4/16/2026") == {
        "service_date_from": "Date of service must be today or earlier"
    }


def test_the_last_day_of_a_service_is_today_or_earlier() -> None:
    assert errors(service_date_to="4/16/2026") == {
        "service_date_to": "Last date of service must be today or earlier"
    }


def test_a_birth_is_today_or_earlier() -> None:
    assert errors(patient_birth_date="7/9/2027") == {
        "patient_birth_date": "Date of birth must be today or earlier"
    }


def test_a_denial_is_today_or_earlier() -> None:
    assert errors(denial_date="4/16/2026") == {
        "denial_date": "Date of the denial must be today or earlier"
    }


def test_a_service_is_not_before_the_birth() -> None:
    assert errors(patient_birth_date="3/5/2026") == {
        "service_date_from": "Date of service must be the same as or after the date of birth "
        "(March 5, 2026)"
    }


def test_a_service_on_the_day_of_birth_is_possible() -> None:
    assert errors(patient_birth_date="3/4/2026") == {}


def test_a_service_does_not_end_before_it_begins() -> None:
    assert errors(service_date_to="3/3/2026") == {
        "service_date_to": "Last date of service must be the same as or after the date of service "
        "(March 4, 2026)"
    }


def test_a_denial_is_not_before_the_service() -> None:
    assert errors(denial_date="3/3/2026") == {
        "denial_date": "Date of the denial must be the same as or after the date of service "
        "(March 4, 2026)"
    }


def test_a_letter_is_not_before_the_service() -> None:
    assert errors(letter_date="3/3/2026") == {
        "letter_date": "Date of the letter must be the same as or after the date of service "
        "(March 4, 2026)"
    }


def test_a_letter_is_not_before_the_last_day_of_the_service() -> None:
    assert errors(letter_date="3/5/2026", service_date_to="3/6/2026") == {
        "letter_date": "Date of the letter must be the same as or after the last date of service "
        "(March 6, 2026)"
    }


def test_a_letter_is_not_before_the_denial() -> None:
    assert errors(letter_date="3/5/2026", denial_date="3/30/2026") == {
        "letter_date": "Date of the letter must be the same as or after the date of the denial "
        "(March 30, 2026)"
    }


def test_a_letter_may_be_dated_ahead() -> None:
    assert errors(letter_date="4/20/2026") == {}


def test_a_field_has_one_error_the_first() -> None:
    assert errors(letter_date="2/1/2026", service_date_to="3/6/2026", denial_date="3/30/2026") == {
        "letter_date": "Date of the letter must be the same as or after the date of service "
        "(March 4, 2026)"
    }


def test_no_field_has_two_errors() -> None:
    problems = check(letter_date="2/1/2026", denial_date="3/30/2026").errors
    assert [problem.field for problem in problems] == ["letter_date"]


def test_a_form_without_a_doubt_has_no_warning() -> None:
    assert read_answers(EVERYTHING, today=TODAY).warnings == ()


def test_a_medicare_number_of_another_form_is_doubtful_under_original_medicare() -> None:
    assert warnings(payer_kind="medicare", patient_id="EXM000123") == [
        (
            "patient_id",
            "A Medicare number has 11 characters in a fixed pattern, like 1EG4-TE5-MK73, and "
            "never the letters S, L, O, I, B or Z. Check it against the card.",
        )
    ]


@pytest.mark.parametrize(
    "payer_kind", ["medicare_advantage", "medicaid", "commercial", "unsure", ""]
)
def test_other_payers_number_their_members_as_they_like(payer_kind: str) -> None:
    assert warnings(payer_kind=payer_kind, patient_id="EXM000123") == []


def test_a_medicare_policy_is_doubtful_under_a_commercial_plan() -> None:
    assert warnings(payer_kind="commercial", policy="LCD L37281") == [
        (
            "policy",
            "This looks like a Medicare policy, which does not bind a commercial or employer "
            "plan. Name the plan's own policy if it has one.",
        )
    ]


def test_a_plans_own_policy_raises_no_doubt() -> None:
    assert warnings(payer_kind="commercial", policy="medical policy EX-114") == []


@pytest.mark.parametrize("payer_kind", ["medicare", "medicare_advantage", "medicaid", "unsure"])
def test_a_medicare_policy_is_not_doubtful_elsewhere(payer_kind: str) -> None:
    assert warnings(payer_kind=payer_kind, policy="LCD L37281", patient_id="1EG4TE5MK73") == []


X_RAY = (
    "denial_text",
    "This is the national remark M1 about an x-ray, not a denial for medical necessity. "
    "See “What M1 means” before you appeal.",
)


@pytest.mark.parametrize("code", ["M1", "m1", " M1 "])
@pytest.mark.parametrize("words", ["X-ray not recent enough", "xray missing", "No X-RAY on file"])
def test_the_remark_about_an_x_ray_is_recognized(code: str, words: str) -> None:
    assert warnings(denial_code=code, denial_text=words) == [X_RAY]


def test_an_x_ray_beside_another_code_raises_no_doubt() -> None:
    assert warnings(denial_code="CO-50", denial_text="X-ray not necessary") == []


def test_a_year_of_birth_of_two_digits_is_doubtful() -> None:
    assert warnings(patient_birth_date="7/9/52") == [
        (
            "patient_birth_date",
            "The year has two digits. Check how it was read, or type all four.",
        )
    ]


def test_a_form_gives_every_answer_as_a_list_and_is_told_the_same() -> None:
    assert warnings(patient_birth_date=["7/9/52"]) == warnings(patient_birth_date="7/9/52")


@pytest.mark.parametrize("name", ["service_date_from", "service_date_to", "denial_date"])
def test_a_day_years_ago_is_doubtful(name: str) -> None:
    found = warnings(**{"service_date_from": "4/16/2015", name: "4/16/2016"})
    assert (name, "This is years ago. Check the year.") in found


def test_a_day_of_the_last_three_years_is_not_doubtful() -> None:
    assert warnings(service_date_from="4/17/2023") == []


def test_a_letter_dated_far_ahead_is_doubtful() -> None:
    assert warnings(letter_date="5/16/2026") == []
    assert warnings(letter_date="4/15/2036") == [
        ("letter_date", "This day is still far off. Check the date.")
    ]


@pytest.mark.parametrize(
    "answer", ["none", "None obtained", "N/A", "n/a.", "NA", "-", "--", "?", "TBD", "unknown",
               "no", "see attached", "not required", "pending"],
)  # fmt: skip
def test_words_for_no_answer_are_doubtful(answer: str) -> None:
    for name in ("authorization_number", "policy", "contact"):
        assert warnings(**{name: answer}) == [
            (
                name,
                "The letter prints this as it stands. Leave the field empty if there is nothing "
                "to give.",
            )
        ]


@pytest.mark.parametrize("answer", ["No. 12-345", "Nonesuch policy 4", "PA-1", "A", "Noridian L1"])
def test_an_answer_that_only_begins_like_none_is_plain(answer: str) -> None:
    assert warnings(authorization_number=answer) == []


def test_the_words_of_m1_beside_another_code_are_doubtful() -> None:
    assert warnings(denial_code="CO-50") == [
        (
            "denial_text",
            "The letter quotes these words as the payer's for CO-50. Check what the remittance "
            "says.",
        )
    ]
    assert warnings(denial_code="CO-50 / M1") == []
    assert warnings(denial_code="CO-50", denial_text="Not medically necessary") == []


def test_a_two_digit_year_elsewhere_is_plain() -> None:
    assert warnings(service_date_from="3/4/26") == []


def test_doubts_come_in_the_order_of_the_form() -> None:
    found = warnings(
        practice_npi="12345", diagnosis_codes="M5", denial_code="??", patient_birth_date="7/9/52"
    )
    assert [field for field, _ in found] == [
        "denial_code", "patient_birth_date", "diagnosis_codes", "practice_npi",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("practice_npi", "12345"),
        ("patient_id", "?"),
        ("diagnosis_codes", "back pain"),
        ("procedure_codes", "MRI"),
        ("denial_code", "see notice"),
        ("policy", "???"),
        ("claim_number", "0"),
        ("patient_name", "X"),
        ("patient_birth_date", "1/1/1890"),
        ("service_date_from", "1/1/1999"),
        ("practice_phone", "call us"),
    ],
)
def test_nothing_is_refused_for_being_unusual(name: str, value: str) -> None:
    assert errors(payer_kind="medicare", **{name: value}) == {}


def test_what_was_read_is_shown_where_it_is_not_plain() -> None:
    assert check(service_date_from="3/4/26", diagnosis_codes="m5416").shown == {
        "service_date_from": "March 4, 2026",
        "diagnosis_codes": "M54.16",
    }
