"""The letter as HTML: nodes for the page's preview, and markup for a static page.

A node is a text, or a list of a tag, its class and its children: `["p", "m1-date", ["..."]]`. A
cell that names more than its row has attributes behind them: `{"scope": "col"}`. The page builds
elements from nodes one by one, so that no answer is ever read as markup.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from m1appeals.letter.document import (
    Block,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Quotation,
    Row,
    Table,
    grouped,
)

__all__ = ["Node", "to_markup", "to_nodes"]

Node = str | list[Any]
"""A text, or [tag, class, children] and sometimes attributes; a class may be empty."""


def to_nodes(letter: Document) -> list[Node]:
    """Give the letter's elements."""
    return [_block(block) for block in letter.blocks]


def to_markup(letter: Document) -> Markup:
    """Write the same elements as HTML."""
    return Markup("\n").join(_write(node) for node in to_nodes(letter))


def _block(block: Block) -> Node:
    match block:
        case Paragraph(runs=runs, role=role):
            return _element("p", f"m1-{role}" if role != "body" else "", _line(runs))
        case Heading(runs=runs):
            return _element("h3", "", _line(runs))
        case Items(items=items, numbered=numbered):
            children = [_element("li", "", _line(item)) for item in items]
            return _element("ol" if numbered else "ul", "", children)
        case Table(rows=rows, headed=True):
            return _element(
                "table", "m1-columns", [_heads(rows[0]), *map(_group, grouped(rows[1:]))]
            )
        case Table(rows=rows, named=named):
            return _element("table", "m1-reference" if named else "", [_rows(rows, named)])
        case Quotation(paragraphs=paragraphs):
            return _element(
                "blockquote", "", [_element("p", "", _line(line)) for line in paragraphs]
            )


def _rows(rows: tuple[tuple[Line, ...], ...], named: bool) -> Node:
    return _element(
        "tbody",
        "",
        [
            _element(
                "tr",
                "",
                [
                    _element("th" if named and not column else "td", "", _line(cell))
                    for column, cell in enumerate(row)
                ],
            )
            for row in rows
        ],
    )


def _heads(row: Row) -> Node:
    cells: list[Node] = [["th", "", _line(cell), {"scope": "col"}] for cell in row]
    return _element("thead", "", [_element("tr", "", cells)])


def _group(rows: list[Row]) -> Node:
    """Write the rows of one thing as a part of the table that its name heads."""
    name: Node = ["th", "", _line(rows[0][0]), {"scope": "rowgroup", "rowspan": str(len(rows))}]
    cells = [[_element("td", "", _line(cell)) for cell in row[1:]] for row in rows]
    return _element(
        "tbody",
        "",
        [_element("tr", "", [name, *cells[0]]), *(_element("tr", "", row) for row in cells[1:])],
    )


def _line(runs: Line) -> list[Node]:
    nodes: list[Node] = []
    for run in runs:
        if run.text == "\n":
            nodes.append(_element("br", "", []))
            continue
        node: Node = run.text
        if run.blank:
            node = _element("mark", "", [node])
        if run.strong:
            node = _element("strong", "", [node])
        nodes.append(node)
    return nodes


def _element(tag: str, class_: str, children: list[Node]) -> Node:
    return [tag, class_, children]


def _write(node: Node) -> Markup:
    if isinstance(node, str):
        return Markup.escape(node)
    tag, class_, children, *more = node
    attributes = {"class": class_} if class_ else {}
    attributes |= more[0] if more else {}
    attribute = Markup("").join(
        Markup(' {}="{}"').format(name, value) for name, value in attributes.items()
    )
    inside = Markup("").join(_write(child) for child in children)
    if tag == "br":
        return Markup("<br>")
    return Markup("<{0}{1}>{2}</{0}>").format(tag, attribute, inside)
