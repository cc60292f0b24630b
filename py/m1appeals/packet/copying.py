"""Copies what a page draws with: fonts, pictures, colours, and nothing that acts or tells.

Each object of one source is written once, however many pages use it. The walk is a list of things
to do rather than a recursion, so a file whose objects lead in a loop ends as any other does.

Pages often share one dictionary of resources, and with it the pictures of all. So of resources only
those are copied whose names stand in the contents that are drawn with them (ISO 32000-2, 7.8.3).

A JPEG is copied without what a camera or program wrote beside the picture.

Left out on purpose: metadata, embedded files, actions, structure, pages and the data a program
keeps for itself (ISO 32000-2, 14.3, 7.11.4, 12.6, 14.7, 14.5).
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence, Set
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
from m1appeals.packet.names import both, names_in
from m1appeals.packet.pictures import bare_picture
from m1appeals.packet.source import TOO_MUCH, Source, dictionary, resolved
from m1appeals.packet.writing import File

__all__ = ["Copier", "Inseparable"]

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
_SEARCHED = 250_000_000
"""Bytes of contents that are searched for names in one source."""
_NAME_COSTS = 20
"""Bytes that can be searched in the time that one name takes."""
_RESOURCES = (
    "/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Properties", "/Shading", "/XObject",
)  # fmt: skip
_DRAWN = ("/Font", "/Pattern", "/XObject")
"""Resources that may have contents of their own."""
_IMPLIED = {"/DefaultCMYK", "/DefaultGray", "/DefaultRGB"}
"""Colour spaces that are used without being named: ISO 32000-2, 8.6.5.6."""
_PLAIN = frozenset(range(33, 127)) - frozenset(b"#()<>[]{}/%")


class Inseparable(Exception):
    """What a page uses cannot be told, and pages that were left out may be drawn with the rest."""


class Copier:
    """Copies objects of one source into one file."""

    def __init__(self, source: Source, out: File, *, whole: bool) -> None:
        self.source = source
        self.out = out
        self._whole = whole
        """Whether all pages of the source are in the file."""
        self.failed = 0
        """Objects that could not be read, and are null in the copy."""
        self._numbers: dict[tuple[int, int], int] = {}
        self._direct: dict[int, tuple[Any, int]] = {}
        self._drawings: dict[tuple[int, bytes], tuple[Any, int]] = {}
        self._resources: dict[tuple[int, ...], tuple[Any, bytes]] = {}
        self._written_resources: dict[bytes, bytes] = {}
        self._used: dict[int, tuple[StreamObject, frozenset[str]]] = {}
        self._searched = 0
        self._waiting: list[tuple[int, Any]] = []
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

    def resources(self, given: Any, streams: Sequence[StreamObject]) -> bytes:
        """Write, once, the resources that some contents use; raise `Inseparable` at a doubt."""
        self.spend(len(streams))
        held = dictionary(given)
        parts = {id(stream): stream for stream in streams}
        key = id(held), *parts
        if key not in self._resources:
            body = self._chosen(held, list(parts.values()))
            if body not in self._written_resources:
                self._written_resources[body] = b"%d 0 R" % self.out.add(body)
            self._resources[key] = (held, *parts.values()), self._written_resources[body]
        return self._resources[key][1]

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
                found = self._bare(resolved(reference))
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
            is_layer = isinstance(found, DictionaryObject) and found.get("/Type") == "/OCG"
            if is_layer and isinstance(reference, IndirectObject):
                key = reference.idnum, reference.generation
                self.out.layers[given] = key in self.source.hidden

    def _bare(self, value: Any) -> Any:
        """Give a picture without what is not the picture, and anything else as it is."""
        if not isinstance(value, StreamObject):
            return value
        try:
            made = bare_picture(value)
        except LimitReachedError:
            self._spend_limit()
            raise
        self.spend(max(0, len(made._data) - len(value._data)) // _BYTES)
        return made

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
                # Without a type it may be a list of resources, whose names are free.
                left_out = _LEFT_OUT if isinstance(kind, str) else {"/Metadata"}
                if isinstance(value, StreamObject):
                    left_out = _LEFT_OUT_OF_STREAMS
                start = b"<< "
                if "/Resources" in value and _is_drawn(value):
                    if depth:
                        return self._later(value)
                    left_out = left_out | {"/Resources"}
                    used = self.resources(value["/Resources"], _contents(value))
                    start += b"/Resources %b " % used
                end = b"" if isinstance(value, StreamObject) else b">>"
                return start + self._entries(value, left_out, depth) + end
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

    def _chosen(self, held: DictionaryObject, streams: Sequence[StreamObject]) -> bytes:
        kinds = {kind: dictionary(held.get(kind)) for kind in _RESOURCES}
        if not any(kinds.values()):
            return b"<< >>"
        names: Set[str] | None = None
        try:
            names = self._names_used(kinds, streams)
        except Exception as error:  # of any kind: see `reading`
            if not self._whole:
                raise Inseparable from error
        body = [b"<< "]
        for kind, entries in kinds.items():
            kept = list(entries) if names is None else both(names, entries)
            if kept:
                some = DictionaryObject({name: entries.raw_get(name) for name in kept})
                body.append(b"%b << %b>> " % (kind.encode(), self._entries(some, {"/Metadata"}, 1)))
        return b"".join([*body, b">>"])

    def _names_used(
        self, kinds: dict[str, DictionaryObject], streams: Sequence[StreamObject]
    ) -> Set[str]:
        """Give the names that contents use, and what they draw that has no resources itself."""
        names = set(_IMPLIED)
        waiting = list(streams)
        seen = {id(stream) for stream in streams}
        while waiting:
            used = self._names_of(waiting.pop())
            self._search(len(used) * _NAME_COSTS)
            fresh = used - names
            names |= fresh
            for kind in _DRAWN:
                for name in both(fresh, kinds[kind]):
                    borrowing = _borrowing(kinds[kind], name)
                    self._search(len(borrowing) * _NAME_COSTS)
                    waiting += (stream for stream in borrowing if id(stream) not in seen)
                    seen.update(map(id, borrowing))
        return names

    def _names_of(self, stream: StreamObject) -> frozenset[str]:
        if id(stream) not in self._used:
            self._search(len(stream._data))
            try:
                data = _unpacked(stream)
            except LimitReachedError:
                self._search(get_configuration().zlib_maximum_output_length)
                raise
            self._search(len(data))
            names = names_in(data)
            self._search(len(names) * _NAME_COSTS)
            self._used[id(stream)] = stream, names
        return self._used[id(stream)][1]

    def _search(self, size: int) -> None:
        self._searched += size
        if self._searched > _SEARCHED:
            raise LimitReachedError("more contents than are searched")

    def _decoded(self, stream: StreamObject) -> bytes:
        try:
            data = _unpacked(stream)
        except LimitReachedError:
            self._spend_limit()
            raise
        self.spend(len(data) // _BYTES)
        return data

    def _spend_limit(self) -> None:
        """Count what was unpacked as far as the limit before it failed."""
        self.spend(get_configuration().zlib_maximum_output_length // _BYTES)

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

    def _later(self, value: DictionaryObject) -> bytes:
        """Write a value as an object of its own, by `finish`: it may hold what it stands in."""
        if id(value) not in self._direct:
            self._direct[id(value)] = value, self.out.reserve()
            self._waiting.append((self._direct[id(value)][1], value))
        return b"%d 0 R" % self._direct[id(value)][1]

    def _name(self, name: str) -> bytes:
        if name not in self._names:
            raw = name[1:].encode("latin-1", "replace")
            escaped = (b"%c" % byte if byte in _PLAIN else b"#%02X" % byte for byte in raw)
            self._names[name] = b"/" + b"".join(escaped)
        return self._names[name]


def _unpacked(stream: StreamObject) -> bytes:
    is_plain = isinstance(resolved(stream.get("/Filter")), NullObject)
    return stream._data if is_plain else decode_stream_data(stream)


def _is_drawn(value: DictionaryObject) -> bool:
    return isinstance(value, StreamObject) or "/CharProcs" in value


def _contents(value: DictionaryObject) -> list[StreamObject]:
    """Give the contents of a form or pattern, or of a font whose letters are drawn one by one."""
    if isinstance(value, StreamObject):
        return [] if resolved(value.get("/Subtype")) == "/Image" else [value]
    found = []
    for glyph in dictionary(value.get("/CharProcs")).values():
        try:
            found.append(resolved(glyph))
        except Exception:  # of any kind: see `reading`; `finish` tells it
            continue
    return [glyph for glyph in found if isinstance(glyph, StreamObject)]


def _borrowing(held: DictionaryObject, name: str) -> list[StreamObject]:
    """Give the contents of a resource that are drawn with the resources it is among."""
    try:
        found = dictionary(held.raw_get(name))
        return [] if "/Resources" in found else _contents(found)
    except Exception:  # of any kind: see `reading`; `finish` tells it
        return []
