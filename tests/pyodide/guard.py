"""Runs inside the engine before pytest: what letters import has to be in the engine's memory.

Tests need much of the standard library, and a page that started from the memory has none of it
when the first letter is written. So a module that the product, or what it uses, asks for is missing
as it would be in the page, unless it asks on behalf of what comes with the library.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import resolve_name
from types import FrameType, ModuleType
from typing import Any

PRODUCT = {"jinja2", "m1appeals", "markupsafe"}
IN_MEMORY = frozenset(sys.modules)
LATER = (
    "claim_list", "coverage.policies", "csv_text", "evidence", "jobs", "letter.cover", "letter.pdf",
    "packet", "remittance", "sending", "worklist",
)  # fmt: skip
"""The product's modules that come with the library, and may use all of it."""

plain_import = builtins.__import__


def guarded_import(
    name: str,
    globals: Mapping[str, Any] | None = None,
    locals: Mapping[str, Any] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    if product_asks():
        package = (globals or {}).get("__package__")
        for wanted in imported(resolve_name("." * level + name, package), fromlist or ()):
            if wanted not in IN_MEMORY and not is_later(wanted):
                raise ModuleNotFoundError(f"{wanted} is not in the memory", name=wanted)
    return plain_import(name, globals, locals, fromlist or (), level)


def product_asks() -> bool:
    asks = False
    frame: FrameType | None = sys._getframe()
    while frame := frame and frame.f_back:
        name = str(frame.f_globals.get("__name__"))
        if is_later(name):
            return False
        asks = asks or name.partition(".")[0] in PRODUCT
    return asks


def is_later(name: str) -> bool:
    own = name.removeprefix("m1appeals.")
    return own != name and any(own == part or own.startswith(f"{part}.") for part in LATER)


def imported(module: str, parts: Iterable[str]) -> Iterable[str]:
    yield module
    for part in parts:
        value = getattr(sys.modules.get(module), part, None)
        if isinstance(value, ModuleType):
            yield value.__name__


builtins.__import__ = guarded_import
