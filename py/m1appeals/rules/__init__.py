"""The rules as data: TOML files whose entries each carry their source and the date it was checked.

`load(name)` reads one of them. They lie inside the package, so the browser and the build read the
same bytes; everything else that shows a rule derives from them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["load"]


@cache
def load(name: str) -> dict[str, dict[str, Any]]:
    """Give the entries of `name`.toml by their id."""
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
