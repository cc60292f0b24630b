"""Which column of a worklist fills which field, as far as names and cells tell.

Names decide first; a column whose cells contradict its name is passed over. What the cells hold
decides only where a pattern is plain: diagnosis codes, codes such as CO-50, remark codes, an NPI
that is the same in every row, and a lone column of days. A guess is for a person to look at.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from m1appeals.errors import Defect
from m1appeals.identifiers import icd10cm, npi, procedure
from m1appeals.worklist import cells
from m1appeals.worklist.columns import COLUMNS, PARTS, Meaning, loose_meaning, meanings

__all__ = ["COLUMNS", "Mapping", "agrees", "guess", "share"]

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
        found = [place for place in sorted(unnamed) if share(fits, held[place]) >= 0.9]
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


def share(fits: Callable[[str], bool], held: Sequence[str]) -> float:
    """Give the share of cells that fit."""
    return sum(map(fits, held)) / len(held) if held else 0.0


def agrees(role: str, held: Sequence[str]) -> bool:
    """Tell whether the cells of a column are like what its role says."""
    return role not in _MEANT or not held or share(_MEANT[role], held[:200]) >= 0.5


def _may_be(known: Sequence[Meaning], role: str, held: Sequence[str]) -> bool:
    # A payer may have codes of its own, so only names such as "Denial reason" are in doubt.
    return (role == "denial_code" and len(known) == 1) or agrees(role, held)


def _near(held: Sequence[str]) -> bool:
    """Tell whether the days are of a few years, as services are and births are not."""
    years = [found.year for cell in held if (found := cells.day(cell) or cells.serial_day(cell))]
    return bool(years) and max(years) - min(years) <= 3
