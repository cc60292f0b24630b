"""A letter as blocks: what every format prints.

Templates emit a small part of HTML: `p`, `h2`, `ul`, `ol`, `li`, `table`, `tr`, `th`, `td`,
`blockquote`, and inside them `strong`, `mark` and `br`. `parse` reads it strictly: anything else is
a defect of a template, so that no format can lose a part of a letter in silence.

A paragraph's `class` is its role in the letter (`ROLES`); a table with the class `reference` is the
list of what the letter is about, each row a name (`th`) and a value (`td`). One with the class
`columns` begins with the names of its columns (`th`); a row whose first cell is empty goes on with
what the row above it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Literal, get_args

from m1appeals.errors import Defect

__all__ = [
    "Block", "Document", "Heading", "Items", "Line", "Paragraph", "Quotation", "Role", "Row", "Run",
    "Table", "grouped", "parse", "plain",
]  # fmt: skip

Role = Literal[
    "body", "letterhead", "letterhead-detail", "date", "address", "subject", "closing", "signature",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text of one look; a line break is a run of its own whose text is a newline."""

    text: str
    strong: bool = False
    blank: bool = False


Line = tuple[Run, ...]
Row = tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph and its role."""

    runs: Line
    role: Role = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside the letter."""

    runs: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list, numbered or not."""

    items: tuple[Line, ...]
    numbered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells; the first cell of a row names it where `named` says so."""

    rows: tuple[Row, ...]
    named: bool
    headed: bool = False
    """Whether the first row names the columns, and the first cells what rows are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of somebody else."""

    paragraphs: tuple[Line, ...]


Block = Paragraph | Heading | Items | Table | Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The blocks of a letter, in order."""

    blocks: tuple[Block, ...]


def grouped(rows: Sequence[Row]) -> list[list[Row]]:
    """Put the rows together that are about one thing: those after it whose first cell is empty."""
    groups: list[list[Row]] = []
    for row in rows:
        if row[0] or not groups:
            groups.append([])
        groups[-1].append(row)
    return groups


def plain(runs: Line) -> str:
    """Give the text of runs."""
    return "".join(run.text for run in runs)


def parse(markup: str) -> Document:
    """Read a template's output; raise `Defect` for anything outside the subset."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.document()


_BREAK = Run(text="\n")
_WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")

_INLINE = {"strong", "mark"}
_CONTAINERS: dict[str, set[str]] = {
    "": {"p", "h2", "ul", "ol", "table", "blockquote"},
    "ul": {"li"},
    "ol": {"li"},
    "table": {"tr"},
    "tr": {"th", "td"},
    "blockquote": {"p"},
}
_LEAVES = {"p", "h2", "li", "th", "td"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self._role: Role = "body"
        self._runs: list[Run] = []
        self._lines: list[Line] = []
        self._rows: list[tuple[Line, ...]] = []
        self._table = ""
        self._blocks: list[Block] = []

    def document(self) -> Document:
        if self._open:
            raise Defect(f"<{self._open[-1]}> is not closed")
        return Document(blocks=tuple(self._blocks))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self._open[-1] if self._open else ""
        in_leaf = any(name in _LEAVES for name in self._open)
        if tag == "br" and in_leaf and not attrs:
            self._runs.append(_BREAK)
            return
        if tag not in (_INLINE if in_leaf else _CONTAINERS.get(parent, set())):
            raise Defect(f"<{tag}> may not stand in <{parent or 'letter'}>")
        self._attributes(tag, dict(attrs))
        self._open.append(tag)

    def _attributes(self, tag: str, attributes: dict[str, str | None]) -> None:
        role = attributes.pop("class", None)
        if attributes:
            raise Defect(f"<{tag}> may have no attribute but class")
        if tag == "p":
            self._role = _role(role)
        elif tag == "table":
            if role not in (None, "reference", "columns"):
                raise Defect(f"a table cannot be {role!r}")
            self._table = role or ""
        elif role is not None:
            raise Defect(f"<{tag}> may have no class")

    def handle_data(self, data: str) -> None:
        if any(name in _LEAVES for name in self._open):
            self._runs.append(
                Run(text=data, strong="strong" in self._open, blank="mark" in self._open)
            )
        elif data.strip():
            raise Defect("text stands outside of any paragraph")

    def handle_comment(self, data: str) -> None:
        raise Defect("a letter holds no HTML comments")

    def handle_decl(self, decl: str) -> None:
        raise Defect("a letter holds no declarations")

    def handle_pi(self, data: str) -> None:
        raise Defect("a letter holds no processing instructions")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise Defect(f"</{tag}> closes nothing")
        if tag in _LEAVES:
            self._close_leaf(tag)
        elif tag not in _INLINE:
            self._close_container(tag)

    def _close_leaf(self, tag: str) -> None:
        line, self._runs = _folded(self._runs), []
        if self._open:
            self._lines.append(line)
        elif tag == "h2":
            self._blocks.append(Heading(runs=line))
        else:
            self._blocks.append(Paragraph(runs=line, role=self._role))

    def _close_container(self, tag: str) -> None:
        if tag == "table":
            self._blocks.append(
                Table(
                    rows=tuple(self._rows),
                    named=self._table == "reference",
                    headed=self._table == "columns",
                )
            )
            self._rows = []
            return
        lines, self._lines = tuple(self._lines), []
        if tag == "tr":
            self._rows.append(lines)
        elif tag == "blockquote":
            self._blocks.append(Quotation(paragraphs=lines))
        else:
            self._blocks.append(Items(items=lines, numbered=tag == "ol"))


def _role(name: str | None) -> Role:
    if name is None:
        return "body"
    for role in get_args(Role):
        if role == name:
            return role  # type: ignore[no-any-return]  # get_args gives Any
    raise Defect(f"a paragraph cannot have the role {name!r}")


def _folded(runs: list[Run]) -> Line:
    """Fold white space as HTML does: one space between words, none at the ends of a line."""
    folded: list[Run] = []
    at_start = True
    for run in runs:
        if run is _BREAK:
            folded = [*_trimmed(folded), run]
            at_start = True
            continue
        text = _WHITE_SPACE.sub(" ", run.text)
        if at_start or folded[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            folded.append(replace(run, text=text))
            at_start = False
    return tuple(_trimmed(folded))


def _trimmed(runs: list[Run]) -> list[Run]:
    """Take the space off the end of a line."""
    if not runs or runs[-1] is _BREAK:
        return runs
    last = replace(runs[-1], text=runs[-1].text.rstrip(" "))
    return [*runs[:-1], last] if last.text else _trimmed(runs[:-1])
