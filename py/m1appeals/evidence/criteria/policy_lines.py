"""Pasted policy text as blocks: what stands in one paragraph or behind one mark, and how deep.

Text comes from a browser, a PDF or Word, so marks and line ends are all that is left of lists. The
mark of a numbered list counts when it is the first of its kind or follows the one before it, so
that a line that begins with "6. " only because it was wrapped there has none. Nothing here knows
what a criterion is, and no word is changed: marks, white space, page furniture and hyphens at the
end of a line are all that goes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from m1appeals.evidence.criteria.list_marks import Mark, Style, in_sequence, parted_by_bullets
from m1appeals.evidence.criteria.list_marks import mark as read_mark
from m1appeals.evidence.criteria.policy_words import is_heading, joint
from m1appeals.evidence.tables import table

__all__ = ["Block", "blocks", "fold"]


@dataclass(slots=True, kw_only=True)
class Block:
    """What stands in one paragraph, or behind one mark."""

    text: str
    depth: int = 0
    """0 without a mark, 1 in a list, 2 in a list within a list."""
    label: str = ""
    """Its mark as it stands, where that is a number or a letter: "A.", "(2)"."""
    gap: bool = False
    """Whether an empty line stands before it."""
    inside: list[Block] = field(default_factory=list)
    """What stands deeper; filled by those who build a tree."""


@dataclass(slots=True, kw_only=True)
class _Level:
    style: Style
    value: int
    indent: int


def blocks(text: str) -> list[Block]:
    """Give the blocks of a text in order."""
    lines = list(_lines(text))
    reader = _Reader(lines)
    for number, (indent, line) in enumerate(lines):
        reader.read(indent, line, number)
    return [part for block in reader.blocks for part in _run_in(block)]


def fold(text: str) -> str:
    """Make all white space one space."""
    return " ".join(text.split())


_ODD_SPACES = str.maketrans(
    dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", "")
    | dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u202f", " ")
    | dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n")
)

_FURNITURE = re.compile(
    r"page \d+(?: ?(?:of|/) ?\d+)?"
    r"|\d+ of \d+|- ?\d{1,4} ?-"
    r"|(?:https?://|www\.)\S+(?: +\d+ ?/ ?\d+)?"
    r"|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?.{0,120}"
    r"|(?:created|printed|last updated|last modified|last reviewed) (?:on:? ?)?.{0,40}\d{4}"
    r"\.?(?: page \d+ of \d+)?"
    r"|(?:back to )?top(?: of page)?|expand all ?\|? ?collapse all|print|share|skip to .{0,40}"
    r"|(?:©|copyright).{0,200}|cpt .{0,80}copyright.{0,200}",
    re.IGNORECASE,
)
_PAGE_INSIDE = re.compile(
    r"\s*\b(?:(?:created|printed) on \d{1,2}/\d{1,2}/\d{4}\.? )?page \d+ of \d+\b\s*",
    re.IGNORECASE,
)
_CONNECTOR = re.compile(r"[\W_]*(and|or|and ?/ ?or)[\W_]*", re.IGNORECASE)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines with their indents; an empty one stands for any gap."""
    cleaned = text.replace("\r\n", "\n").translate(_ODD_SPACES).replace("\u00ad\n", "\u00ad")
    raw = [line.expandtabs(4) for line in cleaned.replace("\u00ad", "").split("\n")]
    seen = Counter(line.strip() for line in raw)
    for line in raw:
        stripped = _PAGE_INSIDE.sub(" ", line).strip()
        if _FURNITURE.fullmatch(stripped) or (not stripped and line.strip()):
            continue
        if seen[line.strip()] >= 3 and _is_running_title(stripped):
            continue
        yield len(line) - len(line.lstrip()), stripped


def _is_running_title(line: str) -> bool:
    """Tell whether a line that occurs again and again can be the head of a page."""
    return (
        3 < len(line) <= 100
        and line[-1] not in ".;:,"
        and read_mark(line) is None
        and not _CONNECTOR.fullmatch(line)
        and not _LEAD.search(line)
    )


_LEAD = re.compile(r"\b(?:following|below|any of|all of|one of|either|both)\b", re.IGNORECASE)


