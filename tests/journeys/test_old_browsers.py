"""The browser is too old, or locked down, or the scripts of the form do not arrive. The page never
says for ever that it is loading: it says what to do, keeps what was typed, offers the blank letter.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from m1appeals.letter import compose_blank
from tests.journeys import failed, form, words
from tests.journeys.conftest import Console
from tests.journeys.failed import BY_HAND, KEPT, PAGE, SCRIPTS, TYPED
from tests.journeys.fault_server import FaultServer, changed, is_missing, sends_a_page, typed

LACKING = {
    "delete globalThis.Worker": failed.NO_WORKER,
    "globalThis.Worker = class extends Worker { constructor(url) { super(url); } }": failed.TOO_OLD,
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
    failed.expect_accessible(page)


def test_the_site_was_built_without_the_letter_writer(failing: Page, faulty: FaultServer) -> None:
    faulty.only({PAGE: changed(('id="m1-engine"', 'id="another"'))})
    failed.opened(failing, faulty)
    failed.expect_told(failing, failed.NOT_BUILT + KEPT, again=False)


def test_the_scripts_of_the_page_do_not_start(
    failing: Page, faulty: FaultServer, console: Console
) -> None:
    throws = changed(("export class Payers", "throw new Error('EXAMPLE'); export class Payers"))
    for script, fault in (
        ("appeal.js", is_missing),
        ("desk.js", is_missing),
        ("appeal.js", typed("text/plain")),
        ("letter.js", sends_a_page),
        ("letter.js", typed("text/javascript", b"words of another time")),
        ("practice.js", throws),
    ):
        faulty.only({SCRIPTS + script: fault})
        failed.opened(failing, faulty)
        expect_not_started(failing, failed.NOT_LOADED + BY_HAND)
    failed.expect_accessible(failing)
    failing.context.close()
    console.forgive("Unexpected")
    console.forgive("EXAMPLE")


def test_the_browser_knows_no_modules(failing: Page, faulty: FaultServer) -> None:
    faulty.only({PAGE: changed(('type="module"', 'type="of-another-time"'))})
    failing.add_init_script("delete HTMLScriptElement.prototype.noModule")
    failed.opened(failing, faulty)
    expect_not_started(failing, failed.TOO_OLD + BY_HAND)


def test_not_even_the_script_that_looks_after_the_others_arrives(
    failing: Page, faulty: FaultServer
) -> None:
    faulty.only(dict.fromkeys((SCRIPTS + "appeal.js", SCRIPTS + "not_started.js"), is_missing))
    failed.opened(failing, faulty)
    failed.expect_status(
        failing,
        "Loading the letter writer. You can type already. If this message stays, fill in the blank "
        "letter by hand and tell your IT.",
    )
    expect(failing.get_by_role("link", name="Blank letter as a Word file")).to_be_visible()


def test_the_blank_letter_beside_the_message_is_the_word_file(
    failing: Page, faulty: FaultServer, tmp_path: Path
) -> None:
    faulty.only({SCRIPTS + "appeal.js": is_missing})
    failed.opened(failing, faulty)
    with failing.expect_download() as coming:
        failing.get_by_role("link", name="Download the blank letter").click()
    path = form.saved(coming.value, tmp_path)
    assert words.of_word_file(path) == words.of_letter(compose_blank())
