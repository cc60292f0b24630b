"""The facts of one row of a worklist, in the words of the form.

A cell that cannot be used is named in the notes with its line and column, so nothing that stands in
the report is lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from m1appeals import denial_codes
from m1appeals.identifiers import denial, icd10cm, procedure
from m1appeals.worklist import cells
from m1appeals.worklist.columns import AMOUNT

__all__ = ["CODES", "DAYS", "Row", "read_row"]

DAYS = ("service_date_from", "service_date_to")
"""The days that rows of one claim widen."""

CODES: Mapping[str, tuple[Callable[[str], bool], Callable[[str], str]]] = {
    "procedure_codes": (procedure.is_valid, procedure.format),
    "diagnosis_codes": (icd10cm.is_valid, icd10cm.format),
    "remark_codes": (denial.is_valid, denial.format),
}
"""The lists of codes, which rows of one claim unite."""

_Cells = list[tuple[str, str]]
"""Names of columns and what stands in them."""


@dataclass(slots=True, kw_only=True)
class Row:
    """What one row tells."""

    line: int
    facts: dict[str, str] = field(default_factory=dict)
    """Field -> answer, without the lists of codes."""
    codes: dict[str, list[str]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    """The days of service that could be read."""
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Field -> the columns that told it."""
    amount: Decimal | None = None
    notes: list[str] = field(default_factory=list)

    def note(self, column: str, text: str) -> None:
        """Say something about a cell."""
        self.notes.append(f"Line {self.line}, column {column}: {text}")


def read_row(
    line: int,
    values: Sequence[str],
    columns: Mapping[str, Sequence[tuple[str, int]]],
) -> Row:
    """Read a row; `columns` gives, for each field, names and places of its columns."""
    row = Row(line=line)
    for name, chosen in columns.items():
        found = [
            (column, text)
            for column, place in chosen
            if (text := cells.filled(values[place])) and _usable(row, column, text)
        ]
        if not found:
            continue
        row.columns[name] = tuple(column for column, _ in found)
        if name == "procedure_codes":
            _procedures(row, found)
        elif name in CODES:
            row.codes[name] = [code for cell in found for code in _codes(row, name, *cell)]
        elif name == "denial_code":
            _denial(row, found)
        elif name == AMOUNT:
            _amount(row, *found[0])
        elif name in (*DAYS, "denial_date", "patient_birth_date"):
            _day(row, name, *found[0])
        elif name in ("patient_name", "signer_name", "payer_name"):
            _name(row, name, found)
        elif name == "appeals_address":
            row.facts[name] = "\n".join(text for _, text in found)
        else:
            row.facts[name] = " ".join(" ".join(text for _, text in found).split())
    _words_of_the_denial(row)
    return row


def _usable(row: Row, column: str, text: str) -> bool:
    if "+" in text and cells.is_shortened(text):
        row.note(column, f"Excel has shortened {text}. Type the whole number from the claim.")
        return False
    if cells.is_broken(text):
        row.note(column, f"{text} stands for a cell that Excel could not show. Type what belongs.")
        return False
    return True


def _codes(row: Row, name: str, column: str, text: str) -> list[str]:
    found, rest = cells.codes(text, *CODES[name])
    if rest:
        row.note(column, f"{cells.quoted(rest)} is no code and is left out.")
    return found


def _procedures(row: Row, found: _Cells) -> None:
    """Put a modifier of two letters or digits to the code before it."""
    codes: list[str] = []
    several = False
    for column, text in found:
        marks = re.split(r"[\s,:;/-]+", text.upper())
        if len(marks) > 4 or not all(re.fullmatch(r"[A-Z0-9]{2}", mark) for mark in marks):
            of_cell = _codes(row, "procedure_codes", column, text)
            several = len(of_cell) > 1
            codes += of_cell
        elif not codes or several:
            row.note(
                column, f"modifier {text} is left out: it is not clear to which code it belongs."
            )
        else:
            have = codes[-1].split("-")
            codes[-1] = "-".join((*have, *(mark for mark in marks if mark not in have[1:])))
    row.codes["procedure_codes"] = codes


