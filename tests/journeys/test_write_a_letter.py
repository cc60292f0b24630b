"""A biller has a denied claim on the desk, opens the form, types in the claim, watches the letter
grow beside it, and takes the finished letter with her: as a Word file, as a text file, through the
clipboard and on paper.
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from m1appeals.letter.text import to_text
from tests.journeys import form, words
from tests.journeys.conftest import NewContext, open_appeal
from tests.journeys.server import Served
from tests.letters.examples import REALISTIC, STARRED, letter


@pytest.fixture(params=REALISTIC)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def written(name: str, new_context: NewContext, site: Served) -> Page:
    """The page with an example typed in."""
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script("window.prints = 0; window.print = () => { window.prints += 1; };")
    page = open_appeal(context.new_page(), site)
    form.fill(page, REALISTIC[name])
    return page


def test_a_claim_becomes_a_letter_in_all_four_ways(
    name: str, written: Page, tmp_path: Path
) -> None:
    document = letter(REALISTIC[name])
    expect(written.get_by_text("Nothing is missing.", exact=True)).to_be_visible()
    expect(form.letter(written)).to_have_text(
        " ".join(words.of_letter(document)), use_inner_text=True
    )

    word_file = form.saved(form.download(written, "Download Word"), tmp_path)
    assert word_file.name == "appeal-letter.docx"
    assert words.of_word_file(word_file) == words.of_letter(document)

    text_file = form.saved(form.download(written, "Download text"), tmp_path)
    assert text_file.name == "appeal-letter.txt"
    assert text_file.read_bytes().decode() == to_text(document).replace("\n", "\r\n")

    written.get_by_role("button", name="Copy as text").click()
    expect(form.notes(written, "Copied. Paste it where you need it.")).to_be_visible()
    assert written.evaluate("navigator.clipboard.readText()") == to_text(document)

    written.get_by_role("button", name="Print", exact=True).click()
    expect(form.notes(written, "Sent to the print dialog.")).to_be_visible()
    assert written.evaluate("window.prints") == 1


def test_on_paper_there_is_the_letter_and_nothing_else(name: str, written: Page) -> None:
    document = letter(REALISTIC[name])
    expect(form.letter(written)).to_have_text(
        " ".join(words.of_letter(document)), use_inner_text=True
    )
    reader = pypdf.PdfReader(io.BytesIO(written.pdf(prefer_css_page_size=True)))
    assert {(page.mediabox.width, page.mediabox.height) for page in reader.pages} == {(612, 792)}
    assert words.of_pdf(reader) == words.printed(document)
    assert reader.metadata is not None
    assert reader.metadata.title == "Appeal letter"
    expect(written).to_have_title("Write an appeal - M1 Appeals")


def test_the_letter_shows_its_blanks_until_they_are_filled(desk: Page) -> None:
    expect(desk.get_by_text("10 blanks to fill.")).to_be_visible()
    expect(form.letter(desk).get_by_text("[Claim number]")).to_have_count(3)
    form.fill(desk, {"claim_number": "EX26063000417"})
    expect(desk.get_by_text("9 blanks to fill.")).to_be_visible()
    expect(form.letter(desk).get_by_text("[Claim number]")).to_have_count(0)
    form.fill(desk, STARRED | {"signer_title": ""})
    expect(desk.get_by_text("1 blank to fill.")).to_be_visible()
    expect(form.letter(desk).get_by_text("[Title of the signer]")).to_be_visible()


def test_a_press_adds_an_enclosure(desk: Page) -> None:
    enclosures = form.control(desk, "enclosures")
    add = desk.get_by_role("group", name="Add to enclosures")
    add.get_by_role("button", name="Progress notes").click()
    add.get_by_role("button", name="Progress notes").click()
    expect(enclosures).to_have_value(
        "Original claim\nMedical records supporting the service\nProgress notes"
    )
    expect(form.letter(desk).get_by_role("listitem")).to_have_text(
        ["Original claim", "Medical records supporting the service", "Progress notes"]
    )
