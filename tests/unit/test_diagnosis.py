"""Diagnosis codes looked up, found and checked, in a small index of made-up and real codes."""

from __future__ import annotations

import json
from datetime import date

import pytest

from m1appeals.diagnosis import Finding, Table, check
from m1appeals.errors import Defect

HEAD = json.dumps({"release": "Example set", "from": "2026-04-01", "to": "2026-09-30"})
SETS = "A initial encounter|D subsequent encounter|S sequela"
CODES = """F02\tDementia in other diseases\th
F0280\tDementia in other diseases, without disturbance\t
G30\tAlzheimer's disease\th
G300\tAlzheimer's disease with early onset\t
G309\tAlzheimer's disease, unspecified\t
M2556\tPain in knee\th
M25561\tPain in right knee\t
M25562\tPain in left knee\t
M25569\tPain in unspecified knee\t
M51\tDisc disorders\th
M511\tDisc disorders with radiculopathy\th
M5116\tDisc disorders with radiculopathy, lumbar region\t
M54\tDorsalgia\th
M541\tRadiculopathy\th
M5416\tRadiculopathy, lumbar region\t
M545\tLow back pain\th
M5450\tLow back pain, unspecified\t
M5451\tVertebrogenic low back pain\t
M5459\tOther low back pain\t
S52\tFracture of forearm\th0
S52521\tTorus fracture of lower end of right radius\t
T36\tPoisoning by antibiotics\th0
T360X1\tPoisoning by penicillins, accidental\t"""
NOTES = """M541\te\tradiculopathy with disc disorder (M51.1-)
F02\tc\tthe cause, such as:
F02\tc\tAlzheimer's disease (G30.-)
M00-M99\te\tconditions of the perinatal period (P04-P96)"""
WORDS = "M5451\tPain from an end plate"
DATA = "\f".join([HEAD, SETS, CODES, NOTES, WORDS]).encode()
TABLE = Table(DATA)
MAY = date(2026, 5, 1)


def found(*codes: str, on: date | None = MAY) -> list[Finding]:
    return list(check(codes, TABLE, on=on))


def kinds(*codes: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.code) for finding in found(*codes)]


def offered(*codes: str) -> list[str]:
    return [entry.code for finding in found(*codes) for entry in finding.offers]


@pytest.mark.parametrize("data", [b"", b"\xff", b"a\fb\fc\fd\fe", DATA.replace(b"from", b"on")])
def test_what_is_no_index_is_a_defect(data: bytes) -> None:
    with pytest.raises(Defect):
        Table(data)


@pytest.mark.parametrize("code", ["M54.16", "m5416", " M54.16 ", "M54 .16"])
def test_a_code_is_found_however_it_is_typed(code: str) -> None:
    entry = TABLE.entry(code)
    assert entry is not None
    assert (entry.code, entry.description) == ("M54.16", "Radiculopathy, lumbar region")
    assert entry.billable


def test_a_seventh_character_completes_a_code_and_x_fills_the_places_between() -> None:
    entry = TABLE.entry("S52.521A")
    assert entry is not None
    assert entry.description == "Torus fracture of lower end of right radius, initial encounter"
    assert TABLE.needs_seventh("S52.521")
    assert [e.code for e in TABLE.children("T36.0X1")] == ["T36.0X1A", "T36.0X1D", "T36.0X1S"]
    assert TABLE.entry("S52.521Q") is None


def test_a_heading_is_not_billable_and_its_billable_codes_are_offered() -> None:
    assert kinds("M54.5") == [("heading", "M54.5")]
    assert offered("M54.5") == ["M54.50", "M54.51", "M54.59"]


def test_a_code_without_its_seventh_character_is_completed() -> None:
    assert kinds("S52.521") == [("seventh", "S52.521")]
    assert offered("S52.521") == ["S52.521A", "S52.521D", "S52.521S"]


def test_an_unknown_code_is_named_with_what_is_near() -> None:
    assert kinds("M54.55") == [("unknown", "M54.55")]
    assert offered("M54.55") == ["M54.50", "M54.51", "M54.59"]
    assert offered("Z99.9") == []


def test_an_unspecified_side_is_pointed_out_with_the_others() -> None:
    assert kinds("M25.569") == [("unspecified", "M25.569")]
    assert offered("M25.569") == ["M25.561", "M25.562"]
    assert kinds("M25.561") == []


def test_two_codes_that_exclude_each_other_are_told_once_whatever_their_order() -> None:
    assert kinds("M54.16", "M51.16") == [("excludes1", "M54.16")]
    assert kinds("M51.16", "M54.16") == [("excludes1", "M54.16")]
    assert "at M54.1 names “radiculopathy with disc" in found("M54.16", "M51.16")[0].message


def test_a_note_of_a_block_counts_for_every_code_in_it() -> None:
    (finding,) = (f for f in found("M54.16", "P05.1") if f.kind == "excludes1")
    assert "at M00-M99" in finding.message


def test_a_cause_that_has_to_come_first_is_told_only_where_it_does_not() -> None:
    assert kinds("G30.0", "F02.80") == []
    assert kinds("F02.80", "G30.0") == [("code_first", "F02.80")]
    assert found("F02.80", "G30.0")[0].message.startswith("G30.0 comes before F02.80")
    assert "such as Alzheimer's disease (G30.-)" in found("F02.80")[0].message


@pytest.mark.parametrize(("on", "outside"), [
    (date(2026, 3, 31), True), (date(2026, 4, 1), False), (date(2026, 9, 30), False),
    (date(2026, 10, 1), True), (None, False),
])  # fmt: skip
def test_a_date_of_service_outside_of_the_tables_is_said(on: date | None, outside: bool) -> None:
    assert any(finding.kind == "release" for finding in found("M54.16", on=on)) is outside


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("m54.1", ["M54.1", "M54.16"]),
        ("M5451", ["M54.51"]),
        ("lumbar", ["M54.16", "M51.16"]),
        ("lumb radic", ["M54.16", "M51.16"]),
        ("pain knee right", ["M25.561"]),
        ("end plate", ["M54.51"]),
        ("torus sequela", ["S52.521S"]),
        ("S52.521", ["S52.521", "S52.521A", "S52.521D", "S52.521S"]),
    ],
)
def test_words_and_beginnings_find_codes_and_the_best_come_first(
    words: str, first: list[str]
) -> None:
    assert [entry.code for entry in TABLE.search(words, 20)][: len(first)] == first


@pytest.mark.parametrize("words", ["", "   ", "zebra", "knee zebra", "umbar"])
def test_words_that_are_not_there_find_nothing(words: str) -> None:
    assert TABLE.search(words, 20) == []


def test_no_more_is_found_than_was_asked_for() -> None:
    assert len(TABLE.search("pain", 2)) == 2
