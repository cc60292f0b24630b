"""Text and Word documents printed into a PDF, and read back from it."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from m1appeals.errors import UserMistake
from m1appeals.evidence.reading.docx import (
    A_ZIP,
    DAMAGED,
    EMPTY,
    LOCKED,
    NOT_WORD,
    TOO_LARGE,
    text_of_docx,
)
from m1appeals.evidence.reading.files import as_pdf, decoded
from m1appeals.evidence.reading.printing import print_text
from m1appeals.packet import inspect
from tests.fonts import fonts
from tests.tries import tries
from tests.unit.evidence.reading_files import finished, quotes
from tests.unit.packet_files import jpeg, pdf

LETTERS = "abc XYZ 1.5% \u00e9\u0142\u03b2\u0436\u2013\u2019()/-"


def read_back(text: str) -> str:
    return finished(print_text(text, fonts(), "Record")).text


@pytest.mark.parametrize(
    "text",
    [
        "She has low back pain.",
        "One line\n\nand another one.",
        "A long line. " * 80,
        "w" * 400,
        "Test\t\tRight\tLeft\nAnkle\t\t5/5\t4/5",
        "Flexion          40 degrees          90 degrees",
        "  1. No relief\n  2. Dizzy",
        "Wind\u00fcber \u0141ukasz \u03b2-blocker \u00b1 5 \u2265 3 \u2264 9",
        "soft\u00adhyphen zero\u200bwidth",
        "a\x0bb\u2028c\x85d",
        "Page one\fPage two\f\fPage four",
        "\n\n\n" * 60 + "far below",
        "x  " * 200,
    ],
)
def test_the_words_that_are_printed_are_read_again(text: str) -> None:
    read = read_back(text)
    plain = re.sub("[\u00ad\u200b]", "", text)
    assert "".join(read.split()) == "".join(plain.split())
    if "w" * 400 not in text:
        assert read.split() == plain.split()


@pytest.mark.parametrize("part", ["a   ", "wide", "a.  ", "\t", "\u2265 a "])
def test_a_line_without_an_end_is_printed_in_a_straight_line(part: str) -> None:
    made = print_text("Begin " + part * (100_000 // len(part)), fonts(), "Record")
    assert inspect(made).pages > 10 or part.isspace()


@settings(max_examples=tries(40))
@given(st.lists(st.text(alphabet=LETTERS, max_size=200), min_size=1, max_size=8))
def test_any_words_are_read_again(rows: list[str]) -> None:
    text = "\n".join(["Begin", *rows, "End"])
    assert "".join(read_back(text).replace("-", "").split()) == (
        "".join(text.replace("-", "").split())
    )


def test_signs_are_printed_and_read_again() -> None:
    text = "AHI \u2265 15, A1c \u2264 7 \u2192 8, pain \u2191 \u2193 \u2260 \u2248 \u2713 \u2714"
    assert read_back(text) == text
    assert read_back("\u2610 none \u2612 failed \u25cf item") == "[ ] none [x] failed \u25cf item"


def test_a_form_feed_begins_a_page() -> None:
    record = finished(print_text("One.\fTwo.\f\fFour.", fonts(), "Record"))
    assert [record.page_of(one.start) for one in record.sentences] == [1, 2, 4]
    assert record.scans == (3,)


def test_cells_keep_apart() -> None:
    assert read_back("Test      Right   Left\nAnkle     5/5     4/5") == (
        "Test   Right   Left\nAnkle   5/5   4/5"
    )
    assert read_back("Test\tRight\nA longer name\t5/5") == "Test   Right\nA longer name   5/5"
    assert "Pain is 8/10.  It is worse." not in read_back("Pain is 8/10.  It is worse.")


def test_the_pages_are_a_pdf_that_the_packet_takes_and_say_nothing_else() -> None:
    made = print_text("She has pain.\n" * 300, fonts(), "Record")
    assert inspect(made).pages == 7
    facts = PdfReader(io.BytesIO(made)).metadata
    assert facts is not None
    assert set(facts) <= {"/Title", "/CreationDate"}
    assert facts.title == "Record"
    assert made == print_text("She has pain.\n" * 300, fonts(), "Record")


def test_characters_that_the_fonts_lack_are_named() -> None:
    with pytest.raises(
        UserMistake, match=r"^The fonts of the PDF do not hold \u6f22 \(CJK UNIFIED"
    ):
        print_text("\u6f22", fonts(), "Record")


def test_a_text_without_words_is_told() -> None:
    with pytest.raises(UserMistake, match=r"^This file holds no text: add the file that does\.$"):
        print_text(" \n\f\n", fonts(), "Record")


@pytest.mark.parametrize(
    "content",
    [
        "Ren\u00e9 has pain.".encode(),
        b"\xef\xbb\xbf" + "Ren\u00e9 has pain.".encode(),
        "Ren\u00e9 has pain.".encode("utf-16"),
        b"\xfe\xff" + "Ren\u00e9 has pain.".encode("utf-16-be"),
        "Ren\u00e9 has pain.".encode("cp1252"),
    ],
)
def test_a_text_is_read_in_its_encoding(content: bytes) -> None:
    assert decoded(content) == "Ren\u00e9 has pain."
    made = as_pdf(content, fonts())
    assert made is not None
    assert quotes(finished(made)) == ["Ren\u00e9 has pain."]


def test_a_pdf_or_picture_is_used_as_it_is() -> None:
    assert as_pdf(pdf("one"), fonts()) is None
    assert as_pdf(jpeg(), fonts()) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty"),
        (b"\xd0\xcf\x11\xe0old", "This file is an older Word or Excel document"),
        (b"{\\rtf1 x}", "This file is a rich text document (.rtf)"),
        (b"\x89PNG\r\n\x1a\n", "This file is a PNG picture"),
        (b"II*\0rest", "This file is a TIFF picture"),
        (b" <!DOCTYPE html><p>", "This file is a web page"),
        (b"\x00\x01\x02", "This file is not a PDF"),
        (b"PK\x03\x04 torn", "This Word document is damaged"),
    ],
)
def test_other_files_are_told_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(UserMistake) as caught:
        as_pdf(content, fonts())
    assert str(caught.value).startswith(said)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, *, main: str = "word/document.xml", **parts: str) -> bytes:
    """Make a Word document of a body, with other parts by their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(main, f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, part in parts.items():
            package.writestr(f"word/{name}.xml", part)
    return buffer.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


LIST = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    "</w:lvl>"
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("One") + p("Two"), "One\nTwo"),
        ("<w:p><w:r><w:t>Sev</w:t></w:r><w:r><w:t xml:space='preserve'>ere pain</w:t></w:r></w:p>",
         "Severe pain"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a\tb\nc"),
        (p("One") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + p("Two"), "One\fTwo"),
        (p("One") + p("Two", "<w:pageBreakBefore/>"), "One\fTwo"),
        ("<w:p><w:ins><w:r><w:t>kept</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText>"
         "</w:r></w:del></w:p>", "kept"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r>"
         "</w:p>", "seen"),
        ("<w:tbl><w:tr><w:tc>" + p("Ankle") + "</w:tc><w:tc>" + p("5/5") + p("weak") +
         "</w:tc></w:tr><w:tr><w:tc>" + p("Knee") + "</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
         "Ankle   5/5 weak\nKnee"),
        (p("A", LIST.format(0, 1)) + p("B", LIST.format(1, 1)) + p("C", LIST.format(0, 1)),
         "1. A\na) B\n2. C"),
        (p("A", LIST.format(0, 2)), "\u2022 A"),
        ("<w:p><w:r><w:t>x</w:t></w:r><w:r><w:noBreakHyphen/><w:t>ray</w:t></w:r></w:p>", "x-ray"),
        ('<w:p><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink></w:p>', "linked"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + p("in a control") + "</w:sdtContent></w:sdt>",
         "in a control"),
        ('<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-'
         'compatibility/2006"><mc:Choice><w:drawing><w:txbxContent>' + p("box") +
         "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + p("box") +
         "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>text</w:t>"
         "</w:r></w:p>", "text\nbox"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>field</w:t></w:r></w:p>",
         "field"),
    ],
)  # fmt: skip
def test_a_word_document_is_read_from_top_to_bottom(body: str, text: str) -> None:
    assert text_of_docx(docx(body, numbering=NUMBERING)) == text


