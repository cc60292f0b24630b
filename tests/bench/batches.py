"""How long it takes to write many letters into one ZIP; as Word files, beside docxtpl's.

All are of the fullest example, each with a claim number of its own. docxtpl fills the template of
`word_files.py` and makes no ZIP; a few of its files are enough to know how many it makes a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from playwright.sync_api import Browser

from tests.bench.jobs import Curve, Job, curve_rows, memory_row, natively, open_desk
from tests.bench.place import Place
from tests.bench.report import Row
from tests.bench.word_files import VALUES, by_docxtpl, template
from tests.letters.examples import EVERYTHING

__all__ = ["PDFS", "SIZES", "Batches", "job", "measure", "rows"]

SIZES = (125, 250, 500, 1_000)
PDFS = 100
DOCXTPL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Batches:
    """Seconds of the largest batch and of the PDFs, and what a second of docxtpl's gives."""

    curve: Curve
    """Word files in the browser."""
    native: float
    docxtpl: float
    """Letters a second."""
    pdfs: float
    native_pdfs: float
    before: int
    after: int
    """The bytes of Python's memory in the worker, after the Word files."""


def job(count: int, format_: str) -> Job:
    """Give the job that writes so many letters."""
    items = [
        {"fields": {**EVERYTHING, "claim_number": f"EX{number:06}"}, "exhibits": []}
        for number in range(count)
    ]
    options = {"formats": [format_], "naming": "claim", "cover": {"kind": "none"}}
    return Job(name="batch", payload={"items": items, **options})


def measure(browser: Browser, place: Place, sizes: Sequence[int] = SIZES) -> Batches:
    """Write batches of these sizes, then the PDFs."""
    with open_desk(browser, place) as desk:
        done = desk.curve({size: job(size, "word") for size in sizes})
    with open_desk(browser, place) as other:
        pdfs = other.work(job(PDFS, "pdf"))
    for size, one in (*done.items(), (PDFS, pdfs)):
        if one.answer["written"] != size:
            raise SystemExit(f"Of {size} letters {one.answer['written']} were written.")
    return Batches(
        curve={size: one.seconds for size, one in done.items()},
        native=natively(job(sizes[-1], "word")).seconds,
        docxtpl=_by_docxtpl(),
        pdfs=pdfs.seconds,
        native_pdfs=natively(job(PDFS, "pdf")).seconds,
        before=desk.memory,
        after=done[sizes[-1]].memory,
    )


def rows(found: Batches) -> list[Row]:
    """Give what was measured, as lines of the bench's table."""
    most = max(found.curve)
    ours, native = most / found.curve[most], most / found.native
    pdfs, native_pdfs = PDFS / found.pdfs, PDFS / found.native_pdfs
    what = f"ZIP of {most:,} Word files"
    return [
        _against(f"{what}, in the worker", ours, "docxtpl natively", found.docxtpl),
        _against(f"{what}, in the worker", ours, "the same natively", native),
        _against(f"{what}, natively", native, "docxtpl natively", found.docxtpl),
        *curve_rows("ZIP of {:,} Word files, in the worker", found.curve),
        memory_row(what, found.before, found.after),
        _against(f"ZIP of {PDFS} PDFs, in the worker", pdfs, "the same natively", native_pdfs),
    ]


def _by_docxtpl() -> float:
    letter = template()
    start = perf_counter()
    for _ in range(DOCXTPL):
        by_docxtpl(letter, VALUES)
    return DOCXTPL / (perf_counter() - start)


def _against(what: str, speed: float, other: str, others: float) -> Row:
    """Compare letters a second; the ratio is that of times, as everywhere."""
    return Row(
        what=what,
        figure=f"{speed:.1f} a second",
        ratio=others / speed,
        against=f"{other}, {others:.1f} a second",
    )
