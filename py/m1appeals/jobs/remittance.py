"""The job that reads 835 files: their claims, a few at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from m1appeals import remittance as reading
from m1appeals.claim_list import ClaimList
from m1appeals.errors import UserMistake
from m1appeals.shapes import Steps, Tables, today_of

__all__ = ["remittance"]

_AT_ONCE = 250


def remittance(payload: Mapping[str, Any], files: list[bytes], _: Tables) -> Steps:
    """Read the files; a claim that stands in them twice, word for word, is listed once."""
    claim_list = ClaimList(today_of(payload))
    total = sum(content.count(b"CLP") for content in files)
    notes: list[dict[str, Any]] = []
    seen: set[reading.Claim] = set()
    claims: list[dict[str, Any]] = []
    done = again = 0
    for name, content in zip(payload["names"], files, strict=True):
        try:
            for found in reading.read(content):
                if isinstance(found, reading.Note):
                    notes.append({"file": name, **asdict(found)})
                    continue
                done += 1
                anywhere = replace(found, segment=0)
                if anywhere in seen:
                    again += 1
                    continue
                seen.add(anywhere)
                claims.append(_listed(found, claim_list, name))
                if len(claims) == _AT_ONCE:
                    yield {"done": done, "total": total, "claims": claims}, b""
                    claims = []
        except UserMistake as mistake:
            notes.append({"file": name, "segment": 0, "text": str(mistake)})
    if again:
        notes.append({"file": "", "segment": 0, "text": _said_again(again)})
    yield {"done": done, "total": done, "claims": claims}, b""
    return {"notes": notes, "read": len(seen)}, b""


def _said_again(count: int) -> str:
    claims = "1 claim stands" if count == 1 else f"{count:,} claims stand"
    return f"{claims} in these files more than once, word for word; each is listed once."


def _listed(claim: reading.Claim, claim_list: ClaimList, file: str) -> dict[str, Any]:
    found = reading.denied(claim)
    filled = reading.fill(claim)
    fields = {name: answer for name, (answer, _) in filled.items()}
    kind = reading.kind_of(found)
    counted = [one for one in found if one.necessity or kind == "denial"]
    return claim_list.item(
        fields,
        kind=kind,
        amount=sum((one.adjustment.amount for one in counted), Decimal(0)),
        origins={name: f"the remittance: {origin}" for name, (_, origin) in filled.items()},
        file=file,
        segment=claim.segment,
        account=claim.account,
    )