def test_headers_and_footers_are_left_out_and_footnotes_are_kept() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{p("line")}</w:footnote>'
        f"<w:footnote>{p('Note')}</w:footnote></w:footnotes>"
    )
    header = f'<w:hdr xmlns:w="{W}">{p("Header")}</w:hdr>'
    assert text_of_docx(docx(p("Body"), header1=header, footnotes=notes)) == "Body\nNote"


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return buffer.getvalue()


BOMB = docx(p("<w:t>" + " " * 70_000_000 + "</w:t>"))


def with_entities() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document '
            f'xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>',
        )
    return buffer.getvalue()


def locked() -> bytes:
    """Mark the parts of a document as encrypted."""
    content = bytearray(docx(p("x")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (found := content.find(sign, start)) >= 0:
            content[found + at] |= 1
            start = found + 4
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04 torn", DAMAGED),
        (docx("<w:p>"), DAMAGED),
        (docx(p("x"))[:300], DAMAGED),
        (with_entities(), DAMAGED),
        (docx("<w:p/>"), EMPTY),
        (BOMB, TOO_LARGE),
        (locked(), LOCKED),
        (zipped("xl/workbook.xml"), NOT_WORD["xl/"]),
        (zipped("ppt/presentation.xml"), NOT_WORD["ppt/"]),
        (zipped("mimetype", "content.xml"), NOT_WORD["mimetype"]),
        (zipped("a.pdf", "b.pdf"), A_ZIP),
    ],
)
def test_what_is_no_word_document_is_told(content: bytes, message: str) -> None:
    with pytest.raises(UserMistake, match=f"^{re.escape(message)}$"):
        text_of_docx(content)


def test_nesting_past_reason_ends() -> None:
    for depth, message in ((200, EMPTY), (100_000, DAMAGED)):
        deep = docx("<w:sdt>" * depth + p("x") + "</w:sdt>" * depth)
        with pytest.raises(UserMistake, match=f"^{re.escape(message)}$"):
            text_of_docx(deep)


def test_a_word_document_becomes_pages_that_are_read() -> None:
    body = p("She has pain. It is worse.") + p("No relief", LIST.format(0, 1))
    made = as_pdf(docx(body, numbering=NUMBERING), fonts())
    assert made is not None
    assert quotes(finished(made)) == ["She has pain.", "It is worse.", "1. No relief"]
