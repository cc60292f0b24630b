"""From claim to form: what is filled in, and from where; nothing changes on the way."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from m1appeals import rules
from m1appeals.claim_list import ClaimList, cents, kind_of_codes
from m1appeals.fields import Raw
from m1appeals.letter import compose
from m1appeals.letter.text import to_text
from m1appeals.letter_fields import FIELDS
from m1appeals.remittance import Claim, fill, read
from m1appeals.validation import read_answers
from tests.remittances import Service, SyntheticClaim, make_835
from tests.tries import tries

TODAY = date(2026, 4, 15)


def filled(claim: SyntheticClaim) -> dict[str, tuple[Raw, str]]:
    (found,) = (one for one in read(make_835([claim]).encode()) if isinstance(one, Claim))
    return dict(fill(found))


def answers(claim: SyntheticClaim) -> Mapping[str, Raw]:
    return {name: answer for name, (answer, _) in filled(claim).items()}


def service(**facts: object) -> SyntheticClaim:
    return SyntheticClaim(services=(Service(**facts),))  # type: ignore[arg-type]


def test_each_field_says_where_it_came_from() -> None:
    assert filled(service(policies=("L37281",), modifiers=("26",))) == {
        "payer_kind": ("medicare", "CLP06 MB; compare with the patient's card"),
        "payer_name": ("EXAMPLE HEALTH PLAN", "N1*PR"),
        "appeals_address": (
            "PO BOX 1000\nEXAMPLE CITY, OH 43000-0000",
            "N3 and N4 of the payer; appeals often go elsewhere, so compare with the denial notice",
        ),
        "practice_name": ("EXAMPLE CLINIC", "N1*PE"),
        "practice_address": (
            "1 EXAMPLE STREET\nEXAMPLE CITY, OH 43000",
            "N3 and N4 of the payee",
        ),
        "practice_npi": ("1234567893", "N104 of the payee"),
        "denial_date": ("4/1/2026", "DTM*405"),
        "claim_number": ("EX2026000123", "CLP07"),
        "denial_code": ("CO-50", "CAS of the line"),
        "group_code": ("CO", "CAS01"),
        "remark_codes": ("N115, MA01", "LQ, MOA, MIA and CAS"),
        "causes": (("diagnosis",), "the codes"),
        "policy": ("LCD L37281", "REF*0K"),
        "patient_name": ("PAT EXAMPLE", "NM1*QC"),
        "patient_id": ("1EG4TE5MK73", "NM109"),
        "service_date_from": ("3/4/2026", "DTM of the line"),
        "procedure_codes": ("72148-26", "SVC01"),
    }


def test_what_an_835_does_not_hold_is_not_filled_in() -> None:
    known = set(filled(service()))
    assert not known & {"diagnosis_codes", "patient_birth_date", "denial_text", "clinical_summary"}


def test_every_field_that_is_filled_in_is_one_of_the_form() -> None:
    assert set(filled(service(policies=("1",)))) <= set(FIELDS)


@pytest.mark.parametrize(
    ("claim", "name", "answer", "origin"),
    [
        (
            SyntheticClaim(corrected=("EXAMPLE-CORRECT", "PAT", "", "", "2AA2AA2AA22")),
            "patient_name",
            "PAT EXAMPLE-CORRECT",
            "NM1*QC, as the payer corrected it (NM1*74)",
        ),
        (
            SyntheticClaim(corrected=("", "", "", "", "2AA2AA2AA22")),
            "patient_name",
            "PAT EXAMPLE",
            "NM1*QC",
        ),
        (
            SyntheticClaim(corrected=("", "", "", "", "2AA2AA2AA22")),
            "patient_id",
            "2AA2AA2AA22",
            "NM109, as the payer corrected it (NM1*74)",
        ),
        (
            SyntheticClaim(patient_id="", subscriber=("EXAMPLE", "SAM", "SUB123")),
            "patient_id",
            "SUB123",
            "NM109 of the subscriber (NM1*IL)",
        ),
        (
            SyntheticClaim(patient=("EXAMPLE", "PAT", "Q", "JR")),
            "patient_name",
            "PAT Q EXAMPLE JR",
            "NM1*QC",
        ),
        (
            SyntheticClaim(refs=(("G1", "PA-000123"),)),
            "authorization_number",
            "PA-000123",
            "REF*G1",
        ),
        (
            SyntheticClaim(
                services=(Service(days=()),),
                days=(("232", date(2026, 3, 1)), ("233", date(2026, 3, 3))),
            ),
            "service_date_to",
            "3/3/2026",
            "DTM*232 and 233",
        ),
        (service(policies=("220.6.17",)), "policy", "NCD 220.6.17", "REF*0K"),
        (service(policies=("A56789",)), "policy", "article A56789", "REF*0K"),
        (service(policies=("EX-POLICY 7",)), "policy", "EX-POLICY 7", "REF*0K"),
    ],
)
def test_the_better_of_two_facts_is_taken(
    claim: SyntheticClaim, name: str, answer: str, origin: str
) -> None:
    assert filled(claim)[name] == (answer, origin)


def test_only_the_services_that_were_denied_are_named() -> None:
    paid = Service(procedure="99213", paid="90", cas=(("CO", "45", "10"),), remarks=())
    denied = Service(days=(date(2026, 3, 5), date(2026, 3, 6)))
    given_ = answers(SyntheticClaim(services=(paid, denied)))
    assert given_["procedure_codes"] == "72148"
    assert (given_["service_date_from"], given_["service_date_to"]) == ("3/5/2026", "3/6/2026")


def test_other_denials_and_remarks_are_named_beside_the_code_that_leads() -> None:
    two = (Service(), Service(cas=(("CO", "150", "90"),), remarks=("N115", "M25")))
    given_ = answers(SyntheticClaim(services=two))
    assert given_["denial_code"] == "CO-50"
    assert given_["remark_codes"] == "CO-150, N115, MA01, M25"
    assert given_["causes"] == ("diagnosis", "documentation")


def test_nothing_of_a_line_that_is_answered_in_another_way_is_filled_in() -> None:
    apart = Service(
        procedure="36415", days=(date(2026, 3, 1),), cas=(("CO", "97", "20"),), remarks=("M15",),
        policies=("L11111",),
    )  # fmt: skip
    given_ = answers(SyntheticClaim(services=(Service(), apart)))
    assert (given_["procedure_codes"], given_["service_date_from"]) == ("72148", "3/4/2026")
    assert given_["remark_codes"] == "N115, MA01"
    assert "policy" not in given_
    whole = SyntheticClaim(cas=(("CO", "50", "250"),), services=(Service(cas=()), apart))
    assert answers(whole)["procedure_codes"] == "72148"


def changed(*changes: tuple[str, str]) -> dict[str, tuple[Raw, str]]:
    """Give what is filled in from a claim of two lines, of which parts of the text are others."""
    two = (Service(), Service(procedure="99213", paid="9", cas=(), remarks=()))
    text = make_835([SyntheticClaim(services=two, subscriber=("EXAMPLE", "SAM", "MEM778899"))])
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (claim,) = (one for one in read(text.encode()) if isinstance(one, Claim))
    return dict(fill(claim))


QC = "NM1*QC*1*EXAMPLE*PAT****MI*1EG4TE5MK73~"
IL = "NM1*IL*1*EXAMPLE*SAM****MI*MEM778899~"


@pytest.mark.parametrize("kind", ["34", "FI"])
def test_a_number_of_another_kind_is_no_member_id(kind: str) -> None:
    other = QC.replace("MI*1EG4TE5MK73", f"{kind}*123456789")
    found = changed((QC, other))
    assert found["patient_id"] == ("MEM778899", "NM109 of the subscriber (NM1*IL)")
    found = changed((QC, other), (IL, IL.replace("MI*MEM778899", f"{kind}*987654321")))
    assert "patient_id" not in found


@pytest.mark.parametrize(
    ("corrected", "without_subscriber", "name"),
    [
        ("NM1*74*1*EXAMPLE-JONES*SAMUEL****C*NEW123~", False, "PAT EXAMPLE"),
        ("NM1*74*1*EXAMPLE-JONES~", True, "PAT EXAMPLE-JONES"),
        ("NM1*74*2*EXAMPLE WIDGETS INC~", True, "PAT EXAMPLE"),
    ],
)
def test_the_name_of_the_insured_never_becomes_that_of_the_patient(
    corrected: str, without_subscriber: bool, name: str
) -> None:
    found = changed((IL, corrected if without_subscriber else f"{IL}\n{corrected}"))
    assert found["patient_name"][0] == name


def test_an_authorization_of_another_line_is_not_claimed() -> None:
    last = "SVC*HC:99213*250*9**1~\nDTM*472*20260304~"
    assert "authorization_number" not in changed((last, f"{last}\nREF*G1*PA777~"))
    first = "SVC*HC:72148*250*0**1~\nDTM*472*20260304~"
    assert changed((first, f"{first}\nREF*G1*PA777~"))["authorization_number"][0] == "PA777"


def test_a_revenue_code_is_no_procedure_code() -> None:
    assert "procedure_codes" not in answers(service(kind="NU", procedure="0450"))


def test_a_list_counts_an_authorization_that_is_there() -> None:
    asked = {"payer_kind": "commercial", "denial_code": "CO-197"}
    doors = [
        ClaimList(TODAY).look({**asked, **more}, kind="necessity", amount=Decimal(1)).door
        for more in ({}, {"authorization_number": "PA-1"})
    ]
    assert doors == ["appeal", "correct_authorization"]


def test_the_code_that_was_billed_is_filled_in() -> None:
    billed = ("SVC*HC:72148*250*0**1~", "SVC*HC:72146*250*0**1*HC:72148:26~")
    assert changed(billed)["procedure_codes"] == ("72148-26", "SVC06, as billed")


@pytest.mark.parametrize("indicator", rules.load("filing"))
def test_each_claim_filing_indicator_names_a_kind_of_payer(indicator: str) -> None:
    kind = answers(SyntheticClaim(filing=indicator))["payer_kind"]
    assert kind in rules.load("payer_kinds")


def test_an_indicator_that_is_not_known_says_nothing_of_the_payer() -> None:
    assert "payer_kind" not in answers(SyntheticClaim(filing="WC"))


WORD = st.text(string.ascii_uppercase + "ÄÉÑØŁ'-", min_size=2, max_size=12).filter(
    lambda word: word[0].isalpha() and word[-1].isalpha()
)
NUMBER = st.text(string.ascii_uppercase + string.digits, min_size=5, max_size=20).filter(
    lambda text: any(letter.isdigit() for letter in text)
)
CLAIM = st.builds(
    SyntheticClaim,
    number=NUMBER,
    patient=st.tuples(WORD, WORD, st.just("") | WORD, st.sampled_from(["", "JR", "III"])),
    patient_id=NUMBER,
    filing=st.sampled_from([*rules.load("filing"), "ZZ"]),
    services=st.tuples(
        st.builds(
            Service,
            procedure=st.sampled_from(["72148", "J1745", "0202U", "99214"]),
            modifiers=st.sampled_from([(), ("26",), ("GA", "59")]),
            days=st.dates(date(2025, 6, 1), date(2026, 3, 31)).map(lambda day: (day,)),
            remarks=st.sampled_from([("N115",), ("N386", "M25"), ()]),
        )
    ),
)


@settings(deadline=None, max_examples=tries(100))
@given(st.lists(CLAIM, min_size=20, max_size=40))
def test_the_facts_of_a_remittance_come_out_in_the_letter_unchanged(
    made: list[SyntheticClaim],
) -> None:
    read_claims = [one for one in read(make_835(made).encode()) if isinstance(one, Claim)]
    assert len(read_claims) == len(made)
    for fact, claim in zip(made, read_claims, strict=True):
        raw = {name: answer for name, (answer, _) in fill(claim).items()}
        letter = to_text(compose(read_answers(raw, today=TODAY).values))
        last, first, middle, suffix = fact.patient
        (line,) = fact.services
        (day,) = line.days
        for wanted in (
            " ".join(filter(None, (first, middle, last, suffix))),
            fact.number,
            fact.patient_id,
            "CO-50",
            f"{day:%B} {day.day}, {day.year}",
            *line.remarks,
            "EXAMPLE HEALTH PLAN",
        ):
            assert wanted in letter


def test_a_list_shows_door_amount_and_last_day() -> None:
    looked = ClaimList(TODAY).look(answers(service()), kind="necessity", amount=Decimal("250.00"))
    assert looked.amount == 25000
    assert (looked.door, looked.title) == ("appeal", "appeal")
    assert (looked.target, looked.day) == ("2026-08-04", "August 4, 2026")
    assert looked.days_left == 111


def test_a_list_says_why_there_is_no_last_day() -> None:
    claims = ClaimList(TODAY)
    ask = claims.look({"payer_kind": "unsure"}, kind="denial", amount=Decimal(1))
    date_needed = claims.look({"payer_kind": "medicare"}, kind="denial", amount=Decimal(1))
    assert (ask.day, date_needed.day) == ("ask the payer", "a date is needed")
    assert ask.target == date_needed.target == ""


def test_a_list_counts_to_the_latest_day_once_the_target_has_passed() -> None:
    asked = {"payer_kind": "medicare_advantage", "denial_date": "4/1/2026", "denial_code": "CO-50"}
    days = {}
    for today in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 6)):
        looked = ClaimList(today).look(asked, kind="necessity", amount=Decimal(1))
        days[today.day] = (looked.day, looked.days_left)
    assert days == {
        31: ("May 31, 2026 without a contract", 0),
        1: ("June 5, 2026 without a contract", 4),
        6: ("June 5, 2026 without a contract", -1),
    }


@pytest.mark.parametrize(
    ("remarks", "day"),
    [
        ("", "August 4, 2026"),
        ("MA91", "the date of the decision is needed"),
        ("N111", "no appeal"),
        ("MA130", "no appeal"),
    ],
)
def test_no_last_day_is_shown_that_the_file_cannot_tell(remarks: str, day: str) -> None:
    asked = {"payer_kind": "medicare", "denial_date": "4/1/2026", "denial_code": "CO-50"}
    looked = ClaimList(TODAY).look(
        {**asked, "remark_codes": remarks}, kind="necessity", amount=Decimal(1)
    )
    assert looked.day == day
    assert (looked.days_left is None) == (day != "August 4, 2026")


def test_the_remark_m1_of_a_remittance_is_about_an_x_ray() -> None:
    alone = answers(service(cas=(("CO", "96", "250"),), remarks=("M1",)))
    beside = answers(service(remarks=("M1",)))
    doors = [
        ClaimList(TODAY).look(a, kind="denial", amount=Decimal(1)).door for a in (alone, beside)
    ]
    assert doors == ["xray", "appeal"]
    typed = {**alone, "denial_text": "Medical necessity not established"}
    assert ClaimList(TODAY).look(typed, kind="denial", amount=Decimal(1)).door != "xray"


def test_a_claim_that_was_not_denied_has_no_door() -> None:
    looked = ClaimList(TODAY).look({}, kind="other", amount=Decimal(0))
    assert (looked.door, looked.day, looked.days_left) == ("", "", None)


def test_claims_that_are_alike_are_looked_at_once_and_others_again() -> None:
    claims = ClaimList(TODAY)
    asked = {"denial_code": "CO-50", "payer_kind": "medicare", "denial_date": "4/1/2026"}
    doors = [
        claims.look({**asked, **more}, kind="necessity", amount=Decimal(1)).door
        for more in (
            {},
            {"claim_number": "EX2"},
            {"remark_codes": "MA130"},
            {"procedure_codes": "72148-GY"},
            {"procedure_codes": "72148"},
            {"denial_date": "4/1/2025"},
        )
    ]
    assert doors == ["appeal", "appeal", "new_claim", "plan_exclusion", "appeal", "too_late"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CO-50", "necessity"),
        ("M1", "necessity"),
        ("N115", "necessity"),
        ("CO-96 N623", "necessity"),
        ("CO-96 N30", "denial"),
        ("CO-29", "denial"),
        ("CO-29 N115", "denial"),
        ("", "denial"),
    ],
)
def test_a_code_that_was_typed_says_which_kind_of_denial_it_is(text: str, kind: str) -> None:
    assert kind_of_codes(text) == kind


def test_cents_are_whole() -> None:
    assert [cents(Decimal(text)) for text in ("1.005", "-2.5", "0")] == [100, -250, 0]
