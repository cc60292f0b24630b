"""What an 835 says, as records.

Source: X12 005010X221A1, the implementation guide of the health care claim payment/advice; each
attribute names its segment and element (`x12-835` in the sources). Amounts are exact decimals in
dollars. What the file does not hold is an empty text, an empty tuple or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

__all__ = [
    "Adjustment", "Claim", "Note", "Pause", "Payment", "Person", "Reversal", "ServiceLine",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that could not be read, or was left out, and where."""

    segment: int
    """The number of the segment in the file, from 1; 0 where it concerns the file as a whole."""
    text: str
    """What it is, in a sentence."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Many segments have passed: whoever reads can say so, or stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """A claim that takes an earlier decision on the same claim back: CLP02 is 22."""

    account: str
    """CLP01."""
    number: str
    """CLP07."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """One reason of a CAS segment."""

    group: str
    """CAS01: CO, PR, OA, PI."""
    reason: str
    """The reason code (CARC) as it is printed: "50"."""
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A patient or subscriber: NM1*QC, NM1*IL, NM1*74."""

    last: str = ""
    """NM103."""
    first: str = ""
    """NM104."""
    middle: str = ""
    """NM105."""
    suffix: str = ""
    """NM107."""
    id: str = ""
    """NM109; nothing where NM108 says that it is a Social Security or tax number."""
    entity: str = "1"
    """NM102: 1 is a person, 2 is none."""

    @property
    def name(self) -> str:
        """First, middle and last name and suffix, as the payer writes them."""
        return " ".join(filter(None, (self.first, self.middle, self.last, self.suffix)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What one payment (ST to SE) says of payer, practice and day, for all of its claims."""

    payer: str = ""
    """N1*PR, N102."""
    payer_address: tuple[str, ...] = ()
    """N3 and N4 of the payer, line by line."""
    practice: str = ""
    """N1*PE, N102."""
    practice_address: tuple[str, ...] = ()
    practice_npi: str = ""
    """N1*PE, N104 where N103 is XX."""
    date: date | None = None
    """The earlier of DTM*405 and BPR16: a last day that is counted from it is safe."""
    date_from: str = ""
    """Which of the two it is."""
    trace: str = ""
    """TRN02: the number of the check or transfer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """One service: SVC and what follows it."""

    procedure: str
    """The code alone: SVC06-2, as it was billed, or else SVC01-2."""
    billed: bool
    """Whether it is that of SVC06."""
    kind: str
    """The first part of it: HC for CPT and HCPCS, NU for a revenue code, and others."""
    modifiers: tuple[str, ...]
    charge: Decimal
    paid: Decimal
    first_day: date | None = None
    """DTM*472, or DTM*150."""
    last_day: date | None = None
    """DTM*151, or the first day."""
    adjustments: tuple[Adjustment, ...]
    remarks: tuple[str, ...]
    """LQ*HE: remark codes (RARC)."""
    policies: tuple[str, ...]
    """REF*0K: the policy that was applied."""
    authorization: str = ""
    """REF*G1 of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim: CLP and what follows it."""

    segment: int
    """Where its CLP stands in the file."""
    payment: Payment
    account: str
    """CLP01: the practice's own number."""
    status: str
    """CLP02: 1 to 4 processed, 19 to 21 and forwarded, 22 reversal, 25 predetermination."""
    charge: Decimal
    paid: Decimal
    filing: str
    """CLP06: which kind of payer."""
    number: str
    """CLP07: the payer's number for the claim."""
    patient: Person = Person()
    """NM1*QC."""
    subscriber: Person = Person()
    """NM1*IL: given where it is not the patient."""
    corrected: Person = Person()
    """NM1*74: what the payer corrected; an element that it left alone is empty."""
    first_day: date | None = None
    """DTM*232."""
    last_day: date | None = None
    """DTM*233."""
    authorization: str = ""
    """REF*G1 of the claim as a whole."""
    adjustments: tuple[Adjustment, ...]
    """Those of the claim as a whole."""
    remarks: tuple[str, ...]
    """MOA03 to 07, MIA05 and 20 to 23."""
    policies: tuple[str, ...]
    """REF*0K of the claim as a whole."""
    lines: tuple[ServiceLine, ...]
