"""A privacy officer types something unmistakable into every field, takes the letter in every way,
clears the form, and then looks everywhere for a trace. There is none, and nothing was asked of the
network from the moment the page said that everything is loaded.
"""

from __future__ import annotations

import io
import json

import pypdf
from playwright.sync_api import Download, Page, Request, expect

from m1appeals.fields import AnyOf, Day, OneOf
from m1appeals.letter_fields import FIELDS
from tests.journeys import form
from tests.journeys.conftest import Console, NewContext, open_appeal
from tests.journeys.server import Served
from tests.journeys.traces import DAYS, STORES, TYPED, found


def test_days_are_days() -> None:
    assert set(DAYS) == {name for name, field in FIELDS.items() if isinstance(field.kind, Day)}


def test_nothing_that_is_typed_leaves_a_trace(
    new_context: NewContext, site: Served, console: Console
) -> None:
    context = new_context(offline=True, permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script("window.print = () => {};")
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request))
    page = open_appeal(context.new_page(), site)
    before_page, before_server = len(requests), len(site.requests)
    assert before_page > 20

    form.fill(page, TYPED)
    for value in ("medicare", "commercial"):
        form.choose(page, "payer_kind", value)
    form.choose(page, "causes", "documentation")
    page.get_by_text("Find a diagnosis code").click()
    page.get_by_label("Code or words").fill("SENTINEL99ZQ")
    expect(page.get_by_text("Nothing in ICD-10-CM")).to_be_visible()
    expect(form.letter(page)).to_contain_text(str(TYPED["clinical_summary"]))
    names = [download.suggested_filename for download in _take_all(page)]
    paper = pypdf.PdfReader(io.BytesIO(page.pdf()))
    kept_while_open = page.evaluate(STORES)
    page.get_by_role("button", name="Clear everything").click()
    page.get_by_role("dialog", name="?").get_by_role("button", name="Clear everything").click()
    expect(page.get_by_text("Everything is cleared.")).to_be_visible()
    kept = page.evaluate(STORES)

    # Files made in the page have addresses too; those are no requests.
    asked = [r.url for r in requests[before_page:] if not r.url.startswith("blob:")]
    assert asked == []
    assert site.requests[before_server:] == []
    assert found("\n".join(site.requests)) == []
    assert found("\n".join(r.url + json.dumps(r.headers) for r in requests)) == []
    assert found(kept_while_open + kept + json.dumps(context.storage_state())) == []
    assert found("\n".join(console.messages)) == []
    assert names == ["appeal-letter.docx", "appeal-letter.txt"]
    assert paper.metadata is not None
    assert found(json.dumps({key: str(text) for key, text in paper.metadata.items()})) == []
    assert found(paper.pages[0].extract_text()) != []  # the search does find what is there
    _expect_nothing_in_the_page(page)


def _take_all(page: Page) -> list[Download]:
    files = [form.download(page, button) for button in ("Download Word", "Download text")]
    page.get_by_role("button", name="Print", exact=True).click()
    expect(form.notes(page, "Sent to the print dialog.")).to_be_visible()
    page.get_by_role("button", name="Copy as text").click()
    expect(form.notes(page, "Copied.")).to_be_visible()
    return files


def _expect_nothing_in_the_page(page: Page) -> None:
    expect(form.letter(page).get_by_text("[Claim number]").first).to_be_visible()
    held = page.evaluate(
        """() => document.documentElement.outerHTML + [...document.querySelectorAll(
          "input, textarea")].map(($c) => $c.value + $c.defaultValue).join()"""
    )
    assert found(held) == []


def test_no_help_is_asked_of_the_browser_for_patient_fields(page: Page, site: Served) -> None:
    page.goto(site.address + "appeal.html")
    for name, field in FIELDS.items():
        if isinstance(field.kind, OneOf | AnyOf):
            # Looked at all at once: what matters in some cases only goes away meanwhile.
            boxes = page.locator(f"[name={name}]").evaluate_all(
                "($boxes) => $boxes.map(($box) => $box.autocomplete)"
            )
            assert set(boxes) == {"off"}, name
            continue
        control = form.control(page, name)
        expect(control).to_have_attribute("spellcheck", "false")
        expect(control).to_have_attribute("writingsuggestions", "false")
        if field.phi:
            expect(control).to_have_attribute("autocomplete", "off")
