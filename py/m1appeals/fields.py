"""The vocabulary in which fields are declared: a `Field` and the kinds of answer it can take.

A kind reads what a person typed into a value for the letter. It never refuses what is merely
unusual: doubtful identifiers warn. Whether an answer is needed, and whether answers fit each other,
is not decided here but in `validation`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from m1appeals import dates
from m1appeals.errors import UserMistake

__all__ = [
    "Address", "AnyOf", "Codes", "Day", "Field", "Items", "Kind", "Line", "OneOf", "Option",
    "Prose", "Raw", "Reading", "Value", "day_of", "list_of", "printable", "text_of",
]  # fmt: skip

Raw = str | Sequence[str]
"""What a form gives for a field: a text, or the chosen options."""

Value = str | date | tuple[str, ...] | None
"""What a letter gets: a line, a day, or lines, paragraphs, codes, options; None for no answer."""


def text_of(values: Mapping[str, Value], name: str) -> str:
    """Give an answer of one line or option; "" where there is none."""
    value = values[name]
    return value if isinstance(value, str) else ""


def list_of(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    """Give an answer of several lines, codes or options; () where there is none."""
    value = values[name]
    return value if isinstance(value, tuple) else ()


def printable(text: str) -> str:
    """Give a text without what no paper can show; tabs are spaces, line breaks stay.

    Direction marks (category Cf) stay: right-to-left names need them. Lone surrogates and the two
    noncharacters that XML forbids go, since no file can hold them.
    """
    return "".join(
        " " if char == "\t" else char
        for char in text
        if char in "\n\t"
        or (unicodedata.category(char) not in {"Cc", "Cs"} and char not in "\ufffe\uffff")
    )


def day_of(values: Mapping[str, Value], name: str) -> date | None:
    """Give an answer that is a day."""
    value = values[name]
    return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a kind made of an answer."""

    value: Value = None
    """None when nothing was given or what was given cannot be used."""
    error: str | None = None
    """What is wrong, as the rest of a sentence that begins with the field's label."""
    warnings: tuple[str, ...] = ()
    """Whole sentences about what is doubtful."""
    shown: str = ""
    """How the answer was read, where that is not plain to see."""


