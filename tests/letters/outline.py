"""A letter's structure as lines of text: what goldens hold, and what Word files are compared with.

`*strong*`, `_blank_` and `/` for a line break are marked in place; everything else stands as it is.
"""

from __future__ import annotations

from m1appeals.letter.document import (
    Block,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Quotation,
    Table,
)

__all__ = ["lines", "marked", "outline"]


def outline(letter: Document) -> str:
    """Print the blocks, one or more lines each."""
    return "\n".join(line for block in letter.blocks for line in _lines(block)) + "\n"


def lines(letter: Document) -> list[Line]:
    """Give everything in the letter that is read as one text: paragraphs, items, cells."""
    found: list[Line] = []
    for block in letter.blocks:
        match block:
            case Paragraph(runs=runs) | Heading(runs=runs):
                found.append(runs)
            case Items(items=items):
                found += items
            case Table(rows=rows):
                found += [cell for row in rows for cell in row]
            case Quotation(paragraphs=paragraphs):
                found += paragraphs
    return found


def marked(runs: Line) -> str:
    """Print runs with their looks."""
    return "".join(_mark(run.text, strong=run.strong, blank=run.blank) for run in runs)


def _mark(text: str, *, strong: bool, blank: bool) -> str:
    if text == "\n":
        return " / "
    text = f"_{text}_" if blank else text
    return f"*{text}*" if strong else text


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph(runs=runs, role=role):
            return [f"{role}: {marked(runs)}"]
        case Heading(runs=runs):
            return [f"heading: {marked(runs)}"]
        case Items(items=items, numbered=numbered):
            kind = "number" if numbered else "bullet"
            return [f"{kind}: {marked(item)}" for item in items]
        case Table(rows=rows, named=named, headed=headed):
            kind = "column" if headed else "reference" if named else "row"
            return [f"{kind}: {' | '.join(marked(cell) for cell in row)}" for row in rows]
        case Quotation(paragraphs=paragraphs):
            return [f"quotation: {marked(paragraph)}" for paragraph in paragraphs]
