"""The letter as a PDF: what is in the text is in it, in fonts of its own, and nothing else."""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from m1appeals.letter import Document, compose
from m1appeals.letter.document import (
    Heading,
    Items,
    Paragraph,
    Quotation,
    Run,
    Table,
    parse,
    plain,
)
from m1appeals.letter.pdf import lacking, to_pdf
from m1appeals.letter.text import to_text
from m1appeals.validation import read_answers
from tests.fonts import fonts
from tests.letters.examples import LETTERS, STARRED, TODAY
from tests.tries import thinned

NAMES = [
    "Zoë Łukaszewicz-Ñandú",
    "Nguyễn Thị Hương",
    "Ξένος Παράδειγμα",
    "Иван Пример",
    "Şebnem Çağlar İĞÜ",
    "Ǻåke Þórður Ðæ",
]


def pdf(letter: Document) -> PdfReader:
    return PdfReader(io.BytesIO(to_pdf(letter, fonts(), title="Appeal letter", day=TODAY)))


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def printed(reader: PdfReader) -> list[str]:
    """The words of a PDF, without the numbers of its pages."""
    text = "\n".join(page.extract_text() for page in reader.pages)
    return words(re.sub(r"Page \d+ of \d+", "", text))


def letter(**answers: str) -> Document:
    return compose(read_answers({**STARRED, **answers}, today=TODAY).values)


def blocks(*found: Paragraph | Heading | Items | Table | Quotation) -> Document:
    return Document(blocks=found)


def test_only_the_letter_that_tries_everything_has_characters_that_the_fonts_lack() -> None:
    assert {name for name, made in LETTERS.items() if lacking(made, fonts())} == {"hostile"}


def has_columns(made: Document) -> bool:
    return any(isinstance(block, Table) and block.headed for block in made.blocks)


IN_ORDER = [
    name for name, made in sorted(LETTERS.items()) if name != "hostile" and not has_columns(made)
]
"""Texts say the cells of a row one below the other, each with its column's name."""


@pytest.mark.parametrize("name", IN_ORDER)
def test_it_says_what_the_text_says_in_the_same_order(name: str) -> None:
    made = LETTERS[name]
    assert bare(" ".join(printed(pdf(made)))) == bare(to_text(made))


def bare(text: str) -> str:
    """Take away what only one of the two has: line breaks, colons in a list, signs before items."""
    return re.sub(r"[\s:>\u2022-]", "", unicodedata.normalize("NFC", text)).casefold()


@pytest.mark.parametrize("name", NAMES)
def test_names_can_be_copied_as_they_were_typed(name: str) -> None:
    assert " ".join(words(name)) in " ".join(printed(pdf(letter(patient_name=name))))


def test_letters_and_their_marks_are_joined() -> None:
    apart = unicodedata.normalize("NFD", "Zoë Nguyễn")
    assert "Zoë Nguyễn" in " ".join(printed(pdf(letter(patient_name=apart))))


def test_what_is_typed_like_a_placeholder_stays() -> None:
    assert "{nb}" in printed(pdf(letter(patient_name="Pat {nb} Example")))


def test_characters_that_the_fonts_lack_are_named() -> None:
    made = letter(patient_name="漢 שלום")
    assert lacking(made, fonts())[:2] == (
        "漢 (CJK UNIFIED IDEOGRAPH-6F22)",
        "ש (HEBREW LETTER SHIN)",
    )
    assert lacking(letter(patient_name="Zoë \u200bExample"), fonts()) == ()


SIGNS = "≥ ≤ ≈ ≠ ± ÷ → ← ↑ ↓ ↔ ⇒ √ ∞ ∆ ✓ ✔ ✗ ☐ ☑ ☒ ● ○ ■ □ ► ➢ ❖ ★ ♀ ♂ ⊕"
"""What programs of records write between numbers and before the items of lists."""


@pytest.mark.parametrize("role", [Heading, Paragraph])
def test_signs_of_records_are_printed(role: type[Heading | Paragraph]) -> None:
    made = blocks(role(runs=(Run(text=f"AHI {SIGNS}"),)))
    assert lacking(made, fonts()) == ()
    assert f"AHI {SIGNS}" in " ".join(printed(pdf(made)))


def test_the_fonts_are_in_the_file_and_it_says_nothing_but_its_title() -> None:
    reader = pdf(letter(patient_name="Sentinel Example"))
    told: dict[Any, Any] = dict(reader.metadata or {})
    assert told == {
        "/Title": "Appeal letter",
        "/CreationDate": "D:20260415000000Z",
    }
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    pages: list[Any] = list(reader.pages)
    embedded = [
        font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    ]
    assert embedded
    assert all("/FontFile2" in font for font in embedded)


def test_the_same_letter_gives_the_same_bytes() -> None:
    made = letter()
    first, second = (to_pdf(made, fonts(), title="Appeal letter", day=TODAY) for _ in range(2))
    assert first == second


def test_each_page_says_which_of_how_many_it_is() -> None:
    reader = pdf(letter(clinical_summary="A long paragraph of words. " * 400))
    count = len(reader.pages)
    assert count > 2
    for number, page in enumerate(reader.pages, 1):
        assert f"Page {number} of {count}" in page.extract_text()


