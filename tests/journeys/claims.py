"""Claims as a person meets them: the files, the list, the buttons; from a server or from a disk."""

from __future__ import annotations

from playwright.sync_api import Download, FilePayload, Locator, Page, expect

from tests.journeys.conftest import expect_loaded

__all__ = [
    "attach", "back", "choose_remittance", "choose_worklist", "line", "make_packet", "open_claims",
    "payload", "press", "rows", "said", "write",
]  # fmt: skip


def payload(name: str, content: bytes | str) -> FilePayload:
    """Give a file to choose, without a disk."""
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def open_claims(page: Page, address: str) -> Page:
    """Open the page of remittances and wait until everything is loaded."""
    page.goto(f"{address}remittance.html")
    expect_loaded(page)
    return page


def choose_remittance(page: Page, *files: FilePayload) -> None:
    page.get_by_label("Remittance file (835)").set_input_files(list(files))


def choose_worklist(page: Page, content: bytes, name: str = "worklist.csv") -> None:
    page.get_by_label("Worklist (CSV)").set_input_files(payload(name, content))


def rows(page: Page) -> Locator:
    """Give the claims that are shown."""
    return page.get_by_label("Claims from files").locator("tbody[data-rows] tr")


def line(page: Page, claim: str) -> Locator:
    """Give the row of a claim."""
    return rows(page).filter(has_text=claim)


def said(page: Page) -> list[str]:
    """Give what is said about the files."""
    return (
        page.locator(".m1-claims > .m1-claims__notes, details > .m1-claims__notes")
        .locator("li")
        .all_inner_texts()
    )


def write(page: Page, claim: str) -> None:
    """Write the letter of a claim."""
    line(page, claim).get_by_role("button", name="Write this letter").click()
    expect(page.get_by_role("button", name="Back to the list")).to_be_focused()


def back(page: Page) -> None:
    page.get_by_role("button", name="Back to the list").click()
    expect(page.get_by_role("heading", name="Claims", exact=True)).to_be_visible()


def attach(page: Page, *files: FilePayload) -> None:
    """Add exhibits, and wait until they are there."""
    before = page.locator(".m1-exhibit").count()
    page.get_by_label("Add exhibits").set_input_files(list(files))
    expect(page.locator(".m1-exhibit")).to_have_count(before + len(files))


def make_packet(page: Page) -> Download:
    return press(page, "Make the packet")


def press(page: Page, button: str) -> Download:
    """Press a button that gives a file."""
    with page.expect_download() as made:
        page.get_by_role("button", name=button).click()
    return made.value
