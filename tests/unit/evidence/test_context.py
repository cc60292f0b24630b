"""What the words around a mention say of it, by cases."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from types import FrameType

import pytest

from m1appeals.errors import Defect
from m1appeals.evidence.context.context import (
    Context,
    affirmed,
    context_in,
    context_of,
    scopes,
    summary,
)
from m1appeals.evidence.context.cues import KINDS, Rule, find, plain
from tests.unit.evidence.context_cases import Case, cases

EVERYTHING = (*cases("groups"), *cases("later"), *cases("last"))
GROUPS = list(dict.fromkeys(case.group for case in EVERYTHING))


def said(case: Case) -> set[str]:
    """Give what is said of the mention, as the cases write it."""
    context = context_of(case.sentence, case.start, case.end, case.section)
    flags = {
        "negated": context.negated,
        "uncertain": not context.certain,
        "normal": context.normal,
        "boilerplate": context.boilerplate,
        context.who: context.who != "patient",
        context.when: context.when != "now",
    }
    return {name for name, so in flags.items() if so}


# A test for each case would take longer to begin than to run.
@pytest.mark.parametrize("group", GROUPS)
def test_a_mention_has_the_context_that_its_sentence_gives_it(group: str) -> None:
    wrong = {
        str(case): (said(case), case.expected)
        for case in EVERYTHING
        if case.group == group and said(case) != case.expected
    }
    assert wrong == {}


@pytest.mark.parametrize("case", cases("missed"), ids=str)
def test_what_is_not_understood_is_known(case: Case) -> None:
    assert said(case) != case.expected


def test_there_are_cases_for_every_group_and_kind() -> None:
    assert len(EVERYTHING) > 900
    assert min(Counter(case.group for case in cases("groups")).values()) >= 10
    assert {word for case in EVERYTHING for word in case.expected} == set(KINDS)


def written_otherwise(case: Case) -> Case:
    sentence = case.sentence.upper().replace("'", "\u2019").replace(" ", "\n")
    return replace(case, sentence=sentence)


@pytest.mark.parametrize("group", GROUPS)
def test_capitals_line_breaks_and_curly_apostrophes_change_nothing(group: str) -> None:
    wrong = [
        str(case)
        for case in EVERYTHING
        if case.group == group and said(written_otherwise(case)) != case.expected
    ]
    assert wrong == []


def words(sentence: str, section: str = "") -> list[str]:
    return [sentence[start:end] for start, end in affirmed(sentence, section)]


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("She denies fever but reports knee pain.", ["but reports knee pain"]),
        ("Knee pain without effusion; gait normal.", ["Knee pain"]),
        ("Mother had breast cancer.", []),
        ("No relief from ibuprofen.", ["No relief from ibuprofen"]),
        ("History of stroke.", ["History of stroke"]),
        ("", []),
    ],
)
def test_what_is_said_to_be_so_is_left_of_a_sentence(sentence: str, left: list[str]) -> None:
    assert words(sentence) == left


def test_a_sentence_of_family_history_leaves_nothing() -> None:
    assert words("Hypertension, diabetes.", "family history") == []


def test_a_summary_names_what_holds_for_the_whole_sentence_and_which_words_say_so() -> None:
    whole = summary("She denies fever, chills, or chest pain.")
    assert (whole.whole, whole.part, whole.so) == (("negated",), (), 0.0)
    assert whole.cues == (("negated", "denies"),)


def test_a_summary_tells_the_whole_from_a_part() -> None:
    both = summary("Severe left knee pain for years, worse on stairs, without effusion.")
    assert (both.whole, both.part) == ((), ("negated",))
    assert 0.7 < both.so < 1


def test_a_summary_of_a_plain_sentence_names_nothing() -> None:
    plain_one = summary("Knee pain is severe.")
    assert (plain_one.whole, plain_one.part, plain_one.so, plain_one.cues) == ((), (), 1.0, ())


def test_a_summary_names_the_section_where_that_says_it() -> None:
    assert summary("Diabetes.", "family history").cues == (("family", "family history"),)


def test_a_scope_lies_in_its_sentence_and_holds_its_cue() -> None:
    for case in EVERYTHING:
        for scope in scopes(case.sentence, case.section):
            assert 0 <= scope.start < scope.end <= len(case.sentence)
            assert scope.cue in case.sentence[scope.start : scope.end] or scope.cue == case.section


def test_many_mentions_are_asked_of_one_reading() -> None:
    sentence = "She denies fever but reports knee pain."
    found = scopes(sentence)
    assert context_in(found, 11, 16) == Context(negated=True)
    assert context_in(found, 29, 38) == Context()


def test_most_of_a_mention_decides() -> None:
    sentence = "Pain without swelling"
    assert context_of(sentence, 5, 21).negated
    assert not context_of(sentence, 0, 8).negated


def test_the_longer_of_two_cues_is_found() -> None:
    text = "no evidence of pain"
    assert [text[cue.start : cue.end] for cue in find(text)] == ["no evidence of"]


def test_a_word_that_goes_on_behind_a_hyphen_and_a_date_are_no_cues() -> None:
    assert find("no-touch technique on 5/5/2026")[0].rules[0].kind != "negated"
    assert summary("Seen on 5/5/2026 with a no-touch technique").cues == ()


def test_a_plain_text_is_as_long_as_the_text() -> None:
    odd = "\u0130 N\u2019T \u2013 \u00a0\u00df\U0001f600 A\tB"
    assert len(plain(odd)) == len(odd)


@pytest.mark.parametrize(("kind", "reach"), [("odd", "after"), ("negated", "far"), ("past", "")])
def test_a_cue_of_an_unknown_kind_or_reach_is_a_defect(kind: str, reach: str) -> None:
    with pytest.raises(Defect):
        Rule(kind=kind, reach=reach)


def work(sentence: str) -> int:
    """Count the functions that run for a sentence, those of Python's own among them."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        summary(sentence)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        ",", "no, ", "no,", "if ", "? ", ": ", "mother in 2015 resolved, ", "and ", "[ ] ", "x",
        "no evidence ", "denies fever, ", "were normal, ", "not ~ ", "risk of ", "history ",
        "(((", "no no ", "a b c: no ", "pain? no ",
    ],
)  # fmt: skip
def test_work_grows_with_the_text_and_not_faster(piece: str) -> None:
    summary("")
    once = work(piece * 200)
    assert work(piece * 800) <= 4.2 * once + 50


@pytest.mark.parametrize("piece", ["no", "denied", "and", "x"])
def test_a_scope_ends_somewhere(piece: str) -> None:
    sentence = f"No {'word ' * 200} {piece} {'word ' * 200}"
    assert max(scope.end - scope.start for scope in scopes(sentence)) < 400


@pytest.mark.parametrize("box", "☐□❏❑")
def test_what_stands_behind_an_empty_box_is_not_so(box: str) -> None:
    sentence = f"{box} Failed physical therapy"
    assert context_of(sentence, 2, len(sentence)).negated
