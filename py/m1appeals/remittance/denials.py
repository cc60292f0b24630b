"""Which adjustments of a claim deny it, and which of those for want of medical necessity.

A claim is told by its reason codes (CAS), never by its status: a denial for medical necessity
usually says 1, processed as primary. What codes mean is in `denial_codes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from m1appeals import denial_codes, rules
from m1appeals.claim_list import Kind
from m1appeals.remittance.records import Adjustment, Claim, ServiceLine
from m1appeals.triage import DOORS, QUESTIONS, Case, leads_to

__all__ = ["Denied", "denied", "kind_of", "outcomes", "payer_kind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """An adjustment that denies a service, or the claim as a whole."""

    adjustment: Adjustment
    remarks: tuple[str, ...]
    line: ServiceLine | None
    """None where the claim as a whole is denied."""
    necessity: bool
    """Whether it is for want of medical necessity, or what comes with it."""

    @property
    def code(self) -> str:
        """Group and reason as a remittance prints them: CO-50."""
        parts = (self.adjustment.group, self.adjustment.reason)
        return "-".join(filter(None, parts))


def kind_of(found: tuple[Denied, ...]) -> Kind:
    """Tell whether a claim is denied, and whether for want of medical necessity."""
    if any(one.necessity for one in found):
        return "necessity"
    return "denial" if found else "other"


def denied(claim: Claim) -> tuple[Denied, ...]:
    """Give what denies a claim: for medical necessity first, then the greater amount."""
    found = [*_of_claim(claim), *(one for line in claim.lines for one in _of_line(claim, line))]
    return tuple(sorted(found, key=lambda one: (not one.necessity, -one.adjustment.amount)))


def payer_kind(claim: Claim) -> str:
    """Give the kind of payer that CLP06 says, or nothing."""
    kind = rules.load("filing").get(claim.filing.upper(), {}).get("payer_kind", "")
    return str(kind)


def outcomes(claim: Claim) -> tuple[tuple[Denied, ...], ...]:
    """Part what denies a claim by what can be done about it; one letter is about one part.

    Lines that were denied for medical necessity are apart by door and by who is to pay. Of a claim
    that has none of them, all that denies it is one part; of one that was not denied, it is empty.
    Parts that a letter fits come first, then those with more at stake.
    """
    found = denied(claim)
    parts: dict[tuple[str, str], list[Denied]] = {}
    for one in found:
        if one.necessity:
            parts.setdefault((_door(claim, one), one.adjustment.group), []).append(one)
    if not parts:
        return (found,)
    ordered = sorted(parts.items(), key=lambda part: (not DOORS[part[0][0]].letter, -_sum(part[1])))
    return tuple(tuple(part) for _, part in ordered)


def _door(claim: Claim, one: Denied) -> str:
    """Give the door to which the codes of one denial lead by themselves, by id."""
    authorization = claim.authorization or (one.line.authorization if one.line else "")
    return _door_of(
        payer_kind(claim) or "unsure",
        (one.adjustment.reason, *one.remarks),
        one.adjustment.group,
        one.line.modifiers if one.line else (),
        bool(authorization),
    )


@lru_cache(maxsize=4096)
def _door_of(
    payer: str,
    codes: tuple[str, ...],
    group: str,
    modifiers: tuple[str, ...],
    has_authorization: bool,
) -> str:
    door, _ = leads_to(
        Case(
            payer_kind=payer,
            codes=frozenset(codes),
            remarks=frozenset(codes),
            group=group,
            words="",
            modifiers=frozenset(modifiers),
            answers=dict.fromkeys(QUESTIONS, ""),
            has_authorization=has_authorization,
            chosen_route="",
        )
    )
    return door


def _sum(part: list[Denied]) -> Decimal:
    return sum((one.adjustment.amount for one in part), Decimal(0))


def _of_claim(claim: Claim) -> Iterator[Denied]:
    for adjustment in claim.adjustments:
        necessity = denial_codes.is_necessity((adjustment.reason, *claim.remarks))
        if _counts(adjustment) and (necessity or (claim.paid <= 0 and _denies(adjustment))):
            yield Denied(
                adjustment=adjustment, remarks=claim.remarks, line=None, necessity=necessity
            )


def _of_line(claim: Claim, line: ServiceLine) -> Iterator[Denied]:
    remarks = tuple(dict.fromkeys([*line.remarks, *claim.remarks]))
    for adjustment in line.adjustments:
        necessity = denial_codes.is_necessity((adjustment.reason, *remarks))
        if _counts(adjustment) and (necessity or (line.paid <= 0 and _denies(adjustment))):
            yield Denied(adjustment=adjustment, remarks=remarks, line=line, necessity=necessity)


def _counts(adjustment: Adjustment) -> bool:
    return adjustment.amount > Decimal(0)


def _denies(adjustment: Adjustment) -> bool:
    return adjustment.reason not in rules.load("no_denial")
