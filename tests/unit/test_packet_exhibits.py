"""Files that a user adds: what is told of them, and how their pages are chosen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from m1appeals.errors import UserMistake
from m1appeals.exhibit_list import chosen_pages
from m1appeals.packet import inspect
from m1appeals.packet.jpeg import bare, read_jpeg
from tests.tries import tries
from tests.unit.packet_files import (
    CATALOG,
    encrypted,
    exif,
    jpeg,
    pdf,
    segment,
    single,
    stream,
    written,
)

PROTECTED = (
    "This file is protected with a password, or with encryption this page cannot open: "
    "print it to a new PDF and add that."
)
DAMAGED = "This file is damaged and cannot be read: print it to a new PDF and add that."
TORN = "This picture is damaged and cannot be read: save it again as a JPEG and add that."
UNUSUAL = "This picture is a kind of JPEG that a PDF cannot hold: save it again and add that."


def mistake(content: bytes) -> str:
    with pytest.raises(UserMistake) as caught:
        inspect(content)
    return str(caught.value)


def test_a_pdf_is_counted() -> None:
    found = inspect(pdf("one", "two", "three"))
    assert (found.kind, found.pages, found.notes) == ("pdf", 3, ())


def test_a_jpeg_is_one_page() -> None:
    found = inspect(jpeg())
    assert (found.kind, found.pages, found.notes) == ("jpeg", 1, ())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "This file is empty: add it again."),
        (
            b"PK\x03\x04word",
            "This file is a Word document or a zip: save it as a PDF and add that.",
        ),
        (
            b"\xd0\xcf\x11\xe0old",
            "This file is an older Word or Excel document: save it as a PDF and add that.",
        ),
        (b"{\\rtf1 x", "This file is a rich text document: save it as a PDF and add that."),
        (
            b"\x89PNG\r\n\x1a\n",
            "This file is a PNG picture: save it as a JPEG or a PDF and add that.",
        ),
        (b"GIF89a", "This file is a GIF picture: save it as a JPEG or a PDF and add that."),
        (
            b"II*\0rest",
            "This file is a TIFF picture: save it as a PDF, which keeps all its pages, "
            "and add that.",
        ),
        (
            b"MM\0*rest",
            "This file is a TIFF picture: save it as a PDF, which keeps all its pages, "
            "and add that.",
        ),
        (
            b"\0\0\0\x18ftypheic",
            "This file is a HEIC picture: save it as a JPEG and add that.",
        ),
        (
            b"RIFF\0\0\0\0WEBP",
            "This file is a WebP picture: save it as a JPEG and add that.",
        ),
        (
            bytes(128) + b"DICM",
            "This file is a DICOM image: save its report as a PDF or the image as a JPEG "
            "and add that.",
        ),
        (b" <!DOCTYPE html><p>", "This file is a web page: print it to a PDF and add that."),
        (b"Dear plan,\r\n", "This file is plain text: save it as a PDF and add that."),
        (
            b"\x00\x01\x02",
            "This file is not a PDF or a JPEG picture: save it as a PDF and add that.",
        ),
        (b"%PDF-1.7 and no more", DAMAGED),
        (pdf("one")[:200], DAMAGED),
        (encrypted(pdf("one"), "RC4-128", user="secret"), PROTECTED),
        (jpeg()[:20], TORN),
        (jpeg(0), TORN),
        (jpeg(frame=0xC9), UNUSUAL),
        (jpeg(bits=12), UNUSUAL),
        (jpeg(8, 8, 2), UNUSUAL),
        (
            written(CATALOG, b"<< /Type /Pages /Count 0 /Kids [] >>"),
            "This PDF has no pages: add the file that has them.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_what_to_do(content: bytes, message: str) -> None:
    assert mistake(content) == message


AES = b"<< /Filter /Standard /V %d /R %d /Length 128 /P -4 /O <%b> /U <%b> %b >>"
FILTER = b"/CF << /StdCF << /CFM /%b /AuthEvent /DocOpen /Length 16 >> >> /StmF /StdCF /StrF /StdCF"


@pytest.mark.parametrize(("version", "revision", "method"), [(4, 4, b"AESV2"), (5, 6, b"AESV3")])
def test_encryption_that_the_browser_cannot_open_is_told(
    version: int, revision: int, method: bytes
) -> None:
    long = b"00" * (32 if version == 4 else 48)
    more = FILTER % method + b" /OE <%b> /UE <%b> /Perms <%b>" % (b"00" * 32, b"00" * 32, b"0" * 32)
    entry = AES % (version, revision, long, long, more)
    assert mistake(single(trailer=b"/Encrypt %b /ID [<00> <00>]" % entry)) == PROTECTED


def test_a_file_encrypted_against_changes_only_is_opened() -> None:
    assert inspect(encrypted(pdf("one", "two"), "RC4-128")).pages == 2


FORM = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] %b >> >>"
FIELD = b"<< /FT /Tx /T (name) >>"


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (
            single(b"/MediaBox [0 0 612 792]", b"", FIELD, catalog=FORM % b"/SigFlags 1"),
            "This file is signed electronically. The packet shows the signature but does not "
            "carry it: keep the original file.",
        ),
        (
            single(b"/MediaBox [0 0 612 792]", b"", b"<< /FT /Sig /V << >> >>", catalog=FORM % b""),
            "This file is signed electronically. The packet shows the signature but does not "
            "carry it: keep the original file.",
        ),
        (
            single(b"/MediaBox [0 0 612 792]", b"", FIELD, catalog=FORM % b""),
            "This is a form. Its answers go into the packet as print.",
        ),
        (
            single(b"/MediaBox [0 0 612 792]", b"", FIELD, catalog=FORM % b"/NeedAppearances true"),
            "This is a form that may show its answers only in the program that made it. Look at "
            "its pages in the packet: if answers are missing, print the form to a new PDF and "
            "add that.",
        ),
        (
            single(catalog=b"<< /Type /Catalog /Pages 2 0 R /Collection << >> >>"),
            "This file is a portfolio of other files, and only its own pages are used. "
            "Save the files inside it and add them one by one.",
        ),
        (
            single(
                catalog=b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [] "
                b">> >> >>"
            ),
            "Other files are attached to this file, and they are left out. "
            "Save them and add them one by one if they matter.",
        ),
        (
            single(b"/MediaBox [0 0 612 792] /Annots [<< /Subtype /FileAttachment >>]"),
            "Other files are attached to this file, and they are left out. "
            "Save them and add them one by one if they matter.",
        ),
        (
            single(b"/MediaBox [0 0 2000 3000]"),
            "1 page is larger than Legal paper and will be made smaller to fit Letter paper.",
        ),
    ],
)
def test_what_the_packet_does_not_keep_is_noted(content: bytes, note: str) -> None:
    assert note in inspect(content).notes


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", range(9)),
        ("  , ", range(9)),
        ("1", [0]),
        ("1-3, 5, 8-", [0, 1, 2, 4, 7, 8]),
        ("5,1", [4, 0]),
        ("2, 2", [1, 1]),
        ("-3", [0, 1, 2]),
        (" 2 \u2013 3 ;9", [1, 2, 8]),
        ("03", [2]),
    ],
)
def test_pages_are_chosen_in_the_order_typed(text: str, pages: list[int]) -> None:
    assert chosen_pages(text, 9) == tuple(pages)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3-1", "Enter the lower page first: 1-3, not 3-1."),
        ("0", "There is no page 0: this file has 9 pages."),
        ("7-12", "There is no page 12: this file has 9 pages."),
        ("all", 'Enter pages like 1-3, 5, 9- in place of "all".'),
        ("-", 'Enter pages like 1-3, 5, 9- in place of "-".'),
        ("1-2-3", 'Enter pages like 1-3, 5, 9- in place of "1-2-3".'),
        ("9" * 50, 'Enter pages like 1-3, 5, 9- in place of "99999999999999999999...".'),
        ("1-9," * 3000, "Enter fewer pages: a packet holds at most 20,000."),
    ],
)
def test_pages_that_cannot_be_chosen_are_told(text: str, message: str) -> None:
    with pytest.raises(UserMistake, match=f"^{re.escape(message)}$"):
        chosen_pages(text, 9)


def test_the_only_page_is_one_page() -> None:
    with pytest.raises(UserMistake, match=r"^There is no page 2: this file has 1 page\.$"):
        chosen_pages("2", 1)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_says_how_the_camera_was_held(orientation: int) -> None:
    assert read_jpeg(jpeg(4, 3, 3, segment(0xE1, exif(orientation)))).orientation == orientation


def test_of_a_picture_only_the_picture_stays() -> None:
    told = (
        segment(0xE0, b"JFIF\0\1\2\1\0\x48\0\x48\1\1SECRET"),
        segment(0xE1, exif(6)),
        segment(0xED, b"SECRET"),
        segment(0xEE, b"Adobe\0\x64\0\0\0\0\2"),
        segment(0xFE, b"SECRET"),
    )
    kept = read_jpeg(jpeg(4, 3, 4, *told) + b"SECRET").data
    assert b"SECRET" not in kept
    assert b"Adobe" in kept
    assert kept.endswith(b"\x12\xff\0\x34\xff\xd0\x56\xff\xd9")
    assert read_jpeg(kept).data == kept


def test_a_picture_of_a_pdf_keeps_what_a_decoder_or_viewer_needs() -> None:
    kept = [
        segment(0xE0, b"JFIF\0\1\2\1\0\x48\0\x48\0\0"),
        segment(0xE2, b"ICC_PROFILE\0\1\1profile"),
        segment(0xEE, b"Adobe\0\x64\0\0\0\0\2"),
    ]
    told = [
        segment(0xE0, b"JFXX\0\x10SECRET"),
        segment(0xE1, exif(6)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET"),
        segment(0xE2, b"MPF\0SECRET"),
        segment(0xED, b"Photoshop 3.0\0SECRET"),
        segment(0xFE, b"SECRET"),
    ]
    plain = jpeg(4, 3, 4, *kept)
    assert bare(jpeg(4, 3, 4, *kept, *told) + b"SECRET") == plain
    assert bare(b"\n" + plain) == plain
    assert bare(plain) is plain
    twelve = jpeg(4, 3, 1, segment(0xFE, b"SECRET"), bits=12)
    assert bare(twelve) == jpeg(4, 3, 1, bits=12)


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"\xff\xd8\xff\xe1\0", b"\xff\xd8" + segment(0xFE, b"torn")]
)
def test_a_picture_of_a_pdf_that_cannot_be_read_stays_as_it_is(content: bytes) -> None:
    assert bare(content) is content


def test_a_picture_of_filling_bytes_is_read_in_a_straight_line() -> None:
    scan = jpeg()[:-2] + b"\xff" * 2_000_000 + b"\0"
    assert bare(scan + b"\xff\xd9") == scan + b"\xff\xd9"


def test_four_inks_of_adobe_are_inverted_and_others_are_not() -> None:
    assert read_jpeg(jpeg(4, 3, 4, segment(0xEE, b"Adobe\0\x64\0\0\0\0\2"))).inverted
    assert not read_jpeg(jpeg(4, 3, 4)).inverted
    assert not read_jpeg(jpeg(4, 3, 3, segment(0xEE, b"Adobe\0\x64\0\0\0\0\1"))).inverted


def test_a_tree_of_pages_that_loops_is_told() -> None:
    loop = written(CATALOG, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>")
    assert mistake(loop) == DAMAGED


def test_a_file_nested_past_reason_is_told() -> None:
    nested = written(CATALOG, b"<< /Kids " + b"[" * 100_000 + b"] >>")
    assert mistake(nested) == DAMAGED


def test_an_object_stream_that_names_itself_is_told() -> None:
    own = stream(b"1 0 << >>", b"/Type /ObjStm /N 1 /First 4 /Extends 1 0 R")
    table = stream(b"\0\0\0\2\0\3\2\0\3\2\0\3", b"/Type /XRef /Size 4 /W [1 1 1] /Root 1 0 R")
    start = b"%PDF-1.7\n3 0 obj\n" + own + b"\nendobj\n"
    whole = start + b"4 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(start)
    assert mistake(whole) == DAMAGED


@settings(deadline=None, max_examples=tries(200))
@given(st.sampled_from([b"", b"%PDF-1.7\n", b"\xff\xd8\xff", pdf("one")[:-40]]), st.binary())
def test_any_bytes_end_in_contents_or_in_words(start: bytes, rest: bytes) -> None:
    told, pages = "", 0
    try:
        pages = inspect(start + rest).pages
    except UserMistake as mistake:
        told = str(mistake)
    assert pages > 0 or told.startswith("This ")
