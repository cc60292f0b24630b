"""The jobs that read a worklist: first which column is what, then its claims."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from m1appeals import worklist as reading
from m1appeals.claim_list import ClaimList, kind_of_codes
from m1appeals.errors import UserMistake
from m1appeals.shapes import Reply, Steps, Tables, today_of

__all__ = ["columns", "worklist"]

_AT_ONCE = 250
_SHOWN = 5
"""How many rows are shown with the columns."""
_SAMPLE = 80
"""How much of a cell is shown, in characters."""
_NOTES_AT_MOST = 200
"""A worklist that is doubtful throughout is not named line by line."""


def columns(payload: Mapping[str, Any], files: list[bytes], _: Tables) -> Steps:
    """Say which column is taken for which field: by a remembered file, or else guessed."""
    yield {"done": 0, "total": 1}, b""
    try:
        sheet = reading.read_sheet(files[0])
        remembered = payload.get("remembered") or ""
        mapping = (
            reading.from_file(remembered)
            if remembered
            else reading.guess(sheet.columns, sheet.rows)
        )
    except UserMistake as mistake:
        return {"error": str(mistake)}, b""
    if payload.get("mapping") is not None:
        mapping = _mapping(payload["mapping"])
    return {
        "columns": list(sheet.columns),
        "rows": [[cell[:_SAMPLE] for cell in row] for row in sheet.rows[:_SHOWN]],
        "count": len(sheet.rows),
        "mapping": {name: list(chosen) for name, chosen in mapping.fields.items()},
        "fields": [
            {"name": name, "label": column.label(name), "joins": column.joins}
            for name, column in reading.COLUMNS.items()
        ],
        "notes": list(sheet.notes),
        "doubts": list(reading.check(mapping, sheet)),
        # Without a row of names, what stands for them may be cells of a claim.
        "remembered": reading.to_file(mapping) if sheet.named else "",
    }, b""


def worklist(payload: Mapping[str, Any], files: list[bytes], _: Tables) -> Steps:
    """Give the claims of a worklist whose columns are known."""
    claim_list = ClaimList(today_of(payload))
    name = payload["name"]
    try:
        sheet = reading.read_sheet(files[0])
        mapping = _mapping(payload["mapping"])
    except UserMistake as mistake:
        return _nothing(name, str(mistake))
    notes: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    total, done, noted = len(sheet.rows), 0, 0
    for done, case in enumerate(reading.to_cases(sheet, mapping), 1):
        noted += len(case.notes)
        notes += [_note(name, text) for text in case.notes[: _NOTES_AT_MOST - len(notes)]]
        codes = " ".join(case.fields.get(name, "") for name in ("denial_code", "remark_codes"))
        claims.append(
            claim_list.item(
                case.fields,
                kind=kind_of_codes(codes),
                amount=case.amount or Decimal(0),
                origins={field: f"the worklist: {at}" for field, at in case.origins.items()},
                file=name,
                segment=0,
                account="",
            )
        )
        if len(claims) == _AT_ONCE:
            yield {"done": done, "total": total, "claims": claims}, b""
            claims = []
    yield {"done": done, "total": done, "claims": claims}, b""
    if noted > len(notes):
        notes.append(_note(name, _said_more(noted - len(notes))))
    return {"notes": notes, "read": done}, b""


def _mapping(chosen: Mapping[str, list[str]]) -> reading.Mapping:
    return reading.Mapping(fields={name: tuple(names) for name, names in chosen.items() if names})


def _nothing(name: str, text: str) -> Reply:
    return {"notes": [_note(name, text)], "read": 0}, b""


def _note(name: str, text: str) -> dict[str, Any]:
    return {"file": name, "segment": 0, "text": text}


def _said_more(count: int) -> str:
    things = "1 more cell or line is" if count == 1 else f"{count:,} more cells or lines are"
    return f"{things} doubtful or could not be used. Mend the worklist and read it again."
