"""What `make bench` measures can be measured. The times themselves are no test's concern."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.bench import code_search
from tests.bench.calls import Call, in_the_browser
from tests.bench.first_letter import visit_all
from tests.bench.place import Place, open_place


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """What is compared, on one server; it is built once."""
    with open_place(tmp_path_factory.mktemp("place")) as opened:
        yield opened


def test_each_way_to_a_first_letter_gets_there(browser: Browser, place: Place) -> None:
    visits = visit_all(browser, place, rounds=0)
    assert set(visits.files) == {"plain", "cold", "warm", "no-snapshot", "floor"}


@pytest.mark.parametrize("call", [("preview", {}), ("letter", {"format": "word"})])
def test_calls_are_answered_one_after_another(browser: Browser, place: Place, call: Call) -> None:
    assert len(in_the_browser(browser, place, call, 2)) == 2


def test_codes_are_searched_for_as_they_are_typed(browser: Browser, place: Place) -> None:
    found = code_search.search(browser, place, rounds=1, typed=("m54.16",))
    assert code_search.index_bytes(place) > 100_000
    assert list(found) == ["m", "m5", "m54", "m54.", "m54.1", "m54.16"]
