"""A practice has written its letterhead, its signers and its payers into mkdocs.yml. Its staff
open the form and find all that filled in; a payer chosen from the list brings its address
along.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from m1appeals.letter import compose_blank
from sitebuild.site import ROOT, build
from tests.journeys import form, words
from tests.journeys.conftest import NewContext, open_appeal
from tests.journeys.server import Served, serve
from tests.journeys.test_case_file import choose, save, unlock

CONFIG = f"""\
INHERIT: {ROOT / "mkdocs.yml"}
extra:
  practice:
    name: Example Heart Clinic
    address: |
      7 Example Road
      Example City, OH 43000
    phone: (614) 555-0170
    npi: "1234567893"
    signers:
      - name: Dana Example, MD
        title: Medical Director
      - name: Robin Example, DO
        title: Cardiologist
  payers:
    - name: Example Health Plan
      appeals_address: |
        Appeals Department
        PO Box 100
        Example City, OH 43000
      kind: commercial
    - name: Example Medicare Contractor
      appeals_address: PO Box 200, Example City, OH 43000
      kind: medicare
"""
NEEDED = (
    "build", "docs", "node_modules", "py", "pyproject.toml", "site-overrides", "templates",
)  # fmt: skip
"""What a build reads, besides the settings."""

PRACTICE = {
    "practice_name": "Example Heart Clinic",
    "practice_address": "7 Example Road\nExample City, OH 43000",
    "practice_phone": "(614) 555-0170",
    "practice_npi": "1234567893",
    "signer_name": "Dana Example, MD",
    "signer_title": "Medical Director",
}


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory, built_site: Path) -> Iterator[Served]:
    """The site of such a practice, with the engine that `built_site` has made."""
    root = tmp_path_factory.mktemp("own")
    for name in NEEDED:
        (root / name).symlink_to(ROOT / name)
    (root / "mkdocs.yml").write_text(CONFIG)
    with serve(build(root / "site", root=root)) as served:
        yield served


@pytest.fixture
def own(page: Page, own_site: Served) -> Page:
    """The form of such a practice, with everything loaded."""
    return open_appeal(page, own_site)


def test_the_form_and_the_letter_begin_with_the_practice(own: Page) -> None:
    for name, value in PRACTICE.items():
        expect(form.control(own, name)).to_have_value(value)
    expect(own.get_by_text("6 blanks to fill.")).to_be_visible()
    expect(form.letter(own)).to_contain_text("Example Heart Clinic appeals the denial")


def test_the_blank_letter_has_the_letterhead(
    new_context: NewContext, own_site: Served, tmp_path: Path
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(own_site.address + "appeal.html")
    blank = words.of_letter(compose_blank(PRACTICE))
    assert " ".join(blank).startswith("Example Heart Clinic 7 Example Road")
    expect(form.letter(page)).to_have_text(" ".join(blank), use_inner_text=True)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Blank letter as a Word file", exact=True).click()
    assert words.of_word_file(form.saved(coming.value, tmp_path)) == blank


def test_choosing_a_payer_fills_it_in_and_undo_puts_back_what_was_there(own: Page) -> None:
    form.fill(own, {"payer_name": "Typed Example Plan", "payer_kind": "medicaid"})
    payers = own.get_by_label("Your payers")
    payers.select_option("Example Health Plan")
    expect(form.control(own, "payer_name")).to_have_value("Example Health Plan")
    expect(form.control(own, "appeals_address")).to_have_value(
        "Appeals Department\nPO Box 100\nExample City, OH 43000"
    )
    expect(own.get_by_label("Commercial or employer plan")).to_be_checked()
    expect(form.letter(own)).to_contain_text("own definition of medical necessity")
    expect(
        own.get_by_role("status").filter(has_text="Filled in name, address and kind of payer.")
    ).to_be_visible()

    own.get_by_role("button", name="Undo").click()
    expect(form.control(own, "payer_name")).to_have_value("Typed Example Plan")
    expect(form.control(own, "appeals_address")).to_have_value("")
    expect(own.get_by_label("Medicaid", exact=True)).to_be_checked()
    expect(own.get_by_text("Put back as it was.")).to_be_visible()
    expect(payers).to_be_focused()


def test_undo_is_gone_once_something_was_changed_by_hand(own: Page) -> None:
    own.get_by_label("Your payers").select_option("Example Health Plan")
    expect(own.get_by_role("button", name="Undo")).to_be_visible()
    form.fill(own, {"appeals_address": "PO Box 7"})
    expect(own.get_by_role("button", name="Undo")).to_have_count(0)


def test_choosing_another_payer_keeps_what_undo_puts_back(own: Page) -> None:
    payers = own.get_by_label("Your payers")
    form.fill(own, {"payer_name": "Typed Example Plan"})
    payers.select_option("Example Health Plan")
    payers.select_option("Example Medicare Contractor")
    expect(own.get_by_label("Original Medicare")).to_be_checked()
    own.get_by_role("button", name="Undo").click()
    expect(form.control(own, "payer_name")).to_have_value("Example Health Plan")


def test_undo_is_gone_once_another_letter_is_on_the_page(own: Page) -> None:
    own.get_by_text("Save this case, or open one").click()
    case = save(own)
    own.get_by_label("Your payers").select_option("Example Health Plan")
    expect(own.get_by_role("button", name="Undo")).to_be_visible()
    choose(own, case)
    unlock(own)
    own.get_by_role("dialog", name="Open the case?").get_by_role(
        "button", name="Open the case"
    ).click()
    expect(own.get_by_text("Opened. Go on where you stopped.")).to_be_visible()
    expect(form.control(own, "payer_name")).to_have_value("")
    expect(own.get_by_role("button", name="Undo")).to_have_count(0)


def test_a_signer_brings_the_title_into_the_form_and_the_letter(own: Page) -> None:
    signer, title = form.control(own, "signer_name"), form.control(own, "signer_title")
    signer.fill("Robin Example, DO")
    expect(title).to_have_value("Cardiologist")
    expect(form.letter(own)).to_contain_text("Robin Example, DO")
    expect(form.letter(own)).to_contain_text("Cardiologist")
    expect(form.letter(own)).not_to_contain_text("Medical Director")

    signer.fill("Kim Example, NP")
    expect(title).to_have_value("")

    title.fill("Chief of cardiology")
    signer.fill("Dana Example, MD")
    expect(title).to_have_value("Chief of cardiology")


def test_clearing_everything_goes_back_to_the_practice(own: Page) -> None:
    form.fill(own, {"practice_name": "Other", "claim_number": "EX26063000417"})
    own.get_by_label("Your payers").select_option("Example Health Plan")
    own.get_by_role("button", name="Clear everything").click()
    own.get_by_role("dialog", name="?").get_by_role("button", name="Clear everything").click()
    for name, value in {**PRACTICE, "claim_number": "", "payer_name": ""}.items():
        expect(form.control(own, name)).to_have_value(value)
    expect(own.get_by_label("I am not sure")).to_be_checked()
    expect(own.get_by_label("Your payers")).to_have_value("")
    expect(own.get_by_role("button", name="Undo")).to_have_count(0)


def test_starting_the_next_letter_keeps_the_practice_as_typed(own: Page) -> None:
    form.fill(own, {"practice_name": "Example Heart Clinic East", "claim_number": "EX26063000417"})
    own.get_by_role("button", name="Start the next letter").click()
    own.get_by_role("dialog", name="?").get_by_role("button", name="Start the next letter").click()
    expect(form.control(own, "claim_number")).to_have_value("")
    expect(form.control(own, "practice_name")).to_have_value("Example Heart Clinic East")
