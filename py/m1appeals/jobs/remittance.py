"""The job that reads 835 files: their claims, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from m1appeals import remittance as reading
from m1appeals.claim_list import ClaimList
from m1appeals.errors import UserMistake
from m1appeals.shapes import Steps, Tables, today_of

__all__ = ["remittance"]

_AT_ONCE = 250
_LARGEST = 200_000_000
"""Bytes of all files together: text and segments take several times as much memory."""
_TOO_LARGE = "Choose fewer or smaller files: together they may have at most 200 MB."


def remittance(payload: Mapping[str, Any], files: list[bytes], _: Tables) -> Steps:
    """Read the files; a claim that stands in them twice, word for word, is listed once.

    The answer says which of the listed claims a later reversal took back, by file and segment, and
    for claims of other files all `reversals`, by account and number.
    """
    notes: list[dict[str, Any]] = []
    if sum(map(len, files)) > _LARGEST:
        notes.append({"file": "", "segment": 0, "text": _TOO_LARGE})
        return {"notes": notes, "read": 0, "reversed": [], "reversals": []}, b""
    claim_list = ClaimList(today_of(payload))
    total = sum(content.count(b"CLP") for content in files)
    seen: set[reading.Claim] = set()
    denied: dict[tuple[str, str], list[dict[str, Any]]] = {}
    reversals: list[reading.Reversal] = []
    reversed_: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    done = again = 0
    for name, content in zip(payload["names"], files, strict=True):
        try:
            for found in reading.read(content):
                if isinstance(found, reading.Pause):
                    yield {"done": done, "total": total, "claims": claims}, b""
                    claims = []
                    continue
                if isinstance(found, reading.Note):
                    notes.append({"file": name, **asdict(found)})
                    continue
                if isinstance(found, reading.Reversal):
                    reversals.append(found)
                    reversed_ += denied.pop((found.account, found.number), ())
                    continue
                done += 1
                anywhere = replace(found, segment=0)
                if anywhere in seen:
                    again += 1
                    continue
                seen.add(anywhere)
                where = {"file": name, "segment": found.segment}
                items = list(_listed(found, claim_list, where))
                if items[0]["kind"] != "other":
                    denied.setdefault((found.account, found.number), []).append(where)
                claims += items
                if len(claims) >= _AT_ONCE:
                    yield {"done": done, "total": total, "claims": claims}, b""
                    claims = []
        except UserMistake as mistake:
            notes.append({"file": name, "segment": 0, "text": str(mistake)})
    if again:
        notes.append({"file": "", "segment": 0, "text": _said_again(again)})
    yield {"done": done, "total": done, "claims": claims}, b""
    return {
        "notes": notes,
        "read": len(seen),
        "reversed": reversed_,
        "reversals": [asdict(one) for one in reversals],
    }, b""


def _said_again(count: int) -> str:
    claims = "1 claim stands" if count == 1 else f"{count:,} claims stand"
    return f"{claims} in these files more than once, word for word; each is listed once."


def _listed(
    claim: reading.Claim, claim_list: ClaimList, where: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Give a claim as the page lists it: once for each outcome that is answered by itself."""
    for found in reading.outcomes(claim):
        filled = reading.fill(claim, found)
        yield claim_list.item(
            {name: answer for name, (answer, _) in filled.items()},
            kind=reading.kind_of(found),
            amount=sum((one.adjustment.amount for one in found), Decimal(0)),
            origins={name: f"the remittance: {origin}" for name, (_, origin) in filled.items()},
            account=claim.account,
            **where,
        )
