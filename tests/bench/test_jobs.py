from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from pypdf import PdfReader

from m1appeals.browser import begin
from tests.bench import batches, packets, remittances
from tests.bench.jobs import Desk, Done, Job, curve_rows, growth, natively


def made(job: Job) -> bytes:
    """Do a job and give its file."""
    task = begin(job.name, job.json(), job.files)
    content = b""
    while True:
        text, piece = task.step()
        content += piece
        if text.startswith('{"answer"'):
            return content


def test_the_reader_and_the_job_read_the_same_file() -> None:
    content = remittances.make_file(20)
    done = natively(remittances.job(content))
    assert (done.claims, done.answer["notes"], done.answer["read"]) == (20, [], 20)
    assert remittances.segments(content) == content.count(b"~")


def test_a_file_of_twenty_thousand_claims_has_ten_megabytes() -> None:
    assert len(remittances.make_file(1_000)) * 20 == pytest.approx(10e6, rel=0.02)


@pytest.mark.parametrize(("format_", "ending"), [("word", "docx"), ("pdf", "pdf")])
def test_a_batch_holds_every_letter(format_: str, ending: str) -> None:
    job = batches.job(3, format_)
    natively(job)
    with zipfile.ZipFile(io.BytesIO(made(job))) as archive:
        assert sum(name.endswith(f".{ending}") for name in archive.namelist()) == 3


def test_a_packet_holds_the_pages_that_pypdf_appends() -> None:
    exhibits = packets.make_exhibits(30)
    job = packets.job(exhibits)
    natively(job)
    theirs = texts(packets.by_pypdf(exhibits))
    ours = texts(made(job))[-30:]
    assert all(page in other for page, other in zip(theirs, ours, strict=True))
    assert "line 44" in theirs[-1]


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize(
    ("curve", "times"),
    [
        ({10: 1.0, 20: 2.0, 40: 4.0}, 1),
        ({10: 1.0, 20: 4.0, 40: 16.0}, 4),
        # The smallest is over before it can be measured; the next is the one to compare with.
        ({10: 0.1, 20: 0.4, 40: 1.6}, 2),
        ({10: 0.01, 20: 0.02, 40: 0.08}, 2),
    ],
)
def test_growth_is_what_one_costs_more_in_the_largest_job(
    curve: dict[int, float], times: float
) -> None:
    assert growth(curve) == pytest.approx(times)
    rows: list[Any] = curve_rows("{:,} claims", curve)
    assert rows[-1].ratio == pytest.approx(times)


class ToldDesk(Desk):
    """A desk whose jobs take as long for each as they say, from one time to the next."""

    def work(self, job: Job) -> Done:
        size, times = job.payload["size"], job.payload["times"]
        return Done(seconds=size * times.pop(0), answer={}, claims=0, bytes=0)


@pytest.mark.parametrize(("slow", "times"), [([2, 1], 1), ([2, 2], 2)])
def test_jobs_that_grow_too_fast_are_done_once_more(slow: list[float], times: float) -> None:
    place: Any = None
    desk = ToldDesk(page=place, place=place, memory=0)
    done = desk.curve(
        {
            10: Job(name="", payload={"size": 10, "times": [1, 1, 1]}),
            40: Job(name="", payload={"size": 40, "times": list(slow)}),
        }
    )
    assert growth({size: one.seconds for size, one in done.items()}) == times
