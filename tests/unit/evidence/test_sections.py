"""Headings are known by their words, and each sentence knows the section it stands in."""

from __future__ import annotations

import pytest

from m1appeals.evidence.offering.sections import CLASSES, READS, class_of, parts, places
from m1appeals.evidence.tables import table


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("CHIEF COMPLAINT", "chief complaint"),
        ("HPI", "history of present illness"),
        ("INDICATION FOR OPERATION", "indications"),
        ("Indications for the procedure", "indications"),
        ("POSTOPERATIVE DIAGNOSES", "postoperative diagnosis"),
        ("PREOP DX", "preoperative diagnosis"),
        ("1. PREOPERATIVE DIAGNOSIS (ES)", "preoperative diagnosis"),
        ("FINDINGS AT THE TIME OF SURGERY", "findings"),
        ("DETAILS OF THE PROCEDURE", "operative technique"),
        ("PROCEDURES PERFORMED", "procedure"),
        ("ESTIMATED BLOOD LOSS", "operative details"),
        ("Prior treatments", "treatment history"),
        ("Functional limitations", "function"),
        ("Assessment/Plan", "assessment and plan"),
        ("A/P", "assessment and plan"),
        ("Family History", "family history"),
        ("LABORATORY DATA", "laboratory"),
        ("Right brachial arterial line", ""),
        ("", ""),
    ],
)
def test_a_heading_stands_for_its_section(heading: str, section: str) -> None:
    assert class_of(heading) == section


def test_every_section_can_be_named_in_a_reason() -> None:
    assert set(READS) == set(CLASSES)
    assert all(READS.values())


def test_no_name_of_a_heading_stands_for_two_sections() -> None:
    read = table("sections")
    names = [name for entry in read["class"].values() for name in entry["names"]]
    assert sorted(names) == sorted(set(names))
    assert read["source"]
    assert read["checked"]


def test_sentences_stand_under_the_heading_before_them() -> None:
    found = places(["Knee pain.", "INDICATIONS:", "It locks.", "It swells.", "PLAN:", "Repair."])
    assert [place.section for place in found] == [
        "", "indications", "indications", "indications", "plan", "plan",
    ]  # fmt: skip
    assert [place.heading for place in found] == [False, True, False, False, True, False]
    assert [(place.index, place.size) for place in found[2:4]] == [(0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("sentence", "section", "text"),
    [
        ("Impression: Lumbar stenosis.", "impression", "Lumbar stenosis."),
        ("FINDINGS:, The canal is narrow.", "findings", "The canal is narrow."),
        ("PREOPERATIVE DIAGNOSES,Torn meniscus.", "preoperative diagnosis", "Torn meniscus."),
        ("Plan - Repair of the meniscus.", "plan", "Repair of the meniscus."),
    ],
)
def test_a_heading_may_stand_before_its_text(sentence: str, section: str, text: str) -> None:
    (place,) = places([sentence])
    assert place.section == section
    assert not place.heading
    assert sentence[place.text :] == text


def test_parts_of_an_examination_leave_its_section() -> None:
    found = places(["PHYSICAL EXAMINATION:", "VITAL SIGNS: Stable.", "KNEE: Swollen.", "Warm."])
    assert {place.section for place in found} == {"physical exam"}
    assert [place.inline for place in found[1:]] == ["vital signs", "knee", ""]


def test_words_before_a_colon_that_are_no_heading_are_left_in_the_text() -> None:
    found = places(["PLAN:", "The transfer labs are as follows: sodium 140."])
    assert found[1].section == "plan"
    assert found[1].text == 0


@pytest.mark.parametrize("sentence", ["1.", "(2)", "iv.", "-", "", "   ", "***"])
def test_numbers_of_lists_and_what_has_no_words_are_nothing_to_quote(sentence: str) -> None:
    found = places(["PLAN:", sentence, "Repair."])
    assert found[1].heading
    assert [place.section for place in found] == ["plan"] * 3


def test_a_second_note_begins_with_its_first_heading() -> None:
    note = ["CHIEF COMPLAINT:", *["It hurts."] * 10, "PLAN:", "Repair."]
    assert parts(places(note)) == [(0, 13)]
    assert parts(places(note * 3)) == [(0, 13), (13, 26), (26, 39)]
    assert parts([]) == [(0, 0)]
