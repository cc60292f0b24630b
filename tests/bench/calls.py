"""How long the engine takes to write one letter, once it runs.

Each call is of the fullest example with another claim number, as when someone types. In the browser
a time is that of the whole round, from the page to the worker and back; natively it is that of the
same function, `m1appeals.browser.handle`, in this Python.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser

from m1appeals.browser import handle, warm
from tests.bench.place import Place
from tests.letters.examples import EVERYTHING, TODAY

__all__ = ["Call", "in_the_browser", "natively", "time_in_the_browser"]

Call = tuple[str, dict[str, Any]]
"""What the engine is asked, and what goes with it besides the form."""


def in_the_browser(browser: Browser, place: Place, call: Call, times: int) -> list[float]:
    """Give the milliseconds of each call in the worker."""
    return time_in_the_browser(browser, place, call[0], list(_payloads(call, times)))


def time_in_the_browser(
    browser: Browser, place: Place, call: str, payloads: list[dict[str, Any]]
) -> list[float]:
    """Give the milliseconds of each payload's call in the worker."""
    context = browser.new_context()
    context.add_init_script(place.script())
    page = context.new_page()
    page.goto(place.address("pages/calls.html"))
    measured: list[float] = page.evaluate(
        "([call, payloads]) => timeCalls(call, payloads)", [call, payloads]
    )
    context.close()
    return measured


def natively(call: Call, times: int) -> list[float]:
    """Give the milliseconds of each call in this Python."""
    warm()
    measured = []
    for payload in _payloads(call, times):
        start = perf_counter()
        json.loads(handle(call[0], json.dumps(payload), b"")[0])
        measured.append(1000 * (perf_counter() - start))
    return measured


def _payloads(call: Call, times: int) -> Iterator[dict[str, Any]]:
    for number in range(times):
        form = {**EVERYTHING, "claim_number": f"EX{number}"}
        yield {"fields": form, "today": TODAY.isoformat(), **call[1]}