def _denial(row: Row, found: _Cells) -> None:
    """Join group and reason, and part a code from the words behind it."""
    group = ""
    for column, text in found:
        if text.upper() in cells.GROUPS and not group:
            group = text.upper()
            row.facts["group_code"] = group
            row.columns["group_code"] = (column,)
            continue
        parts = cells.denial_parts(text)
        if "denial_code" in row.facts and not _leads(row.facts["denial_code"], parts):
            row.note(column, f"{cells.quoted(text)} is left out: a letter answers one denial code.")
            continue
        if "denial_code" in row.facts:
            left = cells.quoted(row.facts["denial_code"])
            row.note(column, f"it says medical necessity, so {left} is left out.")
            row.facts.pop("denial_words", None)
            row.columns.pop("denial_words", None)
        code, words = parts or (" ".join(text.split()), "")
        # Remark codes and codes that bring their group have none before them.
        if parts and group and re.match(r"[0-9]|(?!MA?[0-9])[A-L][0-9]", code.upper()):
            code = f"{group}-{code}"
        row.facts["denial_code"] = code
        if words:
            row.facts["denial_words"] = words
            row.columns["denial_words"] = (column,)


def _leads(before: str, parts: tuple[str, str] | None) -> bool:
    """Tell whether a further code says medical necessity where the one before does not."""
    now = denial_codes.split(parts[0]) if parts else ()
    return denial_codes.is_necessity(now) > denial_codes.is_necessity(denial_codes.split(before))


def _words_of_the_denial(row: Row) -> None:
    """Give the words beside a code to the field for them, unless a column of its own fills it."""
    words = row.facts.pop("denial_words", "")
    columns = row.columns.pop("denial_words", ())
    if not words:
        return
    if "denial_text" not in row.facts:
        row.facts["denial_text"] = " ".join(words.split())
        row.columns["denial_text"] = columns
    elif row.facts["denial_text"].casefold() != words.casefold():
        row.note(columns[0], f"{cells.quoted(words)} is left out beside the column for the words.")


def _amount(row: Row, column: str, text: str) -> None:
    row.amount = cells.amount(text)
    if row.amount is None:
        row.note(
            column, f"{cells.quoted(text)} is not an amount such as $1,234.50 and is not counted."
        )


def _day(row: Row, name: str, column: str, text: str) -> None:
    serial = cells.serial_day(text, birth=name == "patient_birth_date")
    if serial:
        row.note(column, f"{text} was read as {cells.typed(serial)}, which Excel keeps so.")
        text = cells.typed(serial)
    elif name == "service_date_from" and (both := cells.span(text)):
        text, end = both
        row.facts.setdefault("service_date_to", end)
        row.columns.setdefault("service_date_to", (column,))
        if found := cells.day(end):
            row.days.setdefault("service_date_to", found)
    row.facts[name] = text
    row.columns[name] = (column,)
    found = cells.day(text)
    if found is None:
        row.note(column, f"{cells.quoted(text)} is not a date such as 3/4/2026. Check it.")
    elif name in DAYS:
        row.days[name] = found
    start, end_day = (row.days.get(day) for day in DAYS)
    if name in DAYS and start and end_day and end_day < start:
        row.note(column, "the last day of service is before the first. Check both.")


def _name(row: Row, name: str, found: _Cells) -> None:
    text = " ".join(" ".join(text for _, text in found).split())
    # Some systems print their own number of a person or payer behind the name.
    if match := re.fullmatch(r"(.*\S)\s*(?:\[[A-Z0-9-]{1,20}\]|\([0-9-]{1,20}\))", text):
        row.note(found[0][0], f"{cells.quoted(text[len(match[1]) :])} behind the name is left out.")
        text = match[1]
    if name != "payer_name" and "," in text:
        spoken = cells.in_order(text, signer=name == "signer_name")
        if spoken is None:
            row.note(
                found[0][0],
                f"{cells.quoted(text)} is kept as it stands. Check the order of the name.",
            )
        text = spoken or text
    row.facts[name] = text
