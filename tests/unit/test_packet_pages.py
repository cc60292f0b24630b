"""One page: its size, which way up it is, what is cut off, and what is drawn on top."""

from __future__ import annotations

import re
import zlib
from typing import Any

import pytest
from pypdf.generic import DictionaryObject, StreamObject

from m1appeals.packet.geometry import Box, Matrix, box, upright
from tests.unit.packet_files import changed, jpeg, opened, packed, segment, single, stream, words

LETTER = b"/MediaBox [0 0 612 792]"
BOX = b"/Type /XObject /Subtype /Form /BBox [0 0 10 20] "


def drawn(content: bytes) -> DictionaryObject:
    return opened(packed(content)).pages[0]


def size(content: bytes) -> tuple[float, float]:
    width, height = drawn(content)["/MediaBox"][2:]  # type: ignore[index]
    return float(width), float(height)


def operators(content: bytes) -> str:
    contents = drawn(content)["/Contents"]
    assert isinstance(contents, StreamObject)
    return contents.get_data().decode()


def xobject(content: bytes, name: str = "/P") -> Any:
    return drawn(content)["/Resources"]["/XObject"][name]  # type: ignore[index]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (LETTER, (612, 792)),
        (b"/MediaBox [0 0 612 1008]", (612, 1008)),
        (b"/MediaBox [0 0 595.28 841.89]", (595.28, 841.89)),
        (b"/MediaBox [0 0 792 612]", (792, 612)),
        (b"/MediaBox [0 0 1224 792]", (792, 612)),
        (b"/MediaBox [0 0 2000 9000]", (612, 792)),
        (b"/MediaBox [0 0 300 200]", (300, 200)),
        (b"/MediaBox [0 0 50 40]", (216, 108)),
        (b"/MediaBox [612 792 0 0]", (612, 792)),
        (b"/MediaBox [-100 -50 300 450]", (400, 500)),
        (b"/MediaBox [0 0 612 792] /Rotate 90", (792, 612)),
        (b"/MediaBox [0 0 612 792] /Rotate -180", (612, 792)),
        (b"/MediaBox [0 0 612 792] /Rotate 630", (792, 612)),
        (b"/MediaBox [0 0 306 396] /UserUnit 2", (612, 792)),
        (b"/MediaBox [0 0 612 792] /UserUnit -1", (612, 792)),
        (b"/MediaBox [0 0 612 792] /CropBox [100 100 400 500]", (300, 400)),
        (b"/MediaBox [0 0 612 792] /CropBox [-50 -50 400 900]", (400, 792)),
        (b"/MediaBox [0 0 612 792] /CropBox [700 800 900 900]", (612, 792)),
        (b"/MediaBox [0 0 0 0]", (612, 792)),
        (b"/MediaBox [0 0 inf nan]", (612, 792)),
        (b"/MediaBox [0 0 99999999999999999999 5]", (612, 792)),
        (b"/MediaBox [0 0 (x) 5]", (612, 792)),
        (b"/MediaBox [0 0]", (612, 792)),
        (b"", (612, 792)),
    ],
)
def test_a_page_gets_the_paper_it_reads_on(entries: bytes, expected: tuple[float, float]) -> None:
    assert size(single(entries)) == pytest.approx(expected)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@pytest.mark.parametrize(
    ("turn", "corner"), [(0, (0, 400)), (90, (400, 300)), (180, (300, 0)), (270, (0, 0))]
)
def test_the_upper_left_corner_goes_where_a_turn_brings_it(
    turn: int, corner: tuple[float, float]
) -> None:
    area = Box(left=10, bottom=20, right=310, top=420)
    assert moved(upright(area, turn, 1)[0], 10, 420) == corner
    x, y = moved(upright(area, turn, 2)[0], 10, 420)
    assert (x, y) == (2 * corner[0], 2 * corner[1])


def test_what_is_cropped_off_is_cut_off() -> None:
    content = single(b"/MediaBox [0 0 612 792] /CropBox [100 100 400 500]")
    assert xobject(content)["/BBox"] == [100, 100, 400, 500]


