"""A new biller reads up on the denial: searches for a word, follows a result, looks up
abbreviations, switches to dark colors in the evening, and prints the checklists.
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.journeys import form
from tests.journeys.server import Served

PAGES = [
    "index.html", "causes.html", "prevention.html", "privacy.html", "glossary.html", "codes.html",
    "deadlines.html", "routes.html", "sources.html", "which-door.html", "check-codes.html",
]  # fmt: skip


@pytest.mark.parametrize("start", ["index.html", "appeal.html"])
def test_a_search_finds_a_page_and_opens_it(page: Page, site: Served, start: str) -> None:
    page.goto(site.address + start)
    search = page.get_by_role("textbox", name="Search")
    search.click()
    search.press_sequentially("prior authorization")
    found = page.get_by_role("dialog", name="Search")
    found.get_by_role("heading", name="Prior authorization is missing or does not fit").click()
    heading = page.get_by_role("main").get_by_role(
        "heading", name="Prior authorization is missing or does not fit"
    )
    expect(heading).to_be_in_viewport()


def test_the_colors_switch_and_stay_switched(page: Page, site: Served) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    page.goto(site.address + "index.html")
    light = page.evaluate(background)
    page.get_by_title("Switch to dark colors").click()
    page.mouse.move(0, 0)  # while the mouse is on it, its title is a tooltip
    expect(page.get_by_title("Switch to light colors")).to_be_visible()
    dark = page.evaluate(background)
    assert dark != light
    page.goto(site.address + "appeal.html")
    assert page.evaluate(background) == dark
    page.get_by_title("Switch to light colors").click()
    page.mouse.move(0, 0)
    expect(page.get_by_title("Switch to dark colors")).to_be_visible()
    assert page.evaluate(background) == light


def test_abbreviations_explain_themselves_in_the_guidance_and_in_the_form(
    page: Page, site: Served
) -> None:
    for name in ("causes.html", "appeal.html"):
        page.goto(site.address + name)
        word = page.get_by_role("main").get_by_text("LCD", exact=True).first
        word.hover()
        expect(page.get_by_role("tooltip")).to_have_text("Local Coverage Determination")
        page.mouse.move(0, 0)


def test_every_page_prints_its_text_and_no_furniture(
    page: Page, site: Served, built_site: Path
) -> None:
    for name in PAGES:
        page.goto(site.address + name)
        heading = page.get_by_role("heading", level=1).inner_text().split("\n")[0].rstrip("¶ ")
        sheets = _sheets(page)
        assert heading in " ".join(sheets[0].split())
        assert "Skip to content" not in sheets[0]
        assert "Back to top" not in "".join(sheets)
        for number, sheet in enumerate(sheets, start=1):
            assert f"Page {number} of {len(sheets)}" in sheet
            assert len(sheet.split()) > 8, f"sheet {number} of {name} is all but empty"


def test_an_open_tooltip_is_not_printed(page: Page, site: Served) -> None:
    page.goto(site.address + "causes.html")
    sheets = _sheets(page)
    page.get_by_role("main").get_by_text("LCD", exact=True).last.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert _sheets(page) == sheets


def _sheets(page: Page) -> list[str]:
    """Print a page and give the text of each sheet of paper."""
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [sheet.extract_text() for sheet in reader.pages]


def test_the_way_from_the_first_page_to_the_form(page: Page, site: Served) -> None:
    page.goto(site.address)
    page.get_by_role("main").get_by_role("link", name="Write").first.click()
    expect(page.get_by_role("heading", name="Write an appeal")).to_be_visible()
    expect(form.control(page, "claim_number")).to_be_visible()


def test_an_address_without_a_page_says_so_and_leads_back(page: Page, site: Served) -> None:
    page.goto(site.address + "404.html")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    page.get_by_role("link", name="Go to the first page").click()
    expect(page).to_have_url(site.address + "index.html")
    expect(page.get_by_role("navigation", name="Tabs")).to_be_visible()
