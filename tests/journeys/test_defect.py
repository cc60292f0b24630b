"""Python stops at something nobody thought of: a clock in a year of five digits. The page says
that the fault is its own, keeps what was typed, and goes on as soon as it can.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import form
from tests.journeys.conftest import NewContext, expect_loaded
from tests.journeys.server import Served
from tests.letters.examples import STARRED

FAULT = (
    "This site has a fault (ValueError): it could not write the letter from these answers. "
    "What you typed is still here. Tell your IT; the blank letter can be filled in by hand."
)


def test_a_fault_is_told_and_the_letter_goes_on_once_it_is_gone(appeal: Page) -> None:
    form.fill(appeal, STARRED)
    appeal.evaluate(
        "() => { globalThis.year = Date.prototype.getFullYear;"
        " Date.prototype.getFullYear = () => 12026; }"
    )
    form.control(appeal, "contact").fill("Dana Example")
    expect(form.paper(appeal).get_by_text(FAULT)).to_be_visible()

    appeal.get_by_role("button", name="Download Word").click()
    expect(form.notes(appeal, FAULT)).to_be_visible()
    expect(form.control(appeal, "contact")).to_have_value("Dana Example")

    appeal.evaluate("() => { Date.prototype.getFullYear = globalThis.year; }")
    form.control(appeal, "contact").fill("Dana Example, 8 to 4")
    expect(form.letter(appeal)).to_contain_text("Dana Example, 8 to 4")
    expect(appeal.get_by_text("Nothing is missing.")).to_be_visible()
    form.download(appeal, "Download Word")


@pytest.mark.parametrize(
    ("path", "box", "answer"),
    [
        ("check-codes.html", "Procedure codes", "72148-GZ"),
        ("deadlines.html", "Date of the denial", "4/1/2026"),
    ],
)
def test_a_fault_is_told_on_a_page_with_a_tool_of_its_own(
    new_context: NewContext, site: Served, path: str, box: str, answer: str
) -> None:
    page = new_context().new_page()
    page.goto(site.address + path)
    expect_loaded(page)
    page.evaluate(
        "() => { globalThis.year = Date.prototype.getFullYear;"
        " Date.prototype.getFullYear = () => 12026; }"
    )
    page.get_by_label(box).fill(answer)
    fault = page.get_by_text("This site has a fault (ValueError): it could not answer.")
    expect(fault).to_be_visible()
    page.evaluate("() => { Date.prototype.getFullYear = globalThis.year; }")
    page.get_by_label(box).fill(f"{answer} ")
    expect(fault).to_have_count(0)
    expect(page.get_by_label(box)).to_have_value(f"{answer} ")
