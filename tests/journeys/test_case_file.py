"""It is five o'clock. A biller saves her work as one file, closes the browser, opens the file on
another day and goes on. Nothing was kept anywhere else. From a server, from a disk, and over plain
http, where a browser protects nothing.
"""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import claims, form, late
from tests.journeys.claims import payload
from tests.journeys.conftest import NewContext, open_appeal
from tests.journeys.server import Served
from tests.journeys.test_from_a_remittance import FILE
from tests.letters.examples import STARRED
from tests.unit.packet_files import pdf

PASSPHRASE = "five words are a Passphrase"

HOLD_KEYS = """() => {
  const derive = SubtleCrypto.prototype.deriveKey;
  const { promise, resolve } = Promise.withResolvers();
  const held = [];
  window.letGoAll = async () => {
    SubtleCrypto.prototype.deriveKey = derive;
    resolve();
    await Promise.all(held);
    await new Promise((resolve) => setTimeout(resolve, 200)); // it is opened with the key
  };
  SubtleCrypto.prototype.deriveKey = function (...how) {
    held.push(promise.then(() => derive.apply(this, how)));
    return held.at(-1);
  };
}"""


def unfold(page: Page) -> None:
    page.get_by_text("Save this case, or open one").click()


def save(page: Page, passphrase: str = PASSPHRASE) -> bytes:
    if page.get_by_label("Passphrase", exact=True).is_visible():
        page.get_by_label("Passphrase", exact=True).fill(passphrase)
        page.get_by_label("The passphrase again").fill(passphrase)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the case").click()
    assert saved.value.suggested_filename == "appeal.m1case"
    return Path(saved.value.path()).read_bytes()


def choose(page: Page, content: bytes) -> None:
    page.get_by_label("Case file", exact=True).set_input_files(payload("x.m1case", content))


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.get_by_label("Passphrase of this file").fill(passphrase)
    page.get_by_role("button", name="Open the case").click()


def said(page: Page, text: str) -> None:
    expect(page.locator(".m1-case [role=status]")).to_contain_text(text)


def test_save_close_open_go_on(new_context: NewContext, address: str) -> None:
    page = claims.open_claims(new_context().new_page(), address)
    claims.choose_remittance(page, payload("a.835", FILE))
    claims.write(page, "EX2026000123")
    form.fill(page, {"clinical_summary": "Eight weeks of pain.", "signer_name": "Alex Example, MD"})
    claims.attach(page, payload("notes.pdf", pdf("one", "two")))
    page.get_by_label("Pages of exhibit A").fill("2")
    page.get_by_label("Fax", exact=True).check()
    page.get_by_label("Fax number of the payer").fill("555-010-0199")
    unfold(page)
    content = save(page)
    assert b"EXAMPLE" not in content
    page.context.close()

    page = claims.open_claims(new_context().new_page(), address)
    unfold(page)
    choose(page, content)
    unlock(page, "another passphrase")
    said(page, "The passphrase does not open this case file, or the file was altered.")
    unlock(page)
    said(page, "Opened. Go on where you stopped.")
    expect(form.control(page, "clinical_summary")).to_have_value("Eight weeks of pain.")
    expect(form.control(page, "claim_number")).to_have_value("EX2026000123")
    expect(page.locator("#claim_number-field .m1-origin")).to_be_visible()
    expect(page.get_by_label("Pages of exhibit A")).to_have_value("2")
    expect(page.get_by_label("Fax number of the payer")).to_have_value("555-010-0199")
    form.fill(page, {"signer_title": "Treating physician"})
    assert claims.make_packet(page).suggested_filename == "appeal-packet.pdf"
    claims.back(page)
    expect(claims.rows(page)).to_have_count(4)
    expect(claims.line(page, "EX2026000123")).to_contain_text("Letter taken")


def test_a_case_on_the_form_without_a_list(new_context: NewContext, site: Served) -> None:
    page = open_appeal(new_context().new_page(), site)
    form.fill(page, STARRED)
    unfold(page)
    content = save(page)
    page.context.close()
    page = open_appeal(new_context().new_page(), site)
    unfold(page)
    choose(page, content)
    unlock(page)
    for name, answer in STARRED.items():
        expect(form.control(page, name)).to_have_value(str(answer))


CASES = sorted(Path(__file__).with_name("cases").glob("*.m1case"))


def test_there_is_a_case_of_each_version() -> None:
    assert [path.name for path in CASES] == ["version-1.m1case", "version-2.m1case"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.stem))
