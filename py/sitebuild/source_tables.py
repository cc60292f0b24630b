"""Every source as Markdown, in groups by who publishes it."""

from __future__ import annotations

from collections.abc import Callable

from m1appeals import rules
from m1appeals.rules import Source

__all__ = ["TABLES"]

GROUPS = {
    "Laws and regulations": ("cfr", "fr", "ssa", "usc"),
    "CMS and other agencies": ("cms", "dab", "omha"),
    "Code sets": ("icd", "x12"),
    "Medicare contractors": ("cgs", "first", "ngs", "noridian", "palmetto", "wps"),
    "Professional bodies": ("aapc", "acdis"),
}
"""The first word of an id says who publishes the source."""
OTHER = "Others"

SURE = {
    "A": "A",
    "B": "B",
    "verify": '<strong class="m1-verify">verify before you rely on it</strong>',
}
"""As the page of sources explains it."""


def sources() -> str:
    """Return every source: what it is cited for, when it was checked, how sure it is."""
    grouped: dict[str, list[Source]] = {name: [] for name in (*GROUPS, OTHER)}
    for source in rules.sources().values():
        grouped[_group(source)].append(source)
    return "\n\n".join(
        f"## {name}\n\n" + "\n\n".join(map(_source, found))
        for name, found in grouped.items()
        if found
    )


TABLES: dict[str, Callable[[], str]] = {"sources": sources}
"""The tables by the names that pages use."""


def _group(source: Source) -> str:
    first = source.id.partition("-")[0]
    return next((name for name, words in GROUPS.items() if first in words), OTHER)


def _source(source: Source) -> str:
    title = f"[{source.title}]({source.url})" if source.url else source.title
    return (
        f'<span id="{source.id}">{title}</span>\n'
        f":   {source.about}. *Checked {source.checked_text}, {SURE[source.sure]}.*"
    )
