"""Times jobs: what takes long, done in steps.

In the browser a time is that of the whole, from the page's asking until everything is there;
natively it is that of the same steps in this Python, their JSON read as the page reads it. Each
group of measures has a page of its own, with a fresh engine. Memory is that of Python in the
worker, which grows and never shrinks: so after a job it is the most that was needed so far.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, Page

from m1appeals.browser import begin, handle
from tests.bench.place import Place
from tests.bench.report import GROWTH_AT_MOST, Row
from tests.fonts import tables
from tests.letters.examples import TODAY

__all__ = [
    "Curve", "Desk", "Done", "Job", "against", "curve_rows", "growth", "memory_row", "natively",
    "open_desk",
]  # fmt: skip

Curve = Mapping[int, float]
"""The seconds of a job by its size, from the smallest."""

MEASURABLE = 0.3
"""The seconds below which a time says more about the machine than about the job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to be done."""

    name: str
    payload: Mapping[str, Any]
    files: Sequence[bytes] = ()

    def json(self) -> str:
        """Give the payload as it is sent."""
        return json.dumps({"today": TODAY.isoformat(), **self.payload})


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a job."""

    seconds: float
    answer: Mapping[str, Any]
    claims: int
    """How many were received."""
    bytes: int
    memory: int = 0
    """The bytes of Python's memory in the worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A page whose engine has everything."""

    page: Page
    place: Place
    memory: int
    """The bytes of Python's memory before any job."""

    def work(self, job: Job) -> Done:
        """Do a job in the worker."""
        addresses = [self.place.serve_bytes(content) for content in job.files]
        given = [job.name, job.json(), addresses]
        found = self.page.evaluate("([job, payload, files]) => timeJob(job, payload, files)", given)
        return Done(seconds=found.pop("time") / 1000, **found)

    def curve(self, jobs: Mapping[int, Job]) -> dict[int, Done]:
        """Do jobs of growing sizes, once what only a first job does has been done.

        Another program that takes the processor can only make a job slower. So where they seem to
        grow too fast all are done once more, and the faster one of each size counts.
        """
        self.work(jobs[min(jobs)])
        done = {size: self.work(job) for size, job in jobs.items()}
        if growth({size: one.seconds for size, one in done.items()}) <= GROWTH_AT_MOST:
            return done
        return {
            size: replace(done[size], seconds=min(done[size].seconds, self.work(job).seconds))
            for size, job in jobs.items()
        }


@contextmanager
def open_desk(browser: Browser, place: Place) -> Iterator[Desk]:
    """Open a fresh page and wait until its engine has everything."""
    context = browser.new_context()
    context.add_init_script(place.script())
    page = context.new_page()
    page.goto(place.address("pages/jobs.html"))
    yield Desk(page=page, place=place, memory=page.evaluate("() => whenComplete()"))
    context.close()


def natively(job: Job) -> Done:
    """Do a job in this Python."""
    for name, content in tables().items():
        handle("table", json.dumps({"name": name}), content)
    payload = job.json()
    claims = size = 0
    start = perf_counter()
    task = begin(job.name, payload, job.files)
    while True:
        text, content = task.step()
        said = json.loads(text)
        size += len(content)
        if "answer" in said:
            seconds = perf_counter() - start
            return Done(seconds=seconds, answer=said["answer"], claims=claims, bytes=size)
        claims += len(said["part"].get("claims", ()))


def growth(curve: Curve) -> float:
    """Give how much more one costs at the largest size than at the smallest that was measurable."""
    first, largest = _first(curve), max(curve)
    return (curve[largest] / largest) / (curve[first] / first)


def curve_rows(what: str, curve: Curve) -> list[Row]:
    """Give a row for each size; `what` has a place for it. A ratio of 1 is a straight line."""
    first = _first(curve)
    each = curve[first] / first
    return [
        Row(
            what=what.format(size),
            figure=f"{seconds:.1f} s",
            ratio=seconds / size / each,
            against=f"a straight line from {first:,}, {each * size:.1f} s",
        )
        for size, seconds in curve.items()
    ]


def against(what: str, seconds: float, other: str, others: float) -> Row:
    """Compare the seconds of two ways."""
    return Row(
        what=what,
        figure=f"{seconds:.1f} s",
        ratio=seconds / others,
        against=f"{other}, {others:.1f} s",
    )


def memory_row(what: str, before: int, after: int) -> Row:
    """Say how much memory Python has in the worker after a job."""
    return Row(
        what=f"{what}, memory of the worker",
        figure=f"{after / 1e6:.0f} MB",
        ratio=after / before,
        against=f"before any job, {before / 1e6:.0f} MB",
    )


def _first(curve: Curve) -> int:
    """Give the smallest size that was measurable, but never the largest of all."""
    *smaller, _ = curve
    return next((size for size in smaller if curve[size] >= MEASURABLE), smaller[-1])
