"""The ICD-10-CM, looked up in the index that the build makes (`sitebuild/diagnosis_index.py`).

The index is UTF-8 text in sections parted by a form feed, one item a line:

1. one line of JSON: {"release", "from", "to"}, dates in ISO form
2. the sets of seventh characters: `A initial encounter|D subsequent encounter|S sequela`
3. which codes take them, sorted: `S52521 0`, a code or a beginning of codes and the number of a
   set; the longest beginning counts
4. the codes without their points, sorted: categories and all below them, but no seventh characters
5. their descriptions, in the same order
6. notes: `code TAB kind TAB text|text`; kind is `e` for Excludes1, `c` for code first, `u` for use
   additional code. A note of a block or a chapter has a range for its code: `A00-A09`
7. words that find a code and are not in its description: `code words`

The 74,700 billable codes follow from 46,900 lines. What is above a code are its beginnings.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise

from m1appeals.diagnosis.search import Hit, Search
from m1appeals.errors import Defect

__all__ = ["Entry", "Note", "Table"]

_LENGTH = 7
"""The characters of the longest code, without its point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A code."""

    code: str
    """With its point: M54.16."""
    description: str
    billable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note of the tabular list."""

    at: str
    """The code or the range that it stands at, with points."""
    lines: tuple[str, ...]
    """Its text; what it names may stand in several lines under a first one."""