class _Reader:
    """Reads line after line, and joins those that were one."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self.blocks: list[Block] = []
        self._stack: list[_Level] = []
        self._gap = False
        self._pending = False
        self._listing = False
        """Whether lines without marks seem to be the items of a list."""
        self._line = ""
        """The last line of the last block, as it was written."""
        longest = max((len(line) for _, line in lines), default=0)
        # Lines that long were not wrapped by a program: each is a paragraph.
        self._width = longest if 40 <= longest <= 160 else 0
        near = sum(len(line) > 0.85 * longest for _, line in lines)
        self._wrapped = bool(self._width) and near >= _NEAR_THE_WIDTH
        """Whether so many lines end alike that a program must have wrapped them."""
        self._words = Counter(
            word for _, line in lines for word in re.findall(r"[a-z]+(?:-[a-z]+)*", line.lower())
        )

    def read(self, indent: int, line: str, number: int) -> None:
        """Take the next line."""
        if not line:
            self._gap = True
            return
        if _CONNECTOR.fullmatch(line) and self.blocks:
            if not joint(self._last().text[-_TAIL:]):
                self._last().text += f" {line.strip(' ;:,.')}"
            self._gap = True
            return
        mark = None if self._pending else read_mark(line)
        if mark and self._takes(mark, indent):
            label = "" if mark.bullet else line.removesuffix(mark.rest).strip()
            self._start(mark.rest, len(self._stack), label)
            self._pending = not mark.rest
        elif self._pending:
            self._last().text = line
            self._pending = False
        elif self._continues(indent, line):
            self._join(line)
        else:
            self._stack.clear()
            self._start(line, 0)
        self._line, self._gap = line, False

    def _last(self) -> Block:
        return self.blocks[-1]

    def _start(self, text: str, depth: int, label: str = "") -> None:
        self._listing = not depth and (self._opens() or (self._listing and not self._gap))
        self.blocks.append(Block(text=text, depth=depth, label=label, gap=self._gap))

    def _takes(self, mark: Mark, indent: int) -> bool:
        """Find the level of a mark, and tell whether it is one at all."""
        if mark.bullet:
            return self._takes_bullet(mark.readings[0][0], indent)
        for place in reversed(range(len(self._stack))):
            level = self._stack[place]
            if any(
                level.style == style and value == level.value + 1 for style, value in mark.readings
            ):
                del self._stack[place + 1 :]
                level.value += 1
                return True
        firsts = [style for style, value in mark.readings if value == 1]
        ended = not self.blocks or self._gap or _ENDED.search(self._last().text[-_TAIL:])
        if not firsts and not ended:
            return False
        style, value = (firsts[0], 1) if firsts else mark.readings[0]
        if style[0] == "decimal":
            return self._takes_decimal(style, value, indent, ended=bool(ended))
        for place in reversed(range(len(self._stack))):
            level = self._stack[place]
            if level.style == style and indent <= level.indent and not self._opens():
                del self._stack[place + 1 :]
                level.value = value
                return True
        self._push(style, value, indent)
        return True

    def _takes_decimal(self, style: Style, value: int, indent: int, *, ended: bool) -> bool:
        """Find the level of a mark such as 2.1 or 2.1.3, which says itself how deep it is."""
        if not ended and not any(one.style[0] in {"decimal", "number"} for one in self._stack):
            return False
        while self._stack and self._stack[-1].style[0] == "decimal":
            if self._stack[-1].style[1].count(".") < style[1].count("."):
                break
            self._stack.pop()
        self._push(style, value, indent)
        return True

    def _push(self, style: Style, value: int, indent: int) -> None:
        del self._stack[_DEEPEST - 1 :]
        self._stack.append(_Level(style=style, value=value, indent=indent))

    def _takes_bullet(self, style: Style, indent: int) -> bool:
        for place in reversed(range(len(self._stack))):
            level = self._stack[place]
            if level.style == style and indent <= level.indent + 1:
                if indent < level.indent - 1 and any(
                    one.style == style and one.indent <= indent + 1 for one in self._stack[:place]
                ):
                    continue
                del self._stack[place + 1 :]
                return True
        self._push(style, 0, indent)
        return True

    def _opens(self) -> bool:
        """Tell whether the last block announces a list."""
        return bool(self.blocks) and self._last().text.rstrip().endswith(":")

    def _continues(self, indent: int, line: str) -> bool:
        """Tell whether a line without a mark goes on with the block before it."""
        if not self.blocks or _CONNECTOR.fullmatch(self._line):
            return False
        last = self._last()
        before = last.text.rstrip()
        open_ = not _ENDED.search(before[-_TAIL:])
        lower = line[0].islower() or line[0] in "(),%<>=≥≤"
        if last.depth and indent > (self._stack[-1].indent if self._stack else 0) and not self._gap:
            return not before.endswith(":")
        first = line.split(" ", 1)[0]
        full = bool(self._width) and len(self._line) + 1 + len(first) > 0.9 * self._width
        if self._gap:
            return open_ and lower and (full or not self._width)
        if _JOINT.search(before[-_TAIL:]) and line[0].isupper():
            return False
        if full and before[-1] not in ":;":
            return not line[0].isupper() or (self._wrapped and not _begins_anew(before, line))
        if not (open_ and lower):
            return False
        # A list whose marks were lost: short lines after a colon.
        return bool(last.depth) or not self._listing

    def _join(self, line: str) -> None:
        before = self._last().text.rstrip()
        if re.search(r"[a-z]-$", before[-2:]) and line[0].islower():
            head, tail = (
                re.split(r"[^A-Za-z-]", before[-_TAIL:])[-1],
                re.split(r"[^A-Za-z-]", line)[0],
            )
            if self._keeps_hyphen(head[:-1].lower(), tail.lower()):
                self._last().text = before + line
            else:
                self._last().text = before[:-1] + line
        elif before.endswith(("/", "\u2010", "\u2011")):
            self._last().text = before + line
        else:
            self._last().text = f"{before} {line}"

    def _keeps_hyphen(self, head: str, tail: str) -> bool:
        """Tell whether a hyphen at the end of a line belongs to the word."""
        if self._words[f"{head}-{tail}"]:
            return True
        if self._words[head + tail]:
            return False
        return "-" in head or head in _hyphens("before") or tail in _hyphens("after")


def _begins_anew(before: str, line: str) -> bool:
    """Tell a heading, a lead-in or a paragraph from the rest of what was wrapped."""
    return (
        _ENDED.search(before[-_TAIL:]) is not None
        or before.lower().endswith("following")
        or line.endswith(":")
        or is_heading(line)
    )


_NEAR_THE_WIDTH = 3
"""How many lines tell how wide a text was wrapped."""
_TAIL = 40
"""How much of a text is looked at for how it ends."""
_DEEPEST = 8
"""Lists within lists; what is deeper is put there."""
_MOST_STEPS = 500
"""How often running text is taken apart."""
_JOINT = re.compile(r"[;,.]\s*(?:and|or|and/or)$", re.IGNORECASE)
_ENDED = re.compile(r"(?:[.;:?!]|[.;,]\s*(?:and|or|and/or))[\"')\]]*\s*$", re.IGNORECASE)


def _run_in(block: Block) -> list[Block]:
    """Take apart a block that holds lists in its running text."""
    done: list[Block] = []
    waiting = [(block, 0)]
    steps = 0
    while waiting:
        one, level = waiting.pop()
        steps += 1
        parts = _parted(one) if level < _DEEPEST and steps < _MOST_STEPS else [one]
        if len(parts) == 1:
            if text := fold(parts[0].text):
                done.append(Block(text=text, depth=one.depth, label=parts[0].label, gap=one.gap))
            continue
        for part in reversed(parts):
            goes_on = not part.depth and part is parts[-1]
            waiting.append((part, level if goes_on else level + 1))
    return done


def _parted(block: Block) -> list[Block]:
    """Part a block at the marks of its outermost list; give it alone if it has none."""
    text = fold(block.text)
    head, *bulleted = parted_by_bullets(text)
    if bulleted:
        return _headed(block, head, [("", piece) for piece in bulleted])
    if (cuts := in_sequence(text)) is None:
        return [block]
    head = text[: cuts[0][0]].strip()
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    pieces = [
        (text[start:after].strip(), text[after:end].strip())
        for (start, after), end in zip(cuts, ends, strict=True)
    ]
    # What follows the last item as a sentence of its own belongs to the paragraph.
    label, last = pieces[-1]
    if head and block.depth == 0 and (sentence := re.search(r"\.\s+(?=[A-Z])", last)):
        pieces[-1] = label, last[: sentence.start() + 1]
        return [*_headed(block, head, pieces), Block(text=last[sentence.end() :])]
    return _headed(block, head, pieces)


def _headed(block: Block, head: str, pieces: list[tuple[str, str]]) -> list[Block]:
    """Give the items of a list in running text, with labels, under what stands before the first."""
    depth = block.depth + 1 if head else max(block.depth, 1)
    items = [Block(text=piece, depth=depth, label=label) for label, piece in pieces]
    if not head:
        return [replace(item, gap=block.gap) for item in items]
    return [replace(block, text=head), *items]


@cache
def _hyphens(side: str) -> frozenset[str]:
    return frozenset(table("policy")["words"][f"{side}_hyphen"].split())
