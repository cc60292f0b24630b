"""A biller opens the form in her own browser, types in a claim, reads the letter that grows beside
it and takes it with her as a Word file and as a text file.
"""

from __future__ import annotations

from datetime import date

import pytest

from m1appeals.letter import compose
from m1appeals.letter.text import to_text
from m1appeals.validation import read_answers
from tests.browsers import form
from tests.browsers.page import Page
from tests.journeys import words
from tests.journeys.server import Served
from tests.letters.examples import REALISTIC, STARRED

# One of them has letters that are not on every keyboard.
CLAIMS = {"starred": STARRED, "sleep-study": REALISTIC["sleep-study"]}


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_becomes_a_letter_to_take_away(claim: str, page: Page, site: Served) -> None:
    # Nothing can set the clock of these browsers: a letter without a date is of this day.
    document = compose(read_answers(CLAIMS[claim], today=date.today()).values)
    form.open_appeal(page, site.address)
    form.fill(page, CLAIMS[claim])
    page.wait_for("Nothing is missing.")
    page.wait_until(
        lambda: form.letter_of(page) == words.of_letter(document), "the letter of the claim"
    )

    word_file = page.download("Download Word")
    assert word_file.name == "appeal-letter.docx"
    assert words.of_word_file(word_file) == words.of_letter(document)

    text_file = page.download("Download text")
    assert text_file.name == "appeal-letter.txt"
    assert text_file.read_bytes().decode() == to_text(document).replace("\n", "\r\n")
