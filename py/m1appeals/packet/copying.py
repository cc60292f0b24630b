"""Copies what a page draws with: fonts, pictures, colours, and nothing that acts or tells.

Each object of one source is written once, however many pages use it. The walk is a list of things
to do rather than a recursion, so a file whose objects lead in a loop ends as any other does.

Left out on purpose: metadata, embedded files, actions, structure, pages and the data a program
keeps for itself (ISO 32000-2, 14.3, 7.11.4, 12.6, 14.7, 14.5).
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from typing import Any

from pypdf import get_configuration
from pypdf.errors import LimitReachedError
from pypdf.filters import decode_stream_data
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    StreamObject,
    TextStringObject,
)

from m1appeals.errors import UserMistake
from m1appeals.packet.source import TOO_MUCH, Source, resolved
from m1appeals.packet.writing import File

__all__ = ["Copier"]

_LEFT_OUT = {
    "/AA", "/AF", "/Alternates", "/LastModified", "/Metadata", "/OPI", "/Parent", "/PieceInfo",
    "/Ref", "/StructParent", "/StructParents",
}  # fmt: skip
_LEFT_OUT_OF_STREAMS = _LEFT_OUT | {"/DL", "/F", "/FDecodeParms", "/FFilter", "/Length"}
_NEVER = {
    "/Action", "/Annot", "/Catalog", "/EmbeddedFile", "/Filespec", "/Metadata", "/ObjStm",
    "/Outlines", "/Page", "/Pages", "/Sig", "/StructElem", "/StructTreeRoot", "/XRef",
}  # fmt: skip
_DEEPEST = 100
_MOST = 5_000_000
"""Entries of dictionaries and arrays that are written for one source."""
_BYTES = 50
"""Bytes that count as one entry, so that no file makes more than a quarter of a gigabyte."""
_PLAIN = frozenset(range(33, 127)) - frozenset(b"#()<>[]{}/%")


class Copier:
    """Copies objects of one source into one file."""

    def __init__(self, source: Source, out: File) -> None:
        self.source = source
        self.out = out
        self.failed = 0
        """Objects that could not be read, and are null in the copy."""
        self._numbers: dict[tuple[int, int], int] = {}
        self._direct: dict[int, tuple[Any, int]] = {}
        self._drawings: dict[tuple[int, bytes], tuple[Any, int]] = {}
        self._waiting: list[tuple[int, IndirectObject]] = []
        self._names: dict[str, bytes] = {}
        self._written = 0

    def spend(self, entries: int) -> None:
        """Count work on this source; raise `UserMistake` when it is past all reason."""
        self._written += entries
        if self._written > _MOST:
            raise UserMistake(TOO_MUCH)

    def shared(self, value: Any) -> bytes:
        """Write a value as an object of its own, once, and give the reference to it."""
        if isinstance(value, IndirectObject):
            return self.value(value)
        if id(value) not in self._direct:
            # The value is kept with its number: a freed one would pass its identity on.
            self._direct[id(value)] = value, self.out.reserve()
            self.out.put(self._direct[id(value)][1], self.value(value))
        return b"%d 0 R" % self._direct[id(value)][1]

    def drawing(self, stream: StreamObject, head: bytes, kept: Sequence[str]) -> int:
        """Write a stream, once, as something to draw: `head`, and of its own entries those kept."""
        key = id(stream), head
        if key not in self._drawings:
            self.spend(len(stream._data) // _BYTES)
            own = DictionaryObject({each: stream.get(each) for each in kept if each in stream})
            body = b"<< /Type /XObject /Subtype /Form " + head + self._entries(own, set(), 0)
            self._drawings[key] = stream, self.out.add(body, stream._data)
        return self._drawings[key][1]

    def joined(self, streams: Sequence[StreamObject], of: object, head: bytes) -> int:
        """Write several streams, once, as one thing to draw. They have to be decoded for it."""
        key = id(of), head
        if key not in self._drawings:
            data = zlib.compress(b"\n".join(self._decoded(stream) for stream in streams))
            body = b"<< /Type /XObject /Subtype /Form /Filter /FlateDecode " + head
            self._drawings[key] = of, self.out.add(body, data)
        return self._drawings[key][1]

    def finish(self) -> None:
        """Write all that is referred to and not yet written."""
        while self._waiting:
            given, reference = self._waiting.pop()
            try:
                found = resolved(reference)
                body = self.value(found)
            except UserMistake:
                raise
            except Exception:  # of any kind: see `reading`
                self.failed += 1
                self.out.put(given, b"null")
                continue
            if isinstance(found, StreamObject) and body != b"null":
                self.out.put(given, body, found._data)
            else:
                self.out.put(given, body)
            if isinstance(found, DictionaryObject) and found.get("/Type") == "/OCG":
                key = reference.idnum, reference.generation
                self.out.layers[given] = key in self.source.hidden

    def value(self, value: Any, depth: int = 0) -> bytes:
        """Write a value. References in it lead to copies, which `finish` writes."""
        match value:
            case IndirectObject():
                return b"%d 0 R" % self._number(value)
            case NameObject():
                return self._name(value)
            case StreamObject() if depth:
                raise LimitReachedError("a stream inside another object")
            case DictionaryObject():
                kind = resolved(value.get("/Type"))
                if isinstance(kind, str) and kind in _NEVER:
                    return b"null"
                if isinstance(value, StreamObject):
                    return b"<< " + self._entries(value, _LEFT_OUT_OF_STREAMS, depth)
                # Without a type it may be a list of resources, whose names are free.
                left_out = _LEFT_OUT if isinstance(kind, str) else {"/Metadata"}
                return b"<< " + self._entries(value, left_out, depth) + b">>"
            case ArrayObject():
                self._enter(value, depth)
                return b"[" + b" ".join(self.value(each, depth + 1) for each in value) + b"]"
            case ByteStringObject() | TextStringObject():
                return b"<" + value.original_bytes.hex().encode() + b">"
            case BooleanObject():
                return b"true" if value.value else b"false"
            case int():
                return b"%d" % value
            case float():
                return repr(value).encode() if math.isfinite(value) else b"0"
        return b"null"

    def _decoded(self, stream: StreamObject) -> bytes:
        try:
            is_plain = isinstance(resolved(stream.get("/Filter")), NullObject)
            data = stream._data if is_plain else decode_stream_data(stream)
        except LimitReachedError:
            # It cost as much as the limit before it failed.
            self.spend(get_configuration().zlib_maximum_output_length // _BYTES)
            raise
        self.spend(len(data) // _BYTES)
        return data

    def _entries(self, value: DictionaryObject, left_out: set[str], depth: int) -> bytes:
        self._enter(value, depth)
        return b"".join(
            self._name(key) + b" " + self.value(each, depth + 1) + b" "
            for key, each in value.items()
            if key not in left_out
        )

    def _enter(self, value: ArrayObject | DictionaryObject, depth: int) -> None:
        if depth > _DEEPEST:
            raise LimitReachedError("values nested too deep")
        self.spend(len(value) + 1)

    def _number(self, reference: IndirectObject) -> int:
        key = reference.idnum, reference.generation
        if key not in self._numbers:
            self._numbers[key] = self.out.reserve()
            self._waiting.append((self._numbers[key], reference))
        return self._numbers[key]

    def _name(self, name: str) -> bytes:
        if name not in self._names:
            raw = name[1:].encode("latin-1", "replace")
            escaped = (b"%c" % byte if byte in _PLAIN else b"#%02X" % byte for byte in raw)
            self._names[name] = b"/" + b"".join(escaped)
        return self._names[name]
