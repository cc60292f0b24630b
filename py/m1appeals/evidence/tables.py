"""The tables of this package: data/*.toml and the model, each read once.

They lie inside the package, so that the browser, the build and the bench read the same bytes.
Nothing is checked here: the module that owns a table does that.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["model", "table"]


@cache
def table(name: str) -> dict[str, Any]:
    """Give data/`name`.toml as it is written."""
    return tomllib.loads(_text(f"{name}.toml"))


@cache
def model() -> dict[str, Any]:
    """Give data/model.json as it is written."""
    loaded: dict[str, Any] = json.loads(_text("model.json"))
    return loaded


def _text(name: str) -> str:
    return resources.files("m1appeals.evidence").joinpath("data", name).read_text(encoding="utf-8")
