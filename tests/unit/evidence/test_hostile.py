"""Files that are damaged, tangled or made to take long end in words, or lose a page and no more."""

from __future__ import annotations

import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from m1appeals.errors import UserMistake
from m1appeals.packet.source import DAMAGED, NO_PAGES, PROTECTED
from tests.tries import tries
from tests.unit.evidence.reading_files import finished, quotes
from tests.unit.packet_files import (
    CATALOG,
    FONT,
    encrypted,
    page,
    pdf,
    single,
    stream,
    words,
    written,
)

BOX = b"/MediaBox [0 0 612 792]"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "This file is empty: add it again."),
        (b"%PDF-1.7 and no more", DAMAGED),
        (pdf("one")[:200], DAMAGED),
        (encrypted(pdf("one"), "RC4-128", user="secret"), PROTECTED),
        (written(CATALOG, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"), DAMAGED),
        (written(CATALOG, b"<< /Kids " + b"[" * 100_000 + b"] >>"), DAMAGED),
        (written(CATALOG, b"<< /Type /Pages /Count 0 /Kids [] >>"), NO_PAGES),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_opened_is_told(content: bytes, message: str) -> None:
    with pytest.raises(UserMistake, match=f"^{re.escape(message)}$"):
        finished(content)


def three(middle: bytes, *more: bytes) -> bytes:
    """Make a PDF of three pages; `more` are objects 10 and on."""
    kids = b"4 0 R 6 0 R 8 0 R"
    shared = (
        b"/Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /X 10 0 R >> >>"
    )
    parts: list[bytes] = []
    for number, content in zip((5, 7, 9), (words("Before."), middle, words("After.")), strict=True):
        parts.append(b"<< %b %b /Contents %d 0 R >>" % (shared, BOX, number))
        parts.append(content if content.startswith(b"<<") else stream(content))
    tree = b"<< /Type /Pages /Count 3 /Kids [%b] >>" % kids
    return written(CATALOG, tree, FONT, *parts, *more)


FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]"
OWN = FORM + b" /Resources << /XObject << /X 10 0 R /Y 11 0 R >> /Font << /F1 3 0 R >> >>"
TOO_LONG = words("x") + b" 0 0 m 1 1 l S" * 400_000
BOMB = zlib.compress(b" " * 200_000_000, 9)


@pytest.mark.parametrize(
    ("middle", "more"),
    [
        (TOO_LONG, ()),
        (stream(BOMB, b"/Filter /FlateDecode"), ()),
        (b"/X Do " * 20_000, (stream(words("x") + b"/Y Do " * 5, OWN), stream(b"BT ET", FORM))),
        (stream(b"this is no zlib at all", b"/Filter /FlateDecode"), ()),
        (stream(b"x", b"/Filter /NoSuchFilter"), ()),
    ],
)
def test_a_page_that_is_too_much_is_named_and_the_others_are_read(
    middle: bytes, more: tuple[bytes, ...]
) -> None:
    record = finished(three(middle, *more))
    assert quotes(record) == ["Before.", "After."]
    assert record.scans == (2,)
    assert record.doubts == (
        "Page 2 is damaged or too tangled to read: nothing of it is offered. Print the file to a "
        "new PDF and add that.",
    )


@pytest.mark.parametrize(
    ("middle", "more"),
    [
        (words("Here.") + b" /X Do", (stream(b"/X Do " + words("Inside.", y=600), OWN),)),
        (
            words("Here.") + b" /X Do",
            (stream(b"/Y Do " + words("Inside.", y=600), OWN), stream(b"/X Do", OWN)),
        ),
    ],
)  # fmt: skip
def test_forms_that_name_themselves_are_read_once(middle: bytes, more: tuple[bytes, ...]) -> None:
    assert quotes(finished(three(middle, *more))) == ["Before.", "Here.", "Inside.", "After."]


@pytest.mark.parametrize(
    "content",
    [
        b"q " * 50_000 + words("Here."),
        b"Q Q Q ET EMC ] >> ) " + words("Here."),
        b"BT /F1 12 Tf (Here.) Tj",
        b"BT /F1 12 Tf 1 0 0 1 40 700 Tm [ (He) -20 (re) ] ] TJ [[[ (.)",
        b"/OC /None BDC BT /F1 12 Tf 40 700 Td <486572652E> Tj ET EMC",
        b"BI /W 2 /H 2 /BPC 8 ID \x00(\xff\x01 EI " + words("Here."),
        b"BT /F1 12 Tf 40 700 Td (He) Tj /Missing Do (re.) Tj ET",
        b"% a comment (\n" + words("Here."),
        b"BT /F1 12 Tf 40 700 Td (\\110e\\\nre\\056) ' ET",
        b"[ " * 5000 + words("Here."),
        b"<< /A << /B [ 1 2 >> BDC " + words("Here."),
        b"99999999999999999999 0 0 0 0 0 cm 1e400 0 0 /A 0 0 cm " + words("Here."),
    ],
)
def test_careless_contents_are_read_as_far_as_they_make_sense(content: bytes) -> None:
    record = finished(single(BOX, content))
    assert [one.rstrip(".") for one in quotes(record)] == ["Here"]


def test_a_font_without_letters_is_not_guessed() -> None:
    drawn = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H "
        b"/DescendantFonts [7 0 R] >>"
    )
    below = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /CIDSystemInfo << >> /DW 500 >>"
    content = b"BT /F1 12 Tf 40 700 Td <00480065006C006C006F> Tj ET"
    tree = b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>"
    file = written(CATALOG, tree, drawn, page(BOX), stream(content), b"null", below)
    record = finished(file)
    assert record.text == ""
    assert record.scans == (1,)
    assert record.doubts[0].startswith("Page 1 shows text whose letters cannot be told: nothing of")


