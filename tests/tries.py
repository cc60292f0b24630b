"""How many cases are tried: everything takes longer inside Pyodide, where fewer of them do."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TypeVar

__all__ = ["thinned", "tries"]

Case = TypeVar("Case")

_INSIDE = sys.platform == "emscripten"


def tries(natively: int) -> int:
    """Give how many examples Hypothesis is to try, of so many natively."""
    return max(10, natively // 10) if _INSIDE else natively


def thinned(cases: Sequence[Case]) -> Sequence[Case]:
    """Give all cases natively, and every fourth of them inside Pyodide."""
    return cases[::4] if _INSIDE else cases
