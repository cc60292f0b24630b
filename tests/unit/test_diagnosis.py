"""Diagnosis codes looked up, found and checked, in a small index of made-up and real codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

import pytest

from m1appeals.diagnosis import Finding, Table, check
from m1appeals.diagnosis.references import references
from m1appeals.errors import Defect

HEAD = json.dumps({"release": "Example set", "from": "2026-04-01", "to": "2026-09-30"})
SETS = """A initial encounter|D subsequent encounter|S sequela
A initial encounter
0 stage unspecified|1 mild stage"""
RULES = """H4011 2
S134 0
S52 0
S52508 1
T36 0"""
CODES: Mapping[str, str] = {
    "D51": "Vitamin B12 deficiency anemia",
    "E11": "Type 2 diabetes mellitus",
    "E119": "Type 2 diabetes mellitus without complications",
    "F02": "Dementia in other diseases classified elsewhere",
    "F0280": "Dementia in other diseases classified elsewhere, without disturbance",
    "G30": "Alzheimer's disease",
    "G300": "Alzheimer's disease with early onset",
    "G309": "Alzheimer's disease, unspecified",
    "H4011": "Primary open-angle glaucoma",
    "H40111": "Primary open-angle glaucoma, right eye",
    "H40119": "Primary open-angle glaucoma, unspecified eye",
    "I10": "Essential (primary) hypertension",
    "J18": "Pneumonia, unspecified organism",
    "J180": "Bronchopneumonia, unspecified organism",
    "J189": "Pneumonia, unspecified organism",
    "K29": "Gastritis and duodenitis",
    "M2556": "Pain in knee",
    "M25561": "Pain in right knee",
    "M25562": "Pain in left knee",
    "M25569": "Pain in unspecified knee",
    "M51": "Disc disorders",
    "M511": "Disc disorders with radiculopathy",
    "M5116": "Disc disorders with radiculopathy, lumbar region",
    "M54": "Dorsalgia",
    "M541": "Radiculopathy",
    "M5416": "Radiculopathy, lumbar region",
    "M545": "Low back pain",
    "M5450": "Low back pain, unspecified",
    "M5451": "Vertebrogenic low back pain",
    "M5459": "Other low back pain",
    "N18": "Chronic kidney disease (CKD)",
    "P051": "Newborn small for gestational age",
    "S134": "Sprain of ligaments of cervical spine",
    "S52": "Fracture of forearm",
    "S525": "Fracture of lower end of radius",
    "S5250": "Unspecified fracture of the lower end of radius",
    "S52501": "Unspecified fracture of the lower end of right radius",
    "S52508": "Fatal fracture of the lower end of radius",
    "S52509": "Unspecified fracture of the lower end of unspecified radius",
    "S5252": "Torus fracture of lower end of radius",
    "S52521": "Torus fracture of lower end of right radius",
    "T36": "Poisoning by, adverse effect of and underdosing of antibiotics",
    "T360X1": "Poisoning by penicillins, accidental",
    "T360X5": "Adverse effect of penicillins",
    "Z79": "Long term drug therapy",
    "Z794": "Long term use of insulin",
    "Z798": "Right use of others",
}
NOTES = """M541\te\tradiculopathy with disc (M51.1-)|with fracture (S52 with 7th character S)
M511\te\tlumbar radiculitis NOS (M54.16)
M54\te\tvertebrogenic pain, told apart from the others (M54.51)
F02\tc\tthe condition, such as:|Alzheimer's (G30.-)|epilepsy (G40.-)|a (A52.1-)|b (E52)|c (A00)
N18\tc\tany associated:|hypertension (I10-I1A)
T36-T50\tc\t, for adverse effects, the nature of the adverse effect, such as:|gastritis (K29.-)
D51\tc\tcause (E00-E03.-)
E11\tu\tcode to identify control using:|insulin (Z79.4)
G30\tu\tcode to identify
M00-M99\te\tconditions of the perinatal period (P04-P96)"""
WORDS = """I10 high blood pressure
M5451 from an end plate
S52521 buckle"""


def index(*, head: str = HEAD, codes: Mapping[str, str] = CODES) -> bytes:
    listed, descriptions = "\n".join(codes), "\n".join(codes.values())
    return "\f".join([head, SETS, RULES, listed, descriptions, NOTES, WORDS]).encode()


DATA = index()
TABLE = Table(DATA)
MAY = date(2026, 5, 1)


def found(*codes: str, on: date | None = MAY) -> list[Finding]:
    return list(check(codes, TABLE, on=on))


def kinds(*codes: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.code) for finding in found(*codes)]


def messages(kind: str, *codes: str) -> list[str]:
    return [finding.message for finding in found(*codes) if finding.kind == kind]


def offered(*codes: str) -> list[str]:
    return [entry.code for finding in found(*codes) for entry in finding.offers]


def searched(words: str, most: int = 20) -> list[str]:
    return [entry.code for entry in TABLE.search(words, most)]


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"a\fb\fc\fd\fe\ff\fg", index(head="{}"), index(head=HEAD.replace("04", "14"))],
)
def test_what_is_no_index_is_a_defect(data: bytes) -> None:
    with pytest.raises(Defect):
        Table(data)


def test_a_table_says_which_release_it_is_and_for_when() -> None:
    assert TABLE.release == "Example set"
    assert (TABLE.effective_from, TABLE.effective_to) == (date(2026, 4, 1), date(2026, 9, 30))


@pytest.mark.parametrize("code", ["M54.16", "m5416", " M54.16 ", "M54 .16"])
def test_a_code_is_found_however_it_is_typed(code: str) -> None:
    entry = TABLE.entry(code)
    assert entry is not None
    assert (entry.code, entry.description) == ("M54.16", "Radiculopathy, lumbar region")
    assert entry.billable


@pytest.mark.parametrize("code", ["", ".", "M54.1X", "Z99", "~", "A00", "M54.16A", "S52.52", "M5"])
def test_what_is_not_in_the_table_is_not_billable(code: str) -> None:
    entry = TABLE.entry(code)
    assert entry is None or not entry.billable


@pytest.mark.parametrize(
    ("code", "description"),
    [
        ("S52.521A", "Torus fracture of lower end of right radius, initial encounter"),
        ("S13.4XXD", "Sprain of ligaments of cervical spine, subsequent encounter"),
        ("T36.0X1S", "Poisoning by penicillins, accidental, sequela"),
        ("H40.1111", "Primary open-angle glaucoma, right eye, mild stage"),
    ],
)
def test_a_seventh_character_completes_a_code(code: str, description: str) -> None:
    entry = TABLE.entry(code)
    assert entry is not None
    assert entry.code == code
    assert entry.description == description
    assert entry.billable


@pytest.mark.parametrize("code", ["S52.521Q", "S13.4XA", "S13.4AXX", "S52.508D", "S52.5XXA"])
def test_a_seventh_character_that_a_code_does_not_take_makes_no_code(code: str) -> None:
    assert TABLE.entry(code) is None


def test_a_code_without_its_seventh_character_is_told_from_a_heading() -> None:
    assert TABLE.needs_seventh("S52.521")
    assert not TABLE.needs_seventh("S52.52")
    assert not TABLE.needs_seventh("S52.521A")
    assert not TABLE.needs_seventh("M54.16")
    assert TABLE.seventh("T36.0X1A") == ("T36.0X1", "A")
    assert TABLE.seventh("T36.0X1") is None


def test_the_codes_one_step_below_and_above() -> None:
    assert [e.code for e in TABLE.children("M54")] == ["M54.1", "M54.5"]
    assert [e.code for e in TABLE.children("T36.0X1")] == ["T36.0X1A", "T36.0X1D", "T36.0X1S"]
    assert [e.code for e in TABLE.children("S52.508")] == ["S52.508A"]
    assert TABLE.children("M54.16") == TABLE.children("Z99") == []
    assert TABLE.parent("T36.0X1A") == "T36.0X1"
    assert TABLE.parent("T36.0X1") == "T36"
    assert TABLE.parent("T36") is TABLE.parent("Z99.9") is None


def test_billable_codes_below_a_heading_come_in_order_up_to_a_number() -> None:
    assert [e.code for e in TABLE.billable_below("M54", 3)] == ["M54.16", "M54.50", "M54.51"]
    assert [e.code for e in TABLE.billable_below("S52.52", 2)] == ["S52.521A", "S52.521D"]
    assert [e.code for e in TABLE.billable_below("M54.16", 9)] == ["M54.16"]
    assert TABLE.billable_below("Z99", 9) == []


def test_a_heading_is_not_billable_and_its_billable_codes_are_offered() -> None:
    assert kinds("M54.5") == [("heading", "M54.5")]
    assert offered("M54.5") == ["M54.50", "M54.51", "M54.59"]


def test_a_code_without_its_seventh_character_is_completed() -> None:
    assert kinds("S52.521") == [("seventh", "S52.521")]
    assert offered("S52.521") == ["S52.521A", "S52.521D", "S52.521S"]
    assert "X fills" not in found("S52.521")[0].message
    assert "; X fills the places before it." in found("S13.4")[0].message


@pytest.mark.parametrize(
    ("code", "near", "hint"),
    [
        ("M54.55", ["M54.50", "M54.51", "M54.59"], "it may belong to the set of another date."),
        ("M54.5O", ["M54.50"], "it may belong to the set of another date."),
        ("S13.4A", ["S13.4XXA"], "X fills the places before it."),
        ("T36.01A", ["T36.0X1A"], "X fills the places before it."),
        ("M54.16A", ["M54.16"], "M54.16 takes no more characters."),
        ("S52.521Q", ["S52.521A", "S52.521D", "S52.521S"], "to the set of another date."),
        ("Z99.9", [], "it may belong to the set of another date."),
    ],
)
def test_an_unknown_code_is_named_with_what_is_near(code: str, near: list[str], hint: str) -> None:
    (finding,) = found(code)
    assert finding.kind == "unknown"
    assert finding.message.startswith(f"{code} is not in Example set. ")
    assert finding.message.endswith(hint)
    assert [entry.code for entry in finding.offers] == near


@pytest.mark.parametrize(
    ("code", "kind", "offers"),
    [
        ("M25.569", "side", ["M25.561", "M25.562"]),
        ("S52.509A", "side", ["S52.501A", "S52.508A"]),
        ("S52.501D", "unspecified", ["S52.508"]),
        ("G30.9", "unspecified", ["G30.0"]),
        ("J18.9", "unspecified", ["J18.0"]),
        ("M54.50", "unspecified", ["M54.51", "M54.59"]),
        ("H40.1110", "unspecified", ["H40.1111"]),
    ],
)
def test_what_a_code_leaves_open_is_pointed_out_with_what_says_more(
    code: str, kind: str, offers: list[str]
) -> None:
    (finding,) = found(code)
    assert (finding.kind, finding.code) == (kind, code)
    assert [entry.code for entry in finding.offers] == offers


def test_a_code_may_leave_two_things_open() -> None:
    stage, side = found("H40.1190")
    assert [entry.code for entry in stage.offers] == ["H40.1191"]
    assert (side.kind, [entry.code for entry in side.offers]) == ("side", ["H40.1110"])


@pytest.mark.parametrize("code", ["M25.561", "G30.0", "J18.0", "H40.1111", "D51", "Z79.4"])
def test_a_code_that_says_all_it_can_raises_no_doubt(code: str) -> None:
    assert [kind for kind, _ in kinds(code) if kind not in ("code_first", "additional")] == []


def test_two_codes_that_exclude_each_other_are_told_once_whatever_their_order() -> None:
    assert kinds("M54.16", "M51.16") == [("excludes1", "M54.16")]
    assert kinds("M51.16", "M54.16") == [("excludes1", "M51.16")]
    assert messages("excludes1", "M54.16", "M51.16") == [
        "M54.16 and M51.16 are not coded together: the Excludes1 note at M54.1 names "
        "“radiculopathy with disc (M51.1-)”. Check that both stand in the record as "
        "conditions that have nothing to do with each other."
    ]


def test_a_condition_of_a_note_counts() -> None:
    assert messages("excludes1", "M54.16", "S52.521A") == []
    assert len(messages("excludes1", "M54.16", "S52.521S")) == 1


def test_a_note_that_parts_what_is_below_it_is_no_conflict() -> None:
    assert messages("excludes1", "M54.16", "M54.51") == []


def test_a_note_of_a_block_counts_for_every_code_in_it() -> None:
    (message,) = messages("excludes1", "M54.16", "P05.1")
    assert "at M00-M99 names" in message
    assert messages("excludes1", "I10", "P05.1") == []


def test_a_cause_that_has_to_come_first_is_told_where_it_comes_later() -> None:
    assert messages("code_first", "G30.0", "F02.80") == []
    assert messages("code_first", "F02.80", "G30.0") == [
        "G30.0 comes before F02.80: at F02 the tabular list says to code first “Alzheimer's "
        "(G30.-)”."
    ]


def test_a_manifestation_without_its_cause_is_told() -> None:
    assert messages("code_first", "I10", "F02.80") == messages("code_first", "F02.80")
    assert messages("code_first", "F02.80") == [
        "F02.80 does not come first: at F02 the tabular list says to code first “the condition, "
        "such as: Alzheimer's (G30.-); epilepsy (G40.-); a (A52.1-); b (E52); ...”. Check which "
        "one the record names."
    ]


def test_where_something_stands_before_a_code_it_may_be_its_cause() -> None:
    assert len(messages("code_first", "D51")) == 1
    assert messages("code_first", "I10", "D51") == []


def test_what_is_coded_first_only_where_there_is_such_a_thing_is_not_asked_for() -> None:
    assert messages("code_first", "N18") == []
    assert len(messages("code_first", "N18", "I10")) == 1


def test_the_note_on_adverse_effects_is_not_about_poisonings() -> None:
    assert messages("code_first", "T36.0X1A", "K29") == []
    assert len(messages("code_first", "T36.0X5A", "K29")) == 1


def test_an_additional_code_is_advised_until_it_is_there() -> None:
    assert messages("additional", "E11.9") == [
        "E11.9: at E11 the tabular list says to use additional “code to identify control using: "
        "insulin (Z79.4)”. Add one where the record has it."
    ]
    assert messages("additional", "E11.9", "Z79.4") == []
    assert messages("additional", "E11") == []


@pytest.mark.parametrize(("on", "outside"), [
    (date(2026, 3, 31), True), (date(2026, 4, 1), False), (date(2026, 9, 30), False),
    (date(2026, 10, 1), True), (None, False),
])  # fmt: skip
def test_a_date_of_service_outside_of_the_tables_is_said(on: date | None, outside: bool) -> None:
    assert any(finding.kind == "release" for finding in found("M54.16", on=on)) is outside


def test_no_codes_raise_no_doubts() -> None:
    assert found(on=date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("m54.1", ["M54.1", "M54.16"]),
        ("M5451", ["M54.51"]),
        ("lumbar", ["M54.16", "M51.16"]),
        ("lumb radic", ["M54.16", "M51.16"]),
        ("m54 lumbar", ["M54.16"]),
        ("m54.1 lumbar", ["M54.16"]),
        ("pain knee right", ["M25.561"]),
        ("radiculopathy", ["M54.1", "M54.16", "M51.1", "M51.16"]),
        ("alzheimers", ["G30", "G30.9", "G30.0"]),
        ("Alzheimer\u2019s", ["G30", "G30.9", "G30.0"]),
        ("b12", ["D51"]),
        ("pain", ["M25.56", "M25.562", "M25.561", "M25.569", "M54.5"]),
        ("of right", ["S52.521", "S52.501", "Z79.8"]),
        ("primary hypertension", ["I10"]),
        ("open angle", ["H40.11", "H40.111", "H40.119"]),
        ("S52.521", ["S52.521", "S52.521A", "S52.521D", "S52.521S"]),
        ("S52.521A", ["S52.521A"]),
        ("S13.4X", ["S13.4XXA", "S13.4XXD", "S13.4XXS"]),
        ("S13.4XXD", ["S13.4XXD"]),
    ],
)
def test_words_and_beginnings_find_codes_and_the_best_come_first(
    words: str, first: list[str]
) -> None:
    assert searched(words)[: len(first)] == first


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("end plate", ["M54.51"]),
        ("end plate vertebrogenic", ["M54.51"]),
        ("high blood pressure", ["I10"]),
        ("pressure hypertension", ["I10"]),
        ("torus sequela", ["S52.521S"]),
        ("buckle radius sequela", ["S52.521S"]),
        ("fatal initial", ["S52.508A"]),
        ("fatal subsequent", []),
        ("unspecified eye", ["H40.119", "H40.1110"]),
        ("mild", ["H40.1111", "H40.1191"]),
        ("encounter penicillins subsequent", ["T36.0X5D", "T36.0X1D"]),
    ],
)
def test_other_words_and_those_of_seventh_characters_find_codes_too(
    words: str, codes: list[str]
) -> None:
    assert searched(words) == codes


@pytest.mark.parametrize(
    "words", ["", "   ", "-", "zebra", "knee zebra", "umbar", "M99", "S52.521Q"]
)
def test_words_that_are_not_there_find_nothing(words: str) -> None:
    assert searched(words) == []


def test_no_more_is_found_than_was_asked_for() -> None:
    assert searched("pain", 2) == ["M25.56", "M25.562"]
    assert searched("S52.521", 2) == ["S52.521", "S52.521A"]
    assert searched("pain", 0) == []


@pytest.mark.parametrize(
    ("note", "named", "others"),
    [
        ("radiculitis (M51.1-)", ["M51.1", "M51.16"], ["M51", "M51.2"]),
        ("hypertension (I10-I1A, O16.-)", ["I10", "I16.0", "I1A.0", "O16.9"], ["I20", "O15"]),
        ("drug (T36-T50 with fifth or sixth character 5)", ["T36.0X5A", "T36.95XA"], ["T36.0X1A"]),
        ("use (F10-F19 with fifth character 1-4)", ["F10.11", "F10.14"], ["F10.15", "F10.10"]),
        ("open fracture (S52.- with 7th character B)", ["S52.521B"], ["S52.521A"]),
        ("delirium (F10-F19 with .44)", ["F10.44"], ["F10.45"]),
        ("use (F10-F19 with .51-.53)", ["F10.52", "F10.531"], ["F10.54"]),
        ("cord (Q00 with final characters -23)", ["Q00.123"], ["Q00.124"]),
        ("torticollis NOS M43.6", ["M43.6"], ["M43.7"]),
        ("conditions classified to Q67.0-Q67.4", ["Q67.0", "Q67.4"], ["Q67.5"]),
        ("fever with (A20) or (A21)", ["A20", "A21.1"], ["A22"]),
        ("unclosed (Z89.52-", ["Z89.52", "Z89.529"], ["Z89.51"]),
        ("with tuberculosis, any type in A15 (J65)", ["J65"], ["A15"]),
        ("of the elbow (S52.- with open fracture 7th character)", [], ["S52.521B"]),
        ("see categories E08-E10 with ketoacidosis", [], ["E08"]),
        ("virus (RSV) (J21.0)", ["J21.0"], ["RSV"]),
        ("any infection", [], ["A00"]),
    ],
)
def test_a_note_names_codes_and_ranges(note: str, named: list[str], others: list[str]) -> None:
    found = references(note)
    assert [code for code in named if not any(r.names(code) for r in found)] == []
    assert [code for code in others if any(r.names(code) for r in found)] == []
