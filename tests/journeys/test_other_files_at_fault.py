"""What is around the form does not arrive: the theme's script, the style sheets, the search, the
list for offline use. The form writes letters all the same.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import failed, form
from tests.journeys.conftest import Console, NewContext, expect_loaded
from tests.journeys.fault_server import (
    Fault,
    FaultServer,
    cut,
    drops,
    fails,
    is_missing,
    sends_a_page,
)
from tests.letters.examples import STARRED

FAULTS: tuple[Fault, ...] = (is_missing, fails, sends_a_page, cut, drops)
AROUND = (
    "assets/javascripts/bundle.*.js",
    "assets/m1/site.*.js",
    "assets/m1/not_started.*.js",
    "assets/m1/m1.*.css",
    "assets/stylesheets/main.*.css",
    "search/search_index.json",
)


def write(page: Page, server: FaultServer) -> None:
    failed.opened(page, server)
    expect_loaded(page)
    expect(form.control(page, "claim_number")).to_have_value(str(failed.TYPED["claim_number"]))
    expect(form.letter(page)).to_contain_text(str(failed.TYPED["claim_number"]))


def test_the_form_needs_nothing_of_what_is_around_it(
    new_context: NewContext, faulty: FaultServer, built_site: Path, console: Console
) -> None:
    for number, pattern in enumerate(AROUND):
        (path,) = (found.relative_to(built_site).as_posix() for found in built_site.glob(pattern))
        faulty.only({path: FAULTS[number % len(FAULTS)]})
        context = new_context()
        page = context.new_page()
        write(page, faulty)
        form.fill(page, STARRED)
        form.download(page, "Download text")
        context.close()
    console.complaints.clear()  # of each file that did not come


def test_the_form_needs_no_service_worker(
    new_context: NewContext, faulty: FaultServer, console: Console
) -> None:
    for fault in FAULTS:
        faulty.only({"sw.js": fault})
        context = new_context(offline=True)
        page = context.new_page()
        write(page, faulty)
        context.close()
    console.complaints.clear()
