"""Which names the contents of a page use. The contents are searched and never carried out.

Every name counts wherever it stands, also in a text or in the data of a picture: one too many keeps
a font or picture that need not be there, one too few takes something off the page.

Source: ISO 32000-2, 7.3.5 (names) and 7.2.3 (what ends them).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from pypdf.generic import NameObject

__all__ = ["both", "names_in"]

_NAME = re.compile(rb"/[^\0\t\n\f\r ()<>\[\]{}/%]{1,4096}")
"""As long as pypdf reads one."""


def names_in(content: bytes) -> frozenset[str]:
    """Give the names, as pypdf writes them in the keys of a dictionary: as Latin-1."""
    found = {match[0] for match in _NAME.finditer(content)}
    return frozenset(NameObject.unnumber(name).decode("latin-1") for name in found)


def both(names: Set[str], held: Mapping[str, object]) -> list[str]:
    """Give the names that are held, in one order; the time is that of the fewer."""
    if len(names) < len(held):
        return sorted(name for name in names if name in held)
    return sorted(name for name in held if name in names)
