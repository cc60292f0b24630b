"""The coverage table: what is written comes back, and what is said of a claim's codes."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals.coverage import Coverage, Finding, to_json
from m1appeals.coverage.table import Article, Group, Table, write_table
from m1appeals.errors import Defect

DAY = date(2026, 11, 19)
SERVICE = date(2026, 3, 2)


def group(number: int, *codes: str) -> Group:
    """A group of codes; those that end in * carry an asterisk."""
    return Group(
        number=number,
        codes=frozenset(code.rstrip("*") for code in codes),
        starred=frozenset(code[:-1] for code in codes if code.endswith("*")),
    )


SPINE = Article(
    id=56789,
    title="Billing and Coding: Example Imaging",
    procedures=frozenset({"72148", "72149"}),
    start=date(2025, 10, 1),
    lcds=(34567,),
    contractors=("Example Contractor, LLC",),
    states=("CA", "NV"),
    covered=(group(1, "M5416", "M5451", "M5459", "M5441*"), group(2, "C7A00")),
    noncovered=(group(1, "Z0000", "M5441"),),
)
OTHER = Article(
    id=50001,
    title="Billing and Coding: Example Imaging Elsewhere",
    procedures=frozenset({"72148", "J1745"}),
    start=date(2026, 6, 1),
    contractors=("Second Example, Inc.", "Third Example, Inc."),
    states=tuple(f"S{number}" for number in range(20)),
    covered=(group(1, "M5450"),),
)
COVERAGE = Coverage.read(write_table(DAY, [SPINE, OTHER]))


def finding(article: str, *diagnoses: str, on: date | None = SERVICE) -> Finding:
    found = COVERAGE.look_up("72148", diagnoses, on)
    return next(one for one in found if one.article == article)


def message(*diagnoses: str) -> str:
    return " ".join(listed.message for listed in finding("A56789", *diagnoses).diagnoses)


def test_a_covered_diagnosis_is_said_to_be_covered_with_its_group() -> None:
    assert message("M54.16") == "M54.16 is among the covered diagnoses of group 1."


def test_nothing_near_is_offered_for_a_covered_diagnosis() -> None:
    (listed,) = finding("A56789", "M54.16").diagnoses
    assert (listed.near, listed.more) == ((), 0)


def test_an_asterisk_in_one_of_several_groups_is_told() -> None:
    groups = (group(1, "M5416*"), group(2, "M5416"))
    starred = Article(id=1, title="", procedures=frozenset({"72148"}), covered=groups)
    (one,) = Coverage.read(write_table(DAY, [starred])).look_up("72148", ["M54.16"])
    assert one.diagnoses[0].message == (
        "M54.16 is among the covered diagnoses of groups 1 and 2. "
        "It carries an asterisk there: the article says what else it needs."
    )


def test_the_group_is_left_out_where_there_is_one_only() -> None:
    (listed,) = finding("A50001", "M54.50").diagnoses
    assert listed.message == "M54.50 is among the covered diagnoses."


def test_a_diagnosis_that_is_not_listed_comes_with_those_near_it() -> None:
    assert message("M54.50") == (
        "M54.50 is not among the covered diagnoses. "
        "Covered codes near it: M54.51, M54.59, M54.16, M54.41."
    )


def test_a_heading_comes_with_what_is_covered_below_it_first() -> None:
    (listed,) = finding("A56789", "M54.5").diagnoses
    assert listed.near[:2] == ("M54.51", "M54.59")


def test_a_diagnosis_of_another_category_has_nothing_near_it() -> None:
    assert message("S72.001A") == (
        "S72.001A is not among the covered diagnoses. No code of S72 is covered."
    )


def test_only_the_nearest_codes_are_named_and_the_others_counted() -> None:
    codes = [f"M54{number}" for number in range(10, 30)]
    table = Article(id=1, title="", procedures=frozenset({"72148"}), covered=(group(1, *codes),))
    (one,) = Coverage.read(write_table(DAY, [table])).look_up("72148", ["M54.9"])
    (listed,) = one.diagnoses
    assert len(listed.near) == 8
    assert listed.more == 12
    assert listed.message.endswith(", M54.17 and 12 more.")


def test_a_diagnosis_that_does_not_support_the_procedure_is_named_so() -> None:
    assert message("Z00.00") == (
        "Z00.00 is among the diagnoses listed as not supporting medical necessity. "
        "No code of Z00 is covered."
    )


def test_a_diagnosis_in_both_lists_is_referred_to_the_text_with_its_asterisk() -> None:
    assert message("M54.41") == (
        "M54.41 is among the covered diagnoses of group 1 and among those listed as not "
        "supporting medical necessity. The article's text says when. "
        "It carries an asterisk there: the article says what else it needs."
    )


def test_an_article_without_lists_says_so() -> None:
    bare = Article(id=7, title="", procedures=frozenset({"72148"}))
    (one,) = Coverage.read(write_table(DAY, [bare])).look_up("72148", ["M54.50"])
    assert one.label == "A7 (contractor not given; states not given)"
    assert (one.in_force, one.start, one.end) == (None, None, None)
    assert one.notes == ()
    assert [listed.message for listed in one.diagnoses] == [
        "The article lists no covered diagnoses; its text may deal with M54.50."
    ]


def test_the_line_of_an_article_names_lcd_contractor_and_states() -> None:
    one = finding("A56789")
    assert one.label == "A56789 / L34567 (Example Contractor, LLC; CA, NV)"
    assert one.title == "Billing and Coding: Example Imaging"
    assert one.address == (
        "https://www.cms.gov/medicare-coverage-database/view/article.aspx?articleid=56789"
    )


def test_many_states_are_counted() -> None:
    assert finding("A50001").label == (
        "A50001 (Second Example, Inc., Third Example, Inc.; 20 states and territories)"
    )


def test_several_groups_are_a_reason_to_read_the_text() -> None:
    assert finding("A56789").notes == (
        "It has 2 groups of covered diagnoses. Its text says which of them go with 72148.",
    )


def test_a_version_that_began_after_the_service_says_so_and_comes_last() -> None:
    found = COVERAGE.look_up("72148", [], SERVICE)
    assert [(one.article, one.in_force) for one in found] == [("A56789", True), ("A50001", False)]
    assert found[1].notes == (
        "This version is in force from June 1, 2026, after the date of service. "
        "An earlier one may have listed other diagnoses.",
    )


def test_the_first_day_of_a_version_counts() -> None:
    one = finding("A50001", on=date(2026, 6, 1))
    assert (one.in_force, one.notes) == (True, ())


@pytest.mark.parametrize(
    ("on", "in_force", "note"),
    [
        (date(2026, 1, 30), True, "It ends on January 31, 2026."),
        (date(2026, 1, 31), True, "It ends on January 31, 2026."),
        (date(2026, 2, 1), False, "It ended on January 31, 2026, before the date of service."),
        (None, None, "It ends on January 31, 2026."),
    ],
)
def test_the_last_day_of_an_article_counts(
    on: date | None, in_force: bool | None, note: str
) -> None:
    ending = Article(id=1, title="", procedures=frozenset({"72148"}), end=date(2026, 1, 31))
    (one,) = Coverage.read(write_table(DAY, [ending])).look_up("72148", [], on)
    assert (one.in_force, one.notes) == (in_force, (note,))


def test_without_a_date_of_service_nothing_is_said_of_dates() -> None:
    assert [one.in_force for one in COVERAGE.look_up("72148", [])] == [None, None]


@pytest.mark.parametrize("written", ["72148", "72148-26-LT", " 72148 26", "72148:26"])
def test_modifiers_are_left_aside(written: str) -> None:
    assert len(COVERAGE.look_up(written, [])) == 2


@pytest.mark.parametrize("written", ["J1745", "j1745", "J1745-JZ"])
def test_hcpcs_codes_are_found_in_any_case(written: str) -> None:
    assert [one.article for one in COVERAGE.look_up(written, [])] == ["A50001"]


@pytest.mark.parametrize("written", ["", "7214", "72150", "00000", "ZZZZZ", "é"])
def test_a_procedure_that_no_article_names_has_no_findings(written: str) -> None:
    assert COVERAGE.look_up(written, ["M54.50"]) == ()


@pytest.mark.parametrize("written", ["m54.16", "M5416", " M54.16 "])
def test_diagnoses_are_found_as_people_write_them(written: str) -> None:
    (listed,) = finding("A56789", written).diagnoses
    assert (listed.code, listed.listing, listed.groups) == ("M54.16", "covered", (1,))


@pytest.mark.parametrize("written", ["", "M", "M54", "é", "M54.1600000"])
def test_what_is_no_full_code_is_not_listed(written: str) -> None:
    (listed,) = finding("A56789", written).diagnoses
    assert listed.listing == "unlisted"


def test_the_day_of_the_download_is_kept() -> None:
    assert COVERAGE.day == DAY


def test_findings_become_json_with_dates_as_texts() -> None:
    (first, _) = json.loads(json.dumps(to_json(COVERAGE.look_up("72148", ["M54.50"]))))
    assert (first["article"], first["start"], first["end"]) == ("A50001", "2026-06-01", None)
    assert first["diagnoses"][0]["listing"] == "covered"


def test_a_table_is_read_packed_and_unpacked_and_from_any_kind_of_bytes() -> None:
    plain = write_table(DAY, [SPINE])
    for data in (plain, gzip.compress(plain), memoryview(plain), bytearray(gzip.compress(plain))):
        assert len(Coverage.read(data).look_up("72149", [])) == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "these bytes are not a coverage table of this version"),
        (b"m1coverage 0\n{}\n", "these bytes are not a coverage table of this version"),
        (write_table(DAY, [SPINE])[:-1], "the coverage table is not as long as it says"),
        (write_table(DAY, [SPINE]) + b" ", "the coverage table is not as long as it says"),
    ],
    ids=["nothing", "another version", "cut off", "too long"],
)
def test_bytes_that_are_no_table_are_a_defect(data: bytes, why: str) -> None:
    with pytest.raises(Defect) as caught:
        Coverage.read(data)
    assert str(caught.value) == why


def test_articles_without_a_procedure_are_left_out() -> None:
    bare = Article(id=1, title="Example", procedures=frozenset())
    assert write_table(DAY, [bare, SPINE]) == write_table(DAY, [SPINE])


def test_codes_that_follow_one_another_take_no_more_room_than_one() -> None:
    everything = frozenset(f"M{number}" for number in range(1000, 2000))

    def size(*codes: str) -> int:
        groups = (Group(number=1, codes=everything), Group(number=2, codes=frozenset(codes)))
        one = Article(id=1, title="", procedures=frozenset({"72148"}), covered=groups)
        return len(write_table(DAY, [one]))

    assert size("M1001") == size(*(f"M{number}" for number in range(1001, 1900)))


def test_a_table_may_be_empty() -> None:
    assert Table(write_table(DAY, [])).place("") is None
    empty = Coverage.read(write_table(DAY, []))
    assert empty.look_up("72148", ["M54.50"]) == empty.look_up("", [""]) == ()


def test_the_order_of_articles_does_not_change_the_bytes() -> None:
    assert write_table(DAY, [SPINE, OTHER]) == write_table(DAY, [OTHER, SPINE])


def test_articles_that_share_a_list_share_its_bytes() -> None:
    codes = [f"M{number}" for number in range(1000, 9999, 7)]
    first, second = (
        Article(id=id_, title="", procedures=frozenset({"72148"}), covered=(group(1, *codes),))
        for id_ in (1, 2)
    )
    alone, both = len(write_table(DAY, [first])), len(write_table(DAY, [first, second]))
    assert both - alone < 100


CODES = st.text("ABZ019", min_size=3, max_size=7)
GROUPS = st.lists(st.frozensets(CODES, max_size=12), max_size=3).map(
    lambda lists: tuple(Group(number=n, codes=codes) for n, codes in enumerate(lists, 1))
)


@given(covered=GROUPS, noncovered=GROUPS, other=GROUPS)
def test_every_list_comes_back_as_it_was(
    covered: tuple[Group, ...], noncovered: tuple[Group, ...], other: tuple[Group, ...]
) -> None:
    procedure = frozenset({"72148"})
    one = Article(id=1, title="", procedures=procedure, covered=covered, noncovered=noncovered)
    two = Article(id=2, title="", procedures=procedure, covered=other)
    table = Table(write_table(DAY, [one, two]))
    everything = table.begin_with("")
    known = {table.diagnosis(place): place for place in everything}
    assert list(known) == sorted(known)
    for article, record in zip((one, two), table.articles("72148"), strict=True):
        pairs = [*zip(article.covered, record.covered, strict=True)]
        pairs += zip(article.noncovered, record.noncovered, strict=True)
        for written, (number, list_, starred) in pairs:
            assert number == written.number
            assert {code for code, place in known.items() if table.holds(list_, place)} == (
                written.codes
            )
            assert [*table.within(starred, everything)] == []
            for start in ("", "A", "B0", "Z19"):
                within = {
                    table.diagnosis(at) for at in table.within(list_, table.begin_with(start))
                }
                assert within == {code for code in written.codes if code.startswith(start)}
    assert {code for code in known if table.place(code) != known[code]} == set()