def test_a_case_of_an_earlier_version_opens(
    path: Path, new_context: NewContext, site: Served
) -> None:
    """A list of four claims, and the letter of one of them with an exhibit."""
    page = claims.open_claims(new_context().new_page(), site.address)
    unfold(page)
    choose(page, path.read_bytes())
    unlock(page)
    said(page, "Opened. Go on where you stopped.")
    expect(form.control(page, "claim_number")).to_have_value("EX2026000123")
    expect(form.control(page, "clinical_summary")).to_have_value("Eight weeks of pain.")
    expect(page.get_by_label("Pages of exhibit A")).to_have_value("2")
    quoted = form.letter(page).get_by_role("row", name="Pain has lasted six weeks or longer.")
    if path.stem == "version-1":
        expect(quoted).to_have_count(0)
    else:
        expect(quoted).to_contain_text("“two”Exhibit A, page 1")
    claims.back(page)
    expect(claims.rows(page)).to_have_count(4)


def test_a_case_without_its_exhibits(desk: Page) -> None:
    claims.attach(desk, payload("notes.pdf", pdf("one")))
    unfold(desk)
    desk.get_by_label("With the exhibits").uncheck()
    small = save(desk)
    desk.get_by_label("With the exhibits").check()
    assert len(save(desk)) > len(small)
    choose(desk, small)
    unlock(desk)
    said(desk, "Opened. Go on where you stopped.")
    expect(desk.locator(".m1-exhibit")).to_have_count(0)


def test_a_case_that_no_page_could_open_is_not_saved(appeal: Page) -> None:
    """The browser says of one exhibit that it has 500 MB."""
    content = pdf("one")
    claims.attach(appeal, payload("notes.pdf", content))
    unfold(appeal)
    appeal.evaluate(
        """(size) => {
          const arrays = Object.getPrototypeOf(Uint8Array.prototype);
          const real = Object.getOwnPropertyDescriptor(arrays, "length");
          window.putBack = () => Object.defineProperty(arrays, "length", real);
          Object.defineProperty(arrays, "length", {
            configurable: true,
            get() {
              const length = real.get.call(this);
              return length === size ? 500_000_000 : length;
            },
          });
        }""",
        len(content),
    )
    for label in ("Passphrase", "The passphrase again"):
        appeal.get_by_label(label, exact=True).fill(PASSPHRASE)
    appeal.get_by_role("button", name="Save the case").click()
    said(appeal, "Nothing was saved: no page could open so large a case. Take exhibits off, or")
    appeal.get_by_label("With the exhibits").uncheck()
    save(appeal)
    appeal.evaluate("putBack()")


def test_what_is_on_the_page_goes_only_when_one_says_so(desk: Page) -> None:
    unfold(desk)
    content = save(desk)
    form.control(desk, "claim_number").fill("EX1")
    choose(desk, content)
    unlock(desk)
    dialog = desk.get_by_role("dialog", name="Open the case?")
    dialog.get_by_role("button", name="Keep what I typed").click()
    said(desk, "Not opened. What is on the page is as it was.")
    expect(form.control(desk, "claim_number")).to_have_value("EX1")
    choose(desk, content)
    unlock(desk)
    dialog.get_by_role("button", name="Open the case").click()
    said(desk, "Opened. Go on where you stopped.")
    expect(form.control(desk, "claim_number")).to_have_value("")


def test_what_happens_while_a_case_is_saved_or_opened(desk: Page) -> None:
    files: list[str] = []
    desk.on("download", lambda file: files.append(file.suggested_filename))
    unfold(desk)
    content = save(desk)
    form.control(desk, "claim_number").fill("EX1")
    desk.evaluate(HOLD_KEYS)
    save_button = desk.get_by_role("button", name="Save the case")
    desk.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    desk.get_by_label("The passphrase again").fill(PASSPHRASE)
    save_button.click()
    desk.get_by_role("button", name="Clear everything").click()
    desk.get_by_role("dialog").get_by_role("button", name="Clear everything").click()
    late.let_go(desk)
    said(desk, "Nothing was saved: another letter came onto the page. Save again.")
    assert files == ["appeal.m1case"]

    choose(desk, content)
    desk.evaluate(HOLD_KEYS)
    unlock(desk)
    desk.get_by_label("Passphrase of this file").press("Enter")
    late.let_go(desk)
    said(desk, "Opened. Go on where you stopped.")
    form.control(desk, "claim_number").fill("EX2")
    expect(form.letter(desk)).to_contain_text("EX2")
    expect(desk.get_by_role("dialog", name="Open the case?")).to_have_count(0)
    choose(desk, content)
    desk.evaluate(HOLD_KEYS)
    unlock(desk)
    desk.get_by_role("button", name="Clear everything").click()
    desk.get_by_role("dialog").get_by_role("button", name="Clear everything").click()
    form.control(desk, "claim_number").fill("EX3")
    late.let_go(desk)
    expect(form.letter(desk)).to_contain_text("EX3")
    expect(desk.get_by_role("dialog", name="Open the case?")).to_have_count(0)
    said(desk, "")


