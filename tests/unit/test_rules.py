"""The rules as data: every entry has its sources and the month in which it was checked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from m1appeals import rules
from m1appeals.identifiers import denial

CAUSES = rules.load("causes")
KINDS = rules.load("payer_kinds")
SOURCES = rules.load("sources")

ENTRIES = {
    **{f"causes.{id_}": entry for id_, entry in CAUSES.items()},
    **{f"payer_kinds.{id_}": entry for id_, entry in KINDS.items()},
}

entries = pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
sources = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)


def is_a_year_and_month(text: str) -> bool:
    try:
        checked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return False
    return checked.year >= 2026


def law(kind: str) -> str:
    entry = KINDS[kind]
    return " ".join([*entry["law"], *entry.get("law_under_21", [])])


def test_the_causes_are_the_four() -> None:
    assert list(CAUSES) == ["diagnosis", "documentation", "investigational", "authorization"]


def test_the_kinds_of_payer_are_the_five() -> None:
    assert list(KINDS) == ["medicare", "medicare_advantage", "medicaid", "commercial", "unsure"]


@entries
def test_an_entry_names_sources_that_exist(entry: dict[str, Any]) -> None:
    assert set(entry["sources"]) <= set(SOURCES)


@pytest.mark.parametrize("name", [name for name in ENTRIES if name != "payer_kinds.unsure"])
def test_an_entry_that_says_something_has_a_source(name: str) -> None:
    assert ENTRIES[name]["sources"]


@entries
def test_an_entry_says_in_which_month_it_was_checked(entry: dict[str, Any]) -> None:
    assert is_a_year_and_month(entry["checked"])


@entries
def test_an_entry_has_a_label_and_a_hint_for_the_form(entry: dict[str, Any]) -> None:
    assert entry["label"]
    assert entry["hint"].endswith(".")


@pytest.mark.parametrize("cause", CAUSES)
def test_the_codes_that_point_to_a_cause_have_the_form_of_codes(cause: str) -> None:
    codes = CAUSES[cause]["codes"]
    assert len(codes) == len(set(codes))
    for code in codes:
        assert all(denial.is_valid(part) for part in code.split(" with ")), code


@pytest.mark.parametrize("cause", CAUSES)
def test_a_cause_is_explained_on_a_page(cause: str) -> None:
    assert CAUSES[cause]["page"] == f"causes.html#{cause}"


@sources
def test_a_source_says_what_it_is_and_what_it_is_cited_for(source: dict[str, Any]) -> None:
    assert source["title"]
    assert source["about"]
    assert not source["about"].endswith(".")


@sources
def test_a_source_says_when_it_was_checked_and_how_sure_it_is(source: dict[str, Any]) -> None:
    assert is_a_year_and_month(source["checked"])
    assert source["sure"] in {"A", "B", "verify"}


@sources
def test_an_address_is_a_secure_one(source: dict[str, Any]) -> None:
    assert source.get("url", "https://").startswith("https://")
    assert set(source) <= {"title", "about", "url", "checked", "sure"}


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-1", "11-2026", "soon", ""])
def test_what_is_no_month_would_be_noticed(text: str) -> None:
    assert not is_a_year_and_month(text)


@pytest.mark.parametrize("kind", ["commercial", "unsure", "medicaid"])
def test_the_medicare_statute_is_never_claimed_for_another_payer(kind: str) -> None:
    for citation in ("1862", "1395y", "411.15", "422.", "NCD", "LCD", "Medicare"):
        assert citation not in law(kind)


def test_the_medicare_statute_is_named_for_original_medicare() -> None:
    assert "section 1862(a)(1)(A) of the Social Security Act" in law("medicare")


def test_a_letter_to_an_unknown_payer_names_no_law() -> None:
    assert not any(character.isdigit() for character in law("unsure"))


def test_a_plan_is_bound_by_federal_rules_only_to_the_extent_that_they_govern_it() -> None:
    assert "To the extent that 29 CFR 2560.503-1 or 45 CFR 147.136 governs" in law("commercial")


@pytest.mark.parametrize("kind", KINDS)
def test_the_law_is_whole_sentences_in_the_letters_typography(kind: str) -> None:
    entry = KINDS[kind]
    for sentence in [*entry["law"], *entry.get("law_under_21", [])]:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert not set("'\"") & set(sentence)
        assert "  " not in sentence
