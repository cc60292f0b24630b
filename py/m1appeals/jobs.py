"""What takes long: jobs, each in steps between which the page is answered, and can cancel.

job         payload and files        parts besides {done, total}; answer
remittance  {today, names}, 835s     {claims}; {notes, read}: see `_remittance`

This module comes with the library: with what remittances and packets need, and letters do not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from m1appeals import remittance
from m1appeals.claim_list import ClaimList, cents
from m1appeals.errors import UserMistake
from m1appeals.shapes import Steps

__all__ = ["JOBS"]

Tables = Mapping[str, Any]
"""The tables of data that have arrived: see `browser`."""


def _remittance(payload: Mapping[str, Any], files: list[bytes], _: Tables) -> Steps:
    """Read 835 files. A claim is {file, segment, account, charge, paid, remarks, fields, origins}
    and all of `Listed`; a note is {file, segment, text}.
    """
    claim_list = ClaimList(date.fromisoformat(payload["today"]))
    total = sum(content.count(b"CLP") for content in files)
    notes: list[dict[str, Any]] = []
    seen: set[remittance.Claim] = set()
    claims: list[dict[str, Any]] = []
    done = again = 0
    for name, content in zip(payload["names"], files, strict=True):
        try:
            for found in remittance.read(content):
                if isinstance(found, remittance.Note):
                    notes.append({"file": name, **asdict(found)})
                    continue
                done += 1
                anywhere = replace(found, segment=0)
                if anywhere in seen:
                    again += 1
                    continue
                seen.add(anywhere)
                claims.append({"file": name, **_listed_claim(found, claim_list)})
                if len(claims) == _CLAIMS_AT_ONCE:
                    yield {"done": done, "total": total, "claims": claims}, b""
                    claims = []
        except UserMistake as mistake:
            notes.append({"file": name, "segment": 0, "text": str(mistake)})
    if again:
        notes.append({"file": "", "segment": 0, "text": _said_again(again)})
    yield {"done": done, "total": total, "claims": claims}, b""
    return {"notes": notes, "read": len(seen)}, b""


_CLAIMS_AT_ONCE = 250


def _said_again(count: int) -> str:
    claims = "1 claim stands" if count == 1 else f"{count} claims stand"
    return f"{claims} in these files more than once, word for word; each is listed once."


def _listed_claim(claim: remittance.Claim, claim_list: ClaimList) -> dict[str, Any]:
    found = remittance.denied(claim)
    filled = remittance.fill(claim)
    fields = {name: answer for name, (answer, _) in filled.items()}
    kind = remittance.kind_of(found)
    counted = [one for one in found if one.necessity or kind == "denial"]
    amount = sum((one.adjustment.amount for one in counted), Decimal(0))
    return {
        "segment": claim.segment,
        "account": claim.account,
        "charge": cents(claim.charge),
        "paid": cents(claim.paid),
        **asdict(claim_list.look(fields, kind=kind, amount=amount)),
        "fields": fields,
        "origins": {name: f"the remittance: {origin}" for name, (_, origin) in filled.items()},
    }


JOBS: dict[str, Callable[[Mapping[str, Any], list[bytes], Tables], Steps]] = {
    "remittance": _remittance,
}
"""Each job by its name."""
