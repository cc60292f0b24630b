"""HTML of a policy as plain text that keeps its lists: what criteria are split from.

Blocks become lines, items get the mark that a browser would draw, cells of a table stand beside
each other. No markup survives, also where a cell was escaped twice. Numbers of footnotes are left
out; an exponent stays. This is for what CMS publishes, at build time: nothing bounds the work.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["to_text"]

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div",
    "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody",
    "tfoot", "thead", "title", "tr", "ul",
})  # fmt: skip
_APART = frozenset({"p", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"})
"""What has an empty line around it, outside of lists."""
_SILENT = frozenset({"script", "style", "head", "template", "noscript", "iframe", "object", "svg"})
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]{0,2000}>")
_MARKUP = re.compile(rf"{_TAG.pattern}|&lt;/?[a-zA-Z]")
"""As text, it was escaped over again."""
_FOOTNOTE = re.compile(r"[\[(]?\d{1,3}(?:\s?[,\u2013-]\s?\d{1,3})*[\])]?")
_EXPONENT = re.compile(r"(?:\d|\b(?:m|cm|mm|km|in|ft))$")
_TIMES = 3
"""How often text may have been escaped over again."""


def to_text(html: str) -> str:
    """Give the text of some HTML."""
    text = _shown(html)
    for _ in range(_TIMES):
        if not _MARKUP.search(text):
            break
        lines = text.split("\n")
        text = "\n".join(_shown(line) if _MARKUP.search(line) else line for line in lines)
    return re.sub(r"\n{3,}", "\n\n", _TAG.sub(" ", text)).strip("\n")


def _shown(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Writes what a browser would show, line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[list[str]] = [[]]
        self._lists: list[list[int | str]] = []
        """The lists that are open: the kind of each, and how many items it has had."""
        self._silent = 0
        self._raised: list[str] | None = None

    def text(self) -> str:
        return "\n".join(self._folded(line) for line in self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _SILENT:
            self._silent += 1
        elif tag == "sup":
            self._raised = []
        elif tag == "br":
            self._break()
        elif tag in ("td", "th"):
            if self._folded(self._lines[-1]):
                self._lines[-1].append(" | ")
        elif tag in _BLOCKS:
            if tag in _APART and not self._lists:
                self._gap()
            # The first paragraph of an item stands behind its mark.
            if not (tag in ("p", "div") and self._is_mark()):
                self._break()
            if tag in ("ul", "ol"):
                start = given.get("start") or ""
                kind = (given.get("type") or "1")[:1] if tag == "ol" else ""
                self._lists.append([kind, int(start) - 1 if re.fullmatch(r"\d{1,3}", start) else 0])
            elif tag == "li":
                self._item()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "sup":
            self._lower()
        elif tag in _BLOCKS:
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            self._break()
            if tag in _APART and not self._lists:
                self._gap()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._raised is not None:
            self._raised.append(data)
        else:
            self._lines[-1].append(data.replace(_INDENT, " "))

    def close(self) -> None:
        super().close()
        self._lower()

    def _lower(self) -> None:
        """End what is raised: a footnote goes, anything else stays."""
        if self._raised is None:
            return
        raised = "".join(self._raised).strip()
        self._raised = None
        before = "".join(self._lines[-1][-3:])
        if not _FOOTNOTE.fullmatch(raised) or _EXPONENT.search(before):
            self._lines[-1].append(raised)

    def _item(self) -> None:
        if not self._lists:
            self._lists.append(["", 0])
        current = self._lists[-1]
        current[1] = number = int(current[1]) + 1
        self._lines[-1] += [
            _INDENT * min(len(self._lists) - 1, _DEEPEST),
            _mark(str(current[0]), number),
        ]

    def _is_mark(self) -> bool:
        line = self._lines[-1]
        return len(line) == 2 and not line[0].strip() and line[1] == line[1].rstrip() + " "

    def _break(self) -> None:
        if self._folded(self._lines[-1]):
            self._lines.append([])
        else:
            self._lines[-1].clear()

    def _gap(self) -> None:
        self._break()
        if len(self._lines) > 1 and self._lines[-2]:
            self._lines.append([])

    @staticmethod
    def _folded(line: list[str]) -> str:
        text = "".join(line)
        folded = " ".join(text.split())
        depth = len(text) - len(text.lstrip(_INDENT))
        return "   " * depth + folded if folded else ""


_DEEPEST = 8
_INDENT = "\t"
"""How deep an item is; no text has it."""


def _mark(kind: str, number: int) -> str:
    """Give the mark of an item as a browser draws it."""
    if not kind:
        return "\u2022 "
    if kind in "aA" and number <= 26:
        return f"{chr(ord(kind) + number - 1)}. "
    if kind in "iI" and number < 40:
        tens, ones = divmod(number, 10)
        roman = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
        return f"{roman.upper() if kind == 'I' else roman}. "
    return f"{number}. "
