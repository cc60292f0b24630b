"""Where the text of a page stands: pieces of it, on the page as it reads upright.

The contents are read with the forms they name and what lies on the page (answers of forms, stamps,
remarks); what a layer hides is left out. A page that would take too long is given up, and named.
Text that is there and cannot be seen, such as that beneath a scan, is read.

Source: ISO 32000-2, 7.7.3, 12.5.5, 14.11.2.
"""

from __future__ import annotations

from dataclasses import dataclass

from pypdf import apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, StreamObject

from m1appeals.evidence.reading.contents import (
    FORM,
    Piece,
    Run,
    Shared,
    State,
    decoded,
    matrix_of,
    times,
)
from m1appeals.evidence.reading.operators import Budget
from m1appeals.packet.geometry import Matrix, box, numeral, through, upright
from m1appeals.packet.pages import placement
from m1appeals.packet.source import Source, array, dictionary, resolved

__all__ = ["Page", "PageReader", "Piece"]

_TOKENS_OF_A_PAGE = 400_000
_TOKENS_OF_A_FILE = 40_000_000
_BYTES_OF_A_STREAM = 20_000_000
_MOST_REMARKS = 3000
_HIDDEN, _NO_VIEW = 2, 32
_NOT_DRAWN = {"/Popup", "/Link"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The text of one page."""

    width: float
    height: float
    pieces: tuple[Piece, ...]


class PageReader:
    """Reads the pages of one file. Every use belongs inside `packet.source.reading()`."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._whole = Budget(_TOKENS_OF_A_FILE)
        self._shared = Shared(source)

    def page(self, index: int) -> Page:
        """Read a page; raise what pypdf raises, or `LimitReachedError`, where it cannot be done."""
        page = self._source.page(index)
        area, turn, unit = placement(page)
        matrix, width, height = upright(area, turn, unit)
        allowed = min(_TOKENS_OF_A_PAGE, self._whole.left)
        if allowed <= 0:
            raise LimitReachedError("pages that are too long together")
        run = Run(self._shared, Budget(allowed))
        with apply_configuration(
            zlib_maximum_output_length=_BYTES_OF_A_STREAM,
            lzw_maximum_output_length=_BYTES_OF_A_STREAM,
            run_length_maximum_output_length=_BYTES_OF_A_STREAM,
        ):
            try:
                run.draw(_contents(page), dictionary(page.get("/Resources")), State(matrix), 0)
                self._remarks(page, matrix, run)
            finally:
                self._whole.spend(max(allowed - max(run.budget.left, 0), 0))
        inside = [
            piece for piece in run.pieces if -2 < piece.x < width + 2 and -2 < piece.y < height + 2
        ]
        return Page(width=width, height=height, pieces=tuple(inside))

    def _remarks(self, page: DictionaryObject, matrix: Matrix, run: Run) -> None:
        """Read what lies on the page as it appears: answers, stamps, remarks."""
        for value in array(page.get("/Annots"))[:_MOST_REMARKS]:
            run.budget.spend(FORM)
            remark = dictionary(value)
            flags = int(numeral(remark.get("/F")) or 0)
            if flags & (_HIDDEN | _NO_VIEW) or resolved(remark.get("/Subtype")) in _NOT_DRAWN:
                continue
            look = resolved(dictionary(remark.get("/AP")).get("/N"))
            if isinstance(look, DictionaryObject) and not isinstance(look, StreamObject):
                state = resolved(remark.get("/AS"))
                look = resolved(look.get(state)) if isinstance(state, str) else None
            target = box(remark.get("/Rect"))
            if not isinstance(look, StreamObject) or target is None:
                continue
            if self._shared.hidden(remark.raw_get("/OC") if "/OC" in remark else None):
                continue
            area = box(look.get("/BBox"))
            way = through(area, matrix_of(look.get("/Matrix")), target) if area else None
            if way is not None:
                run.form(look, State(times(way, matrix)), DictionaryObject(), 1)


def _contents(page: DictionaryObject) -> bytes:
    held = resolved(page.get("/Contents"))
    if isinstance(held, StreamObject):
        return decoded(held)
    parts, length = [], 0
    for part in array(held):
        found = resolved(part)
        if isinstance(found, StreamObject):
            parts.append(decoded(found))
            length += len(parts[-1]) + 1000
            if length > _BYTES_OF_A_STREAM:
                break
    return b"\n".join(parts)
