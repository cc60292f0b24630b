"""The operators in the contents of a page, in their order, at most so many.

Only what text needs is kept of them. Pictures inside the contents are passed over.

Source: ISO 32000-2, 7.2 (what separates), 7.3 (objects), 7.8.2 (contents), 8.9.7 (inline images).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.errors import LimitReachedError

__all__ = ["Budget", "Operand", "operators"]

Operand = float | bytes | str | list[Any] | dict[str, Any]
"""A number, a string, a name without its slash, an array, or a dictionary."""


@dataclass(slots=True)
class Budget:
    """How much work may still be done."""

    left: int

    def spend(self, amount: int) -> None:
        """Raise `LimitReachedError` where nothing is left."""
        self.left -= amount
        if self.left < 0:
            raise LimitReachedError("contents that are too long")


_TOKEN = re.compile(
    rb"""[\0\t\n\f\r\ ]+
    | (?P<number> [+-]*(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:-[0-9]*)? )
    | (?P<operator> [A-Za-z'"][A-Za-z0-9'"*_]* )
    | /(?P<name> [^\0\t\n\f\r\ ()<>\[\]{}/%]* )
    | \((?P<string> [^()\\]*(?:\\.[^()\\]*)* )\)
    | (?P<nested> \( )
    | (?P<dict> << | >> )
    | <(?P<hex> [0-9A-Fa-f\0\t\n\f\r\ ]* )>
    | (?P<array> [\[\]] )
    | %[^\r\n]*
    | (?P<odd> . )""",
    re.VERBOSE | re.DOTALL,
)
_STRING_PART = re.compile(rb"[^()\\]+|\\.|[()]", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
_IMAGE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r /\[(<]|$)")
_DEEPEST = 30


def operators(content: bytes, budget: Budget) -> Iterator[tuple[bytes, list[Any]]]:
    """Give each operator with its operands; raise `LimitReachedError` past the budget."""
    operands: list[Any] = []
    open_ones: list[list[Any]] = []
    into = operands
    at, end = 0, len(content)
    match_token = _TOKEN.match
    spent = 0
    while at < end:
        token = match_token(content, at)
        assert token is not None  # the last way takes any byte
        at = token.end()
        kind = token.lastgroup
        if kind is None:
            continue
        spent += 1
        if spent == 256:
            budget.spend(spent)
            spent = 0
        if kind == "number":
            into.append(_number(token[kind]))
        elif kind == "operator":
            word = token[kind]
            if word in _VALUES:
                into.append(0.0)
                continue
            if word == b"ID":
                found = _IMAGE_END.search(content, at)
                at = found.end() if found else end
            yield word, operands
            operands = into = []
            open_ones.clear()
        elif kind == "string":
            text = token[kind]
            into.append(_unescaped(text) if b"\\" in text or b"\r" in text else text)
        elif kind == "nested":
            text, at = _nested(content, at, budget)
            into.append(text)
        elif kind == "hex":
            into.append(_unhex(token[kind]))
        elif kind == "name":
            into.append(_name(token[kind]))
        elif kind == "odd":
            continue
        elif token[kind] in (b"[", b"<<"):
            if len(open_ones) < _DEEPEST:
                inner: list[Any] = []
                open_ones.append(into)
                into = inner
        elif open_ones:
            inner, into = into, open_ones.pop()
            into.append(inner if token[kind] == b"]" else _pairs(inner))
    budget.spend(spent)


_VALUES = {b"true", b"false", b"null"}


def _number(text: bytes) -> float:
    try:
        return float(text)
    except ValueError:  # "--5" or "5-3" of careless writers
        digits = text.lstrip(b"+-").partition(b"-")[0]
        return -float(digits) if text.startswith(b"-") else float(digits)


def _name(text: bytes) -> str:
    if b"#" in text:
        text = _HASH.sub(lambda match: bytes.fromhex(match[1].decode()), text)
    return text.decode("latin-1")


def _unhex(text: bytes) -> bytes:
    digits = b"".join(text.split()).replace(b"\0", b"")
    return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode("ascii"))


def _unescaped(text: bytes) -> bytes:
    return _ESCAPED.sub(_escape, text)


def _escape(match: re.Match[bytes]) -> bytes:
    what = match[1]
    if what is None:
        return b"\n"
    if what.isdigit() and what[:1] < b"8":
        return bytes([int(what, 8) & 0xFF])
    if what in (b"\n", b"\r", b"\r\n"):
        return b""
    return _ESCAPES.get(what, what)


def _nested(content: bytes, at: int, budget: Budget) -> tuple[bytes, int]:
    """Read a string with parentheses in it, from behind its first one."""
    depth, start = 1, at
    for part in _STRING_PART.finditer(content, at):
        budget.spend(1)
        if part[0] == b"(":
            depth += 1
        elif part[0] == b")":
            depth -= 1
            if depth == 0:
                return _unescaped(content[start : part.start()]), part.end()
    return b"", len(content)


def _pairs(items: list[Any]) -> dict[str, Any]:
    names, values = items[::2], items[1::2]
    return {
        name: value for name, value in zip(names, values, strict=False) if isinstance(name, str)
    }
