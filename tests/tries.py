"""How often Hypothesis tries: everything takes longer inside Pyodide, where fewer examples do."""

from __future__ import annotations

import sys

__all__ = ["tries"]


def tries(natively: int) -> int:
    """Give how many examples to try, of so many natively."""
    return max(10, natively // 10) if sys.platform == "emscripten" else natively
