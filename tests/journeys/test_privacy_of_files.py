"""A privacy officer gives the page a remittance, a worklist and records with something unmistakable
in all of them, takes all that can be taken, clears the page, and looks everywhere for a trace.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from playwright.sync_api import Request, expect
from pypdf import PdfReader

from tests.journeys import claims, record
from tests.journeys.claims import payload
from tests.journeys.conftest import Console, NewContext, expect_loaded
from tests.journeys.server import Served
from tests.journeys.traces import STORES
from tests.remittances import Service, SyntheticClaim, make_835
from tests.unit.packet_files import pdf

SENTINEL = "SENTINEL77ZQ"
REMITTANCE = make_835(
    [
        SyntheticClaim(
            account=f"{SENTINEL}A",
            number=f"{SENTINEL}B",
            patient=(f"{SENTINEL}C", f"{SENTINEL}D", "", ""),
            patient_id=f"{SENTINEL}E",
            services=(Service(policies=(f"{SENTINEL}F",)),),
        )
    ],
    payer=f"{SENTINEL}G",
    trace=f"{SENTINEL}H",
)
WORKLIST = (
    f"Claim No,Patient,Payer,DOS,Denial Code,Balance\r\n"
    f'{SENTINEL}I1,"{SENTINEL}J",{SENTINEL}K,3/4/2026,CO-50,100\r\n'
).encode()
RECORD = pdf(f"{SENTINEL}L")

HELD = """() => document.documentElement.outerHTML + [...document.querySelectorAll(
  "input, textarea, select")].map(($c) => $c.value + ($c.defaultValue ?? "")).join()"""


def found(text: str) -> bool:
    return SENTINEL.lower() in text.lower()


def test_nothing_of_a_file_leaves_a_trace(
    new_context: NewContext, site: Served, console: Console
) -> None:
    context = new_context(offline=True)
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request))
    page = claims.open_claims(context.new_page(), site.address)
    before_page, before_server = len(requests), len(site.requests)
    taken: dict[str, bytes] = {}

    claims.choose_worklist(page, WORKLIST, f"{SENTINEL}M.csv")
    page.get_by_role("button", name="List the claims").click()
    expect(claims.rows(page)).to_have_count(1)
    claims.choose_remittance(page, payload(f"{SENTINEL}N.835", REMITTANCE + "GARBAGE"))
    expect(claims.rows(page)).to_have_count(2)
    claims.write(page, f"{SENTINEL}B")
    page.locator("#signer_name").fill("Alex Example, MD")
    page.locator("#signer_title").fill("Treating physician")
    claims.attach(page, payload(f"{SENTINEL}O.pdf", RECORD))
    for button in ("Download PDF", "Make the packet", "Save the case"):
        if button == "Save the case":
            page.get_by_text("Save this case, or open one").click()
            page.get_by_label("Passphrase", exact=True).fill(f"{SENTINEL} passphrase")
            page.get_by_label("The passphrase again").fill(f"{SENTINEL} passphrase")
        download = claims.press(page, button)
        taken[download.suggested_filename] = Path(download.path()).read_bytes()
    for button in ("Put that day into the calendar", "Download a line for the log"):
        download = claims.press(page, button)
        taken[download.suggested_filename] = Path(download.path()).read_bytes()
    page.get_by_label("Say in it whose claim it is").check()
    claims.back(page)
    page.get_by_label("Select all denied claims").check()
    page.get_by_role("button", name="Write letters for 2 selected").click()
    page.locator("#batch-by-number").check()
    download = claims.press(page, "Write the letters (ZIP)")
    taken[download.suggested_filename] = Path(download.path()).read_bytes()
    kept_while_open = page.evaluate(STORES)

    page.locator("#batch-clinical_summary").fill(f"{SENTINEL}P")
    page.get_by_text("Or paste its text").click()
    pasted = page.get_by_label("Text of the remittance")
    pasted.press_sequentially(SENTINEL)
    page.get_by_label("Show", exact=True).select_option("All denials")
    page.get_by_label("Find", exact=True).fill(SENTINEL)
    claims.write(page, f"{SENTINEL}B")
    page.get_by_label("Fax", exact=True).check()
    page.get_by_label("Fax number of the payer").fill(f"{SENTINEL}Q")
    page.get_by_role("button", name="Clear everything").click()
    page.get_by_role("dialog", name="?").get_by_role("button", name="Clear everything").click()
    expect(page.get_by_text("Remittance file (835)")).to_be_visible()
    kept = page.evaluate(STORES)
    pasted.press("ControlOrMeta+Z")
    expect(page.locator("#claims-kind")).to_have_value("necessity denial other")
    expect(page.locator("#batch-by-claim")).to_be_checked()
    expect(page.locator("#log-claim")).not_to_be_checked()

    asked = [r.url for r in requests[before_page:] if not r.url.startswith("blob:")]
    assert asked == []
    assert site.requests[before_server:] == []
    assert not found("\n".join(r.url + json.dumps(r.headers) for r in requests))
    assert not found(kept_while_open + kept + json.dumps(context.storage_state()))
    assert not found("\n".join(console.messages))
    assert not found(page.evaluate(HELD))
    # What was made tells it in what it is for, and nowhere else.
    assert sorted(taken) == [
        "appeal-follow-up.ics",
        "appeal-letter.pdf",
        "appeal-letters.zip",
        "appeal-log.csv",
        "appeal-packet.pdf",
        "appeal.m1case",
    ]
    for name in ("appeal-follow-up.ics", "appeal.m1case"):
        assert not found(taken[name].decode("latin-1")), name
    log = taken["appeal-log.csv"].decode()
    assert found(log)  # the payer is in it
    assert [letter for letter in "ABCDEFHLMNO" if f"{SENTINEL}{letter}" in log] == []
    for name in ("appeal-letter.pdf", "appeal-packet.pdf"):
        reader = PdfReader(io.BytesIO(taken[name]))
        assert not found(str(dict(reader.metadata or {})))
        assert found(" ".join(page_.extract_text() for page_ in reader.pages))
    assert not found(" ".join(zipfile.ZipFile(io.BytesIO(taken["appeal-letters.zip"])).namelist()))


def test_nothing_of_a_record_leaves_a_trace_and_closing_forgets_it(
    new_context: NewContext, site: Served, console: Console
) -> None:
    context = new_context(offline=True)
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request))
    page = context.new_page()
    page.goto(f"{site.address}appeal.html")
    expect_loaded(page)
    before_page, before_server = len(requests), len(site.requests)

    record.open_record(page)
    record.paste_criteria(page, f"1. {SENTINEL}R pain.\n2. {SENTINEL}S walking.", 2)
    note = f"HISTORY:\n{SENTINEL}T has severe pain.\n".encode()
    record.add(page, payload(f"{SENTINEL}U.txt", note), payload("notes.pdf", pdf(f"{SENTINEL}V")))
    page.get_by_text("Or paste the text of a note").click()
    page.get_by_label("Text of the note").fill(f"{SENTINEL}W cannot walk.")
    page.get_by_role("button", name="Add this text as a record").click()
    expect(page.locator(".m1-evidence__records > li")).to_have_count(3)
    page.get_by_label("Find in this record").fill(f"{SENTINEL}T")
    page.keyboard.press("Enter")
    record.text(page).locator("[role=option]:has(mark)").first.focus()
    page.keyboard.press("Enter")
    expect(record.quotes(page)).to_contain_text(f"{SENTINEL}T")
    kept_while_open = page.evaluate(STORES)
    assert not found(page.title() + page.url)
    record.leave(page)
    page.get_by_role("button", name="Clear everything").click()
    page.get_by_role("dialog", name="?").get_by_role("button", name="Clear everything").click()
    expect(page.get_by_text("Everything is cleared.")).to_be_visible()
    assert not found(page.evaluate(HELD))
    for box in ("Text of the note", "Find in this record", "Coverage criteria of the policy"):
        control = page.get_by_label(box)
        assert control.evaluate("$box => $box.value") == ""
    kept = page.evaluate(STORES)

    asked = [r.url for r in requests[before_page:] if not r.url.startswith("blob:")]
    assert asked == []
    assert site.requests[before_server:] == []
    assert not found("\n".join(r.url + json.dumps(r.headers) for r in requests))
    assert not found(kept_while_open + kept + json.dumps(context.storage_state()))
    assert not found("\n".join(console.messages))
