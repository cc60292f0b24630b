"""The rules as data: TOML files whose entries each carry their source and the date it was checked.

`load(name)` reads one of them. They lie inside the package, so the browser and the build read the
same bytes; everything else that shows a rule derives from them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["load", "load_all"]


@cache
def load(name: str) -> dict[str, dict[str, Any]]:
    """Give the entries of `name`.toml by their id."""
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def load_all() -> None:
    """Read every table now: a memory snapshot holds what was read, and no files to read later."""
    for path in resources.files(__name__).iterdir():
        if path.name.endswith(".toml"):
            load(path.name.removesuffix(".toml"))
