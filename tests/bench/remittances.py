"""How long it takes to list the claims of an 835, beside pyx12's own reader.

The reader gives segments and makes nothing of them: it shows which part of the time is reading. In
the browser it runs in the page, in plain Pyodide. Of the claims one in ten is denied, and each has
six services, which makes the file of 20,000 one of 10 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from time import perf_counter

from playwright.sync_api import Browser
from pyx12.x12file import X12Reader

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
from tests.remittances import make_835, many_claims

__all__ = ["SIZES", "Remittances", "job", "make_file", "measure", "rows", "segments"]

SIZES = (2_500, 5_000, 10_000, 20_000)
_PERIOD = (("232", date(2026, 3, 4)), ("233", date(2026, 3, 4)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remittances:
    """What the largest file took, in seconds, and the curve up to it."""

    size: int
    """Of the file, in bytes."""
    curve: Curve
    """In the browser."""
    native: float
    reader: float
    """pyx12's, in plain Pyodide."""
    native_reader: float
    before: int
    after: int
    """The bytes of Python's memory in the worker."""


def make_file(count: int) -> bytes:
    """Give an 835 of so many claims."""
    claims = [
        replace(claim, charge="1500", services=claim.services * 3, days=_PERIOD)
        for claim in many_claims(count)
    ]
    return make_835(claims).encode()


def job(content: bytes) -> Job:
    """Give the job that lists the claims of a file."""
    return Job(name="remittance", payload={"names": ["example.835"]}, files=[content])


def segments(content: bytes) -> int:
    """Count the segments of a file with pyx12 alone."""
    return sum(1 for _ in X12Reader(StringIO(content.decode())))


def measure(browser: Browser, place: Place, sizes: Sequence[int] = SIZES) -> Remittances:
    """Read files of these sizes; the last is the one that all is compared by."""
    jobs = {size: job(make_file(size)) for size in sizes}
    (largest,) = jobs[sizes[-1]].files
    with open_desk(browser, place) as desk:
        done = desk.curve(jobs)
    for size, one in done.items():
        if (one.claims, one.answer["notes"], one.answer["read"]) != (size, [], size):
            raise SystemExit(f"Of {size} claims {one.claims} were listed.")
    start = perf_counter()
    segments(largest)
    return Remittances(
        size=len(largest),
        curve={size: one.seconds for size, one in done.items()},
        native_reader=perf_counter() - start,
        native=natively(jobs[sizes[-1]]).seconds,
        reader=_read_in_pyodide(browser, place, largest),
        before=desk.memory,
        after=done[sizes[-1]].memory,
    )


def rows(found: Remittances) -> list[Row]:
    """Give what was measured, as lines of the bench's table."""
    claims, seconds = max(found.curve), found.curve[max(found.curve)]
    what = f"835 of {found.size / 1e6:.1f} MB, {claims:,} claims"
    return [
        against(f"{what}, in the worker", seconds, "pyx12's reader in plain Pyodide", found.reader),
        against(f"{what}, in the worker", seconds, "pyx12's reader natively", found.native_reader),
        against(f"{what}, in the worker", seconds, "the same natively", found.native),
        against(f"{what}, natively", found.native, "pyx12's reader natively", found.native_reader),
        *curve_rows("835 of {:,} claims, in the worker", found.curve),
        memory_row(f"835 of {claims:,} claims", found.before, found.after),
    ]


def _read_in_pyodide(browser: Browser, place: Place, content: bytes) -> float:
    context = browser.new_context()
    context.add_init_script(place.script())
    page = context.new_page()
    page.goto(place.address("pages/reader.html"))
    address = place.serve_bytes(content)
    found = page.evaluate("(address) => timeReading(address)", address)
    context.close()
    if found["segments"] != segments(content):
        raise SystemExit("pyx12 reads another number of segments in Pyodide than natively.")
    return float(found["time"]) / 1000
