"""The remittance advice: from an 835 file to its claims, the denied ones first.

`read` gives claims as the payer wrote them, `denied` what denies them, `outcomes` the same by what
can be done about it, `fill` the fields of a letter about one of these with where each came from.
"""

from __future__ import annotations

from m1appeals.remittance.claims import read
from m1appeals.remittance.denials import denied, kind_of, outcomes
from m1appeals.remittance.filling import fill
from m1appeals.remittance.records import Claim, Note, Pause, Reversal

__all__ = ["Claim", "Note", "Pause", "Reversal", "denied", "fill", "kind_of", "outcomes", "read"]
