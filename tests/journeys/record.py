"""The record as a person works with it: records in, criteria, sentences quoted."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.evidence_records import Chosen

__all__ = [
    "add", "answers", "choose_criterion", "leave", "offer", "open_record", "paste_criteria",
    "quote", "quotes", "say", "text",
]  # fmt: skip


def open_record(page: Page) -> Locator:
    """Go from the letter to the record."""
    page.get_by_role("button", name="Find evidence in the record").click()
    expect(page.get_by_role("heading", name="Evidence from the record").last).to_be_focused()
    return page.get_by_role("region", name="Evidence from the record").last


def leave(page: Page) -> None:
    """Go back to the letter."""
    page.get_by_role("button", name="Back to the letter").click()
    expect(page.get_by_role("button", name="Find evidence in the record")).to_be_focused()


def add(page: Page, *files: FilePayload) -> None:
    """Add records, and wait until something of them is offered."""
    before = page.locator(".m1-evidence__records > li").count()
    page.get_by_label("Add records").set_input_files(list(files))
    expect(page.locator(".m1-evidence__records > li")).to_have_count(before + len(files))
    expect(page.get_by_text("is not read yet")).to_have_count(0)
    expect(page.locator(".m1-evidence .m1-progress progress")).to_be_hidden()


def paste_criteria(page: Page, criteria: str, count: int) -> None:
    page.get_by_label("Coverage criteria of the policy").fill(criteria)
    page.get_by_role("button", name="Split into single criteria").click()
    expect(page.locator(".m1-criterion")).to_have_count(count + 1)


def choose_criterion(page: Page, place: int) -> None:
    """Go to a criterion, from 0; -1 for all the evidence."""
    page.locator(".m1-criterion").nth(place).click()
    expect(page.locator(".m1-criterion").nth(place)).to_have_attribute("aria-pressed", "true")


def offer(page: Page, words: str) -> Locator:
    """Give the offer that holds words."""
    return page.locator(".m1-offer").filter(has_text=words)


def text(page: Page) -> Locator:
    """Give the page of the record that is shown."""
    return page.locator(".m1-record")


def quotes(page: Page) -> Locator:
    """Give what is quoted for the criterion that is worked on."""
    return page.locator(".m1-quote")


def quote(page: Page, chosen: Chosen, files: list[str]) -> None:
    """Find a sentence in its record, and quote it for its criterion."""
    choose_criterion(page, chosen.criterion)
    before = quotes(page).count()
    page.get_by_label("Record", exact=True).select_option(str(files.index(chosen.file)))
    page.get_by_label("Find in this record").fill(chosen.text)
    page.keyboard.press("Enter")
    found = text(page).locator("[role=option]:has(mark)").first
    found.focus()
    page.keyboard.press("Enter")
    expect(quotes(page)).to_have_count(before + 1)
    expect(quotes(page).last).to_contain_text(chosen.text)


def answers(page: Page) -> list[str]:
    """Give what is said of each criterion."""
    return page.locator(".m1-criterion__state").all_inner_texts()[:-1]


def say(page: Page) -> Locator:
    """Give where the page says what it did."""
    return page.locator(".m1-evidence [data-said]")
