"""The index of the ICD-10-CM: made from a small tabular list, and the real one.

The real one holds exactly the codes of simple-icd-10-cm, in the same words.
"""

from __future__ import annotations

import re
import warnings
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from m1appeals import rules
from m1appeals.diagnosis import Table, check
from m1appeals.diagnosis.references import references
from m1appeals.diagnosis.search import fold
from m1appeals.letter_fields import FIELDS
from sitebuild.diagnosis_index import make_index, package_file

TABULAR = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>2026</version><introduction/>
<chapter><name>13</name><desc>Diseases of the example (M00-M99)</desc>
  <useAdditionalCode><note>code of everything (A00)</note></useAdditionalCode>
  <excludes1><note>newborn (P04-P96)</note></excludes1>
  <section id="M50-M54"><desc>Dorsopathies (M50-M54)</desc>
    <excludes1><note>discitis NOS
      (M46.4-)</note><note> </note></excludes1>
    <diag><name>M54</name><desc>Dorsalgia</desc>
      <includes><note>pain of the back</note></includes>
      <diag><name>M54.5</name><desc>Low back pain</desc>
        <inclusionTerm><note>Lumbago's pain</note></inclusionTerm>
        <codeFirst><note>the cause, such as:</note><note>a | b (B00)</note></codeFirst>
        <useAdditionalCode><note>code (C00)</note></useAdditionalCode>
        <diag><name>M54.59</name><desc>Other low back  pain</desc></diag>
      </diag>
    </diag>
  </section>
</chapter>
<chapter><name>19</name><desc>Injury of the example (S00-T88)</desc>
  <section id="S50-S59"><desc>Injuries of the elbow (S50-S59)</desc>
    <diag><name>S52</name><desc>Fracture of forearm</desc>
      <sevenChrNote><note>One of these</note></sevenChrNote>
      <sevenChrDef><extension char="A">initial encounter</extension><note>also this</note>
        <extension char="S">sequela</extension></sevenChrDef>
      <diag><name>S52.1</name><desc>Of one kind</desc></diag>
      <diag><name>S52.2</name><desc>Of a kind that ends in death</desc></diag>
      <diag placeholder="true"><name>S52.3X</name><desc>Of stages</desc>
        <sevenChrDef><extension char="0">no stage</extension></sevenChrDef>
        <diag><name>S52.3X1</name><desc>Of stage one</desc></diag>
      </diag>
    </diag>
  </section>
