"""What is missing or doubtful in the columns that were chosen for a worklist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from m1appeals.worklist import cells
from m1appeals.worklist.columns import COLUMNS, meanings
from m1appeals.worklist.mapping import Mapping, agrees, share
from m1appeals.worklist.sheet import Sheet

__all__ = ["check"]


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


_WITHOUT = {
    "claim_number": "no column is chosen. Rows of the same claim cannot be joined without it.",
    "patient_name": "no column is chosen. Every letter needs it.",
    "patient_id": "no column is chosen. Letters need the member ID or Medicare number.",
    "payer_name": "no column is chosen. Type it into each letter, or choose a column.",
    "service_date_from": "no column is chosen. Every letter needs it.",
    "denial_code": "no column is chosen, so each letter asks for it.",
    "denial_date": "no column is chosen. The last day to appeal is counted from it.",
}


def _label(name: str) -> str:
    return COLUMNS[name].label(name)


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
    if not agrees(name, held) and not _is_part(name, held):
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
        return share(lambda cell: cell.upper() in cells.GROUPS, held) >= 0.5
    return name == "procedure_codes" and share(lambda cell: len(cell) < 12, held) >= 0.5
