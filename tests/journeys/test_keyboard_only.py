"""A biller who uses no mouse opens the page, skips to the form, fills it in, and takes the Word
file. She sees at every step where she is, and a question that comes up holds her until it is
answered.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys import form, words
from tests.letters.examples import STARRED, Form, letter

IN_SIGHT = """() => {
  const $focused = document.activeElement;
  const look = getComputedStyle($focused);
  const ring = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 1;
  const box = $focused.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
  const $top = document.elementFromPoint(x, y);
  const open = $focused.contains($top) || $top?.closest("label")?.control === $focused
    || ($top && $top.contains($focused) && $top !== document.body);
  const name = $focused.id || $focused.localName;
  return ring && open ? "" : `${name}: ring ${ring}, in sight ${Boolean(open)}`;
}"""
"""Whether the focused element has a ring and nothing lies over it; empty if so."""


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until an element has the focus, and see the focus all the way."""
    for _ in range(90):
        if target.evaluate("$element => $element === document.activeElement"):
            return
        page.keyboard.press(key)
        assert page.evaluate(IN_SIGHT) == ""
    raise AssertionError(f"Tab never comes to {target}")


def test_from_the_open_page_to_the_word_file_without_a_mouse(appeal: Page, tmp_path: Path) -> None:
    claim: Form = {**STARRED, "contact": "Dana Example, (503) 555-0144"}
    keyboard = appeal.keyboard
    tab_to(appeal, appeal.get_by_role("link", name="Skip to content"))
    keyboard.press("Enter")

    tab_to(appeal, appeal.get_by_label("I am not sure"))
    keyboard.press("ArrowUp")
    expect(appeal.get_by_label("Commercial or employer plan")).to_be_checked()
    for name, answer in claim.items():
        tab_to(appeal, form.control(appeal, name))
        keyboard.press("ControlOrMeta+A")
        keyboard.press("Delete")
        keyboard.type(str(answer))
        if name == "service_date_from":
            tab_to(appeal, appeal.get_by_label("The records were missing or too thin"))
            keyboard.press("Space")

    tab_to(appeal, appeal.get_by_role("button", name="Download Word"))
    with appeal.expect_download() as coming:
        keyboard.press("Enter")
    path = form.saved(coming.value, tmp_path)
    given = {**claim, "payer_kind": "commercial", "causes": ["documentation"]}
    assert words.of_word_file(path) == words.of_letter(letter(given))

    tab_to(appeal, appeal.get_by_role("region", name="The letter"))


def test_at_the_end_of_the_form_the_ways_to_take_the_letter_are_in_sight(appeal: Page) -> None:
    for height in (640, 768, 900, 1080):
        appeal.set_viewport_size({"width": 1280, "height": height})
        form.control(appeal, "contact").focus()
        appeal.keyboard.press("ControlOrMeta+End")
        appeal.mouse.wheel(0, 9999)
        expect(appeal.get_by_text("How that is enforced")).to_be_in_viewport(ratio=1)
        assert appeal.get_by_role("button", name="Download Word").evaluate(
            """$button => {
              const { left, top } = $button.getBoundingClientRect();
              return document.elementFromPoint(left + 5, top + 5) === $button;
            }"""
        )


def test_the_question_holds_the_focus_and_gives_it_back(appeal: Page) -> None:
    form.control(appeal, "claim_number").fill("EX26063000417")
    clear = appeal.get_by_role("button", name="Clear everything")
    tab_to(appeal, clear)
    appeal.keyboard.press("Enter")
    dialog = appeal.get_by_role("dialog", name="Clear everything?")
    expect(dialog).to_have_accessible_description(
        "All you typed and added goes, the claims of your files, and what this browser remembers "
        "of your practice."
    )
    for _ in range(6):
        inside = dialog.evaluate("$dialog => $dialog.contains(document.activeElement)")
        outside_page = appeal.evaluate("document.activeElement === document.body")
        assert inside or outside_page  # the browser's own controls are no part of the page
        appeal.keyboard.press("Tab")
    appeal.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(clear).to_be_focused()
    expect(form.control(appeal, "claim_number")).to_have_value("EX26063000417")


def test_skipping_leads_to_the_form_and_enter_in_a_line_sends_nothing(appeal: Page) -> None:
    appeal.keyboard.press("Tab")
    skip = appeal.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    appeal.keyboard.press("Enter")
    expect(appeal.get_by_role("heading", name="Write an appeal")).to_be_in_viewport()
    appeal.keyboard.press("Tab")
    main = appeal.get_by_role("main")
    assert main.evaluate("$main => $main.contains(document.activeElement)")

    form.control(appeal, "claim_number").fill("EX26063000417")
    form.control(appeal, "claim_number").press("Enter")
    expect(form.control(appeal, "claim_number")).to_have_value("EX26063000417")
    assert appeal.url.endswith("appeal.html#write-an-appeal")