</chapter></ICD10CM.tabular>"""
LISTED = [
    *("M54", "M545", "M5459", "S52", "S521", "S521XXA", "S521XXS", "S522", "S522XXA"),
    *("S523X", "S523X1", "S523X10"),
]
ABOUT = (
    '{"release": "ICD-10-CM 2026 with the update of April 1, 2026", "from": "2026-04-01", '
    '"to": "2026-09-30"}'
)
INDEX = [
    [ABOUT],
    ["A initial encounter|S sequela", "A initial encounter", "0 no stage"],
    ["S52 0", "S522 1", "S523X 2"],
    ["M54", "M545", "M5459", "S52", "S521", "S522", "S523X", "S523X1"],
    [
        "Dorsalgia",
        "Low back pain",
        "Other low back pain",
        "Fracture of forearm",
        "Of one kind",
        "Of a kind that ends in death",
        "Of stages",
        "Of stage one",
    ],
    [
        "M00-M99\te\tnewborn (P04-P96)",
        "M50-M54\te\tdiscitis NOS (M46.4-)",
        "M545\tc\tthe cause, such as:|a / b (B00)",
        "M545\tu\tcode (C00)",
    ],
    ["M54 pain of the back", "M545 lumbagos"],
]


@pytest.fixture(scope="module")
def index() -> bytes:
    return make_index(package_file("tabular"), package_file("listed"))


@pytest.fixture(scope="module")
def table(index: bytes) -> Table:
    return Table(index)


@pytest.fixture(scope="module")
def package() -> Any:
    with warnings.catch_warnings(action="ignore"):  # it reads its files in an old way
        import simple_icd_10_cm  # type: ignore[import-untyped]  # it comes without types
    return simple_icd_10_cm


def every_code(table: Table) -> dict[str, str]:
    """The description of every code, those that are not billable too."""
    found = {}
    for name in table._codes:
        entry = table.entry(name)
        assert entry is not None
        found[entry.code] = entry.description
        if table.needs_seventh(name):
            found |= {other.code: other.description for other in table.children(name)}
    return found


def test_an_index_holds_what_a_tabular_list_says(tmp_path: Path) -> None:
    tabular, listed = tmp_path / "tabular.xml", tmp_path / "listed.txt"
    tabular.write_text(TABULAR, encoding="utf-8")
    listed.write_text("\n".join(LISTED))
    made = make_index(tabular, listed)
    assert [section.split("\n") for section in made.decode().split("\f")] == INDEX
    codes = {code.replace(".", "") for code in every_code(Table(made))}
    assert codes == set(LISTED)


def test_the_same_list_gives_the_same_bytes(index: bytes) -> None:
    assert make_index(package_file("tabular"), package_file("listed")) == index


@pytest.mark.parametrize("role", ["tabular", "listed"])
def test_another_release_of_the_package_fails_the_build(
    role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {"icd10cm": {**rules.load("code_sets")["icd10cm"], role: "other.xml"}}
    monkeypatch.setattr(rules, "load", lambda _: other)
    with pytest.raises(FileNotFoundError, match=re.escape("other.xml is not in the package")):
        package_file(role)


def test_the_codes_are_those_of_the_package_in_the_same_words(table: Table, package: Any) -> None:
    theirs = {}
    for code in package.get_all_codes():
        if _is_code(code):
            theirs[code] = (package.get_description(code), package.is_leaf(code))
    ours = every_code(table)
    assert set(ours) == set(theirs)
    billable = {code for code in ours if (entry := table.entry(code)) and entry.billable}
    assert billable == {code for code, (_, leaf) in theirs.items() if leaf}
    assert len(billable) == 74_719
    # The package adds the notes at a seventh character to what it says, after a stroke.
    notes = {code: said for code, said in ours.items() if theirs[code][0] != said}
    assert all(theirs[code][0].startswith(f"{said}/") for code, said in notes.items())
    assert {code[:3] for code in notes} <= {"H34", "H35", "S52", "S72", "S82", "W08"}


def test_every_seventh_character_is_offered_and_a_long_list_of_codes_says_that_it_is_cut(
    table: Table,
) -> None:
    (finding,) = check(("S72.001",), table, on=None)
    assert "".join(entry.code[-1] for entry in finding.offers) == "ABCDEFGHJKMNPQRS"
    (finding,) = check(("S72",), table, on=None)
    assert finding.message.endswith("There are more than 12; these are the first.")
    assert len(finding.offers) == 12
    (finding,) = check(("M54.5",), table, on=None)
    assert finding.message.endswith("the record supports.")


def test_what_is_above_a_code_is_its_beginning(table: Table, package: Any) -> None:
    for code in islice(every_code(table), 0, None, 41):
        above = package.get_parent(code)
        assert table.parent(code) == (above if _is_code(above) and above != code else None)


def test_searches_find_what_going_through_every_code_finds(table: Table) -> None:
    codes = every_code(table)
    texts = {code: b" " + fold(f"{said} {code.replace('.', '')}") for code, said in codes.items()}
    for query in (
        "closed fracture right radius initial",
        "subsequent sequela",
        "stage left",
        "tophus",
        "unspecified right",
        "macular",
        "pain knee",
        "penicillins s",
    ):
        words = [b" " + word for word in fold(query).split()]
        wanted = {code for code, text in texts.items() if all(word in text for word in words)}
        found = {entry.code for entry in table.search(query, 100_000)}
        # A code that has all words itself stands for those with its seventh characters.
        found |= {
            e.code for code in found if table.needs_seventh(code) for e in table.children(code)
        }
        assert wanted <= found, query
        assert found - wanted <= {code for code in found if _has_more_words(table, code)}, query


def _is_code(name: str) -> bool:
    """Tell codes from blocks, `A00-A09`, and chapters, `1`; a block may be called like its code."""
    return "-" not in name and len(name) > 2


def _has_more_words(table: Table, code: str) -> bool:
    base, _ = table.seventh(code) or (code, "")
    return f"{base.replace('.', '')} " in table._words_text


def test_every_billable_code_is_found_by_itself(table: Table) -> None:
    for code in islice(every_code(table), 0, None, 499):
        assert table.search(code, 1)[0].code == code
        assert code in {entry.code for entry in table.search(code.replace(".", "").lower(), 5)}


def test_nearly_every_note_that_names_codes_can_be_read(table: Table) -> None:
    lines = [line for notes in table._notes.values() for note in notes for line in note]
    named = [line for line in lines if re.search(r"\b[A-Z][0-9][0-9A-Z](\b|\.)", line)]
    unread = [line for line in named if not references(line)]
    assert len(named) > 6_000
    assert len(unread) < 30
    backwards = [line for line in named for r in references(line) if r.first > r.last]
    assert backwards == []


@pytest.mark.parametrize(
    ("code", "description"),
    [
        ("M54.50", "Low back pain, unspecified"),
        ("U07.1", "COVID-19"),
        ("C7A.00", "Malignant carcinoid tumor of unspecified site"),
        ("H40.1131", "Primary open-angle glaucoma, bilateral, mild stage"),
        (
            "T36.0X1A",
            "Poisoning by penicillins, accidental (unintentional), initial encounter",
        ),
        (
            "S52.521A",
            "Torus fracture of lower end of right radius, initial encounter for closed fracture",
        ),
    ],
)
def test_a_code_is_described_as_in_the_tabular_list(
    table: Table, code: str, description: str
) -> None:
    entry = table.entry(code)
    assert entry is not None
    assert entry.billable
    assert entry.description == description


@pytest.mark.parametrize(
    ("code", "offers"),
    [
        ("M54.5", ["M54.50", "M54.51", "M54.59"]),
        ("E11", ["E11.00", "E11.01", "E11.10"]),
        ("S52.521", ["S52.521A", "S52.521D", "S52.521G", "S52.521K", "S52.521P", "S52.521S"]),
        ("H40.11", ["H40.1110", "H40.1111", "H40.1112"]),
        ("T36.0X1", ["T36.0X1A", "T36.0X1D", "T36.0X1S"]),
        ("T36.01A", ["T36.0X1A"]),
        ("S06.1X7D", ["S06.1X7A"]),
        ("M25.569", ["M25.561", "M25.562"]),
        ("I50.9", ["I50.1", "I50.2", "I50.3", "I50.4", "I50.8"]),
    ],
)
def test_another_code_is_offered_where_there_is_a_better_one(
    table: Table, code: str, offers: list[str]
) -> None:
    finding = check([code], table)[0]
    assert finding.code == code
    assert [entry.code for entry in finding.offers][: len(offers)] == offers


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (["M54.16", "M51.16"], ["excludes1"]),
        (["E11.65", "E10.65"], ["excludes1"]),
        (["F02.B0", "G30.1"], ["code_first"]),
        (["G30.1", "F02.B0"], []),
        (["T36.0X1A", "K29.00"], []),
        (["T36.0X5A", "K29.00"], ["code_first"]),
        (["N18.31", "I12.9"], ["code_first"]),
        (["M25.561", "I10"], []),
    ],
)
def test_the_notes_of_the_real_list_are_found(
    table: Table, codes: list[str], told: list[str]
) -> None:
    kinds = [finding.kind for finding in check(codes, table)]
    assert [kind for kind in kinds if kind != "additional"] == told


def test_the_example_that_the_form_gives_raises_no_doubt(table: Table) -> None:
    assert check(FIELDS["diagnosis_codes"].example.split(", "), table) == ()
