"""The odd PDFs that readers are tried with: what they are, and that they stay small."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.unit.odd_pdfs import ODD


@pytest.mark.parametrize("name", ODD)
def test_each_is_a_small_pdf_and_the_same_again(name: str) -> None:
    content = ODD[name].make()
    assert b"%PDF-" in content[:1000]
    assert len(content) < 300_000
    # Encryption draws a random key.
    if not name.startswith("rc4"):
        assert ODD[name].make() == content


@pytest.mark.parametrize("name", [name for name, odd in ODD.items() if odd.refused is False])
def test_what_is_to_be_read_can_be_opened(name: str) -> None:
    odd = ODD[name]
    pages = PdfReader(io.BytesIO(odd.make())).pages
    assert max(odd.blank, default=1) <= len(pages) <= 3
    for text in odd.reads:
        assert text not in odd.never


def test_each_says_what_to_do() -> None:
    assert len(ODD) > 40
    assert all(
        odd.should.endswith(".") and (odd.reads or odd.refused is not False or odd.blank)
        for odd in ODD.values()
    )
