"""The page that checks an installation, as somebody in IT meets it: a button, a line per check."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Console

__all__ = [
    "A_WHILE", "LESS", "PAGE", "TITLES", "expect_line", "expect_lines", "forgive", "line", "run",
    "summary", "without_engine",
]  # fmt: skip

PAGE = "check.html"
A_WHILE = 120_000
LESS = "Works, with less"

TITLES = (
    "How this page was opened", "Content policy", "Response headers", "Letter writer, quick start",
    "A letter", "A Word file", "Files", "Types of files", "Compression and caching",
    "Letter writer, slow start", "What this browser stores", "Copy for offline use",
    "Requests to other hosts",
)  # fmt: skip


def without_engine(page: Page) -> None:
    """Let the letter writer fail at once, in tests of what does not need it."""
    page.add_init_script("delete WebAssembly.compileStreaming")


def run(page: Page) -> None:
    """Press the button and wait until every check has an outcome."""
    page.get_by_role("button", name="Run the checks").click()
    expect(page.get_by_role("button", name="Run the checks again")).to_be_enabled(timeout=A_WHILE)
    expect(page.get_by_role("main").get_by_text("Running", exact=True)).to_have_count(0)


def summary(page: Page) -> Locator:
    """Give the line above all others."""
    return page.get_by_role("main").get_by_role("status").first


def line(page: Page, title: str) -> Locator:
    """Give the line of a check."""
    heading = page.get_by_role("heading", name=re.compile(f"^{re.escape(title)}( |$)"))
    return page.get_by_role("main").get_by_role("listitem").filter(has=heading)


def expect_line(page: Page, title: str, mark: str, said: str, mend: str = "") -> None:
    """Expect all that the line of a check says."""
    paragraphs = [said, *([f"What to do: {mend}"] if mend else [])]
    wanted = " ".join([title, mark, *paragraphs])
    expect(line(page, title)).to_have_text(wanted, use_inner_text=True)


def expect_lines(page: Page, marks: dict[str, str]) -> None:
    """Expect these marks; all other checks have passed."""
    for title in TITLES:
        mark = marks.get(title, "Passed")
        expect(page.get_by_role("heading", name=f"{title} {mark}", exact=True)).to_be_visible()


def forgive(console: Console) -> None:
    """Take back what the browser says of the connection that has to be refused."""
    console.forgive("data:,x")
