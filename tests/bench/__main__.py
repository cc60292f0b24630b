"""`make bench`: measures the engine, the writers and the pages, and holds them to their limits.

Everything comes from one run on one machine, so that the ratios mean something anywhere. The exit
status is 1 when a limit is not kept. Nothing is asked of any other machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests.bench import (
    batches,
    calls,
    charts,
    code_search,
    coverage,
    engines,
    first_letter,
    lighthouse,
    packets,
    pdfs,
    remittances,
    word_files,
)
from tests.bench.first_letter import Visits
from tests.bench.jobs import growth
from tests.bench.place import open_place, packed_size, size
from tests.bench.report import Row, limits, table
from tests.tools import CHROMIUM_FLAGS, whole_chromium

ROUNDS = 5
RENDERS = 200
SEARCHES = 3
WORD_FILES = 60
PAGES = ("index.html", "appeal.html")

NOTES = """
First letters: from the start of the visit until the letter stands in the page, medians of {rounds}
rounds. One plain server on this machine sends everything: it compresses nothing and says nothing
about caching. All visits are in one open tab, with nothing of the others in memory. Plain Pyodide
runs in the page, with the engine's compiled wheels.
In each browser: a new window with an empty profile, medians of {browser_rounds} rounds.
Renders and Word files: the fullest example, medians of {renders} and of {files}. In the worker:
the whole round, from the page and back.
Bytes of the first letter: what was asked for until it stood there, some tables of data among it.
Jobs: from the page's asking until everything is there, after a first job that is not counted; once
for each size, and once more where their time seems to grow too fast. Memory is that of Python,
which never shrinks.
Coverage table: from an invented download of the real one's size, its lists cut into short runs.
Lighthouse: accessibility / best practices / performance, desktop preset, the same server.
"""


def main() -> int:
    """Measure, print, and give the exit status."""
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        program = whole_chromium() or playwright.chromium.executable_path
        with open_place(Path(folder)) as place:
            browser = playwright.chromium.launch(executable_path=program, args=flags)
            _say("Writing first letters")
            visits = first_letter.visit_all(browser, place, rounds=ROUNDS)
            _say("Writing letters again")
            preview: calls.Call = ("preview", {})
            word: calls.Call = ("letter", {"format": "word"})
            renders = calls.in_the_browser(browser, place, preview, RENDERS)
            browser_words = calls.in_the_browser(browser, place, word, WORD_FILES)
            day = {"route": "medicare_redetermination", "fields": {"denial_date": "3/30/2026"}}
            last_days = calls.in_the_browser(browser, place, ("deadline", day), RENDERS)
            searches = code_search.search(browser, place, rounds=SEARCHES)
            _say("Doing jobs")
            pdf = pdfs.measure(browser, place)
            remittance = remittances.measure(browser, place)
            batch = batches.measure(browser, place)
            packet = packets.measure(browser, place)
            chart = charts.measure(browser, place)
            browser.close()
            native_renders = calls.natively(preview, RENDERS)
            our_words, docxtpl_words = word_files.time_both(WORD_FILES)
            _say("Writing first letters in each browser")
            by_browser = engines.visit_in_each(playwright, place)
            _say("Making a coverage table")
            coverage_rows = coverage.rows(coverage.measure())
            _say("Asking Lighthouse")
            scores = {
                page: lighthouse.best_scores(place.address(f"site/{page}"), browser=program)
                for page in PAGES
            }
            rows = [
                *_first_letters(visits),
                *_bytes(visits),
                *_browsers(by_browser),
                _row("render in the worker", renders, "the same natively", native_renders),
                _row("last day in the worker", last_days, "a letter there", renders),
                *_searches(searches),
                _row("Word file natively", our_words, "docxtpl natively", docxtpl_words),
                _row("Word file in the worker", browser_words, "docxtpl natively", docxtpl_words),
                *pdfs.rows(pdf),
                *remittances.rows(remittance),
                *batches.rows(batch),
                *packets.rows(packet),
                *charts.rows(chart),
                *coverage_rows,
                *(
                    Row(what=f"Lighthouse, {page}", figure=" / ".join(map(str, score.values())))
                    for page, score in scores.items()
                ),
            ]
            found = limits(
                cold_ratio=_ratio(visits, "cold", "plain"),
                visit=size(visits.letter_files["cold"]),
                everything=size(visits.files["cold"]),
                render=median(renders),
                search=max(ours for ours, _ in searches.values()),
                last_day=median(last_days),
                index=code_search.index_bytes(place),
                first_pdf=pdf.first,
                later_pdf=pdf.later,
                record=chart.whole,
                growth={
                    "claim of the largest 835": growth(remittance.curve),
                    "letter of the largest batch": growth(batch.curve),
                    "page of the largest packet": growth(packet.curve),
                    "page of the largest record, read,": growth(chart.read),
                    "page of the largest record, offered from,": growth(chart.offer),
                },
                scores=scores,
                least=lighthouse.LEAST,
            )
    notes = NOTES.format(
        rounds=len(visits.rounds),
        browser_rounds=engines.ROUNDS,
        renders=RENDERS,
        files=WORD_FILES,
    )
    print(f"\n{table(rows)}\n{notes}")
    for limit in found:
        print("kept    " if limit.kept else "NOT KEPT", limit.sentence)
    return 0 if all(limit.kept for limit in found) else 1


def _first_letters(visits: Visits) -> list[Row]:
    names = {
        "cold": "first letter, cold",
        "warm": "first letter, browser's cache warm",
        "no-snapshot": "first letter, no snapshot",
        "floor": "floor: files arrive, nothing runs",
    }
    plain = f"plain Pyodide, {_time(visits, 'plain')}"
    rows = [
        Row(what=what, figure=_time(visits, way), ratio=_ratio(visits, way, "plain"), against=plain)
        for way, what in names.items()
    ]
    cold = Row(
        what=names["cold"],
        figure=_time(visits, "cold"),
        ratio=_ratio(visits, "cold", "floor"),
        against=f"the floor, {_time(visits, 'floor')}",
    )
    return [*rows, cold]


def _bytes(visits: Visits) -> list[Row]:
    plain = visits.files["plain"]
    whats = {"first letter": visits.letter_files, "everything, with the library": visits.files}
    return [
        Row(
            what=f"bytes, {what}, {server}",
            figure=f"{measure(files['cold']) / 1e6:.1f} MB",
            ratio=measure(files["cold"]) / measure(plain),
            against=f"plain Pyodide, {measure(plain) / 1e6:.1f} MB",
        )
        for what, files in whats.items()
        for server, measure in (("plain server", size), ("one that compresses", packed_size))
    ]


def _browsers(by_browser: dict[str, dict[str, float]]) -> list[Row]:
    ways = {
        "cold": "empty profile",
        "again": "from its own copy",
        "offline": "without a network",
        "disk": "from a disk",
    }
    return [
        Row(
            what=f"first letter, {browser}, {what}",
            figure=f"{times[way]:,.0f} ms",
            ratio=times[way] / times["plain"],
            against=f"plain Pyodide in {browser}, {times['plain']:,.0f} ms",
        )
        for browser, times in by_browser.items()
        for way, what in ways.items()
    ]


def _searches(searches: code_search.Searches) -> list[Row]:
    ours = [times[0] for times in searches.values()]
    theirs = [times[1] for times in searches.values()]
    slowest = max(searches, key=lambda text: searches[text][0])
    return [
        _row("search for codes in the worker", ours, "simple-icd-10-cm natively", theirs),
        Row(what=f"the slowest: “{slowest}”", figure=f"{searches[slowest][0]:.1f} ms"),
    ]


def _row(what: str, times: list[float], other: str, others: list[float]) -> Row:
    return Row(
        what=what,
        figure=f"{median(times):.1f} ms",
        ratio=median(times) / median(others),
        against=f"{other}, {median(others):.1f} ms",
    )


def _time(visits: Visits, way: str) -> str:
    return f"{median(times[way] for times in visits.rounds):,.0f} ms"


def _ratio(visits: Visits, way: str, other: str) -> float:
    """Compare within each round, where the machine was equally busy, and give the median."""
    return median(times[way] / times[other] for times in visits.rounds)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
