"""Somebody sends files that are made to break what reads them. Each ends in a message, the letter
writer goes on, and what was typed is still there.
"""

from __future__ import annotations

import zlib

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import claims, form
from tests.journeys.claims import payload
from tests.remittances import make_835
from tests.unit.packet_files import pdf, single, stream, written

DEEP = b"[" * 200_000
BOMB = zlib.compress(b"\0" * 200_000_000, 9)
RECORDS = {
    "nested without end": single(b"/MediaBox " + DEEP),
    "a page that draws itself": single(
        b"/MediaBox [0 0 612 792] /Resources << /XObject << /X 6 0 R >> >>",
        b"/X Do",
        stream(b"/X Do", b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >>"),
    ),
    "a tree of pages that is its own branch": written(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R] >>"
    ),
    "contents that unpack to a fifth of a gigabyte": written(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents [4 0 R 4 0 R] >>",
        stream(BOMB, b"/Filter /FlateDecode"),
    ),
    "a table of objects that is nested": b"%PDF-1.7\n1 0 obj\n"
    + DEEP
    + b"\nendobj\ntrailer\n"
    + DEEP,
    "nothing but a beginning": b"%PDF-1.7\n",
}
REMITTANCES = {
    "a segment without end": make_835().encode()[:-20] + b"NTE*" + b"X" * 3_000_000,
    "a hundred thousand beginnings": make_835().encode() + b"ISA*" * 100_000,
    "nothing but delimiters": b"ISA" + b"*" * 1_000_000,
    "no text": bytes(range(256)) * 4000,
}


def expect_alive(page: Page) -> None:
    """Expect that the letter follows what is typed, and that nothing typed was lost."""
    expect(form.control(page, "claim_number")).to_have_value("EX2026000123")
    form.control(page, "patient_name").fill("Robin Example")
    expect(form.letter(page)).to_contain_text("Robin Example")


@pytest.fixture
def typed(desk: Page) -> Page:
    form.fill(desk, {"claim_number": "EX2026000123"})
    return desk


def test_records_that_are_made_to_break_it_end_in_a_message_or_in_a_packet(typed: Page) -> None:
    form.fill(
        typed,
        {
            "signer_name": "Alex Example, MD",
            "signer_title": "Physician",
            "practice_name": "Example Clinic",
            "practice_address": "1 Example Street",
            "patient_name": "Pat Example",
            "patient_id": "EXM1",
            "payer_name": "Example Plan",
            "appeals_address": "PO Box 1",
            "service_date_from": "3/4/2026",
        },
    )
    made, added = typed.locator("[data-made]"), typed.locator(".m1-exhibit")
    for name, content in RECORDS.items():
        typed.get_by_label("Add exhibits").set_input_files(payload(f"{name}.pdf", content))
        ended = added.or_(typed.locator(".m1-packet .m1-claims__notes li"))
        expect(ended).to_contain_text(name, timeout=60_000)
        if added.count():
            typed.get_by_role("button", name="Make the packet").click()
            expect(made).to_contain_text(".", timeout=60_000)
            typed.get_by_role("button", name="Remove exhibit A").click()
    expect_alive(typed)
    claims.attach(typed, payload("good.pdf", pdf("one")))
    claims.make_packet(typed)


def test_remittances_that_are_made_to_break_it_end_in_a_list_or_a_message(typed: Page) -> None:
    typed.get_by_text("Fill the form from a remittance (835)").click()
    notes = typed.locator(".m1-claims > details > .m1-claims__notes")
    for content in REMITTANCES.values():
        claims.choose_remittance(typed, payload("x.835", content), payload("last.pdf", b"%PDF"))
        expect(notes).to_contain_text("last.pdf: This is a PDF", timeout=60_000)
        expect(typed.get_by_role("button", name="Cancel")).to_be_hidden()
        claims.choose_remittance(typed, payload("none.835", b""))
        expect(notes).to_contain_text("none.835: This file is empty.")
    expect_alive(typed)


def test_a_worklist_and_its_columns_that_are_made_to_break_it_end_in_a_message(
    typed: Page,
) -> None:
    typed.get_by_text("Fill the form from a remittance (835)").click()
    claims.choose_worklist(typed, b'"' + b"x," * 2_000_000)
    expect(typed.locator(".m1-claims__notes li").first).to_be_visible(timeout=60_000)
    claims.choose_worklist(typed, b"Claim No,Patient\nEX1,Pat Example\n")
    typed.get_by_label("Columns that were saved before").set_input_files(payload("x.json", DEEP))
    expect(typed.get_by_text("This is not a file of remembered columns.")).to_be_visible()
    expect_alive(typed)
