"""The search index holds every page, in words that a person would search for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def sections(built_site: Path) -> list[dict[str, Any]]:
    """Every section that the search can find: location, title, text."""
    index = json.loads((built_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    docs: list[dict[str, Any]] = index["docs"]
    return docs


def test_every_page_can_be_found(built_site: Path, sections: list[dict[str, Any]]) -> None:
    found = {section["location"].partition("#")[0] for section in sections}
    pages = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*.html")}
    assert found == pages - {"404.html"}


def test_each_cause_is_a_section_of_its_own(sections: list[dict[str, Any]]) -> None:
    locations = {section["location"] for section in sections}
    causes = ["diagnosis", "documentation", "investigational", "authorization"]
    assert {f"causes.html#{cause}" for cause in causes} <= locations


def test_citation_numbers_do_not_stick_to_words(sections: list[dict[str, Any]]) -> None:
    assert [section["location"] for section in sections if "<sup" in section["text"]] == []


def test_the_number_of_days_is_found_as_written(sections: list[dict[str, Any]]) -> None:
    deadlines = [s["text"] for s in sections if s["location"] == "index.html#deadlines"]
    assert len(deadlines) == 1
    assert re.search(r"\b120 days\b(?!\d)", deadlines[0])
