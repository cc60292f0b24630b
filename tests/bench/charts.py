"""How long a record takes, from the file to its sentences in order, and how its time grows.

The records are printed from the invented notes, with headers and footers (`evidence/records.py`).
Reading is one job, offering and matching are those that the page asks for next.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser

from m1appeals.browser import begin
from m1appeals.evidence.offering.scoring import KINDS
from tests.bench.evidence.records import record_pdf
from tests.bench.jobs import Curve, Job, against, curve_rows, memory_row, natively, open_desk
from tests.bench.place import Place
from tests.bench.report import Row
from tests.evidence_records import CRITERIA
from tests.letters.examples import EVERYTHING

__all__ = ["AIM", "SIZES", "Charts", "jobs", "measure", "rows"]

SIZES = (75, 150, 300)
AIM = 300
"""The pages of the record that all is compared by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """What a record of `AIM` pages took, in seconds, and the curve around it."""

    read: Curve
    offer: Curve
    """In the browser: reading, and then offering."""
    match: float
    native: float
    """All three natively."""
    sentences: int
    before: int
    after: int
    """The bytes of Python's memory in the worker, after the record of `AIM` pages."""

    @property
    def whole(self) -> float:
        """The seconds from the file to its sentences in order, in the browser."""
        return self.read[AIM] + self.offer[AIM] + self.match


def jobs(content: bytes) -> tuple[Job, Job, Job]:
    """Give the jobs that read a record, offer its sentences, and match them with criteria."""
    reading = Job(name="read_records", payload={}, files=[content])
    record = next(part["record"] for part in _parts(reading) if "record" in part)
    text: str = record["text"]
    sentences = [
        [note, " ".join(text[start:end].split())] for start, end, note, _ in record["sentences"]
    ]
    given = [{"sentences": sentences, "people": record["people"]}]
    offering = Job(name="offer", payload={"fields": EVERYTHING, "records": given})
    answer = natively(offering).answer
    offers = answer["offers"]
    matching = Job(
        name="match_criteria",
        payload={
            "criteria": [line for line in CRITERIA.splitlines() if line[:1].isdigit()],
            "sentences": [sentences[one["sentence"]][1] for one in offers],
            "kinds": [one["kind"] for one in offers],
            "scores": [one["score"] for one in offers],
        },
    )
    return reading, offering, matching


def measure(browser: Browser, place: Place, sizes: Sequence[int] = SIZES) -> Charts:
    """Read, offer and match records of these sizes; `AIM` has to be one of them."""
    work = {size: jobs(record_pdf(size)) for size in sizes}
    with open_desk(browser, place) as desk:
        read = desk.curve({size: each[0] for size, each in work.items()})
        offer = desk.curve({size: each[1] for size, each in work.items()})
        match = desk.work(work[AIM][2])
    return Charts(
        read={size: one.seconds for size, one in read.items()},
        offer={size: one.seconds for size, one in offer.items()},
        match=match.seconds,
        native=sum(natively(job).seconds for job in work[AIM]),
        sentences=len(work[AIM][1].payload["records"][0]["sentences"]),
        before=desk.memory,
        after=match.memory,
    )


def rows(found: Charts) -> list[Row]:
    """Give what was measured, as lines of the bench's table."""
    what = f"record of {AIM} pages, {found.sentences:,} sentences"
    return [
        against(f"{what}, in the worker", found.whole, "the same natively", found.native),
        *curve_rows("record of {:,} pages read, in the worker", found.read),
        *curve_rows("record of {:,} pages offered from, in the worker", found.offer),
        Row(what=f"{what}, {len(KINDS)} kinds, matched", figure=f"{found.match:.2f} s"),
        memory_row(what, found.before, found.after),
    ]


def _parts(job: Job) -> list[dict[str, Any]]:
    task = begin(job.name, job.json(), job.files)
    parts: list[dict[str, Any]] = []
    while True:
        said = json.loads(task.step()[0])
        if "answer" in said:
            return parts
        parts.append(said["part"])