def test_the_contents_are_above_the_band_with_the_stamp() -> None:
    found = re.match(r"q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm", operators(single()))
    assert found is not None
    scale, same, left, bottom = map(float, found.groups())
    assert scale == same == pytest.approx(766 / 792, abs=1e-5)
    assert bottom == pytest.approx(26)
    assert left == pytest.approx((612 - 612 * scale) / 2, abs=1e-4)


def test_the_stamp_is_at_the_lower_right_in_nine_points() -> None:
    text = operators(single())
    found = re.search(r"BT 0 g /F 9 Tf ([\d.]+) 10 Td <(\w+)> Tj ET$", text)
    assert found is not None
    assert bytes.fromhex(found[2]) == b"Exhibit A - page 1 of 1"
    assert 480 < float(found[1]) < 612 - 18
    assert "q 0.6 G 0.5 w 18 21 m 594 21 l S Q" in text


def test_contents_of_one_stream_stay_compressed_as_they_are() -> None:
    raw = zlib.compress(words("Body"), 1)
    content = single(LETTER, b"", stream(raw, b"/Filter /FlateDecode"))
    assert xobject(changed(content, b"/Contents 5 0 R", b"/Contents 6 0 R"))._data == raw


def test_contents_in_pieces_are_joined_with_a_gap() -> None:
    pieces = single(LETTER, b"BT /F1 12 Tf 40 700 Td (Bo", stream(b"dy) Tj ET"))
    content = changed(pieces, b"/Contents 5 0 R", b"/Contents [5 0 R 6 0 R]")
    assert xobject(content).get_data() == b"BT /F1 12 Tf 40 700 Td (Bo\ndy) Tj ET"


def test_a_page_without_contents_is_blank_and_stamped() -> None:
    packet = packed(changed(single(), b"/Contents 5 0 R", b""))
    assert opened(packet).pages[0].extract_text() == "Exhibit A - page 1 of 1"
    assert packet.notes == ()


@pytest.mark.parametrize(
    "contents", [b"/Contents 99 0 R", b"/Contents [5 0 R 99 0 R]", b"/Contents (x)", b"/Contents 7"]
)
def test_contents_that_are_lost_are_told_on_the_page_and_beside_it(contents: bytes) -> None:
    packet = packed(changed(single(), b"/Contents 5 0 R", contents))
    assert packet.notes == ('Exhibit A, "Notes": page 1 could not be read. Add it from paper.',)
    assert opened(packet).pages[0].extract_text().splitlines() == [
        "Page 1 of this file could not be read: add it from paper.",
        "Exhibit A - page 1 of 1",
    ]


def test_resources_come_from_the_tree_of_pages() -> None:
    own = b"/Resources << /Font << /F1 3 0 R >> >>"
    content = changed(single(), own, b"")
    content = changed(content, b"/Type /Pages", b"/Type /Pages " + own)
    assert xobject(content)["/Resources"]["/Font"]["/F1"]["/BaseFont"] == "/Courier"


def annotated(entries: bytes, *more: bytes) -> bytes:
    annotation = b"<< /Type /Annot /Rect [100 200 120 260] %b >>" % entries
    return single(LETTER + b" /Annots [6 0 R]", words("Body"), annotation, *more)


LOOK = b"/AP << /N 7 0 R >> "


@pytest.mark.parametrize("kind", [b"Widget", b"Stamp", b"FreeText", b"Highlight"])
def test_what_lies_on_a_page_is_drawn(kind: bytes) -> None:
    content = annotated(b"/Subtype /%b " % kind + LOOK, stream(b"0 0 9 9 re f", BOX))
    assert "q 2 0 0 3 100 200 cm /A0 Do Q" in operators(content)
    assert xobject(content, "/A0").get_data() == b"0 0 9 9 re f"


def test_a_look_that_is_turned_and_moved_comes_into_its_rectangle() -> None:
    turned = stream(b"", BOX + b"/Matrix [0 1 -1 0 30 5]")
    assert "q 1 0 0 6 90 170 cm /A0 Do Q" in operators(
        annotated(b"/Subtype /Stamp " + LOOK, turned)
    )


