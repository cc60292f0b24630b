"""The cases of a worklist: rows as answers of the form, and what could not be used."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from m1appeals.letter_fields import FIELDS
from m1appeals.worklist import Mapping, Sheet, WorklistCase, guess, read_sheet, to_cases
from m1appeals.worklist import cells as cell
from tests.tries import tries


def cases(text: str, **fields: str) -> list[WorklistCase]:
    """Read a table; fields name their columns, joined by a plus sign, or are guessed."""
    sheet = read_sheet(text.encode())
    mapping = guess(sheet.columns, sheet.rows)
    if fields:
        mapping = Mapping(fields={name: tuple(c.split("+")) for name, c in fields.items()})
    return list(to_cases(sheet, mapping))


def one(value: str, field: str) -> tuple[str, tuple[str, ...]]:
    """Read one cell of one field: the answer, or nothing, and the notes."""
    sheet = Sheet(columns=("A",), rows=((value,),), lines=(7,))
    (case,) = to_cases(sheet, Mapping(fields={field: ("A",)}))
    return case.fields.get(field, ""), case.notes


def test_a_row_is_a_case_with_answers_as_they_are_typed_and_where_they_stand() -> None:
    (case,) = cases(
        "Claim No,Last Name,First Name,MI,Member ID,DOB,DOS,CPT,Mod,Dx1,Dx2,Payer,Group Code,CARC,"
        "Denial Description,Remark Codes,Denial Date,Auth No,LCD,Rendering Provider,Balance\n"
        "EX1,Example,Pat,Q,1EG4-TE5-MK73,7/9/1952,3/4/2026,72148,26,m5416,M48.061,Example Plan,CO,"
        '50,Not necessary,N115,4/1/2026,PA-1,L37281,"Example, Alex, MD","$1,234.50"\n'
    )
    assert case == WorklistCase(
        line=2,
        fields={
            "claim_number": "EX1",
            "patient_name": "Pat Q Example",
            "patient_id": "1EG4-TE5-MK73",
            "patient_birth_date": "7/9/1952",
            "service_date_from": "3/4/2026",
            "procedure_codes": "72148-26",
            "diagnosis_codes": "M54.16, M48.061",
            "payer_name": "Example Plan",
            "group_code": "CO",
            "denial_code": "CO-50",
            "denial_text": "Not necessary",
            "remark_codes": "N115",
            "denial_date": "4/1/2026",
            "authorization_number": "PA-1",
            "policy": "L37281",
            "signer_name": "Alex Example, MD",
        },
        origins={
            "claim_number": "column Claim No, line 2",
            "patient_name": "columns First Name, MI, Last Name, line 2",
            "patient_id": "column Member ID, line 2",
            "patient_birth_date": "column DOB, line 2",
            "service_date_from": "column DOS, line 2",
            "procedure_codes": "columns CPT, Mod, line 2",
            "diagnosis_codes": "columns Dx1, Dx2, line 2",
            "payer_name": "column Payer, line 2",
            "group_code": "column Group Code, line 2",
            "denial_code": "columns Group Code, CARC, line 2",
            "denial_text": "column Denial Description, line 2",
            "remark_codes": "column Remark Codes, line 2",
            "denial_date": "column Denial Date, line 2",
            "authorization_number": "column Auth No, line 2",
            "policy": "column LCD, line 2",
            "signer_name": "column Rendering Provider, line 2",
        },
        amount=Decimal("1234.50"),
    )


def test_rows_of_one_claim_are_one_case() -> None:
    (case,) = cases(
        "Claim Number,Patient,DOS,CPT,Dx,Remark Codes,Balance\n"
        "EX1,Pat Example,3/5/2026,72148,M54.16,N115,100.10\n"
        "ex1,PAT  EXAMPLE,03/04/2026,72149,M48.061,N115,200\n"
        "EX1,,3/6/26,72148,M54.16,M25,(50.00)\n"
    )
    assert case.line == 2
    assert case.fields == {
        "claim_number": "EX1",
        "patient_name": "Pat Example",
        "service_date_from": "03/04/2026",
        "service_date_to": "3/6/26",
        "procedure_codes": "72148, 72149",
        "diagnosis_codes": "M54.16, M48.061",
        "remark_codes": "N115, M25",
    }
    assert case.origins["service_date_from"] == "column DOS, line 3"
    assert case.origins["service_date_to"] == "column DOS, line 4"
    assert case.origins["procedure_codes"] == "column CPT, lines 2, 3, 4"
    assert case.amount == Decimal("250.10")
    assert case.notes == ()


def test_one_day_needs_no_last_day() -> None:
    (case,) = cases("Claim Number,DOS From,DOS To\nEX1,3/4/2026,03/04/26\n")
    assert case.fields == {"claim_number": "EX1", "service_date_from": "3/4/2026"}


def test_the_first_row_that_has_an_answer_gives_it_and_another_one_is_named() -> None:
    (case,) = cases(
        "Claim Number,Payer,Denial Code,Denial Date\nEX1,,CO-50,4/1/2026\n"
        "EX1,Example Plan,CO-97,04/01/26\n"
    )
    assert case.fields["payer_name"] == "Example Plan"
    assert case.fields["denial_code"] == "CO-50"
    assert case.origins["payer_name"] == "column Payer, line 3"
    assert case.notes == (
        "Line 3, column Denial Code: “CO-97” differs from “CO-50” in line 2, which is used.",
    )


def test_patients_with_one_claim_number_are_kept_apart() -> None:
    first, second = cases(
        "Claim Number,Patient,CPT\nEX1,Pat Example,72148\nEX1,Sam Example,72149\n"
        "EX1,Pat Example,72158\n"
    )
    assert first.fields["procedure_codes"] == "72148, 72158"
    assert second.fields["procedure_codes"] == "72149"
    assert second.notes == (
        "Line 3: the claim number is that of line 2, the patient is not. They are kept apart.",
    )


def test_rows_without_a_claim_number_are_cases_of_their_own() -> None:
    found = cases("Claim Number,Patient\n,Pat Example\n,Pat Example\n-,Pat Example\n")
    assert [case.line for case in found] == [2, 3, 4]


def test_shortened_claim_numbers_join_nothing_and_are_named() -> None:
    found = cases("Claim Number,Patient\n1.23E+11,Pat Example\n1.23E+11,Pat Example\n")
    assert [case.fields for case in found] == [{"patient_name": "Pat Example"}] * 2
    assert found[0].notes == (
        "Line 2, column Claim Number: Excel has shortened 1.23E+11. Type the whole number from the "
        "claim.",
    )


def test_a_repeated_row_adds_no_amount() -> None:
    (case,) = cases("Claim Number,CPT,Balance\nEX1,72148,100\nEX1,72148,100\n")
    assert case.amount == Decimal(100)
    assert case.notes == ("Line 3 repeats line 2; its amount is not added.",)


def test_the_same_service_and_amount_in_another_row_is_added_and_named() -> None:
    (case,) = cases("Claim Number,CPT,Remark Code,Balance\nEX1,72148,N115,100\nEX1,72148,M25,100\n")
    assert case.amount == Decimal(200)
    assert case.notes == (
        "Line 3 has the day, procedure and amount of line 2; both amounts are added. Check the "
        "sum.",
    )


def test_a_row_with_shifted_cells_is_doubtful() -> None:
    (case,) = cases("Claim Number,Patient,CPT\nEX1,Example, Pat,72148\n")
    assert case.notes[0] == "Line 2: cells may stand in wrong columns. Check every fact of it."


def test_no_amount_is_none_and_not_nothing() -> None:
    (case,) = cases("Claim Number,Balance\nEX1,\n")
    assert case.amount is None


def test_a_modifier_goes_to_the_code_before_it() -> None:
    (case,) = cases(
        "CPT 1,Mod 1,CPT 2,Mod 2,Claim Number\n72148,26,J1745,JZ,EX1\n",
        procedure_codes="CPT 1+Mod 1+CPT 2+Mod 2",
    )
    assert case.fields == {"procedure_codes": "72148-26, J1745-JZ"}


@pytest.mark.parametrize(
    ("row", "codes", "notes"),
    [
        ("72148-26,26 LT", "72148-26-LT", ()),
        ("72148,", "72148", ()),
        ("72148.0,26", "72148-26", ()),
        (
            ",26",
            "",
            ("Line 2, column Mod: modifier 26 is left out: it is not clear to which code it "
             "belongs.",),
        ),
        (
            '"72148, 72149",26',
            "72148, 72149",
            ("Line 2, column Mod: modifier 26 is left out: it is not clear to which code it "
             "belongs.",),
        ),
    ],
)  # fmt: skip
def test_modifiers(row: str, codes: str, notes: tuple[str, ...]) -> None:
    (case,) = cases(f"CPT,Mod\n{row}\n", procedure_codes="CPT+Mod")
    assert case.fields.get("procedure_codes", "") == codes
    assert case.notes == notes


@pytest.mark.parametrize(
    ("field", "value", "answer", "notes"),
    [
        ("patient_name", "Example, Pat", "Pat Example", ()),
        ("patient_name", "EXAMPLE,PAT Q", "PAT Q EXAMPLE", ()),
        ("patient_name", "Example, Pat, Jr.", "Pat Example, Jr.", ()),
        ("patient_name", "Pat Example, Jr", "Pat Example, Jr", ()),
        ("patient_name", "Example, Do", "Do Example", ()),
        ("patient_name", "Pat Example", "Pat Example", ()),
        (
            "patient_name",
            "Example, Pat [1234]",
            "Pat Example",
            ("“[1234]” behind the name is left out.",),
        ),
        (
            "patient_name",
            "Example, Pat, Q",
            "Example, Pat, Q",
            ("“Example, Pat, Q” is kept as it stands. Check the order of the name.",),
        ),
        ("signer_name", "Example, Alex MD", "Alex Example, MD", ()),
        ("signer_name", "Alex Example, MD, PhD", "Alex Example, MD, PhD", ()),
        ("payer_name", "Example Plan, Inc.", "Example Plan, Inc.", ()),
        ("denial_date", "46113", "4/1/2026", ("46113 was read as 4/1/2026, which Excel keeps "
                                              "so.",)),
        ("denial_date", "46113.5", "4/1/2026", ("46113.5 was read as 4/1/2026, which Excel keeps "
                                                "so.",)),
        ("denial_date", "2026", "2026", ("“2026” is not a date such as 3/4/2026. Check it.",)),
        ("denial_date", "4/1/2026 0:00", "4/1/2026 0:00", ()),
        ("patient_birth_date", "19184", "7/9/1952", ("19184 was read as 7/9/1952, which Excel "
                                                     "keeps so.",)),
        ("patient_birth_date", "30452", "30452", ("“30452” is not a date such as 3/4/2026. Check "
                                                  "it.",)),
        ("claim_number", "46113", "46113", ()),
        ("claim_number", "#REF!", "", ("#REF! stands for a cell that Excel could not show. Type "
                                       "what belongs.",)),
        ("claim_number", "n/a", "", ()),
        ("denial_code", "CO50", "CO50", ()),
        ("denial_code", "co-50 / N115", "co-50 / N115", ()),
        ("denial_code", "CO-50: Not necessary", "CO-50", ()),
        ("denial_code", "MEDNEC", "MEDNEC", ()),
        ("diagnosis_codes", "M5416;m48.061", "M54.16, M48.061", ()),
        ("diagnosis_codes", "M54.16 M48.061", "M54.16, M48.061", ()),
        (
            "diagnosis_codes",
            "M54.16 - Radiculopathy, lumbar",
            "M54.16",
            ("“Radiculopathy, lumbar” is no code and is left out.",),
        ),
        ("diagnosis_codes", "M54.16, M48.O61Q9", "M54.16, M48.O61Q9", ()),
        ("diagnosis_codes", "back pain", "", ("“back pain” is no code and is left out.",)),
        ("procedure_codes", "72148 26, 72149", "72148-26, 72149", ()),
        ("remark_codes", "n115 MA01", "N115, MA01", ()),
        ("amount", "about 5", "", ("“about 5” is not an amount such as $1,234.50 and is not "
                                   "counted.",)),
        ("appeals_address", "PO Box 1\nExample City", "PO Box 1\nExample City", ()),
    ],
)  # fmt: skip
def test_a_cell(field: str, value: str, answer: str, notes: tuple[str, ...]) -> None:
    expected = tuple(f"Line 7, column A: {note}" for note in notes)
    assert one(value, field) == (answer, expected)


def test_words_beside_a_denial_code_are_its_text() -> None:
    (case,) = cases("Denial Code\nCO-50: Not deemed necessary\n", denial_code="Denial Code")
    assert case.fields == {"denial_code": "CO-50", "denial_text": "Not deemed necessary"}
    (case,) = cases(
        "Denial Code,Text\nCO-50: Long words,Short words\n",
        denial_code="Denial Code",
        denial_text="Text",
    )
    assert case.fields == {"denial_code": "CO-50", "denial_text": "Short words"}
    assert case.notes == (
        "Line 2, column Denial Code: “Long words” is left out beside the column for the words.",
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [("CO,50", "CO-50"), ("PR,PR-50", "PR-50"), ("CO,M1", "M1"), ("CO,N115", "N115"),
     ("CO,B12", "CO-B12"), (",50", "50")],
)  # fmt: skip
def test_a_group_goes_before_a_reason_and_before_nothing_else(row: str, code: str) -> None:
    (case,) = cases(f"G,Code\n{row}\n", denial_code="G+Code")
    assert case.fields["denial_code"] == code
    assert case.fields.get("group_code", "") == row.split(",", maxsplit=1)[0]


@pytest.mark.parametrize("between", ["-", " - ", "\u2013", " to ", " thru "])
def test_both_days_in_one_cell_are_parted(between: str) -> None:
    (case,) = cases(f"DOS\n3/4/2026{between}3/6/2026\n", service_date_from="DOS")
    assert case.fields == {"service_date_from": "3/4/2026", "service_date_to": "3/6/2026"}
    assert case.origins["service_date_to"] == "column DOS, line 2"


def test_days_in_the_wrong_order_are_named() -> None:
    (case,) = cases("DOS From,DOS To\n3/6/2026,3/4/2026\n")
    assert case.fields == {"service_date_from": "3/4/2026", "service_date_to": "3/6/2026"}
    assert case.notes == (
        "Line 2, column DOS To: the last day of service is before the first. Check both.",
    )


def test_a_day_that_cannot_be_read_is_kept_as_typed() -> None:
    (case,) = cases("DOS,Claim Number\nspring,EX1\n", service_date_from="DOS")
    assert case.fields == {"service_date_from": "spring"}
    assert case.notes == ("Line 2, column DOS: “spring” is not a date such as 3/4/2026. Check it.",)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$1,234.50", "1234.50"), ("(1,234.50)", "-1234.50"), ("-$5", "-5"), ("$-5", "-5"),
        ("5.00-", "-5.00"), ("USD 12", "12"), (".5", ".5"), ("0", "0"), ("1,23", None),
        ("(5", None), ("5)", None), ("--5", None), ("", None), ("$", None), ("1E5", None),
        ("\u0663", None), ("1.234,50", None), ("9" * 13, None),
    ],
)  # fmt: skip
def test_amounts(text: str, value: str | None) -> None:
    assert cell.amount(text) == (None if value is None else Decimal(value))


def test_days_that_excel_keeps_as_numbers() -> None:
    assert cell.serial_day("46085") == date(2026, 3, 4)
    assert [cell.serial_day(text) for text in ("2026", "43831", "50000", "46085x")] == [None] * 4
    assert cell.serial_day("7306", birth=True) == date(1920, 1, 1)


def test_long_texts_are_short_in_notes() -> None:
    (case,) = cases(f"Claim Number,Payer\nEX1,{'x' * 5000}\nEX1,{'y' * 5000}\n")
    assert case.fields["payer_name"] == "x" * 5000
    assert len(case.notes[0]) < 300


ANY = st.text(st.sampled_from("CO-50 N115,;/[]()$.:\n72148M54.16E+Pat Example3/4/2026 -to#"))
FILLED = ("claim_number", "patient_name", "service_date_from", "service_date_to", "denial_code",
          "procedure_codes", "diagnosis_codes", "remark_codes", "signer_name", "amount",
          "patient_birth_date")  # fmt: skip


@settings(deadline=None, max_examples=tries(200))
@given(st.lists(st.lists(ANY, min_size=len(FILLED), max_size=len(FILLED)), max_size=6))
def test_any_row_is_in_a_case_with_an_origin_for_each_answer(rows: list[list[str]]) -> None:
    sheet = Sheet(
        columns=FILLED,
        rows=tuple(tuple(text.strip() for text in row) for row in rows),
        lines=tuple(range(2, len(rows) + 2)),
    )
    for case in to_cases(sheet, Mapping(fields={name: (name,) for name in FILLED})):
        assert case.line in sheet.lines
        assert set(case.fields) == set(case.origins) <= set(FIELDS)
        assert all(case.fields.values())


def test_many_rows_are_many_cases_and_few_of_them_are_one() -> None:
    rows = [f"EX{number},Pat Example,72148,{number % 7}.00\n" for number in range(20_000)]
    found = cases("Claim Number,Patient,CPT,Balance\n" + "".join(rows))
    assert len(found) == 20_000
    joined = [f"EX1,Pat Example,72148,{number}.00\n" for number in range(20_000)]
    (case,) = cases("Claim Number,Patient,CPT,Balance\n" + "".join(joined))
    assert case.amount == sum(range(20_000))
    assert case.origins["procedure_codes"] == "column CPT, lines 2, 3, 4, 5, 6 and 19995 more"


HEAD = "Claim Number,Patient,CPT,Denial Code,Remark Codes,Denial Date,Balance\n"


def test_a_denial_for_medical_necessity_leads_whatever_its_row() -> None:
    (case,) = cases(
        f"{HEAD}EX1,Pat Example,72148,CO-45,N111,4/10/2026,120\n"
        "EX1,Pat Example,72148,CO-50,N115,4/1/2026,380\nEX1,Pat Example,72148,CO-18,N111,,9\n"
    )
    assert case.fields["denial_code"] == "CO-50"
    assert case.fields["remark_codes"] == "N115"
    assert case.origins["denial_code"] == "column Denial Code, line 3"
    assert case.fields["denial_date"] == "4/1/2026"
    assert case.amount == Decimal(389)
    assert case.notes == (
        "Line 3: “CO-50” is used in place of “CO-45” in line 2: it says medical necessity.",
        "Line 3: “4/1/2026” is used in place of “4/10/2026”: the last day is counted from the "
        "earliest date of a denial.",
        "Line 4, column Denial Code: “CO-18” differs from “CO-50” in line 3, which is used.",
    )


def test_an_amount_that_no_denial_keeps_back_is_not_added() -> None:
    (case,) = cases(f"{HEAD}EX1,Pat Example,72148,CO-50,,,380\nEX1,Pat Example,72148,CO-45,,,120\n")
    assert case.amount == Decimal(380)
    assert "Line 3: “CO-45” denies nothing; its amount is not added." in case.notes


def test_a_row_with_several_codes_is_led_by_the_one_for_medical_necessity() -> None:
    (case,) = cases(
        "Claim Number,Patient,Denial Code 1,Denial Code 2\nEX1,Pat Example,CO-16,CO-50\n",
        claim_number="Claim Number",
        patient_name="Patient",
        denial_code="Denial Code 1+Denial Code 2",
    )
    assert case.fields["denial_code"] == "CO-50"
    assert case.notes == (
        "Line 2, column Denial Code 2: it says medical necessity, so “CO-16” is left out.",
    )
