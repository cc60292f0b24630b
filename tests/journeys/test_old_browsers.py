"""The browser is too old, or locked down, or the scripts of the form do not arrive. The page never
says for ever that it is loading: it says what to do, keeps what was typed, offers the blank letter.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from m1appeals.letter import compose_blank
from tests.journeys import axe, failed, form, words
from tests.journeys.conftest import ARGUMENTS, Console, expect_loaded
from tests.journeys.failed import BY_HAND, KEPT, PAGE, TYPED
from tests.journeys.fault_server import FaultServer, changed, cut, is_missing, sends_a_page, typed
from tests.tools import chromium

LACKING = {
    "delete globalThis.Worker": failed.NO_WORKER,
    "delete globalThis.DecompressionStream": failed.TOO_OLD,
    "delete globalThis.WebAssembly": failed.NO_WASM,
    "delete WebAssembly.compileStreaming": failed.NO_WASM,
    "WebAssembly.Module = class { constructor() { throw new Error(); } }": failed.NO_WASM,
}
"""What a browser may lack, as a script that takes it away."""


def expect_not_started(page: Page, message: str) -> None:
    """Expect the message of the script that looks after the others, and no dead button."""
    failed.expect_status(page, message)
    form.fill(page, {"patient_name": "Pat Example"})
    expect(form.control(page, "claim_number")).to_have_value(str(TYPED["claim_number"]))
    failed.expect_blank_letter(page)
    for button in ("Try again", "Download Word"):
        expect(page.get_by_role("button", name=button)).to_be_hidden()


def test_the_browser_lacks_something(failing: Page, faulty: FaultServer) -> None:
    for script, said in LACKING.items():
        page = failing.context.new_page()
        page.add_init_script(script)
        failed.opened(page, faulty)
        failed.expect_told(page, said + KEPT, again=False)
    assert axe.violations(page) == []


def test_webassembly_is_switched_off_by_policy(playwright: Playwright, faulty: FaultServer) -> None:
    # What administrators do: no just-in-time compiler, and so no WebAssembly.
    arguments = [*ARGUMENTS, "--js-flags=--jitless"]
    browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
    page = browser.new_page()
    failed.opened(page, faulty)
    failed.expect_told(page, failed.NO_WASM + KEPT, again=False)
    browser.close()


def test_the_site_was_built_without_the_letter_writer(failing: Page, faulty: FaultServer) -> None:
    faulty.only({PAGE: changed(('id="m1-engine"', 'id="another"'))})
    failed.opened(failing, faulty)
    failed.expect_told(failing, failed.NOT_BUILT + KEPT, again=False)


def test_the_browser_imports_nothing_in_a_worker(failing: Page, faulty: FaultServer) -> None:
    # To a worker, a browser that knows no import there is like a policy that forbids it.
    faulty.only({PAGE: changed(("'wasm-unsafe-eval' blob:", "'wasm-unsafe-eval'"))})
    failed.opened(failing, faulty)
    failed.expect_told(failing, failed.TOO_OLD + KEPT, again=False)


def test_the_script_of_the_page_does_not_start(
    failing: Page, faulty: FaultServer, console: Console, built_site: Path
) -> None:
    appeal = failed.script(built_site, "appeal")
    throws = changed(("var components = {", "throw new Error('EXAMPLE'); var components = {"))
    for fault in (
        is_missing,
        sends_a_page,
        cut,
        typed("text/javascript", b"words of another time"),
        throws,
    ):
        faulty.only({appeal: fault})
        failed.opened(failing, faulty)
        expect_not_started(failing, failed.NOT_LOADED + BY_HAND)
    assert axe.violations(failing) == []
    failing.context.close()
    console.forgive("Unexpected")
    console.forgive("Invalid or unexpected")
    console.forgive("must be declared in an enclosing class")
    console.forgive("EXAMPLE")


def test_what_type_the_server_gives_the_script_does_not_matter(
    failing: Page, faulty: FaultServer, built_site: Path
) -> None:
    names = ("appeal", "site", "not_started")
    faulty.only({failed.script(built_site, name): typed("text/plain") for name in names})
    failed.opened(failing, faulty)
    expect_loaded(failing)


def test_the_browser_is_too_old_for_the_script(
    failing: Page, faulty: FaultServer, console: Console, built_site: Path
) -> None:
    # A browser of ten years ago stops at the first word that it does not know.
    faulty.only({failed.script(built_site, "appeal"): typed("text/javascript", b"let #x = 1;")})
    failing.add_init_script("delete HTMLScriptElement.prototype.noModule")
    failed.opened(failing, faulty)
    expect_not_started(failing, failed.TOO_OLD + BY_HAND)
    failing.context.close()
    console.forgive("Unexpected")
    console.forgive("Private field")


def test_not_even_the_script_that_looks_after_the_others_arrives(
    failing: Page, faulty: FaultServer, built_site: Path
) -> None:
    names = ("appeal", "not_started")
    faulty.only({failed.script(built_site, name): is_missing for name in names})
    failed.opened(failing, faulty)
    failed.expect_status(
        failing,
        "Loading the letter writer. You can type already. If this message stays, fill in the blank "
        "letter by hand and tell your IT.",
    )
    expect(failing.get_by_role("link", name="Blank letter as a Word file")).to_be_visible()


def test_the_blank_letter_beside_the_message_is_the_word_file(
    failing: Page, faulty: FaultServer, built_site: Path, tmp_path: Path
) -> None:
    faulty.only({failed.script(built_site, "appeal"): is_missing})
    failed.opened(failing, faulty)
    with failing.expect_download() as coming:
        failing.get_by_role("link", name="Download the blank letter").click()
    path = form.saved(coming.value, tmp_path)
    assert words.of_word_file(path) == words.of_letter(compose_blank())
