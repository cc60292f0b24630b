"""A file of the letter writer is missing, the server or the network fails, or the letter writer
stops. The page says what happened and what to do, keeps what was typed, and still offers the blank
letter; "Try again" goes on from there.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import axe, claims, failed, form, words
from tests.journeys.conftest import LOADED, Console, expect_loaded
from tests.journeys.failed import KEPT, PAGE
from tests.journeys.fault_server import (
    Fault,
    FaultServer,
    cached,
    changed,
    cut,
    damaged,
    drops,
    fails,
    falls_silent,
    held,
    is_missing,
    sends_a_page,
    slow,
    typed,
)
from tests.letters.examples import STARRED, letter
from tests.remittances import make_835

BUNDLE = "assets/m1/engine/bundle/"
LOADING = "Loading the letter writer. You can type already."
READY = "The letter writer is ready. The letter follows what you type."
ANOTHER_WAY = "Loading the letter writer another way, which takes longer. You can type already."
FAULTS: dict[Fault, str] = {
    is_missing: failed.MISSING,
    fails: failed.REFUSED,
    sends_a_page: failed.A_PAGE,
    cut: failed.DAMAGED,
    drops: failed.NETWORK,
}
SOON = ('data-stall="60"', 'data-stall="2"')
"""Makes the page wait for two seconds instead of a minute when nothing arrives."""

HURRY = """{
  const plain = setTimeout;
  globalThis.setTimeout = (run, time, ...rest) =>
    plain(run, time > 100_000 ? time / (globalThis.hurry ?? 1) : time, ...rest);
}"""
"""Lets a test shorten the page's patience with the worker from a moment of its choice on."""

Files = dict[str, Any]


@pytest.fixture(scope="module")
def files(built_site: Path) -> Files:
    """The engine's files, as its manifest names them."""
    manifest: dict[str, Files] = json.loads((built_site / BUNDLE / "manifest.json").read_text())
    return manifest["files"]


def only(files: Files, faults: dict[str, Fault]) -> dict[str, Fault]:
    """Hold up most files but those at fault, so that a try ends with the fault and costs little."""
    # Not all of them: a browser asks one server for six files at a time.
    return {path(file): held for file in (*always(files), files["snapshot"])} | faults


def always(files: Files) -> list[Files]:
    return [files[role] for role in ("loader", "runtime", "wasm", "lock")]


def cold(files: Files) -> list[Files]:
    return [files["stdlib"], *files["wheels"]]


def path(file: Files) -> str:
    return BUNDLE + str(file["name"])


def about(message: str, file: Files) -> str:
    return f"{message} The file is {file['name']}.{KEPT}"


def expect_letters(page: Page) -> None:
    """Expect that the letter holds what was typed before, and follows what is typed."""
    expect_loaded(page)
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    expect(form.letter(page)).to_contain_text(str(failed.TYPED["claim_number"]))
    form.fill(page, {"patient_name": "Robin Example"})
    expect(form.letter(page)).to_contain_text("Robin Example")


def test_these_are_all_the_files_there_are(files: Files) -> None:
    last = [*files["tables"], *files["library"]]
    known = [*always(files), *cold(files), files["snapshot"], *last]
    flat = [one for entry in files.values() for one in (entry if type(entry) is list else [entry])]
    assert set(map(path, known)) == set(map(path, flat))


def codes(files: Files) -> Files:
    """Give the table of the diagnosis codes."""
    found: Files = next(one for one in files["tables"] if one["table"] == "icd10cm")
    return found


def no_remittance(file: Files, why: str) -> str:
    return (
        f"The file {file['name']} {why}, so no remittance is read and no PDF is made. Reload the "
        "page to try again; letters do not need it."
    )


