"""The glossary's abbreviations in text that no Markdown page holds: the form's labels and hints.

docs/includes/abbreviations.md is the one list; Markdown's own extension reads it for the pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

__all__ = ["explain", "read_abbreviations"]


def read_abbreviations(text: str) -> dict[str, str]:
    """Read `*[NCD]: National Coverage Determination` lines."""
    return dict(re.findall(r"^\*\[([^\]]+)\]:\s*(.+?)\s*$", text, re.MULTILINE))


def explain(text: str, abbreviations: Mapping[str, str]) -> Markup:
    """Escape a text and give each abbreviation in it its tooltip."""
    if not abbreviations:
        return escape(text)
    names = "|".join(map(re.escape, sorted(abbreviations, key=len, reverse=True)))
    parts = re.split(rf"\b({names})\b", text)
    return Markup("").join(
        Markup('<abbr title="{}">{}</abbr>').format(abbreviations[part], part)
        if part in abbreviations
        else part
        for part in parts
    )
