"""The blocks of a policy as a tree: lead-ins, and what stands under them."""

from __future__ import annotations

from collections.abc import Iterable

from m1appeals.evidence.criteria.policy_lines import Block
from m1appeals.evidence.criteria.policy_words import (
    announces,
    is_heading,
    is_joined,
    joint,
    quantity,
    section,
)

__all__ = ["last_joint", "tree"]

_SHORT_LINE = 80


def tree(flat: Iterable[Block]) -> list[Block]:
    """Put blocks under those that announce them."""
    root: list[Block] = []
    path: list[Block] = []
    lead: Block | None = None
    for block in flat:
        if block.depth:
            top = path[0] if path and not path[0].depth else None
            path = [one for one in path if 0 < one.depth < block.depth]
            if top is not None and not _is_closed(top):
                path.insert(0, top)
            (path[-1].inside if path else root).append(block)
            path.append(block)
        elif lead is not None and not _begins(block.text) and _is_item(block, lead):
            lead.inside.append(block)
            path = [lead, block]
        else:
            lead = block if announces(block.text) and not _names_section(block.text) else None
            root.append(block)
            path = [block]
    return root


def last_joint(block: Block) -> str:
    """Give what joins a list to the next, which stands behind the last of its items."""
    last = block
    while last.inside:
        last = last.inside[-1]
    return joint(last.text) if last is not block else ""


def _names_section(text: str) -> bool:
    return section(text) is not None or (is_heading(text) and not quantity(text))


def _begins(text: str) -> bool:
    """Tell whether a paragraph begins something of its own."""
    return is_heading(text) or announces(text)


def _is_closed(block: Block) -> bool:
    """Tell whether a paragraph announces nothing: a list after it is its own."""
    return section(block.text) is not None or (
        not announces(block.text) and block.text.endswith((".", ";"))
    )


def _is_item(block: Block, lead: Block) -> bool:
    """Tell whether a line without a mark is an item of the list that was announced."""
    if lead.inside and lead.inside[-1].depth:
        return False
    if lead.inside and is_joined(lead.inside[-1].text):
        return True
    if block.gap and lead.inside and not is_joined(block.text):
        return False
    return not block.text.endswith(".") or (not block.gap and len(block.text) <= _SHORT_LINE)
