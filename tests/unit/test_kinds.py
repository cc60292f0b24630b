"""The kinds of answer: what each makes of what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals.fields import (
    Address,
    AnyOf,
    Codes,
    Day,
    Items,
    Kind,
    Line,
    OneOf,
    Option,
    Prose,
    Raw,
    Reading,
)
from m1appeals.identifiers import icd10cm, npi, procedure

TODAY = date(2026, 4, 15)

CODES = Codes(identifier=icd10cm.validate, write=icd10cm.format, most=3)
CHOICES = tuple(Option(value=value, label=value.upper()) for value in "abc")
EVERY_KIND: list[Kind] = [
    Line(), Address(), Prose(), Day(), CODES, Items(), OneOf(options=CHOICES),
    AnyOf(options=CHOICES),
]  # fmt: skip


def read(kind: Kind, raw: Raw) -> Reading:
    return kind.read(raw, today=TODAY)


def named(kind: Kind) -> str:
    return type(kind).__name__


@pytest.mark.parametrize("kind", EVERY_KIND, ids=named)
@pytest.mark.parametrize("raw", ["", []], ids=["text", "list"])
def test_nothing_typed_is_no_answer_and_no_error(kind: Kind, raw: Raw) -> None:
    assert read(kind, raw) == Reading()


@pytest.mark.parametrize(
    "kind", [kind for kind in EVERY_KIND if not isinstance(kind, OneOf | AnyOf)], ids=named
)
def test_white_space_alone_is_no_answer(kind: Kind) -> None:
    assert read(kind, " \t\r\n\u00a0\x0c \n").value is None


@pytest.mark.parametrize("kind", EVERY_KIND, ids=named)
@given(raw=st.text(max_size=30))
def test_any_text_can_be_read(kind: Kind, raw: str) -> None:
    reading = read(kind, raw)
    assert reading.error is None or reading.value is None


@pytest.mark.parametrize("kind", EVERY_KIND, ids=named)
def test_each_kind_has_a_control_of_its_own(kind: Kind) -> None:
    assert [other.control for other in EVERY_KIND].count(kind.control) == 1


def test_a_line_has_its_white_space_folded() -> None:
    assert read(Line(), "  Pat \t\n  Example ").value == "Pat Example"


def test_a_line_that_is_too_long_is_told_so() -> None:
    assert read(Line(longest=5), "12345").value == "12345"
    assert read(Line(longest=5), "123456") == Reading(error="must be 5 characters or fewer")


def test_a_doubtful_identifier_warns_and_keeps_what_was_typed() -> None:
    kind = Line(identifier=npi.validate, write=npi.format)
    assert read(kind, "12 345") == Reading(
        value="12 345",
        warnings=("An NPI has 10 digits and begins with 1 or 2. Check this one.",),
    )


def test_an_identifier_is_written_as_letters_print_it() -> None:
    kind = Line(identifier=npi.validate, write=npi.format)
    assert read(kind, "123-456-7893") == Reading(value="1234567893")


def test_an_address_is_its_lines_without_the_empty_ones() -> None:
    assert read(Address(), " 1 Example  Street \r\n\r\n Example City ").value == (
        "1 Example Street",
        "Example City",
    )


def test_an_address_of_too_many_lines_is_told_so() -> None:
    assert read(Address(most=2), "1\n2\n3") == Reading(error="must be 2 lines or fewer")


def test_a_blank_line_parts_paragraphs() -> None:
    assert read(Prose(), "One.\n \t\nTwo.\n\n\n\nThree.").value == ("One.", "Two.", "Three.")


def test_a_line_break_inside_a_paragraph_is_kept() -> None:
    assert read(Prose(), "One  line.\nNext  line.").value == ("One line.\nNext line.",)


def test_prose_that_is_too_long_is_told_so() -> None:
    assert read(Prose(longest=2_000), "x" * 2_001) == Reading(
        error="must be 2,000 characters or fewer"
    )


def test_a_day_shows_how_it_was_read() -> None:
    assert read(Day(), "3/4/26") == Reading(value=date(2026, 3, 4), shown="March 4, 2026")


def test_a_day_that_cannot_be_read_is_an_error() -> None:
    assert read(Day(), "soon") == Reading(error="must be a date, such as 3/4/2026")


def test_an_empty_day_can_stand_for_today() -> None:
    assert read(Day(today_when_empty=True), " ") == Reading(value=TODAY)


@pytest.mark.parametrize("typed", ["M54.16, I10", "m5416;i10", "M54.16\nI10", "M54.16,, I10,"])
def test_codes_are_parted_by_commas_semicolons_or_lines(typed: str) -> None:
    assert read(CODES, typed).value == ("M54.16", "I10")


def test_a_list_of_codes_is_read_like_a_text() -> None:
    assert read(CODES, ["M54.16", "I10"]).value == ("M54.16", "I10")


def test_a_code_given_twice_is_named_once() -> None:
    assert read(CODES, "I10, M54.16, i10").value == ("I10", "M54.16")


def test_a_column_of_codes_pasted_into_one_line_is_parted() -> None:
    reading = read(CODES, "m54.16 M51.16 I10")
    assert (reading.value, reading.shown) == (("M54.16", "M51.16", "I10"), "M54.16, M51.16, I10")


def test_a_space_keeps_a_modifier_with_its_code() -> None:
    kind = Codes(identifier=procedure.validate, write=procedure.format)
    assert read(kind, "72148 26 LT 96413 J1745 JZ").value == ("72148-26-LT", "96413", "J1745-JZ")


def test_codes_show_how_they_were_read_only_where_that_differs() -> None:
    assert read(CODES, "M54.16, I10").shown == ""
    assert read(CODES, "m5416,I10").shown == "M54.16, I10"


def test_each_doubtful_code_is_named_and_kept() -> None:
    reading = read(CODES, "back pain, I10, M5")
    assert reading.value == ("back pain", "I10", "M5")
    assert reading.warnings == (
        "back pain does not look like an ICD-10-CM code, such as M54.16. "
        "Check it against the claim.",
        "M5 does not look like an ICD-10-CM code, such as M54.16. Check it against the claim.",
    )


def test_too_many_codes_are_told_so() -> None:
    assert read(CODES, "I10, I11, I12, I13") == Reading(error="must be 3 codes or fewer")


@pytest.mark.parametrize("raw", ["b", ["b"]], ids=["text", "list"])
def test_one_answer_is_chosen(raw: Raw) -> None:
    assert read(OneOf(options=CHOICES), raw) == Reading(value="b")


def test_an_answer_that_was_not_offered_is_an_error() -> None:
    assert read(OneOf(options=CHOICES), "z") == Reading(
        error="must be one of the answers on the page"
    )


def test_chosen_answers_come_in_the_declared_order() -> None:
    assert read(AnyOf(options=CHOICES), ["c", "a"]) == Reading(value=("a", "c"))


def test_a_single_chosen_answer_may_come_as_a_text() -> None:
    assert read(AnyOf(options=CHOICES), "c") == Reading(value=("c",))


def test_answers_that_were_not_offered_are_an_error() -> None:
    assert read(AnyOf(options=CHOICES), ["a", "z"]) == Reading(
        error="must be among the answers on the page"
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Claim\nNotes", ("Claim", "Notes")),
        ("1. Claim\n2) Notes", ("Claim", "Notes")),
        ("- Claim\n* Notes\n\u2022 Order", ("Claim", "Notes", "Order")),
        ("12.  Claim", ("Claim",)),
        ("3.5 mm film", ("3.5 mm film",)),
        ("2026 notes", ("2026 notes",)),
        ("-\n*\n1.\nClaim", ("Claim",)),
    ],
)
def test_items_lose_the_numbers_and_bullets_typed_before_them(
    typed: str, expected: tuple[str, ...]
) -> None:
    assert read(Items(), typed).value == expected


def test_too_many_items_are_told_so() -> None:
    assert read(Items(most=2), "Claim\nNotes\nOrder") == Reading(error="must be 2 lines or fewer")


def test_control_characters_are_dropped() -> None:
    assert read(Line(), "Pat\x00\x07\x1b\x7f\x9f Example").value == "Pat Example"


def test_characters_that_no_file_can_hold_are_dropped() -> None:
    assert read(Line(), "Pat\ud800\ufffe\uffff Example").value == "Pat Example"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_whatever_ends_a_line_in_pasted_text_ends_it_here(end: str) -> None:
    assert read(Address(), f"One.{end}Two.").value == ("One.", "Two.")
    assert read(Prose(), f"One.{end}Two.").value == ("One.\nTwo.",)
    assert read(Line(), f"One.{end}Two.").value == "One. Two."


def test_direction_marks_stay() -> None:
    assert read(Line(), "\u200f\u05e4\u05ea\u200e").value == "\u200f\u05e4\u05ea\u200e"


def test_accents_typed_apart_are_joined_with_their_letters() -> None:
    assert read(Line(), "Jose\u0301").value == "Jos\u00e9"
