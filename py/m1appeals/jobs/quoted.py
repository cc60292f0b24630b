"""Whether the pages that a letter names hold the words that it quotes.

Looked at before a packet is made, when its files are at hand. White space, and hyphens within
words, count for nothing, since lines end where a page is narrow. A page whose text cannot be read,
such as a scan, is told like one that holds other words: somebody has to compare it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from m1appeals.evidence.reading.reader import page_texts
from m1appeals.packet import Exhibit
from m1appeals.quotations import GAP, Evidence, Quotation

__all__ = ["unfound"]

_NOTHING = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")
_JOINT = re.compile(r"(?<=[^\W\d_])[\u2010-\u2015-]+(?=[^\W\d_])")
"""A hyphen within a word. One beside a number may be a minus, and counts."""


def unfound(evidence: Evidence, exhibits: Sequence[Exhibit]) -> Iterator[str]:
    """Say of each quotation in turn that it was not found at its place; "" where it was.

    Each stretch between cuts is looked for. Quotations that the letter leaves out are passed over.
    """
    wanted: dict[int, set[int]] = {}
    for quoted in evidence.printed:
        wanted.setdefault(quoted.exhibit, set()).update(_pages(quoted))
    read: dict[tuple[int, int], str] = {}
    for exhibit, pages in wanted.items():
        texts = page_texts(exhibits[exhibit].content, sorted(pages))
        read |= {(exhibit, page): _folded(text) for page, text in texts.items()}
    for quoted in evidence.printed:
        held = [read[quoted.exhibit, page] for page in _pages(quoted)]
        found = all(_is_on(_folded(part), held) for part in quoted.text.split(GAP))
        yield "" if found else _said(quoted, exhibits[quoted.exhibit].name)


def _pages(quoted: Quotation) -> range:
    first, last = quoted.pages
    return range(first, last + 1)


def _is_on(words: str, pages: Sequence[str]) -> bool:
    """Tell whether words are on a page, or go on from the first one to those after it."""
    if words in pages[0]:
        return True
    if len(pages) == 1:
        return False
    # A page that holds some letters holds the first few of them too. Where its foot happens to hold
    # the next letters as well, the next page holds what is left all the same.
    longest = bisect_left(range(1, len(words)), True, key=lambda size: words[:size] not in pages[0])
    return _is_on(words[longest:], pages[1:])


def _folded(text: str) -> str:
    return _JOINT.sub("", _NOTHING.sub("", unicodedata.normalize("NFKC", text)))


def _said(quoted: Quotation, name: str) -> str:
    return (
        f"\u201c{quoted.begins}\u201d: these words were not found on {quoted.place}, "
        f"\u201c{name}\u201d. Compare the quotation with the page before you send the letter."
    )
