"""The rules as data: every entry has its sources and the month in which it was checked."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import Any

import pytest

from m1appeals import rules
from m1appeals.routes import ROUTES, Route

CAUSES = rules.load("causes")
KINDS = rules.load("payer_kinds")
SOURCES = rules.load("sources")

ARGUMENTS = rules.load("arguments")
TABLES = [
    "arguments", "causes", "checklist", "doors", "groups", "modifiers", "payer_kinds", "reasons",
    "remarks", "routes", "triage",
]  # fmt: skip
ENTRIES = {f"{table}.{id_}": entry for table in TABLES for id_, entry in rules.load(table).items()}
FOR_THE_FORM = {name: e for name, e in ENTRIES.items() if name.startswith(("causes", "payer_ki"))}

entries = pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
sources = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)


def is_a_year_and_month(text: str) -> bool:
    try:
        checked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return False
    return checked.year >= 2026


def law(kind: str) -> str:
    """Give every sentence that a letter to that kind of payer may hold."""
    ids = [
        id_
        for route in ROUTES.values()
        if route.payer_kind == kind
        for id_ in (*route.standing, *route.law, *route.requests)
    ]
    return " ".join(ARGUMENTS[id_]["text"] for id_ in ids)


def test_every_table_is_looked_at() -> None:
    folder = resources.files("m1appeals.rules")
    tables = {path.name for path in folder.iterdir() if path.name.endswith(".toml")}
    assert tables == {f"{table}.toml" for table in [*TABLES, "sources"]}


def test_the_causes_are_the_four() -> None:
    assert list(CAUSES) == ["diagnosis", "documentation", "investigational", "authorization"]


def test_the_kinds_of_payer_are_the_five() -> None:
    assert list(KINDS) == ["medicare", "medicare_advantage", "medicaid", "commercial", "unsure"]


@entries
def test_an_entry_names_sources_that_exist(entry: dict[str, Any]) -> None:
    assert set(entry["sources"]) <= set(SOURCES)


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_that_says_something_has_a_source(name: str) -> None:
    assert ENTRIES[name]["sources"]


@entries
def test_an_entry_says_in_which_month_it_was_checked(entry: dict[str, Any]) -> None:
    assert is_a_year_and_month(entry["checked"])


@pytest.mark.parametrize("entry", FOR_THE_FORM.values(), ids=FOR_THE_FORM)
def test_an_entry_has_a_label_and_a_hint_for_the_form(entry: dict[str, Any]) -> None:
    assert entry["label"]
    assert entry["hint"].endswith(".")


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


@pytest.mark.parametrize("entry", ARGUMENTS.values(), ids=ARGUMENTS)
def test_an_argument_is_whole_sentences_in_the_letters_typography(entry: dict[str, Any]) -> None:
    text = entry["text"]
    assert text[0].isupper()
    assert text.endswith(".")
    assert not set("'\"") & set(text)
    assert "  " not in text
    assert entry["place"] in {"standing", "law", "request"}


def test_every_argument_has_a_route_that_says_it() -> None:
    said = {
        id_ for route in ROUTES.values() for id_ in (*route.standing, *route.law, *route.requests)
    }
    assert said == set(ARGUMENTS)


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
def test_an_argument_stands_where_its_route_puts_it(route: Route) -> None:
    for place, ids in (("standing", route.standing), ("law", route.law)):
        assert {ARGUMENTS[id_]["place"] for id_ in ids} <= {place}
    assert {ARGUMENTS[id_]["place"] for id_ in route.requests} <= {"request"}
