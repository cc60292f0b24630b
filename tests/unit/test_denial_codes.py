"""Denial codes: which there are, what they point to, and how they are found in what was typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals import denial_codes, rules
from m1appeals.denial_codes import CODES, Code, codes_of, find, split
from m1appeals.identifiers import denial, procedure

EXPECTED = {
    "group": "CO PR OA PI",
    "reason": "11 15 39 50 55 56 96 114 146 150 151 152 153 154 163 164 167 188 193 197 198 204 "
    "210 226 227 250 251 252 272 284 296 302 A1 B12 B22",
    "remark": "M1 M25 M26 M62 M64 M76 M81 M127 MA01 MA02 MA91 MA130 N10 N83 N111 N115 N130 N180 "
    "N211 N383 N386 N425 N623 N661 N683 N704 N705 N706 N758 N887",
    "modifier": "GA GX GY GZ",
}

CAUSES = {
    "diagnosis": "11 146 167 272 B22 M64 M76 M81 N115 N386",
    "documentation": "150 151 152 153 154 163 164 226 227 250 251 252 B12 M25 M26 M127 N10 N180 "
    "N661 N683 N705 N706",
    "investigational": "55 56 114 188 N130 N383 N425 N623",
    "authorization": "15 39 197 198 210 284 296 302 M62 N758",
}

DOORS = rules.load("doors")

codes = pytest.mark.parametrize("code", CODES.values(), ids=CODES)


@pytest.mark.parametrize("kind", denial_codes.KINDS)
def test_every_code_is_there_in_the_order_of_its_number(kind: str) -> None:
    assert [code.code for code in CODES.values() if code.kind == kind] == EXPECTED[kind].split()


@pytest.mark.parametrize("cause", rules.load("causes"))
def test_each_cause_has_its_codes_and_no_code_has_two_causes(cause: str) -> None:
    assert [code.code for code in codes_of(cause)] == CAUSES[cause].split()


def test_the_table_of_causes_does_not_say_again_which_codes_there_are() -> None:
    assert [id_ for id_, entry in rules.load("causes").items() if "codes" in entry] == []


@codes
def test_a_code_is_a_short_paraphrase_and_one_sentence(code: Code) -> None:
    assert code.meaning[0].isupper()
    assert code.meaning[-1] not in ".;:"
    assert len(code.meaning) <= 75
    assert re.fullmatch(r"[A-Z][^.!?]+\.", code.do)


@codes
def test_a_text_means_the_same_in_a_page_of_markdown(code: Code) -> None:
    assert not set("|*_`<>[]#\\") & set(code.meaning + code.do)


@codes
def test_a_code_points_to_a_door_that_exists(code: Code) -> None:
    assert code.door in {"", *DOORS}


@codes
def test_a_code_cites_the_list_that_it_is_from(code: Code) -> None:
    lists = {"group": "x12-835", "reason": "x12-carc", "remark": "x12-rarc"}
    if code.kind in lists:
        assert lists[code.kind] in code.sources


@codes
def test_a_code_has_the_form_of_its_kind(code: Code) -> None:
    if code.kind == "modifier":
        assert procedure.is_valid(f"72148-{code.code}")
    elif code.kind == "group":
        assert denial.is_valid(f"{code.code}-50")
    else:
        assert denial.format(code.code) == code.code


def test_a_code_without_an_appeal_points_elsewhere() -> None:
    doors = {code: find(code) for code in ("MA130", "N704", "N211", "N83", "N111", "MA91", "193")}
    assert [code.door if code else "" for code in doors.values()] == [
        "new_claim",
        "new_claim",
        "nothing_to_appeal",
        "nothing_to_appeal",
        "nothing_to_appeal",
        "next_level",
        "next_level",
    ]


def test_m1_alone_is_not_taken_for_the_x_ray_remark() -> None:
    """Most readers of this site hold the other M1."""
    m1 = find("M1")
    assert m1 is not None
    assert m1.kind == "remark"
    assert (m1.cause, m1.door) == ("", "")
    assert "x-ray" in m1.meaning.lower()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("50", "50"),
        (" n115 ", "N115"),
        ("N 115", None),
        ("ma1", "MA01"),
        ("MA001", "MA01"),
        ("ma130", "MA130"),
        ("M01", "M1"),
        ("050", "50"),
        ("b12", "B12"),
        ("co", "CO"),
        ("gz", "GZ"),
        ("CO-50", None),
        ("M2", None),
        ("45", None),
        ("", None),
        ("words", None),
    ],
)
def test_a_code_is_found_however_it_is_typed(typed: str, expected: str | None) -> None:
    found = find(typed)
    assert (found and found.code) == expected


def test_a_code_of_another_kind_is_not_given() -> None:
    assert find("50", "reason") is CODES["50"]
    assert find("50", "remark") is None


@codes
def test_every_code_is_found_and_has_a_place_on_the_page(code: Code) -> None:
    assert find(code.code.lower()) is code
    assert find(code.code, code.kind) is code
    assert code.anchor == f"{code.kind}-{code.code}"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("CO-50 / N115, ma01", "CO 50 N115 MA01"),
        ("co50", "CO 50"),
        ("50", "50"),
        ("M1", "M1"),
        ("M1 - Medical necessity not established", "M1"),
        ("CO 50 N 115", "CO 50 N115"),
        ("CO50/N115", "CO 50 N115"),
        ("OA-B22; pr - 204", "OA B22 PR 204"),
        ("CARC 050, RARC MA-01", "50 MA01"),
        ("CO-50 PR-50", "CO 50 PR"),
        ("N115\nN386", "N115 N386"),
        ("CO", "CO"),
        ("X987, 50", "X987 50"),
        ("5000", "5000"),
        ("not necessary", ""),
        ("", ""),
    ],
)
def test_what_people_type_is_taken_apart(typed: str, expected: str) -> None:
    assert split(typed) == tuple(expected.split())


@given(st.text(max_size=40))
def test_any_text_is_taken_apart_once(text: str) -> None:
    parts = split(text)
    assert len(set(parts)) == len(parts)
    assert split(", ".join(parts)) == parts


@given(st.lists(st.sampled_from([*CODES.values()]), unique=True, max_size=6))
def test_codes_come_out_as_they_went_in(chosen: list[Code]) -> None:
    names = [code.code for code in chosen if code.kind != "modifier"]
    assert split(", ".join(names)) == tuple(names)


def test_codes_of_files_do_not_fill_the_memory() -> None:
    for number in range(2000):
        denial_codes.is_necessity((f"X{number}",))
    assert denial_codes.is_necessity.cache_info().currsize <= 1024