class Table:
    """One release of the ICD-10-CM."""

    def __init__(self, data: bytes) -> None:
        """Read the index; raise `Defect` if it is not one."""
        try:
            head, sets, rules, codes, descriptions, notes, words = data.decode().split("\f")
            about = json.loads(head)
            self.release: str = about["release"]
            self.effective_from = date.fromisoformat(about["from"])
            self.effective_to = date.fromisoformat(about["to"])
            self._sets = [_set(line) for line in sets.split("\n")]
            pairs = (line.split(" ") for line in rules.splitlines())
            self._rules = {beginning: int(number) for beginning, number in pairs}
        except (ValueError, KeyError) as error:
            raise Defect("this is no index of the ICD-10-CM") from error
        self._codes = codes.split("\n")
        self._descriptions = descriptions.split("\n")
        self._notes_text = notes
        self._words_text = words

    def entry(self, code: str) -> Entry | None:
        """Give a code, however it is typed; None if this release has no such code."""
        plain = _plain(code)
        number = self._number(plain)
        if number is not None:
            return self._entry(number)
        base = self._base(plain)
        return None if base is None else self._extended(base, plain[-1])

    def children(self, code: str) -> list[Entry]:
        """Give the codes one step below a code; of one that needs it, with seventh characters."""
        number = self._number(_plain(code))
        if number is None:
            return []
        if not self._is_heading(number):
            return [self._extended(number, character) for character in self._set_of(number)]
        return [self._entry(child) for child in self._below(number)]

    def billable_below(self, code: str, most: int) -> list[Entry]:
        """Give the billable codes at or below a code, in order, up to a number."""
        start = self._number(_plain(code))
        found: list[Entry] = []
        for number in range(start, self._end(start)) if start is not None else ():
            if self._is_heading(number):
                continue
            found += self.children(self._codes[number]) or [self._entry(number)]
            if len(found) >= most:
                break
        return found[:most]

    def needs_seventh(self, code: str) -> bool:
        """Tell whether a code of the table is billable only with a seventh character."""
        number = self._number(_plain(code))
        return number is not None and not self._is_heading(number) and bool(self._set_of(number))

    def seventh(self, code: str) -> tuple[str, str] | None:
        """Give a code's part before its seventh character, with its point, and the character."""
        plain = _plain(code)
        base = None if self._number(plain) is not None else self._base(plain)
        return None if base is None else (_pointed(self._codes[base]), plain[-1])

    def parent(self, code: str) -> str | None:
        """Give the code one step above; None above a category and for what is not in the table."""
        plain = _plain(code)
        base = self._base(plain) if self._number(plain) is None else None
        if base is not None:
            return _pointed(self._codes[base])
        shorter = (plain[:length] for length in range(len(plain) - 1, 2, -1))
        return next((_pointed(p) for p in shorter if self._number(p) is not None), None)

    def nearest(self, code: str, most: int) -> list[Entry]:
        """Give known codes that a code which is not in the table may have been meant to be.

        First what it becomes with the placeholders X that it lacks, or with O and 0, I and 1
        exchanged; then what is at or below its longest beginning that is in the table.
        """
        plain = _plain(code)
        found = [entry for other in _alike(plain) if (entry := self.entry(other))]
        for length in range(len(plain) - 1, 2, -1) if not found else ():
            number = self._number(plain[:length])
            if number is not None:
                found = self.children(plain[:length]) or [self._entry(number)]
                break
        return found[:most]

    def notes(self, kind: str, code: str) -> Iterator[Note]:
        """Give the notes for a code and for all above it: `e` Excludes1, `c` code first, `u` use
        additional code."""
        plain = _plain(code)
        for length in range(len(plain), 2, -1):
            for lines in self._notes.get((plain[:length], kind), ()):
                yield Note(at=_pointed(plain[:length]), lines=lines)
        for at, its_kind, lines in self._range_notes:
            first, last = at.split("-")
            if its_kind == kind and first <= plain[:3] <= last:
                yield Note(at=at, lines=lines)

    def search(self, text: str, most: int) -> list[Entry]:
        """Find codes by a code or its beginning, or by words, all of which have to occur.

        The best come first: the code itself, codes that begin so, descriptions that begin so, short
        ones. A word may also be one of those that the tabular list has for a code, or stand in what
        a seventh character says; the code then has that character. The first search takes longest,
        even one for nothing: it makes what all of them need.
        """
        found = {entry.code: entry for entry in self._by_code(_plain(text), most)}
        if len(found) < most:
            for hit in self._search.find(text, most):
                entry = self._of_hit(hit)
                found.setdefault(entry.code, entry)
        return list(found.values())[:most]

    def _by_code(self, plain: str, most: int) -> list[Entry]:
        if not re.fullmatch(r"[A-Z][0-9A-Z]{1,6}", plain) or not re.search("[0-9]", plain[:3]):
            return []
        start = bisect_left(self._codes, plain)
        numbers = range(start, min(self._end(start, plain), start + most))
        if not numbers:
            # The placeholders and the seventh character, or the first of them.
            base = self._base(f"{plain:X<7}"[:6] + "?", any_character=True)
            above = self.children(self._codes[base]) if base is not None else []
            return [entry for entry in above if _plain(entry.code).startswith(plain)]
        found = [self._entry(number) for number in numbers]
        if len(found) == 1:
            found += self.children(found[0].code)
        return found[:most]

    def _of_hit(self, hit: Hit) -> Entry:
        number = self._number(hit.code)
        assert number is not None
        return self._extended(number, hit.seventh) if hit.seventh else self._entry(number)

    @cached_property
    def _search(self) -> Search:
        return Search(
            codes=self._codes,
            descriptions="\n".join(self._descriptions),
            words=self._words_text,
            sets=self._sets,
            set_of=self._sets_of_leaves(),
        )

    def _sets_of_leaves(self) -> list[int | None]:
        """Give, for each code, the number of the set that it needs a seventh character of."""
        found: list[int | None] = [None] * len(self._codes)
        for beginning in self._rules:  # what is longer comes later and counts
            start = bisect_left(self._codes, beginning)
            end = self._end(start, beginning)
            found[start:end] = [self._rules[beginning]] * (end - start)
        for number, (code, next_) in enumerate(pairwise((*self._codes, ""))):
            if next_.startswith(code):
                found[number] = None
        return found

    @cached_property
    def _notes(self) -> Mapping[tuple[str, str], list[tuple[str, ...]]]:
        found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        for line in self._notes_text.splitlines():
            at, kind, text = line.split("\t")
            found.setdefault((at, kind), []).append(tuple(text.split("|")))
        return found

    @cached_property
    def _range_notes(self) -> list[tuple[str, str, tuple[str, ...]]]:
        ranges = ((key, notes) for key, notes in self._notes.items() if "-" in key[0])
        return [(at, kind, lines) for (at, kind), notes in ranges for lines in notes]

    def _number(self, plain: str) -> int | None:
        number = bisect_left(self._codes, plain)
        return number if self._codes[number : number + 1] == [plain] and plain else None

    def _end(self, start: int, plain: str = "") -> int:
        """Give the number after the last code that begins as the one at `start` does."""
        return bisect_left(self._codes, (plain or self._codes[start]) + "~", start)

    def _is_heading(self, number: int) -> bool:
        below = self._codes[number + 1 : number + 2]
        return bool(below) and below[0].startswith(self._codes[number])

    def _below(self, number: int) -> Iterator[int]:
        """Give the numbers of the codes one step below a heading."""
        end, child = self._end(number), number + 1
        while child < end:
            yield child
            child = self._end(child)

    def _entry(self, number: int) -> Entry:
        billable = not self._is_heading(number) and not self._set_of(number)
        code = _pointed(self._codes[number])
        return Entry(code=code, description=self._descriptions[number], billable=billable)

    def _set_of(self, number: int) -> Mapping[str, str]:
        """Give the seventh characters that a code takes, with what they say."""
        code = self._codes[number]
        for length in range(len(code), 2, -1):
            found = self._rules.get(code[:length])
            if found is not None:
                return self._sets[found]
        return {}

    def _extended(self, number: int, character: str) -> Entry:
        return Entry(
            code=_pointed(f"{self._codes[number]:X<6}{character}"),
            description=f"{self._descriptions[number]}, {self._set_of(number)[character]}",
            billable=True,
        )

    def _base(self, plain: str, *, any_character: bool = False) -> int | None:
        """Give the code that a code with a seventh character is made from."""
        if len(plain) != _LENGTH:
            return None
        for length in range(_LENGTH - 1, 2, -1):
            number = self._number(plain[:length])
            if number is not None:
                leaf = not self._is_heading(number)
                fits = any_character or plain[-1] in self._set_of(number)
                return number if leaf and fits else None
            if plain[length - 1] != "X":
                break
        return None


def _set(line: str) -> Mapping[str, str]:
    pairs = (item.partition(" ") for item in line.split("|") if item)
    return {character: words for character, _, words in pairs}


def _plain(code: str) -> str:
    return re.sub(r"[\s.]", "", code).upper()


def _pointed(plain: str) -> str:
    return plain if len(plain) <= 3 else f"{plain[:3]}.{plain[3:]}"


def _alike(plain: str) -> Iterator[str]:
    """Give the codes that a slip of the hand may have made into this one."""
    for missing in range(1, _LENGTH - max(len(plain), 3) + 1):
        for places in combinations(range(3, len(plain) + missing - 1), missing):
            rest = iter(plain)
            yield "".join(
                "X" if place in places else next(rest) for place in range(len(plain) + missing)
            )
    for wrong, right in ("O0", "0O", "I1", "1I"):
        for found in re.finditer(wrong, plain):
            yield plain[: found.start()] + right + plain[found.end() :]
