"""The remittance has come. A biller chooses the file, sees which claims were denied for medical
necessity and until when she can appeal, and writes the letter of one: the facts are filled in, each
with where it came from. She adds the records and takes one numbered PDF. From a server, and from a
disk.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect
from pypdf import PdfReader

from tests.journeys import claims, form, late
from tests.journeys.claims import payload
from tests.journeys.conftest import NewContext, expect_loaded
from tests.journeys.looks import expect_accessible
from tests.journeys.server import Served
from tests.remittances import Service, SyntheticClaim, make_835, many_claims
from tests.unit.packet_files import jpeg, pdf

NECESSITY = SyntheticClaim()
AUTHORIZATION = SyntheticClaim(
    account="EXAMPLE-2",
    number="EX2026000999",
    filing="CI",
    patient=("SAMPLE", "ROBIN", "Q", "JR"),
    services=(Service(cas=(("CO", "197", "1200.50"),), remarks=()),),
)
TIMELY = SyntheticClaim(
    account="EXAMPLE-3",
    number="EX2026000777",
    services=(Service(cas=(("CO", "29", "75"),), remarks=()),),
)
PAID = SyntheticClaim(
    account="EXAMPLE-4",
    number="EX2026000555",
    paid="150",
    services=(Service(paid="150", cas=(("CO", "45", "100"),), remarks=()),),
)
FILE = make_835([PAID, TIMELY, NECESSITY, AUTHORIZATION])


@pytest.fixture
def listed(inbox: Page) -> Page:
    """The list of a remittance."""
    claims.choose_remittance(inbox, payload("a.835", FILE))
    expect(claims.rows(inbox)).to_have_count(4)
    return inbox


def test_from_the_835_to_a_packet_ready_to_send(page: Page, address: str) -> None:
    claims.open_claims(page, address)
    claims.choose_remittance(page, payload("a.835", FILE))
    expect(claims.rows(page)).to_have_count(4)
    numbers = [row.split("Claim ")[1][:12] for row in claims.rows(page).all_inner_texts()]
    assert numbers == ["EX2026000999", "EX2026000123", "EX2026000777", "EX2026000555"]
    row = claims.line(page, "EX2026000123")
    expect(row).to_contain_text("CO-50, N115, MA01")
    expect(row).to_contain_text("$250.00")
    expect(row).to_contain_text("August 4, 2026, 111 days left")

    claims.write(page, "EX2026000123")
    expect(form.control(page, "claim_number")).to_have_value("EX2026000123")
    field = page.locator("#claim_number-field")
    expect(field).to_contain_text("From the remittance: CLP07")
    asked = "the diagnoses, the date of birth, and why the care was necessary"
    expect(page.get_by_text(f"The file does not say {asked}. Add that below.")).to_be_visible()
    form.fill(page, {"signer_name": "Alex Example, MD", "signer_title": "Treating physician"})
    form.fill(page, {"patient_birth_date": "7/9/1952", "diagnosis_codes": "M54.16"})
    expect(page.get_by_text("Nothing is missing.", exact=True)).to_be_visible()

    claims.attach(page, payload("claim.pdf", pdf("The claim")), payload("x.jpg", jpeg()))
    claims.attach(page, payload("notes.pdf", pdf("one", "two", "three", "four")))
    page.get_by_label("Name of exhibit C").fill("Progress notes")
    page.get_by_label("Pages of exhibit C").fill("2-3")
    page.get_by_role("button", name="Refer to exhibit C").click()
    page.keyboard.type("2")
    page.get_by_role("button", name="Move exhibit C up").click()
    expect(form.letter(page)).to_contain_text("Exhibit B, page 2")
    expect(form.letter(page)).to_contain_text("Exhibit B: Progress notes (2 pages)")
    download = claims.make_packet(page)
    assert download.suggested_filename == "appeal-packet.pdf"
    pages = [found.extract_text() for found in PdfReader(download.path()).pages]
    assert "Appeal packet" in pages[0]
    assert "PAT EXAMPLE" not in pages[0]
    assert "PAT EXAMPLE" in pages[1]
    assert ["two" in pages[-3], "Exhibit B - page 1 of 2" in pages[-3]] == [True, True]
    assert "Exhibit B - page 2 of 2" in pages[-2]
    assert "Exhibit C - page 1 of 1" in pages[-1]
    expect(page.get_by_role("heading", name="Send it, and keep proof")).to_be_visible()


def test_each_answer_says_where_it_came_from_until_somebody_changes_it(listed: Page) -> None:
    claims.write(listed, "EX2026000123")
    origin = listed.locator("#payer_name-field .m1-origin")
    expect(origin).to_have_text("From the remittance: N1*PR")
    box = form.control(listed, "payer_name")
    expect(box).to_have_accessible_description("From the remittance: N1*PR")
    box.fill("Another payer")
    expect(origin).to_have_count(0)
    expect(listed.locator("#claim_number-field .m1-origin")).to_be_visible()
    expect(listed.locator("#diagnosis_codes-field .m1-origin")).to_have_count(0)


def test_what_was_typed_for_a_claim_is_there_when_one_comes_back(listed: Page) -> None:
    claims.write(listed, "EX2026000123")
    form.control(listed, "clinical_summary").fill("Eight weeks of pain.")
    claims.attach(listed, payload("notes.pdf", pdf("one")))
    claims.back(listed)
    expect(claims.line(listed, "EX2026000123")).to_contain_text("Letter started")
    claims.write(listed, "EX2026000999")
    expect(form.control(listed, "clinical_summary")).to_have_value("")
    expect(listed.locator(".m1-exhibit")).to_have_count(0)
    claims.back(listed)
    claims.write(listed, "EX2026000123")
    expect(form.control(listed, "clinical_summary")).to_have_value("Eight weeks of pain.")
    expect(listed.locator(".m1-exhibit")).to_have_count(1)


def test_a_letter_that_was_taken_is_whole_when_one_comes_back(listed: Page) -> None:
    claims.write(listed, "EX2026000123")
    form.fill(listed, {"signer_name": "Alex Example, MD", "signer_title": "Treating physician"})
    summary = form.control(listed, "clinical_summary")
    summary.fill("Eight weeks of pain.")
    claims.attach(listed, payload("notes.pdf", pdf("one")))
    form.download(listed, "Download Word")
    claims.back(listed)
    expect(claims.line(listed, "EX2026000123")).to_contain_text("Letter taken")
    claims.write(listed, "EX2026000123")
    expect(summary).to_have_value("Eight weeks of pain.")
    expect(listed.locator(".m1-exhibit")).to_have_count(1)
    late.hold_messages(listed, "letter")
    listed.get_by_role("button", name="Download Word").click()
    summary.press_sequentially(" Still.")
    late.let_go(listed)
    expect(form.notes(listed, "Downloaded appeal-letter.docx.")).to_be_visible()
    claims.back(listed)
    # What was typed while it was written is not in the file.
    expect(claims.line(listed, "EX2026000123")).to_contain_text("Letter started")
    claims.write(listed, "EX2026000123")
    expect(summary).to_have_value("Eight weeks of pain. Still.")


def test_a_letter_of_no_claim_becomes_that_of_none(listed: Page) -> None:
    claims.write(listed, "EX2026000123")
    form.fill(listed, {"signer_name": "Alex Example, MD", "signer_title": "Treating physician"})
    form.download(listed, "Download Word")
    listed.get_by_role("button", name="Start the next letter").click()
    question = listed.get_by_role("dialog", name="Start the next letter?")
    question.get_by_role("button", name="Start the next letter").click()
    expect(listed.get_by_text("The file does not say")).to_have_count(0)
    form.control(listed, "claim_number").fill("EX1")
    claims.back(listed)
    expect(claims.line(listed, "EX2026000123")).to_contain_text("Letter taken")
    claims.line(listed, "EX2026000123").get_by_role("button", name="Write this letter").click()
    # It is kept nowhere, so it does not go unasked.
    question = listed.get_by_role("dialog", name="Write the letter of this claim?")
    question.get_by_role("button", name="Write this letter").click()
    expect(form.control(listed, "claim_number")).to_have_value("EX2026000123")


def test_nothing_of_one_letter_stands_beside_the_next(listed: Page) -> None:
    files: list[str] = []
    listed.on("download", lambda file: files.append(file.suggested_filename))
    claims.write(listed, "EX2026000123")
    listed.get_by_role("button", name="Download Word").click()
    expect(form.error_summary(listed)).to_be_visible()
    door = listed.locator("[data-module=m1-door]")
    expect(door).to_be_visible()
    form.fill(listed, {"signer_name": "Alex Example, MD"})
    late.hold_messages(listed, "letter")
    listed.get_by_role("button", name="Download Word").click()
    claims.back(listed)
    claims.write(listed, "EX2026000999")
    late.let_go(listed)
    form.fill(listed, {"signer_title": "Treating physician"})
    form.download(listed, "Download text")
    expect(form.error_summary(listed)).to_be_hidden()
    assert files == ["appeal-letter.txt"]
    late.hold_messages(listed, "preview")
    claims.back(listed)
    claims.write(listed, "EX2026000123")
    expect(form.letter(listed)).not_to_contain_text("EX2026000999")
    expect(door).to_be_hidden()
    late.let_go(listed)


def test_exhibits_that_are_still_read_come_into_no_other_letter(listed: Page) -> None:
    claims.write(listed, "EX2026000123")
    late.hold_files(listed)
    for name in ("first.pdf", "second.pdf"):
        listed.get_by_label("Add exhibits").set_input_files(payload(name, pdf(name)))
    claims.back(listed)
    claims.write(listed, "EX2026000999")
    late.let_go(listed)
    claims.attach(listed, payload("other.pdf", pdf("other")))
    expect(listed.get_by_label("Name of exhibit A")).to_have_value("other")
    late.hold_files(listed)
    for name in ("third.pdf", "fourth.pdf"):
        listed.get_by_label("Add exhibits").set_input_files(payload(name, pdf(name)))
    late.let_go(listed)
    # What is chosen while another file is read follows it.
    expect(listed.locator(".m1-exhibit")).to_have_count(3)
    claims.back(listed)
    claims.write(listed, "EX2026000123")
    expect(listed.locator(".m1-exhibit")).to_have_count(0)
    claims.back(listed)
    # So do remittances; those that wait go when all is cleared.
    late.hold_files(listed)
    for number in ("EX6", "EX7"):
        claims.choose_remittance(listed, payload(number, make_835([SyntheticClaim(number=number)])))
    late.let_go(listed)
    for number in ("EX6", "EX7"):
        expect(claims.line(listed, number)).to_be_visible()


def test_one_claim_says_nothing_of_another(listed: Page) -> None:
    claims.write(listed, "EX2026000123")
    expect(form.control(listed, "policy")).to_have_value("")
    expect(form.letter(listed)).to_contain_text("Request for redetermination, claim EX2026000123")
    claims.back(listed)
    claims.write(listed, "EX2026000999")
    expect(form.letter(listed)).to_contain_text("ROBIN Q SAMPLE JR")
    expect(form.letter(listed)).not_to_contain_text("EX2026000123")
    # What the route needs enclosed is there for each letter, though the last one was of this kind.
    claims.back(listed)
    claims.write(listed, "EX2026000999")
    expect(form.control(listed, "enclosures")).to_have_value(
        "Original claim\nMedical records supporting the service\n"
        "Authorization of representative, signed by the patient\nNotice of the denial"
    )


def test_the_practices_own_details_stay(listed: Page) -> None:
    claims.write(listed, "EX2026000123")
    expect(form.control(listed, "practice_name")).to_have_value("EXAMPLE CLINIC")
    form.control(listed, "practice_name").fill("Example Clinic of the Valley")
    form.control(listed, "signer_name").fill("Alex Example, MD")
    claims.back(listed)
    claims.write(listed, "EX2026000999")
    expect(form.control(listed, "practice_name")).to_have_value("Example Clinic of the Valley")
    expect(form.control(listed, "signer_name")).to_have_value("Alex Example, MD")


def test_a_list_is_filtered_sorted_and_chosen_from(inbox: Page) -> None:
    claims.choose_remittance(inbox, payload("a.835", make_835([NECESSITY, *many_claims(1200)])))
    expect(inbox.get_by_text("Claims 1 to 50 of 1,201")).to_be_visible()
    inbox.get_by_role("button", name="Next claims").click()
    expect(inbox.get_by_text("Claims 51 to 100 of 1,201")).to_be_visible()
    inbox.get_by_label("Show", exact=True).select_option("Denied for medical necessity")
    expect(inbox.get_by_text("Claims 1 to 50 of 121")).to_be_visible()
    inbox.get_by_label("Find", exact=True).fill("pat11")
    expect(claims.rows(inbox)).to_have_count(11)
    inbox.get_by_role("button", name="Patient and claim").click()
    header = inbox.get_by_role("columnheader", name="Patient and claim")
    expect(header).to_have_attribute("aria-sort", "ascending")
    first = claims.rows(inbox).first.inner_text()
    inbox.get_by_role("button", name="Patient and claim").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    assert claims.rows(inbox).last.inner_text() == first
    inbox.get_by_label("Select all denied claims").check()
    expect(inbox.get_by_role("button", name="Write letters for 11 selected")).to_be_enabled()
    inbox.get_by_label("Find", exact=True).fill("nobody")
    expect(inbox.get_by_text("No claim fits. Change what you look for.")).to_be_visible()


def test_a_packet_of_five_hundred_pages_says_how_far_it_is_and_can_be_stopped(
    listed: Page,
) -> None:
    claims.write(listed, "EX2026000123")
    form.fill(listed, {"signer_name": "Alex Example, MD", "signer_title": "Treating physician"})
    claims.attach(listed, payload("record.pdf", pdf(*map(str, range(500)))))
    made = listed.locator("[data-making]")
    listed.get_by_role("button", name="Make the packet").click()
    made.get_by_role("button", name="Cancel").click()
    expect(made.get_by_role("status")).to_have_text("Stopped. Nothing was made.")
    listed.evaluate(
        """() => {
          window.told = [];
          const $status = document.querySelector("[data-making] [role=status]");
          new MutationObserver(() => window.told.push($status.textContent)).observe(
            $status, { childList: true, characterData: true, subtree: true });
        }"""
    )
    download = claims.make_packet(listed)
    assert len(PdfReader(download.path()).pages) == 503
    assert re.search(r"\d+ of 503 pages\.", " ".join(listed.evaluate("told")))


def test_a_packet_that_is_being_made_is_not_begun_again(listed: Page) -> None:
    files: list[str] = []
    listed.on("download", lambda file: files.append(file.suggested_filename))
    claims.write(listed, "EX2026000123")
    form.fill(listed, {"signer_name": "Alex Example, MD", "signer_title": "Treating physician"})
    late.hold_messages(listed, "packet")
    make = listed.get_by_role("button", name="Make the packet")
    make.click()
    expect(listed.get_by_text("Making the packet.")).to_be_visible()
    make.click()
    assert late.held(listed) == 1
    late.let_go(listed)
    expect(listed.get_by_text("Downloaded appeal-packet.pdf.")).to_be_visible()
    assert files == ["appeal-packet.pdf"]


def test_letters_of_a_batch_go_the_way_that_each_claim_says(listed: Page) -> None:
    """Both claims are of one payer by name, and of two kinds of plan."""
    listed.get_by_label("Show", exact=True).select_option("Denied for medical necessity")
    listed.get_by_label("Select all denied claims").check()
    listed.get_by_role("button", name="Write letters for 2 selected").click()
    for kind in ("Original Medicare", "Commercial or employer plan"):
        group = listed.get_by_role("group", name=f"EXAMPLE HEALTH PLAN: {kind}")
        expect(group.get_by_label("Kind of payer").locator("option:checked")).to_have_text(kind)
    listed.locator("#batch-signer_name").fill("Alex Example, MD")
    listed.locator("#batch-signer_title").fill("Treating physician")
    archive = zipfile.ZipFile(claims.press(listed, "Write the letters (ZIP)").path())
    index = csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig")))
    assert {line["Claim number"]: line["Appeal"] for line in index} == {
        "EX2026000123": "Redetermination by the MAC",
        "EX2026000999": "Internal appeal to the plan",
    }


def test_a_denial_that_a_later_file_takes_back_is_said_to_be_reversed(inbox: Page) -> None:
    """The same file twice lists nothing twice; what nobody denied is not chosen with all."""
    apart = Service(modifiers=("GA",), cas=(("PR", "50", "80"),))
    first = make_835(
        [SyntheticClaim(number="EX1", account="E1"), SyntheticClaim(services=(Service(), apart))]
    )
    for _ in range(2):
        claims.choose_remittance(inbox, payload("a.835", first))
        expect(claims.rows(inbox)).to_have_count(3)
    expect(inbox.get_by_text("3 claims listed already")).to_be_visible()
    expect(claims.rows(inbox).filter(has_text="bill the patient")).to_have_count(1)
    again = make_835([SyntheticClaim(number="EX1", account="E1", status="22")])
    claims.choose_remittance(inbox, payload("b.835", again))
    expect(claims.line(inbox, "EX1")).to_contain_text("reversed later")
    inbox.get_by_label("Select all denied claims").check()
    inbox.get_by_role("button", name="Write letters for 2 selected").click()
    inbox.locator("#batch-signer_name").fill("Alex Example, MD")
    inbox.locator("#batch-signer_title").fill("Treating physician")
    inbox.get_by_role("button", name="See what each letter lacks").click()
    expect(inbox.get_by_text("Another way is advised: bill the patient.")).to_be_visible()
    inbox.get_by_label("Also write letters where another way").check()
    inbox.get_by_role("button", name="See what each letter lacks").click()
    expect(inbox.get_by_text("Nothing is missing. All letters can be written.")).to_be_visible()


def test_a_claim_that_needs_two_letters_counts_once_and_its_rows_are_told_apart(
    inbox: Page,
) -> None:
    apart = Service(modifiers=("GA",), cas=(("PR", "50", "80"),))
    two = SyntheticClaim(services=(Service(), apart))
    one = SyntheticClaim(number="EX1", account="E1")
    claims.choose_remittance(inbox, payload("a.835", make_835([one, two, PAID])))
    expect(claims.rows(inbox)).to_have_count(4)
    denied = "2 claims denied for medical necessity or what comes with it, $580.00 at stake"
    expect(inbox.get_by_text(f"{denied}; 0 denied otherwise; 1 not denied.")).to_be_visible()
    for name in (
        "claim EX2026000123 of PAT EXAMPLE: CO-50",
        "claim EX2026000123 of PAT EXAMPLE: PR-50",
        "claim EX1 of PAT EXAMPLE",
    ):
        write = inbox.get_by_role("button", name=f"Write this letter: {name}", exact=True)
        expect(write).to_have_count(1)
        expect(inbox.get_by_role("checkbox", name=f"Select {name}", exact=True)).to_have_count(1)


def test_files_can_be_dropped_and_pasted(inbox: Page) -> None:
    data = inbox.evaluate_handle(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.835"));
          return data;
        }""",
        FILE,
    )
    beside = "(data) => document.body.dispatchEvent(new DragEvent('drop', " + (
        "{ dataTransfer: data, bubbles: true, cancelable: true }))"
    )
    assert inbox.evaluate(beside, data) is False  # or the browser would open it, name and all
    inbox.dispatch_event("[data-choose]", "drop", {"dataTransfer": data})
    expect(claims.rows(inbox)).to_have_count(4)
    inbox.get_by_text("Or paste its text").click()
    inbox.get_by_label("Text of the remittance").fill(make_835([SyntheticClaim(number="EX5")]))
    inbox.get_by_role("button", name="Read this text").click()
    expect(claims.line(inbox, "EX5")).to_be_visible()
    expect(claims.rows(inbox)).to_have_count(5)


