"""What the page says when the letter writer does not run, and what it still has to offer then."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from m1appeals.letter import compose_blank
from tests.journeys import form, words
from tests.journeys.fault_server import FaultServer
from tests.letters.examples import Form

__all__ = [
    "A_PAGE",
    "BY_HAND",
    "DAMAGED",
    "KEPT",
    "MISSING",
    "NETWORK",
    "NOTHING_TO_TAKE",
    "NOT_BUILT",
    "NOT_LOADED",
    "NOT_STARTED",
    "NO_WASM",
    "NO_WORKER",
    "PAGE",
    "REFUSED",
    "SILENT",
    "STOPPED",
    "TOO_OLD",
    "TYPED",
    "expect_blank_letter",
    "expect_status",
    "expect_told",
    "opened",
    "script",
    "try_again",
]

PAGE = "appeal.html"
TYPED: Form = {"claim_number": "EX26063000417"}
A_WHILE = 60_000

_COPY = "the whole site folder has to be copied to the server again."
_BROWSER = "Open this page in a current Edge, Chrome or Firefox"

KEPT = (
    " What you typed is still here. Until the letter writer works, fill in the blank letter by "
    "hand."
)
MISSING = (
    "A file of the letter writer is missing on the server. Try again. If it stays missing, tell "
    f"your IT: {_COPY}"
)
DAMAGED = (
    "A file of the letter writer arrived damaged. Try again. If it stays damaged, tell your IT: "
    f"{_COPY}"
)
NETWORK = (
    "The connection to the server broke while the letter writer was loaded. Check it, then try "
    "again."
)
SILENT = (
    "The letter writer did not arrive: the server sends nothing more. Check your connection, then "
    "try again."
)
REFUSED = (
    "The server refused to send a file of the letter writer. Try again in a minute. If it still "
    "refuses, tell your IT."
)
A_PAGE = (
    "The server sent a web page in place of a file of the letter writer. If your network asks you "
    f"to sign in, do so in another tab, then try again. If not, tell your IT: {_COPY}"
)
NOT_STARTED = (
    "The letter writer did not start. Close what else is open in this browser, then try again. If "
    "that does not help, use another computer or tell your IT."
)
STOPPED = (
    "The letter writer stopped, and the letter no longer follows what you type. Try again: it "
    "starts anew."
)
NO_WORKER = f"This browser does not run the letter writer. {_BROWSER}."
TOO_OLD = f"This browser is too old for the letter writer. {_BROWSER}."
NO_WASM = (
    "WebAssembly is switched off in this browser, or the browser is too old for the letter writer. "
    f"{_BROWSER}, or ask your IT to allow WebAssembly for this site."
)
NOT_BUILT = (
    "This copy of the site was built without the letter writer. Ask your IT to build it with "
    "“make build”."
)
NOT_LOADED = (
    "The scripts of this page did not start. Reload the page once. If that does not help, open it "
    "in a current Edge, Chrome or Firefox, or ask your IT to copy the whole site folder to the "
    "server again and to send .js files as text/javascript."
)
BY_HAND = " The form cannot write the letter until then: fill in the blank letter by hand."
NOTHING_TO_TAKE = (
    "The letter writer is not running, so there is no letter to take. What you typed is still "
    "here. The message at the top of the page says what to do; the blank letter can be filled in "
    "by hand."
)


def script(site: Path, name: str) -> str:
    """Give the path of one of our scripts in the site: its name holds a hash."""
    (path,) = (site / "assets" / "m1").glob(f"{name}.*.js")
    return path.relative_to(site).as_posix()


def opened(page: Page, server: FaultServer) -> None:
    """Open the form and type into it at once, whatever has arrived by then."""
    page.goto(server.address + PAGE, wait_until="commit")
    form.fill(page, TYPED)


def expect_status(page: Page, text: str) -> None:
    """Expect what the page says of the letter writer."""
    status = page.get_by_role("main").get_by_role("status").first
    expect(status).to_have_text(text, timeout=A_WHILE)


def expect_told(page: Page, message: str, *, again: bool = True) -> None:
    """Expect the message, what was typed before and after it, the blank letter, no dead button."""
    expect_status(page, message)
    form.fill(page, {"patient_name": "Pat Example"})
    expect(form.control(page, "patient_name")).to_have_value("Pat Example")
    expect(form.control(page, "claim_number")).to_have_value(str(TYPED["claim_number"]))
    expect_blank_letter(page)
    expect(page.get_by_role("button", name="Try again")).to_be_visible(visible=again)
    expect(page.get_by_role("progressbar")).to_be_hidden()
    page.get_by_role("button", name="Download Word").click()
    expect(form.notes(page, NOTHING_TO_TAKE)).to_have_text(NOTHING_TO_TAKE)


def expect_blank_letter(page: Page) -> None:
    """Expect the blank letter, to read and as a Word file."""
    blank = " ".join(words.of_letter(compose_blank()))
    expect(form.letter(page)).to_have_text(blank, use_inner_text=True)
    for name in ("Download the blank letter", "Blank letter as a Word file"):
        link = page.get_by_role("link", name=name, exact=True)
        expect(link).to_have_attribute("href", "assets/m1/blank-appeal-letter.docx")
        expect(link).to_be_visible()


def try_again(page: Page) -> None:
    """Press the button."""
    page.get_by_role("button", name="Try again").click()
