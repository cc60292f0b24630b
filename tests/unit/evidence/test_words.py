"""Forms of a word meet, and cues are found whatever form they have."""

from __future__ import annotations

import pytest

from m1appeals.evidence.offering.features import features, look
from m1appeals.evidence.offering.words import CUES, cues, raw_words, stem, stems, systems
from m1appeals.evidence.tables import table

TABLES = (
    "context", "cues", "doubts", "measures", "policy", "reading", "sections", "synonyms", "systems",
)  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("fail", "fails", "failed", "failing"),
        ("therapy", "therapies"),
        ("stop", "stopped", "stopping"),
        ("disease", "diseases"),
        ("knee", "knees"),
        ("mild", "mildly"),
    ],
)
def test_forms_of_a_word_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(("one", "other"), [("noted", "not"), ("used", "us"), ("sites", "sit")])
def test_short_words_are_not_cut_into_others(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_numbers_become_their_shape() -> None:
    assert stems("BP 158/94, 3.5 cm at L5") == ["bp", "#/#", "#.#", "cm", "at", "l#"]


def test_stems_and_words_stand_side_by_side() -> None:
    text = "The patient's knees failed (twice), 120/80 & 5%."
    assert len(stems(text)) == len(raw_words(text))


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("There was no lasting relief despite bracing.", "failed"),
        ("She failed physical therapy.", "treatment"),
        ("Unable to climb stairs.", "function"),
        ("Excruciating headaches.", "symptom"),
        ("Choledocholithiasis.", "abnormal"),
        ("After ureterolithotomy.", "operation"),
        ("MRI was done.", "test"),
        ("Denies fever.", "denied"),
    ],
)
def test_a_cue_is_found(text: str, id_: str) -> None:
    assert id_ in {found for _, _, found in cues(stems(text))}


def test_the_longest_cue_is_taken() -> None:
    assert (0, 2, "denied") in cues(stems("negative for fever"))
    assert "normal" not in {id_ for _, _, id_ in cues(stems("negative for fever"))}


@pytest.mark.parametrize("word", ["diagnosis", "anastomosis", "prognosis"])
def test_words_that_only_end_like_disease_are_none(word: str) -> None:
    assert cues(stems(word)) == [] or "abnormal" not in {c for _, _, c in cues(stems(word))}


def test_systems_of_the_body_are_told_apart() -> None:
    assert set(systems(stems("The urethra was dilated."))) >= {"urinary"}
    assert "urinary" not in systems(stems("The meniscus was torn."))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_where_it_is_from(name: str) -> None:
    assert table(name)["source"]
    assert table(name)["checked"]


def test_every_class_that_a_reason_may_name_has_words_for_it() -> None:
    assert {id_ for id_, reads in CUES.items() if not reads} == {"stop", "empty"}


def test_what_is_denied_is_told_from_what_is_there() -> None:
    denied, there, turned = features(
        look(["No pain or swelling.", "Pain and swelling.", "No fever, but severe pain."]), "", {}
    )
    assert "cd:all" in denied
    assert "ca:symptom" not in denied
    assert "ca:symptom" in there
    assert "cd:symptom" not in there
    assert "ca:severity" in turned
    assert "cd:all" not in turned
