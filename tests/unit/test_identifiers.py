"""Identifiers: what is accepted, how it is written, and what is said about a doubtful one."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals.errors import UserMistake
from m1appeals.identifiers import denial, icd10cm, mbi, npi, policy, procedure

FOUR = [denial, icd10cm, mbi, npi, procedure]

ACCEPTED = [
    # (module, typed, compact, printed)
    (npi, "1234567893", "1234567893", "1234567893"),
    (npi, " 123-456-7893 ", "1234567893", "1234567893"),
    (npi, "123.456.7893", "1234567893", "1234567893"),
    (mbi, "1EG4-TE5-MK73", "1EG4TE5MK73", "1EG4-TE5-MK73"),
    (mbi, "1eg4te5mk73", "1EG4TE5MK73", "1EG4-TE5-MK73"),
    (mbi, "1EG4 TE5 MK73", "1EG4TE5MK73", "1EG4-TE5-MK73"),
    (mbi, "9A00-A00-AA00", "9A00A00AA00", "9A00-A00-AA00"),
    (icd10cm, "M54.16", "M54.16", "M54.16"),
    (icd10cm, "m5416", "M54.16", "M54.16"),
    (icd10cm, "I10", "I10", "I10"),
    (icd10cm, "U07.1", "U07.1", "U07.1"),
    (icd10cm, "C7A.1", "C7A.1", "C7A.1"),
    (icd10cm, "M1A.9XX0", "M1A.9XX0", "M1A.9XX0"),
    (icd10cm, "s72001a", "S72.001A", "S72.001A"),
    (icd10cm, " t36 .0x1a ", "T36.0X1A", "T36.0X1A"),
    (procedure, "72148", "72148", "72148"),
    (procedure, "0042T", "0042T", "0042T"),
    (procedure, "0001u", "0001U", "0001U"),
    (procedure, "j1745", "J1745", "J1745"),
    (procedure, "G0399", "G0399", "G0399"),
    (procedure, "72148-26", "72148-26", "72148-26"),
    (procedure, "72148 26 LT", "72148-26-LT", "72148-26-LT"),
    (procedure, "72148:26:59:XS:GA", "72148-26-59-XS-GA", "72148-26-59-XS-GA"),
    (denial, "m1", "M1", "M1"),
    (denial, "50", "50", "50"),
    (denial, "co50", "CO-50", "CO-50"),
    (denial, "CO 50", "CO-50", "CO-50"),
    (denial, "pr - 204", "PR-204", "PR-204"),
    (denial, "PI-97", "PI-97", "PI-97"),
    (denial, "oa-b22", "OA-B22", "OA-B22"),
    (denial, "B7", "B7", "B7"),
    (denial, "CO-50 / M1", "CO-50/M1", "CO-50 / M1"),
    (denial, "co50, n115", "CO-50,N115", "co50, n115"),
    (denial, "CO-50 N115", "CO-50-N115", "CO-50 N115"),
    (denial, "MA130", "MA130", "MA130"),
    (denial, "N386", "N386", "N386"),
]

_NPI_FORM = "An NPI has 10 digits and begins with 1 or 2. Check this one."
_NPI_CHECK = "The last digit of this NPI does not fit the others. Check it for a typing mistake."
_MBI = (
    "A Medicare number has 11 characters in a fixed pattern, like 1EG4-TE5-MK73, and never the "
    "letters S, L, O, I, B or Z. Check it against the card."
)
_ICD = "{} does not look like an ICD-10-CM code, such as M54.16. Check it against the claim."
_CPT = (
    "{} does not look like a CPT or HCPCS code, such as 72148 or 72148-26. "
    "Check it against the claim."
)
_CODE = (
    "{} does not look like a denial code, such as M1, CO-50 or N115. Check it against the "
    "remittance."
)

DOUBTFUL = [
    (npi, "1234567890", _NPI_CHECK),
    (npi, "1234567839", _NPI_CHECK),  # two digits swapped
    (npi, "123456789", _NPI_FORM),
    (npi, "12345678933", _NPI_FORM),
    (npi, "3234567893", _NPI_FORM),
    (npi, "123456789O", _NPI_FORM),
    (npi, "1\u066234567893", _NPI_FORM),  # a digit of another script
    (npi, "", _NPI_FORM),
    (mbi, "1EG4-TE5-MK7", _MBI),
    (mbi, "1EG4-TE5-MK733", _MBI),
    (mbi, "0EG4-TE5-MK73", _MBI),
    (mbi, "123-45-6789A", _MBI),
    (mbi, "EXM000123", _MBI),
    *((mbi, f"1{letter}G4-TE5-MK73", _MBI) for letter in "SLOIBZ"),
    *((mbi, f"1E{letter}4-TE5-MK73", _MBI) for letter in "SLOIBZ"),
    (icd10cm, "54.16", _ICD),
    (icd10cm, "M5", _ICD),
    (icd10cm, "MX4.16", _ICD),
    (icd10cm, "M54.", _ICD),
    (icd10cm, "M54.16123", _ICD),
    (icd10cm, "M54-16", _ICD),
    (icd10cm, "back pain", _ICD),
    (procedure, "7214", _CPT),
    (procedure, "721488", _CPT),
    (procedure, "W1745", _CPT),
    (procedure, "7214X", _CPT),
    (procedure, "72148-262", _CPT),
    (procedure, "72148-2", _CPT),
    (procedure, "72148-26-LT-59-XS-GA", _CPT),
    (denial, "not necessary", _CODE),
    (denial, "CO", _CODE),
    (denial, "CO-N115", _CODE),
    (denial, "XX-50", _CODE),
    (denial, "N1156", _CODE),
    (denial, "5000", _CODE),
]


def _names(
    rows: list[tuple[ModuleType, str, str, str]] | list[tuple[ModuleType, str, str]],
) -> list[str]:
    return [f"{row[0].__name__.rpartition('.')[2]}-{row[1]}" for row in rows]


@pytest.mark.parametrize(("module", "typed", "compact", "printed"), ACCEPTED, ids=_names(ACCEPTED))
def test_a_good_one_is_accepted_however_it_is_typed(
    module: ModuleType, typed: str, compact: str, printed: str
) -> None:
    assert module.validate(typed) == compact
    assert module.format(typed) == printed
    assert module.is_valid(typed) is True


@pytest.mark.parametrize(("module", "typed", "message"), DOUBTFUL, ids=_names(DOUBTFUL))
def test_a_doubtful_one_is_named_as_such(module: ModuleType, typed: str, message: str) -> None:
    with pytest.raises(UserMistake) as caught:
        module.validate(typed)
    assert str(caught.value) == message.format(typed)
    assert module.is_valid(typed) is False


@pytest.mark.parametrize("module", FOUR)
def test_a_doubtful_one_is_printed_as_it_was_typed(module: ModuleType) -> None:
    assert module.format("  no. 12 / x ") == "no. 12 / x"


@pytest.mark.parametrize("module", FOUR)
@given(text=st.text(max_size=20))
def test_any_text_is_printed_or_accepted_without_a_crash(module: ModuleType, text: str) -> None:
    printed = module.format(text)
    assert module.format(printed) == printed


def test_changing_any_one_digit_of_an_npi_is_noticed() -> None:
    for position in range(1, 10):
        for digit in "0123456789":
            changed = f"{'1234567893'[:position]}{digit}{'1234567893'[position + 1 :]}"
            assert npi.is_valid(changed) is (changed == "1234567893")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("LCD L37281, Lumbar MRI", "LCD"),
        ("l37281", "LCD"),
        ("Local Coverage Determination on imaging", "LCD"),
        ("NCD 220.6.17", "NCD"),
        ("National coverage determination 240.4.1", "NCD"),
        ("NCD 220.6.17 and LCD L37281", "NCD"),
        ("Article A57207", "article"),
        ("Example Health policy 220.6.17", None),
        ("plan policy RL37281", None),
        ("policy L3728", None),
        ("", None),
    ],
)
def test_medicare_policies_are_told_from_others(words: str, expected: str | None) -> None:
    assert policy.kind(words) == expected
