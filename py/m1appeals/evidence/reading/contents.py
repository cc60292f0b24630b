"""The contents of a page, carried out as far as text needs it.

Text state, forms inside forms, marked parts that stand for other letters or belong to a layer that
is off. Not followed: clipping, colors, what covers what.

Source: ISO 32000-2, 8.3, 8.4.2, 8.10, 9.3, 9.4, 14.9.4.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from pypdf.errors import PdfReadError
from pypdf.filters import decode_stream_data
from pypdf.generic import (
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from m1appeals.evidence.reading.glyphs import Glyphs
from m1appeals.evidence.reading.operators import Budget, operators
from m1appeals.packet.geometry import Matrix, numeral
from m1appeals.packet.source import Source, array, dictionary, resolved

__all__ = ["FORM", "Piece", "Run", "Shared", "State", "decoded", "matrix_of", "times"]

_BYTES_OF_A_TOKEN = 25
"""Bytes of contents that cost as much as a token, whatever they hold."""
_LONGEST_OF_NOTHING = 16
"""Bytes that nothing at all may be packed into."""
FORM = 50
"""What it costs to begin a form, in tokens."""
_DEEPEST = 12
_MOST_STATES = 500
_SPACE = 0.12
"""A gap between letters that is a space, in parts of the size."""
_APART = 0.9
"""A gap that parts two pieces."""


@dataclass(slots=True)
class Piece:
    """Some text on one line. Points, from the lower left corner of the upright page."""

    x: float
    end: float
    y: float
    size: float
    turn: int
    """In degrees against the clock: 0, 90, 180, 270, or 45 for anything between."""
    text: str
    bold: bool


@dataclass(slots=True)
class State:
    """What `q` keeps."""

    matrix: Matrix
    font: Glyphs | None = None
    size: float = 0.0
    spacing: float = 0.0
    words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


class Shared:
    """What the pages of one file share: fonts, and layers that are off."""

    def __init__(self, source: Source) -> None:
        self._hidden = source.hidden
        self._fonts: dict[tuple[int, int], Glyphs | None] = {}

    def font(self, value: Any) -> Glyphs | None:
        """Give a font; None for what is none."""
        key = (value.idnum, value.generation) if isinstance(value, IndirectObject) else None
        if key is not None and key in self._fonts:
            return self._fonts[key]
        try:
            found = resolved(value)
            font = Glyphs(found) if isinstance(found, DictionaryObject) else None
        except (AttributeError, KeyError, TypeError, ValueError, IndexError):
            font = None
        if key is not None:
            self._fonts[key] = font
        return font

    def hidden(self, layer: Any) -> bool:
        """Tell whether a layer is off when the file is opened."""
        return isinstance(layer, IndirectObject) and (layer.idnum, layer.generation) in self._hidden


class Run:
    """Carries out the contents of one page."""

    def __init__(self, shared: Shared, budget: Budget) -> None:
        self._shared = shared
        self.budget = budget
        self.pieces: list[Piece] = []
        self._within: set[int] = set()

    def form(
        self, form: StreamObject, state: State, resources: DictionaryObject, depth: int
    ) -> None:
        """Carry out a form, unless it is inside itself."""
        self.budget.spend(FORM)
        key = id(form)
        if depth > _DEEPEST or key in self._within:
            return
        own = dictionary(form.get("/Resources"))
        inner = _copy(state)
        inner.matrix = times(matrix_of(form.get("/Matrix")), state.matrix)
        self._within.add(key)
        try:
            self.draw(decoded(form), own or resources, inner, depth)
        finally:
            self._within.discard(key)

    def draw(self, content: bytes, resources: DictionaryObject, state: State, depth: int) -> None:
        """Carry out contents: where their text stands is added to the pieces."""
        if not content:
            return
        self.budget.spend(len(content) // _BYTES_OF_A_TOKEN)
        fonts = dictionary(resources.get("/Font"))
        kept: list[State] = []
        text: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        line = text
        marks: list[_Mark] = []
        for operator, given in operators(content, self.budget):
            match operator:
                case b"Tj" | b"TJ" | b"'" | b'"':
                    if operator in (b"'", b'"'):
                        if operator == b'"' and (spaces := _numbers(given[:2], 2)):
                            state.words, state.spacing = spaces
                        text = line = _moved(line, 0, -state.leading)
                    if given and state.font is not None:
                        shown = given[-1]
                        parts = shown if isinstance(shown, list) else [shown]
                        text = self._show(parts, state, text, marks)
                case b"Td" | b"TD":
                    if step := _numbers(given, 2):
                        if operator == b"TD":
                            state.leading = -step[1]
                        text = line = _moved(line, step[0], step[1])
                case b"T*":
                    text = line = _moved(line, 0, -state.leading)
                case b"Tm":
                    if six := _numbers(given, 6):
                        text = line = (six[0], six[1], six[2], six[3], six[4], six[5])
                case b"BT":
                    text = line = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
                case b"Tf":
                    if len(given) > 1 and isinstance(given[-2], str):
                        state.font = self._shared.font(_raw(fonts, given[-2]))
                        state.size = given[-1] if isinstance(given[-1], float) else 0.0
                case b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts":
                    if one := _numbers(given, 1):
                        _set(state, operator, one[0])
                case b"cm":
                    if six := _numbers(given, 6):
                        way = (six[0], six[1], six[2], six[3], six[4], six[5])
                        state.matrix = times(way, state.matrix)
                case b"q":
                    if len(kept) < _MOST_STATES:
                        kept.append(_copy(state))
                case b"Q":
                    if kept:
                        state = kept.pop()
                case b"Do":
                    if given and isinstance(given[-1], str) and not _hides(marks):
                        self._do(given[-1], resources, state, depth)
                case b"BDC" | b"BMC":
                    if len(marks) < _MOST_STATES:
                        marks.append(self._mark(given, resources))
                case b"EMC":
                    if marks:
                        marks.pop()

    def _show(self, parts: list[Any], state: State, text: Matrix, marks: list[_Mark]) -> Matrix:
        """Add the strings of one operator as pieces; give where the next one would stand."""
        font = state.font
        if font is None or _hides(marks):
            return text
        a, b, c, d, e, f = times(text, state.matrix)
        size = abs(state.size) * math.hypot(c, d)
        scale = state.size * state.stretch
        turn = _turn(a * (scale or 1), b * (scale or 1))
        moved, begun = 0.0, 0.0
        held: list[str] = []
        for part in parts:
            if isinstance(part, float):
                gap = -part / 1000
                if held and gap > _SPACE:
                    if gap > _APART:
                        self._add(held, begun, moved, state, (a, b, c, d, e, f), size, turn, marks)
                        held = []
                    elif held[-1][-1:] != " ":
                        held.append(" ")
                moved += gap * scale
            elif isinstance(part, bytes) and part:
                shown, width, codes = font.read(part)
                if not held:
                    begun = moved
                moved += width * scale + codes * state.spacing * state.stretch
                if state.words and not font.wide:
                    moved += part.count(b" ") * state.words * state.stretch
                if not font.readable:
                    shown = "\ufffd" * codes
                if shown:
                    held.append(shown)
        if held:
            self._add(held, begun, moved, state, (a, b, c, d, e, f), size, turn, marks)
        return _moved(text, moved, 0)

    def _add(
        self,
        held: list[str],
        begun: float,
        moved: float,
        state: State,
        matrix: Matrix,
        size: float,
        turn: int,
        marks: list[_Mark],
    ) -> None:
        """Add one piece, turned so that it reads from left to right."""
        a, b, c, d, e, f = matrix
        text = "".join(held)
        for mark in marks:
            if mark.instead is not None:
                text, mark.instead = mark.instead, ""
                break
        if not text:
            return
        assert state.font is not None
        x, y = a * begun + c * state.rise + e, b * begun + d * state.rise + f
        length = math.hypot(a, b) * abs(moved - begun)
        if not (math.isfinite(x) and math.isfinite(y) and math.isfinite(length)):
            return
        self.pieces.append(Piece(x, x + length, y, max(size, 0.1), turn, text, state.font.bold))

    def _do(self, name: str, resources: DictionaryObject, state: State, depth: int) -> None:
        held = dictionary(resources.get("/XObject"))
        form = resolved(_raw(held, name))
        if not isinstance(form, StreamObject) or resolved(form.get("/Subtype")) != "/Form":
            return
        if not self._shared.hidden(form.raw_get("/OC") if "/OC" in form else None):
            self.form(form, state, resources, depth + 1)

    def _mark(self, given: list[Any], resources: DictionaryObject) -> _Mark:
        """Read what a part is marked as: hidden, or standing for other letters."""
        if len(given) < 2:
            return _Mark()
        what = given[-1]
        if given[-2] == "OC" and isinstance(what, str):
            layer = _raw(dictionary(resources.get("/Properties")), what)
            return _Mark(hides=self._shared.hidden(layer))
        if isinstance(what, dict) and isinstance(what.get("ActualText"), bytes):
            return _Mark(instead=_actual(what["ActualText"]))
        return _Mark()


@dataclass(slots=True)
class _Mark:
    """A marked part of the contents."""

    hides: bool = False
    instead: str | None = None


def decoded(stream: StreamObject) -> bytes:
    """Decode a stream; pypdf's own way keeps what it decodes as long as the file is open."""
    if isinstance(stream, EncodedStreamObject):
        data = bytes(decode_stream_data(stream))
        if not data and len(stream._data) > _LONGEST_OF_NOTHING:
            raise PdfReadError("contents that cannot be decoded")
        return data
    return stream.get_data()


