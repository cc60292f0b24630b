"""The practice system gives a denial report. A biller saves it as CSV, corrects one column, and has
a hundred letters as one ZIP before lunch.
"""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import claims, late
from tests.journeys.claims import payload
from tests.journeys.looks import expect_accessible
from tests.journeys.server import Served

HEADER = "Claim No,Patient,Member Number,Payer,DOS,Posted,Denial Code,Remark,CPT,Open\r\n"
LINE = (
    'EX{n:04},"Example, Pat{n}",EXM{n:06},{payer},3/{day}/2026,4/1/2026,CO-50,N115,72148,'
    '"$1,250.00"\r\n'
)


def worklist(count: int) -> bytes:
    lines = (
        LINE.format(n=n, day=1 + n % 28, payer=f"Example Plan {n % 2 + 1}") for n in range(count)
    )
    return (HEADER + "".join(lines)).encode()


def choose_columns(page: Page, **columns: str) -> None:
    for column, field in columns.items():
        page.get_by_label(f"{column.replace('_', ' ')} is", exact=True).select_option(label=field)


def begin_batch(page: Page) -> None:
    """Select all claims, and say what all letters share."""
    page.get_by_label("Select all denied claims").check()
    page.get_by_role("button", name="Write letters for").click()
    for name, answer in {
        "practice_name": "Example Clinic",
        "practice_address": "1 Example Street\nExample City, OH 43000",
        "signer_name": "Alex Example, MD",
        "signer_title": "Treating physician",
    }.items():
        page.locator(f"#batch-{name}").fill(answer)


def test_from_the_worklist_to_a_hundred_letters(inbox: Page) -> None:
    claims.choose_worklist(inbox, worklist(100))
    expect(inbox.get_by_role("heading", name="Which column is what")).to_be_focused()
    choose_columns(inbox, Posted="Date of the denial", Open="Amount at stake")
    inbox.get_by_role("button", name="List the claims").click()
    expect(inbox.get_by_text("Claims 1 to 50 of 100")).to_be_visible()
    expect(inbox.get_by_text("100 claims denied for medical necessity")).to_be_visible()
    row = claims.line(inbox, "EX0007")
    expect(row).to_contain_text("Pat7 Example")
    expect(row).to_contain_text("$1,250.00")

    begin_batch(inbox)
    inbox.get_by_role("button", name="See what each letter lacks").click()
    expect(inbox.get_by_text("100 of 100 letters lack something.")).to_be_visible()
    expect(inbox.locator("[data-lacks-rows] tr").filter(has_text="EX0007")).to_contain_text(
        "Enter the address of the payer's appeals department"
    )
    for payer in ("Example Plan 1", "Example Plan 2"):
        group = inbox.get_by_role("group", name=payer, exact=True)
        group.get_by_label("Kind of payer").select_option(label="Commercial or employer plan")
        group.get_by_label("Appeals department address").fill(f"{payer}\nExample City, OH 43000")
    inbox.get_by_role("button", name="See what each letter lacks").click()
    expect(inbox.get_by_text("Nothing is missing. All letters can be written.")).to_be_visible()

    with inbox.expect_download() as made:
        inbox.get_by_role("button", name="Write the letters (ZIP)").click()
    expect(inbox.get_by_text("Downloaded appeal-letters.zip with 100 letters.")).to_be_visible()
    assert made.value.suggested_filename == "appeal-letters.zip"
    archive = zipfile.ZipFile(made.value.path())
    assert archive.testzip() is None
    index = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))
    assert len(index) == 100
    assert index[7]["Folder"] == "claim-EX0007"
    assert len([name for name in archive.namelist() if name.endswith(".docx")]) == 100
    assert "left-out.csv" not in archive.namelist()
    assert not [name for name in archive.namelist() if "Example" in name]


