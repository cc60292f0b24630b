"""One page of the packet made from one page of a file, or from one picture.

The contents of a page are drawn as a form XObject: they stay compressed as they are, and whatever
they leave undone ends with them. What lies on top of a page (answers, stamps, remarks) is drawn as
it appears. The contents are made a little smaller, so that the stamp at the bottom covers nothing.

Sources: ISO 32000-2, 7.7.3 (pages), 8.10 (form XObjects), 12.5.5 (appearances), 14.11.2 (boxes).
Not looked at: whether the contents themselves make sense; a viewer shows of them what it can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.errors import PdfReadError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

from m1appeals.errors import UserMistake
from m1appeals.packet.copying import Copier
from m1appeals.packet.geometry import LETTER, Box, Matrix, box, numeral, through, upright
from m1appeals.packet.source import array, dictionary, resolved
from m1appeals.packet.writing import number

__all__ = ["Artwork", "draw_page", "placement"]

_NOT_DRAWN = {"/Popup", "/Link"}
_HIDDEN, _NO_VIEW = 2, 32
_PAGE = Box(left=0, bottom=0, right=LETTER[0], top=LETTER[1])
_APPEARANCE = ("/BBox", "/Matrix", "/Group", "/OC", "/Filter", "/DecodeParms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Artwork:
    """What is drawn on a page of the packet."""

    width: float
    """In points, as it reads upright."""
    height: float
    """In points, as it reads upright."""
    paint: bytes
    """The operators that draw it with its lower left corner at zero."""
    drawings: bytes
    """The names that the operators use for form and picture XObjects, and what they stand for."""
    group: bytes = b""
    """How its transparency is mixed: the page's entry for it, or nothing."""


def placement(page: DictionaryObject) -> tuple[Box, int, float]:
    """Give the part of a page that shows, its turn clockwise, and the points of its unit."""
    media = box(page.get("/MediaBox")) or _PAGE
    crop = box(page.get("/CropBox"))
    area = (crop.within(media) if crop else None) or media
    turn = round((numeral(page.get("/Rotate")) or 0) / 90) * 90 % 360
    unit = numeral(page.get("/UserUnit")) or 1
    return area, turn, unit if 0.001 < unit < 1000 else 1


def draw_page(copier: Copier, index: int) -> Artwork:
    """Copy a page of a source and say how to draw it.

    Its contents are cut to what shows. Raise what pypdf raises where they cannot be read.
    """
    page = copier.source.page(index)
    area, turn, unit = placement(page)
    matrix, width, height = upright(area, turn, unit)
    frame = number(area.left, area.bottom, area.width, area.height)
    paint = [b"q", number(*matrix), b"cm", frame, b"re W n"]
    drawings = []
    contents = _contents(copier, page, area)
    if contents is not None:
        drawings.append(b"/P %d 0 R" % contents)
        paint.append(b"/P Do")
    for count, (way, given) in enumerate(_appearances(copier, page)):
        drawings.append(b"/A%d %d 0 R" % (count, given))
        paint.append(b"q %b cm /A%d Do Q" % (number(*way), count))
    return Artwork(
        width=width,
        height=height,
        paint=b" ".join([*paint, b"Q"]),
        drawings=b" ".join(drawings),
        group=_group(copier, page),
    )


def _contents(copier: Copier, page: DictionaryObject, area: Box) -> int | None:
    """Write the contents of a page as a form XObject; None for a page that has none."""
    given = page.get("/Contents")
    held = resolved(given)
    given_parts = held if isinstance(held, ArrayObject) else [given]
    copier.spend(len(given_parts))
    streams = [_stream(part) for part in given_parts]
    if streams in ([], [None]):
        return None
    parts = [stream for stream in streams if stream is not None]
    corners = number(area.left, area.bottom, area.right, area.top)
    resources = copier.resources(page.get("/Resources"), parts)
    head = b"/BBox [%b] /Resources %b " % (corners, resources)
    if len(parts) == 1:
        return copier.drawing(parts[0], head, ("/Filter", "/DecodeParms"))
    return copier.joined(parts, held, head)


def _stream(part: Any) -> StreamObject | None:
    """Give a part of the contents. What is named and not there may not vanish unseen: raise."""
    found = resolved(part)
    if isinstance(found, StreamObject):
        return found
    if part is None or isinstance(part, NullObject):
        return None
    raise PdfReadError("contents that are not a stream")


def _appearances(copier: Copier, page: DictionaryObject) -> Iterator[tuple[Matrix, int]]:
    """Write what lies on a page and shows; give where each part comes, and its number."""
    remarks = array(page.get("/Annots"))
    copier.spend(len(remarks))
    for remark in remarks:
        try:
            found = _appearance(copier, dictionary(remark))
        except UserMistake:
            raise
        except Exception:  # of any kind: see `reading`
            copier.failed += 1
            continue
        if found is not None:
            yield found


def _appearance(copier: Copier, remark: DictionaryObject) -> tuple[Matrix, int] | None:
    flags = int(numeral(remark.get("/F")) or 0)
    if flags & (_HIDDEN | _NO_VIEW) or resolved(remark.get("/Subtype")) in _NOT_DRAWN:
        return None
    layer = remark.get("/OC")
    if isinstance(layer, IndirectObject) and (layer.idnum, layer.generation) in (
        copier.source.hidden
    ):
        return None
    look = resolved(dictionary(remark.get("/AP")).get("/N"))
    if isinstance(look, DictionaryObject) and not isinstance(look, StreamObject):
        state = resolved(remark.get("/AS"))
        look = resolved(look.get(state)) if isinstance(state, str) else None
    target = box(remark.get("/Rect"))
    if not isinstance(look, StreamObject) or target is None:
        return None
    area = box(look.get("/BBox"))
    way = through(area, _matrix(look), target) if area else None
    if way is None:
        return None
    head = b"/Resources %b " % copier.resources(look.get("/Resources"), [look])
    return way, copier.drawing(look, head, _APPEARANCE)


def _matrix(look: StreamObject) -> Matrix:
    values = [numeral(each) for each in array(look.get("/Matrix"))]
    a, b, c, d, e, f = values if len(values) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if a is None or b is None or c is None or d is None or e is None or f is None:
        return 1, 0, 0, 1, 0, 0
    return a, b, c, d, e, f


def _group(copier: Copier, page: DictionaryObject) -> bytes:
    group = page.get("/Group")
    if resolved(dictionary(group).get("/S")) != "/Transparency":
        return b""
    return b"/Group %b " % copier.shared(group)
