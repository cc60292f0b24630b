"""The coverage table as bytes: written when the site's owner installs it, read in the browser.

Many articles share their diagnoses, so each list is kept once. A list is the sorted numbers of its
codes as runs, `[start, end, start, end ...]`: a number is in it if an odd count of bounds is at or
below it. So a look-up is a few binary searches in arrays, and no list is ever taken apart.

    m1coverage 1\\n
    {"day": "2026-11-19", "contractors": [[...]], "states": [[...]], "sections": {name: bytes}}\\n
    diagnoses    the codes, sorted, without their points, 7 bytes each
    procedures   the codes, sorted, 5 bytes each
    listed       where each procedure's articles start in `by_article`, and the end
    by_article   numbers of articles
    lists        where each list starts in `bounds`, and the end
    bounds       the runs
    articles     one JSON object a line

Numbers have four bytes, the lowest first. The same articles give the same bytes.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from m1appeals.errors import Defect

__all__ = ["Article", "Group", "Record", "Table", "write_table"]

MAGIC = b"m1coverage 1\n"
DIAGNOSIS, PROCEDURE = 7, 5
"""The bytes of a code, filled up with spaces."""

SECTIONS = ("diagnoses", "procedures", "listed", "by_article", "lists", "bounds", "articles")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One list of diagnoses in an article."""

    number: int
    codes: frozenset[str]
    """Without their points."""
    starred: frozenset[str] = frozenset()
    """Those that carry an asterisk: the article says what else they need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as it is written into a table."""

    id: int
    title: str
    procedures: frozenset[str]
    start: date | None = None
    end: date | None = None
    """The last day of this version, where there is one."""
    lcds: tuple[int, ...] = ()
    contractors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    covered: tuple[Group, ...] = ()
    noncovered: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An article as it is read from a table. Lists are given by number, for `Table.holds`."""

    id: int
    title: str
    start: date | None
    end: date | None
    lcds: tuple[int, ...]
    contractors: tuple[str, ...]
    states: tuple[str, ...]
    covered: tuple[tuple[int, int, int], ...]
    """Number of the group, its list, and the list of what is starred in it."""
    noncovered: tuple[tuple[int, int, int], ...]


class Table:
    """A table in memory: a few blocks of bytes. Articles are read when they are asked for."""

    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        """Read what `write_table` has written, gzip'd or not; raise `Defect` for anything else."""
        block = bytes(data)
        if block.startswith(_GZIP):
            block = zlib.decompress(block, wbits=31)
        if not block.startswith(MAGIC):
            raise Defect("these bytes are not a coverage table of this version")
        end = block.index(b"\n", len(MAGIC)) + 1
        head = json.loads(block[len(MAGIC) : end])
        parts: dict[str, bytes] = {}
        for name in SECTIONS:
            parts[name] = block[end : end + head["sections"][name]]
            end += head["sections"][name]
        if end != len(block):
            raise Defect("the coverage table is not as long as it says")
        self.day = date.fromisoformat(head["day"])
        """The day of CMS's download."""
        self._contractors: list[list[str]] = head["contractors"]
        self._states: list[list[str]] = head["states"]
        self._diagnoses, self._procedures = parts["diagnoses"], parts["procedures"]
        self._listed, self._by_article = _numbers(parts["listed"]), _numbers(parts["by_article"])
        self._lists, self._bounds = _numbers(parts["lists"]), _numbers(parts["bounds"])
        self._articles = parts["articles"].splitlines()

    def articles(self, procedure: str) -> Iterator[Record]:
        """Give the articles that name a procedure code, in the order of their numbers."""
        place = _find(self._procedures, PROCEDURE, procedure)
        if procedure and self._code(self._procedures, PROCEDURE, place) == procedure:
            for number in self._by_article[self._listed[place] : self._listed[place + 1]]:
                yield self._record(json.loads(self._articles[number]))

    def place(self, diagnosis: str) -> int | None:
        """Give the number of a diagnosis code, without its point; None if no list has it."""
        place = _find(self._diagnoses, DIAGNOSIS, diagnosis)
        return place if diagnosis and self.diagnosis(place) == diagnosis else None

    def begin_with(self, start: str) -> range:
        """Give the numbers of all diagnosis codes that begin so."""
        first = _find(self._diagnoses, DIAGNOSIS, start)
        return range(first, _find(self._diagnoses, DIAGNOSIS, f"{start}\x7f"))

    def diagnosis(self, place: int) -> str:
        """Give the code of a number, without its point."""
        return self._code(self._diagnoses, DIAGNOSIS, place)

    def holds(self, list_: int, place: int) -> bool:
        """Tell whether a list has the diagnosis of this number."""
        low, high = self._lists[list_], self._lists[list_ + 1]
        return (bisect_right(self._bounds, place, low, high) - low) % 2 == 1

    def within(self, list_: int, places: range) -> Iterator[int]:
        """Give those of the numbers that a list has."""
        low, high = self._lists[list_], self._lists[list_ + 1]
        at = bisect_right(self._bounds, places.start, low, high)
        at -= (at - low) % 2
        while at < high and self._bounds[at] < places.stop:
            first, last = self._bounds[at], self._bounds[at + 1]
            yield from range(max(first, places.start), min(last, places.stop))
            at += 2

    def _record(self, entry: dict[str, Any]) -> Record:
        return Record(
            id=entry["id"],
            title=entry["title"],
            start=_day(entry.get("start")),
            end=_day(entry.get("end")),
            lcds=tuple(entry.get("lcds", ())),
            contractors=tuple(self._contractors[entry["by"]]),
            states=tuple(self._states[entry["in"]]),
            covered=tuple(map(tuple, entry.get("covered", ()))),
            noncovered=tuple(map(tuple, entry.get("not", ()))),
        )

    @staticmethod
    def _code(block: bytes, width: int, place: int) -> str:
        return block[place * width : (place + 1) * width].decode("ascii").rstrip()