def test_a_layer_that_is_off_is_not_read() -> None:
    catalog = (
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >> >>"
    )
    shared = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << "
        b"/Font << /F1 3 0 R >> /Properties << /L 6 0 R >> >> >>"
    )
    content = b"/OC /L BDC " + words("Hidden.") + b" EMC " + words("Shown.", y=600)
    tree = b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>"
    layer = b"<< /Type /OCG /Name (layer) >>"
    record = finished(written(catalog, tree, FONT, shared, stream(content), layer))
    assert quotes(record) == ["Shown."]


def test_answers_of_a_form_are_read_where_they_stand() -> None:
    entries = b"/Resources << /Font << /F1 3 0 R >> >> " + FORM.replace(b"612 792", b"200 20")
    look = stream(words("Pain is 8/10.", x=2, y=4), entries)
    field = b"<< /Subtype /Widget /FT /Tx /Rect [150 696 350 716] /AP << /N 7 0 R >> >>"
    file = single(BOX + b" /Annots [6 0 R]", words("Severity:"), field, look)
    assert " ".join(finished(file).text.split()) == "Severity: Pain is 8/10."


@pytest.mark.parametrize(
    "piece",
    [
        *(b"(", b"<", b"[", b"<<", b"\\(", b"%", b"/", b"BI "),
        *(b"1-", b"((", b"(\\", b"[(a)", b"<4", b"ID "),
    ],
)
def test_contents_without_an_end_take_a_straight_line(piece: bytes) -> None:
    file = single(BOX, piece * (300_000 // len(piece)))
    assert len(finished(file).starts) == 1


@pytest.mark.parametrize(
    "text", ["A", "a-", ".", "date ", "A: ", "(", "x   ", "DOB ", "a" * 90 + " "]
)
def test_a_line_without_an_end_takes_a_straight_line(text: str) -> None:
    shown = (text * (90_000 // len(text))).replace("(", "\\(") + "a-"
    content = words(shown) + words("and so on", y=680)
    assert len(finished(single(BOX, content)).starts) == 1


def test_a_page_of_countless_pieces_takes_a_straight_line() -> None:
    rows = [b"1 0 0 1 %d %d Tm (a) Tj" % (20 * (n % 30), 790 - n // 30) for n in range(20_000)]
    file = single(BOX, b"BT /F1 3 Tf " + b" ".join(rows) + b" ET")
    assert len(finished(file).starts) == 1


def test_many_pages_of_one_bomb_do_not_fill_the_memory() -> None:
    kids = b" ".join(b"5 0 R" for _ in range(12))
    sheet = b"<< /Type /Page /Parent 2 0 R %b /Contents 4 0 R >>" % BOX
    tree = b"<< /Type /Pages /Count 12 /Kids [%b] >>" % kids
    content = stream(zlib.compress(b"\n" * 15_000_000), b"/Filter /FlateDecode")
    record = finished(written(CATALOG, tree, FONT, content, sheet))
    assert len(record.scans) == 12
    assert record.doubts[0].startswith("Pages 1-12 are damaged or too tangled to read")


@settings(max_examples=tries(150))
@given(st.binary(max_size=300))
def test_any_contents_end(content: bytes) -> None:
    assert len(finished(single(BOX, content)).starts) == 1


@settings(max_examples=tries(100))
@given(st.integers(0, 1200), st.binary(min_size=1, max_size=30))
def test_any_damage_ends_in_a_record_or_in_words(at: int, change: bytes) -> None:
    whole = pdf("one", "two")
    damaged = whole[:at] + change + whole[at + len(change) :]
    told, pages = "", 0
    try:
        pages = len(finished(damaged).starts)
    except UserMistake as mistake:
        told = str(mistake)
    assert pages > 0 or told.startswith("This ")
