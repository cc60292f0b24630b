"""A biller has the denial, the policy and the record. She drops the record on the page, pastes the
policy's criteria, and chooses what proves them; the letter quotes the record word for word, and the
packet holds these words on the very pages that the letter names.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.evidence_records import CHOSEN, CLAIM, CRITERIA, FILES, UNDOCUMENTED
from tests.journeys import claims, form, late, record
from tests.journeys.claims import payload
from tests.journeys.conftest import NewContext, expect_loaded, open_appeal
from tests.journeys.looks import expect_accessible
from tests.journeys.server import Served
from tests.remittances import make_835
from tests.unit.packet_files import pdf

CHART, NOTE, PORTAL = names = ["chart.pdf", "follow-up.docx", "portal.txt"]
ANSWERED = len({one.criterion for one in CHOSEN if one.criterion >= 0})


@pytest.fixture
def opened(desk: Page) -> Page:
    """The record beside what it offers, for a letter with nothing but its service."""
    form.fill(
        desk,
        {
            "patient_name": "PAT EXAMPLE",
            "patient_birth_date": "7/9/1952",
            "service_description": "lumbar epidural steroid injection",
        },
    )
    record.open_record(desk)
    return desk


def files(*wanted: str) -> list[FilePayload]:
    return [payload(name, FILES[name]()) for name in wanted]


def folded(text: str) -> str:
    """Take away what the lines of a page do to its words: spaces, and hyphens at their ends."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def printed_pages(file: Path, *way: str) -> list[str]:
    done = subprocess.run(
        ["pdftotext", *way, str(file), "-"], check=True, capture_output=True, text=True
    )
    return done.stdout.split("\f")


def test_from_the_835_to_a_packet_that_quotes_the_record(inbox: Page, tmp_path: Path) -> None:
    claims.choose_remittance(inbox, payload("a.835", make_835([CLAIM])))
    expect(claims.rows(inbox)).to_have_count(1)
    claims.write(inbox, "EX2026000123")
    form.fill(inbox, {"signer_name": "Alex Example, MD", "signer_title": "Treating physician"})
    form.fill(inbox, {"patient_birth_date": "7/9/1952", "diagnosis_codes": "M54.16"})

    record.open_record(inbox)
    record.paste_criteria(inbox, CRITERIA, 6)
    record.add(inbox, *files(*names))
    for chosen in CHOSEN:
        record.quote(inbox, chosen, names)
    record.choose_criterion(inbox, UNDOCUMENTED)
    inbox.get_by_label("The record does not document this").check()
    expect(inbox.get_by_text("The letter will not claim it.")).to_be_visible()
    assert record.answers(inbox)[UNDOCUMENTED] == "not documented"
    assert "open" not in record.answers(inbox)
    record.leave(inbox)

    letter = form.letter(inbox)
    expect(letter).to_contain_text("What the record shows")
    for chosen in CHOSEN:
        expect(letter).to_contain_text(f"“{chosen.text}”")
    assert letter.locator("table.m1-columns tbody").count() == ANSWERED
    inbox.get_by_role("button", name="Move exhibit C up").click()
    inbox.get_by_label("Pages of exhibit A").fill("1-8, 10-12")
    expect(letter).to_contain_text("Exhibit B, page 1")
    download = claims.make_packet(inbox)
    made = tmp_path / "packet.pdf"
    download.save_as(made)
    expect(inbox.get_by_text("were not found on")).to_have_count(0)

    pages = printed_pages(made)
    # pdftotext goes through two columns row by row: the left half of each page is read once more.
    halves = printed_pages(made, "-x", "0", "-y", "0", "-W", "306", "-H", "792")
    stamped = {
        (match[1], int(match[2])): folded(text + half)
        for text, half in zip(pages, halves, strict=True)
        if (match := re.search(r"Exhibit ([A-Z]) - page (\d+) of", text))
    }
    whole = " ".join(" ".join(pages).split())
    order = [CHART, PORTAL, NOTE]
    for chosen in CHOSEN:
        exhibit = "ABC"[order.index(chosen.file)]
        # Page 9 of the chart is not enclosed.
        first, last = (
            one - (chosen.file == CHART and one > 9)
            for one in (chosen.page, chosen.last or chosen.page)
        )
        named = (
            f"Exhibit {exhibit}, page {first}"
            if first == last
            else f"Exhibit {exhibit}, pages {first}-{last}"
        )
        assert named in whole
        held = "".join(stamped[exhibit, page] for page in range(first, last + 1))
        words = folded(chosen.text)
        if first == last:
            assert words in held
        else:
            assert words[:20] in stamped[exhibit, first]
            assert words[-20:] in stamped[exhibit, last]