def test_columns_are_saved_and_used_again(page: Page, site: Served) -> None:
    claims.open_claims(page, site.address)
    claims.choose_worklist(page, worklist(3))
    choose_columns(page, Open="not used", Posted="Date of the denial")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save these columns as a file").click()
    assert saved.value.suggested_filename == "worklist-columns.json"
    kept = Path(saved.value.path()).read_text(encoding="utf-8")
    assert "Example" not in kept
    page.reload()
    claims.choose_worklist(page, worklist(3))
    page.get_by_label("Columns that were saved before").set_input_files(
        payload("worklist-columns.json", kept)
    )
    expect(page.get_by_text("The saved columns are chosen.")).to_be_visible()
    expect(page.get_by_label("Open is", exact=True)).to_have_value("")
    expect(page.get_by_label("Posted is", exact=True)).to_have_value("denial_date")
    page.get_by_label("Columns that were saved before").set_input_files(payload("x.json", "{"))
    expect(page.get_by_text("This is not a file of remembered columns.")).to_be_visible()
    expect(page.get_by_label("Posted is", exact=True)).to_have_value("denial_date")


def test_a_file_that_is_no_worklist_is_told(inbox: Page) -> None:
    claims.choose_worklist(inbox, b"PK\x03\x04", "report.xlsx")
    expect(inbox.get_by_text("report.xlsx: ")).to_contain_text("CSV")
    columns = inbox.get_by_role("heading", name="Which column is what")
    expect(columns).to_be_hidden()

    late.hold_files(inbox)
    claims.choose_worklist(inbox, worklist(3))
    inbox.get_by_role("button", name="Cancel").click()
    late.let_go(inbox)
    expect(inbox.get_by_text("Stopped. Nothing was read.")).to_be_visible()
    expect(columns).to_be_hidden()

    late.hold_messages(inbox, "columns")
    claims.choose_worklist(inbox, worklist(3))
    expect(inbox.get_by_text("Reading the worklist.")).to_be_visible()
    late.expect_held(inbox)
    inbox.get_by_role("button", name="Cancel").click()
    expect(inbox.get_by_text("Stopped. Nothing was read.")).to_be_visible()
    late.let_go(inbox)
    expect(columns).to_be_hidden()

    # Without a row of names the cells of a claim stand for them, and are not saved.
    claims.choose_worklist(inbox, worklist(3).split(b"\n", 1)[1])
    expect(columns).to_be_visible()
    expect(inbox.get_by_role("button", name="Save these columns as a file")).to_be_hidden()


def test_a_letter_of_the_batch_can_be_finished_by_hand(inbox: Page) -> None:
    claims.choose_worklist(inbox, worklist(2))
    inbox.get_by_role("button", name="List the claims").click()
    begin_batch(inbox)
    inbox.get_by_role("button", name="See what each letter lacks").click()
    inbox.get_by_role("button", name="Write this letter: claim EX0001", exact=True).click()
    inbox.locator("#appeals_address").fill("PO Box 1\nExample City, OH 43000")
    claims.back(inbox)
    inbox.get_by_role("button", name="Write the letters (ZIP)").click()
    expect(inbox.get_by_text("with 1 letter. 1 is in left-out.csv")).to_be_visible()
    # What all letters share is not typed for this one.
    claims.write(inbox, "EX0001")
    expect(inbox.locator("#signer_name")).to_have_value("")
    claims.back(inbox)
    expect(claims.line(inbox, "EX0001")).to_contain_text("Letter taken")
    expect(claims.line(inbox, "EX0000")).not_to_contain_text("Letter taken")


def test_a_batch_can_be_stopped(inbox: Page) -> None:
    claims.choose_worklist(inbox, worklist(400))
    late.hold_messages(inbox, "worklist")
    take = inbox.get_by_role("button", name="List the claims")
    take.click()
    late.expect_held(inbox)
    take.click()
    assert late.held(inbox) == 1
    late.let_go(inbox)
    begin_batch(inbox)
    inbox.locator("#batch-pdf").check()
    inbox.get_by_role("button", name="Write the letters (ZIP)").click()
    inbox.get_by_role("button", name="Cancel").click()
    expect(inbox.get_by_text("Stopped. Nothing was downloaded.")).to_be_visible()
    expect(inbox.locator("#batch-signer_name")).to_have_value("Alex Example, MD")


def test_columns_and_batch_are_accessible(looked_at: Page, site: Served) -> None:
    page = claims.open_claims(looked_at, site.address)
    claims.choose_worklist(page, worklist(3))
    expect(page.get_by_role("heading", name="Which column is what")).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="List the claims").click()
    begin_batch(page)
    page.get_by_role("button", name="See what each letter lacks").click()
    expect(page.get_by_text("3 of 3 letters lack something.")).to_be_visible()
    expect_accessible(page)
