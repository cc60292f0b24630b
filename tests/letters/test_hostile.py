"""Whatever is typed stays text: nothing in an answer can change the letter's structure."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals.fields import Field, Value, printable
from m1appeals.letter import Document
from m1appeals.letter.document import plain
from m1appeals.letter.docx import to_docx
from m1appeals.letter.text import to_text
from m1appeals.letter_fields import FIELDS
from tests.letters.examples import (
    EVERYTHING,
    EXAMPLES,
    LETTERS,
    STARRED,
    TODAY,
    letter,
    quotation,
    quoting,
)
from tests.letters.outline import lines

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

MARKUP = [
    "<b>", "</p>", "<p>", "</p><script>x</script>", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>",
    "&amp;", "&lt;", "&#60;", "&", "\"'", "{{ 7 * 7 }}", "{% if %}", "{# x #}", "{{", "\\",
]  # fmt: skip

anything = st.lists(st.text(max_size=4) | st.sampled_from(MARKUP), min_size=1, max_size=3).map(
    "".join
)

typed = [
    field
    for field in FIELDS.values()
    if field.kind.control in {"line", "lines", "prose", "items", "codes"}
]


def pieces(value: Value) -> list[str]:
    """Give the texts that a value should show up as."""
    texts = value if isinstance(value, tuple) else (str(value),)
    return [part for text in texts for part in text.split("\n")]


def words_of_word_file(document: Document) -> list[str]:
    """Give the text of every paragraph of the Word file, read with Python's own XML reader."""
    archive = zipfile.ZipFile(io.BytesIO(to_docx(document)))
    for name in archive.namelist():
        ET.fromstring(archive.read(name))
    paragraphs = []
    for paragraph in ET.fromstring(archive.read("word/document.xml")).iter(f"{WORD}p"):
        parts = [
            "\n" if element.tag == f"{WORD}br" else element.text or ""
            for element in paragraph.iter()
            if element.tag in {f"{WORD}t", f"{WORD}br"}
        ]
        paragraphs.append("".join(parts))
    return [text for text in paragraphs if text]


@pytest.mark.parametrize("field", typed, ids=lambda field: str(field.name))
@given(text=anything)
def test_any_text_in_any_field_comes_out_as_it_was_read(field: Field, text: str) -> None:
    value = field.kind.read(text, today=TODAY).value
    if value is None:
        return
    document = letter({**EVERYTHING, field.name: text})
    printed = to_text(document)
    assert [piece for piece in pieces(value) if piece not in printed] == []
    assert not any(run.blank for line in lines(document) for run in line)
    # A summary has a block for each of its paragraphs; no other answer adds or takes a block.
    is_prose = field.kind.control == "prose"
    paragraphs = len(value) if is_prose and isinstance(value, tuple) else 1
    tame = letter({**EVERYTHING, field.name: "Example"})
    assert len(document.blocks) == len(tame.blocks) + paragraphs - 1


@given(text=anything)
def test_any_text_makes_a_word_file_that_can_be_read(text: str) -> None:
    form = {field.name: text for field in typed}
    document = letter({**EVERYTHING, **form})
    expected = [plain(line) for line in lines(document) if plain(line)]
    assert words_of_word_file(document) == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_word_file_has_the_words_of_the_letter(name: str) -> None:
    document = letter(EXAMPLES[name])
    assert words_of_word_file(document) == [plain(line) for line in lines(document)]


@given(text=anything)
def test_any_text_that_is_quoted_comes_out_as_text(text: str) -> None:
    whole = f"Pain {text} since May"
    asked = {
        "form": "criteria",
        "criteria": [{"text": whole, "undocumented": False}],
        "quotations": [
            quotation(whole, criterion=0, note=text, author=text),
            quotation(whole, note=text, author=text),
        ],
    }
    document = quoting(STARRED, asked)
    tame = quoting(
        STARRED, {**asked, "quotations": [quotation("Pain", criterion=0), quotation("P")]}
    )
    assert len(document.blocks) == len(tame.blocks)
    words = printable(" ".join(whole.split()))
    assert to_text(document).count(f"“{words}”") == 2
    assert f"Criterion: {words}\n" in to_text(document)
    assert words_of_word_file(document) == [plain(line) for line in lines(document) if line]


@pytest.mark.parametrize("name", LETTERS)
def test_the_word_file_of_every_letter_can_be_read(name: str) -> None:
    document = LETTERS[name]
    assert words_of_word_file(document) == [plain(line) for line in lines(document) if line]


def test_choices_cannot_carry_text_into_the_letter() -> None:
    choices = [field for field in FIELDS.values() if field.kind.control in {"radios", "checkboxes"}]
    assert {"payer_kind", "route", "causes"} <= {field.name for field in choices}
    for field in choices:
        assert field.kind.read("../../etc", today=TODAY).value is None
