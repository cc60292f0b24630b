"""The cases of a worklist: rows as facts of a letter, in the words of the form.

Rows with the same claim number are one case: their codes are united, their days widened, their
amounts added. Rows with one number and different patients are never joined. A field takes the first
row that has it; what differs later, and every cell that cannot be used, is named in the notes. Of
denials, one for medical necessity is taken whatever its row, with the remarks and words beside it;
of dates of the denial the earliest, from which a last day is safe.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from m1appeals import denial_codes, rules
from m1appeals.worklist.cells import day, listed, quoted
from m1appeals.worklist.mapping import Mapping
from m1appeals.worklist.row import CODES, DAYS, Row, read_row
from m1appeals.worklist.sheet import Sheet

__all__ = ["WorklistCase", "to_cases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistCase:
    """What a worklist tells about one claim."""

    line: int
    """The line of its first row."""
    fields: dict[str, str]
    """Field of the form -> the answer as it would be typed."""
    origins: dict[str, str]
    """Field -> where the answer stands: "column Claim No, line 7"."""
    amount: Decimal | None = None
    """Dollars at stake, added over the rows; None when no row tells."""
    notes: tuple[str, ...] = ()
    """Whole sentences on what is doubtful or could not be used."""


def to_cases(sheet: Sheet, mapping: Mapping) -> Iterator[WorklistCase]:
    """Give the cases in the order of their first rows. Columns that are not there are passed."""
    places = {name: place for place, name in enumerate(sheet.columns)}
    columns = {
        name: tuple((column, places[column]) for column in chosen if column in places)
        for name, chosen in mapping.fields.items()
    }
    drafts: list[_Draft] = []
    by_patient: dict[tuple[str, ...], _Draft] = {}
    last: dict[str, _Draft] = {}
    for line, cells in zip(sheet.lines, sheet.rows, strict=True):
        row = read_row(line, cells, columns)
        if line in sheet.doubtful:
            row.notes.append(
                f"Line {line}: cells may stand in wrong columns. Check every fact of it."
            )
        claim = _same("claim_number", row.facts.get("claim_number", ""))
        patient = _patient(row)
        draft = by_patient.get((claim, *patient)) if claim else None
        if draft is None and claim and claim in last and last[claim].can_be(patient):
            draft = last[claim]
        if draft is None:
            draft = _Draft(line=line, patient=patient)
            if claim in last:
                row.notes.append(
                    f"Line {line}: the claim number is that of line {last[claim].line}, the "
                    "patient is not. They are kept apart."
                )
            drafts.append(draft)
        if claim:
            by_patient.setdefault((claim, *patient), draft)
            last[claim] = draft
        draft.add(row, cells)
    for draft in drafts:
        yield draft.case()


_WHO = ("patient_name", "patient_id", "patient_birth_date")
"""What tells patients apart."""


def _same(name: str, text: str) -> str:
    """Give what two answers are compared by: a day, however it is written, or the words."""
    found = day(text) if name.endswith("_date") else None
    return found.isoformat() if found else " ".join(text.casefold().split())


def _patient(row: Row) -> tuple[str, ...]:
    return tuple(_same(name, row.facts.get(name, "")) for name in _WHO)


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A case while its rows come in."""

    line: int
    patient: tuple[str, ...]
    facts: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, None]] = field(default_factory=dict)
    where: dict[str, tuple[tuple[str, ...], list[int]]] = field(default_factory=dict)
    days: list[tuple[date, str, str]] = field(default_factory=list)
    amount: Decimal | None = None
    notes: dict[str, None] = field(default_factory=dict)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    billed: dict[tuple[str, ...], int] = field(default_factory=dict)

    def can_be(self, patient: tuple[str, ...]) -> bool:
        """Tell whether the row's patient can be this one: nothing that both have differs."""
        return all(not a or not b or a == b for a, b in zip(self.patient, patient, strict=True))

    def add(self, row: Row, cells: tuple[str, ...]) -> None:
        self.patient = tuple(a or b for a, b in zip(self.patient, _patient(row), strict=True))
        repeated = self.seen.setdefault(cells, row.line)
        if repeated != row.line:
            self.notes[f"Line {row.line} repeats line {repeated}; its amount is not added."] = None
            return
        self.notes.update(dict.fromkeys(row.notes))
        if self._gives_way(row):
            self._let_go_of_the_denial(row)
        kept = self._keeps_its_denial(row)
        for name, text in row.facts.items():
            if kept and name in _OF_A_DENIAL and name != "denial_code":
                continue
            if name in row.days:
                origin = _origin(row.columns[name], [row.line])
                self.days.append((row.days[name], text, origin))
            else:
                self._take(name, text, row)
        for name in CODES:
            if kept and name in _OF_A_DENIAL:
                continue
            if found := row.codes.get(name):
                self.codes.setdefault(name, {}).update(dict.fromkeys(found))
                self._from(name, row)
        self._sum(row)

    def case(self) -> WorklistCase:
        fields = dict(self.facts)
        for name, found in self.codes.items():
            fields[name] = ", ".join(found)
        origins = {name: _origin(*self.where[name]) for name in fields}
        for name, text, origin in self._days():
            fields[name], origins[name] = text, origin
        return WorklistCase(
            line=self.line,
            fields=fields,
            origins=origins,
            amount=self.amount,
            notes=tuple(self.notes),
        )

    def _gives_way(self, row: Row) -> bool:
        """Tell whether the row is denied for medical necessity and what is here is not."""
        return "denial_code" in self.facts and _necessity(row.facts, row.codes) > _necessity(
            self.facts, self.codes
        )

    def _keeps_its_denial(self, row: Row) -> bool:
        """Tell whether what is here is denied for medical necessity and the row otherwise."""
        return "denial_code" in row.facts and _necessity(row.facts, row.codes) < _necessity(
            self.facts, self.codes
        )

    def _let_go_of_the_denial(self, row: Row) -> None:
        code, (_, lines) = self.facts["denial_code"], self.where["denial_code"]
        self.notes[
            f"Line {row.line}: {quoted(row.facts['denial_code'])} is used in place of "
            f"{quoted(code)} in line {lines[0]}: it says medical necessity."
        ] = None
        if _denies_nothing(code):
            self.amount = None
            self.billed.clear()
        for name in _OF_A_DENIAL:
            self.facts.pop(name, None)
            self.codes.pop(name, None)
            self.where.pop(name, None)

    def _take(self, name: str, text: str, row: Row) -> None:
        before, now = day(self.facts.get(name, "")), day(text)
        if name == "denial_date" and before and now and now < before:
            self.notes[
                f"Line {row.line}: {quoted(text)} is used in place of {quoted(self.facts[name])}: "
                "the last day is counted from the earliest date of a denial."
            ] = None
            del self.facts[name], self.where[name]
        kept = self.facts.setdefault(name, text)
        if name not in self.where:
            self._from(name, row)
        elif _same(name, kept) != _same(name, text):
            columns = listed(row.columns[name])
            first = self.where[name][1][0]
            self.notes[
                f"Line {row.line}, column {columns}: {quoted(text)} differs from {quoted(kept)} in "
                f"line {first}, which is used."
            ] = None

    def _from(self, name: str, row: Row) -> None:
        columns, lines = self.where.get(name, ((), []))
        together = tuple(dict.fromkeys((*columns, *row.columns[name])))
        if not lines or lines[-1] != row.line:
            lines.append(row.line)
        self.where[name] = (together, lines)

    def _days(self) -> Iterator[tuple[str, str, str]]:
        """Give the first day and, if it is another one, the last: field, text, origin."""
        if not self.days:
            return
        first = min(self.days, key=lambda found: found[0])
        last = max(self.days, key=lambda found: found[0])
        yield "service_date_from", first[1], first[2]
        if last[0] > first[0]:
            yield "service_date_to", last[1], last[2]

    def _sum(self, row: Row) -> None:
        if row.amount is None:
            return
        code = row.facts.get("denial_code", "")
        if code != self.facts.get("denial_code", "") and _denies_nothing(code):
            self.notes[
                f"Line {row.line}: {quoted(code)} denies nothing; its amount is not added."
            ] = None
            return
        self.amount = row.amount if self.amount is None else self.amount + row.amount
        days = [row.facts.get(name, "") for name in DAYS]
        bill = (str(row.amount), *days, *row.codes.get("procedure_codes", ()))
        before = self.billed.setdefault(bill, row.line)
        if before != row.line:
            self.notes[
                f"Line {row.line} has the day, procedure and amount of line {before}; both amounts "
                "are added. Check the sum."
            ] = None


_OF_A_DENIAL = ("denial_code", "group_code", "denial_text", "remark_codes")
"""What belongs to one denial and not to another of the same claim."""


def _necessity(facts: abc.Mapping[str, str], codes: abc.Mapping[str, abc.Iterable[str]]) -> bool:
    denial = denial_codes.split(facts.get("denial_code", ""))
    return denial_codes.is_necessity((*denial, *codes.get("remark_codes", ())))


def _denies_nothing(code: str) -> bool:
    reasons = [part for part in denial_codes.split(code) if not denial_codes.find(part, "group")]
    return bool(reasons) and all(part in rules.load("no_denial") for part in reasons)


def _origin(columns: tuple[str, ...], lines: list[int]) -> str:
    """Say where an answer stands: "columns CPT, Mod, lines 7, 8"."""
    return (
        f"column{'s' if len(columns) > 1 else ''} {listed(columns, 5)}, "
        f"line{'s' if len(lines) > 1 else ''} {listed([str(line) for line in lines], 5)}"
    )
