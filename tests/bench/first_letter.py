"""How long it takes until the first letter stands in the page, for each way to get there.

plain        the page that one writes first: Pyodide as its npm package is, and three wheels
cold         our form, with nothing in the browser's cache
warm         our form a second time; the server is asked whether each file is still the same
no-snapshot  our form, cold, where the memory snapshot is missing: it is tried, then Python starts
             without it
floor        the engine's three big files arriving, compiled and unpacked; no Python

Times begin with the visit and end when the letter stands in the page, by the page's own clock. The
ways take turns within a round, so that whatever else the machine does meets all of them. All visits
are in one tab that is open already, as a user's is: what a browser does to open a window is no part
of a visit, and takes long enough to hide one. Before each, what the last one left in memory is
given up, because the browser would use its compiled WebAssembly again. Before each but `warm` its
cache is emptied too. No service worker is let in: the second cold visit would be answered from its
copy; `engines.py` measures that.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from playwright.sync_api import Browser, Page

from tests.bench.place import Place

__all__ = ["Visits", "visit_all"]

WAYS = {
    "plain": "pages/plain.html",
    "cold": "site/appeal.html",
    "warm": "site/appeal.html",
    "no-snapshot": "no-snapshot/appeal.html",
    "floor": "pages/floor.html",
}
LOADED = "Everything is loaded."
FEWEST = 3
PATIENCE = 80
"""The seconds after which no further round begins, if there were the fewest that make a median."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """What was seen of all visits."""

    rounds: list[dict[str, float]]
    """The milliseconds of each way, round by round."""

    files: dict[str, list[Path]]
    """The files that each way's first visit fetched, up to the end of all loading."""


def visit_all(browser: Browser, place: Place, *, rounds: int) -> Visits:
    """Go every way once unmeasured, then in rounds: fewer of them where they take too long."""
    context = browser.new_context(service_workers="block")
    context.add_init_script(place.script())
    tab = Tab(page=context.new_page(), place=place)
    files = tab.round()[1]
    end = monotonic() + PATIENCE
    measured: list[dict[str, float]] = []
    while len(measured) < min(rounds, FEWEST) or (len(measured) < rounds and monotonic() < end):
        measured.append(tab.round()[0])
    context.close()
    return Visits(rounds=measured, files=files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """The open tab."""

    page: Page
    place: Place

    def round(self) -> tuple[dict[str, float], dict[str, list[Path]]]:
        """Go every way once; give the milliseconds and the files of each."""
        times, files = {}, {}
        for way, page in WAYS.items():
            since = self.place.asked()
            times[way] = self._visit(page, empty_cache=way != "warm")
            files[way] = self.place.files(since)
        _check(files)
        return times, files

    def _visit(self, address: str, *, empty_cache: bool) -> float:
        """Give the milliseconds until the letter stood there, once everything has arrived."""
        self.page.goto("about:blank")
        self.page.request_gc()
        if empty_cache:
            self.page.context.new_cdp_session(self.page).send("Network.clearBrowserCache")
        self.page.goto(self.place.address(address), wait_until="commit")
        time: float = self.page.evaluate("() => bench.letter")
        if address.endswith("appeal.html"):
            self.page.get_by_text(LOADED).wait_for()
        return time


def _check(files: dict[str, list[Path]]) -> None:
    """See that each way was the one it is called: only a start without snapshot takes wheels."""
    for way, expected in (("cold", False), ("no-snapshot", True)):
        if any(file.name.startswith("jinja2.") for file in files[way]) is not expected:
            raise SystemExit(f"The engine did not start the way that “{way}” is about.")
