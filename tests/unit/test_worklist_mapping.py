"""Which column fills which field: guessed by names and contents, checked, remembered."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from m1appeals.errors import Defect, UserMistake
from m1appeals.letter_fields import FIELDS
from m1appeals.worklist import AMOUNT, COLUMNS, Mapping, Sheet, check, from_file, guess, to_file
from m1appeals.worklist.columns import PARTS, meanings
from tests.tries import tries


def guessed(columns: str, *rows: str) -> dict[str, str]:
    """Give field -> columns joined by a plus sign; cells are parted by a bar."""
    found = guess(columns.split("|"), [row.split("|") for row in rows])
    return {name: "+".join(names) for name, names in found.fields.items()}


def sheet(columns: str, *rows: str) -> Sheet:
    return Sheet(
        columns=tuple(columns.split("|")),
        rows=tuple(tuple(row.split("|")) for row in rows),
        lines=tuple(range(2, len(rows) + 2)),
    )


def test_a_worklist_fills_fields_of_the_form_and_the_amount() -> None:
    assert set(COLUMNS) - set(FIELDS) == {AMOUNT}
    assert {role.split(":")[0] for role in PARTS} <= set(COLUMNS)
    assert all(column.label(name) for name, column in COLUMNS.items())


@pytest.mark.parametrize("field", COLUMNS)
def test_every_name_means_its_field(field: str) -> None:
    for name in COLUMNS[field].names:
        for written in (name, name.upper(), name.title(), name.replace(" ", "_")):
            assert field in [meaning.role for meaning in meanings(written)], written


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Claim #", "claim_number"),
        ("CLAIMNO", "claim_number"),
        ("Pt. Name", "patient_name"),
        ("PtDOB", "patient_birth_date"),
        ("D.O.S.", "service_date_from"),
        ("Dates of Service", "service_date_from"),
        ("Svc Dt", "service_date_from"),
        ("srvdate", "service_date_from"),
        ("CPT/HCPCS", "procedure_codes"),
        ("Proc Code 1", "procedure_codes"),
        ("Mod2", "procedure_codes:modifier"),
        ("ICD-10 Codes", "diagnosis_codes"),
        ("Dx12", "diagnosis_codes"),
        ("Payor", "payer_name"),
        ("RARC(s)", "remark_codes"),
        ("Denial Code 2", "remark_codes"),
        ("Prior Auth #", "authorization_number"),
        ("Denied Amt ($)", "amount"),
    ],
)
def test_short_forms_marks_and_numbers_do_not_hide_a_name(name: str, role: str) -> None:
    assert meanings(name)[0].role == role


@pytest.mark.parametrize(
    "name", ["Account Number", "MRN", "Invoice #", "Days in A/R", "Referral Number", "Status", ""]
)
def test_what_is_no_fact_of_a_letter_has_no_meaning(name: str) -> None:
    assert meanings(name) == ()


def test_a_hospital_system_report() -> None:
    assert guessed(
        "Invoice #|Patient|Subscriber ID|Svc Date|Procedure|Diagnoses|Payor|Denial Reason|Remark"
        "|Rendering Provider|Post Date|Payer ICN|Outstanding Amt",
        "1001|EXAMPLE,PAT [12]|1EG4-TE5-MK73|03/04/2026|72148 - MRI|M54.16 - Pain, low|Example Plan"
        "|CO-50: Not deemed necessary|N115|EXAMPLE, ALEX MD|04/03/2026|EX1|$1,200.00",
    ) == {
        "claim_number": "Payer ICN",
        "patient_name": "Patient",
        "patient_id": "Subscriber ID",
        "service_date_from": "Svc Date",
        "procedure_codes": "Procedure",
        "diagnosis_codes": "Diagnoses",
        "payer_name": "Payor",
        "denial_code": "Denial Reason",
        "remark_codes": "Remark",
        "signer_name": "Rendering Provider",
        "amount": "Outstanding Amt",
    }


def test_a_cloud_system_report_with_names_run_together() -> None:
    assert guessed(
        "claimid|patientid|patient lastname|patient firstname|patientdob|srvdate|proccode|modifiers"
        "|icd10claimdiagcode01|icd10claimdiagcode02|kick reason|kick code|denied amount",
        "55512V1|778|EXAMPLE|PAT|07/09/1952|03/04/2026|72148|26,LT|M5416|M48061|Medical necessity"
        "|MEDNEC|450.00",
    ) == {
        "claim_number": "claimid",
        "patient_id": "patientid",
        "patient_name": "patient firstname+patient lastname",
        "patient_birth_date": "patientdob",
        "service_date_from": "srvdate",
        "procedure_codes": "proccode+modifiers",
        "diagnosis_codes": "icd10claimdiagcode01+icd10claimdiagcode02",
        "denial_text": "kick reason",
        "denial_code": "kick code",
        "amount": "denied amount",
    }


def test_a_small_practice_report() -> None:
    assert guessed(
        "Claim ID|Patient Name|Insurance Company|Policy Number|DOS From|DOS To|Procedure Code|Mod1"
        "|Mod2|Dx2|Dx1|Group Code|Denial Code|Denial Description|Denial Date|Prior Auth #|Charges",
    ) == {
        "claim_number": "Claim ID",
        "patient_name": "Patient Name",
        "payer_name": "Insurance Company",
        "patient_id": "Policy Number",
        "service_date_from": "DOS From",
        "service_date_to": "DOS To",
        "procedure_codes": "Procedure Code+Mod1+Mod2",
        "diagnosis_codes": "Dx1+Dx2",
        "denial_code": "Group Code+Denial Code",
        "denial_text": "Denial Description",
        "denial_date": "Denial Date",
        "authorization_number": "Prior Auth #",
        "amount": "Charges",
    }


def test_the_payers_number_is_better_than_the_systems() -> None:
    assert guessed("Claim ID|Claim Number|Payer Claim Control Number") == {
        "claim_number": "Payer Claim Control Number"
    }


def test_an_empty_column_leaves_the_field_to_a_full_one() -> None:
    assert guessed("ICN|Claim ID", "|EX1") == {"claim_number": "Claim ID"}


def test_a_reason_in_words_is_the_text_and_one_in_codes_is_the_code() -> None:
    assert guessed("Denial Reason", "Not necessary") == {"denial_text": "Denial Reason"}
    assert guessed("Denial Reason", "CO-50") == {"denial_code": "Denial Reason"}


def test_each_code_column_after_the_first_holds_remark_codes() -> None:
    assert guessed("Denial Code 1|Denial Code 2", "CO-50|N115") == {
        "denial_code": "Denial Code 1",
        "remark_codes": "Denial Code 2",
    }


def test_a_longer_name_is_known_by_the_words_in_it() -> None:
    assert guessed("Claim number at the payer|Date of service (to)|Primary insurance name now") == {
        "claim_number": "Claim number at the payer",
        "service_date_to": "Date of service (to)",
        "payer_name": "Primary insurance name now",
    }


def test_a_secondary_payer_is_not_the_payer() -> None:
    assert guessed("Secondary payer name|Guarantor patient name") == {}


def test_what_has_no_known_name_is_guessed_by_what_it_holds() -> None:
    columns = ["A", "B", "C", "D", "E", "F"]
    rows = [
        ["3/4/2026", "M54.16, M48.061", "CO-50", "N115", "1234567893", "72148"],
        ["3/5/2026", "E11.9", "PR-50", "M25", "1234567893", "72149"],
    ]
    mapping = guess(columns, rows)
    assert mapping.fields == {
        "service_date_from": ("A",),
        "diagnosis_codes": ("B",),
        "denial_code": ("C",),
        "remark_codes": ("D",),
        "practice_npi": ("E",),
    }
    assert set(mapping.by_content) == set(mapping.fields)


def test_two_columns_of_days_and_days_of_birth_are_not_guessed() -> None:
    assert guessed("A|B", "3/4/2026|4/1/2026") == {}
    assert guessed("A", "7/9/1952", "7/9/1980") == {}


def test_nothing_to_say_about_a_good_mapping() -> None:
    table = sheet(
        "Claim Number|Patient|Member ID|Payer|DOS|Group Code|CARC|Denial Date|CPT|Mod",
        "EX1|Pat Example|X1|Example Plan|3/4/2026|CO|50|4/1/2026|72148|26",
    )
    assert check(guess(table.columns, table.rows), table) == ()


def test_what_is_missing_is_said() -> None:
    assert check(Mapping(fields={}), sheet("A", "x")) == (
        "Claim number: no column is chosen. Rows of the same claim cannot be joined without it.",
        "Patient name: no column is chosen. Every letter needs it.",
        "Patient ID: no column is chosen. Letters need the member ID or Medicare number.",
        "Payer name: no column is chosen. Type it into each letter, or choose a column.",
        "Date of service: no column is chosen. Every letter needs it.",
        "Denial code: no column is chosen, so each letter asks for it.",
        "Date of the denial: no column is chosen. The last day to appeal is counted from it.",
    )


def doubts(fields: dict[str, tuple[str, ...]], table: Sheet) -> list[str]:
    said = check(Mapping(fields=fields), table)
    return [sentence for sentence in said if "no column is chosen" not in sentence]


def test_what_is_doubtful_is_said() -> None:
    table = sheet("Claim|Paid|Empty", "1.23E+11|often|", "|never|")
    assert doubts({"claim_number": ("Claim",)}, table) == [
        "Claim number: 1 of 2 rows have none in column Claim.",
        "Claim number: Excel has shortened 1 of 1 numbers in column Claim; they cannot be used.",
    ]
    assert doubts({"denial_date": ("Paid",)}, table) == [
        "Date of the denial: most of column Paid does not look like it. Check the column."
    ]
    assert doubts({"policy": ("Empty",)}, table) == [
        "Coverage policy: nothing stands in column Empty."
    ]
    assert doubts({"policy": ("Gone",)}, table) == [
        "Coverage policy: this file has no column Gone. Choose another one."
    ]
    assert doubts({"patient_name": ("Paid",), "payer_name": ("Paid",)}, table) == [
        "Column Paid is used for Patient name and for Payer name."
    ]


def test_a_patient_id_may_be_a_number_of_the_practice() -> None:
    said = doubts({"patient_id": ("Patient ID",)}, sheet("Patient ID", "778"))
    assert said == [
        "Patient ID: check that column Patient ID holds the payer's member ID and not a number of "
        "your own system."
    ]


def test_a_guess_by_content_is_said() -> None:
    table = sheet("A", "CO-50")
    said = check(guess(table.columns, table.rows), table)
    assert "Denial code: column A was chosen by what it holds. Check it." in said


@pytest.mark.parametrize(
    "fields", [{"letter_date": ("A",)}, {"payer_name": ("A", "B")}, {"payer_name": ()},
               {"patient_name": ("A", "A")}]
)  # fmt: skip
def test_a_mapping_that_cannot_be_is_a_defect(fields: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(Defect):
        Mapping(fields=fields)


def test_the_file_holds_names_of_columns_and_a_version() -> None:
    assert json.loads(to_file(Mapping(fields={"patient_name": ("First", "Last")}))) == {
        "format": "m1-appeals worklist columns",
        "version": 1,
        "fields": {"patient_name": ["First", "Last"]},
    }


@settings(deadline=None, max_examples=tries(50))
@given(st.dictionaries(st.sampled_from(sorted(COLUMNS)), st.text(max_size=30)))
def test_a_mapping_comes_back_from_its_file(fields: dict[str, str]) -> None:
    mapping = Mapping(fields={name: (column,) for name, column in fields.items()})
    assert from_file(to_file(mapping)) == mapping


def test_fields_that_are_not_known_are_kept_out_and_named() -> None:
    text = to_file(Mapping(fields={"policy": ("LCD",)})).replace(
        '"fields": {', '"fields": {"x": 1,'
    )
    mapping = from_file(text)
    assert mapping.fields == {"policy": ("LCD",)}
    assert mapping.left_out == ("x",)
    assert check(mapping, sheet("LCD", "L37281"))[0] == (
        "“x” in the remembered columns is not a field that a worklist can fill."
    )


STRANGE = (
    "This is not a file of remembered columns. Choose the file that this page saved, or choose the "
    "columns again."
)
GOOD = '{"format": "m1-appeals worklist columns", "version": 1, "fields": %s}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Claim Number,Patient",
        "[]",
        "{}",
        "[" * 100_000,
        "1" * 10_000,
        " " * 1_000_001,
        GOOD % "[]",
        GOOD % '{"policy": []}',
        GOOD % '{"policy": ["A", "B"]}',
        GOOD % '{"policy": "LCD"}',
        GOOD % '{"policy": [1]}',
        (GOOD % "{}").replace("1,", "true,"),
        (GOOD % "{}").replace("1,", "0,"),
    ],
    ids=range(14),
)
def test_other_files_are_told(text: str) -> None:
    with pytest.raises(UserMistake) as caught:
        from_file(text)
    assert str(caught.value) == STRANGE


def test_a_newer_file_is_told() -> None:
    with pytest.raises(UserMistake) as caught:
        from_file((GOOD % "{}").replace("1,", "2,"))
    assert str(caught.value) == (
        "This file of remembered columns is from a newer version of this page. Reload the page, or "
        "choose the columns again."
    )
