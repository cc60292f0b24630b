"""The text of a Word document, as it is read from top to bottom.

Paragraphs, items with their bullet or number, tables with three spaces between cells, text boxes
once, notes at the foot of pages behind the rest. What is tracked as deleted is left out and what is
tracked as inserted is kept: that is what the document says once the changes are taken. Headers and
footers are left out, and so are pictures, comments, and text that is hidden.

No part may declare a document type, so there are no entities, and none may be larger than one of
some thousand pages is.

Source: ECMA-376, part 1, 17 (WordprocessingML).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from m1appeals.errors import UserMistake

__all__ = ["text_of_docx"]

DAMAGED = (
    "This Word document is damaged and cannot be read: open it in Word, save it as a PDF and add "
    "that."
)
TOO_LARGE = "This Word document is larger than this page can read: save it as a PDF and add that."
NOT_WORD = {
    "xl/": "This file is an Excel workbook: print it to a PDF and add that.",
    "ppt/": "This file is a PowerPoint presentation: save it as a PDF and add that.",
    "mimetype": "This file is an OpenDocument file: save it as a PDF or as .docx and add that.",
}
A_ZIP = "This file is a zip of other files: unzip it and add the files inside one by one."
EMPTY = "This Word document holds no text: save it as a PDF and add that."
LOCKED = (
    "This Word document is protected with a password: take the password away, or save it as a PDF."
)

_MOST_BYTES = 60_000_000
_MOST_FILES = 5_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DEEPEST = 60
_DEEPEST_XML = 300
_CELL = "   "
_SKIPPED = {
    "del", "moveFrom", "delText", "delInstrText", "instrText", "pPr", "rPr", "sectPr", "tblPr",
    "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "commentReference", "annotationRef", "fldData",
    "rubyPr", "rt", "Fallback",
}  # fmt: skip
_SIGNS = {
    "F0B7": "\u2022", "F0FC": "\u2713", "F0FE": "\u2612", "F0A8": "\u2610", "F0B0": "\u00b0",
    "F0B1": "\u00b1", "F0A3": "\u2264", "F0B3": "\u2265",
}  # fmt: skip
"""Of symbol fonts, the signs that stand in notes."""


def text_of_docx(content: bytes) -> str:
    """Give the text of a .docx; raise `UserMistake` with what to do for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _text(package)
    except (zipfile.BadZipFile, zlib.error, ParseError, KeyError, EOFError, ValueError) as error:
        if isinstance(error, UserMistake):
            raise
        raise UserMistake(DAMAGED) from error
    except (NotImplementedError, RuntimeError) as error:  # a method or a password zipfile lacks
        raise UserMistake(LOCKED) from error
    except (MemoryError, RecursionError) as error:
        raise UserMistake(TOO_LARGE) from error


def _text(package: zipfile.ZipFile) -> str:
    names = package.namelist()
    if len(names) > _MOST_FILES:
        raise UserMistake(TOO_LARGE)
    main = _main_part(package, names)
    if main is None:
        for start, message in NOT_WORD.items():
            if any(name.startswith(start) for name in names):
                raise UserMistake(message)
        raise UserMistake(A_ZIP)
    folder = main.rpartition("/")[0]
    numbering = _Numbering(
        _part(package, f"{folder}/numbering.xml"), _part(package, f"{folder}/styles.xml")
    )
    root = _part(package, main)
    if root is None:
        raise UserMistake(DAMAGED)
    body = next((one for one in root if _name(one) == "body"), None)
    if body is None:
        raise UserMistake(DAMAGED)
    lines = list(_blocks(body, numbering, 0))
    for part in ("footnotes", "endnotes"):
        notes = _part(package, f"{folder}/{part}.xml")
        for note in notes if notes is not None else ():
            if note.get(_key(note, "type")) not in ("separator", "continuationSeparator"):
                lines.extend(_blocks(note, numbering, 0))
    text = "\n".join(lines)
    text = re.sub(r"\n?\f\n?", "\f", text)
    if not text.strip():
        raise UserMistake(EMPTY)
    return text


