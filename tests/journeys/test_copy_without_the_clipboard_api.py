"""The site is on an intranet server without a certificate, where browsers have no clipboard API.
Copying works all the same; where even that is forbidden, the page says what to do.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from m1appeals.letter.text import to_text
from tests.journeys import form
from tests.journeys.conftest import NewContext, expect_loaded
from tests.journeys.server import PREFIX, Served
from tests.letters.examples import STARRED, letter


@pytest.fixture
def intranet(new_context: NewContext, site: Served) -> Page:
    """The form on a plain http address, with a claim typed in."""
    page = new_context().new_page()
    page.goto(f"http://intranet.example:{site.port}{PREFIX}appeal.html")
    expect_loaded(page)
    assert page.evaluate("isSecureContext || 'clipboard' in navigator") is False
    form.fill(page, STARRED)
    return page


def test_the_letter_is_copied_the_older_way(intranet: Page) -> None:
    button = intranet.get_by_role("button", name="Copy as text")
    button.click()
    expect(form.notes(intranet, "Copied. Paste it where you need it.")).to_be_visible()
    expect(button).to_be_focused()
    summary = form.control(intranet, "clinical_summary")
    summary.press("ControlOrMeta+V")
    assert summary.input_value() == to_text(letter(STARRED))


def test_where_copying_is_forbidden_the_page_says_what_to_do(intranet: Page) -> None:
    intranet.evaluate("() => { document.execCommand = () => false; }")
    intranet.get_by_role("button", name="Copy as text").click()
    message = (
        "Not copied: this browser does not allow it. Use “Download text” and copy from the file."
    )
    expect(form.notes(intranet, message)).to_be_visible()


def test_every_other_way_works_there_too(intranet: Page) -> None:
    form.download(intranet, "Download Word")
    form.download(intranet, "Download text")
