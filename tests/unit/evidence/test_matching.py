"""Sentences of a record that speak of a criterion, and why. Everybody in them is made up."""

from __future__ import annotations

import pytest

from m1appeals.evidence.criteria.matching import MOST, Match, match
from m1appeals.evidence.criteria.words import labels, narrower, stem, synonyms, words

RECORD: tuple[tuple[str, str, float], ...] = (
    ("She completed 8 weeks of PT without relief.", "failed_treatment", 0.9),
    ("Ibuprofen 800 mg gave no benefit.", "failed_treatment", 0.9),
    ("She did 3 weeks of physical therapy in 2019.", "failed_treatment", 0.7),
    ("MRI shows severe narrowing at L4-5.", "finding", 0.9),
    ("She cannot put on her socks or climb stairs.", "function", 0.9),
    ("Denies chest pain.", "", 0.1),
    ("BMI 42.1.", "finding", 0.5),
    ("Blood pressure 120/80.", "", 0.1),
    ("Back pain radiates to the left leg, 8/10.", "symptom", 0.9),
    ("Tried yoga; no better.", "failed_treatment", 0.6),
    ("Polysomnogram: AHI 34 events per hour.", "finding", 0.8),
    ("Left ventricular ejection fraction was 25%.", "finding", 0.8),
    ("The plan was discussed with Example.", "", 0.1),
)
SENTENCES = [sentence for sentence, _, _ in RECORD]


def found(criterion: str) -> tuple[Match, ...]:
    return match(
        [criterion], SENTENCES, [kind for _, kind, _ in RECORD], [score for _, _, score in RECORD]
    )[0]


BEST = {
    "Failure of at least 6 weeks of conservative treatment": 0,
    "Failed NSAIDs": 1,
    "Physical therapy for at least six weeks": 0,
    "Spinal stenosis documented by imaging": 3,
    "Limits activities of daily living": 4,
    "Body mass index of 35 or more": 6,
    "Obesity": 6,
    "Radicular pain of at least 4 on a scale of 0 to 10": 8,
    "Sleep apnea with an apnea-hypopnea index of 15 or more": 10,
    "A sleep study was performed": 10,
    "LVEF of 35% or less": 11,
    "Systolic dysfunction": 11,
    "Any of the following: Inability to walk; Inability to dress": 4,
}


@pytest.mark.parametrize(("criterion", "best"), BEST.items())
def test_the_best_sentence_is_first(criterion: str, best: int) -> None:
    assert found(criterion)[0].sentence == best


WHY = {
    ("Physical therapy for at least 6 weeks", 0): (
        "both speak of physical therapy (PT)",
        "8 weeks (the criterion asks for at least 6 weeks)",
    ),
    ("Physical therapy for at least 6 weeks", 2): (
        "both speak of physical therapy (PT)",
        "3 weeks (the criterion asks for at least 6 weeks)",
    ),
    ("Failed NSAIDs", 1): (
        "both speak of NSAIDs",
        "both speak of failure or little relief",
        "a failed treatment, as the criterion asks",
    ),
    ("Conservative treatment failed", 1): (
        "“Ibuprofen” may count as conservative treatment",
        "both speak of failure or little relief",
        "a failed treatment, as the criterion asks",
    ),
    ("Conservative treatment failed", 9): (
        "no word in common with the criterion",
        "a failed treatment, as the criterion asks",
    ),
    ("BMI of 35 or more", 6): (
        "both speak of obesity (BMI)",
        "a finding, as the criterion asks",
        "BMI 42.1 (the criterion asks for BMI of 35 or more)",
    ),
    ("Function and activities of daily living", 4): (
        "both speak of activities of daily living (ADL)",
        "both speak of daily life and function",
        "an effect on daily life, as the criterion asks",
    ),
    ("Polysomnogram events", 10): ("both speak of a sleep study", "the same word: events"),
    ("Ejection fraction of 35% or less", 11): (
        "both speak of ejection fraction",
        "a finding, as the criterion asks",
        "Left ventricular ejection fraction was 25%"
        " (the criterion asks for Ejection fraction of 35% or less)",
    ),
}


@pytest.mark.parametrize(("case", "why"), WHY.items())
def test_each_says_why(case: tuple[str, int], why: tuple[str, ...]) -> None:
    criterion, sentence = case
    assert {one.sentence: one.why for one in found(criterion)}[sentence] == why


