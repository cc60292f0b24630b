"""The table of policies: written, read, asked. All policies are made up."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from m1appeals.coverage.policies import Policies, Policy, policy_criteria, write_policies
from m1appeals.errors import Defect

ONE = Policy(
    id=34567, title="Example Therapy", text="1. Pain ≥ 6 weeks", start=date(2025, 10, 1), end=None
)
OTHER = Policy(id=34568, title="Other", text="2. Weakness", start=None, end=date(2027, 1, 31))
WRITTEN = write_policies(date(2026, 11, 19), [OTHER, ONE])


@pytest.mark.parametrize("pack", [bytes, bytearray, gzip.compress], ids=["bytes", "array", "gzip"])
def test_what_is_written_is_read(pack: type[bytes]) -> None:
    table = Policies(pack(WRITTEN))
    assert (len(table), table.day) == (2, date(2026, 11, 19))
    assert table.find("L34567") == ONE
    assert table.find("L34568") == OTHER


NAMED = {
    "L34567": 34567,
    "LCD L34567, Example Therapy": 34567,
    "l34567": 34567,
    "LCD: L 34567": 34567,
    "L99999 and L34568": 34568,
    "A56789 / L34567": 34567,
}


@pytest.mark.parametrize(("text", "id_"), NAMED.items())
def test_a_policy_is_found_in_what_was_typed(text: str, id_: int) -> None:
    found = Policies(WRITTEN).find(text)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize("text", ["", "L99999", "DL34567", "A34567", "34567", "L345678", "NCD 1.2"])
def test_other_words_find_none(text: str) -> None:
    assert Policies(WRITTEN).find(text) is None


def test_the_page_gets_it_with_its_dates() -> None:
    assert policy_criteria(Policies(WRITTEN), "L34567") == {
        "number": "L34567",
        "title": "Example Therapy",
        "text": "1. Pain ≥ 6 weeks",
        "start": "2025-10-01",
        "end": None,
        "day": "2026-11-19",
        "address": "https://www.cms.gov/medicare-coverage-database/view/lcd.aspx?lcdid=34567",
    }
    assert policy_criteria(Policies(WRITTEN), "L99999") is None
    assert policy_criteria(None, "L34567") is None


def test_the_same_policies_give_the_same_bytes() -> None:
    assert write_policies(date(2026, 11, 19), [ONE, OTHER]) == WRITTEN


@pytest.mark.parametrize("data", [b"", b"other", WRITTEN[:-1], WRITTEN + b"x"])
def test_other_bytes_are_a_defect(data: bytes) -> None:
    with pytest.raises(Defect):
        Policies(data)
