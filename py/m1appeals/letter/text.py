"""The letter as plain text, for portals and messages.

Lines are not wrapped: the box they are pasted into wraps them. List items are numbered, and the
list of what the letter is about is lined up. Of a table with columns, each cell is a line that
begins with the name of its column, since nothing keeps columns apart in a box.
"""

from __future__ import annotations

from collections.abc import Sequence

from m1appeals.letter.document import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Quotation,
    Row,
    Table,
    grouped,
    plain,
)

__all__ = ["to_text"]

_SIGNATURE_SPACE = "\n\n"


def to_text(letter: Document) -> str:
    """Print the letter; blocks are parted by an empty line, the last line ends with a newline."""
    parts: list[str] = []
    previous: Block | None = None
    for block in letter.blocks:
        parts.append(_gap(previous, block) + _block(block))
        previous = block
    return "".join(parts) + "\n"


def _gap(previous: Block | None, block: Block) -> str:
    if previous is None:
        return ""
    if _role(previous) == "letterhead" and _role(block) == "letterhead-detail":
        return "\n"
    if _role(previous) == "closing":
        return "\n\n" + _SIGNATURE_SPACE
    return "\n\n"


def _role(block: Block) -> str:
    return block.role if isinstance(block, Paragraph) else ""


def _block(block: Block) -> str:
    match block:
        case Paragraph(runs=runs):
            return plain(runs)
        case Heading(runs=runs):
            return plain(runs).upper()
        case Items(items=items, numbered=numbered):
            return "\n".join(
                f"{f'{number}.' if numbered else '-'} {plain(item)}"
                for number, item in enumerate(items, start=1)
            )
        case Table(rows=rows, named=True):
            width = max(len(plain(row[0])) for row in rows) + 1
            return "\n".join(
                f"{plain(name) + ':':<{width}} {'; '.join(plain(cell) for cell in cells)}"
                for name, *cells in rows
            )
        case Table(rows=rows, headed=True):
            return "\n\n".join(_group(rows[0], group) for group in grouped(rows[1:]))
        case Table(rows=rows):
            return "\n".join(" | ".join(plain(cell) for cell in row) for row in rows)
        case Quotation(paragraphs=paragraphs):
            return "\n".join(f"> {plain(paragraph)}" for paragraph in paragraphs)


def _group(heads: Row, rows: Sequence[Row]) -> str:
    """Print the rows that are about one thing: what it is once, then what is said of it."""
    cells = [pair for row in rows for pair in zip(heads, row, strict=True)]
    lines = (
        f"{plain(head)}: {'; '.join(plain(cell).splitlines())}" for head, cell in cells if cell
    )
    return "\n".join(lines)
