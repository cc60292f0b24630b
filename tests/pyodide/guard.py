"""Runs inside the engine before pytest: what the product imports has to be in its memory.

Tests need much of the standard library, and a page that started from the memory has none of it. So
the library is there for the tests, and a module of it that the product, or what it uses, asks for
is missing as it would be in the page.
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
            if wanted not in IN_MEMORY:
                raise ModuleNotFoundError(f"{wanted} is not in the memory", name=wanted)
    return plain_import(name, globals, locals, fromlist or (), level)


def product_asks() -> bool:
    frame: FrameType | None = sys._getframe()
    while frame := frame and frame.f_back:
        if str(frame.f_globals.get("__name__")).partition(".")[0] in PRODUCT:
            return True
    return False


def imported(module: str, parts: Iterable[str]) -> Iterable[str]:
    yield module
    for part in parts:
        value = getattr(sys.modules.get(module), part, None)
        if isinstance(value, ModuleType):
            yield value.__name__


builtins.__import__ = guarded_import