def write_table(day: date, articles: Iterable[Article]) -> bytes:
    """Write the articles of a download of this day, not yet packed.

    Articles without a procedure are for no look-up and are left out.
    """
    kept = sorted((one for one in articles if one.procedures), key=lambda one: one.id)
    groups = [group for one in kept for group in (*one.covered, *one.noncovered)]
    diagnoses = sorted(set().union(*(group.codes for group in groups)))
    procedures = sorted(set().union(*(one.procedures for one in kept)))
    lists = _Lists({code: place for place, code in enumerate(diagnoses)})
    contractors, states = _Shared(), _Shared()
    lines = []
    naming: dict[str, list[int]] = {code: [] for code in procedures}
    for number, one in enumerate(kept):
        for code in one.procedures:
            naming[code].append(number)
        entry = {
            "id": one.id,
            "title": one.title,
            "start": one.start and one.start.isoformat(),
            "end": one.end and one.end.isoformat(),
            "lcds": sorted(one.lcds),
            "by": contractors.number(one.contractors),
            "in": states.number(one.states),
            "covered": [lists.group(group) for group in one.covered],
            "not": [lists.group(group) for group in one.noncovered],
        }
        lines.append(
            _json({name: value for name, value in entry.items() if value not in (None, [])})
        )
    parts = {
        "diagnoses": "".join(code.ljust(DIAGNOSIS) for code in diagnoses).encode("ascii"),
        "procedures": "".join(code.ljust(PROCEDURE) for code in procedures).encode("ascii"),
        "listed": _bytes(_starts(naming.values())),
        "by_article": _bytes(number for numbers in naming.values() for number in numbers),
        "lists": _bytes(_starts(lists.all)),
        "bounds": _bytes(bound for bounds in lists.all for bound in bounds),
        "articles": "".join(f"{line}\n" for line in lines).encode("ascii"),
    }
    head = {
        "day": day.isoformat(),
        "contractors": contractors.all,
        "states": states.all,
        "sections": {name: len(parts[name]) for name in SECTIONS},
    }
    return b"".join(
        [MAGIC, f"{_json(head)}\n".encode("ascii"), *(parts[name] for name in SECTIONS)]
    )


class _Shared:
    """Numbers things that occur again and again."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}

    def number(self, thing: tuple[Any, ...]) -> int:
        return self._numbers.setdefault(thing, len(self._numbers))

    @property
    def all(self) -> list[tuple[Any, ...]]:
        return list(self._numbers)


class _Lists(_Shared):
    """Lists of diagnoses as runs."""

    def __init__(self, places: dict[str, int]) -> None:
        super().__init__()
        self._places = places

    def group(self, group: Group) -> tuple[int, int, int]:
        return (group.number, self._list(group.codes), self._list(group.starred & group.codes))

    def _list(self, codes: frozenset[str]) -> int:
        bounds: list[int] = []
        for place in sorted(self._places[code] for code in codes):
            if bounds and bounds[-1] == place:
                bounds[-1] = place + 1
            else:
                bounds += (place, place + 1)
        return self.number(tuple(bounds))


def _starts(pieces: Iterable[tuple[Any, ...] | list[Any]]) -> Iterator[int]:
    at = 0
    yield at
    for piece in pieces:
        at += len(piece)
        yield at


def _bytes(numbers: Iterable[int]) -> bytes:
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _numbers(block: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(block)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _find(block: bytes, width: int, code: str) -> int:
    """Give where a code is in a block of codes, or would be."""
    wanted = code.encode("ascii", "replace").ljust(width)
    return bisect_left(
        range(len(block) // width), wanted, key=lambda at: block[at * width : (at + 1) * width]
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