def test_what_is_damaged_or_something_else_is_named_and_the_rest_is_there(inbox: Page) -> None:
    damaged = FILE.replace("472*20260304", "472*20260230", 1)
    claims.choose_remittance(
        inbox,
        payload("a.835", damaged[:-120]),
        payload("b.pdf", b"%PDF-1.7"),
        payload("c.837", FILE.replace("ST*835*", "ST*837*")),
    )
    expect(claims.rows(inbox)).to_have_count(4)
    assert claims.said(inbox) == [
        "a.835, segment 19: DTM02 is no day; it was left out.",
        "a.835, segment 35: The file ends in the middle of it; it was left out.",
        "b.pdf: This is a PDF, and no 835. Ask your clearinghouse for the 835 (ERA) file.",
        "c.837: This is an 837: claims on their way to the payer. Choose the 835 (ERA) of the same "
        "claims.",
    ]


def test_a_file_that_is_chosen_before_anything_is_loaded_is_read_then(
    page: Page, site: Served
) -> None:
    page.goto(f"{site.address}remittance.html")
    claims.choose_remittance(page, payload("a.835", FILE))
    expect(claims.rows(page)).to_have_count(4, timeout=60_000)


def test_a_file_that_cannot_be_handed_over_is_told_and_keeps_nothing_else_from_loading(
    page: Page, site: Served
) -> None:
    """A browser that has no memory left refuses to pass what waits to the letter writer."""
    page.add_init_script(
        """
        const { prototype } = Worker;
        const post = prototype.postMessage;
        prototype.postMessage = function (message, ...rest) {
          if (message.job === "remittance") throw new DOMException("EXAMPLE", "DataCloneError");
          return post.call(this, message, ...rest);
        };
        window.putBack = () => { prototype.postMessage = post; };
        """
    )
    page.goto(f"{site.address}remittance.html", wait_until="domcontentloaded")
    claims.choose_remittance(page, payload("a.835", FILE))
    fault = page.get_by_text("This site has a fault (EXAMPLE): it could not read the file.")
    expect(fault).to_be_visible(timeout=60_000)
    expect_loaded(page)
    page.evaluate("putBack()")
    claims.choose_remittance(page, payload("a.835", FILE))
    expect(claims.rows(page)).to_have_count(4)
    expect(fault).to_have_count(0)