def test_a_number_that_fits_is_ahead_of_one_that_does_not() -> None:
    criterion = "Physical therapy for at least 6 weeks"
    sentences = ["PT for 3 weeks.", "PT for 8 weeks."]
    (matches,) = match([criterion], sentences, ["", ""], [0.5, 0.5])
    assert [one.sentence for one in matches] == [1, 0]
    (matches,) = match(["PT within 6 weeks"], sentences, ["", ""], [0.5, 0.5])
    assert [one.sentence for one in matches] == [0, 1]


def test_numbers_of_which_only_some_fit_count_for_nothing() -> None:
    sentences = ["LVEF was 25%, LVEF is 50%.", "LVEF was 45%, LVEF is 50%."]
    (matches,) = match(["LVEF of 35% or less"], sentences, [""] * 2, [0.5] * 2)
    score = {one.sentence: one.score for one in matches}
    assert score[0] > score[1]


NUMBERS = {
    ("Prior PT of 6 weeks", "PT for 8 weeks."): "8 weeks (the criterion asks for 6 weeks)",
    (
        "at least 6 weeks of PT",
        "PT for 2 months.",
    ): "2 months (the criterion asks for at least 6 weeks)",
    ("PT, 12 or more sessions", "PT: 10 sessions of PT."): (
        "10 sessions of PT (the criterion asks for 12 or more sessions)"
    ),
    ("Epworth score of 10 or more, sleepy", "Sleepy, Epworth 16."): (
        "Epworth 16 (the criterion asks for Epworth score of 10 or more)"
    ),
    (
        "A1c below 8% in diabetes",
        "Diabetes, A1c 9.1%.",
    ): "A1c 9.1% (the criterion asks for A1c below 8%)",
    ("Grade 3 arthritis", "Grade 4 arthritis."): "Grade 4 (the criterion asks for Grade 3)",
    ("Wound of 2 cm", "Wound, 3 x 4 cm."): "3 x 4 cm (the criterion asks for 2 cm)",
    ("At least 6 weeks of PT in the last 12 months", "PT for 8 weeks, pain for 2 years."): (
        "8 weeks, 2 years (the criterion asks for at least 6 weeks)"
    ),
    ("LVEF of 35% or less", "LVEF was 25% in March, LVEF is 50% today."): (
        "LVEF was 25%, LVEF is 50% (the criterion asks for LVEF of 35% or less)"
    ),
}


@pytest.mark.parametrize(("texts", "shown"), NUMBERS.items())
def test_numbers_stand_side_by_side(texts: tuple[str, str], shown: str) -> None:
    (matches,) = match([texts[0]], [texts[1]], [""], [0.5])
    assert matches[0].why[-1] == shown


OTHER_NUMBERS = {
    "other scores": ("Epworth score of 10, sleepy", "Sleepy, PHQ-9 of 16."),
    "what happened long ago": ("PT for 6 weeks", "PT 5 years ago."),
    "the time that is looked at": ("PT within the past 6 months", "PT for 8 weeks."),
    "another index of sleep": ("AHI of 15 in a sleep study", "Sleep study, RDI 22."),
    "other measures": ("PT for 6 weeks", "PT for pain of 7/10."),
}


@pytest.mark.parametrize("texts", OTHER_NUMBERS.values(), ids=OTHER_NUMBERS)
def test_numbers_of_other_things_are_not_compared(texts: tuple[str, str]) -> None:
    (matches,) = match([texts[0]], [texts[1]], [""], [0.5])
    assert not any("asks for" in why for why in matches[0].why)


def test_nothing_says_that_a_criterion_is_met() -> None:
    for criterion in BEST:
        for one in found(criterion):
            assert not any(word in why.split() for why in one.why for word in ("met", "meets"))


def test_what_has_nothing_in_common_is_not_offered() -> None:
    assert match(["Cataract surgery"], ["Blood pressure 120/80."], [""], [0.9]) == ((),)
    assert match(["the of and"], SENTENCES, [""] * 13, [0.5] * 13) == ((),)
    assert match([], SENTENCES, [""] * 13, [0.5] * 13) == ()
    assert match(["Pain"], [], [], []) == ((),)


def test_at_most_twenty_are_offered_for_one() -> None:
    (matches,) = match(["Pain"], ["There is pain."] * 50, [""] * 50, [0.5] * 50)
    assert [one.sentence for one in matches] == list(range(MOST))


