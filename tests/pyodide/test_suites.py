"""The unit and letters suites inside Pyodide: the product as browsers have it, not as it lies here.

What they prove natively they prove there too: another Python, other library versions, compiled
modules, and a memory that was saved when the engine was built. The engine starts as it does in the
page: from its memory, with no file of the product, or else cold, from the wheels.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from sitebuild.engine import build_engine
from sitebuild.engine.collect import download
from sitebuild.engine.node import node
from sitebuild.site import ROOT

SUITES = ("tests/unit", "tests/letters")
OPEN_FILES = (
    "tests/letters/test_templates.py",
    "tests/unit/test_doctests.py",
    "tests/unit/test_imports.py",
    "tests/unit/test_rules.py",
)
"""These open files of the product that no letter needs, and that a page has only after a cold
start. Any other test that misses a file tells of a page that would miss it too."""

READ_SOURCES = {"tests/unit/test_doctests.py", "tests/unit/test_imports.py"}
"""These read sources of the product, or docstrings, which the engine does not hold."""


def run(*command: str | Path) -> str:
    """Run a program in the repository; show what it printed where it fails."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "NODE_NO_WARNINGS": "1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    return done.stdout


def run_inside(way: str, *tests: str) -> tuple[str, dict[str, int]]:
    """Run tests inside the engine; give what pytest printed, and its closing counts."""
    wheels = download(ROOT / "requirements" / "engine-test.txt", ROOT / "build" / "cache")
    script = Path(__file__).with_name("run.mjs")
    options = ("-p", "no:cacheprovider", "-q", *tests)
    output = run(node(), script, way, build_engine(ROOT), wheels, ROOT, *options)
    closing = re.findall(r"(\d+) (\w+)", output.splitlines()[-1].partition(" in ")[0])
    return output, {word: int(number) for number, word in closing}


def collected(*tests: str) -> int:
    """Count the tests that there are natively."""
    listed = run(sys.executable, "-m", "pytest", "--collect-only", "-q", *tests)
    return len([line for line in listed.splitlines() if "::" in line])


def test_the_suites_pass_in_the_memory_that_the_page_starts_from() -> None:
    tests = (*SUITES, *(f"--ignore={name}" for name in OPEN_FILES))
    _, counts = run_inside("snapshot", *tests)
    assert counts == {"passed": collected(*tests)}


def test_letters_and_what_opens_files_pass_in_an_engine_that_started_cold() -> None:
    tests = ("tests/letters/test_goldens.py", *OPEN_FILES)
    output, counts = run_inside("cold", *tests)
    assert counts["passed"] + counts["skipped"] == collected(*tests)
    assert set(re.findall(r"^SKIPPED \[\d+\] ([^:]+):", output, re.MULTILINE)) == READ_SOURCES