@pytest.mark.parametrize(
    "entries",
    [
        b"/Subtype /Popup " + LOOK,
        b"/Subtype /Link " + LOOK,
        b"/Subtype /Stamp /F 2 " + LOOK,
        b"/Subtype /Stamp /F 32 " + LOOK,
        b"/Subtype /Stamp",
        b"/Subtype /Widget /AP << /N << /On 7 0 R >> >>",
        b"/Subtype /Widget /AS /Off /AP << /N << /On 7 0 R >> >>",
        b"/Subtype /Stamp /Rect [1 1 1 1] /AP << /N 99 0 R >>",
    ],
)
def test_what_does_not_show_is_not_drawn(entries: bytes) -> None:
    assert "/A0" not in operators(annotated(entries, stream(b"", BOX)))


def test_a_box_that_is_ticked_is_drawn_ticked() -> None:
    states = b"/AP << /N << /On 7 0 R /Off 8 0 R >> >> "
    looks = stream(b"1 1 m", BOX), stream(b"2 2 m", BOX)
    for state, expected in [(b"On", b"1 1 m"), (b"Off", b"2 2 m")]:
        content = annotated(b"/Subtype /Widget /AS /%b " % state + states, *looks)
        assert xobject(content, "/A0").get_data() == expected


def test_a_look_without_size_is_left_out() -> None:
    for form in (b"/BBox [0 0 0 0]", b"/BBox [0 0 10 20] /Matrix [0 0 0 0 0 0]", b""):
        assert "/A0" not in operators(annotated(b"/Subtype /Stamp " + LOOK, stream(b"", form)))


def test_layers_that_are_off_stay_off() -> None:
    layers = b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >>"
    layer = b"<< /Type /OCG /Name (Draft) >>"
    body = b"/OC /L BDC %b EMC" % words("Body")
    content = single(LETTER, body, layer, catalog=layers + b" >> >>")
    used = b"/Resources << /Properties << /L 6 0 R >> "
    content = changed(content, b"/Resources <<", used)
    default = opened(packed(content)).root_object["/OCProperties"]["/D"]  # type: ignore[index]
    assert [layer.get_object()["/Name"] for layer in default["/OFF"]] == ["Draft"]


def test_transparency_of_a_page_is_mixed_as_it_was() -> None:
    group = b" /Group << /Type /Group /S /Transparency /CS /DeviceCMYK >>"
    page = drawn(single(LETTER + group))
    assert page["/Group"]["/CS"] == "/DeviceCMYK"  # type: ignore[index]


@pytest.mark.parametrize(
    ("components", "space"), [(1, "/DeviceGray"), (3, "/DeviceRGB"), (4, "/DeviceCMYK")]
)
def test_a_picture_is_held_as_it_is(components: int, space: str) -> None:
    picture = jpeg(800, 1000, components)
    held = xobject(picture)
    assert (held["/ColorSpace"], held["/Filter"]) == (space, "/DCTDecode")
    assert (held["/Width"], held["/Height"], held["/BitsPerComponent"]) == (800, 1000, 8)
    assert "/Decode" not in held
    assert held._data == picture


def test_four_inks_of_adobe_are_turned_back() -> None:
    held = xobject(jpeg(8, 8, 4, segment(0xEE, b"Adobe\0\x64\0\0\0\0\2")))
    assert held["/Decode"] == [1, 0, 1, 0, 1, 0, 1, 0]


def test_a_picture_lies_on_letter_paper_by_its_shape() -> None:
    assert size(jpeg(800, 1000)) == (612, 792)
    assert size(jpeg(1000, 800)) == (792, 612)


def test_a_picture_keeps_its_shape_between_margins() -> None:
    assert "q 540 0 0 675 36 58.5 cm 1 0 0 1 0 0 cm /P Do Q" in operators(jpeg(800, 1000))
    assert "q 75 0 0 75 268.5 358.5 cm" in operators(jpeg(100, 100))


def test_two_corners_of_a_box_come_in_any_order() -> None:
    assert box([5, 9, 1, 2]) == Box(left=1, bottom=2, right=5, top=9)
