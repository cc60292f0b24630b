"""One more entry at the end of a page's table of contents.

MkDocs reads the headings before hooks can add text, so a heading that the build
appends must be entered by hand.
"""

from __future__ import annotations

from mkdocs.structure.toc import AnchorLink, TableOfContents

__all__ = ["add_to_toc"]


def add_to_toc(toc: TableOfContents, title: str, anchor: str) -> None:
    """Add a second-level heading: under the page's title if it has one."""
    link = AnchorLink(title, anchor, 2)
    first = next(iter(toc), None)
    if first is not None and first.level == 1:
        first.children.append(link)
    else:
        toc.items.append(link)
