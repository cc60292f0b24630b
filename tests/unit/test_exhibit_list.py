"""Exhibits in a letter: they are named, and their letters follow the packet."""

from __future__ import annotations

from typing import Any

import pytest

from m1appeals.errors import Defect
from m1appeals.exhibit_list import (
    Entry,
    chosen_pages,
    exhibit_letter,
    unknown_names,
    with_exhibits,
)
from m1appeals.fields import Value

NOTES = Entry(name="Progress notes", pages=12)
CLAIM = Entry(name="Original claim", pages=1)


def answers(*summary: str, enclosures: tuple[str, ...] = ()) -> dict[str, Value]:
    return {"clinical_summary": summary or None, "enclosures": enclosures or None}


@pytest.mark.parametrize(
    ("place", "letter"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA")]
)
def test_letters_go_on_after_z(place: int, letter: str) -> None:
    assert exhibit_letter(place) == letter


def test_without_exhibits_nothing_changes() -> None:
    values = answers("[Progress notes]", enclosures=("Original claim",))
    assert with_exhibits(values, []) is values


def test_the_enclosures_begin_with_the_exhibits_and_name_none_twice() -> None:
    values = answers(enclosures=("original  claim", "Form CMS-20027"))
    assert with_exhibits(values, [NOTES, CLAIM])["enclosures"] == (
        "Exhibit A: Progress notes (12 pages)",
        "Exhibit B: Original claim (1 page)",
        "Form CMS-20027",
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("see [Progress notes]", "see Exhibit B"),
        ("([progress  Notes, page 3])", "(Exhibit B, page 3)"),
        ("[Progress notes, p. 3-4]", "Exhibit B, pages 3-4"),
        ("[Progress notes, pp. 3, 7]", "Exhibit B, pages 3, 7"),
        ("[Imaging, page 1]", "[Imaging, page 1]"),
        ("[Original claim] and [Progress notes]", "Exhibit A and Exhibit B"),
        ("a[0] = b", "a[0] = b"),
    ],
)
def test_names_in_brackets_become_letters(typed: str, printed: str) -> None:
    assert with_exhibits(answers(typed), [CLAIM, NOTES])["clinical_summary"] == (printed,)


def test_letters_follow_when_the_order_changes() -> None:
    values = answers("See [Progress notes, page 3].")
    first = with_exhibits(values, [NOTES, CLAIM])["clinical_summary"]
    second = with_exhibits(values, [CLAIM, NOTES])["clinical_summary"]
    assert (first, second) == (("See Exhibit A, page 3.",), ("See Exhibit B, page 3.",))


def test_of_two_exhibits_with_one_name_the_first_is_meant() -> None:
    named = with_exhibits(answers("[Progress notes]"), [NOTES, NOTES])["clinical_summary"]
    assert named == ("Exhibit A",)


def test_what_is_called_an_exhibit_and_is_none_is_told_once() -> None:
    values = answers("[Imaging] and [Imaging, page 2]", "[Progress notes]")
    assert unknown_names(values, [NOTES]) == ("Imaging",)


@pytest.mark.parametrize("count", [0, -1, 20_001, 2.5, "3", None])
@pytest.mark.parametrize("text", ["", "1-"])
def test_a_count_of_pages_that_no_file_has_is_a_defect(text: str, count: Any) -> None:
    with pytest.raises(Defect, match=r"^a file of .+ pages$"):
        chosen_pages(text, count)


def test_the_largest_file_has_all_its_pages() -> None:
    assert len(chosen_pages("", 20_000)) == 20_000