def _main_part(package: zipfile.ZipFile, names: list[str]) -> str | None:
    if "word/document.xml" in names:
        return "word/document.xml"
    return next((one for one in names if re.fullmatch(r"word/document\d*\.xml", one)), None)


def _part(package: zipfile.ZipFile, name: str) -> Element | None:
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    if entry.file_size > _MOST_BYTES:
        raise UserMistake(TOO_LARGE)
    with package.open(entry) as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise UserMistake(TOO_LARGE)
    parser = XMLParser(target=_Builder())
    parser.feed(data)
    return parser.close()


class _Builder(TreeBuilder):
    """Takes no declaration of a document's type, and with it no entities, and no endless nesting.

    Elements inside elements are freed one inside the other, which a browser's stack bounds.
    """

    _depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        """Begin an element."""
        self._depth += 1
        if self._depth > _DEEPEST_XML:
            raise ParseError("elements in elements without an end")
        return super().start(tag, attributes)

    def end(self, tag: str) -> Element:
        """End an element."""
        self._depth -= 1
        return super().end(tag)

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Refuse it: no part of a Word document has one."""
        raise ParseError(f"a document type: {name}")


def _name(element: Element) -> str:
    tag = element.tag
    for space in (_W, _STRICT, _CHOICE):
        if tag.startswith(space):
            return tag[len(space) :]
    return "/" + tag.rpartition("}")[2]


def _key(element: Element, name: str) -> str:
    return (_STRICT if str(element.tag).startswith(_STRICT) else _W) + name


def _child(element: Element | None, *names: str) -> Element | None:
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if _name(one) == name), None)
    return element


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(_key(element, "val"), "")


class _Numbering:
    """What stands before the items of lists."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[str, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._styles: dict[str, tuple[str, str]] = {}
        for one in numbering if numbering is not None else ():
            if _name(one) == "abstractNum":
                self._levels[one.get(_key(one, "abstractNumId"), "")] = {
                    level.get(_key(level, "ilvl"), "0"): (
                        _value(_child(level, "numFmt")),
                        _value(_child(level, "lvlText")),
                        _whole(_value(_child(level, "start")), 1),
                    )
                    for level in one
                    if _name(level) == "lvl"
                }
            elif _name(one) == "num":
                self._lists[one.get(_key(one, "numId"), "")] = _value(_child(one, "abstractNumId"))
        for one in styles if styles is not None else ():
            number = _child(one, "pPr", "numPr")
            if _name(one) == "style" and number is not None:
                self._styles[one.get(_key(one, "styleId"), "")] = (
                    _value(_child(number, "numId")),
                    _value(_child(number, "ilvl")) or "0",
                )

    def mark(self, paragraph: Element) -> str:
        """Give what stands before a paragraph: "2. ", a bullet, or nothing."""
        number = _child(paragraph, "pPr", "numPr")
        listed, level = _value(_child(number, "numId")), _value(_child(number, "ilvl")) or "0"
        if number is None:
            listed, level = self._styles.get(_value(_child(paragraph, "pPr", "pStyle")), ("", "0"))
        kind, shape, start = self._levels.get(self._lists.get(listed, ""), {}).get(
            level, ("", "", 1)
        )
        if not listed or listed == "0" or not kind or kind == "none":
            return ""
        if kind == "bullet":
            return "\u2022 "
        depth = min(_whole(level, 0), 8)
        counts = self._counts.setdefault(self._lists[listed], [0] * 9)
        counts[depth] = counts[depth] + 1 if counts[depth] else start
        counts[depth + 1 :] = [0] * (8 - depth)
        shown = re.sub(
            r"%([1-9])", lambda match: _numeral(counts[int(match[1]) - 1] or 1, kind), shape
        )
        return f"{shown} " if shown.strip() else ""


