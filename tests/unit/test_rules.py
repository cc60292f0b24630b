"""The rules as data: every entry has its sources and the month in which it was checked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from m1appeals import rules
from m1appeals.routes import ROUTES, Route

CAUSES = rules.load("causes")
KINDS = rules.load("payer_kinds")
ARGUMENTS = rules.load("arguments")
TABLES = [name for name in rules.tables() if name != "sources"]
ENTRIES = [(table, id_) for table in TABLES for id_ in rules.load(table)]

entries = pytest.mark.parametrize(("table", "id_"), ENTRIES)
for_the_form = pytest.mark.parametrize("entry", [*CAUSES.values(), *KINDS.values()])


def law(kind: str) -> str:
    """Give every sentence that a letter to that kind of payer may hold."""
    ids = [
        id_
        for route in ROUTES.values()
        if route.payer_kind == kind
        for id_ in (*route.standing, *route.law, *route.requests)
    ]
    return " ".join(ARGUMENTS[id_]["text"] for id_ in ids)


def test_the_causes_are_the_four() -> None:
    assert list(CAUSES) == ["diagnosis", "documentation", "investigational", "authorization"]


def test_the_kinds_of_payer_are_the_five() -> None:
    assert list(KINDS) == ["medicare", "medicare_advantage", "medicaid", "commercial", "unsure"]


@entries
def test_every_entry_of_every_table_has_its_sources_and_its_month(table: str, id_: str) -> None:
    rules.check_entry(table, id_, rules.load(table)[id_])


def test_every_rule_has_a_source_and_what_is_advice_of_this_site_says_so() -> None:
    without = {(t, id_) for t, id_ in ENTRIES if not rules.load(t)[id_]["sources"]}
    assert {t for t, _ in without} == {"checklist", "sending"}
    assert {id_ for t, id_ in without if t == "checklist"} == {"quoted_reasons", "quoted_recent"}


@for_the_form
def test_an_entry_has_a_label_and_a_hint_for_the_form(entry: dict[str, Any]) -> None:
    assert entry["label"]
    assert entry["hint"].endswith(".")


@pytest.mark.parametrize("cause", CAUSES)
def test_a_cause_is_explained_on_a_page(cause: str) -> None:
    assert CAUSES[cause]["page"] == f"causes.html#{cause}"


def test_every_source_can_be_read() -> None:
    assert list(rules.sources()) == list(rules.load("sources"))


@pytest.mark.parametrize("source", rules.sources().values(), ids=rules.sources())
def test_what_a_source_is_cited_for_is_no_sentence(source: rules.Source) -> None:
    assert not source.about.endswith(".")


def test_a_source_says_when_it_was_read() -> None:
    assert (
        replace(rules.sources()["cfr-405-942"], checked="2026-02").checked_text == "February 2026"
    )


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
def test_an_argument_asks_only_for_what_its_route_needs_enclosed(route: Route) -> None:
    ids = (*route.standing, *route.law, *route.requests)
    wanted = {ARGUMENTS[id_]["encloses"] for id_ in ids if "encloses" in ARGUMENTS[id_]}
    assert wanted <= {item.id for item in route.enclosures}


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
def test_an_argument_stands_where_its_route_puts_it(route: Route) -> None:
    for place, ids in (("standing", route.standing), ("law", route.law)):
        assert {ARGUMENTS[id_]["place"] for id_ in ids} <= {place}
    assert {ARGUMENTS[id_]["place"] for id_ in route.requests} <= {"request"}
