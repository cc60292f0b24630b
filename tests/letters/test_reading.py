"""The letter reads naturally, whatever is left out."""

from __future__ import annotations

import re
from itertools import chain, combinations

import pytest

from m1appeals import rules
from m1appeals.letter import Document
from m1appeals.letter.document import plain
from m1appeals.letter_fields import FIELDS
from tests.letters.examples import EVERYTHING, EXAMPLES, Form, letter
from tests.letters.outline import lines, outline

# Citations are dense with points and brackets; the letter that names no law is read instead.
FULL: Form = {**EVERYTHING, "payer_kind": "unsure", "route": ""}
OPTIONAL = [name for name, field in FIELDS.items() if not field.needed and field.printed]
CAUSES = list(rules.load("causes"))

CLUMSY = {
    "a value that is not there": r"\bNone\b|\bnone\b|\(\)|““",
    "two spaces": r"  ",
    "a space before a point, comma or bracket": r" [.,;:)”]|\( ",
    "no space after a sentence or bracket": r"[.,;:!?)”][A-Za-z“]",
    "two full stops": r"\.”?\.",
    "a comma before a full stop": r",”?\.",
    "a sentence that begins with a small letter": r"[a-z)”]\. [a-z]",
    "a blank": r"\[",
    "the same word twice": r"\b([a-z]+) \1\b",
}


def clumsy(text: str) -> list[str]:
    """Say what is wrong with the way a text reads."""
    found = [what for what, look in CLUMSY.items() if re.search(look, text)]
    if not text or text != text.strip():
        found.append("nothing, or a ragged edge")
    if text.count("(") != text.count(")") or text.count("“") != text.count("”"):
        found.append("a bracket or quote without its fellow")
    return found


def clumsiness(document: Document) -> list[str]:
    """Say what is wrong with the way a letter reads, and where."""
    texts = [plain(line) for line in lines(document)]
    return [f"{what}: {text!r}" for text in texts for what in clumsy(text)]


def outline_of(form: Form) -> str:
    return outline(letter(form))


def without(*names: str) -> Form:
    return {name: answer for name, answer in FULL.items() if name not in names}


@pytest.mark.parametrize(
    "text",
    [
        "Claim None.", "Claim ().", "two  spaces", "The end .", "codes ( M54)", "one.Two", "(a)b",
        "The end..", "“The end.”.", "The end,.", "The end. the next", "the [Claim number]",
        "the the claim", "(open", "“open", "", " edge",
    ],
)  # fmt: skip
def test_clumsy_words_would_be_noticed(text: str) -> None:
    assert len(clumsy(text)) == 1


def test_everything_together_reads_well() -> None:
    assert clumsiness(letter(FULL)) == []


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name.startswith(("st", "cause"))])
def test_the_shortest_letters_read_well(name: str) -> None:
    assert clumsiness(letter(EXAMPLES[name])) == []


@pytest.mark.parametrize("name", OPTIONAL)
def test_the_letter_reads_well_without_each_optional_answer(name: str) -> None:
    assert clumsiness(letter(without(name))) == []


@pytest.mark.parametrize("name", OPTIONAL)
def test_the_letter_reads_well_with_only_one_optional_answer(name: str) -> None:
    assert clumsiness(letter(without(*(other for other in OPTIONAL if other != name)))) == []


@pytest.mark.parametrize("first", OPTIONAL)
def test_the_letter_reads_well_without_any_two(first: str) -> None:
    for second in OPTIONAL:
        assert clumsiness(letter(without(first, second))) == [], second


@pytest.mark.parametrize("first", OPTIONAL)
def test_the_letter_reads_well_with_only_two(first: str) -> None:
    for second in OPTIONAL:
        left_out = set(OPTIONAL) - {first, second}
        assert clumsiness(letter(without(*left_out))) == [], second


@pytest.mark.parametrize(
    "causes", [*chain.from_iterable(combinations(CAUSES, count) for count in range(5))]
)
def test_any_choice_of_causes_reads_well(causes: tuple[str, ...]) -> None:
    facts = ("policy", "clinical_summary", "diagnosis_codes", "authorization_number")
    for count in range(len(facts) + 1):
        for left_out in combinations(facts, count):
            document = letter({**without(*left_out), "causes": list(causes)})
            assert clumsiness(document) == [], left_out


@pytest.mark.parametrize(
    "name",
    [
        "practice_name", "payer_name", "claim_number", "denial_code", "denial_text", "patient_name",
        "service_description", "policy", "authorization_number", "contact", "signer_name",
    ],
)  # fmt: skip
def test_an_answer_may_bring_its_own_full_stop(name: str) -> None:
    form = {**FULL, name: "Example Inc."}
    for causes in ([], CAUSES):
        texts = [plain(line) for line in lines(letter({**form, "causes": causes}))]
        assert not [text for text in texts if re.search(CLUMSY["two full stops"], text)]


def test_a_service_of_one_day_is_on_that_day() -> None:
    text = outline_of(without("service_date_to"))
    assert "Date of service | March 4, 2026" in text
    assert "to Pat Example on March 4, 2026." in text


def test_a_service_of_several_days_is_from_one_to_the_other() -> None:
    text = outline_of(FULL)
    assert "Dates of service | March 4, 2026 to March 6, 2026" in text
    assert "to Pat Example from March 4, 2026 to March 6, 2026." in text


def test_a_last_day_that_is_the_first_makes_no_second_day() -> None:
    assert outline_of({**FULL, "service_date_to": "3/4/2026"}) == outline_of(
        without("service_date_to")
    )


def test_one_code_is_a_code_and_several_are_codes() -> None:
    one = outline_of({**FULL, "diagnosis_codes": "M54.16", "procedure_codes": "72148"})
    several = outline_of({**FULL, "diagnosis_codes": "M54.16, I10", "procedure_codes": "1,2,3"})
    assert (
        "procedure code 72148 (MRI of the lumbar spine) with diagnosis code M54.16. The diagnosis "
        "states the condition for which" in one
    )
    assert (
        "procedure codes 1, 2 and 3 (MRI of the lumbar spine) with diagnosis codes M54.16 and I10. "
        "The diagnoses state the conditions for which" in several
    )


def test_enclosures_are_numbered_in_their_order() -> None:
    assert "number: B\nnumber: A\nheading" in outline_of({**FULL, "enclosures": "B\nA"})
