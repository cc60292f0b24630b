"""Citations: `[@source-id]` in a page becomes a small numbered link.

The numbers follow the order of first use on the page, and the page ends with
its sources. Two steps, because only Markdown knows what is code and only MkDocs
knows the page's name:

1. `CitationExtension` (listed in mkdocs.yml) marks each citation in the text.
2. `number_citations` (called by hooks.py) numbers the marks of a finished page
   and appends the list of sources.

Not done here: reading the sources (sources.py), and judging whether a sentence
is cited at all.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from html import escape
from string import ascii_lowercase
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from mkdocs.exceptions import PluginError

from sitebuild.sources import SOURCES_FILE, Source

__all__ = ["SOURCES_ID", "CitationExtension", "makeExtension", "number_citations"]

SOURCES_ID = "sources"
"""The anchor of the list at the page's end."""

CITATION = r"\[@([A-Za-z0-9][\w.-]*)\]"
MARK = re.compile(r'<m1-cite id="([^"]+)"></m1-cite>')
GROUP = re.compile(rf"(?:\s*{MARK.pattern})+")
AFTER_CODE_BEFORE_LINKS = 175


class CitationExtension(Extension):
    """Mark `[@source-id]` outside code, wherever inline Markdown is read."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        md.inlinePatterns.register(_Mark(CITATION, md), "m1-cite", AFTER_CODE_BEFORE_LINKS)


def makeExtension(**options: object) -> CitationExtension:  # noqa: N802 - Markdown's own name
    """Return the extension: Markdown calls this for `sitebuild.citations`."""
    return CitationExtension(**options)


def number_citations(html: str, page: str, sources: Mapping[str, Source]) -> str:
    """Return a page's HTML with numbered citations and its list of sources.

    `page` is the page's path, for the message of the PluginError that an
    unknown id raises.
    """
    uses: dict[str, int] = {}

    def reference(key: str) -> str:
        if key not in sources:
            raise PluginError(_unknown(key, page, sources))
        uses[key] = uses.get(key, 0) + 1
        return _reference(list(uses).index(key) + 1, uses[key], sources[key])

    def group(match: re.Match[str]) -> str:
        links = ", ".join(reference(key) for key in MARK.findall(match[0]))
        return f'<sup class="m1-cite" data-search-exclude>{links}</sup>'

    body = GROUP.sub(group, html)
    return body + _source_list(uses, sources) if uses else body


class _Mark(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's own name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        return Element("m1-cite", {"id": m[1]}), m.start(0), m.end(0)


def _reference(number: int, use: int, source: Source) -> str:
    return (
        f'<a id="cite-{number}-{use}" href="#source-{number}" '
        f'aria-label="Source {number}: {escape(source.title)}">{number}</a>'
    )


def _source_list(uses: Mapping[str, int], sources: Mapping[str, Source]) -> str:
    items = [
        _item(number, sources[key], count) for number, (key, count) in enumerate(uses.items(), 1)
    ]
    return (
        f'\n<section class="m1-sources" aria-labelledby="{SOURCES_ID}">\n'
        f'<h2 id="{SOURCES_ID}">Sources<a class="headerlink" href="#{SOURCES_ID}" '
        'title="Link to this section">&para;</a></h2>\n'
        "<ol>\n" + "\n".join(items) + "\n</ol>\n</section>"
    )


def _item(number: int, source: Source, count: int) -> str:
    title = escape(source.title)
    if source.url:
        title = f'<a href="{escape(source.url)}" rel="noreferrer">{title}</a>'
    checked = f"checked {source.checked_text}"
    if source.sure == "verify":
        checked += ', <strong class="m1-verify">verify before you rely on it</strong>'
    about = escape(source.about.rstrip("."))
    return (
        f'<li id="source-{number}">{title} - {about} '
        f'<span class="m1-checked">({checked})</span> {_back_links(number, count)}</li>'
    )


def _back_links(number: int, count: int) -> str:
    if count == 1:
        links = f'<a href="#cite-{number}-1" aria-label="Back to the text">&uarr;</a>'
    else:
        links = "&uarr; " + " ".join(
            f'<a href="#cite-{number}-{use}" aria-label="{letter}: back to the text">{letter}</a>'
            for use, letter in enumerate(_letters(count), 1)
        )
    return f'<span class="m1-back">{links}</span>'


def _letters(count: int) -> list[str]:
    """Return a, b, ... z, aa, bb, ... - one name for each place that cites a source."""
    return [ascii_lowercase[use % 26] * (use // 26 + 1) for use in range(count)]


def _unknown(key: str, page: str, sources: Mapping[str, Source]) -> str:
    near = difflib.get_close_matches(key, sources, n=1)
    hint = f" Did you mean [@{near[0]}]?" if near else ""
    return f"{page} cites [@{key}], which is not in {SOURCES_FILE}.{hint}"
