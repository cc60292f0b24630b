"""A long record, made of the sentences of `train.json`, as a clinic would print it.

It is for the clock, not for the truth: notes follow each other in changing order, and the figures
in them are shifted from one round to the next, so that no page is in it twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from textwrap import wrap

from tests.evidence_records import Printer

__all__ = ["record_pdf"]

LINES = 34
"""Of a page."""
TITLES = ("PROGRESS NOTE", "CONSULTATION", "OFFICE VISIT", "PROCEDURE NOTE", "DISCHARGE SUMMARY")


def record_pdf(pages: int) -> bytes:
    """Print a record of so many pages, about 50 sentences each; the same on every run."""
    printer = Printer(
        "EXAMPLE, PAT   DOB: 07/09/1952   MRN: EX-004417   Sex: F", pages, size=10, leading=18
    )
    lines = _lines()
    for _ in range(pages):
        printer.page()
        for _ in range(LINES):
            printer.line(next(lines))
    return printer.output()


def _lines() -> Iterator[str]:
    """Give the lines of one note after the other, without end."""
    notes, number = _notes(), 0
    while True:
        turn, place = divmod(number, len(notes))
        # 7 has no divisor in common with the number of notes, so each comes once in every round.
        sentences = notes[(place * 7 + turn) % len(notes)]
        day = date(2021, 1, 4) + timedelta(days=3 * number)
        yield TITLES[number % len(TITLES)]
        yield f"Date of service: {day:%m/%d/%Y}"
        text = ""
        for sentence in sentences:
            shifted = _shifted(sentence, turn)
            if sentence.endswith(":") or len(text) > 400:
                yield from wrap(text, 95)
                text = ""
            if sentence.endswith(":"):
                yield sentence
            else:
                text = f"{text} {shifted}".strip()
        yield from wrap(text, 95)
        yield f"Electronically signed by Jordan Example, MD on {day:%m/%d/%Y} 4:{number % 60:02} PM"
        number += 1


def _shifted(sentence: str, by: int) -> str:
    return re.sub(r"\d+", lambda found: str(int(found[0]) + by), sentence)


@cache
def _notes() -> list[list[str]]:
    path = Path(__file__).with_name("train.json")
    found = [note["sentences"] for note in json.loads(path.read_text(encoding="utf-8"))]
    # What the standard fonts lack.
    return [
        [each.encode("latin-1", "replace").decode("latin-1") for each in note] for note in found
    ]