class Kind(Protocol):
    """A kind of answer."""

    @property
    def control(self) -> str:
        """The name of the form control that takes it."""

    def read(self, raw: Raw, *, today: date) -> Reading:
        """Read an answer; an empty one gives an empty reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the answers to choose from."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One fact of a letter, declared once: form, checks, pages and templates derive from it."""

    name: str
    """The HTML `name`, the Python name, the TOML key and the template variable."""
    label: str
    kind: Kind
    example: str
    """An answer that passes this field's own check without a warning; synthetic."""
    hint: str = ""
    needed: bool = False
    """Whether there is no letter without it."""
    missing: str = ""
    """What to say when a needed answer is not there."""
    initial: str = ""
    """What the form holds before anything is typed."""
    phi: bool = True
    """Whether the answer can tell something about a patient; if so it is never kept anywhere."""
    remembered: bool = False
    """Whether a user may let the browser keep the answer; never for PHI."""
    autocomplete: str = "off"
    """The HTML autocomplete token; always `off` for PHI."""
    suggestions: tuple[str, ...] = ()
    """Answers to add with one press, for lists."""
    width: str = "full"
    """The length of answer to expect: short, medium or full."""
    printed: bool = True
    """Whether the letter prints the answer; some only decide what it says."""
    sometimes: bool = False
    """Whether it matters only in some cases: the page hides it in the others."""
    triage: bool = False
    """Whether the answer helps to find the right door: the page of that name asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text."""

    identifier: Callable[[str], str] | None = None
    """Raises `UserMistake` when the text is a doubtful identifier."""
    write: Callable[[str], str] | None = None
    """Writes the identifier as letters print it."""
    longest: int = 300
    control: str = "line"

    def read(self, raw: Raw, *, today: date) -> Reading:
        """Give the line with its white space folded."""
        text = " ".join(_clean(raw).split())
        if not text:
            return Reading()
        if len(text) > self.longest:
            return Reading(error=f"must be {self.longest} characters or fewer")
        warnings = _doubts(self.identifier, (text,))
        return Reading(value=self.write(text) if self.write else text, warnings=warnings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Lines of a postal address."""

    most: int = 8
    control: str = "lines"

    def read(self, raw: Raw, *, today: date) -> Reading:
        """Give the lines that hold something."""
        lines = _lines(raw)
        if len(lines) > self.most:
            return Reading(error=f"must be {self.most} lines or fewer")
        return Reading(value=lines or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Paragraphs, parted by blank lines; a line break inside a paragraph is kept."""

    longest: int = 20_000
    control: str = "prose"

    def read(self, raw: Raw, *, today: date) -> Reading:
        """Give the paragraphs."""
        text = _clean(raw)
        if len(text) > self.longest:
            return Reading(error=f"must be {self.longest:,} characters or fewer")
        paragraphs = (
            "\n".join(" ".join(line.split()) for line in block.strip().splitlines())
            for block in re.split(r"\n\s*\n", text)
        )
        return Reading(value=tuple(block for block in paragraphs if block) or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date."""

    today_when_empty: bool = False
    any_century: bool = False
    """Whether a year of two digits may be a hundred years off, as a birth's may."""
    control: str = "day"

    def read(self, raw: Raw, *, today: date) -> Reading:
        """Give the date and show how it was read."""
        text = _clean(raw).strip()
        if not text:
            return Reading(value=today) if self.today_when_empty else Reading()
        try:
            day = dates.read(text, today=today)
        except UserMistake as mistake:
            return Reading(error=str(mistake))
        return Reading(value=day, shown=dates.long(day), warnings=self._doubts(text))

    def _doubts(self, text: str) -> tuple[str, ...]:
        if not (self.any_century and dates.two_digit_year(text)):
            return ()
        return ("The year has two digits. Check how it was read, or type all four.",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Codes of one sort, parted by commas, semicolons, slashes or line breaks.

    A column pasted into one line of a form arrives with spaces between the codes. A space also
    parts a code from its modifier, so a code begins only at a word that is one by itself.
    """

    identifier: Callable[[str], str]
    write: Callable[[str], str]
    most: int = 50
    control: str = "codes"

    def read(self, raw: Raw, *, today: date) -> Reading:
        """Give the codes as letters print them, each once, in the order given."""
        parts = [code for part in re.split(r"[,;/\n]", _clean(raw)) for code in self._codes(part)]
        if len(parts) > self.most:
            return Reading(error=f"must be {self.most} codes or fewer")
        if not parts:
            return Reading()
        codes = tuple(dict.fromkeys(self.write(part) for part in parts))
        shown = ", ".join(codes)
        return Reading(
            value=codes,
            warnings=_doubts(self.identifier, parts),
            shown=shown if shown != " ".join(_clean(raw).split()) else "",
        )

    def _codes(self, part: str) -> list[str]:
        codes: list[str] = []
        for word in part.split():
            if codes and _doubts(self.identifier, (word,)):
                codes[-1] += f" {word}"
            else:
                codes.append(word)
        return codes


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """One answer out of several."""

    options: tuple[Option, ...]
    control: str = "radios"

    def read(self, raw: Raw, *, today: date) -> Reading:
        """Give the chosen option's value."""
        chosen = raw if isinstance(raw, str) else next(iter(raw), "")
        if not chosen:
            return Reading()
        if chosen not in {option.value for option in self.options}:
            return Reading(error="must be one of the answers on the page")
        return Reading(value=chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Any number of answers out of several, in the order declared."""

    options: tuple[Option, ...]
    control: str = "checkboxes"

    def read(self, raw: Raw, *, today: date) -> Reading:
        """Give the chosen options' values."""
        chosen = {raw} - {""} if isinstance(raw, str) else set(raw)
        if chosen - {option.value for option in self.options}:
            return Reading(error="must be among the answers on the page")
        return Reading(value=tuple(o.value for o in self.options if o.value in chosen) or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list, one item a line."""

    most: int = 60
    control: str = "items"

    def read(self, raw: Raw, *, today: date) -> Reading:
        """Give the items, without numbers or bullets typed in front of them."""
        items = tuple(
            item
            for line in _lines(raw)
            if (item := re.sub(r"^(?:[-*\u2022]|[0-9]{1,2}[.)])(?:\s+|$)", "", line))
        )
        if len(items) > self.most:
            return Reading(error=f"must be {self.most} lines or fewer")
        return Reading(value=items or None)


def _clean(raw: Raw) -> str:
    """Give one text in composed Unicode without control characters.

    Whatever ends a line or a page in pasted text is a line break: form feeds come with PDF files,
    vertical tabs with word processors.
    """
    text = raw if isinstance(raw, str) else "\n".join(raw)
    text = unicodedata.normalize("NFC", re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text))
    return printable(text)


def _lines(raw: Raw) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in _clean(raw).split("\n"))
    return tuple(line for line in lines if line)


def _doubts(identifier: Callable[[str], str] | None, texts: Sequence[str]) -> tuple[str, ...]:
    warnings = []
    for text in texts:
        try:
            if identifier:
                identifier(text)
        except UserMistake as doubt:
            warnings.append(str(doubt))
    return tuple(dict.fromkeys(warnings))
