"""Sentences of a record get a kind, a score and reasons; headings are never offered."""

from __future__ import annotations

import pytest

from m1appeals.evidence import tables
from m1appeals.evidence.offering import features, reasons, scoring, sections, words
from m1appeals.evidence.offering import model as model_module
from m1appeals.evidence.offering.model import KINDS, model, read
from m1appeals.evidence.offering.scoring import Scored, score

SERVICE = "Right total knee arthroplasty for osteoarthritis"
NOTE = (
    "CHIEF COMPLAINT:",
    "Right knee pain.",
    "HISTORY OF PRESENT ILLNESS:",
    "The patient is a 68-year-old woman with severe, progressive right knee pain for five years.",
    "She can no longer climb stairs and is unable to walk more than one block.",
    "She has failed physical therapy, naproxen and two cortisone injections.",
    "MEDICATIONS:",
    "Amlodipine 5 mg daily.",
    "ALLERGIES:",
    "Penicillin.",
    "FAMILY HISTORY:",
    "Her mother had gout.",
    "REVIEW OF SYSTEMS:",
    "Denies chest pain, fever, cough and rash.",
    "PHYSICAL EXAMINATION:",
    "LUNGS: Clear to auscultation.",
    "The right knee has a varus deformity, an effusion and marked crepitus.",
    "IMAGING:",
    "Radiographs of the right knee show bone on bone osteoarthritis of the medial compartment.",
    "IMPRESSION:",
    "1.",
    "Severe osteoarthritis of the right knee, refractory to conservative treatment.",
    "PLAN:",
    "Total knee arthroplasty is medically necessary because conservative treatment has failed.",
    "Follow up in two weeks.",
)


def of(found: tuple[Scored, ...], beginning: str) -> Scored:
    (at,) = [at for at, sentence in enumerate(NOTE) if sentence.startswith(beginning)]
    return found[at]


@pytest.fixture(scope="module")
def found() -> tuple[Scored, ...]:
    return score(NOTE, SERVICE)


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        ("Right knee pain.", "symptom"),
        ("The patient is a 68", "symptom"),
        ("She can no longer", "function"),
        ("She has failed", "failed_treatment"),
        ("The right knee has", "finding"),
        ("Radiographs", "finding"),
        ("Severe osteoarthritis", "rationale"),
        ("Total knee arthroplasty is", "rationale"),
    ],
)
def test_evidence_is_offered_as_its_kind(
    found: tuple[Scored, ...], beginning: str, kind: str
) -> None:
    assert of(found, beginning).offered
    assert of(found, beginning).kind == kind


@pytest.mark.parametrize(
    "beginning",
    ["Amlodipine", "Penicillin", "Her mother", "Denies", "LUNGS", "Follow up", "PLAN:", "1."],
)
def test_what_proves_nothing_is_not_offered(found: tuple[Scored, ...], beginning: str) -> None:
    assert not of(found, beginning).offered


def test_there_is_one_answer_for_each_sentence_in_order(found: tuple[Scored, ...]) -> None:
    assert len(found) == len(NOTE)
    assert all(each.kind in KINDS and 0 <= each.score <= 1 for each in found)
    assert all(each.offered == (each.score >= model().offered) for each in found)


def test_what_is_offered_says_why_in_one_to_four_reasons(found: tuple[Scored, ...]) -> None:
    for each in found:
        assert bool(each.why) == each.offered
        assert len(each.why) <= 4
        assert len(set(each.why)) == len(each.why)
        assert all(each.why)


def test_reasons_quote_the_words_that_stand_there(found: tuple[Scored, ...]) -> None:
    assert "says “failed”, a word for treatment that did not help" in of(found, "She has").why
    assert "under the heading Chief complaint" in of(found, "Right knee pain.").why
    assert any("names the service" in each.why for each in found)


def test_the_same_record_gets_the_same_answer() -> None:
    assert score(list(NOTE), SERVICE) == score(NOTE, SERVICE)


def test_the_service_counts() -> None:
    sentence = ["PAST MEDICAL HISTORY:", "Glaucoma of the left eye."]
    about_eye = score(sentence, "Trabeculectomy for glaucoma of the left eye")[1].score
    assert about_eye > score(sentence, SERVICE)[1].score


def test_many_notes_are_scored_as_each_by_itself() -> None:
    apart = score(NOTE, SERVICE)
    together = score(NOTE * 3, SERVICE)
    assert [each.score for each in together[25:50]] == [each.score for each in apart]


