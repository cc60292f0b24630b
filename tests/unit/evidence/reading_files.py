"""Makes the records that the tests read: all made up, no patient among them."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Generator

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fpdf import FPDF

from m1appeals.evidence.reading.reader import read
from m1appeals.evidence.reading.record import Record

__all__ = ["FPDF", "finished", "lines", "paper", "quotes", "record_of", "record_of_lines"]


def finished(content: bytes) -> Record:
    """Read a file to its end."""
    found: list[Record] = []

    def whole() -> Generator[tuple[int, int], None, None]:
        found.append((yield from read(content)))

    list(whole())
    return found[0]


def paper(*pages: Callable[[FPDF], None]) -> bytes:
    """Make a PDF of Letter pages, each drawn by a function; Helvetica of 10 points is set."""
    made = FPDF(unit="pt", format="letter")
    made.set_auto_page_break(False)
    made.c_margin = 0
    for draw in pages:
        made.add_page()
        made.set_font("Helvetica", size=10)
        draw(made)
    return bytes(made.output())


def lines(*texts: str, x: float = 54, y: float = 72, step: float = 14) -> Callable[[FPDF], None]:
    """Give a function that draws texts one below the other; an empty one is a gap."""

    def draw(page: FPDF) -> None:
        for count, text in enumerate(texts):
            if text:
                page.text(x, y + count * step, text)

    return draw


def record_of(*pages: Callable[[FPDF], None]) -> Record:
    return finished(paper(*pages))


def record_of_lines(*pages: tuple[str, ...] | list[str]) -> Record:
    return record_of(*(lines(*page) for page in pages))


def quotes(record: Record) -> list[str]:
    """Give the sentences as they would be quoted."""
    return [record.quoted(one.start, one.end) for one in record.sentences]