def test_reading_can_be_stopped_and_what_was_read_stays(inbox: Page) -> None:
    claims.choose_remittance(inbox, payload("a.835", make_835(many_claims(20_000))))
    inbox.get_by_role("button", name="Cancel").click()
    expect(inbox.get_by_text("Stopped. What was read so far is listed.")).to_be_visible()
    # The letter writer goes on with other things at once.
    claims.choose_remittance(inbox, payload("b.835", FILE))
    expect(inbox.get_by_text("denied for medical necessity or what comes with it")).to_be_visible()
    inbox.get_by_label("Find", exact=True).fill("EX2026000999")
    expect(claims.rows(inbox)).to_have_count(1)


def test_leaving_asks_while_a_letter_of_the_list_would_be_lost(listed: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    listed.on("dialog", answer)
    claims.write(listed, "EX2026000123")
    claims.back(listed)
    listed.reload()
    assert asked == []
    expect_loaded(listed)
    claims.choose_remittance(listed, payload("a.835", FILE))
    claims.write(listed, "EX2026000123")
    form.control(listed, "clinical_summary").press_sequentially("Eight weeks of pain.")
    claims.back(listed)
    listed.reload()
    assert asked == ["beforeunload"]


def test_every_state_is_accessible(looked_at: Page, site: Served) -> None:
    page = claims.open_claims(looked_at, site.address)
    expect_accessible(page)
    claims.choose_remittance(page, payload("a.835", FILE[:-120]), payload("b", b"x"))
    expect(claims.rows(page)).to_have_count(4)
    expect_accessible(page)
    claims.write(page, "EX2026000123")
    claims.attach(page, payload("notes.pdf", pdf("one")), payload("claim.pdf", pdf("two")))
    page.get_by_label("Pages of exhibit A").fill("9")
    expect(page.get_by_text("There is no page 9: this file has 1 page.")).to_be_visible()
    page.get_by_text("Save this case, or open one").click()
    expect_accessible(page)
    page.get_by_label("Pages of exhibit A").fill("")
    form.fill(page, {"signer_name": "Alex Example, MD", "signer_title": "Treating physician"})
    page.get_by_label("Fax", exact=True).check()
    claims.make_packet(page)
    expect(page.get_by_role("heading", name="Send it, and keep proof")).to_be_visible()
    expect_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_alone_gets_from_the_list_to_the_packet(listed: Page) -> None:
    listed.get_by_label("Find", exact=True).focus()
    for _ in range(40):
        listed.keyboard.press("Tab")
        name = listed.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
        if name.startswith("Write this letter: claim EX2026000123"):
            break
    listed.keyboard.press("Enter")
    expect(listed.get_by_role("button", name="Back to the list")).to_be_focused()
    form.fill(listed, {"signer_name": "Alex Example, MD", "signer_title": "Treating physician"})
    claims.attach(listed, payload("one.pdf", pdf("one")), payload("two.pdf", pdf("two")))
    listed.get_by_role("button", name="Move exhibit B up").focus()
    listed.keyboard.press("Enter")
    expect(listed.get_by_role("button", name="Move exhibit A down")).to_be_focused()
    expect(listed.get_by_label("Name of exhibit A")).to_have_value("two")
    listed.get_by_role("button", name="Remove exhibit A").focus()
    listed.keyboard.press("Enter")
    expect(listed.get_by_role("button", name="Remove exhibit A")).to_be_focused()
    expect(listed.locator(".m1-exhibit")).to_have_count(1)
    listed.get_by_role("button", name="Make the packet").focus()
    with listed.expect_download() as made:
        listed.keyboard.press("Enter")
    assert len(PdfReader(io.BytesIO(Path(made.value.path()).read_bytes())).pages) >= 3


def test_without_a_file_the_page_says_where_the_facts_are(page: Page, site: Served) -> None:
    page.goto(f"{site.address}remittance.html")
    expect(page.get_by_role("heading", name="Where the facts of a letter are")).to_be_visible()


def test_the_day_counts_from_the_users_clock(new_context: NewContext, site: Served) -> None:
    page = new_context(day=date(2026, 8, 5)).new_page()
    claims.open_claims(page, site.address)
    claims.choose_remittance(page, payload("a.835", FILE))
    expect(claims.line(page, "EX2026000123")).to_contain_text("August 4, 2026, passed")
    expect(claims.line(page, "EX2026000123")).to_contain_text("too late")
