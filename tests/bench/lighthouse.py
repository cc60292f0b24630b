"""What Lighthouse says of a page, with its desktop preset.

Lighthouse is a Node package with a lock file of its own in this folder, so that `make test` does
not have to install it. It tells nobody of its use, and its browser finds no other host.

Another program that takes the processor can only make a page look slower. So a page that falls
short is tried once more, and the better score counts.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from sitebuild.engine.node import node
from tests.tools import CHROMIUM_FLAGS

__all__ = ["LEAST", "Scores", "best_scores", "falls_short"]

Scores = dict[str, int]
"""The score of each category, out of 100."""

LEAST: Scores = {"accessibility": 100, "best-practices": 100, "performance": 95}
"""What each page has to reach."""

COMMAND = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
RUNS = 2


def best_scores(address: str, *, browser: str) -> Scores:
    """Give the scores of a page; `browser` is the path of a Chromium."""
    best: Scores = dict.fromkeys(LEAST, 0)
    for _ in range(RUNS):
        scores = _run(address, browser)
        best = {category: max(best[category], scores[category]) for category in LEAST}
        if not falls_short(best):
            break
    return best


def falls_short(scores: Scores) -> list[str]:
    """List the categories in which a page has less than it has to have."""
    return [category for category, least in LEAST.items() if scores[category] < least]


def _run(address: str, browser: str) -> Scores:
    flags = [
        *CHROMIUM_FLAGS,
        "--headless=new",
        "--host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
    done = subprocess.run(
        [
            *(node(), str(COMMAND), address, "--preset=desktop", "--quiet", "--output=json"),
            *("--no-enable-error-reporting", "--max-wait-for-load=30000"),
            *(f"--chrome-flags={' '.join(flags)}", f"--only-categories={','.join(LEAST)}"),
        ],
        env={**os.environ, "CHROME_PATH": browser},
        stdout=subprocess.PIPE,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    categories = report["categories"]
    return {category: round(100 * (categories[category]["score"] or 0)) for category in LEAST}
