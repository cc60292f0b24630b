"""How long it takes to find diagnosis codes while one types, in the worker and by simple-icd-10-cm.

The package has no search: what is timed is the plain way with it, every description looked through
for all words, with the descriptions in a list beforehand.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from statistics import median
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser

from tests.bench.calls import time_in_the_browser
from tests.bench.place import Place

__all__ = ["Searches", "index_bytes", "search"]

TYPED = (
    "radiculopathy lumbar",
    "type 2 diabetes kidney",
    "closed fracture right radius initial",
    "other unspecified with",  # in many codes each, together in few
    "high blood pressure",  # in no description
    "m54.16",
)
MOST = 20

Searches = dict[str, tuple[float, float]]
"""Milliseconds in the worker and natively with the package, by what was typed so far."""


def search(
    browser: Browser, place: Place, *, rounds: int, typed: Sequence[str] = TYPED
) -> Searches:
    """Search for every beginning of what is typed, a few times each; give medians."""
    texts = [text[:length] for text in typed for length in range(1, len(text) + 1)]
    payloads: list[dict[str, Any]] = [{"text": text, "most": MOST} for text in texts] * rounds
    ours = time_in_the_browser(browser, place, "find_codes", payloads)
    theirs = _by_the_package(texts)
    return {
        text: (median(ours[number :: len(texts)]), theirs[number])
        for number, text in enumerate(texts)
    }


def index_bytes(place: Place) -> int:
    """Give the bytes of the index as it is served."""
    bundle = place.folder / "site" / "assets" / "m1" / "engine" / "bundle"
    manifest = json.loads((bundle / "manifest.json").read_text())
    return sum(int(table["bytes"]) for table in manifest["files"]["tables"])


def _by_the_package(texts: list[str]) -> list[float]:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # the package's own, as it reads its data
        import simple_icd_10_cm as package  # type: ignore[import-untyped]

    codes = [code for code in package.get_all_codes() if package.is_leaf(code)]
    described = [(code, package.get_description(code).lower()) for code in codes]
    times = []
    for text in texts:
        start = perf_counter()
        words = text.lower().split()
        found = [c for c, said in described if all(w in said or w in c.lower() for w in words)]
        found[:MOST]
        times.append(1000 * (perf_counter() - start))
    return times
