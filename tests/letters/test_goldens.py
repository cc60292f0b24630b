"""Whole letters, compared with the ones that were read and approved."""

from __future__ import annotations

from pathlib import Path

import pytest

from m1appeals.letter import Document, compose_blank
from m1appeals.letter.text import to_text
from m1appeals.quotations import evidence_of
from m1appeals.shapes import entries_of
from m1appeals.validation import read_answers
from tests.letters.examples import (
    EXAMPLES,
    EXHIBITS,
    LETTERS,
    QUOTING,
    REALISTIC,
    STARRED,
    TODAY,
    letter,
)
from tests.letters.outline import lines, outline

GOLDENS = Path(__file__).parent / "goldens"


def compare(name: str, actual: str, config: pytest.Config) -> None:
    """Compare with a golden file, or write it where the switch says so."""
    path = GOLDENS / name
    if config.getoption("--update-goldens"):
        path.write_text(actual, encoding="utf-8", newline="\n")
    assert path.is_file(), f"{name} is not there yet: make golden writes it"
    # Read as bytes: reading as text would take other line endings for the same.
    assert actual == path.read_bytes().decode()


@pytest.mark.parametrize("name", LETTERS)
def test_the_text_is_the_approved_one(name: str, pytestconfig: pytest.Config) -> None:
    compare(f"{name}.txt", to_text(LETTERS[name]), pytestconfig)


@pytest.mark.parametrize("name", LETTERS)
def test_the_structure_is_the_approved_one(name: str, pytestconfig: pytest.Config) -> None:
    compare(f"{name}.outline", outline(LETTERS[name]), pytestconfig)


def test_every_golden_belongs_to_an_example() -> None:
    expected = {f"{name}.{kind}" for name in LETTERS for kind in ("txt", "outline")}
    assert {path.name for path in GOLDENS.iterdir()} == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_example_has_an_error(name: str) -> None:
    assert read_answers(EXAMPLES[name], today=TODAY).errors == ()


@pytest.mark.parametrize("name", QUOTING)
def test_nothing_that_an_example_quotes_is_doubtful(name: str) -> None:
    entries = entries_of({"exhibits": EXHIBITS})
    assert list(evidence_of(QUOTING[name], entries).problems()) == []


@pytest.mark.parametrize("name", REALISTIC)
def test_no_realistic_example_raises_a_doubt(name: str) -> None:
    assert read_answers(REALISTIC[name], today=TODAY).warnings == ()


@pytest.mark.parametrize("name", REALISTIC)
def test_everybody_in_a_realistic_example_is_called_example(name: str) -> None:
    form = REALISTIC[name]
    for field in ("patient_name", "signer_name", "contact", "practice_name", "payer_name"):
        assert "Example" in form[field]


def test_a_letter_is_the_same_each_time_it_is_written() -> None:
    assert letter(STARRED) == letter(STARRED)


def test_the_blank_letter_has_a_blank_for_every_needed_answer() -> None:
    text = to_text(LETTERS["blank"])
    for label in (
        "Payer name", "Appeals department address", "Claim number", "Patient name", "Patient ID",
        "Date of service", "Practice name", "Practice address", "Date of the letter",
        "Name of the signer", "Title of the signer",
    ):  # fmt: skip
        assert f"[{label}]" in text


def test_the_blank_letter_holds_what_the_form_holds_from_the_start() -> None:
    text = to_text(LETTERS["blank"])
    assert "M1 - Medical necessity not established" in text
    assert "1. Original claim\n2. Medical records supporting the service\n" in text


def test_a_practices_own_defaults_are_in_its_blank_letter() -> None:
    text = to_text(compose_blank({"practice_name": "Example Clinic"}))
    assert text.startswith("Example Clinic\n[Practice address]\n")


def has_blanks(document: Document) -> bool:
    return any(run.blank for line in lines(document) for run in line)


@pytest.mark.parametrize("name", LETTERS)
def test_only_the_blank_letter_has_blanks(name: str) -> None:
    assert has_blanks(LETTERS[name]) is (name == "blank")
