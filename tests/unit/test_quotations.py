"""What a letter quotes: word for word, at the place that the packet gives it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals.errors import Defect
from m1appeals.evidence.criteria.splitting import LIMITATION
from m1appeals.exhibit_list import Entry, chosen_pages
from m1appeals.quotations import GAP, KINDS, NO_EVIDENCE, Evidence, evidence_of
from tests.letters.examples import quotation


def exhibit(name: str, pages: str, of: int) -> Entry:
    chosen = chosen_pages(pages, of)
    return Entry(name=name, pages=len(chosen), chosen=chosen)


CLAIM = exhibit("Original claim", "", 2)
NOTES = exhibit("Notes", "5-9", 12)


def evidence(
    *quotations: dict[str, Any],
    criteria: Sequence[tuple[str, bool]] = (),
    entries: Sequence[Entry] = (CLAIM, NOTES),
    form: str = "criteria",
) -> Evidence:
    asked = [{"text": text, "undocumented": undocumented} for text, undocumented in criteria]
    return evidence_of({"form": form, "criteria": asked, "quotations": quotations}, entries)


def printed(text: str, *cuts: list[int]) -> str:
    return evidence(quotation(text, cuts=cuts)).quotations[0].text


def problem(**changes: Any) -> str:
    (one,) = evidence(quotation("Pain 7/10.", **changes)).quotations
    assert one.place == ""
    return one.problem


def test_without_evidence_nothing_is_quoted() -> None:
    assert evidence_of(None, [NOTES]) is NO_EVIDENCE
    assert NO_EVIDENCE.printed == ()


@pytest.mark.parametrize(
    ("cuts", "text"),
    [
        ([], "Pain since May, worse at night, with a limp."),
        ([[15, 30]], "Pain since May, [...], with a limp."),
        ([[14, 30]], "Pain since May [...], with a limp."),
        ([[0, 16]], "[...] worse at night, with a limp."),
        ([[30, 44]], "Pain since May, worse at night [...]"),
        ([[15, 22], [22, 30]], "Pain since May, [...], with a limp."),
        ([[15, 21], [22, 30]], "Pain since May, [...], with a limp."),
        ([[20, 30], [15, 25]], "Pain since May, [...], with a limp."),
        ([[14, 31], [15, 20]], "Pain since May [...] with a limp."),
        ([[5, 10], [32, 36]], "Pain [...] May, worse at night, [...] a limp."),
    ],
)
def test_cuts_are_printed_as_gaps(cuts: list[list[int]], text: str) -> None:
    assert printed("Pain since May, worse at night, with a limp.", *cuts) == text


@given(
    data=st.data(), words=st.lists(st.text("aB1\u00e9.,;: \u201c\u201d<&-", min_size=1), min_size=1)
)
def test_a_quotation_is_exact_pieces_of_the_record_in_their_order(
    data: st.DataObject, words: list[str]
) -> None:
    text = " ".join(" ".join(words).split()) or "x"
    places = st.integers(0, len(text))
    drawn = data.draw(st.lists(st.tuples(places, places), max_size=4))
    cuts = [sorted(cut) for cut in drawn if cut[0] != cut[1]]
    pieces = printed(text, *cuts).split(GAP)
    at = 0
    for piece in (piece.strip() for piece in pieces):
        found = text.find(piece, at)
        assert found >= 0, (text, cuts, piece)
        at = found + len(piece)
    kept = [c for place, c in enumerate(text) if not any(a <= place < b for a, b in cuts)]
    assert "".join("".join(pieces).split()) == "".join("".join(kept).split())
    assert (GAP in printed(text, *cuts)) is bool(cuts)


def test_no_two_gaps_stand_side_by_side() -> None:
    assert printed("a b c d", [0, 1], [2, 3], [4, 5]) == "[...] d"


def test_what_no_paper_can_show_is_dropped_and_white_space_is_folded() -> None:
    assert printed("Pain\x00 7/10\x0con\u00a0 May\ud800 4\ufffe") == "Pain 7/10 on May 4"


@pytest.mark.parametrize(
    "text",
    [
        *["not", "denies", "without", "didn't", "ruled out", "No"],
        *["will", "scheduled", "recommended", "may", "family", "previously", "until"],
    ],
)
def test_a_cut_that_takes_away_a_no_or_its_like_is_doubted(text: str) -> None:
    whole = f"Patient {text} pain"
    start = whole.index(text)
    (one,) = evidence(quotation(whole, cuts=[[start, start + len(text)]])).quotations
    word = "n't" if text == "didn't" else text
    assert one.place
    assert one.problem == (
        f"A cut takes away “{word}”. Check that the quotation still says what the record says."
    )


@pytest.mark.parametrize("cut", [[0, 2], [3, 12]])
def test_a_cut_within_a_word_is_doubted(cut: list[int]) -> None:
    (one,) = evidence(quotation("unremarkable knee", cuts=[cut])).quotations
    assert one.problem == "A cut ends within a word. Let it begin and end between words."


@pytest.mark.parametrize("cuts", [[[0, 10]], [[0, 4], [4, 9]], [[0, 4], [5, 10]]])
def test_cuts_that_leave_nothing_are_told_and_nothing_is_quoted(cuts: list[list[int]]) -> None:
    assert problem(cuts=cuts) == (
        "The cuts leave nothing of this quotation. Take one of them back."
    )


@pytest.mark.parametrize(
    ("pages", "of", "page", "last", "place"),
    [
        ("", 3, 2, 2, "Exhibit B, page 2"),
        ("5-9", 12, 7, 7, "Exhibit B, page 3"),
        ("5-9", 12, 7, 8, "Exhibit B, pages 3-4"),
        ("9, 7, 8", 12, 7, 8, "Exhibit B, pages 2-3"),
        ("9, 8, 7", 12, 7, 8, "Exhibit B, pages 3 and 2"),
        ("7, 9, 8", 12, 7, 8, "Exhibit B, pages 1 and 3"),
        ("7, 7", 12, 7, 7, "Exhibit B, page 1"),
        ("1-4", 12, 1, 3, "Exhibit B, pages 1-3"),
    ],
)
def test_a_page_is_counted_among_those_that_are_enclosed(
    pages: str, of: int, page: int, last: int, place: str
) -> None:
    entries = [CLAIM, exhibit("Notes", pages, of)]
    (one,) = evidence(
        quotation("Pain.", exhibit=1, page=page, last=last), entries=entries
    ).quotations
    assert (one.place, one.problem) == (place, "")


@pytest.mark.parametrize(
    ("page", "last", "which"),
    [(4, 4, "Page 4 is"), (9, 10, "Pages 9-10 are"), (99, 99, "Page 99 is")],
)
def test_a_page_that_is_not_enclosed_is_not_quoted(page: int, last: int, which: str) -> None:
    assert problem(exhibit=1, page=page, last=last) == (
        f"{which} not among the pages of “Notes” in the packet, so the letter leaves it out. Add "
        "the page to the exhibit."
    )


def test_an_exhibit_that_is_gone_is_not_quoted() -> None:
    assert problem(exhibit=2) == (
        "Its exhibit is not in the packet, so the letter leaves it out. Add the exhibit."
    )


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        ({}, ""),
        ({"note": "Progress note"}, "Progress note"),
        ({"day": "2026-03-04"}, "March 4, 2026"),
        ({"author": "Jane Example, MD"}, "Jane Example, MD"),
        (
            {"note": "Progress note", "day": "2026-03-04", "author": "Jane Example, MD"},
            "Progress note, March 4, 2026, Jane Example, MD",
        ),
    ],
)
def test_a_source_says_what_is_known_of_the_note(changes: dict[str, str], source: str) -> None:
    assert evidence(quotation("Pain.", **changes)).quotations[0].source == source


CRITERIA = [("Six weeks of pain", False), ("Therapy failed", False), ("No cancer", True)]


def test_a_criterion_is_answered_by_what_the_letter_quotes() -> None:
    found = evidence(
        quotation("Pain.", criterion=0),
        quotation("Gone.", criterion=1, exhibit=9),
        quotation("Benign.", criterion=2),
        criteria=CRITERIA,
    )
    assert [one.state for one in found.criteria] == ["answered", "open", "undocumented"]
    assert [(c.text, [q.text for q in quoted]) for c, quoted in found.answers] == [
        ("Six weeks of pain", ["Pain."])
    ]
    assert [(kind, [q.text for q in quoted]) for kind, quoted in found.others] == [
        ("finding", ["Benign."])
    ]


def test_by_kind_no_criterion_has_the_word() -> None:
    found = evidence(quotation("Pain.", criterion=0), criteria=CRITERIA, form="kinds")
    assert found.answers == []
    assert [kind for kind, _ in found.others] == ["finding"]


def test_kinds_have_their_order_and_quotations_theirs() -> None:
    given_ = [quotation(f"{kind} {n}", kind=kind) for kind in reversed(KINDS) for n in (1, 2)]
    told = evidence(*given_).others
    assert [kind for kind, _ in told] == list(KINDS)
    assert all([q.text[-1] for q in quoted] == ["1", "2"] for _, quoted in told)


def test_what_is_wrong_with_criteria_is_told() -> None:
    found = evidence(
        quotation("Pain.", criterion=0),
        criteria=[("Six weeks", False), ("six  weeks", True), ("Therapy", False), (" ", False)],
    )
    assert list(found.problems()) == [
        "“six weeks”: This criterion is there twice. Take one out.",
        "“Therapy”: The letter quotes nothing for this criterion. Choose a quotation, or mark it "
        "as not documented.",
        "This criterion has no words. Type it, or take it out.",
    ]


def test_what_a_policy_does_not_cover_is_to_be_checked() -> None:
    found = evidence(criteria=[(f"{LIMITATION}: Spider veins", False)])
    assert list(found.problems()) == [
        "“Limitation: Spider veins”: This limits what is covered. Check that it does not apply "
        "here; then quote what shows so, or take it out."
    ]


def test_a_problem_begins_with_the_words_that_it_is_about() -> None:
    long = "A quotation that goes on for rather longer than a line of a list can hold."
    found = evidence(quotation(long, exhibit=9))
    assert [one.split("”")[0] for one in found.problems()] == [
        "“A quotation that goes on for rather longer than a line of..."
    ]


def test_the_day_of_a_note_is_a_date() -> None:
    assert evidence(quotation("P.", day="2026-03-04")).quotations[0].day == date(2026, 3, 4)


GOOD: dict[str, Any] = {"form": "kinds", "criteria": [], "quotations": [quotation("Pain.")]}


@pytest.mark.parametrize(
    "changes",
    [
        {"form": "table"},
        {"criteria": None},
        {"criteria": [{"text": "Pain"}]},
        {"quotations": [{}]},
        {"quotations": "x"},
        *(
            {"quotations": [{**quotation("Pain."), **wrong}]}
            for wrong in (
                {"kind": "opinion"},
                {"criterion": 0},
                {"criterion": -2},
                {"criterion": "0"},
                {"exhibit": -1},
                {"exhibit": "A"},
                {"page": 0},
                {"page": 2},
                {"page": "1"},
                {"last": None},
                {"cuts": [[3, 2]]},
                {"cuts": [[2, 2]]},
                {"cuts": [[-1, 2]]},
                {"cuts": [[0, 6]]},
                {"cuts": [1]},
                {"day": "3/4/2026"},
                {"note": None},
                {"text": 5},
            )
        ),
    ],
    ids=str,
)
def test_another_shape_is_a_defect(changes: dict[str, Any]) -> None:
    evidence_of(GOOD, [NOTES])
    with pytest.raises(Defect, match=r"^evidence of another shape: [A-Z][A-Za-z]+$"):
        evidence_of({**GOOD, **changes}, [NOTES])