def _whole(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else otherwise


def _numeral(value: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and value < 400:
        text = ""
        for number, sign in (
            (100, "c"),
            (90, "xc"),
            (50, "l"),
            (40, "xl"),
            (10, "x"),
            (9, "ix"),
            (5, "v"),
            (4, "iv"),
            (1, "i"),
        ):
            text += sign * (value // number)
            value %= number
        return text if kind == "lowerRoman" else text.upper()
    return str(value)


def _blocks(parent: Element, numbering: _Numbering, depth: int) -> Iterator[str]:
    """Give the lines of paragraphs and tables."""
    if depth > _DEEPEST:
        return
    for one in parent:
        match _name(one):
            case "p":
                yield from _paragraph(one, numbering, depth)
            case "tbl":
                yield from _table(one, numbering, depth)
            case name if name in _SKIPPED:
                continue
            case _:
                yield from _blocks(one, numbering, depth + 1)


def _paragraph(paragraph: Element, numbering: _Numbering, depth: int) -> Iterator[str]:
    if _child(paragraph, "pPr", "rPr", "del") is not None and not any(
        _name(one) in ("r", "ins", "hyperlink") for one in paragraph
    ):
        return
    boxes: list[Element] = []
    text = "".join(_runs(paragraph, boxes, depth))
    mark = numbering.mark(paragraph)
    before = _child(paragraph, "pPr", "pageBreakBefore")
    if before is not None and _value(before) not in ("0", "false", "off"):
        yield "\f"
    yield from (mark + text if text.strip() else text).split("\n")
    for box in boxes:
        yield from _blocks(box, numbering, depth + 1)


def _runs(parent: Element, boxes: list[Element], depth: int) -> Iterator[str]:
    """Give the text of a paragraph; the text boxes that hang on it are put aside."""
    if depth > _DEEPEST:
        return
    for one in parent:
        name = _name(one)
        if name == "t":
            yield (one.text or "").replace("\n", " ")
        elif name in ("tab", "ptab"):
            yield "\t"
        elif name in ("br", "cr"):
            kind = one.get(_key(one, "type"))
            yield "\f" if kind == "page" else "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield _sign(one)
        elif name == "txbxContent":
            boxes.append(one)
        elif name == "r" and _is_hidden(one):
            continue
        elif name not in _SKIPPED:
            yield from _runs(one, boxes, depth + 1)


def _is_hidden(run: Element) -> bool:
    vanish = _child(run, "rPr", "vanish")
    return vanish is not None and _value(vanish) not in ("0", "false", "off")


def _sign(element: Element) -> str:
    code = element.get(_key(element, "char"), "")
    if not re.fullmatch(r"[0-9A-Fa-f]{4}", code):
        return ""
    return _SIGNS.get(code.upper(), "")


def _table(table: Element, numbering: _Numbering, depth: int) -> Iterator[str]:
    for row in _rows(table, depth):
        cells = [
            [line.strip() for line in _blocks(cell, numbering, depth + 1) if line.strip(" \f")]
            for cell in _cells(row, depth)
        ]
        cells = [cell for cell in cells if cell]
        if len(cells) == 1:
            yield from cells[0]
        elif cells:
            yield _CELL.join(" ".join(cell) for cell in cells)


def _rows(table: Element, depth: int) -> Iterator[Element]:
    for one in table:
        name = _name(one)
        if name == "tr":
            if _child(one, "trPr", "del") is None:
                yield one
        elif name not in _SKIPPED and depth <= _DEEPEST:
            yield from _rows(one, depth + 1)


def _cells(row: Element, depth: int) -> Iterator[Element]:
    for one in row:
        name = _name(one)
        if name == "tc":
            yield one
        elif name not in _SKIPPED and depth <= _DEEPEST:
            yield from _cells(one, depth + 1)
