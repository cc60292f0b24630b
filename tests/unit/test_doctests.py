"""The examples in docstrings are true, and the sources they name exist.

The engine holds no docstrings, so this is for the sources.
"""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import sys

import pytest

import m1appeals
from m1appeals import dates, denial_codes, identifiers, rules
from m1appeals.diagnosis import references

MODULES = [info.name for info in pkgutil.walk_packages(m1appeals.__path__, prefix="m1appeals.")]
pytestmark = pytest.mark.skipif(sys.platform == "emscripten", reason="no docstrings here")

IDENTIFIERS = [
    f"{identifiers.__name__}.{info.name}" for info in pkgutil.iter_modules(identifiers.__path__)
]


@pytest.mark.parametrize(
    "name", [*IDENTIFIERS, dates.__name__, denial_codes.__name__, references.__name__]
)
def test_the_examples_of_identifiers_dates_and_codes_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted >= 3
    assert result.failed == 0


@pytest.mark.parametrize("name", ["m1appeals", *MODULES])
def test_every_module_says_what_it_is(name: str) -> None:
    documentation = importlib.import_module(name).__doc__
    assert documentation
    assert documentation.split("\n")[0].strip()


@pytest.mark.parametrize("name", ["m1appeals", *MODULES])
def test_every_source_that_a_module_names_is_among_the_sources(name: str) -> None:
    named = set()
    for clause in re.findall(
        r"sources?:\s+((?:`[^`]+`(?:,\s+|\s+and\s+)?)+)",
        importlib.import_module(name).__doc__ or "",
    ):
        named.update(re.findall(r"`([^`]+)`", clause))
    assert named <= set(rules.load("sources"))


def test_identifiers_name_their_sources() -> None:
    """So that the test above has something to find."""
    with_source = {
        name for name in IDENTIFIERS if "source" in (importlib.import_module(name).__doc__ or "")
    }
    assert with_source >= {f"m1appeals.identifiers.{name}" for name in ("npi", "mbi", "icd10cm")}