def test_a_passphrase_is_long_enough_and_typed_twice(desk: Page) -> None:
    unfold(desk)
    desk.get_by_role("button", name="Save the case").click()
    said(desk, "Enter a passphrase of at least 8 characters;")
    desk.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    desk.get_by_label("The passphrase again").fill("another")
    desk.get_by_role("button", name="Save the case").click()
    said(desk, "The two passphrases differ. Type the second one again.")
    expect(desk.get_by_label("The passphrase again")).to_be_focused()


def test_plain_http_protects_nothing_and_says_so(
    new_context: NewContext, site: Served, page: Page
) -> None:
    plain = site.address.replace("127.0.0.1", "intranet.example").replace(
        "localhost", "intranet.example"
    )
    page = new_context().new_page()
    page.goto(f"{plain}appeal.html")
    form.fill(page, {"claim_number": "EX2026000123"})
    unfold(page)
    expect(page.get_by_label("Passphrase", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Save the case").click()
    said(page, "Choose that the file may be without protection, or save nothing.")
    page.get_by_label("Save it without protection").check()
    content = save(page)
    assert b"EX2026000123" in content
    form.control(page, "claim_number").fill("")
    page.get_by_role("button", name="Clear everything").click()
    page.get_by_role("dialog").get_by_role("button", name="Clear everything").click()
    choose(page, content)
    said(page, "Opened. Go on where you stopped.")
    expect(form.control(page, "claim_number")).to_have_value("EX2026000123")
    choose(page, content.replace(b"EX2026000123", b"EX2026000124"))
    said(page, "This case file was altered or damaged. Use another copy of it.")
    choose(page, content[:-5])
    said(page, "This case file is not whole: it was cut off or added to.")


def test_other_files_are_told(desk: Page) -> None:
    unfold(desk)
    content = save(desk)
    others = {
        b"": "This is no case file.",
        b"PK\x03\x04" + content: "This is no case file.",
        content.replace(b"M1CASE\r\n", b"M1CASE\n\n"): "This is no case file.",
        content[:20]: "This case file is damaged.",
        content.replace(b'"version":2', b'"version":x'): "This case file is damaged.",
        content.replace(b'"version":2', b'"version":9'): "is of a newer version of this site",
        content[:-1]: "This case file is not whole",
        content + b"x": "This case file is not whole",
    }
    for other, message in others.items():
        choose(desk, other)
        said(desk, message)
        choose(desk, content)
        said(desk, "")


def test_a_protected_file_that_was_altered_is_told(desk: Page) -> None:
    unfold(desk)
    content = bytearray(save(desk))
    content[-30] ^= 1
    choose(desk, bytes(content))
    unlock(desk)
    said(desk, "or the file was altered")
    # The header cannot be altered unnoticed either.
    content[-30] ^= 1
    weaker = bytes(content).replace(b'"iterations":600000', b'"iterations":600001')
    choose(desk, weaker)
    unlock(desk)
    said(desk, "or the file was altered")


def test_any_bytes_end_in_a_message_and_what_was_typed_stays(desk: Page) -> None:
    form.control(desk, "claim_number").fill("EX1")
    unfold(desk)
    content = save(desk)
    chance = random.Random(1)
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        choose(desk, bytes(damaged[: chance.randrange(1, len(damaged) + 1)]))
        status = desk.locator(".m1-case [role=status]")
        expect(status.or_(desk.get_by_label("Passphrase of this file"))).not_to_have_count(0)
    expect(form.control(desk, "claim_number")).to_have_value("EX1")


def test_what_a_case_holds_of_another_shape_does_not_get_into_the_page(
    new_context: NewContext, site: Served
) -> None:
    """A file without protection may be written by anybody."""
    plain = site.address.replace("127.0.0.1", "intranet.example").replace(
        "localhost", "intranet.example"
    )
    page = new_context().new_page()
    page.goto(f"{plain}remittance.html")
    unfold(page)
    strange = {
        "letter": {"fields": {"claim_number": ["<img src=x onerror=alert(1)>"], "causes": 7},
                   "exhibits": [{"name": {}, "file": 9}, 4], "sending": []},
        "claims": [{"fields": {"patient_name": "<b>Pat</b>"}, "kind": "strange", "amount": "x"}, 3],
        "open": "first",
        "files": [],
    }  # fmt: skip
    body = json.dumps(strange).encode()
    body = len(body).to_bytes(4, "little") + body
    digest = hashlib.sha256(body).hexdigest()
    header = json.dumps(
        {"version": 1, "protection": "none", "bytes": len(body), "sha256": digest}
    ).encode()
    choose(page, b"M1CASE\r\n" + len(header).to_bytes(4, "little") + header + body)
    said(page, "Opened. Go on where you stopped.")
    expect(claims.rows(page)).to_have_count(2)
    expect(claims.rows(page).first).to_contain_text("<b>Pat</b>")