def test_no_page_holds_a_signature_alone_or_ends_with_a_heading() -> None:
    for lines in thinned(range(30, 52)):
        body = [Paragraph(runs=(Run(text=f"Line {number}"),)) for number in range(lines)]
        made = blocks(
            *body[:-1],
            Heading(runs=(Run(text="Heading"),)),
            body[-1],
            Paragraph(runs=(Run(text="Sincerely,"),), role="closing"),
            Paragraph(runs=(Run(text="Alex Example"),), role="signature"),
        )
        pages = [page.extract_text() for page in pdf(made).pages]
        signed = next(page for page in pages if "Alex Example" in page)
        assert f"Line {lines - 1}" in signed, lines
        assert "Sincerely," in signed, lines
        heading = next(page for page in pages if "Heading" in page)
        assert f"Line {lines - 1}" in heading, lines


def test_a_heading_goes_with_the_paragraph_that_goes_with_the_signature() -> None:
    for lines in thinned(range(20, 42)):
        made = blocks(
            *(Paragraph(runs=(Run(text=f"Line {number}"),)) for number in range(lines)),
            Heading(runs=(Run(text="Heading"),)),
            Paragraph(runs=(Run(text="word " * 80),)),
            Paragraph(runs=(Run(text="Sincerely,"),), role="closing"),
            Paragraph(runs=(Run(text="Alex Example"),), role="signature"),
        )
        heading = next(page for page in texts(made) if "Heading" in page)
        assert heading.count("word") == 80, lines


def test_every_kind_of_block_is_printed() -> None:
    run = (Run(text="first", strong=True), Run(text="\n"), Run(text="second"))
    made = blocks(
        Items(items=(run, run), numbered=False),
        Quotation(paragraphs=(run,)),
        Table(rows=((run, run, run),), named=False),
        Table(rows=((run, (Run(text="long " * 2000),)),), named=True),
    )
    found = printed(pdf(made))
    assert found.count("first") == found.count("second") == 2 + 1 + 3 + 1
    assert found.count("long") == 2000


def test_the_day_of_the_file_is_the_one_that_is_given() -> None:
    made = to_pdf(letter(), fonts(), title="Appeal letter", day=date(2025, 1, 2))
    assert b"D:20250102000000Z" in made


def columned(*groups: tuple[str, list[str]]) -> Document:
    """A table with columns: names, and what is said of each."""
    rows = ["<tr><th>Criterion</th><th>Shown</th><th>Where</th></tr>"]
    for name, said in groups:
        names = [name, *[""] * (len(said) - 1)]
        rows += [
            f"<tr><td>{one}</td><td>{text}</td><td>here</td></tr>"
            for one, text in zip(names, said, strict=True)
        ]
    return parse(f'<table class="columns">{"".join(rows)}</table>')


def texts(made: Document) -> list[str]:
    return [page.extract_text() for page in pdf(made).pages]


def test_a_heading_does_not_stand_apart_from_its_table() -> None:
    for lines in thinned(range(20, 42)):
        shown = columned(("Criterion", ["word " * 60, "more"]), ("Other", ["other"]))
        made = blocks(
            *(Paragraph(runs=(Run(text=f"Line {number}"),)) for number in range(lines)),
            Heading(runs=(Run(text="Heading"),)),
            Paragraph(runs=(Run(text="What the table is about."),)),
            *shown.blocks,
        )
        pages = texts(made)
        heading = next(page for page in pages if "Heading" in page)
        assert "What the table is about." in heading, lines
        assert heading.count("word") == 60, lines


@pytest.mark.parametrize("name", [name for name, made in LETTERS.items() if has_columns(made)])
def test_a_table_with_columns_is_printed_with_all_its_words(name: str) -> None:
    made = LETTERS[name]
    found = bare(" ".join(printed(pdf(made))))
    (table,) = (block for block in made.blocks if isinstance(block, Table) and block.headed)
    assert len(table.rows) > 3
    for row in table.rows:
        assert bare("".join(plain(cell) for cell in row)) in found


def test_the_names_of_columns_are_on_each_page() -> None:
    groups = [(f"Criterion {n}.", [f"Said {n}. " + "many words " * 30] * 2) for n in range(12)]
    pages = texts(columned(*groups))
    assert len(pages) > 2
    assert all(page.split()[:3] == ["Criterion", "Shown", "Where"] for page in pages)


def test_what_is_about_one_thing_stays_on_one_page() -> None:
    groups = [
        (f"Name {n}.", [f"Said {n}. " + "many words " * (4 + n)] * (2 + n % 3)) for n in range(12)
    ]
    pages = texts(columned(*groups))
    assert len(pages) > 3
    for number in range(12):
        (page,) = (page for page in pages if f"Name {number}." in page)
        assert page.count(f"Said {number}.") == 2 + number % 3


@pytest.mark.parametrize("name", ["Short.", "A name of many words. " * 40])
def test_what_is_longer_than_a_page_goes_on_over_pages(name: str) -> None:
    groups = [("First.", ["Begin. " + "long " * 2500 + "End."]), (name, ["Last. " * 9] * 40)]
    pages = texts(columned(*groups, ("Final.", ["Over."])))
    text = " ".join(pages)
    assert len(pages) > 4
    assert text.count("long") == 2500
    assert text.count("Last.") == 360
    for word in ("Begin.", "End.", "Over.", "Final."):
        assert text.count(word) == 1
    assert text.index("End.") < text.index(name.strip()[:6]) < text.index("Final.")


def test_what_leads_to_a_quotation_stays_with_it() -> None:
    for lines in thinned(range(30, 46)):
        body = [Paragraph(runs=(Run(text=f"Line {number}"),)) for number in range(lines)]
        quoted = Quotation(paragraphs=((Run(text="Quoted " + "words " * 40 + "end."),),))
        made = blocks(*body, Paragraph(runs=(Run(text="It says:"),)), quoted)
        (page,) = (page for page in texts(made) if "It says:" in page)
        assert "Quoted" in page, lines
        assert "end." in page, lines
