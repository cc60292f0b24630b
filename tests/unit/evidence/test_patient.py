"""Whether a record is about the patient of the form: one person in many spellings, and others."""

from __future__ import annotations

from datetime import date

import pytest

from m1appeals.evidence.reading.patient import doubts_about, people_on
from m1appeals.evidence.reading.record import Record

NAME, BORN, MEMBER, MBI = "Pat Q. Example", date(1960, 1, 2), "XYZ123456789", "1EG4-TE5-MK73"


def record(*pages: str) -> Record:
    people = [
        one for page, text in enumerate(pages, 1) for one in people_on(page, text.split("\n"))
    ]
    return Record(
        text="", starts=(), scans=(), aside=(), notes=(), sentences=(), doubts=(),
        people=tuple(people),
    )  # fmt: skip


def doubts(*pages: str, name: str = NAME, born: date | None = BORN) -> tuple[str, ...]:
    return doubts_about(record(*pages).people, name=name, born=born, ids=(MEMBER, MBI))


@pytest.mark.parametrize(
    "line",
    [
        "Patient: Pat Example",
        "Patient: Example, Pat",
        "Patient Name: EXAMPLE, PAT Q",
        "Name: Pat Quinn Example",
        "Patient Name: Example, Pat   DOB: 01/02/1960   MRN: 99887",
        "EXAMPLE, PAT Q  DOB: 1/2/1960  66 y.o. F",
        "Pat Example (DOB 01-02-1960)",
        "Patient: P. Example",
        "Patient: Mrs. Pat Example",
        "Patient: Pat Example Jr.",
        "Patient: Patricia Example",
        "Member Name: PAT EXAMPLE",
        "Patient: Pat Example-Sample",
        "RE: Pat Example",
        "Name: Peggy Example   DOB: 1/2/1960",
        "Name: Pat Sample   DOB: 1/2/1960".replace("Sample", "Example Sample"),
        "DOB: Jan 2, 1960",
        "Date of Birth: January 2, 1960",
        "D.O.B. 1/2/60",
        "Birthdate: 1960-01-02",
        "DOB: 02 Jan 1960",
        "Born 1/2/1960",
        "MRN: 5550001",
        "Chart #: 1234567",
        "Account Number: 88776655",
        "Member ID: XYZ123456789",
        "Member ID: XYZ-123-456-789",
        "Member ID #: 123456789",
        "MBI: 1EG4TE5MK73",
        "Medicare Number: 1EG4-TE5-MK73",
        "Subscriber ID: XYZ12345678901",
        "Patient: the patient reports pain",
        "Patient reports that Dr. Sample saw Mary Jones.",
        "Patient: reports severe pain",
        "Provider: Jane Sample, MD",
        "Physician Name: Jane Sample",
        "Referring provider: Sam Other, DO",
        "Patient Education: Back School",
        "Patient Instructions: Ice and heat",
        "Name of the drug: Naproxen Sodium",
        "Facility Name: Example Hospital",
        "Emergency Contact Name: Robin Other",
        "Father, born 1932, had a stroke.",
        "Patient: age 66, female",
        "Patient position: Prone",
        "Date of birth: ____",
        "Patient name:",
        "Patient: ",
        "Re: Denial of claim",
        "Medication name: Gabapentin Capsule",
        "Patient: Example",
        "Plan ID: 00123",
        "Group Number: 4455667",
    ],
)
def test_the_same_patient_or_nothing_that_can_be_told_is_no_doubt(line: str) -> None:
    assert doubts(line) == ()


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Patient: Robin Other", "the patient is Robin Other; the form says Pat Q. Example"),
        ("Patient: Other, Robin", "the patient is Other, Robin; the form says Pat Q. Example"),
        ("Patient Name: SAMPLE, ALEX   MRN: 1", "the patient is SAMPLE, ALEX; the form says"),
        ("Name: Robin Example", "the patient is Robin Example; the form says Pat Q. Example"),
        ("OTHER, ROBIN DOB: 1/2/1960", "the patient is OTHER, ROBIN; the form says"),
        ("Robin Other  DOB 1/2/1960", "the patient is Robin Other; the form says"),
        ("Member: Alex Sample", "the patient is Alex Sample; the form says"),
        ("Patient: Robin Other Date of Birth: 1/2/1960", "the patient is Robin Other; the form"),
        (
            "DOB: 5/2/1961",
            "the patient was born on May 2, 1961; the form says January 2, 1960",
        ),
        ("Date of Birth: May 2, 1961", "the patient was born on May 2, 1961; the form says"),
        ("DOB 1/2/61", "the patient was born on 1/2/61; the form says January 2, 1960"),
        ("Pat Example (DOB: 2/1/1960)", "the patient was born on February 1, 1960; the form says"),
        ("Member ID: ABC000111222", "the patient\u2019s ID is ABC000111222; the form says XYZ"),
        ("MBI: 2AB5CD6EF78", "the patient\u2019s ID is 2AB5CD6EF78; the form says"),
    ],
)
def test_another_patient_is_told_with_what_differs(line: str, what: str) -> None:
    found = doubts("", line)
    assert any(one.startswith(f"Page 2 says {what}") for one in found), found
    assert all("Check that this is the right patient\u2019s record." in one for one in found)


def test_pages_that_say_the_same_are_told_together() -> None:
    assert doubts(*["Patient: Robin Other"] * 7) == (
        "Pages 1, 2, 3, 4, 5 and 2 more say the patient is Robin Other; the form says "
        "Pat Q. Example. Check that this is the right patient\u2019s record.",
    )


def test_nothing_is_told_while_the_form_is_empty() -> None:
    found = record("Patient: Robin Other  DOB: 5/2/1961  Member ID: ABC000111222")
    assert doubts_about(found.people) == ()


def test_accents_and_parts_of_names_in_another_order_are_the_same() -> None:
    assert doubts("Patient: NUNEZ DE LA CRUZ, JOSE", name="Jos\u00e9 Nu\u00f1ez de la Cruz") == ()
    assert doubts("Patient: O'Example, Sean", name="Sean O\u2019Example") == ()
    assert doubts("Patient: Delacruz, Ana", name="Ana De La Cruz") == ()


@pytest.mark.parametrize(
    "line",
    [
        "Patient: " + "A " * 5000,
        "Name: " * 3000,
        "dob " * 5000,
        "A-" * 9000 + " DOB",
        "Aa " * 5000 + "dob",
        "id " * 5000,
    ],
)
def test_odd_lines_take_no_time(line: str) -> None:
    doubts(line, line[:390], "\n".join([line[:399]] * 300))
