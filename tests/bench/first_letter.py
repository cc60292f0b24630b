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

import json
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
STANDS = "letter-stands"
"""What a page asks for when the letter stands there: it parts the requests in two."""
FEWEST = 3
PATIENCE = 80
"""The seconds after which no further round begins, if there were the fewest that make a median."""

Files = dict[str, list[Path]]
"""By the way that fetched them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """What was seen of all visits."""

    rounds: list[dict[str, float]]
    """The milliseconds of each way, round by round."""

    files: Files
    """The files that each way's first visit fetched, up to the end of all loading."""

    letter_files: Files
    """Those of them that were asked for until the letter stood there."""


def visit_all(browser: Browser, place: Place, *, rounds: int) -> Visits:
    """Go every way once unmeasured, then in rounds: fewer of them where they take too long."""
    context = browser.new_context(service_workers="block")
    stands = f"fetch({json.dumps(place.address(STANDS))})"
    says_so = f"bench.letter = bench.letter.then((time) => {stands}.then(() => time));"
    context.add_init_script(f"{place.script()}\n{says_so}")
    tab = Tab(page=context.new_page(), place=place)
    _, files, letter_files = tab.round()
    end = monotonic() + PATIENCE
    measured: list[dict[str, float]] = []
    while len(measured) < min(rounds, FEWEST) or (len(measured) < rounds and monotonic() < end):
        measured.append(tab.round()[0])
    context.close()
    return Visits(rounds=measured, files=files, letter_files=letter_files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """The open tab."""

    page: Page
    place: Place

    def round(self) -> tuple[dict[str, float], Files, Files]:
        """Go every way once; give the milliseconds, all files and those until the letter stood."""
        times: dict[str, float] = {}
        files: Files = {}
        letter_files: Files = {}
        for way, page in WAYS.items():
            since = self.place.asked()
            times[way] = self._visit(page, empty_cache=way != "warm")
            files[way] = self.place.files(since)
            letter_files[way] = self.place.files(since, self.place.asked_for(STANDS, since))
        _check(files)
        return times, files, letter_files

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


def _check(files: Files) -> None:
    """See that each way was the one it is called: only a start without snapshot takes wheels."""
    for way, expected in (("cold", False), ("no-snapshot", True)):
        if any(file.name.startswith("jinja2.") for file in files[way]) is not expected:
            raise SystemExit(f"The engine did not start the way that “{way}” is about.")
