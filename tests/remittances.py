"""Synthetic 835 files, made from facts: what a payer would send, however it arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

__all__ = ["Service", "SyntheticClaim", "make_835", "many_claims"]


@dataclass(frozen=True, kw_only=True)
class Service:
    procedure: str = "72148"
    modifiers: tuple[str, ...] = ()
    charge: str = "250"
    paid: str = "0"
    days: tuple[date, ...] = (date(2026, 3, 4),)
    cas: tuple[tuple[str, ...], ...] = (("CO", "50", "250"),)
    remarks: tuple[str, ...] = ("N115",)
    policies: tuple[str, ...] = ()
    kind: str = "HC"


@dataclass(frozen=True, kw_only=True)
class SyntheticClaim:
    account: str = "EXAMPLE-1"
    status: str = "1"
    charge: str = "250"
    paid: str = "0"
    filing: str = "MB"
    number: str = "EX2026000123"
    patient: tuple[str, str, str, str] = ("EXAMPLE", "PAT", "", "")
    """Last, first, middle, suffix."""
    patient_id: str = "1EG4TE5MK73"
    subscriber: tuple[str, str, str] | None = None
    """Last, first, ID."""
    corrected: tuple[str, str, str, str, str] | None = None
    """Last, first, middle, suffix, ID."""
    cas: tuple[tuple[str, ...], ...] = ()
    moa: tuple[str, ...] = ("MA01",)
    refs: tuple[tuple[str, str], ...] = ()
    days: tuple[tuple[str, date], ...] = ()
    services: tuple[Service, ...] = field(default_factory=lambda: (Service(),))


def make_835(
    claims: Sequence[SyntheticClaim] = (SyntheticClaim(),),
    *,
    element: str = "*",
    component: str = ":",
    end: str = "~",
    after: str = "\n",
    payer: str = "EXAMPLE HEALTH PLAN",
    day: date = date(2026, 4, 1),
    trace: str = "TRACE1",
    plb: Sequence[str] = (),
    number: int = 1,
) -> str:
    """Give the text of one interchange with one transaction."""
    inside = [
        ("ST", "835", "0001"),
        ("BPR", "I", "0", "C", "NON", *[""] * 11, _day(day)),
        ("TRN", "1", trace, "1999999999"),
        ("DTM", "405", _day(day)),
        ("N1", "PR", payer),
        ("N3", "PO BOX 1000"),
        ("N4", "EXAMPLE CITY", "OH", "430000000"),
        ("PER", "BL", "EXAMPLE DESK", "TE", "5550100100"),
        ("N1", "PE", "EXAMPLE CLINIC", "XX", "1234567893"),
        ("N3", "1 EXAMPLE STREET"),
        ("N4", "EXAMPLE CITY", "OH", "43000"),
        ("LX", "1"),
        *(segment for claim in claims for segment in _claim(claim, component)),
    ]
    if plb:
        inside.append(("PLB", "1234567893", "20261231", *plb))
    inside.append(("SE", str(len(inside) + 1), "0001"))
    control = f"{number:09}"
    isa = (
        *("ISA", "00", " " * 10, "00", " " * 10, "ZZ", f"{'PAYER':15}", "ZZ", f"{'CLINIC':15}"),
        *("260401", "1200", "^", "00501", control, "0", "P", component),
    )
    segments = [
        isa,
        ("GS", "HP", "PAYER", "CLINIC", "20260401", "1200", "1", "X", "005010X221A1"),
        *inside,
        ("GE", "1", "1"),
        ("IEA", "1", control),
    ]
    return "".join(element.join(segment).rstrip(element) + end + after for segment in segments)


def many_claims(count: int, denied_each: int = 10) -> list[SyntheticClaim]:
    """Give claims of which one in `denied_each` is denied for medical necessity."""
    paid = Service(paid="150", cas=(("CO", "45", "100"),), remarks=())
    return [
        SyntheticClaim(
            account=f"EXAMPLE-{index}",
            number=f"EX{index:010}",
            patient=("EXAMPLE", f"PAT{index}", "", ""),
            charge="500",
            paid="300" if index % denied_each else "0",
            services=(paid, paid) if index % denied_each else (Service(), Service()),
        )
        for index in range(count)
    ]


def _claim(claim: SyntheticClaim, component: str) -> list[tuple[str, ...]]:
    last, first, middle, suffix = claim.patient
    segments: list[tuple[str, ...]] = [
        (
            *("CLP", claim.account, claim.status, claim.charge, claim.paid, ""),
            *(claim.filing, claim.number, "11", "1"),
        ),
        *(("CAS", *cas) for cas in claim.cas),
        ("NM1", "QC", "1", last, first, middle, "", suffix, "MI", claim.patient_id),
    ]
    if claim.subscriber:
        last, first, id_ = claim.subscriber
        segments.append(("NM1", "IL", "1", last, first, "", "", "", "MI", id_))
    if claim.corrected:
        last, first, middle, suffix, id_ = claim.corrected
        segments.append(("NM1", "74", "1", last, first, middle, "", suffix, "C", id_))
    if claim.moa:
        segments.append(("MOA", "", "", *claim.moa))
    segments += [("REF", *ref) for ref in claim.refs]
    segments += [("DTM", qualifier, _day(day)) for qualifier, day in claim.days]
    for service in claim.services:
        code = component.join([service.kind, service.procedure, *service.modifiers])
        segments.append(("SVC", code, service.charge, service.paid, "", "1"))
        qualifiers = ("472",) if len(service.days) == 1 else ("150", "151")
        segments += [
            ("DTM", qualifier, _day(day))
            for qualifier, day in zip(qualifiers, service.days, strict=False)
        ]
        segments += [("CAS", *cas) for cas in service.cas]
        segments += [("REF", "0K", policy) for policy in service.policies]
        segments += [("LQ", "HE", remark) for remark in service.remarks]
    return segments


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")
