"""The unit and letters suites inside Pyodide: the product as browsers have it, not as it lies here.

What they prove natively they prove there too: another Python, other library versions, compiled
modules, and a memory that was saved when the engine was built.
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
READ_NATIVELY = {"tests/unit/test_imports.py"}
"""These read the sources of the product, which the engine does not hold."""


def run(*command: str | Path) -> str:
    """Run a program in the repository; show what it printed where it fails."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "NODE_NO_WARNINGS": "1"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    return done.stdout


def test_the_unit_and_letters_suites_pass_inside_the_engine() -> None:
    wheels = download(ROOT / "requirements" / "engine-test.txt", ROOT / "build" / "cache")
    script = Path(__file__).with_name("run.mjs")
    options = ("-p", "no:cacheprovider", "-q")
    output = run(node(), script, build_engine(ROOT), wheels, ROOT, *options, *SUITES)

    native = run(sys.executable, "-m", "pytest", "--collect-only", "-q", *SUITES)
    collected = len([line for line in native.splitlines() if "::" in line])
    end = output.splitlines()[-1]
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", end)}
    assert counts["passed"] + counts["skipped"] == collected, end
    assert set(re.findall(r"^SKIPPED \[\d+\] ([^:]+):", output, re.MULTILINE)) == READ_NATIVELY
