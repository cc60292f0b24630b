"""A biller with a denial in hand asks first whether a letter is the right answer, sees until when,
and starts the letter with the answers that are there already.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.journeys import form
from tests.journeys.conftest import NewContext, TakeDesk, expect_loaded
from tests.journeys.looks import expect_accessible
from tests.journeys.server import Served
from tests.letters.examples import Form

PAGE = "which-door.html"


@pytest.fixture
def door(take_desk: TakeDesk) -> Page:
    """The page before a letter is started, as the last one left it."""
    return take_desk(PAGE)


@pytest.fixture
def new_door(new_context: NewContext, site: Served) -> Page:
    """The page for somebody who starts the letter, after which it has the whole form."""
    return opened(new_context(), site)


def opened(context: Any, site: Served) -> Page:
    page: Page = context.new_page()
    page.goto(site.address + PAGE)
    expect_loaded(page)
    return page


def says(page: Page, title: str) -> None:
    """Expect a door."""
    expect(page.get_by_role("group", name=title, exact=True)).to_be_visible()


def test_the_door_follows_what_is_typed(door: Page) -> None:
    says(door, "Appeal")
    form.fill(door, {"denial_code": "CO-50", "remark_codes": "MA130"})
    says(door, "Send the claim again")
    form.fill(door, {"remark_codes": ""})
    form.choose(door, "payer_kind", "medicare")
    form.choose(door, "diagnosis_missing", "yes")
    says(door, "Ask for a reopening, or send a corrected claim")
    form.choose(door, "diagnosis_missing", "no")
    form.fill(door, {"denial_date": "3/30/2026"})
    says(door, "Appeal")
    says(door, "Last day: August 2, 2026 (109 days left)")


def test_the_answer_stays_in_sight_and_then_stands_in_the_form(new_door: Page) -> None:
    answer = new_door.get_by_role("group", name="Appeal", exact=True)
    for name in ("payer_kind", "procedure_codes"):
        form.control(new_door, name).scroll_into_view_if_needed()
        expect(answer).to_be_in_viewport()
    new_door.get_by_role("button", name="Start the letter").click()
    expect(
        new_door.get_by_role("region", name="Is a letter the right door?").locator(answer)
    ).to_be_visible()


def test_an_unknown_code_is_named_and_nothing_is_guessed(door: Page) -> None:
    form.fill(door, {"denial_code": "CO-999"})
    says(door, "Not enough is known yet")
    expect(door.get_by_text("999: not in our tables, so it decides nothing here.")).to_be_visible()


def test_a_question_that_matters_leads_to_its_answers(door: Page) -> None:
    form.fill(door, {"payer_kind": "medicare", "denial_code": "PR-50"})
    link = door.get_by_role("link", name="Did the patient sign a valid ABN before the service?")
    link.press("Enter")
    expect(form.control(door, "abn").get_by_role("radio").first).to_be_focused()
    form.choose(door, "abn", "yes")
    says(door, "Bill the patient")
    expect(link).to_have_count(0)


def test_a_plan_is_not_asked_what_only_medicare_asks(door: Page) -> None:
    form.choose(door, "payer_kind", "commercial")
    expect(form.control(door, "abn")).to_be_hidden()
    form.choose(door, "payer_kind", "medicare_advantage")
    expect(form.control(door, "in_network")).to_be_visible()
    form.choose(door, "payer_kind", "medicare")
    expect(form.control(door, "abn")).to_be_visible()
    expect(form.control(door, "in_network")).to_be_hidden()


def test_the_last_day_is_saved_for_a_calendar_without_a_word_about_a_patient(
    door: Page, tmp_path: Path
) -> None:
    form.fill(door, {"payer_kind": "medicaid", "denial_date": "4/1/2026"})
    says(door, "Last day: May 31, 2026 (46 days left)")
    with door.expect_download() as coming:
        door.get_by_role("button", name="Save for your calendar").click()
    file = form.saved(coming.value, tmp_path)
    assert file.name == "appeal-deadline.ics"
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("DTSTART").isoformat() == "2026-05-31"
    assert str(event["SUMMARY"]) == "Appeal deadline: Appeal to the plan, for the enrollee"
    assert len(calendar.walk("VALARM")) == 3
    assert "April 1" not in str(event["DESCRIPTION"])


ROUTES: list[tuple[str, Form, str, str, str]] = [
    (
        "redetermination",
        {"payer_kind": "medicare", "denial_code": "CO-50", "denial_date": "3/30/2026"},
        "Last day: August 2, 2026",
        "RE: Request for redetermination, claim",
        "1862(a)(1)(A)",
    ),
    (
        "reconsideration",
        {"payer_kind": "medicare", "route": "medicare_reconsideration", "denial_code": "CO-50",
         "denial_date": "3/30/2026"},
        "Last day: October 1, 2026",
        "RE: Request for reconsideration, claim",
        "42 CFR 405.966",
    ),
    (
        "Medicare Advantage without a contract",
        {"payer_kind": "medicare_advantage", "in_network": "no", "denial_code": "CO-50",
         "denial_date": "4/1/2026"},
        "Target: May 31, 2026; latest: June 5, 2026",
        "The signed waiver of liability is enclosed.",
        "422.101(b)(1)",
    ),
    (
        "Medicare Advantage with a contract",
        {"payer_kind": "medicare_advantage", "in_network": "yes", "denial_code": "CO-50"},
        "Last day: ask the payer",
        "RE: Payment dispute, claim",
        "422.101(b)(1)",
    ),
    (
        "Medicaid",
        {"payer_kind": "medicaid", "denial_code": "CO-50", "denial_date": "4/1/2026"},
        "Last day: May 31, 2026",
        "The enrollee\u2019s written consent is enclosed.",
        "42 CFR 438.402(c)",
    ),
    (
        "employer plan",
        {"payer_kind": "commercial", "denial_code": "CO-50", "received_date": "4/1/2026"},
        "Last day: September 28, 2026",
        "RE: Internal appeal for claim",
        "the reviewer\u2019s credentials",
    ),
    (
        "plain",
        {"denial_code": "CO-50"},
        "Last day: ask the payer",
        "RE: Appeal for claim",
        "the payer\u2019s own coverage policy",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "day", "said", "law"), [route[1:] for route in ROUTES], ids=[r[0] for r in ROUTES]
)
def test_from_the_door_to_a_letter(
    new_door: Page, answers: Form, day: str, said: str, law: str
) -> None:
    form.fill(new_door, answers)
    says(new_door, "Appeal")
    expect(new_door.get_by_role("heading", level=3).filter(has_text=day)).to_be_visible()
    expect(form.paper(new_door)).to_be_hidden()
    new_door.get_by_role("button", name="Start the letter").click()
    expect(form.control(new_door, "payer_name")).to_be_focused()
    form.fill(new_door, {"patient_name": "Pat Example", "diagnosis_codes": "M54.5"})
    expect(new_door.get_by_text("M54.5 (Low back pain) is a heading")).to_have_count(0)
    form.fill(new_door, {"claim_number": "EX2026000123"})
    expect(new_door.get_by_text("M54.5 (Low back pain) is a heading")).to_be_visible()
    expect(form.letter(new_door)).to_contain_text(said)
    expect(form.letter(new_door)).to_contain_text(law)
    expect(form.letter(new_door)).to_contain_text("Pat Example")


def test_the_checklist_shortens_as_the_letter_grows(new_door: Page) -> None:
    form.fill(new_door, {"payer_kind": "medicare", "denial_code": "CO-50"})
    new_door.get_by_role("button", name="Start the letter").click()
    paper = form.paper(new_door)
    paper.get_by_text("What would make it stronger").click()
    missing = paper.get_by_text("Needed: The last day is known, and has not passed")
    expect(missing).to_be_visible()
    form.fill(new_door, {"denial_date": "3/30/2026"})
    expect(missing).to_have_count(0)
    expect(paper.get_by_text("Makes it stronger: The payer's policy is named")).to_be_visible()


def test_the_pages_that_answer_are_accessible(looked_at: Page, site: Served) -> None:
    page, context = looked_at, looked_at.context
    page.goto(site.address + PAGE)
    expect_loaded(page)
    form.fill(page, {"payer_kind": "medicare", "denial_code": "PR-50", "remark_codes": "N999"})
    form.fill(page, {"denial_date": "3/30/2025"})
    says(page, "The time to appeal has passed")
    for summary in page.locator(".m1-door summary").all():
        summary.click()
    expect_accessible(page)
    page.get_by_role("button", name="Start the letter").click()
    form.paper(page).get_by_text("What would make it stronger").click()
    expect_accessible(page)
    page.close(run_before_unload=False)

    page = context.new_page()
    page.goto(site.address + "check-codes.html")
    expect_loaded(page)
    page.get_by_text("Find a diagnosis code").click()
    page.get_by_label("Code or words").fill("knee pain")
    page.get_by_label("Diagnosis codes").fill("M25.569, M54.5")
    page.get_by_label("Procedure codes").fill("72148-GZ")
    expect(page.get_by_role("heading", name="2 things to look at")).to_be_visible()
    expect_accessible(page)

    page.goto(site.address + "deadlines.html")
    expect_loaded(page)
    page.get_by_label("Date of the denial").fill("4/1/2026")
    expect(
        page.get_by_role("group", name="Last day: August 4, 2026 (111 days left)")
    ).to_be_visible()
    expect_accessible(page)
