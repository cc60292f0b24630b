"""The Word file as python-docx reads it, and as a package of parts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Inches
from docx.table import Table
from docx.text.paragraph import Paragraph

from m1appeals.letter import Document
from m1appeals.letter.document import parse
from m1appeals.letter.docx import to_docx
from tests.letters.examples import EVERYTHING, letter
from tests.letters.outline import outline

ROLES = {
    "Normal": "body",
    "Last Paragraph": "body",
    "Letterhead": "letterhead",
    "Letterhead Detail": "letterhead-detail",
    "Letter Date": "date",
    "Inside Address": "address",
    "Subject Line": "subject",
    "Closing": "closing",
    "Signature": "signature",
    "Heading 2": "heading",
    "Quote": "quotation",
}
SPACER = "After Table"


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(to_docx(document)))


def marked(paragraph: Paragraph, *, names: bool = False) -> str:
    """Print a paragraph as outlines do; the name of a row is bold by itself."""
    parts = []
    for run in paragraph.runs:
        if run.text == "\n":
            parts.append(" / ")
            continue
        text = f"_{run.text}_" if run.font.highlight_color else run.text
        parts.append(f"*{text}*" if run.bold and not names else text)
    return "".join(parts)


def outline_of_word(word: WordDocument) -> str:
    """Print the structure of a Word file the way `outline` prints a letter's."""
    printed = []
    for part in word.iter_inner_content():
        if isinstance(part, Table):
            named = part._tbl.tblPr.find(qn("w:tblStyle")) is None
            heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in part.rows]
            kind = "reference" if named else "column" if any(heads) else "row"
            for is_head, row in zip(heads, part.rows, strict=True):
                # Of cells that are joined, python-docx gives the first one again.
                own = [Paragraph(tc.p_lst[0], part) for tc in row._tr.tc_lst]
                cells = [
                    marked(paragraph, names=is_head or (named and not column))
                    for column, paragraph in enumerate(own)
                ]
                printed.append(f"{kind}: {' | '.join(cells)}")
        elif part.style is not None and part.style.name == "List Paragraph":
            printed.append(f"{list_kind(word, part)}: {marked(part)}")
        elif part.style is not None and part.style.name != SPACER:
            printed.append(f"{ROLES[str(part.style.name)]}: {marked(part)}")
    return "\n".join(printed) + "\n"


def list_number(paragraph: Paragraph) -> str:
    found = paragraph._p.find(f".//{qn('w:numId')}")
    assert found is not None
    return str(found.get(qn("w:val")))


def list_kind(word: WordDocument, paragraph: Paragraph) -> str:
    """Follow a list item to the numbering that it is an instance of."""
    numbering = word.part.numbering_part.element
    wanted = list_number(paragraph)
    (instance,) = (n for n in numbering.iter(qn("w:num")) if n.get(qn("w:numId")) == wanted)
    abstract = instance.find(qn("w:abstractNumId")).get(qn("w:val"))
    (definition,) = (
        n for n in numbering.iter(qn("w:abstractNum")) if n.get(qn("w:abstractNumId")) == abstract
    )
    look = definition.find(f".//{qn('w:numFmt')}").get(qn("w:val"))
    return {"decimal": "number", "bullet": "bullet"}[look]


def test_the_word_file_has_the_structure_of_the_letter(document: Document) -> None:
    assert outline_of_word(opened(document)) == outline(document)


EVERY_BLOCK = parse(
    "<h2>Heading</h2><p>One <strong>two</strong> <mark>[three]</mark><br>four</p>"
    "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol><ol><li>d</li></ol>"
    "<table><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    '<table class="reference"><tr><th>A</th><td>B</td></tr></table>'
    '<table class="columns"><tr><th>X</th><th>Y</th><th>Z</th></tr><tr><td>A</td><td>1</td><td>2'
    "</td></tr><tr><td></td><td>3</td><td>4</td></tr></table>"
    "<blockquote><p>Quoted</p><p>again</p></blockquote>"
)
"""Blocks that this letter does not have are written too."""


def test_every_kind_of_block_can_be_written() -> None:
    assert outline_of_word(opened(EVERY_BLOCK)) == outline(EVERY_BLOCK)


