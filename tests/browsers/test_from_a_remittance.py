"""A biller has the remittance in a browser of her own: she chooses the file, writes the letter of a
denied claim, quotes the record in it, and takes it as one packet with the records.
"""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader

from tests.browsers import form
from tests.browsers.page import Page
from tests.journeys.server import Served
from tests.remittances import make_835
from tests.unit.packet_files import pdf

PROOF = "She cannot walk a block because of severe leg pain."


def test_from_the_835_to_a_packet(page: Page, site: Served, tmp_path: Path) -> None:
    remittance, records = tmp_path / "example.835", tmp_path / "notes.pdf"
    remittance.write_text(make_835())
    records.write_bytes(pdf("one", PROOF))
    page.open(f"{site.address}remittance.html")
    page.wait_for(form.LOADED)
    page.choose("Remittance file (835)", remittance)
    page.press("Write this letter: claim EX2026000123 of PAT EXAMPLE")
    page.wait_for("From the remittance: CLP07")
    form.fill(page, {"signer_name": "Alex Example, MD", "signer_title": "Treating physician"})
    page.choose("Add exhibits", records)
    page.wait_for("Exhibit A notes.pdf, 2 pages")
    page.press("Find evidence in the record")
    page.wait_for("1 sentence offered.")
    page.press(f"Quote: {PROOF}")
    page.wait_for("Quoted without a criterion.")
    page.press("Back to the letter")
    page.wait_for("What the record shows")
    letter = PdfReader(page.download("Download PDF"))
    assert "PAT EXAMPLE" in letter.pages[0].extract_text()
    whole = " ".join(" ".join(found.extract_text() for found in letter.pages).split())
    assert f"“{PROOF}”" in whole
    assert "Exhibit A, page 2" in whole
    packet = [found.extract_text() for found in PdfReader(page.download("Make the packet")).pages]
    assert "Exhibit A - page 2 of 2" in packet[-1]
    assert len(packet) == 1 + len(letter.pages) + 2
