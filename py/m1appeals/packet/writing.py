"""A PDF being written: numbered objects, then the table that finds them.

It writes the classic form of ISO 32000-1, 7.5, which every reader and payer's upload takes. The
objects keep the order in which they are put, and nothing comes from a clock or from chance, so the
same packet has the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from m1appeals.errors import Defect

__all__ = ["File", "number", "references", "text"]


class File:
    """Objects by number. A number can be handed out before its object is known."""

    def __init__(self) -> None:
        self._parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        self._size = len(self._parts[0])
        self._offsets: list[int | None] = [None]
        self.layers: dict[int, bool] = {}
        """Layers that the pages use: the number of each, and whether it is hidden."""

    def reserve(self) -> int:
        """Hand out a number whose object follows."""
        self._offsets.append(None)
        return len(self._offsets) - 1

    def put(self, reserved: int, body: bytes, data: bytes | None = None) -> int:
        """Write an object: a value, or a dictionary and the data of its stream.

        The dictionary of a stream is given without its last `>>`, so that the length can be added.
        """
        if self._offsets[reserved] is not None:
            raise Defect(f"object {reserved} is written twice")
        self._offsets[reserved] = self._size
        self._write(b"%d 0 obj\n" % reserved, body)
        if data is not None:
            self._write(b" /Length %d >>\nstream\n" % len(data), data, b"\nendstream")
        self._write(b"\nendobj\n")
        return reserved

    def add(self, body: bytes, data: bytes | None = None) -> int:
        """Write an object under the next number, and give that."""
        return self.put(self.reserve(), body, data)

    def finish(self, *, root: int, info: int) -> bytes:
        """Write the table and give the file. A number without an object stands for null."""
        start = self._size
        free, used = b"0000000000 %05d f \n", b"%010d 00000 n \n"
        lines = [
            free % (0 if number else 65535) if offset is None else used % offset
            for number, offset in enumerate(self._offsets)
        ]
        count = len(self._offsets)
        self._write(b"xref\n0 %d\n" % count, *lines)
        self._write(b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\n" % (count, root, info))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._parts)

    def _write(self, *parts: bytes) -> None:
        self._parts += parts
        self._size += sum(map(len, parts))


def number(*values: float) -> bytes:
    """Write numbers to a millionth, which no printer can show."""
    return b" ".join(_number(value) for value in values)


def text(words: str) -> bytes:
    """Write text that can hold any letter: UTF-16 with its mark, as ISO 32000-1, 7.9.2.2."""
    return b"<FEFF" + words.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def references(numbers: Sequence[int]) -> bytes:
    """Write an array of references."""
    return b"[" + b" ".join(b"%d 0 R" % each for each in numbers) + b"]"


def _number(value: float) -> bytes:
    written = f"{value:.6f}".rstrip("0").rstrip(".")
    return b"0" if written == "-0" else written.encode()
