"""The index of the ICD-10-CM, from the tabular list that the package simple-icd-10-cm carries.

`m1appeals.diagnosis.table` says what is in it and reads it. Which release it is, and for which
dates of service, stands in `py/m1appeals/rules/code_sets.toml`; the build fails where the package
has another file.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from m1appeals import rules

__all__ = ["make_index", "tabular_list"]

_PACKAGE = "simple_icd_10_cm"
_FATAL = re.compile(r"S06..[78]")
_ONLY_FIRST = "A initial encounter"
"""Brain injuries that end in death have no later encounter: a note at S06 says so in words."""

_KINDS = {"excludes1": "e", "codeFirst": "c"}


def tabular_list() -> Path:
    """Give the tabular list; FileNotFoundError says what to do if it is another release."""
    wanted = rules.load("code_sets")["icd10cm"]["file"]
    spec = importlib.util.find_spec(_PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        path = Path(folder, "data", wanted)
        if path.is_file():
            return path
    raise FileNotFoundError(
        f"{wanted} is not in the package {_PACKAGE}. If a newer release of it was installed, set "
        "file, label and dates in py/m1appeals/rules/code_sets.toml, and check them."
    )


def make_index(path: Path) -> bytes:
    """Return the index of a tabular list."""
    root = ElementTree.parse(path).getroot()
    about = rules.load("code_sets")["icd10cm"]
    writer = _Writer()
    for chapter in root.iterfind("chapter"):
        writer.add_notes(chapter, _range(chapter.findtext("desc", "")))
        for section in chapter.iterfind("section"):
            writer.add_notes(section, _range(section.get("id", "")))
            for category in section.iterfind("diag"):
                writer.add_code(category)
    head = {
        "release": about["label"],
        "from": about["effective_from"].isoformat(),
        "to": about["effective_to"].isoformat(),
    }
    parts = (list(writer.sets), writer.codes, writer.notes, writer.words)
    return "\f".join([json.dumps(head), *("\n".join(part) for part in parts)]).encode()


class _Writer:
    """Collects the sections of the index."""

    def __init__(self) -> None:
        self.sets: dict[str, int] = {}
        self.codes: list[str] = []
        self.notes: list[str] = []
        self.words: list[str] = []

    def add_code(self, code: Element) -> None:
        name = code.findtext("name", "").replace(".", "")
        below = code.findall("diag")
        flags = f"{'h' if below else ''}{self._set(name, code)}"
        self.codes.append(f"{name}\t{_one_line(code.findtext('desc', ''))}\t{flags}")
        self.add_notes(code, name)
        self.words += [f"{name}\t{words}" for words in _texts(code, "inclusionTerm")]
        for other in below:
            self.add_code(other)

    def add_notes(self, element: Element, at: str) -> None:
        for tag, kind in _KINDS.items():
            self.notes += [f"{at}\t{kind}\t{text}" for text in _texts(element, tag)]

    def _set(self, name: str, code: Element) -> str:
        extensions = code.findall("sevenChrDef/extension")
        line = "|".join(f"{x.get('char')} {_one_line(x.text or '')}" for x in extensions)
        if _FATAL.fullmatch(name):
            line = _ONLY_FIRST
        return str(self.sets.setdefault(line, len(self.sets))) if line else ""


def _texts(element: Element, tag: str) -> Iterator[str]:
    for note in element.iterfind(f"{tag}/note"):
        if note.text:
            yield _one_line(note.text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _range(text: str) -> str:
    """Give the codes of a block or a chapter: A00-A09."""
    codes = re.findall(r"\b[A-Z][0-9A-Z][0-9A-Z]\b", text)
    if not codes:
        raise ValueError(f"{text!r} names no codes")
    return f"{codes[0]}-{codes[-1]}"
