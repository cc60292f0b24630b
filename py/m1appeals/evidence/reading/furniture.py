"""Headers, footers and other furniture of pages, told by looking at the whole file.

A line is furniture where it comes back at the same height at the top or bottom of several pages,
and so do all lines between it and the edge of the page. Of numbers in it only those may differ that
count pages, and dates and times: a pain score that changes from page to page is no furniture. A
heading such as "SUBJECTIVE:" never is, nor a sentence at the top, which may be copied from note to
note. A few lines are furniture even once: "Page 3 of 12".

What is set aside is kept: banners name the patient, and titles at the top of pages part notes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from m1appeals.evidence.reading.layout import Row
from m1appeals.evidence.reading.words import words

__all__ = ["furniture"]

_DEEP = 9
"""Rows from the top or bottom of a page that are looked at."""
_HEIGHT = 0.25
"""The part of the page, from either edge, in which they may stand."""
_LONGEST = 250
"""Characters of a row that may be furniture."""
_LEAST = 3
_SHARE = 0.4
_RUN = 3
"""Furniture comes back on this many pages in a row, or on that share of all pages."""
_SHIFT = 14.0
"""Points by which its height may differ."""

_DAY_OR_TIME = re.compile(
    r"\b\d{1,2}[/\-.]\d{1,2}[/\-.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}\b"
    r"|\b[ap]\.?m\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_SENTENCE = re.compile(r"[a-z] [a-z]+ [a-z].*[a-z][.!?]$")
_RUNNING = re.compile(
    r"^(?=.{1,80}$)(?!.*[.!?]$).*(?:\b(?:MRN|continued|cont'd)\b|\b\d{3}[-. ]\d{4}$)", re.IGNORECASE
)
"""A running title at the top of a later page: a record number, a telephone number, "continued"."""
_Place = tuple[int, int]
"""A page and a row of it."""


def furniture(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> list[set[int]]:
    """Give, for each page, which of its rows are furniture."""
    aside: list[set[int]] = [set() for _ in pages]
    for top in (True, False):
        edges = [
            list(_edge(rows, height, top)) for rows, height in zip(pages, heights, strict=True)
        ]
        repeated = _repeated(pages, edges, top)
        for page, edge in enumerate(edges):
            for index in edge:
                text = pages[page][index].text
                runs = top and page > 0 and index == edge[0] and _RUNNING.search(text)
                if (page, index) in repeated or words().furniture.search(text) or runs:
                    aside[page].add(index)
                else:
                    break
    return aside


def _edge(rows: Sequence[Row], height: float, top: bool) -> Iterator[int]:
    """Give the rows near an edge of a page, the outermost first."""
    by_height = sorted(range(len(rows)), key=lambda index: -rows[index].y if top else rows[index].y)
    for index in by_height[:_DEEP]:
        y = rows[index].y
        if (height - y if top else y) > _HEIGHT * height or len(rows[index].text) > _LONGEST:
            return
        yield index


def _repeated(
    pages: Sequence[Sequence[Row]], edges: Sequence[Sequence[int]], top: bool
) -> set[_Place]:
    alike: dict[str, list[_Place]] = defaultdict(list)
    for page, edge in enumerate(edges):
        for index in edge:
            text = pages[page][index].text
            if not (_is_heading(text) or (top and _SENTENCE.search(text))):
                alike[_pattern(text)].append((page, index))
    found: set[_Place] = set()
    for places in alike.values():
        for group in _same_height(places, pages):
            if not _is_often([page for page, _ in group], len(pages)):
                continue
            if len(pages) == 2 and not all(_is_apart(pages[page], row, top) for page, row in group):
                continue
            if _counts_pages(group, pages):
                found.update(group)
    return found


def _is_apart(rows: Sequence[Row], index: int, top: bool) -> bool:
    """Tell whether a gap, or the number of a page, parts a row from the body of its page."""
    row = rows[index]
    if _DAY_OR_TIME.search(row.text) or _NUMBER.search(row.text):
        return True
    further = [abs(one.y - row.y) for one in rows if (one.y < row.y) is top and one.y != row.y]
    return bool(further) and min(further) > 1.7 * row.size


def _is_heading(text: str) -> bool:
    bare = text.rstrip(" :")
    return text.endswith(":") or words().headings.fullmatch(bare) is not None


def _pattern(text: str) -> str:
    return _NUMBER.sub("#", _DAY_OR_TIME.sub("@", text.casefold()))


def _same_height(
    places: Sequence[_Place], pages: Sequence[Sequence[Row]]
) -> Iterator[list[_Place]]:
    """Part places by their height on the page."""
    by_height = sorted(places, key=lambda place: pages[place[0]][place[1]].y)
    group: list[_Place] = []
    for place in by_height:
        if group:
            before = pages[group[-1][0]][group[-1][1]].y
            if pages[place[0]][place[1]].y - before > _SHIFT:
                yield sorted(group)
                group = []
        group.append(place)
    if group:
        yield sorted(group)


def _is_often(on: Sequence[int], count: int) -> bool:
    different = sorted(set(on))
    if count == 2:
        return len(different) == 2
    if len(different) >= max(_LEAST, _SHARE * count):
        return True
    run = 1
    for before, page in pairwise(different):
        run = run + 1 if page == before + 1 else 1
        if run >= _RUN:
            return True
    return False


def _counts_pages(group: Sequence[_Place], pages: Sequence[Sequence[Row]]) -> bool:
    """Tell whether the numbers that differ, dates and times apart, go on with the pages."""
    numbers = [
        [int(one[:9]) for one in _NUMBER.findall(_DAY_OR_TIME.sub("@", pages[page][row].text))]
        for page, row in group
    ]
    for column in zip(*numbers, strict=True):
        if len(set(column)) == 1:
            continue
        steps = [value - page for value, (page, _) in zip(column, group, strict=True)]
        if max(steps.count(step) for step in set(steps)) < 0.6 * len(steps):
            return _are_restarts(column)
    return True


def _are_restarts(column: Sequence[int]) -> bool:
    """Tell whether numbers count up from 1 again and again, as in a file of several documents."""
    return (
        column[0] <= 2
        and all(after in (before + 1, 1, before) for before, after in pairwise(column))
        and len(set(column)) > 1
    )
