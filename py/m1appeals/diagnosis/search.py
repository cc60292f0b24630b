"""Finds codes by words, fast enough to follow what is typed.

Every code is one line: a space, its description in small letters without marks or accents, and the
code as its last word. A word occurs where the line holds it after a space, so that its beginning is
enough. The lines stand in one text, short ones first, for each set of seventh characters: bytes are
searched faster than anything Python could do with each line, and what is found first is the best.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice

__all__ = ["Hit", "Search", "fold"]

Pools = dict[int | None, bytes]
"""Texts by the number of the set of seventh characters that their codes take."""

Rank = tuple[bool, bool, int, bytes, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A code that was found."""

    code: str
    """Without its point, and without its seventh character."""
    seventh: str = ""
    """The seventh character, where a word stands only in what it says."""


class Search:
    """All lines, ready to be searched."""

    def __init__(
        self,
        *,
        codes: Sequence[str],
        descriptions: str,
        words: str,
        sets: Sequence[Mapping[str, str]],
        set_of: Sequence[int | None],
    ) -> None:
        """Make the texts; `set_of` has, for each code, the number of the set that it takes."""
        self._sets = [
            [(character, b" " + fold(said)) for character, said in set_.items()] for set_ in sets
        ]
        folded = (b" " + fold(descriptions).replace(b"\n", b"\n ")).split(b"\n")
        names = "\n".join(codes).lower().encode().split(b"\n")
        lines = list(map(b" ".join, zip(folded, names, strict=True)))
        self._texts = (
            _pools(lines, set_of),
            _pools(*_with_words(lines, set_of, codes, words)),
        )

    def find(self, text: str, most: int) -> list[Hit]:
        """Find the codes in whose line each word occurs, the best first, up to a number."""
        typed = _words(text)
        query = _Query(
            phrase=b" " + b" ".join(typed),
            words=tuple(dict.fromkeys(b" " + word for word in typed)),
            most=most,
        )
        found: dict[Hit, None] = {}
        # What the tabular list says of a code besides its description comes second.
        for pools in self._texts if typed else ():
            ranked = (
                hit for number, lines in pools.items() for hit in self._in(number, lines, query)
            )
            best = nsmallest(most, ranked, key=lambda hit: hit[0])
            found |= dict.fromkeys(hit for _, hit in best)
            if len(found) >= most:
                break
        return list(found)[:most]

    def _in(self, number: int | None, text: bytes, query: _Query) -> Iterator[tuple[Rank, Hit]]:
        for line in query.best(text):
            yield query.ranked(line)
        for missing, extensions in _left_over(self._sets, number, query.words):
            said = [word for word in query.words if word not in missing]
            for line in islice(_lines_with(text, missing, but_not=said), query.most):
                for character, extension in extensions:
                    yield query.ranked(line, character, extension)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    """What is looked for. Every word, and the phrase, begins with a space."""

    phrase: bytes
    words: tuple[bytes, ...]
    most: int

    def best(self, text: bytes) -> Iterator[bytes]:
        """Give lines that have all words: so many that the best are among them."""
        begin = list(islice(_lines_with(text, [b"\n" + self.phrase]), self.most))
        yield from begin
        if len(begin) < self.most:
            if len(self.words) > 1:
                yield from islice(_lines_with(text, [self.phrase]), self.most)
            yield from islice(_lines_with(text, self.words), self.most)

    def ranked(self, line: bytes, seventh: str = "", extension: bytes = b"") -> tuple[Rank, Hit]:
        said, _, code = line.rpartition(b" ")
        said += extension
        begins, holds = said.startswith(self.phrase), self.phrase in said
        hit = Hit(code=code.decode().upper(), seventh=seventh)
        return (not begins, not holds, len(said), code, seventh), hit


def fold(text: str) -> bytes:
    """Write a text in small letters and digits, without marks and accents, one space between."""
    folded = text.encode("latin-1", "replace").replace(b"'", b"").translate(_FOLDED)
    while b"  " in folded:
        folded = folded.replace(b"  ", b" ")
    return folded


def _folded(byte: int) -> int:
    """Give what a character of Latin-1 becomes."""
    letter = unicodedata.normalize("NFD", chr(byte))[0].lower()
    return ord(letter) if letter == "\n" or (letter.isascii() and letter.isalnum()) else ord(" ")


_FOLDED = bytes(map(_folded, range(256)))


def _words(text: str) -> list[bytes]:
    # A code among words may have its point.
    plain = re.sub(r"\b([A-Za-z][0-9][0-9A-Za-z])\.(?=[0-9A-Za-z])", r"\1", text)
    return fold(plain.replace("\u2019", "'")).split()


def _with_words(
    lines: Sequence[bytes], set_of: Sequence[int | None], codes: Sequence[str], words: str
) -> tuple[list[bytes], list[int | None]]:
    """Give the lines that have more words, with them, and the sets of their codes."""
    more, sets = [], []
    for line in words.encode().splitlines():
        code, _, added = line.partition(b" ")
        number = bisect_left(codes, code.decode())
        said, _, name = lines[number].rpartition(b" ")
        more.append(b"%b %b %b" % (said, added, name))
        sets.append(set_of[number])
    return more, sets


def _pools(lines: Sequence[bytes], set_of: Sequence[int | None]) -> Pools:
    found: dict[int | None, list[bytes]] = {
        None: [line for line, number in zip(lines, set_of, strict=True) if number is None]
    }
    for line, number in zip(lines, set_of, strict=True):
        if number is not None:
            found.setdefault(number, []).append(line)
    for pool in found.values():
        pool.sort(key=len)
    return {number: b"\n%b\n" % b"\n".join(pool) for number, pool in found.items()}


def _lines_with(
    text: bytes, words: Sequence[bytes], *, but_not: Sequence[bytes] = ()
) -> Iterator[bytes]:
    """Give the lines that hold all words, in their order, but those with all of the others."""
    rarest = _rarest(words, text)
    others = [word for word in words if word != rarest]
    end = 0
    while (at := text.find(rarest, end)) >= 0:
        end = text.index(b"\n", at + 1)
        line = text[text.rindex(b"\n", 0, at + 1) + 1 : end]
        if not all(word in line for word in others):
            continue
        if not but_not or not all(word in line for word in but_not):
            yield line


def _rarest(words: Sequence[bytes], text: bytes) -> bytes:
    """Give the word that the fewest lines hold, or nearly; a space where there is none."""
    if len(words) < 2:
        return words[0] if words else b" "
    # To count them all would take longer than it saves.
    return min(sorted(words, key=len)[-3:], key=text.count)


def _left_over(
    sets: Sequence[Iterable[tuple[str, bytes]]], number: int | None, words: Sequence[bytes]
) -> Iterator[tuple[list[bytes], list[tuple[str, bytes]]]]:
    """Group seventh characters by the words that are not in what they say, if any is in it."""
    groups: dict[tuple[bytes, ...], list[tuple[str, bytes]]] = {}
    for character, said in () if number is None else sets[number]:
        missing = tuple(word for word in words if word not in said)
        if len(missing) < len(words):
            groups.setdefault(missing, []).append((character, said))
    for missing, extensions in groups.items():
        yield list(missing), extensions
