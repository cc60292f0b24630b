"""The remittance reader: what it makes of an 835 however it arrives, and of what is none."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from m1appeals.errors import UserMistake
from m1appeals.remittance import Claim, Note, Pause, Reversal, denied, kind_of, outcomes, read
from tests.remittances import Service, SyntheticClaim, make_835, many_claims
from tests.tries import tries

TWO = [SyntheticClaim(), SyntheticClaim(account="EXAMPLE-2", number="EX2026000124")]


ASK = "Ask your clearinghouse for the 835 (ERA) file."
CHOOSE = "Choose the 835 (ERA) of the same claims."
TOO_LONG = "It is far too long for a segment and was left out."
NO_BEGINNING = "The transaction has no beginning (ST); its claims were kept."


def one(service: Service, paid: str = "0") -> SyntheticClaim:
    return SyntheticClaim(services=(service,), paid=paid)


def claims(content: str | bytes) -> list[Claim]:
    return [one for one in found(content) if isinstance(one, Claim)]


def notes(content: str | bytes) -> list[tuple[int, str]]:
    return [(one.segment, one.text) for one in found(content) if isinstance(one, Note)]


def found(content: str | bytes) -> list[Claim | Reversal | Note]:
    given = read(content.encode() if isinstance(content, str) else content)
    return [one for one in given if not isinstance(one, Pause)]


def refusal(content: str | bytes) -> str:
    with pytest.raises(UserMistake) as caught:
        found(content)
    return str(caught.value)


PLAIN = claims(make_835(TWO))


def test_the_facts_of_a_claim_are_read() -> None:
    claim, other = PLAIN
    assert claim.account == "EXAMPLE-1"
    assert claim.number == "EX2026000123"
    assert (claim.charge, claim.paid) == (Decimal(250), Decimal(0))
    assert claim.patient.name == "PAT EXAMPLE"
    assert claim.patient.id == "1EG4TE5MK73"
    assert claim.remarks == ("MA01",)
    assert claim.payment.payer == "EXAMPLE HEALTH PLAN"
    assert claim.payment.payer_address == ("PO BOX 1000", "EXAMPLE CITY, OH 43000-0000")
    assert claim.payment.practice_address == ("1 EXAMPLE STREET", "EXAMPLE CITY, OH 43000")
    assert claim.payment.practice_npi == "1234567893"
    assert (claim.payment.date, claim.payment.date_from) == (date(2026, 4, 1), "DTM*405")
    assert claim.payment.trace == "TRACE1"
    (line,) = claim.lines
    assert (line.procedure, line.kind, line.first_day) == ("72148", "HC", date(2026, 3, 4))
    assert [(a.group, a.reason, a.amount) for a in line.adjustments] == [("CO", "50", Decimal(250))]
    assert line.remarks == ("N115",)
    assert other.number == "EX2026000124"


@pytest.mark.parametrize(
    "text",
    [
        make_835(TWO, after=""),
        make_835(TWO, after="\r\n"),
        make_835(TWO, after="\r"),
        make_835(TWO, end="\n", after=""),
        make_835(TWO, end="\r\n", after=""),
        make_835(TWO, element="|", component="^", end="'"),
        make_835(TWO, element="\x1d", component="\x1f", end="\x1c", after=""),
        make_835(TWO, element="+", component="<"),
        "\ufeff" + make_835(TWO),
        "\n\n  " + make_835(TWO),
        make_835(TWO) + "\n\x1a",
        make_835(TWO) + "\0" * 20,
        make_835(TWO) + "end of report, 2 claims\n",
        make_835(TWO).replace("~\n", "~\n\n\n"),
        make_835(TWO).replace("~\n", "~~\n"),
        make_835(TWO).replace("ISA*", "isa*").replace("GS*", "gs*").replace("ST*", "st*"),
        make_835(TWO).replace("CLP*", "clp*").replace("SVC*", "Svc*").replace("~\nCAS", "~\ncas"),
        make_835(TWO).replace(" " * 10, "").replace("PAYER   ", "PAYER"),
        make_835(TWO).replace("*00501*", "*00401*"),
        "\r\n".join(make_835(TWO, after="")[at : at + 80] for at in range(0, 2000, 80)),
    ],
    ids=[
        "no line breaks", "CRLF", "CR", "a segment a line", "a segment a CRLF line",
        "other delimiters", "separators that cannot be seen", "plus and less-than", "a BOM",
        "blank lines before", "an end-of-file sign", "zeros after it", "words after it",
        "blank lines between", "empty segments", "a small envelope", "small letters",
        "ISA without its blanks", "version 4010", "lines of 80 characters",
    ],
)  # fmt: skip
def test_the_claims_are_the_same_however_the_file_is_wrapped(text: str) -> None:
    assert [replace(claim, segment=0) for claim in claims(text)] == [
        replace(claim, segment=0) for claim in PLAIN
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_names_with_accents_are_read_in_any_encoding(encoding: str) -> None:
    text = make_835([SyntheticClaim(patient=("ÉXAMPLE", "ZOË", "", ""))])
    (claim,) = claims(text.encode(encoding))
    assert claim.patient.name == "ZOË ÉXAMPLE"


def test_a_file_of_several_interchanges_with_delimiters_of_their_own_is_read_whole() -> None:
    first = make_835(number=1, trace="A")
    second = make_835(number=2, trace="B", element="|", component="<", end="'", after="")
    third = make_835(number=3, trace="C", end="\n", after="")
    assert [claim.payment.trace for claim in claims(first + second + third)] == ["A", "B", "C"]


def test_segments_are_counted_through_the_whole_file() -> None:
    first, second = claims(make_835(number=1) + make_835(number=2))
    assert first.segment == 15
    assert second.segment == first.segment + make_835().count("~")


def test_some_files_part_components_by_another_sign_than_they_say() -> None:
    text = make_835([SyntheticClaim(services=(Service(modifiers=("26",)),))])
    (claim,) = claims(text.replace("HC:72148:26", "HC>72148>26"))
    assert (claim.lines[0].procedure, claim.lines[0].modifiers) == ("72148", ("26",))


def test_adjustments_of_claim_and_line_are_kept_apart_up_to_six_in_a_segment() -> None:
    cas = (
        "CO",
        "45",
        "10",
        "",
        "50",
        "20.5",
        "1",
        "97",
        "30",
        "",
        "16",
        "1",
        "",
        "B7",
        "2",
        "",
        "29",
        "3",
    )
    claim = SyntheticClaim(cas=(("OA", "23", "5"), cas))
    (read_claim,) = claims(make_835([claim]))
    assert [(a.group, a.reason, str(a.amount)) for a in read_claim.adjustments] == [
        ("OA", "23", "5"), ("CO", "45", "10"), ("CO", "50", "20.5"), ("CO", "97", "30"),
        ("CO", "16", "1"), ("CO", "B7", "2"), ("CO", "29", "3"),
    ]  # fmt: skip
    assert [a.reason for a in read_claim.lines[0].adjustments] == ["50"]


def test_remarks_of_inpatient_claims_are_read() -> None:
    text = make_835([SyntheticClaim(moa=())])
    mia = ["MIA", *[""] * 4, "MA01", *[""] * 14, "N115", "", "M127"]
    (claim,) = claims(text.replace("SVC*", "*".join(mia) + "~\nSVC*"))
    assert claim.remarks == ("MA01", "N115", "M127")


def test_reversals_and_adjustments_of_the_provider_are_left_out_and_said_to_be() -> None:
    reversal = SyntheticClaim(status="22")
    text = make_835([reversal, *TWO], plb=("WO:1", "10", "FB:2", "20"))
    assert len(claims(text)) == 2
    assert Reversal(account="EXAMPLE-1", number="EX2026000123") in found(text)
    assert notes(text) == [
        (0, "1 reversal was left out."),
        (0, "2 provider-level adjustments were left out: PLB belongs to no claim."),
    ]


def test_the_date_of_the_payment_stands_for_a_missing_production_date() -> None:
    text = make_835().replace("DTM*405*20260401~\n", "")
    (claim,) = claims(text)
    assert (claim.payment.date, claim.payment.date_from) == (date(2026, 4, 1), "BPR16")


@pytest.mark.parametrize(
    ("paid_on", "written_on", "date_from"),
    [("20260401", "20260406", "BPR16"), ("20260409", "20260406", "DTM*405")],
)
def test_the_earlier_of_two_dates_counts(paid_on: str, written_on: str, date_from: str) -> None:
    text = make_835().replace("*20260401~", f"*{paid_on}~", 1)
    text = text.replace("DTM*405*20260401~", f"DTM*405*{written_on}~")
    (claim,) = claims(text)
    assert claim.payment.date_from == date_from


def test_a_predetermination_is_left_out_and_said_to_be() -> None:
    text = make_835([SyntheticClaim(status="25")])
    assert claims(text) == []
    assert notes(text) == [(0, "1 predetermination was left out: nothing was billed yet.")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("*250*0*", "*25O*0*"), (15, "CLP03 is no amount; it counts as nothing.")),
        (("*250*0*", "*NaN*0*"), (15, "CLP03 is no amount; it counts as nothing.")),
        (("*250*0*", "*1E99*0*"), (15, "CLP03 is no amount; it counts as nothing.")),
        (("472*20260304", "472*20260230"), (19, "DTM02 is no day; it was left out.")),
        (("472*20260304", "472*260304"), (19, "DTM02 is no day; it was left out.")),
        (("472*20260304", "472*202603041"), (19, "DTM02 is no day; it was left out.")),
        (("LQ*HE*N115", "LQ*HE*" + "N" * 5000), (21, TOO_LONG)),
        (("ST*835*0001~\n", ""), (14, NO_BEGINNING)),
    ],
)  # fmt: skip
def test_what_is_damaged_is_named_and_the_claim_is_kept(
    change: tuple[str, str], expected: tuple[int, str]
) -> None:
    text = make_835().replace(*change, 1)
    assert notes(text) == [expected]
    assert [claim.number for claim in claims(text)] == ["EX2026000123"]


def test_a_file_that_breaks_off_keeps_what_was_read() -> None:
    text = make_835(TWO)
    cut = text[: text.index("EX2026000124") + 4]
    assert [claim.number for claim in claims(cut)] == ["EX2026000123"]
    assert notes(cut) == [(22, "The file ends in the middle of it; it was left out.")]


def test_a_file_that_is_damaged_throughout_is_not_named_segment_by_segment() -> None:
    text = make_835(many_claims(300)).replace("*250*", "*many*")
    said = notes(text)
    assert len(said) == 201
    assert said[-1] == (0, "400 more segments could not be read.")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "This file is empty. Get it again from the payer or clearinghouse."),
        (b" \r\n", "This file is empty. Get it again from the payer or clearinghouse."),
        (b"%PDF-1.7", f"This is a PDF, and no 835. {ASK}"),
        (b"PK\x03\x04x", f"This is a zip or Office file, and no 835. {ASK}"),
        (b"<html>", f"This is a web page or XML, and no 835. {ASK}"),
        (b"ISA*00*", "This file breaks off in its first segment (ISA). Get it again."),
        (
            b"Patient,Claim,Code,Amount\nPat Example,EX1,CO-50,100\n",
            "This seems to be a table (CSV), and no 835. If it is your denial report, choose it "
            "under “Worklist (CSV)”.",
        ),
        (b"hello", f"This is no 835: it has no ISA segment. {ASK}"),
        (
            make_835().replace("ST*835*", "ST*837*").encode(),
            f"This is an 837: claims on their way to the payer. {CHOOSE}",
        ),
        (
            make_835().replace("ST*835*", "ST*277*").encode(),
            f"This is a 277: the status of claims. {CHOOSE}",
        ),
    ],
)  # fmt: skip
def test_what_is_no_835_is_told_so(content: bytes, message: str) -> None:
    assert refusal(content) == message


def test_an_837_beside_an_835_is_left_out_and_said_to_be() -> None:
    text = make_835(number=1) + make_835(number=2).replace("ST*835*", "ST*837*")
    assert len(claims(text)) == 1
    assert notes(text) == [
        (0, "Part of the file is an 837: claims on their way to the payer; it was left out.")
    ]


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (SyntheticClaim(), "necessity"),
        (SyntheticClaim(status="4"), "necessity"),
        (SyntheticClaim(cas=(("PR", "50", "250"),), services=()), "necessity"),
        (SyntheticClaim(services=(Service(cas=(("CO", "197", "250"),)),)), "necessity"),
        (one(Service(cas=(("CO", "96", "250"),), remarks=("N623",))), "necessity"),
        (one(Service(cas=(("CO", "96", "250"),), remarks=("N30",))), "denial"),
        (SyntheticClaim(services=(Service(cas=(("CO", "29", "250"),), remarks=()),)), "denial"),
        (SyntheticClaim(paid="250", services=(Service(paid="250", cas=()),)), "other"),
        (SyntheticClaim(status="2", services=(Service(cas=(("OA", "23", "250"),)),)), "other"),
        (SyntheticClaim(services=(Service(cas=(("PR", "1", "250"),)),)), "other"),
        (one(Service(paid="150", cas=(("CO", "45", "100"),)), paid="150"), "other"),
        (one(Service(paid="9", cas=(("CO", "50", "241"),)), paid="9"), "necessity"),
        (one(Service(paid="250", cas=(("CO", "50", "0"),)), paid="250"), "other"),
        (one(Service(paid="350", cas=(("CO", "50", "-100"),)), paid="350"), "other"),
        (one(Service(paid="9", cas=(("CO", "29", "241"),)), paid="9"), "other"),
        (SyntheticClaim(paid="9", cas=(("CO", "29", "241"),), services=()), "other"),
        (one(Service(cas=(("CO", "A1", "250"),), remarks=("N661",))), "necessity"),
        (one(Service(cas=(("CO", "24", "250"),), remarks=())), "other"),
        (one(Service(cas=(("CO", "246", "0.01"),), remarks=())), "other"),
    ],
)  # fmt: skip
def test_a_denial_is_told_by_its_reasons(claim: SyntheticClaim, kind: str) -> None:
    (read_claim,) = claims(make_835([claim]))
    assert kind_of(denied(read_claim)) == kind


def test_necessity_leads_and_then_the_greater_amount() -> None:
    cas = (("CO", "29", "900", "", "50", "100", "", "197", "150"),)
    (claim,) = claims(make_835([SyntheticClaim(services=(Service(cas=cas),))]))
    assert [one.code for one in denied(claim)] == ["CO-197", "CO-50", "CO-29"]


NEED = Service(cas=(("CO", "50", "1000"),))


@pytest.mark.parametrize(
    ("beside", "parts"),
    [
        (Service(), [["CO-50", "CO-50"]]),
        (Service(cas=(("CO", "18", "20"),), remarks=("N111",)), [["CO-50"]]),
        (Service(cas=(("CO", "16", "20"),), remarks=("MA130",)), [["CO-50"]]),
        (Service(modifiers=("GY",), cas=(("PR", "96", "30"),), remarks=()), [["CO-50"]]),
        (
            Service(modifiers=("GY",), cas=(("PR", "50", "3000"),), remarks=()),
            [["CO-50"], ["PR-50"]],
        ),
        (Service(modifiers=("GA",), cas=(("PR", "50", "800"),)), [["CO-50"], ["PR-50"]]),
        (Service(cas=(("PR", "50", "800"),)), [["CO-50"], ["PR-50"]]),
        (Service(cas=(("CO", "197", "90"),), remarks=("M62",)), [["CO-50"], ["CO-197"]]),
    ],
)
def test_lines_that_are_answered_in_other_ways_are_apart(
    beside: Service, parts: list[list[str]]
) -> None:
    (claim,) = claims(make_835([SyntheticClaim(services=(beside, NEED))]))
    assert [[one.code for one in part] for part in outcomes(claim)] == parts


def test_a_claim_that_is_not_denied_for_necessity_has_one_outcome() -> None:
    other = SyntheticClaim(services=(Service(cas=(("CO", "29", "9"),), remarks=()),) * 2)
    (claim,) = claims(make_835([other]))
    assert [[one.code for one in part] for part in outcomes(claim)] == [["CO-29", "CO-29"]]
    (paid,) = claims(make_835([one(Service(paid="250", cas=()), paid="250")]))
    assert outcomes(paid) == ((),)


@settings(deadline=None, max_examples=tries(150))
@given(st.binary(max_size=400))
def test_any_bytes_end_in_claims_or_in_a_message(content: bytes) -> None:
    with contextlib.suppress(UserMistake):
        found(content)


@settings(deadline=None, max_examples=tries(150))
@given(
    st.lists(st.tuples(st.integers(0, 1600), st.binary(min_size=1, max_size=3)), max_size=8),
    st.integers(0, 1700),
)
def test_a_damaged_835_ends_in_claims_or_in_a_message(
    changes: list[tuple[int, bytes]], length: int
) -> None:
    content = bytearray(make_835(TWO).encode())
    for at, piece in changes:
        content[at : at + len(piece)] = piece
    with contextlib.suppress(UserMistake):
        found(bytes(content[:length]))


def test_a_segment_without_end_is_one_note() -> None:
    text = make_835().removesuffix("IEA*1*000000001~\n") + "NTE*" + "X" * 1_000_000
    assert [text for _, text in notes(text)] == [
        "The file ends in the middle of it; it was left out."
    ]
