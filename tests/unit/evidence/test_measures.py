"""Measures found, and what looks like one. Most cases stand in the table beside their patterns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from m1appeals.evidence.measures import Measure, measures, pattern_table

NOT_PATTERNS = {"source", "checked", "parts"}


def examples() -> Iterator[tuple[str, str, list[str]]]:
    for id_, entry in pattern_table().items():
        if id_ not in NOT_PATTERNS:
            for sentence, found in entry["examples"].items():
                wanted = [found] if isinstance(found, str) else found
                yield id_, sentence, [text for text in wanted if text]


def texts(sentence: str) -> list[str]:
    return [measure.text for measure in measures(sentence)]


@pytest.mark.parametrize("id_", [id_ for id_ in pattern_table() if id_ not in NOT_PATTERNS])
def test_the_examples_of_the_table_are_true(id_: str) -> None:
    wanted = {sentence: found for one, sentence, found in examples() if one == id_}
    assert {sentence: texts(sentence) for sentence in wanted} == wanted
    if kind := pattern_table()[id_]["kind"]:
        for sentence, found in wanted.items():
            assert not found or kind in {one.kind for one in measures(sentence)}, sentence


def test_there_are_many_examples() -> None:
    every = list(examples())
    assert len(every) >= 240
    assert sum(not found for _, _, found in every) >= 40


def test_every_pattern_finds_or_leaves_something() -> None:
    for id_, entry in pattern_table().items():
        if id_ not in NOT_PATTERNS:
            assert any(
                bool(found) == bool(entry["kind"]) for one, _, found in examples() if one == id_
            )


NONE = (
    "The patient was seen in clinic.",
    "Levels L4-5 and L5-S1 were reviewed.",
    "Disc at C5-6.",
    "He is a 7-year-old boy with pain.",
    "Zip code 12345-6789.",
    "Claim 1234567 was denied.",
    "NPI 1234567893.",
    "DOB 1/2/1950.",
    "Seen on 1/2/24 and 2/3/24.",
    "Visit of 2024-07-10 for pain.",
    "Call (555) 555-0100 or 555-555-0101 about pain.",
    "Room 4.",
    "Metformin 1000 mg BID.",
    "Lisinopril 20 mg daily.",
    "Prednisone 5 mg tablets, 2 tablets twice a day.",
    "Injected 2 mL of lidocaine.",
    "Given 40 units of insulin nightly.",
    "Gave 1 g of ceftriaxone IV.",
    "See page 3 of 9.",
    "Type 2 diabetes.",
    "Chapter 5 of the manual.",
    "COVID-19 test was negative.",
    "Vitamin B12 deficiency.",
    "Used a 4-0 suture and a 22-gauge needle.",
    "A 10 mm port was placed.",
    "See him back in 2 weeks.",
    "Return in six months.",
    "Follow up in 10 days for a wound check.",
    "Once again she denies pain.",
    "One of the nurses called.",
    "Grade school teacher.",
    "Every day is the same.",
    "Take every 8 hours.",
    "Cranial nerves II-XII are intact.",
    "Stage manager by trade.",
    "In 2019 she moved.",
    "Since then she is well.",
    "ICD-10 M54.16.",
    "CPT 64483 was billed.",
    "Half of the disc was removed.",
)


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_no_measure_is_left(sentence: str) -> None:
    assert texts(sentence) == []


SENTENCES = {
    "54-year-old with a 10-year history of pain, 8/10, despite 12 sessions of PT over 8 weeks.": [
        ("duration", "10-year history"),
        ("pain score", "8/10"),
        ("count", "12 sessions of PT"),
        ("duration", "over 8 weeks"),
    ],
    "BP 150/90, HR 88, weight 210 lbs, BMI 36.4, O2 sat 97%.": [
        ("blood pressure", "BP 150/90"),
        ("heart rate", "HR 88"),
        ("weight", "weight 210 lbs"),
        ("BMI", "BMI 36.4"),
        ("oxygen saturation", "O2 sat 97%"),
    ],
    "On 3/4/2024 flexion was 80 degrees and strength 4/5; seen again 5/6/2024.": [
        ("range of motion", "80 degrees"),
        ("strength", "4/5"),
    ],
    "MRI of 6/1/23 shows a 7 mm extrusion with 50% canal stenosis.": [
        ("size", "7 mm"),
        ("stenosis", "50% canal stenosis"),
    ],
    "A stage 3 ulcer of 3.2 x 2.1 x 0.8 cm for 5 months; albumin 2.4 g/dL.": [
        ("stage", "stage 3"),
        ("size", "3.2 x 2.1 x 0.8 cm"),
        ("duration", "for 5 months"),
        ("laboratory", "albumin 2.4 g/dL"),
    ],
    "Ibuprofen 800 mg three times a day for 6 weeks took the pain from 8/10 to 7/10.": [
        ("duration", "for 6 weeks"),
        ("pain score", "8/10"),
        ("pain score", "7/10"),
    ],
    "AHI 32, lowest saturation 78%, Epworth 16.": [
        ("AHI", "AHI 32"),
        ("oxygen saturation", "saturation 78%"),
        ("score", "Epworth 16"),
    ],
    "LVEF 28% with NYHA class III symptoms; walks 100 feet.": [
        ("ejection fraction", "LVEF 28%"),
        ("class", "NYHA class III"),
        ("distance", "100 feet"),
    ],
}


@pytest.mark.parametrize(("sentence", "found"), SENTENCES.items())
def test_a_sentence_gives_all_it_has_in_order(sentence: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.text) for one in measures(sentence)] == found


def test_a_measure_says_where_it_stands() -> None:
    assert measures("Pain is 7/10.") == (Measure(start=8, end=12, kind="pain score", text="7/10"),)


def test_measures_never_overlap_and_stand_in_the_text() -> None:
    for sentence in [*SENTENCES, *(sentence for _, sentence, _ in examples())]:
        end = 0
        for one in measures(sentence):
            assert end <= one.start < one.end, sentence
            assert sentence[one.start : one.end] == one.text == one.text.strip()
            end = one.end


HOSTILE = (
    "1 " * 10_000,
    " " * 30_000 + "7/10 pain",
    "pain 7 of " * 4_000,
    "BMI " + "is of " * 5_000 + "3",
    "1 x " * 8_000,
    "return in " * 4_000,
    "reflex " * 5_000,
    "ef ef( ef" * 4_000,
    "0-" * 15_000,
    "three epidural " * 3_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_odd_texts_end(text: str) -> None:
    assert isinstance(measures(f"{text} pain ef bmi since week return mg reflex cm"), tuple)
