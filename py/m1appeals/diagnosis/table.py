"""The ICD-10-CM as one text, read where it is asked.

The index (`sitebuild/diagnosis_index.py` makes it) is UTF-8 text in sections parted by a form feed:

1. one line of JSON: {"release", "from", "to"}, dates in ISO form
2. the sets of seventh characters, one a line: `A initial encounter|D subsequent encounter|...`
3. the codes in the order of the tabular list, without points: `code TAB description TAB flags`;
   `h` for a code with codes below it, and the number of a set of seventh characters
4. notes: `code TAB kind TAB text`; kind is `e` for Excludes1, `c` for code first. A note of a block
   or a chapter has a range for its code: `A00-A09`
5. other words for a code: `code TAB words`

A code that needs a seventh character is in the text without it; the 74,000 billable codes follow
from the 47,000 lines. Nothing is made into objects before somebody asks, so that reading is quick
and the memory is that of the text.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from m1appeals.errors import Defect

__all__ = ["Entry", "Note", "Table"]

_ENOUGH = 800
"""How many lines are looked at for a search by words."""


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
    text: str


class Table:
    """One release of the ICD-10-CM."""

    def __init__(self, data: bytes) -> None:
        """Read the index; raise `Defect` if it is not one."""
        try:
            head, sets, codes, notes, words = data.decode().split("\f")
            about = json.loads(head)
            self.release: str = about["release"]
            self.effective_from = date.fromisoformat(about["from"])
            self.effective_to = date.fromisoformat(about["to"])
        except (ValueError, KeyError) as error:
            raise Defect("this is no index of the ICD-10-CM") from error
        self._sets = [_set(line) for line in sets.strip("\n").split("\n")]
        self._lines = codes.strip("\n").split("\n")
        self._notes_text = notes
        self._words_text = words

    def entry(self, code: str) -> Entry | None:
        """Give a code, however it is typed; None if this release has no such code."""
        plain = _plain(code)
        number = self._number(plain)
        if number is not None:
            return self._entry(number)
        base = self._base_of(plain)
        if base is None:
            return None
        return next((e for e in self._extended(base) if _plain(e.code) == plain), None)

    def children(self, code: str) -> list[Entry]:
        """Give the codes one step below a code; of one that needs it, with seventh characters."""
        plain = _plain(code)
        number = self._number(plain)
        if number is None:
            return []
        if not self._is_heading(number):
            return list(self._extended(number))
        below = []
        for other in range(number + 1, len(self._lines)):
            name = self._code(other)
            if not name.startswith(plain):
                break
            if self._parent(name) == plain:
                below.append(self._entry(other))
        return below

    def billable_below(self, code: str, most: int) -> list[Entry]:
        """Give the billable codes at or below a code, in order, up to a number."""
        plain = _plain(code)
        found: list[Entry] = []
        start = self._number(plain)
        for number in range(start, len(self._lines)) if start is not None else ():
            if not self._code(number).startswith(plain) or len(found) >= most:
                break
            if self._is_heading(number):
                continue
            extended = list(self._extended(number))
            found += extended or [self._entry(number)]
        return found[:most]

    def nearest(self, code: str, most: int) -> list[Entry]:
        """Give what is below the longest beginning of a code that is in the table."""
        plain = _plain(code)
        while len(plain) >= 3:
            number = self._number(plain)
            if number is not None:
                return self.children(plain)[:most] or [self._entry(number)]
            plain = plain[:-1]
        return []

    def needs_seventh(self, code: str) -> bool:
        """Tell whether a code of the table is billable only with a seventh character."""
        number = self._number(_plain(code))
        if number is None or self._is_heading(number):
            return False
        return self._set_of(number) is not None and len(self._code(number)) < 7

    def parent(self, code: str) -> str | None:
        """Give the code one step above; None above a category."""
        plain = _plain(code)
        number = self._number(plain)
        if number is None:
            base = self._base_of(plain)
            return None if base is None else _pointed(self._code(base))
        above = self._parent(plain)
        return None if above is None else _pointed(above)

    def notes(self, kind: str, code: str) -> Iterator[Note]:
        """Give the notes of a kind (`e` Excludes1, `c` code first) for a code and all above it."""
        plain = _plain(code)
        for length in range(len(plain), 2, -1):
            for text in self._notes.get((plain[:length], kind), ()):
                yield Note(at=_pointed(plain[:length]), text=text)
        for (at, its_kind), texts in self._ranges.items():
            first, last = at.split("-")
            if its_kind == kind and first <= plain[:3] <= last:
                for text in texts:
                    yield Note(at=at, text=text)

    def search(self, words: str, most: int) -> list[Entry]:
        """Find codes by a code or its beginning, or by words, all of which have to occur.

        The best come first: the code itself, codes that begin so, descriptions that begin so, short
        ones.
        """
        text = " ".join(words.lower().split())
        if not text:
            return []
        found = self._by_code(text, most)
        if len(found) < most:
            known = {entry.code for entry in found}
            found += [entry for entry in self._by_words(text, most) if entry.code not in known]
        return found[:most]

    def _by_code(self, text: str, most: int) -> list[Entry]:
        plain = _plain(text)
        if not re.fullmatch(r"[A-Z][0-9A-Z]{1,6}", plain) or not re.search("[0-9]", plain[:3]):
            return []
        exact = self.entry(plain)
        found = [exact] if exact else []
        for number in range(bisect_left(self._sorted, (plain, -1)), len(self._sorted)):
            name, line = self._sorted[number]
            if not name.startswith(plain) or len(found) >= most:
                break
            if name != plain:
                found.append(self._entry(line))
        if exact and self.needs_seventh(plain):
            found += self.children(plain)
        return found[:most]

    def _by_words(self, text: str, most: int) -> list[Entry]:
        words = text.split()
        patterns = [re.compile(rf"\b{re.escape(word)}") for word in words]
        scored: list[tuple[tuple[object, ...], Entry]] = []
        # A word may stand only in what a seventh character says: then another one leads there.
        for word in sorted(words, key=self._lowered.count):
            for number in self._spots(word):
                scored += self._scored(number, text, patterns)
            if scored:
                break
        scored.sort(key=lambda pair: pair[0])
        return [entry for _, entry in scored[:most]]

    def _scored(
        self, number: int, text: str, words: list[re.Pattern[str]]
    ) -> list[tuple[tuple[object, ...], Entry]]:
        line = self._lines_lowered[number]
        missing = [word for word in words if not word.search(line)]
        if not missing:
            entry = self._entry(number)
            # Where all words are in the line itself, its seventh characters are not told apart.
            return [((0, *_rank(entry, text, number)), entry)]
        alternatives = self._words_by_code.get(self._code(number), "")
        missing = [word for word in missing if not word.search(alternatives)]
        if not missing:
            entry = self._entry(number)
            return [((1, *_rank(entry, text, number)), entry)]
        if self._set_of(number) is None:
            return []
        return [
            ((2, *_rank(entry, text, number)), entry)
            for entry in self._extended(number)
            if all(word.search(entry.description.lower()) for word in missing)
        ]

    def _spots(self, word: str) -> list[int]:
        """Give the numbers of the lines with a word that begins so."""
        found: list[int] = []
        for text, starts in ((self._lowered, self._starts), (self._words_lowered, None)):
            at = -1
            while (at := text.find(word, at + 1)) >= 0 and len(found) < _ENOUGH:
                if at and text[at - 1].isalnum():
                    continue
                if starts is not None:
                    number = bisect_left(starts, at + 1) - 1
                else:
                    begin = text.rfind("\n", 0, at) + 1
                    number = self._numbers[text[begin : text.find("\t", begin)].upper()]
                if not found or found[-1] != number:
                    found.append(number)
        return list(dict.fromkeys(found))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {line[: line.index("\t")]: number for number, line in enumerate(self._lines)}

    @cached_property
    def _sorted(self) -> list[tuple[str, int]]:
        return sorted(self._numbers.items())

    @cached_property
    def _lines_lowered(self) -> list[str]:
        return self._lowered.split("\n")

    @cached_property
    def _lowered(self) -> str:
        return "\n".join(self._lines).lower()

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for line in self._lines_lowered:
            starts.append(at)
            at += len(line) + 1
        return starts

    @cached_property
    def _words_lowered(self) -> str:
        return self._words_text.strip("\n").lower()

    @cached_property
    def _words_by_code(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for line in self._words_lowered.split("\n"):
            code, _, words = line.partition("\t")
            found[code.upper()] = f"{found.get(code.upper(), '')} {words}"
        return found

    @cached_property
    def _notes(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for line in self._notes_text.strip("\n").split("\n"):
            if line:
                code, kind, text = line.split("\t")
                found.setdefault((code, kind), []).append(text)
        return found

    @cached_property
    def _ranges(self) -> dict[tuple[str, str], list[str]]:
        return {key: texts for key, texts in self._notes.items() if "-" in key[0]}

    def _number(self, plain: str) -> int | None:
        return self._numbers.get(plain)

    def _code(self, number: int) -> str:
        line = self._lines[number]
        return line[: line.index("\t")]

    def _entry(self, number: int) -> Entry:
        code, description, _ = self._lines[number].split("\t")
        open_ = self._is_heading(number) or self.needs_seventh(code)
        return Entry(code=_pointed(code), description=description, billable=not open_)

    def _is_heading(self, number: int) -> bool:
        return self._lines[number].rpartition("\t")[2].startswith("h")

    def _parent(self, plain: str) -> str | None:
        for length in range(len(plain) - 1, 2, -1):
            if plain[:length] in self._numbers:
                return plain[:length]
        return None

    def _set_of(self, number: int) -> Mapping[str, str] | None:
        """Give the seventh characters of a code: its own, or those of the nearest above it."""
        plain: str | None = self._code(number)
        while plain is not None:
            flags = self._lines[self._numbers[plain]].rpartition("\t")[2].removeprefix("h")
            if flags:
                return self._sets[int(flags)]
            plain = self._parent(plain)
        return None

    def _extended(self, number: int) -> Iterator[Entry]:
        code, description, _ = self._lines[number].split("\t")
        if self._is_heading(number) or len(code) == 7:
            return
        for character, words in (self._set_of(number) or {}).items():
            yield Entry(
                code=_pointed(f"{code:X<6}{character}"),
                description=f"{description}, {words}",
                billable=True,
            )

    def _base_of(self, plain: str) -> int | None:
        """Give the line of a code with a seventh character, which lacks it and its placeholders."""
        if len(plain) != 7:
            return None
        base = plain[:6]
        while len(base) >= 3:
            if base in self._numbers:
                return self._numbers[base]
            if not base.endswith("X"):
                return None
            base = base[:-1]
        return None


def _set(line: str) -> Mapping[str, str]:
    pairs = (item.partition(" ") for item in line.split("|") if item)
    return {character: words for character, _, words in pairs}


def _plain(code: str) -> str:
    return re.sub(r"[\s.]", "", code).upper()


def _pointed(plain: str) -> str:
    return plain if len(plain) <= 3 or "-" in plain else f"{plain[:3]}.{plain[3:]}"


def _rank(entry: Entry, text: str, number: int) -> tuple[object, ...]:
    description = entry.description.lower()
    return (
        not description.startswith(text),
        text not in description,
        len(description),
        number,
    )
