"""How long a letter as a PDF takes: the first on a fresh page, and the later ones.

The first one imports what writes PDFs, and reads the fonts. It is asked for when everything has
arrived. All are of the fullest example.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser

from tests.bench.jobs import Desk, Job, open_desk
from tests.bench.place import Place
from tests.bench.report import Row
from tests.letters.examples import EVERYTHING

__all__ = ["LATER", "PAGES", "Pdfs", "measure", "rows"]

PAGES = 3
LATER = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdfs:
    """Medians, in milliseconds."""

    first: float
    later: float


def measure(browser: Browser, place: Place) -> Pdfs:
    """Open some pages for their first PDFs; write the later ones on the last."""
    first = []
    for _ in range(PAGES):
        with open_desk(browser, place) as desk:
            first.append(_write(desk, 0))
            later = [_write(desk, number) for number in range(1, LATER + 1) if len(first) == PAGES]
    return Pdfs(first=median(first), later=median(later))


def rows(found: Pdfs) -> list[Row]:
    """Give what was measured, as lines of the bench's table."""
    return [
        Row(
            what="first PDF of a page, in the worker",
            figure=f"{found.first:,.0f} ms",
            ratio=found.first / found.later,
            against=f"a later one, {found.later:,.0f} ms",
        )
    ]


def _write(desk: Desk, number: int) -> float:
    fields = {**EVERYTHING, "claim_number": f"EX{number}"}
    done = desk.work(Job(name="pdf", payload={"fields": fields}))
    if not done.bytes:
        raise SystemExit("A letter was not made into a PDF.")
    return 1000 * done.seconds
