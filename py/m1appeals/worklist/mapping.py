"""Which column of a worklist fills which field: guessed, checked, and remembered as a small file.

Names decide first; a column whose cells contradict its name is passed over. What the cells hold
decides only where a pattern is plain: diagnosis codes, codes such as CO-50, remark codes, an NPI
that is the same in every row, and a lone column of days. A guess is for a person to look at.
"""

from __future__ import annotations

import json
from collections import abc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from m1appeals.errors import Defect, UserMistake
from m1appeals.identifiers import icd10cm, npi, procedure
from m1appeals.worklist import cells
from m1appeals.worklist.columns import COLUMNS, PARTS, Meaning, loose_meaning, meanings
from m1appeals.worklist.reading import MOST_COLUMNS, Sheet

__all__ = ["COLUMNS", "Mapping", "check", "from_file", "guess", "to_file"]

_FORMAT = "m1-appeals worklist columns"
_VERSION = 1
_MOST_BRACKETS = 100
"""In a file of remembered columns: one for each field, and two."""
_SAMPLE = 1000
"""How many rows are looked at to see what a column holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """The columns of each field."""

    fields: abc.Mapping[str, tuple[str, ...]]
    """Field -> names of columns, in the order in which their cells are joined."""
    by_content: tuple[str, ...] = field(default=(), compare=False)
    """Fields whose column was chosen by what it holds."""
    left_out: tuple[str, ...] = field(default=(), compare=False)
    """Fields in a remembered file that a worklist cannot fill."""

    def __post_init__(self) -> None:
        for name, columns in self.fields.items():
            if name not in COLUMNS:
                raise Defect(f"a worklist has no {name}")
            if not columns or (len(columns) > 1 and not COLUMNS[name].joins):
                raise Defect(f"{name} takes {len(columns)} columns")
            if len(set(columns)) < len(columns):
                raise Defect(f"{name} takes a column twice")


def guess(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping:
    """Choose columns by their names, then by what they hold."""
    held = [[cell for row in rows[:_SAMPLE] if (cell := cells.filled(row[place]))]
            for place in range(len(columns))]  # fmt: skip
    roles: dict[str, list[int]] = {}
    used: set[int] = set()
    named = [meanings(name) for name in columns]
    _choose(named, held, roles, used)
    loose = [
        (found,) if place not in used and (found := loose_meaning(name)) else ()
        for place, name in enumerate(columns)
    ]
    _choose(loose, held, roles, used)
    unnamed = {
        place for place in range(len(columns))
        if place not in used and not named[place] and not loose[place] and held[place]
    }  # fmt: skip
    by_content = tuple(_by_content(held, unnamed, roles))
    fields = {}
    for name in COLUMNS:
        if places := _joined(name, roles, named):
            fields[name] = tuple(columns[place] for place in places)
    return Mapping(fields=fields, by_content=by_content)


def check(mapping: Mapping, sheet: Sheet) -> tuple[str, ...]:
    """Give sentences about what is missing or doubtful in a mapping for this table."""
    said = [
        f"“{name}” in the remembered columns is not a field that a worklist can fill."
        for name in mapping.left_out
    ]
    place = {name: number for number, name in enumerate(sheet.columns)}
    for name, columns in mapping.fields.items():
        said.extend(
            f"{_label(name)}: this file has no column {column}. Choose another one."
            for column in columns
            if column not in place
        )
    said.extend(
        f"{_label(name)}: {why}" for name, why in _WITHOUT.items() if name not in mapping.fields
    )
    said.extend(
        f"{_label(name)}: column {mapping.fields[name][0]} was chosen by what it holds. Check it."
        for name in mapping.by_content
    )
    used: dict[str, str] = {}
    for name, columns in mapping.fields.items():
        for column in columns:
            if column in used:
                said.append(f"Column {column} is used for {used[column]} and for {_label(name)}.")
            used.setdefault(column, _label(name))
        there = [column for column in columns if column in place]
        held = {
            column: [cell for row in sheet.rows if (cell := cells.filled(row[place[column]]))]
            for column in there
        }
        if there and not any(held.values()):
            said.append(f"{_label(name)}: nothing stands in column {' or '.join(there)}.")
        for column in there:
            said.extend(_doubts(name, column, held[column], len(sheet.rows)))
    return tuple(said)


def to_file(mapping: Mapping) -> str:
    """Write a mapping down, to use it for the next report: names of columns only, no cells."""
    fields = {name: list(columns) for name, columns in mapping.fields.items()}
    return json.dumps({"format": _FORMAT, "version": _VERSION, "fields": fields}, indent=1) + "\n"


def from_file(text: str) -> Mapping:
    """Read what `to_file` wrote; raise `UserMistake` for anything else."""
    strange = UserMistake(
        "This is not a file of remembered columns. Choose the file that this page saved, or choose "
        "the columns again."
    )
    # In a browser, JSON that is nested too deep ends the whole engine and no error is raised.
    if len(text) > 1_000_000 or text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise strange
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise strange from None
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        raise strange
    version = found.get("version")
    if type(version) is int and version > _VERSION:
        raise UserMistake(
            "This file of remembered columns is from a newer version of this page. Reload the "
            "page, or choose the columns again."
        )
    fields = found.get("fields")
    if type(version) is not int or version != _VERSION or not isinstance(fields, dict):
        raise strange
    kept: dict[str, tuple[str, ...]] = {}
    for name, columns in fields.items():
        if name not in COLUMNS:
            continue
        if not _are_columns(columns) or (len(columns) > 1 and not COLUMNS[name].joins):
            raise strange
        kept[name] = tuple(dict.fromkeys(columns))
    return Mapping(fields=kept, left_out=tuple(name[:60] for name in fields if name not in COLUMNS))


_WITHOUT = {
    "claim_number": "no column is chosen. Rows of the same claim cannot be joined without it.",
    "patient_name": "no column is chosen. Every letter needs it.",
    "patient_id": "no column is chosen. Letters need the member ID or Medicare number.",
    "payer_name": "no column is chosen. Type it into each letter, or choose a column.",
    "service_date_from": "no column is chosen. Every letter needs it.",
    "denial_code": "no column is chosen, so every letter begins with M1. Check each one.",
    "denial_date": "no column is chosen. The last day to appeal is counted from it.",
}


def _label(name: str) -> str:
    return COLUMNS[name].label(name)


def _are_columns(columns: object) -> bool:
    return (
        isinstance(columns, list)
        and 0 < len(columns) <= MOST_COLUMNS
        and all(isinstance(name, str) for name in columns)
    )


def _choose(
    named: Sequence[Sequence[Meaning]],
    held: Sequence[Sequence[str]],
    roles: dict[str, list[int]],
    used: set[int],
) -> None:
    """Give each role that has no column yet the best one, or all where columns join."""
    for role in [role for role in (*PARTS, *COLUMNS) if role not in roles]:
        fits = [
            (not held[place], meaning.rank, meaning.number, place)
            for place, known in enumerate(named)
            for meaning in known
            if place not in used and meaning.role == role and _may_be(known, role, held[place])
        ]
        fits.sort()
        many = role in _MANY
        if many and fits:
            # Copies of one column under several names are no further codes.
            fits = [fit for fit in fits if fit[1] == fits[0][1] or fit[2] or role in _SPREAD]
            fits.sort(key=lambda fit: fit[2:])
        for *_, place in fits if many else fits[:1]:
            roles.setdefault(role, []).append(place)
            used.add(place)


_MANY = {"procedure_codes", "procedure_codes:modifier", "diagnosis_codes", "remark_codes"}
_SPREAD = {"diagnosis_codes"}
"""Where columns of different names are parts of one list: primary and secondary diagnosis."""


def _joined(
    name: str, roles: abc.Mapping[str, list[int]], named: Sequence[Sequence[Meaning]]
) -> list[int]:
    whole = roles.get(name, [])
    if name == "patient_name" and not whole:
        parts = [roles.get(f"{name}:{part}", []) for part in ("first", "middle", "last")]
        return [place for part in parts for place in part] if parts[2] else []
    if name == "denial_code" and whole:
        return [*roles.get("denial_code:group", []), *whole]
    if name == "procedure_codes" and whole:
        modifiers = roles.get("procedure_codes:modifier", [])
        # A modifier belongs to the code before it.
        return sorted([*whole, *modifiers]) if len(whole) > 1 else [*whole, *modifiers]
    return whole


def _by_content(
    held: Sequence[Sequence[str]], unnamed: set[int], roles: dict[str, list[int]]
) -> Iterator[str]:
    for name, fits in _PATTERNS.items():
        found = [place for place in sorted(unnamed) if _share(fits, held[place]) >= 0.9]
        if name == "practice_npi":
            found = [place for place in found if len(set(held[place])) == 1]
        if name == "service_date_from" and (len(found) != 1 or not _near(held[found[0]])):
            continue
        if found and name not in roles:
            roles[name] = found[:1]
            unnamed.discard(found[0])
            yield name


def _is_diagnosis(cell: str) -> bool:
    # Without its point a diagnosis can look like a HCPCS code.
    found, rest = cells.codes(cell, lambda word: "." in word and icd10cm.is_valid(word), str)
    return bool(found) and not rest and all("." in code for code in found)


def _is_group_and_reason(cell: str) -> bool:
    return cell[:2].upper() in cells.GROUPS and cells.denial_parts(cell) is not None


def _is_remark(cell: str) -> bool:
    return cell[:1].upper() in ("M", "N") and cells.denial_parts(cell) is not None


def _has_code(cell: str) -> bool:
    return cells.denial_parts(cell) is not None


def _is_day(cell: str) -> bool:
    return bool(cells.day(cell) or cells.span(cell) or cells.serial_day(cell))


def _is_birth(cell: str) -> bool:
    return bool(cells.day(cell) or cells.serial_day(cell, birth=True))


def _is_amount(cell: str) -> bool:
    return cells.amount(cell) is not None


_PATTERNS: dict[str, Callable[[str], bool]] = {
    "diagnosis_codes": _is_diagnosis,
    "denial_code": _is_group_and_reason,
    "remark_codes": _is_remark,
    "practice_npi": npi.is_valid,
    "service_date_from": _is_day,
}


def _has_procedure(cell: str) -> bool:
    found, _ = cells.codes(cell, procedure.is_valid, procedure.format)
    return any(map(procedure.is_valid, found))


def _has_diagnosis(cell: str) -> bool:
    found, _ = cells.codes(cell, icd10cm.is_valid, icd10cm.format)
    return any(map(icd10cm.is_valid, found))


_MEANT: dict[str, Callable[[str], bool]] = {
    "patient_birth_date": _is_birth,
    "service_date_from": _is_day,
    "service_date_to": _is_day,
    "denial_date": _is_day,
    "procedure_codes": _has_procedure,
    "diagnosis_codes": _has_diagnosis,
    "denial_code": _has_code,
    "remark_codes": _has_code,
    "practice_npi": npi.is_valid,
    "amount": _is_amount,
}
"""What a cell must be like for its column to be what its name says."""


def _share(fits: Callable[[str], bool], held: Sequence[str]) -> float:
    return sum(map(fits, held)) / len(held) if held else 0.0


def _agrees(role: str, held: Sequence[str]) -> bool:
    return role not in _MEANT or not held or _share(_MEANT[role], held[:200]) >= 0.5


def _may_be(known: Sequence[Meaning], role: str, held: Sequence[str]) -> bool:
    # A payer may have codes of its own, so only names such as "Denial reason" are in doubt.
    return (role == "denial_code" and len(known) == 1) or _agrees(role, held)


def _near(held: Sequence[str]) -> bool:
    """Tell whether the days are of a few years, as services are and births are not."""
    years = [found.year for cell in held if (found := cells.day(cell) or cells.serial_day(cell))]
    return bool(years) and max(years) - min(years) <= 3


def _doubts(name: str, column: str, held: Sequence[str], rows: int) -> Iterator[str]:
    if not held:
        return
    if name == "claim_number" and len(held) < rows:
        yield f"{_label(name)}: {rows - len(held)} of {rows} rows have none in column {column}."
    shortened = sum("+" in cell and cells.is_shortened(cell) for cell in held)
    if shortened:
        yield (
            f"{_label(name)}: Excel has shortened {shortened} of {len(held)} numbers in column "
            f"{column}; they cannot be used."
        )
    if not _agrees(name, held) and not _is_part(name, held):
        yield f"{_label(name)}: most of column {column} does not look like it. Check the column."
    if name == "patient_id" and [m.role for m in meanings(column)] == ["patient_id"]:
        ranks = COLUMNS["patient_id"].names
        if meanings(column)[0].rank == ranks.index("patient id"):
            yield (
                f"{_label(name)}: check that column {column} holds the payer's member ID and not a "
                "number of your own system."
            )


def _is_part(name: str, held: Sequence[str]) -> bool:
    """Tell whether the column is the group beside a reason, or the modifiers beside a code."""
    if name == "denial_code":
        return _share(lambda cell: cell.upper() in cells.GROUPS, held) >= 0.5
    return name == "procedure_codes" and _share(lambda cell: len(cell) < 12, held) >= 0.5