def test_better_evidence_is_ahead() -> None:
    (matches,) = match(["Pain of the knee"], ["Knee pain."] * 3, [""] * 3, [0.1, 0.9, 0.5])
    assert [one.sentence for one in matches] == [1, 2, 0]


def test_the_kind_that_is_asked_for_is_ahead() -> None:
    kinds = ["symptom", "failed_treatment"]
    (matches,) = match(["Failed exercise"], ["Exercise."] * 2, kinds, [0.5, 0.5])
    assert matches[0].sentence == 1


def test_rare_words_weigh_more() -> None:
    sentences = ["Lumbar film.", "Trigger finger.", *["Lumbar spine."] * 20]
    (matches,) = match(["Lumbar trigger"], sentences, [""] * 22, [0.5] * 22)
    assert matches[0].sentence == 1


def test_the_same_is_offered_every_time() -> None:
    assert found("Conservative treatment failed") == found("Conservative treatment failed")


def test_scores_lie_between_0_and_1_and_fall() -> None:
    for criterion in BEST:
        scores = [one.score for one in found(criterion)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_every_sentence_needs_a_kind_and_a_score() -> None:
    with pytest.raises(ValueError, match="every sentence has a kind and a score"):
        match(["Pain"], ["Pain."], [], [])


# Words

ALIKE = (
    ("limitations", "limited", "limit"),
    ("ambulate", "ambulation", "ambulatory"),
    ("radiate", "radiates", "radiating"),
    ("impaired", "impairment"),
    ("injections", "injected", "injection"),
    ("degenerative", "degeneration"),
    ("swelling", "swellings"),
    ("stopped", "stop"),
    ("biopsies", "biopsy"),
    ("progressive", "progression", "progressed"),
)


@pytest.mark.parametrize("group", ALIKE, ids=lambda group: str(group[0]))
def test_words_lose_their_endings(group: tuple[str, ...]) -> None:
    assert len({stem(word) for word in group}) == 1


UNLIKE = (
    ("shower", "show"),
    ("walker", "walk"),
    ("disc", "disk"),
    ("nose", "nodes"),
    ("A1c", "a1"),
)


@pytest.mark.parametrize("pair", UNLIKE, ids=lambda pair: str(pair[0]))
def test_other_words_stay_apart(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) != stem(pair[1])


CONCEPTS = {
    "PT was tried.": {"physical_therapy"},
    "The pt was tried.": set(),
    "Physical therapy": {"physical_therapy"},
    "X-rays": {"xray"},
    "Low back pain": {"back_pain"},
    "Cardiac catheterization": {"angiogram"},
    "Epidural steroid injections": {"injection"},
    "Oral steroids": {"steroid"},
    "Bathing, dressing": {"adl"},
    "NSAIDs": {"nsaid"},
    "walks half a block": {"walking"},
    "The site of the catheter": set(),
}


@pytest.mark.parametrize(("text", "concepts"), CONCEPTS.items())
def test_phrases_stand_for_concepts(text: str, concepts: set[str]) -> None:
    assert {word.concept for word in words(text)} - {""} == concepts


def test_a_term_stands_in_one_concept_only() -> None:
    where: dict[tuple[str, ...], str] = {}
    for id_, entry in synonyms()["concept"].items():
        for term in entry["terms"]:
            capitals = term if term.isupper() and len(term) <= 4 else ""
            key = (*(stem(word) for word in term.replace("-", " ").split()), capitals)
            assert where.setdefault(key, id_) == id_, f"{term}: {id_}, {where[key]}"


def test_every_concept_has_a_label_and_words() -> None:
    for id_, entry in synonyms()["concept"].items():
        assert labels()[id_]
        assert entry["terms"]
        assert all(part in narrower() for part in entry.get("includes", ()))


def test_every_kind_has_a_pattern_and_a_label() -> None:
    table = synonyms()
    assert table["kinds"].keys() == table["kind_labels"].keys()


def test_what_is_narrower_is_so_through_all_steps() -> None:
    assert {"nsaid", "medication", "physical_therapy"} <= narrower()["conservative_treatment"]
    assert "conservative_treatment" not in narrower()["nsaid"]


def test_a_lower_score_of_bone_density_meets_more_than_a_higher_one() -> None:
    sentences = ("T-score of -1.0 at the hip.", "T-score of -3.1 at the hip.")
    (matches,) = match(
        ["A T-score of -2.5 or less."], sentences, ("finding", "finding"), (0.5, 0.5)
    )
    assert [one.sentence for one in matches] == [1, 0]
