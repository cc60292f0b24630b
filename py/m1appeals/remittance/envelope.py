"""The segments of an 835, however it is wrapped.

pyx12 reads segments; it takes a file as the standard wants it. This is what lies before it: files
come with a byte order mark, with lines broken anywhere or not at all, with something before and
after the interchange, several in one, each with delimiters of its own, with `isa` in small letters,
and with an ISA segment whose blanks an editor has taken away.

Source: X12 application control structure (ISA to IEA), as the guide 005010X221A1 prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import TextIO, cast

from pyx12.rawx12file import RawX12File

from m1appeals.errors import UserMistake
from m1appeals.remittance.records import Note

__all__ = ["Segment", "segments"]

_WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
"""How many characters each element of ISA has."""
_ISA = re.compile(r"ISA([^A-Za-z0-9 \t\r\n])", re.IGNORECASE)
_LONGEST = 4000
"""Characters of a segment; the guide's longest are a tenth of that."""
_AT_ONCE = 40
"""How many segments the reader is given at a time."""

_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"<", "a web page or XML"),
    (b"{", "JSON"),
)
"""How files begin that are taken for an 835."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One segment and where it is."""

    number: int
    """From 1, through the whole file."""
    values: list[str]
    """Its name and its elements: `values[3]` is CLP03 of a CLP."""
    component: str
    """What parts the components of an element."""

    @property
    def name(self) -> str:
        """CLP, NM1 and so on."""
        return self.values[0]

    def get(self, index: int) -> str:
        """Give an element without blanks around it; nothing where the segment has fewer."""
        return self.values[index].strip() if index < len(self.values) else ""

    def parts(self, index: int) -> list[str]:
        """Give the components of an element."""
        return self.get(index).split(self.component)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Interchange:
    """From one ISA to the next, ready for the reader."""

    isa: str
    body: list[str]
    """The segments after ISA, none empty."""
    cut: bool
    """Whether the last segment has no end."""

    @property
    def element(self) -> str:
        return self.isa[3]


def segments(content: bytes) -> Iterator[Segment | Note]:
    """Give the segments of a file, and a note for each stretch that is none.

    Raises `UserMistake` where there is no interchange at all, and says what the file seems to be.
    """
    text = _decoded(content)
    starts = [match.start() for match in _ISA.finditer(text) if _begins(text, match.start())]
    if not starts:
        raise UserMistake(_what_it_is(content, text))
    if text[: starts[0]].strip():
        yield Note(
            segment=0, text="Something stands before the first ISA segment; it was left out."
        )
    number = 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        interchange = _interchange(text[start:end])
        for line in _reader(_Feed(interchange)):
            number += 1
            if len(line) > _LONGEST:
                yield Note(
                    segment=number, text="It is far too long for a segment and was left out."
                )
                continue
            values = line.split(interchange.element)
            values[0] = values[0].strip().upper()
            yield Segment(number=number, values=values, component=interchange.isa[-2])
        if interchange.cut:
            yield Note(
                segment=number + 1, text="The file ends in the middle of it; it was left out."
            )
            number += 1


class _Feed:
    """An interchange as a file: whole segments at a time, so that none is too long to be found."""

    def __init__(self, interchange: _Interchange) -> None:
        self._isa = StringIO(interchange.isa)
        self._end = interchange.isa[-1]
        self._segments = iter(interchange.body)

    def read(self, size: int) -> str:
        """Give the next characters, `size` of them where it is ISA that is read."""
        if isa := self._isa.read(size):
            return isa
        return "".join(segment + self._end for segment in islice(self._segments, _AT_ONCE))


def _reader(feed: _Feed) -> RawX12File:
    return RawX12File(cast("TextIO", feed))


def _decoded(content: bytes) -> str:
    """Give the text of a file; a byte order mark says how it is written."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _begins(text: str, start: int) -> bool:
    """Tell whether an interchange begins here, and no element that is called so."""
    before = text[:start].rstrip()[-1:] if start < 200 else text[start - 200 : start].rstrip()[-1:]
    return before != text[start + 3] and _split_isa(text[start : start + 400]) is not None


def _split_isa(text: str) -> tuple[list[str], str, str, int] | None:
    """Give the first 15 elements of ISA, what parts components, what ends segments, and its length.

    None where this is no ISA.
    """
    element = text[3]
    elements = text.split(element, 16)
    values = [value.replace("\r", "").replace("\n", "").strip() for value in elements[1:16]]
    if len(elements) < 17 or any(
        len(value) > width for value, width in zip(values, _WIDTHS, strict=False)
    ):
        return None
    rest = elements[16]
    if len(rest) < 2:
        return None
    component, end = rest[0], rest[1]
    if end == "\r" and rest[2:3] == "\n":
        end = "\n"
    length = sum(len(value) + 1 for value in elements[:16]) + 1 + rest.index(end, 1)
    return values, component, end, length


def _interchange(text: str) -> _Interchange:
    found = _split_isa(text)
    assert found is not None  # it was looked at before
    elements, component, end, length = found
    padded = [value.ljust(width) for value, width in zip(elements, _WIDTHS, strict=False)]
    padded[11] = "00401" if padded[11] == "00401" else "00501"  # the reader refuses all others
    isa = text[3].join(["ISA", *padded, component]) + end
    rest = text[length:]
    if end not in "\r\n":
        rest = rest.replace("\r", "").replace("\n", "")
    body = [part.strip("\r\n") for part in rest.split(end)]
    last = body.pop()
    # After IEA there may be anything.
    ends = next((at for at, part in enumerate(body) if part.upper().startswith("IEA")), None)
    if ends is not None:
        body, last = body[: ends + 1], ""
    return _Interchange(
        isa=isa, body=[part for part in body if part.strip()], cut=bool(last.strip(" \0\x1a"))
    )


def _what_it_is(content: bytes, text: str) -> str:
    """Say what a file is that holds no interchange."""
    stripped = content.lstrip()
    for mark, what in _OTHERS:
        if stripped.startswith(mark):
            return f"This is {what}, and no 835. Ask your clearinghouse for the 835 (ERA) file."
    if not content.strip():
        return "This file is empty. Get it again from the payer or clearinghouse."
    if stripped[:3].upper() == b"ISA":
        return "This file breaks off in its first segment (ISA). Get it again."
    if text.count(",") > 3 or text.count("\t") > 3:
        return (
            "This seems to be a table (CSV), and no 835. If it is your denial report, choose it "
            "under “Worklist (CSV)”."
        )
    return "This is no 835: it has no ISA segment. Ask your clearinghouse for the 835 (ERA) file."