def test_nothing_of_a_record_is_remembered() -> None:
    """What is remembered between calls are tables: their number does not grow with a record."""
    score(NOTE, SERVICE)
    remembering = [
        kept
        for module in (features, model_module, reasons, scoring, sections, tables, words)
        for kept in vars(module).values()
        if hasattr(kept, "cache_info")
    ]
    sizes = [each.cache_info().currsize for each in remembering]
    score([f"Exampleton{at}: fell on day {at}." for at in range(50)], "Zanzibar")
    assert remembering
    assert [each.cache_info().currsize for each in remembering] == sizes


def test_nothing_gives_nothing() -> None:
    assert score([], SERVICE) == ()
    assert [each.offered for each in score(["", " ", "\n"], "")] == [False] * 3


@pytest.mark.parametrize(
    "sentence",
    [
        "pain " * 20_000,
        "x" * 100_000,
        "A:" * 50_000,
        "1." * 50_000,
        "no " * 33_000,
        "9" * 100_000,
        "was " * 25_000 + ":",
        "AB " * 33_000 + "1",
        "\u202e\x00\ud7ff" * 1_000,
        "ﬁbrosis" + "é" * 1_000,
    ],
)
def test_odd_sentences_are_scored_like_others(sentence: str) -> None:
    (found,) = score([sentence], sentence)
    assert 0 <= found.score <= 1
    assert bool(found.why) == found.offered


def test_the_model_says_where_it_is_from_and_what_it_has_seen() -> None:
    raw = tables.model()
    assert "tests/bench/evidence/train.py" in raw["source"]
    assert raw["checked"]
    assert all(len(each) == 12 and int(each, 16) >= 0 for each in raw["notes"])
    assert list(read(raw).kinds) == list(KINDS)


def test_weights_are_of_families_that_features_have() -> None:
    families = {name.partition(":")[0] for name in model().evidence.weights}
    assert families == {
        "w", "c", "cs", "ca", "cd", "cy", "s", "sz", "sp", "k", "v", "vs", "y", "ys", "o", "d",
        "ds", "nc", "ph", "nh", "m",
    }  # fmt: skip


def told(*sentences: str, about: str = "Arthroscopy of the right knee") -> Scored:
    """Score the last sentence of a note."""
    return score(("HISTORY:", *sentences), about)[-1]


def test_what_stands_under_a_denial_is_not_offered_or_says_so() -> None:
    assert told("Denies:", "- knee pain at rest").offered is False
    below = told("Negative for:", "severe knee pain, locking, and instability.")
    assert below.mind[:1] == ("it stands below words that deny it",)
    assert told("Denies:", "- fever", "EXAM:", "Severe knee pain with locking.").mind == ()


def test_the_other_side_and_missed_visits_are_pointed_out() -> None:
    left = told("The left knee has severe osteoarthritis with bone on bone changes.")
    assert left.mind[0] == "\u201cleft\u201d: the service is on the other side"
    assert told("Both knees, left and right, have severe osteoarthritis.").mind == ()
    assert told("The patient failed to attend physical therapy.").offered is False


DOUBTS = {
    "Physical therapy provided significant relief of her pain.": (
        "\u201csignificant relief\u201d: the treatment may have helped"
    ),
    "Gabapentin works well for the pain.": (
        "\u201cworks well\u201d: the treatment may have helped"
    ),
    "She was offered physical therapy for her severe pain but declined; she cannot walk.": (
        "\u201cdeclined\u201d: it may not have been done"
    ),
    "She had no improvement with physical therapy.": "",
    "Injection of the knee gave good relief for only two weeks.": "",
}


@pytest.mark.parametrize(("sentence", "doubt"), DOUBTS.items())
def test_a_treatment_that_helped_or_was_not_done_is_doubted(sentence: str, doubt: str) -> None:
    mind = [one for one in told("HPI:", sentence, about="knee replacement").mind if "may " in one]
    assert mind == [doubt] * bool(doubt)


def test_what_is_planned_is_no_treatment_that_was_had() -> None:
    therapy = "Physical therapy 2 times a week for 6 weeks for knee pain and weakness."
    assert told("PLAN:", therapy).mind == ("it stands in the plan",)
    assert told("HISTORY:", therapy).mind == ()
    assert told("PLAN:", "She failed 6 weeks of physical therapy for knee pain.").mind == ()


def test_a_sentence_that_is_wholly_denied_is_not_offered_by_its_words_alone() -> None:
    about = "Arthroscopy of the right knee for meniscal tear"
    denied = "Knee: no effusion, no instability, no crepitus, no tenderness."
    assert score(("INDICATIONS:", denied), about)[-1].offered is False
