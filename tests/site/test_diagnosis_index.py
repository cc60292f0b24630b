"""The real index: every code that the package lists, and nothing else, in the same words."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from m1appeals import rules
from m1appeals.diagnosis import Table, check
from sitebuild.diagnosis_index import make_index, tabular_list


@pytest.fixture(scope="session")
def table() -> Table:
    return Table(make_index(tabular_list()))


def listed() -> set[str]:
    """Every code of the package's own list, categories and below."""
    (spec_folder,) = importlib.util.find_spec("simple_icd_10_cm").submodule_search_locations  # type: ignore[union-attr,misc]
    (path,) = Path(spec_folder, "data").glob("code-list-*.txt")
    names = path.read_text(encoding="utf-8").split()
    return {name for name in names if "-" not in name and len(name) > 2}


def every_code(table: Table) -> dict[str, bool]:
    """Every code of ours, with whether it is billable, without points."""
    found = {}
    for line in table._lines:
        code = line.split("\t")[0]
        entry = table.entry(code)
        assert entry is not None
        found[code] = entry.billable
        if table.needs_seventh(code):
            found |= {e.code.replace(".", ""): True for e in table.children(code)}
    return found


def test_the_codes_are_exactly_those_that_the_package_lists(table: Table) -> None:
    assert set(every_code(table)) == listed()


def test_about_74_000_are_billable(table: Table) -> None:
    assert 74_000 < sum(every_code(table).values()) < 75_500


@pytest.mark.parametrize(
    ("code", "description"),
    [
        ("M54.50", "Low back pain, unspecified"),
        ("U07.1", "COVID-19"),
        ("C7A.00", "Malignant carcinoid tumor of unspecified site"),
        ("QA0.0101", ""),
        ("H40.1131", "Primary open-angle glaucoma, bilateral, mild stage"),
        (
            "T36.0X1A",
            "Poisoning by penicillins, accidental (unintentional), initial encounter",
        ),
    ],
)
def test_a_code_is_described_as_in_the_tabular_list(
    table: Table, code: str, description: str
) -> None:
    entry = table.entry(code)
    assert entry is not None
    assert entry.billable
    assert description in entry.description


@pytest.mark.parametrize("code", ["M54.5", "E11", "S52.521", "H40.11", "T36.0X1"])
def test_what_is_not_billable_says_so_and_offers_what_is(table: Table, code: str) -> None:
    finding = next(f for f in check([code], table) if f.kind in {"heading", "seventh"})
    assert finding.offers
    assert all(entry.billable for entry in finding.offers)


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (["M54.16", "M51.16"], "excludes1"),
        (["E11.9", "E10.9"], "excludes1"),
        (["F02.80", "G30.0"], "code_first"),
        (["M25.569"], "unspecified"),
    ],
)
def test_the_notes_of_the_real_list_are_found(table: Table, codes: list[str], kind: str) -> None:
    assert kind in {finding.kind for finding in check(codes, table)}


def test_most_codes_raise_no_doubt(table: Table) -> None:
    codes = [code for code, billable in every_code(table).items() if billable][::37]
    doubtful = [
        c for c in codes if any(f.kind in {"unknown", "heading"} for f in check([c], table))
    ]
    assert doubtful == []


def test_another_release_of_the_package_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    other = {"icd10cm": {**rules.load("code_sets")["icd10cm"], "file": "other.xml"}}
    monkeypatch.setattr(rules, "load", lambda _: other)
    with pytest.raises(FileNotFoundError, match=re.escape("other.xml is not in the package")):
        tabular_list()
