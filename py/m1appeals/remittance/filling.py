"""From a claim of a remittance to the fields of the letter, each with where it came from.

What an 835 does not hold is not guessed: diagnoses, the date of birth and the words that a payer
prints beside a code are asked for. The address is the payer's own, which need not be the one for
appeals; its origin says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from m1appeals import denial_codes, rules
from m1appeals.remittance.denials import Denied, denied, outcomes, payer_kind
from m1appeals.remittance.records import Claim, Person, ServiceLine

__all__ = ["Filled", "fill"]

Filled = dict[str, tuple[str | tuple[str, ...], str]]
"""A field's answer as a form gives it, and where in the remittance it stands."""

_HEALTH_CARE = "HC"
"""SVC01-1 of CPT and HCPCS codes; other lists have codes that the form does not know."""


def fill(claim: Claim, found: tuple[Denied, ...] | None = None) -> Filled:
    """Give each field that the remittance answers in a letter about one of the claim's outcomes.

    That is the first one, unless another is given.
    """
    if found is None:
        found = outcomes(claim)[0]
    answers = [*_payer(claim), *_denial(claim, found), *_patient(claim), *_service(claim, found)]
    return {name: (answer, origin) for name, answer, origin in answers if answer}


_Answer = tuple[str, str | tuple[str, ...], str]


def _payer(claim: Claim) -> Iterator[_Answer]:
    payment = claim.payment
    yield "payer_kind", payer_kind(claim), f"CLP06 {claim.filing}; compare with the patient's card"
    yield "payer_name", payment.payer, "N1*PR"
    yield (
        "appeals_address",
        "\n".join(payment.payer_address),
        "N3 and N4 of the payer; appeals often go elsewhere, so compare with the denial notice",
    )
    yield "practice_name", payment.practice, "N1*PE"
    yield "practice_address", "\n".join(payment.practice_address), "N3 and N4 of the payee"
    yield "practice_npi", payment.practice_npi, "N104 of the payee"
    yield "denial_date", _day(payment.date), payment.date_from


def _denial(claim: Claim, found: tuple[Denied, ...]) -> Iterator[_Answer]:
    yield "claim_number", claim.number, "CLP07"
    if not found:
        return
    lead, *_ = found
    yield "denial_code", lead.code, "CAS of the line" if lead.line else "CAS of the claim"
    group = lead.adjustment.group
    yield "group_code", group if denial_codes.find(group, "group") else "", "CAS01"
    codes = [one.code for one in found if one.necessity and one.code != lead.code]
    remarks = [remark for one in found for remark in one.remarks]
    # Remarks on the claim as a whole say which appeal rights there are.
    others = dict.fromkeys([*codes, *remarks, *claim.remarks])
    yield "remark_codes", ", ".join(others), "LQ, MOA, MIA and CAS"
    yield "causes", _causes([lead.code, *others]), "the codes"
    policies = [p for one in found if one.line for p in one.line.policies]
    named = dict.fromkeys([*policies, *claim.policies])
    yield "policy", ", ".join(map(_policy, named)), "REF*0K"


def _patient(claim: Claim) -> Iterator[_Answer]:
    patient, corrected = claim.patient, claim.corrected
    # The one who is corrected is the insured where that is another person, or an employer.
    same = corrected.entity != "2" and claim.subscriber == Person()
    parts = {
        name: (getattr(corrected, name) if same else "") or getattr(patient, name)
        for name in ("first", "middle", "last", "suffix")
    }
    changed = same and any(getattr(corrected, name) for name in parts)
    yield "patient_name", " ".join(filter(None, parts.values())), _corrected("NM1*QC", changed)
    if corrected.id or patient.id:
        yield "patient_id", corrected.id or patient.id, _corrected("NM109", bool(corrected.id))
    else:
        yield "patient_id", claim.subscriber.id, "NM109 of the subscriber (NM1*IL)"


def _service(claim: Claim, found: tuple[Denied, ...]) -> Iterator[_Answer]:
    lines = _lines(claim, found)
    days = [day for line in lines for day in (line.first_day, line.last_day) if day]
    origin = "DTM of the line"
    if not days:
        days = [day for day in (claim.first_day, claim.last_day) if day]
        origin = "DTM*232 and 233"
    if days:
        first, last = min(days), max(days)
        yield "service_date_from", _day(first), origin
        yield "service_date_to", _day(last) if last != first else "", origin
    codes = dict.fromkeys(_procedure(line) for line in lines if line.kind == _HEALTH_CARE)
    billed = any(line.billed for line in lines)
    yield (
        "procedure_codes",
        ", ".join(filter(None, codes)),
        "SVC06, as billed" if billed else "SVC01",
    )
    numbers = [line.authorization for line in lines if line.authorization]
    yield "authorization_number", next(iter(numbers), claim.authorization), "REF*G1"


def _lines(claim: Claim, found: tuple[Denied, ...]) -> list[ServiceLine]:
    """Give the services of a letter; a denial of the claim is of those without one of their own."""
    lines = list(dict.fromkeys(one.line for one in found if one.line))
    if lines:
        return lines
    others = [one.line for one in denied(claim)] if found else []
    return [line for line in claim.lines if line not in others] or list(claim.lines)


def _corrected(segment: str, changed: bool) -> str:
    return f"{segment}, as the payer corrected it (NM1*74)" if changed else segment


def _causes(codes: list[str]) -> tuple[str, ...]:
    """Give the causes that codes point to, in the order of the form."""
    parts = (part for code in codes for part in denial_codes.split(code))
    known = {found.cause for part in parts if (found := denial_codes.find(part))}
    return tuple(id_ for id_ in rules.load("causes") if id_ in known)


def _procedure(line: ServiceLine) -> str:
    return "-".join([line.procedure, *line.modifiers]) if line.procedure else ""


def _policy(number: str) -> str:
    """Name the kind of a Medicare policy before its number, as the letter does."""
    if re.fullmatch(r"L[0-9]{5}", number):
        return f"LCD {number}"
    if re.fullmatch(r"A[0-9]{5}", number):
        return f"article {number}"
    return f"NCD {number}" if re.fullmatch(r"[0-9]{2,3}(\.[0-9]{1,3})+", number) else number


def _day(day: date | None) -> str:
    """Write a day as the form takes it."""
    return f"{day.month}/{day.day}/{day.year}" if day else ""
