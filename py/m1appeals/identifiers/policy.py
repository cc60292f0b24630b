"""Numbers of Medicare coverage policies inside the words a person types.

An LCD is L and five digits, its billing article A and five digits; an NCD is named by its manual
section, such as 220.6.17, which is recognized only beside the letters NCD (source: `cms-mcd`).
Whether the policy exists or is in force is not checked.

>>> kind("LCD L37281")
'LCD'
>>> kind("NCD 220.6.17")
'NCD'
>>> kind("the Example Health policy on lumbar imaging") is None
True
"""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["Kind", "kind"]

Kind = Literal["LCD", "NCD", "article"]


def kind(text: str) -> Kind | None:
    """Tell which kind of Medicare policy the words name; None for any other policy."""
    if re.search(r"\bNCD\b|\bNational Coverage Determination\b", text, re.IGNORECASE):
        return "NCD"
    if re.search(r"\bLCD\b|\bLocal Coverage Determination\b|\bL[0-9]{5}\b", text, re.IGNORECASE):
        return "LCD"
    if re.search(r"\bA[0-9]{5}\b", text, re.IGNORECASE):
        return "article"
    return None