def test_sentences_are_offered_for_each_criterion_with_the_reason(opened: Page) -> None:
    record.add(opened, *files(CHART))
    record.paste_criteria(opened, CRITERIA, 6)
    record.choose_criterion(opened, 3)
    offered = opened.locator(".m1-offer")
    expect(offered.first).to_contain_text("MRI report, January 22, 2026")
    expect(offered.first).to_contain_text("Why: ")
    offered.first.get_by_role("button", name="Quote").click()
    expect(record.say(opened)).to_have_text("Quoted for criterion 4.")
    expect(offered.first.get_by_role("button", name="Quote")).to_have_text("Quoted")
    expect(record.text(opened).locator("[aria-description=quoted]")).to_have_count(0)
    offered.first.get_by_role("button", name="Show in the record").click()
    shown = record.text(opened).locator("[role=option]:focus")
    expect(shown).to_have_attribute("aria-description", "quoted")


def test_everything_can_be_undone(opened: Page) -> None:
    record.add(opened, *files(PORTAL))
    record.paste_criteria(opened, CRITERIA, 6)
    record.choose_criterion(opened, -1)
    option = record.text(opened).locator("[role=option]").nth(2)
    words = option.inner_text().strip()
    option.focus()
    opened.keyboard.press("Enter")
    expect(record.quotes(opened)).to_have_count(1)
    opened.get_by_role("button", name="Shorten quotation 1").click()
    whole = opened.get_by_label("All of quotation 1: select what to leave out")
    first = words.split()[0]
    whole.evaluate(
        "($box, end) => { $box.focus(); $box.setSelectionRange(0, end); }", len(first) - 1
    )
    opened.get_by_role("button", name="Leave out what is selected").click()
    shortened = opened.locator(".m1-quote__text")
    expect(shortened).to_have_text(
        f"[...] {words.removeprefix(first).strip()}", use_inner_text=True
    )
    record.choose_criterion(opened, 0)
    opened.get_by_role("button", name="Remove this criterion").click()
    expect(opened.locator(".m1-criterion")).to_have_count(6)
    for said in ("removing criterion 1", "shortening a quotation", "quoting", "adding 6 criteria"):
        opened.get_by_role("button", name=f"Undo {said}").click()
        expect(record.say(opened)).to_have_text(f"Undone: {said}.")
    expect(opened.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    # A button that can do no more does not keep the focus.
    expect(opened.get_by_role("heading", name="Evidence from the record").last).to_be_focused()
    expect(record.quotes(opened)).to_have_count(0)
    expect(opened.locator(".m1-criterion")).to_have_count(1)


def test_any_words_of_the_record_can_be_quoted_and_no_others(opened: Page) -> None:
    record.add(opened, *files(CHART))
    box = record.text(opened)
    box.evaluate(
        """($text) => {
          const [first, second] = $text.querySelectorAll(".m1-sentence:not(.m1-sentence--heading)");
          const range = document.createRange();
          range.setStart(first.firstChild, 3);
          range.setEnd(second.firstChild, 4);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    opened.get_by_role("button", name="Quote what is selected").click()
    expect(record.quotes(opened)).to_have_count(1)
    quoted = " ".join(opened.locator(".m1-quote__text").inner_text().split())
    assert quoted.endswith("[...]")
    assert folded(quoted.removesuffix("[...]")) in folded(box.inner_text())


def test_another_patient_is_flagged_and_a_page_without_text_is_named(opened: Page) -> None:
    record.add(opened, *files(CHART, "other.pdf"))
    flagged = opened.locator(".m1-evidence__records .m1-error")
    expect(flagged.first).to_contain_text("ROBIN")
    expect(opened.locator(".m1-evidence__records")).to_contain_text("Page 9")
    opened.get_by_label("Page", exact=True).fill("9")
    opened.keyboard.press("Enter")
    expect(opened.locator("[data-note]").last).to_contain_text("Page 9 is a picture without text")
    opened.get_by_label("Page", exact=True).fill("11")
    opened.keyboard.press("Enter")
    opened.get_by_role("button", name="Next page").click()
    expect(opened.get_by_role("button", name="Previous page")).to_be_focused()


def test_a_quotation_whose_page_is_not_enclosed_is_left_out_and_said(opened: Page) -> None:
    record.add(opened, *files(PORTAL, CHART))
    record.choose_criterion(opened, -1)
    chosen = next(one for one in CHOSEN if one.page == 7)
    record.quote(opened, replace(chosen, criterion=-1), [PORTAL, CHART])
    record.leave(opened)
    expect(form.letter(opened)).to_contain_text("Exhibit B, page 7")
    opened.get_by_label("Pages of exhibit B").fill("1-3")
    expect(form.letter(opened)).not_to_contain_text(chosen.text)
    door = opened.get_by_role("region", name="Evidence from the record").first
    expect(door).to_contain_text("0 quotations in the letter, 1 left out.")
    expect(door).to_contain_text("not among the pages")
    record.open_record(opened)
    expect(record.quotes(opened)).to_contain_text("not among the pages")
    record.leave(opened)
    opened.get_by_role("button", name="Remove exhibit B").click()
    record.open_record(opened)
    expect(record.quotes(opened)).to_contain_text("Its exhibit is not in the packet")
    record.add(opened, *files(CHART))
    expect(record.quotes(opened)).not_to_contain_text("Its exhibit is not in the packet")
    record.leave(opened)
    expect(form.letter(opened)).to_contain_text("Exhibit B, page 7")


def test_the_work_is_in_the_case_file(new_context: NewContext, site: Served) -> None:
    page = new_context().new_page()
    page.goto(f"{site.address}appeal.html")
    expect_loaded(page)
    record.open_record(page)
    record.paste_criteria(page, CRITERIA, 6)
    record.add(page, *files(CHART))
    record.quote(page, CHOSEN[0], [CHART])
    page.get_by_role("button", name="Correct the note of quotation 1").click()
    page.get_by_label("Author: quotation 1").fill("Sam Example, PT")
    page.get_by_role("button", name="Name it so").click()
    record.choose_criterion(page, UNDOCUMENTED)
    page.locator("[data-criteria-box] > summary").click()
    page.get_by_label("Coverage criteria of the policy").fill("- Not split yet")
    page.get_by_text("Or paste the text of a note").click()
    page.get_by_label("Text of the note").fill("Not added yet.")
    page.get_by_label("The record does not document this").check()
    page.get_by_text("Save this case, or open one").click()
    page.get_by_label("Passphrase", exact=True).fill("synthetic passphrase")
    page.get_by_label("The passphrase again").fill("synthetic passphrase")
    case = Path(claims.press(page, "Save the case").path()).read_bytes()

    other = new_context().new_page()
    other.goto(f"{site.address}appeal.html")
    expect_loaded(other)
    other.get_by_text("Save this case, or open one").click()
    other.get_by_label("Case file").set_input_files(payload("a.m1case", case))
    other.get_by_label("Passphrase of this file").fill("synthetic passphrase")
    other.get_by_role("button", name="Open the case").click()
    expect(form.letter(other)).to_contain_text(CHOSEN[0].text)
    record.open_record(other)
    expect(record.text(other).locator("[role=option]").first).to_be_visible()
    record.choose_criterion(other, CHOSEN[0].criterion)
    expect(record.quotes(other)).to_contain_text("Exhibit A, page 1")
    expect(record.quotes(other)).to_contain_text("Sam Example, PT")
    expect(other.get_by_label("Coverage criteria of the policy")).to_have_value("- Not split yet")
    expect(other.get_by_label("Text of the note")).to_have_value("Not added yet.")
    assert record.answers(other)[UNDOCUMENTED] == "not documented"
    record.quotes(other).get_by_role("button", name="Show quotation 1 in the record").click()
    expect(record.text(other).locator("mark").first).to_be_visible()

    # Without its files a case finds them again when they are added.
    other.get_by_label("With the exhibits").uncheck()
    other.get_by_label("Passphrase", exact=True).fill("synthetic passphrase")
    other.get_by_label("The passphrase again").fill("synthetic passphrase")
    case = Path(claims.press(other, "Save the case").path()).read_bytes()
    page.get_by_label("Case file").set_input_files(payload("b.m1case", case))
    page.get_by_label("Passphrase of this file").fill("synthetic passphrase")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_label("Case file")).to_be_focused()
    expect(form.letter(page)).not_to_contain_text(CHOSEN[0].text)
    page.get_by_label("Add exhibits").set_input_files(files(PORTAL, CHART))
    expect(form.letter(page)).to_contain_text(CHOSEN[0].text)


UNREADABLE = [
    b"",
    b"%PDF-1.7 nothing",
    b"\x00\x01\x02" * 50,
    pdf("x")[:200],
    b"\xd0\xcf\x11\xe0" + b"x" * 600,
]


def test_files_that_cannot_be_read_are_told(opened: Page) -> None:
    for number, content in enumerate(UNREADABLE):
        name = f"odd-{number}.pdf"
        opened.get_by_label("Add records").set_input_files(payload(name, content))
        expect(record.say(opened)).to_contain_text(f"{name}: This ")
    opened.get_by_text("Or paste the text of a note").click()
    opened.get_by_label("Text of the note").fill("She cannot walk. \u6f22")
    opened.get_by_role("button", name="Add this text as a record").click()
    expect(record.say(opened)).to_contain_text("The fonts of the PDF do not hold")
    expect(opened.get_by_label("Text of the note")).to_have_value("She cannot walk. \u6f22")
    expect(opened.locator(".m1-evidence__records > li")).to_have_count(0)
    opened.get_by_label("Text of the note").fill("She cannot walk.")
    opened.get_by_role("button", name="Add this text as a record").click()
    expect(opened.locator(".m1-evidence__records > li")).to_have_count(1)
    expect(opened.get_by_label("Text of the note")).to_have_value("")


def test_the_keyboard_alone_quotes(opened: Page) -> None:
    record.add(opened, *files(CHART))
    opened.get_by_label("Find in this record").focus()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    expect(record.text(opened).locator("[role=option]").first).to_be_focused()
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Shift+ArrowDown")
    opened.keyboard.press("Enter")
    expect(record.quotes(opened)).to_have_count(1)
    options = record.text(opened).locator("[role=option]")
    words = " ".join(options.nth(place).inner_text() for place in (1, 2))
    assert folded(words) in folded(opened.locator(".m1-quote__text").inner_text())
    opened.keyboard.press("Control+z")
    expect(record.quotes(opened)).to_have_count(0)
    first = opened.locator(".m1-offer").first.get_by_role("button").first
    first.focus()
    opened.keyboard.press("ArrowDown")
    expect(opened.locator(".m1-offer").nth(1).get_by_role("button").first).to_be_focused()
    opened.keyboard.press("Enter")
    expect(record.quotes(opened)).to_have_count(1)


def test_every_state_is_accessible(looked_at: Page, site: Served) -> None:
    page = open_appeal(looked_at, site)
    form.fill(page, {"patient_name": "PAT EXAMPLE"})
    record.open_record(page)
    expect_accessible(page)
    record.paste_criteria(page, CRITERIA, 6)
    record.add(page, *files(CHART, "other.pdf"))
    record.choose_criterion(page, UNDOCUMENTED)
    page.get_by_label("The record does not document this").check()
    expect_accessible(page)
    record.quote(page, CHOSEN[0], [CHART, "other.pdf"])
    page.get_by_role("button", name="Shorten quotation 1").click()
    page.get_by_role("button", name="Correct the note of quotation 1").click()
    expect_accessible(page)
    record.leave(page)
    expect_accessible(page)


def test_before_everything_is_loaded_a_record_waits(page: Page, site: Served) -> None:
    page.goto(f"{site.address}appeal.html")
    record.open_record(page)
    page.get_by_label("Add records").set_input_files(payload("a.pdf", pdf("She cannot walk.")))
    expect(page.locator(".m1-evidence__records > li")).to_have_count(1)
    expect(record.text(page)).to_contain_text("She cannot walk.")


def test_reading_that_was_cancelled_goes_on(opened: Page) -> None:
    late.hold_messages(opened, "read_records")
    opened.get_by_label("Add records").set_input_files(files(PORTAL))
    late.expect_held(opened)
    opened.get_by_role("button", name="Cancel").locator("visible=true").click()
    expect(opened.get_by_text("Stopped.", exact=True)).to_be_visible()
    late.let_go(opened)
    expect(record.text(opened).locator("[role=option]")).to_have_count(0)
    opened.get_by_role("button", name="Go on reading").click()
    expect(record.text(opened).locator("[role=option]").first).to_be_visible()
    expect(opened.locator(".m1-offer").first).to_be_visible()
    expect(opened.get_by_role("button", name="Go on reading")).to_be_hidden()


def test_words_are_left_out_and_not_their_neighbors(opened: Page) -> None:
    note = b"HISTORY:\nHe does not report pain at rest.\n"
    record.add(opened, payload("note.txt", note))
    record.text(opened).locator("[role=option]").last.focus()
    opened.keyboard.press("Enter")
    opened.get_by_role("button", name="Shorten quotation 1").click()
    whole = opened.get_by_label("All of quotation 1: select what to leave out")
    # As a double click does on Windows: the word, and the space behind it.
    whole.evaluate("$box => { $box.focus(); $box.setSelectionRange(3, 8); }")
    opened.get_by_role("button", name="Leave out what is selected").click()
    expect(opened.locator(".m1-quote__text")).to_have_text("He [...] not report pain at rest.")
    expect(whole).to_be_visible()
    opened.get_by_role("button", name="Quote all of it").click()
    expect(opened.locator(".m1-quote__text")).to_have_text("He does not report pain at rest.")


def note(day: str, *sentences: str) -> FilePayload:
    lines = ["PROGRESS NOTE", f"Date: {day}", "", *sentences]
    return payload(f"{sentences[0].split()[-1]}txt", "\n".join(lines))


def quote_words(page: Page, words: str) -> None:
    record.text(page).locator("[role=option]").filter(has_text=words).press("Enter")


def test_the_note_of_a_quotation_can_be_corrected(opened: Page) -> None:
    walk, sit = "He cannot walk a block.", "He cannot sit for an hour."
    first = note("3/4/2026", walk, sit)
    first["buffer"] += b"\n\n" + note("5/6/2026", "He cannot kneel.", "He cannot bend.")["buffer"]
    record.add(opened, first, note("3/4/2026", "He cannot lift a gallon."))
    quote_words(opened, walk)
    quote_words(opened, "bend")
    opened.get_by_label("Record", exact=True).select_option("1")
    quote_words(opened, "lift")
    quotes = record.quotes(opened)
    days = ("March 4, 2026", "May 6, 2026", "March 4, 2026")
    expect(quotes).to_have_text([re.compile(f"Progress note, {day}") for day in days])
    opened.get_by_role("button", name="Correct the note of quotation 1").click()
    day = opened.get_by_label("Day of the note: quotation 1")
    day.fill("0026-03-04")
    opened.get_by_label("Author: quotation 1").fill("Alex Example, MD")
    opened.get_by_role("button", name="Name it so").click()
    expect(opened.get_by_text("no day that a note can have")).to_be_visible()
    day.fill("2026-02-03")
    opened.get_by_label("Author: quotation 1").press("Enter")
    corrected = "Progress note, February 3, 2026, Alex Example, MD"
    expect(quotes.first).to_contain_text(corrected)
    expect(opened.get_by_role("button", name="Correct the note of quotation 1")).to_be_focused()
    # A note beside it in its file is another one, and so is one that reads alike.
    expect(quotes.nth(1)).to_contain_text("May 6, 2026")
    expect(quotes.last).to_contain_text("March 4, 2026")
    # What is quoted of the note later has its day too, also when all of it was taken off.
    opened.get_by_role("button", name="Take off quotation 1").click()
    opened.get_by_label("Record", exact=True).select_option("0")
    quote_words(opened, "kneel")
    expect(quotes.last).to_contain_text("May 6, 2026")
    quote_words(opened, sit)
    expect(quotes.last).to_contain_text(corrected)
    for _ in range(3):
        opened.get_by_role("button", name="Undo ").click()
    opened.get_by_role("button", name="Undo correcting a note").click()
    expect(quotes.first).to_contain_text("Progress note, March 4, 2026")
    opened.get_by_role("button", name="Correct the note of quotation 1").click()
    opened.get_by_label("Kind of note: quotation 1").fill("Visit")
    opened.get_by_role("button", name="Name it so").click()
    record.leave(opened)
    expect(form.letter(opened)).to_contain_text("Visit, March 4, 2026")


def test_a_part_of_a_quotation_has_its_own_pages(opened: Page) -> None:
    record.add(opened, *files(CHART))
    chosen = next(one for one in CHOSEN if one.last)
    opened.get_by_label("Page", exact=True).fill(str(chosen.last))
    opened.keyboard.press("Enter")
    record.text(opened).evaluate(
        """($text) => {
          const range = document.createRange();
          range.setStart($text.querySelector(".m1-sentence").firstChild, 0);
          range.setEnd($text.querySelector(".m1-sentence").firstChild, 9);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    opened.get_by_role("button", name="Quote what is selected").click()
    expect(record.quotes(opened)).to_contain_text(f"Exhibit A, page {chosen.last}")
    opened.get_by_role("button", name="Shorten quotation 1").click()
    opened.get_by_role("button", name="Quote all of it").click()
    pages = f"Exhibit A, pages {chosen.page}-{chosen.last}"
    expect(record.quotes(opened)).to_contain_text(pages)


def test_records_that_come_while_one_goes_to_them_are_read(desk: Page) -> None:
    late.hold_files(desk)
    desk.get_by_label("Add exhibits").set_input_files(files(PORTAL))
    record.open_record(desk)
    late.let_go(desk)
    expect(record.text(desk).locator("[role=option]").first).to_be_visible()
    expect(desk.locator(".m1-offer").first).to_be_visible()


def test_a_quotation_documents_its_criterion_and_a_record_that_is_removed_offers_nothing(
    opened: Page,
) -> None:
    record.add(opened, *files(CHART))
    record.paste_criteria(opened, CRITERIA, 6)
    expect(opened.locator(".m1-offer").first).to_be_visible()
    opened.get_by_label("The record does not document this").check()
    assert record.answers(opened)[0] == "not documented"
    record.quote(opened, CHOSEN[0], [CHART])
    expect(opened.get_by_label("The record does not document this")).not_to_be_checked()
    assert record.answers(opened)[0] == "1 quoted"
    record.leave(opened)
    opened.get_by_role("button", name="Remove exhibit A").click()
    record.open_record(opened)
    record.choose_criterion(opened, -1)
    expect(opened.locator(".m1-offer")).to_have_count(0)
    expect(record.text(opened)).to_be_empty()


def test_nothing_of_one_letter_stands_beside_the_next(inbox: Page) -> None:
    other = replace(CLAIM, number="EX2026000999", account="EXAMPLE-2")
    claims.choose_remittance(inbox, payload("a.835", make_835([CLAIM, other])))
    claims.write(inbox, "EX2026000123")
    record.open_record(inbox)
    record.paste_criteria(inbox, CRITERIA, 6)
    record.add(inbox, *files(CHART))
    record.quote(inbox, CHOSEN[0], [CHART])
    inbox.get_by_text("Or paste the text of a note").click()
    inbox.get_by_label("Text of the note").fill("Not added yet.")
    claims.back(inbox)
    claims.write(inbox, "EX2026000999")
    expect(form.letter(inbox)).not_to_contain_text("What the record shows")
    # Nothing of it is left in the inbox, be it in sight or not.
    assert CHOSEN[0].text[:30] not in inbox.content()
    record.open_record(inbox)
    expect(inbox.locator(".m1-evidence__records > li")).to_have_count(0)
    expect(inbox.get_by_label("Coverage criteria of the policy")).to_have_value("")
    expect(inbox.get_by_label("Text of the note")).to_have_value("")
    claims.back(inbox)
    claims.write(inbox, "EX2026000123")
    expect(form.letter(inbox)).to_contain_text(CHOSEN[0].text)
    record.open_record(inbox)
    assert record.answers(inbox)[0] == "1 quoted"
    expect(inbox.get_by_label("Coverage criteria of the policy")).to_have_value(CRITERIA)
    expect(inbox.get_by_label("Text of the note")).to_have_value("Not added yet.")
