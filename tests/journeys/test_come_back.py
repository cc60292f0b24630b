"""A biller leaves the form by a link, and comes back; or the browser shows a closed tab again. What
the letter shows is what the form holds, and the letter writer runs.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.journeys import form
from tests.journeys.clock import set_clock
from tests.journeys.conftest import ARGUMENTS, expect_loaded
from tests.journeys.server import Served
from tests.tools import whole_chromium


@pytest.mark.parametrize("whole", [True, False], ids=["whole page kept", "page loaded again"])
def test_form_and_letter_agree_after_coming_back(
    playwright: Playwright, site: Served, tmp_path: Path, whole: bool
) -> None:
    left_out = ["--disable-back-forward-cache"] if whole else []
    # The headless shell keeps no page.
    path = whole_chromium()
    browser = playwright.chromium.launch(
        executable_path=path,
        channel=None if path else "chromium",
        args=ARGUMENTS,
        ignore_default_args=left_out,
    )
    context = browser.new_context(locale="en-US")
    set_clock(context)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.add_init_script(
        "addEventListener('pageshow', (event) => { window.kept = event.persisted; })"
    )
    page.goto(site.address + "appeal.html")
    expect_loaded(page)
    form.fill(page, {"claim_number": "EX26063000417"})
    form.choose(page, "payer_kind", "medicare")
    page.goto(site.address + "privacy.html")
    # Playwright's own way waits for a load, and a page that was kept has none.
    page.evaluate("void setTimeout(() => history.back())")
    expect(page).to_have_title("Write an appeal - M1 Appeals")
    page.wait_for_function("(whole) => window.kept === whole", arg=whole)
    expect_loaded(page)
    held = form.control(page, "claim_number").input_value()
    assert held == ("EX26063000417" if whole else "")
    expect(form.letter(page)).to_contain_text(held or "[Claim number]")
    form.fill(page, {"patient_name": "Pat Example"})
    expect(form.letter(page)).to_contain_text("Pat Example")
    browser.close()
