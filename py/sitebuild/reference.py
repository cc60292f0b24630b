"""Reference tables in pages, made from the rules.

A line of its own, `<!-- m1-table: NAME -->`, in any page is replaced by the
Markdown that `TABLES[NAME]` returns, before Markdown is read: so generated text
may cite sources and link to pages like any other. It stands as deep as the line
does, in a note for example.

To add a table: write a function without arguments in a module named for its
subject, and enter it in `TABLES`. Links are relative to docs/.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from textwrap import indent

from mkdocs.exceptions import PluginError

from sitebuild import code_tables, route_tables, source_tables

__all__ = ["TABLES", "fill"]

Tables = Mapping[str, Callable[[], str]]

TABLES: Tables = {**code_tables.TABLES, **route_tables.TABLES, **source_tables.TABLES}
"""Every table by the name that pages use."""

MARK = re.compile(r"^([ \t]*)<!--\s*m1-table\b[\s:]*(.*?)\s*-->[ \t]*$", re.MULTILINE)


def fill(markdown: str, page: str, tables: Tables = TABLES) -> str:
    """Return a page's Markdown with its tables.

    `page` is the page's path, for the message of the PluginError that an
    unknown name raises.
    """

    def table(match: re.Match[str]) -> str:
        margin, name = match.groups()
        if name not in tables:
            raise PluginError(_unknown(name, page, tables))
        return indent(tables[name]().rstrip("\n"), margin)

    return MARK.sub(table, markdown)


def _unknown(name: str, page: str, tables: Tables) -> str:
    near = difflib.get_close_matches(name, tables, n=3)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(tables)}."
    return f"{page} has <!-- m1-table: {name} -->, which does not exist. {hint}"
