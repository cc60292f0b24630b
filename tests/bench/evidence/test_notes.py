"""The labelled notes are what their README says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

KINDS = {"symptom", "function", "failed_treatment", "finding", "risk", "rationale"}
FILES = {"train": 24, "aside": 16}


def notes(name: str) -> list[dict[str, Any]]:
    path = Path(__file__).parent / f"{name}.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", FILES)
def test_there_are_as_many_notes_as_it_says_of_as_many_services(name: str) -> None:
    found = notes(name)
    assert len(found) == FILES[name]
    for key in ("id", "name", "service", "text"):
        assert len({note[key] for note in found}) == len(found)


@pytest.mark.parametrize("name", FILES)
def test_the_sentences_are_the_whole_text_in_order(name: str) -> None:
    for note in notes(name):
        at = 0
        for sentence in note["sentences"]:
            place = note["text"].find(sentence, at)
            assert not note["text"][at:place].strip()
            at = place + len(sentence)
        assert at == len(note["text"])


@pytest.mark.parametrize("name", FILES)
def test_every_label_is_of_a_sentence_and_one_of_the_six_kinds(name: str) -> None:
    for note in notes(name):
        assert {int(place) for place in note["labels"]} <= set(range(len(note["sentences"])))
        assert set(note["labels"].values()) <= KINDS


@pytest.mark.parametrize("name", FILES)
def test_every_kind_is_there_often_and_most_sentences_are_none(name: str) -> None:
    found = notes(name)
    kinds = Counter(kind for note in found for kind in note["labels"].values())
    assert min(kinds[kind] for kind in KINDS) >= 25
    assert 0.15 < kinds.total() / sum(len(note["sentences"]) for note in found) < 0.32


def test_nothing_that_is_set_aside_is_learned_from() -> None:
    train, aside = notes("train"), notes("aside")
    assert not {note["id"] for note in train} & {note["id"] for note in aside}
    assert not {note["service"] for note in train} & {note["service"] for note in aside}
    long = {sentence for note in train for sentence in note["sentences"] if len(sentence) > 40}
    assert not long & {sentence for note in aside for sentence in note["sentences"]}
