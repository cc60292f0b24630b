"""A biller asks for the letter too early. The page says what is missing, at the top and at each
field, leads her there, keeps what she typed, and gives the letter once all is mended.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from m1appeals.letter_fields import FIELDS
from tests.journeys import form
from tests.letters.examples import STARRED, Form

MISSING = [
    field for field in FIELDS.values() if field.needed and not field.initial
    if field.name != "letter_date"
]  # fmt: skip


def ask(page: Page, button: str = "Download Word") -> None:
    """Ask for a letter that does not come."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(form.notes(page, "There is no letter yet.")).to_be_visible()


def expect_error(page: Page, name: str, message: str) -> None:
    """Expect a message in the list at the top and, in the same words, at its field."""
    summary = form.error_summary(page)
    expect(summary.get_by_role("link", name=message, exact=True)).to_be_visible()
    control = form.control(page, name)
    expect(control).to_have_attribute("aria-invalid", "true")
    expect(control).to_have_accessible_description(_within(f"Error: {message}"))


def _within(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def test_no_letter_is_given_in_any_way_while_something_is_missing(desk: Page) -> None:
    for button in ("Download Word", "Print", "Copy as text", "Download text"):
        ask(desk, button)
        expect(form.error_summary(desk)).to_be_focused()
        expect(form.error_summary(desk).get_by_role("listitem")).to_have_text(
            [field.missing for field in MISSING]
        )
        expect(desk).to_have_title("Error: Write an appeal - M1 Appeals")
        form.control(desk, "claim_number").focus()


def test_each_missing_answer_is_told_at_its_field_in_the_same_words(desk: Page) -> None:
    ask(desk)
    for field in MISSING:
        expect_error(desk, field.name, field.missing)


def test_a_link_of_the_summary_leads_to_its_field(desk: Page) -> None:
    ask(desk)
    for field in MISSING:
        form.error_summary(desk).get_by_role("link", name=field.missing).click()
        expect(form.control(desk, field.name)).to_be_focused()
        expect(form.control(desk, field.name)).to_be_in_viewport(ratio=1)


def test_nothing_typed_is_lost_and_the_letter_comes_once_all_is_mended(desk: Page) -> None:
    typed: Form = {"claim_number": "EX26063000417", "clinical_summary": "Six weeks of therapy."}
    form.fill(desk, typed)
    form.choose(desk, "payer_kind", "commercial")
    ask(desk)
    for name, answer in typed.items():
        expect(form.control(desk, name)).to_have_value(str(answer))
    expect(desk.get_by_label("Commercial or employer plan")).to_be_checked()

    form.fill(desk, STARRED)
    form.download(desk, "Download Word")
    expect(form.error_summary(desk)).to_be_hidden()
    expect(form.control(desk, "patient_name")).not_to_have_attribute("aria-invalid", "true")
    expect(desk).to_have_title("Write an appeal - M1 Appeals")


IMPOSSIBLE: list[tuple[str, str, str]] = [
    ("service_date_from", "soon", "Date of service must be a date, such as 3/4/2026"),
    ("denial_date", "2/30/2026", "Date of the denial must be a real date, such as 3/4/2026"),
    ("service_date_from", "4/16/2026", "Date of service must be today or earlier"),
    (
        "letter_date",
        "3/3/2026",
        "Date of the letter must be the same as or after the date of service (March 4, 2026)",
    ),
    (
        "service_date_to",
        "3/1/2026",
        "Last date of service must be the same as or after the date of service (March 4, 2026)",
    ),
]


def test_a_date_that_cannot_be_stands_in_the_way_until_it_is_mended(desk: Page) -> None:
    form.fill(desk, STARRED)
    for name, typed, message in IMPOSSIBLE:
        form.fill(desk, {name: typed})
        ask(desk)
        expect(form.error_summary(desk).get_by_role("listitem")).to_have_text([message])
        expect_error(desk, name, message)
        expect(form.control(desk, name)).to_have_value(typed)
        form.fill(desk, {name: str(STARRED.get(name, ""))})
        form.download(desk, "Download text")
        expect(form.error_summary(desk)).to_be_hidden()


def test_an_error_goes_away_as_soon_as_it_is_mended_and_no_new_one_comes(desk: Page) -> None:
    ask(desk)
    summary = form.error_summary(desk)
    form.fill(desk, {"claim_number": "EX2026000123", "denial_date": "10/41/2025"})
    expect(summary.get_by_role("link", name="Enter the claim number")).to_have_count(0)
    expect(form.control(desk, "claim_number")).not_to_have_attribute("aria-invalid", "true")
    expect(summary.get_by_role("listitem")).to_have_count(len(MISSING) - 1)
    expect(form.notes(desk, "There is no letter yet.")).to_have_count(0)

    form.fill(desk, {**STARRED, "denial_date": "10/41/2025"})
    expect(summary).to_be_hidden()
    expect(desk).to_have_title("Write an appeal - M1 Appeals")
    message = "Date of the denial must be a real date, such as 3/4/2026."
    expect(form.paper(desk).get_by_text(message)).to_be_visible()


def test_a_date_says_how_it_was_read(desk: Page) -> None:
    date = form.control(desk, "service_date_from")
    for typed in ("3/4/26", "03-04-2026", "Mar 4 2026", "2026-03-04"):
        date.fill("soon")
        expect(form.letter(desk).get_by_role("cell", name="[Date of service]")).to_be_visible()
        date.fill(typed)
        expect(date).to_have_accessible_description(_within("Read as March 4, 2026"))
        expect(form.letter(desk).get_by_role("cell", name="March 4, 2026")).to_be_visible()
