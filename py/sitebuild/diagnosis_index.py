"""The index of the ICD-10-CM, from the tabular list that the package simple-icd-10-cm carries.

`m1appeals.diagnosis.table` says what is in it and reads it. Which release it is, and for which
dates of service, stands in `py/m1appeals/rules/code_sets.toml`; the build fails where the package
has other files. The package itself is not imported: that would take two seconds.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from m1appeals import rules
from m1appeals.diagnosis.search import fold

__all__ = ["make_index", "package_file"]

_PACKAGE = "simple_icd_10_cm"
_KINDS = {"excludes1": "e", "codeFirst": "c", "useAdditionalCode": "u"}
_OF_CHAPTERS = {"excludes1": "e", "codeFirst": "c"}
"""An additional code for a whole chapter would be asked of each of its codes."""


def package_file(role: str) -> Path:
    """Give the package's `tabular` or its `listed`, all codes one a line.

    FileNotFoundError says what to do if it is another release.
    """
    wanted = rules.load("code_sets")["icd10cm"][role]
    spec = importlib.util.find_spec(_PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        path = Path(folder, "data", wanted)
        if path.is_file():
            return path
    raise FileNotFoundError(
        f"{wanted} is not in the package {_PACKAGE}. If a newer release of it was installed, set "
        "files, label and dates in py/m1appeals/rules/code_sets.toml, and check them."
    )


def make_index(tabular: Path, listed: Path) -> bytes:
    """Return the index of a tabular list, and of the codes that there are.

    Not every code takes each seventh character of its category: which do, the list tells.
    """
    writer = _Writer(set(listed.read_text(encoding="utf-8").split()))
    for chapter in ElementTree.parse(tabular).getroot().iterfind("chapter"):
        writer.add_notes(chapter, _range(chapter.findtext("desc", "")), _OF_CHAPTERS)
        for section in chapter.iterfind("section"):
            writer.add_notes(section, _range(section.get("id", "")))
            for category in section.iterfind("diag"):
                writer.add_code(category, ())
    return writer.index().encode()


class _Writer:
    """Collects the sections of the index."""

    def __init__(self, listed: set[str]) -> None:
        self.listed = listed
        self.sets: dict[str, int] = {}
        self.rules: list[str] = []
        self.codes: dict[str, str] = {}
        self.notes: list[str] = []
        self.words: list[str] = []

    def index(self) -> str:
        about = rules.load("code_sets")["icd10cm"]
        head = {
            "release": about["label"],
            "from": about["effective_from"].isoformat(),
            "to": about["effective_to"].isoformat(),
        }
        codes = sorted(self.codes)
        sections = (
            [json.dumps(head)],
            self.sets,
            sorted(self.rules),
            codes,
            [self.codes[code] for code in codes],
            self.notes,
            sorted(self.words),
        )
        return "\f".join("\n".join(section) for section in sections)

    def add_code(self, code: Element, inherited: tuple[str, ...]) -> None:
        """Add a code and all below it; `inherited` are the seventh characters from above it."""
        name = code.findtext("name", "").replace(".", "")
        description = _one_line(code.findtext("desc", ""))
        own = tuple(
            f"{x.get('char')} {_one_line(x.text or '')}"
            for x in code.iterfind("sevenChrDef/extension")
        )
        extensions, below = own or inherited, code.findall("diag")
        if not below:
            extensions = tuple(x for x in extensions if f"{name:X<6}{x[0]}" in self.listed)
        if extensions != inherited:
            number = self.sets.setdefault("|".join(extensions), len(self.sets))
            self.rules.append(f"{name} {number}")
        self.codes[name] = description
        self.add_notes(code, name)
        self.add_words(code, name, description)
        for other in below:
            self.add_code(other, extensions)

    def add_notes(self, element: Element, at: str, kinds: Mapping[str, str] = _KINDS) -> None:
        for tag, kind in kinds.items():
            for note in element.iterfind(tag):
                text = "|".join(_texts(note))
                if text:
                    self.notes.append(f"{at}\t{kind}\t{text}")

    def add_words(self, code: Element, name: str, description: str) -> None:
        """Add the words of inclusion terms that the description does not have."""
        known = set(_words(description))
        texts = (
            text
            for tag in ("includes", "inclusionTerm")
            for note in code.iterfind(tag)
            for text in _texts(note)
        )
        words = dict.fromkeys(word for text in texts for word in _words(text) if word not in known)
        if words:
            self.words.append(f"{name} {' '.join(words)}")


def _texts(element: Element) -> Iterator[str]:
    for note in element.iterfind("note"):
        if note.text and note.text.strip():
            yield _one_line(note.text).replace("|", "/")


def _words(text: str) -> list[str]:
    return fold(text).decode().split()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _range(text: str) -> str:
    """Give the codes of a block or a chapter: A00-A09."""
    codes = re.findall(r"\b[A-Z][0-9A-Z][0-9A-Z]\b", text)
    if not codes:
        raise ValueError(f"{text!r} names no codes")
    return f"{codes[0]}-{codes[-1]}"
