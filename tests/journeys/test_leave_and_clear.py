"""A biller is interrupted. The page asks before what she typed is lost, and when she is done with a
claim it takes everything off the screen for good: not even the browser's undo brings it back.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from m1appeals.fields import AnyOf, OneOf
from m1appeals.letter_fields import FIELDS
from tests.journeys import form, late
from tests.letters.examples import EVERYTHING, STARRED, Form

TEXTS: Form = {
    name: answer
    for name, answer in EVERYTHING.items()
    if not isinstance(FIELDS[name].kind, OneOf | AnyOf)
}


@pytest.fixture
def asked(appeal: Page) -> list[str]:
    """The questions that the browser asks; each is answered with yes."""
    questions: list[str] = []

    def answer(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.accept()

    appeal.on("dialog", answer)
    return questions


def press_and_answer(page: Page, button: str, answer: str) -> None:
    """Press a button and answer its question."""
    page.get_by_role("button", name=button, exact=True).click()
    dialog = page.get_by_role("dialog", name=f"{button}?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name=answer, exact=True).click()
    expect(dialog).to_be_hidden()


def test_leaving_asks_only_while_something_typed_would_be_lost(
    appeal: Page, asked: list[str]
) -> None:
    appeal.get_by_role("heading", name="Write an appeal").click()
    appeal.reload()
    assert asked == []

    form.control(appeal, "claim_number").press_sequentially("EX")
    appeal.reload()
    assert asked == ["beforeunload"]
    expect(form.control(appeal, "claim_number")).to_have_value("")

    form.fill(appeal, STARRED)
    form.control(appeal, "claim_number").press_sequentially("1")
    form.download(appeal, "Download Word")
    appeal.reload()
    assert asked == ["beforeunload"]

    form.fill(appeal, STARRED)
    form.download(appeal, "Download Word")
    form.control(appeal, "claim_number").press_sequentially("1")
    appeal.reload()
    assert asked == ["beforeunload", "beforeunload"]


def test_a_print_and_a_copy_do_not_count_as_saved(appeal: Page, asked: list[str]) -> None:
    appeal.context.grant_permissions(["clipboard-write"])
    appeal.evaluate("window.print = () => {}")
    form.fill(appeal, STARRED)
    form.control(appeal, "claim_number").press_sequentially("1")
    for button, done in (("Print", "Sent to the print dialog."), ("Copy as text", "Copied.")):
        appeal.get_by_role("button", name=button, exact=True).click()
        expect(form.notes(appeal, done)).to_be_visible()
    appeal.reload()
    assert asked == ["beforeunload"]


def test_a_double_click_gives_one_file(appeal: Page) -> None:
    files: list[str] = []
    appeal.on("download", lambda file: files.append(file.suggested_filename))
    form.fill(appeal, STARRED)
    appeal.get_by_role("button", name="Download Word").dblclick()
    expect(form.notes(appeal, "Downloaded appeal-letter.docx.")).to_be_visible()
    form.download(appeal, "Download text")
    assert files == ["appeal-letter.docx", "appeal-letter.txt"]


def test_leaving_does_not_ask_after_everything_is_cleared(appeal: Page, asked: list[str]) -> None:
    form.control(appeal, "claim_number").press_sequentially("EX")
    press_and_answer(appeal, "Clear everything", "Clear everything")
    appeal.reload()
    assert asked == []


def test_what_is_still_made_when_all_is_cleared_does_not_come(appeal: Page) -> None:
    files: list[str] = []
    appeal.on("download", lambda file: files.append(file.suggested_filename))
    form.fill(appeal, STARRED)
    expect(appeal.get_by_text("Nothing is missing.", exact=True)).to_be_visible()
    late.hold_messages(appeal, "letter")
    appeal.get_by_role("button", name="Download Word").click()
    press_and_answer(appeal, "Clear everything", "Clear everything")
    late.let_go(appeal)
    form.fill(appeal, STARRED)
    form.download(appeal, "Download text")
    assert files == ["appeal-letter.txt"]
    # Where the letter writer says nothing more, nothing stays either.
    late.hold_messages(appeal, "preview")
    press_and_answer(appeal, "Clear everything", "Clear everything")
    expect(appeal.locator("[data-blanks]")).to_have_text("")
    assert appeal.locator("[data-others]").inner_text() == ""


def test_saying_no_keeps_everything(appeal: Page) -> None:
    form.fill(appeal, EVERYTHING)
    for button in ("Clear everything", "Start the next letter"):
        press_and_answer(appeal, button, "Keep what I typed")
        for name, answer in TEXTS.items():
            expect(form.control(appeal, name)).to_have_value(str(answer))
        expect(appeal.get_by_role("button", name=button)).to_be_focused()


def test_clearing_leaves_no_trace_and_undo_brings_nothing_back(appeal: Page) -> None:
    """The hand types into every field, so that every field has something to undo."""
    for name, answer in TEXTS.items():
        control = form.control(appeal, name)
        control.press("ControlOrMeta+A")
        control.press("Delete")
        control.press_sequentially(str(answer)[:24])
    control.press("ControlOrMeta+Z")
    expect(control).not_to_have_value(str(answer)[:24])  # so there is something to bring back
    form.fill(appeal, {"payer_kind": "medicare", "causes": EVERYTHING["causes"]})
    form.control(appeal, "service_date_from").fill("soon")
    appeal.get_by_text("Find a diagnosis code").click()
    appeal.get_by_label("Code or words").fill("sleep apnea")
    found = appeal.get_by_role("button", name="Take G47.33")
    expect(found).to_be_visible()
    appeal.get_by_role("button", name="Download Word").click()
    expect(form.error_summary(appeal)).to_be_visible()

    press_and_answer(appeal, "Clear everything", "Clear everything")
    expect(appeal.get_by_role("status").filter(has_text="Everything is cleared.")).to_be_visible()
    expect(appeal.get_by_text("10 blanks to fill.")).to_be_visible()
    expect(appeal.get_by_label("Original Medicare")).to_be_focused()
    expect(appeal.get_by_role("heading", name="The denial")).to_be_in_viewport()
    expect(form.error_summary(appeal)).to_be_hidden()
    expect(found).to_have_count(0)
    expect(appeal.get_by_label("I am not sure")).to_be_checked()
    expect(appeal).to_have_title("Write an appeal - M1 Appeals")
    for name in TEXTS:
        control = form.control(appeal, name)
        control.focus()
        appeal.keyboard.press("ControlOrMeta+Z")
        expect(control).to_have_value(FIELDS[name].initial)
        control.press("ControlOrMeta+Shift+Z")
        expect(control).to_have_value(FIELDS[name].initial)
    page_text = appeal.evaluate("document.documentElement.outerHTML")
    for name in ("patient_name", "claim_number", "patient_id"):
        assert str(TEXTS[name]) not in page_text


def test_the_next_letter_keeps_the_practice_and_nothing_of_the_claim(appeal: Page) -> None:
    form.fill(appeal, EVERYTHING)
    press_and_answer(appeal, "Start the next letter", "Start the next letter")
    done = "Cleared. Your practice is still filled in."
    expect(appeal.get_by_role("status").filter(has_text=done)).to_be_visible()
    for name, answer in TEXTS.items():
        field = FIELDS[name]
        kept = str(answer) if field.remembered else field.initial
        expect(form.control(appeal, name)).to_have_value(kept)
    for box in form.control(appeal, "causes").get_by_role("checkbox").all():
        expect(box).not_to_be_checked()
    expect(form.letter(appeal)).to_contain_text("Example Clinic appeals the denial")
    expect(form.letter(appeal)).not_to_contain_text(str(EVERYTHING["patient_name"]))
