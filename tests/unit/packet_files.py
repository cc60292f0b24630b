"""Makes the small files that the tests of the packet read: PDFs and JPEGs, all synthetic."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Generator, Sequence

from pypdf import PdfReader, PdfWriter

from m1appeals.packet import Exhibit, Packet, assemble

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def written(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Write objects, numbered from 1, of which the first is the catalog."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    end = b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + end % (size, trailer, len(out))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(data), data)


def words(text: str, x: float = 40, y: float = 700) -> bytes:
    return b"BT /F1 12 Tf %g %g Td (%b) Tj ET" % (x, y, text.encode())


def page(entries: bytes = b"/MediaBox [0 0 612 792]", contents: bytes = b"5 0 R") -> bytes:
    shared = b"/Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >>"
    return b"<< %b %b /Contents %b >>" % (shared, entries, contents)


def single(
    entries: bytes = b"/MediaBox [0 0 612 792]",
    content: bytes = words("Body of the note"),
    *more: bytes,
    catalog: bytes = CATALOG,
    trailer: bytes = b"",
) -> bytes:
    """Make a PDF of one page; `more` are objects 6, 7 and on."""
    tree = b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>"
    objects = (catalog, tree, FONT, page(entries), stream(content), *more)
    return written(*objects, trailer=trailer)


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    """Put `new` in place of `old` in a PDF of `single`, and write its table anew."""
    objects = re.findall(rb"\n\d+ 0 obj\n(.*?)\nendobj(?=\n)", content, re.DOTALL)
    assert old in content
    return written(*(body.replace(old, new) for body in objects))


def pdf(*texts: str) -> bytes:
    """Make a PDF with a page for each text, all with one font and compressed contents."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(texts)))
    objects = [CATALOG, b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(texts), kids), FONT]
    for place, text in enumerate(texts):
        packed = zlib.compress(words(text))
        objects.append(page(contents=b"%d 0 R" % (5 + 2 * place)))
        objects.append(stream(packed, b"/Filter /FlateDecode"))
    return written(*objects)


def encrypted(content: bytes, algorithm: str, user: str = "") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(user, "owner", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def exif(orientation: int) -> bytes:
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0SECRET PLACE"


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def jpeg(
    width: int = 800,
    height: int = 1000,
    components: int = 3,
    *before: bytes,
    frame: int = 0xC0,
    bits: int = 8,
) -> bytes:
    """Make a JPEG whose markers are right and whose picture is a few bytes."""
    parts = b"".join(b"%c\x11\0" % number for number in range(1, components + 1))
    shape = struct.pack(">BHHB", bits, height, width, components) + parts
    scan = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\0\x34\xff\xd0\x56"
    return b"\xff\xd8" + b"".join(before) + segment(frame, shape) + scan + b"\xff\xd9"


def packed(
    *exhibits: Exhibit | bytes, front: Sequence[tuple[str, bytes]] = (), title: str = "Appeal"
) -> Packet:
    """Make the whole packet; bytes are an exhibit called "Notes"."""
    given = [
        each if isinstance(each, Exhibit) else Exhibit(name="Notes", content=each)
        for each in exhibits
    ]
    return finished(assemble(front=front, exhibits=given, title=title))


def finished(making: Generator[tuple[int, int], None, Packet]) -> Packet:
    made: list[Packet] = []

    def whole() -> Generator[tuple[int, int], None, None]:
        made.append((yield from making))

    list(whole())
    return made[0]


def opened(packet: Packet) -> PdfReader:
    return PdfReader(io.BytesIO(packet.content), strict=True)
