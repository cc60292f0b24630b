"""The whole packet: order, stamps, bookmarks, what is not in it, and that it always ends."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from m1appeals.errors import Defect, UserMistake
from m1appeals.packet import Exhibit, Packet, Placed, assemble, copying, pages_of
from tests.tries import tries
from tests.unit.packet_files import (
    CATALOG,
    FONT,
    changed,
    encrypted,
    exif,
    finished,
    jpeg,
    opened,
    packed,
    page,
    pdf,
    segment,
    single,
    stream,
    words,
    written,
)

LETTER = b"/MediaBox [0 0 612 792]"


def texts(packet: Packet) -> list[list[str]]:
    return [page.extract_text().splitlines() for page in opened(packet).pages]


def test_pages_come_in_order_and_exhibits_are_stamped() -> None:
    packet = packed(
        Exhibit(name="Notes", content=pdf("note 1", "note 2", "note 3"), pages="3, 1"),
        Exhibit(name="Photo", content=jpeg()),
        front=[("Cover", pdf("cover")), ("Letter", pdf("letter 1", "letter 2"))],
    )
    assert texts(packet) == [
        ["cover"],
        ["letter 1"],
        ["letter 2"],
        ["note 3", "Exhibit A - page 1 of 2"],
        ["note 1", "Exhibit A - page 2 of 2"],
        ["Exhibit B - page 1 of 1"],
    ]
    assert packet.pages == 6
    assert packet.notes == ()
    assert packet.exhibits == (
        Placed(letter="A", name="Notes", first=4, pages=2),
        Placed(letter="B", name="Photo", first=6, pages=1),
    )


def test_each_part_has_a_bookmark_to_its_first_page() -> None:
    packet = packed(
        Exhibit(name="N\u65e5", content=pdf("n", "n")),
        Exhibit(name="Photo", content=jpeg()),
        front=[("Letter", pdf("l", "l"))],
    )
    reader = opened(packet)
    found = [(mark.title, reader.get_destination_page_number(mark)) for mark in reader.outline]  # type: ignore[union-attr,arg-type]
    assert found == [
        ("Letter", 0),
        ("Exhibit A - N\u65e5", 2),
        ("Exhibit B - Photo", 4),
    ]


def test_it_says_how_far_it_is() -> None:
    exhibits = [Exhibit(name="Notes", content=pdf("a", "b"))]
    making = assemble(front=[("Letter", pdf("l"))], exhibits=exhibits, title="T")
    assert list(making) == [(1, 3), (2, 3), (3, 3)]


def test_it_can_be_stopped() -> None:
    making = assemble(front=[], exhibits=[Exhibit(name="N", content=pdf("a", "b"))], title="T")
    next(making)
    making.close()
    assert list(making) == []


def test_pages_are_chosen_before_they_are_made() -> None:
    notes = pdf("a", "b", "c")
    exhibits = [Exhibit(name="N", content=notes, pages="2-"), Exhibit(name="P", content=jpeg())]
    assert pages_of(exhibits) == ((1, 2), (0,))
    assert pages_of([]) == ()


def test_letters_go_on_after_z() -> None:
    placed = packed(*[jpeg()] * 704).exhibits
    letters = [placed[place].letter for place in (0, 25, 26, 51, 52, 701, 702, 703)]
    assert letters == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "AAB"]


def test_the_title_is_shown_and_the_language_is_known() -> None:
    reader = opened(packed(pdf("n"), title="Appeal for Pat Example"))
    assert repr(reader.metadata) == "{'/Title': 'Appeal for Pat Example'}"
    assert str(reader.root_object["/Lang"]) == "en-US"
    assert repr(reader.root_object["/ViewerPreferences"]) == "{'/DisplayDocTitle': True}"


def test_nothing_is_kept_that_the_pages_do_not_show() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("note"))))
    writer.add_metadata({"/Author": "SECRET", "/Title": "SECRET"})
    writer.xmp_metadata = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET</x:xmpmeta>"
    writer.add_attachment("SECRET.txt", b"SECRET")
    writer.root_object[NameObject("/OpenAction")] = NameObject("/SECRET")
    writer.pages[0][NameObject("/AA")] = NameObject("/SECRET")
    writer.pages[0][NameObject("/PieceInfo")] = NameObject("/SECRET")
    fonts = writer.pages[0]["/Resources"]
    fonts[NameObject("/Metadata")] = NameObject("/SECRET")  # type: ignore[index]
    buffer = io.BytesIO()
    writer.write(buffer)
    assert b"SECRET" in buffer.getvalue()
    picture = jpeg(8, 8, 3, segment(0xE1, exif(6)), segment(0xFE, b"SECRET"))
    assert b"SECRET" not in packed(buffer.getvalue(), picture).content


def test_the_front_loses_its_actions_too() -> None:
    link = b" /Annots [<< /Subtype /Link /A << /S /URI /URI (SECRET) >> >>] /AA << /O (SECRET) >>"
    packet = packed(front=[("Letter", single(LETTER + link))])
    assert b"SECRET" not in packet.content


def test_objects_that_act_are_never_copied() -> None:
    script = b"<< /Type /Action /S /JavaScript /JS (SECRET) >>"
    content = changed(
        single(LETTER, words("Body"), script), b"/F1 3 0 R", b"/F1 3 0 R /F2 6 0 R /F3 4 0 R"
    )
    packet = packed(content)
    assert b"SECRET" not in packet.content
    assert packet.content.count(b"/Type /Page ") == 1


def test_the_same_packet_has_the_same_bytes() -> None:
    first, second = (packed(pdf("a", "b"), jpeg(), front=[("L", pdf("l"))]) for _ in range(2))
    assert first == second
    assert b"/ID" not in first.content


def test_what_pages_share_is_written_once() -> None:
    content = pdf(*(f"page {number}" for number in range(50)))
    halves = [
        Exhibit(name="First", content=content, pages="1-25"),
        Exhibit(name="Rest", content=bytes(content), pages="20-50"),
    ]
    assert packed(*halves).content.count(b"/BaseFont /Courier") == 1


def test_a_page_that_is_chosen_twice_is_written_once() -> None:
    packet = packed(Exhibit(name="N", content=pdf("twice"), pages="1, 1"))
    assert packet.content.count(b"/Filter /FlateDecode") == 1
    assert texts(packet) == [
        ["twice", "Exhibit A - page 1 of 2"],
        ["twice", "Exhibit A - page 2 of 2"],
    ]


def test_names_that_are_not_text_still_find_their_fonts() -> None:
    content = changed(single(LETTER, words("Body")), b"/F1", b"/F\xe9\xb4#20")
    form = opened(packed(content))
    assert form.pages[0].extract_text().splitlines()[0] == "Body"
    assert b"/F#E9#B4#20 " in packed(content).content


def test_a_file_encrypted_against_changes_is_read_and_written_open() -> None:
    packet = packed(encrypted(pdf("note"), "RC4-128"))
    assert texts(packet) == [["note", "Exhibit A - page 1 of 1"]]
    assert not opened(packet).is_encrypted


@pytest.mark.parametrize(
    ("exhibit", "message"),
    [
        (
            Exhibit(name="Scan", content=b"%PDF-1.4 torn"),
            'Exhibit A, "Scan": This file is damaged and cannot be read: '
            "print it to a new PDF and add that.",
        ),
        (
            Exhibit(name="Scan", content=pdf("a"), pages="2"),
            'Exhibit A, "Scan": There is no page 2: this file has 1 page.',
        ),
        (Exhibit(name="Scan", content=b""), 'Exhibit A, "Scan": This file is empty: add it again.'),
    ],
)
def test_a_mistake_names_the_exhibit(exhibit: Exhibit, message: str) -> None:
    with pytest.raises(UserMistake, match=f"^{re.escape(message)}$"):
        packed(exhibit)
    with pytest.raises(UserMistake, match=f"^{re.escape(message)}$"):
        pages_of([exhibit])


def test_a_mistake_names_what_comes_before_the_exhibits() -> None:
    with pytest.raises(UserMistake, match=r"^Cover sheet: This file is damaged"):
        packed(front=[("Cover sheet", b"%PDF-1.4 torn")])


def test_a_packet_of_nothing_is_a_defect() -> None:
    with pytest.raises(Defect):
        packed()


def test_more_pages_than_anyone_sends_are_told() -> None:
    many = Exhibit(name="N", content=pdf("a"), pages="1," * 15_000)
    with pytest.raises(UserMistake, match=r"^Choose fewer pages: a packet holds at most 20,000\.$"):
        packed(many, many)


def test_an_object_that_cannot_be_read_does_not_stop_the_page_and_is_told() -> None:
    deep = b"[" * 300 + b"]" * 300
    content = single(LETTER, words("Body") + b" /X 9 Tf", deep)
    packet = packed(changed(content, b"/F1 3", b"/X 6 0 R /F1 3"))
    assert packet.notes == (
        'Exhibit A, "Notes": something on page 1 could not be read. Compare it with the original.',
    )
    assert texts(packet)[0][0] == "Body"


def test_a_form_that_draws_itself_ends() -> None:
    own = stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                 b"/Resources << /XObject << /X 6 0 R >> >>")  # fmt: skip
    content = changed(single(LETTER, b"/X Do", own), b"/Font", b"/XObject << /X 6 0 R >> /Font")
    assert packed(content).pages == 1


def test_contents_that_swell_are_told_where_they_have_to_be_unpacked() -> None:
    bomb = stream(zlib.compress(bytes(80_000_000)), b"/Filter /FlateDecode")
    alone = changed(single(LETTER, b"", bomb), b"/Contents 5 0 R", b"/Contents 6 0 R")
    assert packed(alone).notes == ()
    joined = changed(single(LETTER, b"", bomb), b"/Contents 5 0 R", b"/Contents [6 0 R 5 0 R]")
    assert packed(joined).notes == (
        'Exhibit A, "Notes": page 1 could not be read. Add it from paper.',
    )


SHARED = b"/Resources << /Font << /F1 3 0 R >> /XObject 4 0 R >>"
PICTURE = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "


def two_pages(
    second: bytes,
    *more: bytes,
    first: bytes = b"/One Do",
    names: bytes = b"",
    encoding: bytes = b"",
) -> bytes:
    """Make a PDF whose two pages inherit one dictionary; `more` are objects 11, 12 and on."""
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R >>"
    return written(
        CATALOG,
        b"<< /Type /Pages /Count 2 /Kids [5 0 R 6 0 R] %b >>" % SHARED,
        FONT,
        b"<< /One 9 0 R /Two 10 0 R %b >>" % names,
        sheet % 7,
        sheet % 8,
        stream(first),
        stream(second, encoding),
        stream(b"ONLY ON PAGE 1", PICTURE + b"/BitsPerComponent 8"),
        stream(b"ONLY ON PAGE 2", PICTURE + b"/BitsPerComponent 8"),
        *more,
    )


def only(content: bytes, pages: str = "2") -> Packet:
    return packed(Exhibit(name="Notes", content=content, pages=pages))


def test_pictures_of_pages_that_were_left_out_are_not_in_the_packet() -> None:
    content = two_pages(words("Second") + b" q 9 0 0 9 0 0 cm /Two Do Q")
    second, whole = only(content), only(content, "")
    assert b"ONLY ON PAGE 2" in second.content
    assert b"ONLY ON PAGE 1" not in second.content
    assert texts(second)[0][0] == "Second"
    assert second.notes == ()
    assert b"ONLY ON PAGE 1" in whole.content


def test_a_picture_that_no_page_shows_is_not_in_the_packet() -> None:
    assert b"ONLY ON PAGE 1" not in only(two_pages(b"/Two Do", first=b"/Two Do"), "").content


@pytest.mark.parametrize(
    ("second", "more"),
    [
        (b"/T#77o Do", ()),
        (b"/A Do", (stream(b"/Two Do", FORM),)),
        (b"/A Do", (stream(b"/B Do", FORM), stream(b"/A Do/B Do/Two Do", FORM))),
        (b"/A Do", (stream(b"/Two Do", FORM + SHARED),)),
        (
            b"/A Do",
            (stream(zlib.compress(b"/Two Do"), FORM + SHARED + b" /Filter /FlateDecode"),),
        ),
        (b"/A Do", (stream(b"/B Do", FORM + SHARED), stream(b"/Two Do", FORM + SHARED))),
    ],
)
def test_a_form_takes_along_what_it_draws_and_no_more(second: bytes, more: list[bytes]) -> None:
    content = only(two_pages(second, *more, names=b"/A 11 0 R /B 12 0 R")).content
    assert b"ONLY ON PAGE 2" in content
    assert b"ONLY ON PAGE 1" not in content


@pytest.mark.parametrize("own", [b"", SHARED])
def test_letters_that_are_drawn_take_along_what_they_draw_and_no_more(own: bytes) -> None:
    font = b"<< /Type /Font /Subtype /Type3 /CharProcs << /a 11 0 R /b 99 0 R >> %b >>" % own
    drawn = two_pages(b"/F1 9 Tf (a) Tj", stream(b"9 0 d0 /Two Do"))
    for content in (changed(drawn, FONT, font), changed(drawn, b"/F1 3 0 R", b"/F1 " + font)):
        assert b"ONLY ON PAGE 2" in only(content).content
        assert b"ONLY ON PAGE 1" not in only(content).content


def test_what_lies_on_a_page_takes_along_what_it_draws_and_no_more() -> None:
    stamp = b"/Annots [<< /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 11 0 R >> >>] /Contents 8 0 R"
    content = two_pages(words("Second"), stream(b"/Two Do", FORM + SHARED))
    made = only(changed(content, b"/Contents 8 0 R", stamp)).content
    assert b"ONLY ON PAGE 2" in made
    assert b"ONLY ON PAGE 1" not in made


def test_colour_spaces_that_contents_need_not_name_are_kept() -> None:
    spaces = b"/ColorSpace << /DefaultRGB /DeviceRGB /Other /DeviceGray >> /XObject"
    content = only(changed(two_pages(b"/Two Do"), b"/XObject 4", spaces + b" 4")).content
    assert b"/ColorSpace << /DefaultRGB /DeviceRGB >>" in content


UNKNOWN = b"/Filter /Unknown"


def test_a_page_that_cannot_be_separated_is_told_on_it_and_beside_it() -> None:
    content = two_pages(b"/Two Do", encoding=UNKNOWN)
    packet = only(content)
    assert packet.notes == (
        'Exhibit A, "Notes": page 2 could not be separated from the rest of its file. '
        "Print that page to a new PDF and add that.",
    )
    assert texts(packet) == [
        [
            "Page 2 of this file could not be separated from the rest.",
            "Exhibit A - page 1 of 1",
        ]
    ]
    assert b"ONLY ON PAGE" not in packet.content
    whole = only(content, "")
    assert whole.notes == ()
    assert b"ONLY ON PAGE 2" in whole.content


def test_a_form_that_cannot_be_separated_is_left_out_and_told() -> None:
    form = stream(b"/Two Do", FORM + SHARED + UNKNOWN)
    content = two_pages(words("Second") + b" /A Do", form, names=b"/A 11 0 R")
    packet = only(content)
    assert packet.notes == (
        'Exhibit A, "Notes": something on page 2 could not be read. Compare it with the original.',
    )
    assert b"ONLY ON PAGE" not in packet.content
    assert only(content, "").notes == ()


def test_pages_that_use_the_same_share_the_list_of_it() -> None:
    content = two_pages(b"/Two Do", first=b" /Two Do")
    assert only(content, "").content.count(b"/XObject << /Two") == 1


def test_the_names_of_many_pages_are_looked_up_once() -> None:
    kids = b"4 0 R " * 5000
    tree = b"<< /Type /Pages /Count 5000 /Kids [%b] >>" % kids
    names = b"".join(b"/%x " % number for number in range(200_000))
    content = written(CATALOG, tree, FONT, page(LETTER), stream(names))
    assert packed(content).pages == 5000


def test_only_so_much_is_searched_for_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_SEARCHED", 1000)
    content = pdf(*("/a " * 90 for _ in range(20)))
    assert packed(content).notes == ()
    notes = only(content, "1-19").notes
    assert 10 < len(notes) < 19
    assert "page 19 could not be separated" in notes[-1]


@pytest.mark.parametrize(
    ("packing", "entries"),
    [
        (bytes, b"/Filter /DCTDecode /DecodeParms << /ColorTransform 0 >>"),
        (bytes, b"/Filter [/DCTDecode] /DecodeParms [<< /ColorTransform 0 >>]"),
        (
            zlib.compress,
            b"/Filter [/FlateDecode /DCTDecode] /DecodeParms [null << /ColorTransform 0 >>]",
        ),
    ],
)
def test_a_picture_inside_a_pdf_tells_nothing_but_the_picture(
    packing: Callable[[bytes], bytes], entries: bytes
) -> None:
    told = jpeg(8, 8, 3, segment(0xE1, exif(6)), segment(0xFE, b"SECRET"))
    picture = stream(packing(told), b"/Type /XObject /Subtype /Image " + entries)
    made = only(two_pages(b"/A Do", picture, names=b"/A 11 0 R"))
    assert made.content.count(b"SECRET") == 0
    assert jpeg(8, 8, 3) in made.content
    held = opened(made).pages[0]["/Resources"]["/XObject"]["/P"]["/Resources"]["/XObject"]["/A"]  # type: ignore[index]
    assert (held["/Filter"], held["/DecodeParms"]["/ColorTransform"]) == ("/DCTDecode", 0)


def test_a_picture_that_swells_is_told() -> None:
    bomb = zlib.compress(bytes(80_000_000))
    entries = b"/Type /XObject /Subtype /Image /Filter [/FlateDecode /DCTDecode]"
    made = only(two_pages(b"/A Do", stream(bomb, entries), names=b"/A 11 0 R"))
    assert made.notes == (
        'Exhibit A, "Notes": something on page 2 could not be read. Compare it with the original.',
    )


def test_one_stream_on_many_pages_does_not_fill_the_memory() -> None:
    kids = b"4 0 R " * 5000
    tree = b"<< /Type /Pages /Count 5000 /Kids [%b] >>" % kids
    content = written(CATALOG, tree, FONT, page(LETTER), stream(bytes(1_000_000)))
    assert len(packed(content).content) < 5_000_000


def test_a_thousand_pages_and_three_hundred_exhibits_end_soon() -> None:
    long = Exhibit(name="Chart", content=pdf(*(f"page {number}" for number in range(1000))))
    packet = packed(long, *(pdf(f"exhibit {number}") for number in range(300)))
    assert packet.pages == 1300
    assert packet.exhibits[-1].letter == "KO"


def test_ten_thousand_exhibits_of_one_picture_end_soon() -> None:
    assert packed(*[jpeg()] * 10_000).pages == 10_000


FILES = (
    pdf("one", "two", "three"),
    encrypted(pdf("one", "two"), "RC4-128"),
    changed(single(LETTER, words("a"), stream(words("b"))), b"5 0 R", b"[5 0 R 6 0 R]"),
    single(
        LETTER + b" /Annots [6 0 R]",
        words("Body"),
        b"<< /Subtype /Stamp /Rect [10 10 90 90] /AP << /N 7 0 R >> >>",
        stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"),
    ),
    jpeg(8, 8, 3, segment(0xE1, exif(6)), segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")),
)


@settings(deadline=None, max_examples=tries(300))
@given(st.sampled_from(FILES), st.integers(min_value=0), st.integers(1, 8))
def test_a_file_with_wrong_bytes_ends_in_a_packet_or_in_words(
    content: bytes, seed: int, times: int
) -> None:
    chance, torn = random.Random(seed), bytearray(content)
    for _ in range(times):
        torn[chance.randrange(len(torn))] = chance.randrange(256)
    exhibits = [Exhibit(name="N", content=bytes(torn))]
    told = ""
    try:
        packet = finished(assemble(front=[], exhibits=exhibits, title="T"))
    except UserMistake as mistake:
        told = str(mistake)
    else:
        assert len(opened(packet).pages) == packet.pages
    assert not told or told.startswith('Exhibit A, "N": ')