def _raw(held: DictionaryObject, name: str) -> Any:
    key = NameObject("/" + name)
    return held.raw_get(key) if key in held else None


def _hides(marks: list[_Mark]) -> bool:
    return any(mark.hides for mark in marks)


def _actual(content: bytes) -> str:
    if content.startswith(b"\xfe\xff"):
        return content[2:].decode("utf-16-be", "replace")
    return str(TextStringObject(content.decode("latin-1")))


def _numbers(given: list[Any], count: int) -> list[float] | None:
    """Give the last so many operands, where all are numbers that can be drawn with."""
    found = given[-count:]
    if len(found) == count and all(isinstance(one, float) and abs(one) < 1e7 for one in found):
        return found
    return None


def _set(state: State, operator: bytes, value: float) -> None:
    match operator:
        case b"Tc":
            state.spacing = value
        case b"Tw":
            state.words = value
        case b"Tz":
            state.stretch = value / 100
        case b"TL":
            state.leading = value
        case _:
            state.rise = value


def _copy(state: State) -> State:
    return State(
        state.matrix,
        state.font,
        state.size,
        state.spacing,
        state.words,
        state.stretch,
        state.leading,
        state.rise,
    )


def times(m: Matrix, n: Matrix) -> Matrix:
    """Give the matrix that does the first and then the second."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _moved(m: Matrix, x: float, y: float) -> Matrix:
    return (m[0], m[1], m[2], m[3], x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5])


def matrix_of(value: Any) -> Matrix:
    """Read a matrix; one that changes nothing where it is none."""
    six = [numeral(each) for each in array(value)]
    if len(six) != 6 or any(one is None for one in six):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = (one or 0.0 for one in six)
    return (a, b, c, d, e, f)


def _turn(a: float, b: float) -> int:
    """Give which way a text runs."""
    if abs(b) <= 0.09 * abs(a):
        return 0 if a >= 0 else 180
    if abs(a) <= 0.09 * abs(b):
        return 90 if b > 0 else 270
    return 45