def test_each_list_counts_from_one() -> None:
    items = [
        p for p in opened(EVERY_BLOCK).paragraphs if p.style and p.style.name == "List Paragraph"
    ]
    assert [list_number(item) for item in items] == ["1", "1", "2", "3"]


def test_the_names_of_a_reference_are_bold() -> None:
    table = opened(letter(EVERYTHING)).tables[0]
    for row in table.rows:
        assert [all(run.bold for run in cell.paragraphs[0].runs) for cell in row.cells] == [
            True,
            False,
        ]


def test_a_table_with_columns_names_them_on_each_page_and_joins_what_is_about_one_thing() -> None:
    table = opened(EVERY_BLOCK).tables[2]
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [
        True,
        False,
        False,
    ]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert [row.cells[0].text for row in table.rows] == ["X", "A", "A"]
    assert table.rows[1].cells[0]._tc is table.rows[2].cells[0]._tc


def test_what_leads_to_a_quotation_stays_with_it() -> None:
    word = opened(parse("<p>Lead:</p><blockquote><p>Quoted</p></blockquote>"))
    assert [p.style.name for p in word.paragraphs if p.style] == ["Last Paragraph", "Quote"]


def test_tables_are_as_wide_as_the_text() -> None:
    for table in opened(EVERY_BLOCK).tables:
        assert sum(column.width or 0 for column in table.columns) == Inches(6.5)


def test_the_page_is_a_us_letter_with_margins_of_an_inch_at_the_sides(document: Document) -> None:
    (section,) = opened(document).sections
    assert (section.page_width, section.page_height) == (Inches(8.5), Inches(11))
    assert (section.left_margin, section.right_margin) == (Inches(1), Inches(1))


def test_the_foot_of_the_page_counts_pages(document: Document) -> None:
    (section,) = opened(document).sections
    (paragraph,) = section.footer.paragraphs
    fields = [field.get(qn("w:instr")) for field in paragraph._p.iter(qn("w:fldSimple"))]
    assert "".join(text.text or "" for text in paragraph._p.iter(qn("w:t"))) == "Page 1 of 1"
    assert fields == [" PAGE ", " NUMPAGES "]


def test_the_title_tells_nothing_about_the_patient(document: Document) -> None:
    properties = opened(document).core_properties
    assert properties.title == "Appeal letter"
    assert properties.language == "en-US"
    for word in ("author", "subject", "keywords", "comments", "category", "last_modified_by"):
        assert getattr(properties, word) == ""


def test_only_the_body_holds_answers() -> None:
    def parts(patient: str) -> dict[str, bytes]:
        archive = zipfile.ZipFile(
            io.BytesIO(to_docx(letter({**EVERYTHING, "patient_name": patient})))
        )
        return {name: archive.read(name) for name in archive.namelist()}

    one, other = parts("Pat Example"), parts("Sentinel")
    assert [name for name in one if one[name] != other[name]] == ["word/document.xml"]


def test_the_same_letter_gives_the_same_bytes(document: Document) -> None:
    assert to_docx(document) == to_docx(document)


def test_the_parts_are_all_declared_and_the_list_of_types_comes_first(document: Document) -> None:
    archive = zipfile.ZipFile(io.BytesIO(to_docx(document)))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/footer.xml",
        "word/document.xml",
        "word/numbering.xml",
    ]
    types = archive.read("[Content_Types].xml").decode()
    for name in archive.namelist():
        assert name == "[Content_Types].xml" or f'"/{name}"' in types or name.endswith(".rels")


def test_the_time_of_writing_is_not_in_the_file(document: Document) -> None:
    archive = zipfile.ZipFile(io.BytesIO(to_docx(document)))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "text",
    ["<w:p/>", "&lt;", "]]>", "</w:t></w:r>", '" w:val="', "\x00\x0b\x1f", "\ud800", "\ufffe"],
)
def test_nothing_that_is_typed_can_break_the_file(text: str) -> None:
    document = letter(
        {**EVERYTHING, "patient_name": f"Pat {text} Example", "clinical_summary": text}
    )
    assert outline_of_word(opened(document)) == outline(document)


def test_saving_the_file_again_keeps_the_letter(tmp_path: Path) -> None:
    document = letter(EVERYTHING)
    opened(document).save(str(tmp_path / "again.docx"))
    assert outline_of_word(docx.Document(str(tmp_path / "again.docx"))) == outline(document)
