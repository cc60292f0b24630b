"""A privacy officer does not trust one browser for another: types something unmistakable into every
field, takes the letter, and looks for a trace on the server and in all that the page can keep.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsers import form
from tests.browsers.page import Page
from tests.journeys.server import Served, serve
from tests.journeys.traces import STORES, TYPED, found

SEND = """to => fetch(to, {mode: "no-cors", method: "POST", body: "x"})
  .then(() => "sent", () => "refused")"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Served]:
    """Another server, with a page that no policy protects."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "plain.html").write_text("<!doctype html><title>Plain</title>")
    with serve(folder) as other:
        yield other


def test_nothing_that_is_typed_leaves_a_trace(page: Page, site: Served) -> None:
    form.open_appeal(page, site.address)
    before = len(site.requests)
    form.fill(page, TYPED)
    for value in ("medicare", "commercial"):
        form.choose(page, "payer_kind", value)
    form.choose(page, "causes", "documentation")
    page.wait_until(
        lambda: TYPED["clinical_summary"] in form.letter_of(page), "the last thing typed"
    )
    names = [page.download(button).name for button in ("Download Word", "Download text")]

    assert site.requests[before:] == []
    assert found("".join(site.requests)) == []
    assert names == ["appeal-letter.docx", "appeal-letter.txt"]
    assert found(page.address + page.title + page.run(STORES)) == []
    assert found(" ".join(form.letter_of(page))) != []  # the search does find what is there


def test_the_page_sends_nothing_to_another_server(
    page: Page, site: Served, elsewhere: Served
) -> None:
    form.open_appeal(page, site.address)
    assert page.run(SEND, elsewhere.address) == "refused"
    assert elsewhere.requests == []


def test_a_page_without_the_policy_would_send_it(
    page: Page, site: Served, elsewhere: Served
) -> None:
    """A probe that cannot arrive proves nothing."""
    page.open(elsewhere.address + "plain.html")
    before = len(site.requests)
    assert page.run(SEND, site.address) == "sent"
    assert site.wait_for(before + 1)
