"""The first letter in each browser that people have: on a server, from the browser's own copy,
without a network, from a disk; beside plain Pyodide in the same browser.

Each browser starts with an empty profile, so that a cold visit is cold. It visits a copy of the
site whose form begins with the bench's own script, which types the answers and tells the time: of
these browsers only Chromium could be given it in another way.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median
from typing import Protocol

from playwright.sync_api import Playwright, expect

from tests.bench.place import Place
from tests.browsers.browsers import BROWSERS, screen
from tests.journeys.server import serve
from tests.journeys.versions import relist
from tests.tools import CHROMIUM_FLAGS, missing_for_browsers, whole_chromium

__all__ = ["ROUNDS", "visit_in_each"]

ROUNDS = 3
GIVEN = "given.js"
LOADED = "Everything is loaded."
TIME = "async () => await bench.letter"


class Tab(Protocol):
    """What is needed of a browser."""

    def open(self, address: str) -> None:
        """Go to an address."""

    def run(self, script: str) -> object:
        """Run a function in the page and give what it returns."""

    def wait_for(self, text: str) -> None:
        """Wait until a text is to be read on the page."""


Start = Callable[[Path], AbstractContextManager[Tab]]


def visit_in_each(playwright: Playwright, place: Place) -> dict[str, dict[str, float]]:
    """Give the milliseconds of each way by browser: medians of the rounds."""
    _prepare(place)
    with _browsers(playwright) as browsers:
        return {name: _visit(start, place, name) for name, start in browsers.items()}


def _prepare(place: Place) -> None:
    """Lay out a copy of the site that tells the time, and plain Pyodide's page the same way."""
    script = place.script()
    timed = shutil.copytree(place.folder / "site", place.folder / "timed")
    (timed / GIVEN).write_text(script, encoding="utf-8")
    (place.folder / "pages" / GIVEN).write_text(script, encoding="utf-8")
    _begin_with_it(timed / "appeal.html", timed / "appeal.html")
    pages = place.folder / "pages"
    _begin_with_it(pages / "plain.html", pages / "timed-plain.html")
    relist(timed)


def _begin_with_it(page: Path, timed: Path) -> None:
    text = page.read_text(encoding="utf-8")
    script = f'<script src="{GIVEN}"></script><title>'
    timed.write_text(text.replace("<title>", script, 1), encoding="utf-8")


def _visit(start: Start, place: Place, name: str) -> dict[str, float]:
    rounds = [_round(start, place, place.folder / f"{name}-{number}") for number in range(ROUNDS)]
    return {way: median(times[way] for times in rounds) for way in rounds[0]}


def _round(start: Start, place: Place, folder: Path) -> dict[str, float]:
    times = {}
    with start(folder / "plain") as tab:
        tab.open(place.address("pages/timed-plain.html"))
        times["plain"] = _time(tab)
    with start(folder / "site") as tab:
        with serve(place.folder) as served:  # one that ends before the last visit
            address = f"{served.address}timed/appeal.html"
            for way in ("cold", "again"):
                tab.open(address)
                times[way] = _time(tab)
                tab.wait_for(LOADED)
        tab.open(address)
        times["offline"] = _time(tab)
    with start(folder / "disk") as tab:
        tab.open((place.folder / "timed" / "appeal.html").as_uri())
        times["disk"] = _time(tab)
    return times


def _time(tab: Tab) -> float:
    time = tab.run(TIME)
    assert isinstance(time, int | float)
    return float(time)


@contextmanager
def _browsers(playwright: Playwright) -> Iterator[dict[str, Start]]:
    """Give the ways to start each browser that is installed."""
    starts: dict[str, Start] = {"chromium": lambda folder: _chromium(playwright, folder)}
    if missing := missing_for_browsers():
        print(f"Not installed: {', '.join(missing)}. Firefox and WebKit are left out.")
        yield starts
        return
    with screen() as display:
        for name in BROWSERS:
            starts[name] = _starter(name, display)
        yield starts


def _starter(name: str, display: str) -> Start:
    @contextmanager
    def start(folder: Path) -> Iterator[Tab]:
        folder.mkdir(parents=True)
        with BROWSERS[name](folder=folder, display=display) as browser:
            yield browser.page

    return start


@contextmanager
def _chromium(playwright: Playwright, folder: Path) -> Iterator[Tab]:
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=whole_chromium(), args=flags
    )
    page = context.new_page()

    class Chromium:
        def open(self, address: str) -> None:
            page.goto(address, wait_until="domcontentloaded")

        def run(self, script: str) -> object:
            found: object = page.evaluate(script)
            return found

        def wait_for(self, text: str) -> None:
            expect(page.get_by_text(text)).to_be_visible(timeout=60_000)

    yield Chromium()
    context.close()
