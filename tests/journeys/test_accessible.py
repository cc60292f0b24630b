"""Somebody with a screen reader, somebody on a phone, somebody who needs dark colors: each opens
every page and meets the form in every state it can be in. axe-core finds nothing to object to.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys import form
from tests.journeys.conftest import NewContext, expect_loaded, open_appeal
from tests.journeys.looks import LOOKS, expect_accessible
from tests.journeys.server import Served
from tests.letters.examples import EVERYTHING, EXAMPLES


def test_every_page(looked_at: Page, site: Served, built_site: Path) -> None:
    for path in sorted(built_site.rglob("*.html")):
        name = path.relative_to(built_site).as_posix()
        looked_at.goto(site.address + name)
        expect(looked_at.get_by_role("main")).to_be_visible()
        body = looked_at.locator("body")
        expect(body).to_have_attribute("data-md-color-scheme", LOOKS[0].palette)
        expect_accessible(looked_at, name)


def test_the_form_while_it_loads_and_when_it_fails(looked_at: Page, site: Served) -> None:
    held: list[Route] = []
    looked_at.route("**/engine/bundle/**", lambda route: held.append(route))
    looked_at.goto(site.address + "appeal.html")
    expect(looked_at.get_by_role("progressbar", name="Loading the letter writer")).to_be_visible()
    expect_accessible(looked_at, "loading")

    for route in held:
        route.continue_()
    looked_at.unroute_all()
    looked_at.add_init_script("delete WebAssembly.compileStreaming")
    looked_at.reload()
    expect(looked_at.get_by_text("WebAssembly is switched off in this browser")).to_be_visible()
    looked_at.get_by_role("button", name="Download Word").click()
    expect(form.notes(looked_at, "The letter writer is not running")).to_be_visible()
    expect_accessible(looked_at, "failed")


def test_the_form_from_empty_to_taken(looked_at: Page, site: Served) -> None:
    page = open_appeal(looked_at, site)
    expect_accessible(page, "empty")

    page.get_by_role("button", name="Download Word").click()
    expect(form.error_summary(page)).to_be_focused()
    expect_accessible(page, "errors")

    form.fill(page, EVERYTHING)
    form.download(page, "Download Word")
    expect_accessible(page, "taken")

    form.fill(page, EXAMPLES["hostile"])
    form.control(page, "contact").focus()
    expect(page.get_by_text("Check the NPI").or_(page.get_by_text("NPI")).first).to_be_visible()
    expect_accessible(page, "warnings")

    page.get_by_role("button", name="Clear everything").click()
    expect(page.get_by_role("dialog", name="Clear everything?")).to_be_visible()
    expect_accessible(page, "question")

    page.get_by_role("dialog", name="?").get_by_role("button", name="Clear everything").click()
    page.get_by_role("checkbox", name="Remember my practice").check()
    expect_accessible(page, "cleared, remembering")


def test_the_form_without_javascript(looked_at: Page, site: Served) -> None:
    """axe needs scripts, so the page's are kept away and the theme's mark for it is put back."""
    page = looked_at
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(site.address + "appeal.html")
    page.evaluate(
        """() => {
          document.documentElement.className = "no-js";
          for (const $noscript of document.querySelectorAll("noscript")) {
            const $shown = document.createElement("div");
            $shown.append(...new DOMParser()
              .parseFromString($noscript.textContent, "text/html").body.childNodes);
            $noscript.replaceWith($shown);
          }
        }"""
    )
    expect(page.get_by_role("heading", name="JavaScript is off in this browser")).to_be_visible()
    expect_accessible(page, "without JavaScript")


@pytest.mark.parametrize("name", ["index.html", "causes.html", "appeal.html", "privacy.html"])
def test_twice_the_text_size_needs_no_sideways_scrolling(
    new_context: NewContext, site: Served, name: str
) -> None:
    context = new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    page.goto(site.address + name)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if name == "appeal.html":
        expect_loaded(page)
        form.fill(page, EVERYTHING)
        form.download(page, "Download Word")
