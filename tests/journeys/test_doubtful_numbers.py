"""A number looks odd. The page says why, once one has left the field, and never stands in the way:
a wrong doubt must not keep a right claim from being appealed.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from m1appeals.validation import read_answers
from tests.journeys import form
from tests.letters.examples import STARRED, TODAY, Form

CLAIM: Form = {**STARRED, "payer_kind": "medicare", "patient_id": "1EG4-TE5-MK73"}

DOUBTFUL = {
    "practice_npi": "1234567890",
    "patient_id": "1EG4-TE5-MK7",
    "diagnosis_codes": "M5",
    "procedure_codes": "7214",
    "denial_code": "WHY NOT",
}


def test_a_doubtful_number_is_told_and_the_letter_comes(desk: Page) -> None:
    form.fill(desk, CLAIM)
    for name, answer in DOUBTFUL.items():
        (warning,) = read_answers({**CLAIM, name: answer}, today=TODAY).warnings
        control = form.control(desk, name)
        control.fill(answer)
        expect(form.letter(desk)).to_contain_text(answer)
        expect(desk.get_by_text(warning.message)).to_have_count(0)
        control.press("Tab")
        expect(desk.get_by_text(warning.message)).to_be_visible()
        expect(control).to_have_accessible_description(re.compile(re.escape(warning.message)))
        expect(control).not_to_have_attribute("aria-invalid", "true")

        with desk.expect_download():
            desk.get_by_role("button", name="Download Word").click()
        expect(
            form.notes(desk, "1 answer is worth checking. See the notes in the form.")
        ).to_be_visible()
        expect(form.error_summary(desk)).to_be_hidden()
        control.fill(str(CLAIM.get(name, "")))
        expect(desk.get_by_text(warning.message)).to_have_count(0)


def test_a_number_that_is_right_is_told_nothing_about(desk: Page) -> None:
    form.fill(desk, {"practice_npi": "1234567893"})
    form.control(desk, "practice_npi").press("Tab")
    expect(form.letter(desk)).to_contain_text("NPI 1234567893")
    expect(form.control(desk, "practice_npi")).to_have_accessible_description("10 digits.")