def test_letters_are_written_without_the_library_and_what_needs_it_says_why_it_is_not_done(
    failing: Page, faulty: FaultServer, files: Files
) -> None:
    file, why = files["library"][-1], "did not come: the connection broke"
    faulty.only({path(file): drops})
    failed.opened(failing, faulty)
    failed.expect_status(failing, f"{LOADED} {no_remittance(file, why)}")
    form.fill(failing, STARRED)
    form.download(failing, "Download Word")
    failing.get_by_role("button", name="Download PDF").click()
    expect(form.notes(failing, no_remittance(file, why))).to_be_visible()
    failing.get_by_role("button", name="Make the packet").click()
    expect(failing.locator("[data-made]")).to_have_text(no_remittance(file, why))
    failing.get_by_text("Fill the form from a remittance (835)").click()
    claims.choose_remittance(failing, claims.payload("a.835", make_835()))
    expect(failing.get_by_label("Claims from files")).to_contain_text(no_remittance(file, why))
    assert axe.violations(failing) == []


def without(table: Files, why: str) -> str:
    return (
        f"The file {table['name']} {why}, so diagnosis codes are not looked up. Reload the page to "
        "try again; letters do not need it."
    )


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (is_missing, "is missing on the server"),
        (fails, "was refused by the server"),
        (sends_a_page, "did not come: the server sent a web page in its place"),
        (cut, "arrived damaged"),
        (damaged, "arrived damaged"),
        (drops, "did not come: the connection broke"),
        (falls_silent, "did not come: the server sends nothing more"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_letters_are_written_without_the_tables_and_the_page_says_why_codes_are_not_looked_up(
    failing: Page, faulty: FaultServer, files: Files, fault: Fault, why: str
) -> None:
    table = codes(files)
    faulty.only({path(table): fault, PAGE: changed(SOON)})
    failed.opened(failing, faulty)
    failed.expect_status(failing, f"{LOADED} {without(table, why)}")
    assert form.letter_writer(failing).evaluate("typeof fetch") == "undefined"
    expect(form.letter(failing)).to_contain_text(str(failed.TYPED["claim_number"]))
    failing.get_by_text("Find a diagnosis code").click()
    failing.get_by_label("Code or words").fill("M54")
    expect(failing.locator("#find-code-note")).to_have_text(without(table, why))


def test_a_file_that_is_whole_and_no_table_is_told(
    failing: Page, faulty: FaultServer, files: Files
) -> None:
    table = codes(files)
    other = gzip.compress(b"no table")
    resized = changed((f'"bytes": {table["bytes"]}', f'"bytes": {len(other)}'))
    faulty.only({path(table): typed("application/octet-stream", other), PAGE: resized})
    failed.opened(failing, faulty)
    failed.expect_status(failing, f"{LOADED} {without(table, 'arrived damaged')}")


def test_what_was_looked_for_before_the_codes_have_come_is_found_then(
    failing: Page, faulty: FaultServer, files: Files
) -> None:
    table = codes(files)
    faulty.only({path(table): slow(0.15)})
    failed.opened(failing, faulty)
    failed.expect_status(failing, READY)
    failing.get_by_text("Find a diagnosis code").click()
    failing.get_by_label("Code or words").fill("m54.51")
    note = failing.locator("#find-code-note")
    expect(note).to_have_text("The diagnosis codes are still loading.")
    expect(failing.get_by_text("Vertebrogenic low back pain")).to_be_visible()
    expect(note).to_contain_text("1 found.")


def test_every_file_may_be_at_fault_and_the_next_try_succeeds(
    failing: Page, faulty: FaultServer, files: Files
) -> None:
    at_fault = [(file, fault, said) for file in always(files) for fault, said in FAULTS.items()]
    at_fault += [(file, damaged, failed.DAMAGED) for file in always(files)]
    (first, fault, said), *others = at_fault
    faulty.only(only(files, {path(first): fault}))
    failed.opened(failing, faulty)
    failed.expect_told(failing, about(said, first))
    assert axe.violations(failing) == []
    for file, fault, said in others:
        faulty.only(only(files, {path(file): fault}))
        failed.try_again(failing)
        failed.expect_status(failing, about(said, file))
    faulty.only({})
    failed.try_again(failing)
    expect_letters(failing)


def test_without_the_snapshot_every_other_file_may_be_at_fault_and_the_next_try_succeeds(
    failing: Page, faulty: FaultServer, files: Files, tmp_path: Path
) -> None:
    without: dict[str, Fault] = {path(files["snapshot"]): is_missing}
    at_fault = [(file, fault, said) for file in cold(files) for fault, said in FAULTS.items()]
    (first, fault, said), *others = at_fault
    faulty.only(only(files, {**without, path(first): fault}))
    failed.opened(failing, faulty)
    failed.expect_told(failing, about(said, first))
    for file, fault, said in others:
        faulty.only(only(files, {**without, path(file): fault}))
        failed.try_again(failing)
        failed.expect_status(failing, about(said, file))
    faulty.only({**without, path(files["wheels"][0]): damaged})
    failed.try_again(failing)
    failed.expect_status(failing, about(failed.DAMAGED, files["wheels"][0]))
    faulty.only(without)
    failed.try_again(failing)
    expect_letters(failing)
    assert form.letter_writer(failing).evaluate("typeof fetch") == "undefined"
    form.fill(failing, STARRED)
    word_file = form.saved(form.download(failing, "Download Word"), tmp_path)
    assert words.of_word_file(word_file) == words.of_letter(letter(STARRED))


def test_without_a_good_snapshot_the_letter_writer_loads_another_way(
    failing: Page, faulty: FaultServer, files: Files, built_site: Path
) -> None:
    snapshot = files["snapshot"]
    content = bytearray(gzip.decompress((built_site / path(snapshot)).read_bytes()))
    content[16] ^= 1  # the first byte of the mark of the build it belongs to
    another = gzip.compress(content, compresslevel=1)
    resized = changed((f'"bytes": {snapshot["bytes"]}', f'"bytes": {len(another)}'))
    other_build = {path(snapshot): typed("application/octet-stream", another), PAGE: resized}
    for case in (
        *(only(files, {path(snapshot): fault}) for fault in (*FAULTS, damaged)),
        {path(snapshot): falls_silent, PAGE: changed(SOON), path(files["stdlib"]): held},
        {**other_build, path(files["stdlib"]): held},
    ):
        # A file of the other way is held up, so that the page keeps saying what it does.
        faulty.only(case)
        failing.goto(faulty.address + PAGE)
        failed.expect_status(failing, ANOTHER_WAY)
        expect(failing.get_by_role("progressbar", name="Loading the letter writer")).to_be_visible()


def test_what_type_the_server_gives_a_file_does_not_matter(
    failing: Page, faulty: FaultServer, files: Files
) -> None:
    everything = [*always(files), files["snapshot"]]
    faulty.only({path(file): typed("text/plain") for file in everything})
    failed.opened(failing, faulty)
    expect_letters(failing)


def test_a_damaged_file_that_the_browser_kept_is_fetched_again(
    failing: Page, faulty: FaultServer, files: Files
) -> None:
    faulty.only({path(files["runtime"]): cached(cut)})
    failed.opened(failing, faulty)
    failed.expect_status(failing, about(failed.DAMAGED, files["runtime"]))
    faulty.only({})
    failed.try_again(failing)
    expect_letters(failing)


def test_each_file_may_fall_silent_and_is_named_and_the_next_try_succeeds(
    failing: Page, faulty: FaultServer, files: Files
) -> None:
    first, *others = always(files)
    faulty.only({path(first): falls_silent, PAGE: changed(SOON)})
    failed.opened(failing, faulty)
    failed.expect_status(failing, LOADING)
    failed.expect_told(failing, about(failed.SILENT, first))
    for file in others:
        faulty.only({path(file): falls_silent})
        failed.try_again(failing)
        failed.expect_status(failing, about(failed.SILENT, file))
    without: dict[str, Fault] = {path(files["snapshot"]): is_missing}
    for file in cold(files):
        faulty.only({**without, path(file): falls_silent})
        failed.try_again(failing)
        failed.expect_status(failing, about(failed.SILENT, file))
    faulty.only({})
    failed.try_again(failing)
    expect_letters(failing)


def test_a_download_that_takes_longer_than_the_page_waits_in_silence_is_no_fault(
    failing: Page, faulty: FaultServer, files: Files
) -> None:
    faulty.only({path(files["runtime"]): slow(0.15), PAGE: changed(SOON)})
    failed.opened(failing, faulty)
    expect_letters(failing)


def test_python_that_never_comes_up_is_given_up(
    failing: Page, faulty: FaultServer, files: Files
) -> None:
    for_ever = b"export const loadPyodide = () => new Promise(() => {});"
    packed = gzip.compress(for_ever)
    loader = typed("application/octet-stream", packed)
    impatient = changed(
        ('data-patience="120"', 'data-patience="1"'),
        (f'"bytes": {files["loader"]["bytes"]}', f'"bytes": {len(packed)}'),
    )
    faulty.only({path(files["loader"]): loader, PAGE: impatient})
    failed.opened(failing, faulty)
    failed.expect_told(failing, failed.NOT_STARTED + KEPT)


def test_the_letter_writer_stops_and_starts_anew(
    failing: Page, faulty: FaultServer, console: Console
) -> None:
    failing.context.add_init_script(HURRY)
    for what in (
        "setTimeout(() => { throw new Error('EXAMPLE'); })",
        "void Promise.reject(new Error('EXAMPLE'))",
        "JSON.stringify = () => '['.repeat(1e6)",  # Python dies of so deep a text
        "self.close()",  # nobody says a word when the browser ends it for want of memory
    ):
        page = failing.context.new_page()
        failed.opened(page, faulty)
        expect_loaded(page)
        page.evaluate("globalThis.hurry = 600")
        form.letter_writer(page).evaluate(f"() => {{ {what}; }}")
        form.fill(page, {"patient_name": "Pat Example"})
        failed.expect_status(page, failed.STOPPED + KEPT)
        expect(page.get_by_text("This site has a fault")).to_have_count(0)
        assert console.messages == []
    page.get_by_role("button", name="Download Word").click()
    expect(form.notes(page, failed.NOTHING_TO_TAKE)).to_have_text(failed.NOTHING_TO_TAKE)
    expect(page.get_by_role("link", name="Download the blank letter")).to_be_visible()
    assert axe.violations(page) == []

    page.evaluate("globalThis.hurry = 1")
    failed.try_again(page)
    expect_loaded(page)
    expect(form.letter(page)).to_contain_text("Pat Example")
    expect_letters(page)


def test_what_is_cleared_is_gone_though_the_letter_writer_stopped(
    failing: Page, faulty: FaultServer
) -> None:
    failing.context.add_init_script(HURRY)
    failed.opened(failing, faulty)
    expect_loaded(failing)
    form.fill(failing, {"remark_codes": "N9999", "denial_date": "3/30/2026"})
    expect(failing.get_by_text("N9999: not in our tables")).to_have_count(1)
    failing.evaluate("globalThis.hurry = 600")
    form.letter_writer(failing).evaluate("() => self.close()")
    form.fill(failing, {"patient_name": "Pat Example"})
    failed.expect_status(failing, failed.STOPPED + KEPT)
    failing.get_by_role("button", name="Clear everything").click()
    question = failing.get_by_role("dialog", name="?")
    question.get_by_role("button", name="Clear everything").click()
    failed.expect_blank_letter(failing)
    held = failing.evaluate("document.documentElement.outerHTML")
    for answer in ("Pat Example", str(failed.TYPED["claim_number"]), "N9999", "March 30"):
        assert answer not in held, answer
