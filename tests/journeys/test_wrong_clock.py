"""The battery of an old computer is empty, and its clock shows another year. Letters are written
all the same, nobody is refused a date that is right, and the page says what to check.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys import axe, form
from tests.journeys.conftest import NewContext, open_appeal
from tests.journeys.server import Served
from tests.letters.examples import STARRED

BEHIND = (
    "The clock of this computer says January 1, 2005, before this copy of the site was made. Until "
    "the clock is right, January 15, 2026 counts as today. Check the date of the letter, and tell "
    "your IT."
)
AHEAD = (
    "The clock of this computer says January 1, 2038; this copy of the site was made on January "
    "15, 2026. If the clock is right, the rules may have changed: ask your IT for a newer copy. If "
    "not, check the date of the letter."
)


def test_a_clock_that_is_behind_the_site_does_not_stand_in_the_way(
    new_context: NewContext, site: Served, tmp_path: Path
) -> None:
    context = new_context(day=date(2005, 1, 1), reduced_motion="reduce")
    axe.install(context)
    page = open_appeal(context.new_page(), site)
    expect(page.get_by_role("note").filter(has_text=BEHIND)).to_be_visible()
    form.fill(page, STARRED | {"service_date_from": "1/10/2026", "letter_date": ""})
    expect(form.letter(page)).to_contain_text("January 15, 2026")
    form.download(page, "Download Word")
    assert axe.violations(page) == []


def test_a_clock_far_ahead_makes_the_page_say_what_may_be_wrong(
    new_context: NewContext, site: Served
) -> None:
    page = open_appeal(new_context(day=date(2038, 1, 1)).new_page(), site)
    expect(page.get_by_role("note").filter(has_text=AHEAD)).to_be_visible()


def test_of_a_clock_that_may_be_right_nothing_is_said(
    new_context: NewContext, site: Served
) -> None:
    for day in (date(2026, 1, 14), date(2026, 4, 15), date(2029, 1, 1)):
        context = new_context(day=day)
        page = context.new_page()
        page.goto(site.address + "appeal.html")
        expect(page.get_by_role("button", name="Download Word")).to_be_visible()
        expect(page.get_by_role("note")).to_have_count(0)
        context.close()
