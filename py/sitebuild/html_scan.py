"""What a finished HTML page loads and runs, as lists.

The policy (csp.py) and the search for other hosts (foreign.py) both need to
know it. The page is read with the standard library's parser, which treats the
content of a script as raw text, as a browser does.

Links that a person follows (`a`, `area`) are not resources and are not listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["PageScan", "scan"]

DATA_TYPES = frozenset({"application/json", "application/ld+json", "text/plain"})
"""Script types that a browser keeps as data and never runs."""

URL_ATTRIBUTES = frozenset(
    {"src", "srcset", "data", "poster", "action", "formaction", "background", "manifest", "ping"}
)
"""Attributes that make a browser ask for something, on any element."""

LINK_ELEMENTS = frozenset({"a", "area"})
"""Elements whose `href` is followed only when a person clicks."""


@dataclass(slots=True, kw_only=True)
class PageScan:
    """What one page holds that a content policy cares about."""

    head: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """The elements inside `head` in order: tag name, attributes."""
    inline_scripts: list[str] = field(default_factory=list)
    """The exact text of each script that runs and has no `src`."""
    resources: list[tuple[str, str]] = field(default_factory=list)
    """What is loaded or sent to: "tag attribute", address."""
    inline_styles: list[str] = field(default_factory=list)
    """Each style element or style attribute, as "tag"."""
    handlers: list[str] = field(default_factory=list)
    """Each event-handler attribute, as "tag attribute"."""
    links: list[str] = field(default_factory=list)
    """Addresses of links that a person may follow."""
    ids: set[str] = field(default_factory=set)
    """Every `id`: what a link's fragment may point to."""


def scan(html: str) -> PageScan:
    """Read a page and return what it loads, runs and links to."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = PageScan()
        self._in_head = False
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        found = self.found
        if tag == "head":
            self._in_head = True
        elif self._in_head:
            found.head.append((tag, values))
        if tag == "script" and "src" not in values and values.get("type", "") not in DATA_TYPES:
            self._script = []
        if tag == "style":
            found.inline_styles.append(tag)
        if "id" in values:
            found.ids.add(values["id"])
        for name, value in values.items():
            self._attribute(tag, name, value)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        found = self.found
        where = f"{tag} {name}"
        if name == "style":
            found.inline_styles.append(where)
        elif name.startswith("on"):
            found.handlers.append(where)
        elif name == "href" and tag in LINK_ELEMENTS:
            found.links.append(value)
        elif name == "srcset":
            found.resources += [
                (where, part.split()[0]) for part in value.split(",") if part.strip()
            ]
        elif name in URL_ATTRIBUTES or name in {"href", "xlink:href"}:
            found.resources.append((where, value))

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self._in_head = False
        if tag == "script" and self._script is not None:
            self.found.inline_scripts.append("".join(self._script))
            self._script = None
