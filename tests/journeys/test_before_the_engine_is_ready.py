"""The network is slow. A biller types at once, asks for the Word file before the letter writer has
arrived, and gets it as soon as it can be written; nothing she typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys import form, words
from tests.journeys.conftest import NewContext, expect_loaded
from tests.journeys.server import Served
from tests.letters.examples import STARRED, letter


@pytest.fixture
def held(new_context: NewContext, site: Served) -> tuple[Page, Callable[[], None]]:
    """The form while the engine's files are held up, and a function that lets them go."""
    context = new_context()
    waiting: list[Route] = []
    context.route("**/engine/bundle/**", lambda route: waiting.append(route))
    page = context.new_page()
    page.goto(site.address + "appeal.html")

    def let_go() -> None:
        context.route("**/engine/bundle/**", lambda route: route.continue_())
        for route in waiting:
            route.continue_()

    return page, let_go


def test_the_form_takes_text_at_once_and_the_letter_comes_by_itself(
    held: tuple[Page, Callable[[], None]], tmp_path: Path
) -> None:
    page, let_go = held
    loading = "Loading the letter writer. You can type already."
    expect(page.get_by_role("status").filter(has_text=loading)).to_be_visible()
    expect(page.get_by_role("progressbar", name="Loading the letter writer")).to_be_visible()
    expect(form.letter(page).get_by_text("[Claim number]").first).to_be_visible()

    form.fill(page, STARRED)
    page.get_by_role("button", name="Download Word").click()
    wait = "The letter writer is still loading. Your letter comes as soon as it is ready."
    expect(form.notes(page, wait)).to_be_visible()
    page.get_by_role("button", name="Download Word").click()

    with page.expect_download() as coming:
        let_go()
    path = form.saved(coming.value, tmp_path)
    assert words.of_word_file(path) == words.of_letter(letter(STARRED))
    expect_loaded(page)
    expect(form.notes(page, "Downloaded appeal-letter.docx.")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_hidden()
    for name, answer in STARRED.items():
        expect(form.control(page, name)).to_have_value(str(answer))
    expect(form.letter(page)).to_have_text(
        " ".join(words.of_letter(letter(STARRED))), use_inner_text=True
    )


def test_asking_too_early_with_something_missing_says_so_when_ready(
    held: tuple[Page, Callable[[], None]],
) -> None:
    page, let_go = held
    form.fill(page, {"claim_number": "EX26063000417"})
    page.get_by_role("button", name="Download Word").click()
    let_go()
    expect(form.error_summary(page)).to_be_focused()
    expect(form.control(page, "claim_number")).to_have_value("EX26063000417")
