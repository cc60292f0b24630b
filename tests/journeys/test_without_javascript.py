"""A hospital's browser has JavaScript switched off. The page says so and what to do instead, shows
the blank letter, gives it as a Word file, and shows no button that does nothing. The guidance
reads as ever.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from m1appeals.letter import compose_blank
from tests.journeys import form, words
from tests.journeys.conftest import NewContext
from tests.journeys.server import Served


@pytest.fixture
def plain(new_context: NewContext, site: Served) -> Page:
    """The form in a browser without JavaScript."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site.address + "appeal.html")
    return page


def test_the_page_says_that_javascript_is_off_and_what_to_do(plain: Page) -> None:
    # Playwright finds no role and no text inside a noscript, whether it is shown or not.
    notice = plain.locator("noscript")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("JavaScript is off in this browser", use_inner_text=True)
    expect(notice).to_contain_text(
        "switch JavaScript on for this site, or ask your IT to", use_inner_text=True
    )


def test_the_blank_letter_is_there_to_read_and_as_a_word_file(plain: Page, tmp_path: Path) -> None:
    blank = words.of_letter(compose_blank())
    expect(form.letter(plain)).to_have_text(" ".join(blank), use_inner_text=True)
    for link in ("the blank letter as a Word file", "Blank letter as a Word file"):
        with plain.expect_download() as coming:
            plain.get_by_role("link", name=link, exact=True).click()
        assert words.of_word_file(form.saved(coming.value, tmp_path)) == blank


def test_nothing_is_shown_that_does_nothing(plain: Page) -> None:
    main = plain.get_by_role("main")
    expect(plain.get_by_role("button")).to_have_count(0)
    expect(plain.get_by_role("radio", name="Switch to")).to_have_count(0)
    expect(plain.get_by_role("textbox", name="Search")).to_have_count(0)
    expect(main.get_by_role("combobox")).to_have_count(0)
    expect(main.get_by_role("checkbox", name="Remember my practice")).to_have_count(0)
    expect(form.error_summary(plain)).to_have_count(0)


def test_the_guidance_reads_as_ever(plain: Page) -> None:
    tabs = plain.get_by_role("navigation", name="Tabs")
    main = plain.get_by_role("main")
    for name in ("What M1 means", "Causes", "Prevention", "Look up", "Privacy"):
        tabs.get_by_role("link", name=name, exact=True).click()
        expect(main.get_by_role("heading", level=1)).to_be_visible()
        expect(main.get_by_role("heading", level=2).first).to_be_visible()
        assert len(main.inner_text().split()) > 150
    tabs.get_by_role("link", name="Write an appeal").click()
    expect(plain.get_by_role("heading", name="Write an appeal")).to_be_visible()


def test_every_door_can_be_read_and_no_tool_pretends_to_work(plain: Page) -> None:
    tabs = plain.get_by_role("navigation", name="Tabs")
    tabs.get_by_role("link", name="Which door?").click()
    main = plain.get_by_role("main")
    expect(main.get_by_role("heading", name="Answer the x-ray remark")).to_be_visible()
    expect(main.get_by_role("textbox")).to_have_count(0)
    notice = plain.locator("noscript")
    expect(notice).to_contain_text("nothing is answered here", use_inner_text=True)
    plain.goto(plain.url.replace("which-door", "deadlines"))
    expect(notice).to_contain_text("nothing is counted here", use_inner_text=True)
    expect(main.get_by_role("cell", name="120 days").first).to_be_visible()
    plain.goto(plain.url.replace("deadlines", "check-codes"))
    expect(notice).to_contain_text("nothing is checked here", use_inner_text=True)
