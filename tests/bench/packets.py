"""How long a packet takes, beside pypdf's own appending of the same files.

The exhibits are invented files of 15 pages of text each. pypdf only puts them one after another:
it keeps whatever hangs on a file, and draws no stamp, no cover sheet and no letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from statistics import median
from time import perf_counter

from fpdf import FPDF
from playwright.sync_api import Browser
from pypdf import PdfWriter

from tests.bench.jobs import (
    Curve,
    Job,
    against,
    curve_rows,
    memory_row,
    natively,
    open_desk,
)
from tests.bench.place import Place
from tests.bench.report import Row
from tests.letters.examples import EVERYTHING

__all__ = ["AIM", "SIZES", "Packets", "by_pypdf", "job", "make_exhibits", "measure", "rows"]

SIZES = (75, 150, 300, 600)
AIM = 300
"""The pages of the packet that all is compared by."""
PAGES = 15
LINES = 45
RUNS = 5
"""Of what is natively quick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packets:
    """What a packet of `AIM` pages took, in seconds, and the curve around it."""

    curve: Curve
    """In the browser."""
    native: float
    pypdf: float
    """Natively."""
    before: int
    after: int
    """The bytes of Python's memory in the worker, after the packet of `AIM` pages."""


def make_exhibits(pages: int) -> list[bytes]:
    """Make files that have so many pages together."""
    return [_exhibit(number) for number in range(pages // PAGES)]


def job(exhibits: Sequence[bytes]) -> Job:
    """Give the job that makes a packet of these files."""
    listed = [
        {"name": f"Example {number}", "pages": "", "file": number}
        for number in range(len(exhibits))
    ]
    payload = {"fields": EVERYTHING, "exhibits": listed, "cover": {"kind": "cover"}}
    return Job(name="packet", payload=payload, files=exhibits)


def by_pypdf(exhibits: Sequence[bytes]) -> bytes:
    """Put the files one after another with pypdf alone."""
    writer, result = PdfWriter(), BytesIO()
    for content in exhibits:
        writer.append(BytesIO(content))
    writer.write(result)
    return result.getvalue()


def measure(browser: Browser, place: Place, sizes: Sequence[int] = SIZES) -> Packets:
    """Make packets of these sizes; `AIM` has to be one of them."""
    files = {size: make_exhibits(size) for size in sizes}
    with open_desk(browser, place) as desk:
        done = desk.curve({size: job(exhibits) for size, exhibits in files.items()})
    for size, one in done.items():
        if one.answer.get("pages", 0) <= size:
            raise SystemExit(f"A packet of {size} pages was not made.")
    return Packets(
        curve={size: one.seconds for size, one in done.items()},
        native=median(natively(job(files[AIM])).seconds for _ in range(RUNS)),
        pypdf=median(_time_pypdf(files[AIM]) for _ in range(RUNS)),
        before=desk.memory,
        after=done[AIM].memory,
    )


def rows(found: Packets) -> list[Row]:
    """Give what was measured, as lines of the bench's table."""
    what, seconds = f"packet of {AIM} pages", found.curve[AIM]
    return [
        against(f"{what}, in the worker", seconds, "pypdf's append natively", found.pypdf),
        against(f"{what}, in the worker", seconds, "the same natively", found.native),
        against(f"{what}, natively", found.native, "pypdf's append natively", found.pypdf),
        *curve_rows("packet of {:,} pages, in the worker", found.curve),
        memory_row(what, found.before, found.after),
    ]


def _time_pypdf(exhibits: Sequence[bytes]) -> float:
    start = perf_counter()
    by_pypdf(exhibits)
    return perf_counter() - start


def _exhibit(number: int) -> bytes:
    file = FPDF(format="letter")
    file.set_font("helvetica", size=10)
    for page in range(PAGES):
        file.add_page()
        for line in range(LINES):
            text = f"File {number}, page {page}, line {line}: an invented note about an Example."
            file.text(20, 20 + 5 * line, text)
    return bytes(file.output())
