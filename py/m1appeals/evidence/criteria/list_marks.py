"""The marks of lists: bullets, "1.", "(a)", "IV)", "2.1", before a line or in running text.

A mark is read on its own here; whether it fits those before it is for the reader of the lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Mark", "Style", "in_sequence", "mark", "parted_by_bullets"]

Style = tuple[str, str]
"""The kind of a mark and what stands around it: ("letter lower", "()")."""


_BULLETS = r"•⦁◾◼⚫·●○◦▪▫■□◆◇►▶➢➤✓✔❖☐☑‣∙\u2043\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf076"
_BULLET = re.compile(
    rf"(?:([{_BULLETS}])\s*"
    r"|([-*+§\u2013\u2014]|\[[ xX]?\])(?:\s+|$)|(o)(?:\s+|$))"
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?(?:\s+|$)")
_ORDINAL = re.compile(
    r"(\(?)(\d{1,2}|[ivx]{1,5}|[IVX]{1,5}|[a-zA-Z])([.)])(?:\s+|(?<=\))(?=[A-Z])|$)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_INLINE = re.compile(
    r"(?:(?<=[\s:;,.])|^)(?:(\()(\d{1,2}|[ivx]{1,5}|[a-z]|[A-Z])(\))"
    r"|()(\d{1,2}|[ivx]{1,4}|[a-zA-Z])(\))"
    r"|(?:(?<=[:;.] )|(?<= and )|(?<= or )|^)()(\d{1,2}|[a-zA-Z])(\.))(?=\s|(?<=\))[A-Za-z])"
)
_INLINE_BULLET = re.compile(r"\s*[•●▪■◦❖➢\uf0b7\uf0a7]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark at the start of a line."""

    readings: tuple[tuple[Style, int], ...]
    """What it may be: "i" is the first in Roman numbers, or the ninth letter."""
    rest: str
    """What stands behind it."""
    bullet: bool = False


def mark(line: str) -> Mark | None:
    """Read the mark that a line begins with; None if there is none."""
    if found := _BULLET.match(line):
        char = found[1] or found[2] or found[3]
        style = ("bullet", "-" if char in "\u2013\u2014" else char[0])
        return Mark(readings=((style, 0),), rest=line[found.end() :], bullet=True)
    if found := _DECIMAL.match(line):
        *before, last = found[1].split(".")
        style = ("decimal", ".".join(before))
        return Mark(readings=((style, int(last)),), rest=line[found.end() :])
    if found := _ORDINAL.match(line):
        return Mark(readings=_readings(found[2], found[1] + found[3]), rest=line[found.end() :])
    return None


def parted_by_bullets(text: str) -> list[str]:
    """Give the pieces of a text between bullets; the first is nothing if it begins with one."""
    first, *rest = _INLINE_BULLET.split(text)
    return [first, *(piece for piece in rest if piece)]


def in_sequence(text: str) -> list[tuple[int, int]] | None:
    """Find the marks of a list in running text: at least two, in order, from the first on."""
    chains: dict[Style, list[tuple[int, int]]] = {}
    for found in _INLINE.finditer(text):
        before, token, after = (part for part in found.groups() if part is not None)
        for style, value in _readings(token, before + after):
            chain = chains.setdefault(style, [])
            if value == len(chain) + 1:
                chain.append((found.start(), found.end()))
    return min((chain for chain in chains.values() if len(chain) > 1), default=None)


def _readings(token: str, around: str) -> tuple[tuple[Style, int], ...]:
    """Give what an ordinal may be, the likelier first."""
    if token.isdigit():
        return ((("number", around), int(token)),)
    case = "lower" if token.islower() else "upper"
    readings = []
    if (roman := _roman(token.lower())) and not (len(token) == 1 and token.lower() in "vx"):
        readings.append(((f"roman {case}", around), roman))
    if len(token) == 1:
        readings.append(((f"letter {case}", around), ord(token.lower()) - 96))
        if token.lower() in "vx":
            readings.append(((f"roman {case}", around), _ROMAN[token.lower()]))
    return tuple(readings)


def _roman(token: str) -> int:
    """Read a Roman number up to 39; 0 for anything else."""
    if not re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", token):
        return 0
    values = [_ROMAN[letter] for letter in token]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
