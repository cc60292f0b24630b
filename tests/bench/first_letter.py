"""How long it takes until the first letter stands in the page, for each way to get there.

plain        the page that one writes first: Pyodide as its npm package is, and three wheels
cold         our form, with nothing in the browser's cache
warm         our form a second time; the server is asked whether each file is still the same
no-snapshot  our form, cold, where the memory snapshot is missing: it is tried, then Python starts
             without it
floor        the engine's three big files arriving, compiled and unpacked; no Python

Times begin with the visit and end when the letter stands in the page, by the page's own clock. The
ways take turns within a round, so that whatever else the machine does meets all of them; each visit
but `warm` has a browser context of its own, with an empty cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from playwright.sync_api import Browser, BrowserContext

from tests.bench.place import Place

__all__ = ["Visits", "visit_all"]

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
    files: dict[str, list[Path]] = {}
    _round(browser, place, files)
    end = monotonic() + PATIENCE
    measured: list[dict[str, float]] = []
    while len(measured) < min(rounds, FEWEST) or (len(measured) < rounds and monotonic() < end):
        measured.append(_round(browser, place, files))
    return Visits(rounds=measured, files=files)


def _round(browser: Browser, place: Place, files: dict[str, list[Path]]) -> dict[str, float]:
    pages = {
        "plain": "pages/plain.html",
        "cold": "site/appeal.html",
        "no-snapshot": "no-snapshot/appeal.html",
        "floor": "pages/floor.html",
    }
    times = {}
    for way, page in pages.items():
        since = place.asked()
        context = browser.new_context()
        context.add_init_script(place.script())
        times[way] = _visit(context, place.address(page))
        files[way] = place.files(since)
        if way == "cold":
            times["warm"] = _visit(context, place.address(page))
        context.close()
    _check(files)
    return times


def _visit(context: BrowserContext, address: str) -> float:
    """Give the milliseconds until the letter stood there; leave when everything has arrived."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    time: float = page.evaluate("() => bench.letter")
    if address.endswith("appeal.html"):
        page.get_by_text(LOADED).wait_for()
    page.close(run_before_unload=False)
    return time


def _check(files: dict[str, list[Path]]) -> None:
    """See that each way was the one it is called: only a start without snapshot takes wheels."""
    for way, expected in (("cold", False), ("no-snapshot", True)):
        if any(file.name.startswith("jinja2.") for file in files[way]) is not expected:
            raise SystemExit(f"The engine did not start the way that “{way}” is about.")
