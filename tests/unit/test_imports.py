"""What may import what, and what the core may never do. Read from the sources with `ast`.

The bundle for the browser holds compiled modules only, so there these tests have nothing to read.
"""

from __future__ import annotations

import ast
import importlib.util
import pkgutil
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib.abc import InspectLoader

import pytest

import m1appeals

LAYERS = [
    {"errors", "csv_text"},
    {"identifiers"},
    {"dates"},
    {"fields"},
    {"rules", "denial_codes", "routes", "holidays", "letter_fields", "diagnosis", "coverage"},
    {"deadlines", "calendar_file", "exhibit_list", "quotations", "validation", "worklist"},
    {"triage", "letter", "sending", "shapes"},
    {"checklist", "claim_list"},
    {"remittance", "packet", "evidence"},
    {"jobs"},
    {"browser"},
]
"""Imports point from a later layer to an earlier one, or stay inside their own."""

LIBRARIES = {"jinja2", "markupsafe"}
"""All that letters may use besides Python's own library."""

HEAVY = {
    "m1appeals.letter.pdf": {"fpdf", "fontTools"},
    "m1appeals.packet": {"pypdf"},
    "m1appeals.evidence.reading": {"pypdf", "fpdf", "fontTools"},
    "m1appeals.remittance.envelope": {"pyx12"},
}
"""What comes later than letters, and the one module or package that may use it."""

QUIET = {"m1appeals.packet.source": {"logging"}}
"""pypdf logs what it reads around; nothing of a file may be printed."""

NOT_IN_THE_CORE = {
    "asyncio", "http", "logging", "multiprocessing", "os", "random", "secrets", "shutil", "socket",
    "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid", "webbrowser",
}  # fmt: skip
"""Parts of Python's library that reach outside, know the time, or are heavy."""


def source(name: str) -> str:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert isinstance(spec.loader, InspectLoader)
    try:
        text = spec.loader.get_source(name)
    except OSError:
        text = None
    if text is None:
        pytest.skip("only compiled modules here: read natively")
    return text


MODULES = [
    "m1appeals",
    *(info.name for info in pkgutil.walk_packages(m1appeals.__path__, prefix="m1appeals.")),
]
modules = pytest.mark.parametrize("name", MODULES)


def imported(name: str) -> Iterator[str]:
    """Give the full name of every module that a module imports."""
    for node in ast.walk(ast.parse(source(name))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} has a relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)


def layer(name: str) -> int:
    part = name.split(".")[1]
    return next(number for number, names in enumerate(LAYERS) if part in names)


def test_every_part_of_the_core_has_a_place_in_the_order() -> None:
    parts = {name.split(".")[1] for name in MODULES if "." in name}
    assert parts == set().union(*LAYERS)


@pytest.mark.parametrize("name", [name for name in MODULES if "." in name])
def test_imports_point_one_way(name: str) -> None:
    own = [other for other in imported(name) if other.startswith("m1appeals.")]
    assert [other for other in own if layer(other) > layer(name)] == []


def test_nothing_imports_in_a_circle() -> None:
    graph = {name: {other for other in imported(name) if other in MODULES} for name in MODULES}
    assert set(TopologicalSorter(graph).static_order()) == set(MODULES)


@modules
def test_the_core_needs_jinja2_and_nothing_heavier(name: str) -> None:
    heavy = {
        lib for user, libs in HEAVY.items() if f"{name}.".startswith(f"{user}.") for lib in libs
    }
    tops = {other.split(".")[0] for other in imported(name)} - {"m1appeals", *LIBRARIES, *heavy}
    assert tops <= set(sys.stdlib_module_names)
    assert tops & NOT_IN_THE_CORE == QUIET.get(name, set())


@modules
def test_the_core_has_no_clock_and_does_not_print(name: str) -> None:
    for node in ast.walk(ast.parse(source(name))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in {"today", "now", "utcnow", "fromtimestamp"}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "open", "input", "eval", "exec"}


@modules
def test_a_module_says_what_it_gives_out(name: str) -> None:
    body = ast.parse(source(name)).body
    defines = any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in body)
    declares = any(
        isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)
        for node in body
    )
    assert declares or not defines


@modules
def test_what_a_module_gives_out_is_there(name: str) -> None:
    module = importlib.import_module(name)
    assert [item for item in getattr(module, "__all__", []) if not hasattr(module, item)] == []
