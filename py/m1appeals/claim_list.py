"""What a list of claims shows of each: denied or not, which door, how much, how long.

A claim comes from a remittance or a worklist, as the fields of a letter that it fills. Door and
last day come from the same rules as in the form. Many claims of a list are alike in all that these
look at, so each combination is looked at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from m1appeals import denial_codes
from m1appeals.deadlines import in_words
from m1appeals.fields import Raw
from m1appeals.letter_fields import FIELDS
from m1appeals.triage import Triage, find_door
from m1appeals.validation import read_answers

__all__ = ["ClaimList", "Kind", "Listed", "cents", "kind_of_codes", "last_day_of"]

Kind = Literal["necessity", "denial", "other"]
"""Denied for want of medical necessity or what comes with it; denied otherwise; not denied."""

_LOOKED_AT = tuple(name for name, field in FIELDS.items() if field.triage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A claim as a list shows it; what is in its fields is not here again."""

    kind: Kind
    amount: int
    """At stake, in cents."""
    door: str
    """The door's id; nothing where the claim was not denied."""
    title: str
    """What the door is called."""
    target: str
    """The last day that counts today, as an ISO date; nothing where none is known."""
    day: str
    """The same in words, or why there is none."""
    days_left: int | None
    """None where no last day is known."""


class ClaimList:
    """Looks at claims, one by one, on one day."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._known: dict[tuple[object, ...], Triage] = {}

    def item(
        self,
        fields: Mapping[str, Raw],
        *,
        kind: Kind,
        amount: Decimal,
        origins: Mapping[str, str],
        **where: object,
    ) -> dict[str, object]:
        """Give a claim as the page has it; `where` is its file, and where it is in there."""
        listed = asdict(self.look(fields, kind=kind, amount=amount))
        return {**where, **listed, "fields": fields, "origins": origins}

    def look(self, fields: Mapping[str, Raw], *, kind: Kind, amount: Decimal) -> Listed:
        """Give what a list shows of a claim whose letter would have these fields."""
        if kind == "other":
            return Listed(
                kind=kind,
                amount=cents(amount),
                door="",
                title="",
                target="",
                day="",
                days_left=None,
            )
        triage = self._triage(fields)
        day, said = last_day_of(triage)
        return Listed(
            kind=kind,
            amount=cents(amount),
            door=triage.door.id,
            title=triage.door.short,
            target=day.isoformat() if day else "",
            day=said,
            days_left=triage.deadline.days_left if day else None,
        )

    def _triage(self, fields: Mapping[str, Raw]) -> Triage:
        looked = {name: fields.get(name, "") for name in _LOOKED_AT}
        looked["authorization_number"] = "known" if fields.get("authorization_number") else ""
        looked["procedure_codes"] = _modified(looked["procedure_codes"])
        key = tuple(value if isinstance(value, str) else tuple(value) for value in looked.values())
        if key not in self._known:
            values = read_answers(looked, today=self._today).values
            self._known[key] = find_door(values, today=self._today)
        return self._known[key]


def last_day_of(triage: Triage) -> tuple[date | None, str]:
    """Give the last day that a file can tell, and how a list says it."""
    if not triage.door.dated:
        return None, "no appeal"
    if triage.door.id == "next_level":
        return None, "the date of the decision is needed"
    said = in_words(triage.deadline)
    if triage.deadline.day and "in_network" in triage.ask:
        said += " without a contract"
    return triage.deadline.day, said


def kind_of_codes(text: str) -> Kind:
    """Tell from denial and remark codes as they were typed which kind of denial it is."""
    return "necessity" if denial_codes.is_necessity(denial_codes.split(text)) else "denial"


def cents(amount: Decimal) -> int:
    """Give dollars as whole cents, rounded."""
    return int((amount * 100).to_integral_value())


def _modified(codes: Raw) -> str:
    """Keep the codes that have modifiers: nothing else of them decides."""
    text = codes if isinstance(codes, str) else ", ".join(codes)
    return ", ".join(sorted(part for part in text.split(", ") if "-" in part))
