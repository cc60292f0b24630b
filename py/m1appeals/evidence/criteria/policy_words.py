"""The words of policies, from `data/policy.toml`, each read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["policy_words"]


@cache
def policy_words() -> Mapping[str, Any]:
    """Give the table as it is written."""
    text = resources.files("m1appeals.evidence").joinpath("data", "policy.toml").read_text("utf-8")
    return tomllib.loads(text)
