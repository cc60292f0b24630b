"""From segments to claims.

An 835 is read as it comes, claim by claim. What is damaged is named and the rest is kept: an amount
or a day that cannot be read is a note, and the claim goes on without it. Reversals (CLP02 is 22),
predeterminations (25) and provider-level adjustments (PLB) are no denials: they are left out, and
said to be. A reversal is named too, for what it takes back.

Source: X12 005010X221A1 (`x12-835`), loops 1000A to 2110.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from m1appeals.errors import UserMistake
from m1appeals.remittance.envelope import Segment, segments
from m1appeals.remittance.records import (
    Adjustment,
    Claim,
    Note,
    Pause,
    Payment,
    Person,
    Reversal,
    ServiceLine,
)

__all__ = ["read"]

_ENDS_A_CLAIM = ("CLP", "PLB", "SE", "ST")
_REVERSAL = "22"
_PREDETERMINATION = "25"
_OTHER_NUMBERS = ("34", "FI")
"""NM108 of numbers that are no member ID: of the Social Security, and of a tax payer."""
_NOTHING = Decimal(0)
_KINDS = {
    "837": "an 837: claims on their way to the payer",
    "277": "a 277: the status of claims",
    "271": "a 271: eligibility",
    "999": "a 999: the receipt of a file",
    "997": "a 997: the receipt of a file",
    "820": "an 820: payments of premiums",
}
_NOTES_AT_MOST = 200
"""A file that is damaged throughout is not named segment by segment."""
_PAUSE_EVERY = 20_000
"""Segments. A file may have many between two claims."""


def read(content: bytes) -> Iterator[Claim | Reversal | Note | Pause]:
    """Give the claims of a file in its order, and a note for whatever could not be read.

    Now and then it gives a `Pause`, however few claims there are.

    Raises `UserMistake` where the file is no 835 at all; the text says what it is.
    """
    reader = _Reader()
    noted = 0
    for count, segment in enumerate(segments(content), 1):
        for found in [segment] if isinstance(segment, Note) else reader.take(segment):
            noted += isinstance(found, Note)
            if isinstance(found, Note) and noted > _NOTES_AT_MOST:
                continue
            yield found
        if count % _PAUSE_EVERY == 0:
            yield Pause()
    yield from reader.end()
    if noted > _NOTES_AT_MOST:
        yield Note(segment=0, text=f"{noted - _NOTES_AT_MOST} more segments could not be read.")


_Made = dict[str, Any]


class _Reader:
    """The claims of one file, from segment to segment."""

    def __init__(self) -> None:
        # Records in the making, by attribute: a record made again for each segment takes long.
        self._payment: _Made = {}
        self._closed_payment: Payment | None = None
        self._claim: _Made | None = None
        self._line: _Made | None = None
        self._party = ""
        """Whose N3 and N4 come next: PR, PE or another."""
        self._is_835 = True
        self._seen: set[str] = set()
        self._reversals = 0
        self._predeterminations = 0
        self._provider_level = 0
        self._notes: list[Note] = []

    def take(self, segment: Segment) -> list[Claim | Reversal | Note]:
        """Take the next segment; give the claim that it ends, and what is wrong with it."""
        name = segment.values[0]
        given: list[Claim | Reversal | Note] = []
        if name in _ENDS_A_CLAIM:
            given += self._close()
        if name == "ST":
            self._begin_transaction(segment)
        elif self._is_835:
            self._read(segment)
        if self._notes:
            given += self._notes
            self._notes.clear()
        return given

    def end(self) -> Iterator[Claim | Reversal | Note]:
        """Give the last claim, and what was left out of the whole file."""
        yield from self._close()
        if self._seen and "835" not in self._seen:
            kind = sorted(self._seen)[0]
            what = _KINDS.get(kind, f"a transaction {kind}")
            raise UserMistake(f"This is {what}. Choose the 835 (ERA) of the same claims.")
        for kind in sorted(self._seen - {"835"}):
            what = _KINDS.get(kind, f"a transaction {kind}")
            yield Note(segment=0, text=f"Part of the file is {what}; it was left out.")
        if self._reversals:
            yield Note(segment=0, text=f"{_counted(self._reversals, 'reversal')} left out.")
        if self._predeterminations:
            count = _counted(self._predeterminations, "predetermination")
            yield Note(segment=0, text=f"{count} left out: nothing was billed yet.")
        if self._provider_level:
            count = _counted(self._provider_level, "provider-level adjustment")
            yield Note(segment=0, text=f"{count} left out: PLB belongs to no claim.")

    def _begin_transaction(self, segment: Segment) -> None:
        self._seen.add(segment.get(1))
        self._is_835 = segment.get(1) == "835"
        self._payment, self._closed_payment = {}, None
        self._party = ""

    def _read(self, segment: Segment) -> None:
        if take := _TAKES.get(segment.values[0]):
            if not self._seen and segment.name == "CLP":
                self._seen.add("835")
                self._note(segment, "The transaction has no beginning (ST); its claims were kept.")
            take(self, segment)

    def _close(self) -> Iterator[Claim | Reversal]:
        """Give the claim that has come to its end."""
        self._close_line()
        if self._claim and self._claim["status"] == _REVERSAL:
            self._reversals += 1
            yield Reversal(account=self._claim["account"], number=self._claim["number"])
        elif self._claim and self._claim["status"] == _PREDETERMINATION:
            self._predeterminations += 1
        elif self._claim:
            yield Claim(**_closed(self._claim), payment=self._payment_record())
        self._claim = None

    def _payment_record(self) -> Payment:
        if self._closed_payment is None:
            self._closed_payment = Payment(**_closed(dict(self._payment)))
        return self._closed_payment

    def _close_line(self) -> None:
        if self._claim and self._line:
            self._claim["lines"].append(ServiceLine(**_closed(self._line)))
        self._line = None

    def _note(self, segment: Segment, text: str) -> None:
        self._notes.append(Note(segment=segment.number, text=text))

    # What each segment says. In the order of the guide.

    def _bpr(self, segment: Segment) -> None:
        if day := self._day(segment, 16):
            self._dated(day, "BPR16")

    def _dated(self, day: date, origin: str) -> None:
        if "date" not in self._payment or day <= self._payment["date"]:
            self._payment |= {"date": day, "date_from": origin}

    def _trn(self, segment: Segment) -> None:
        self._payment["trace"] = segment.get(2)

    def _n1(self, segment: Segment) -> None:
        self._party = segment.get(1)
        if self._party == "PR":
            self._payment["payer"] = segment.get(2)
        elif self._party == "PE":
            npi = segment.get(4) if segment.get(3) == "XX" else ""
            self._payment |= {"practice": segment.get(2), "practice_npi": npi}

    def _n3(self, segment: Segment) -> None:
        self._add_address(*filter(None, (segment.get(1), segment.get(2))))

    def _n4(self, segment: Segment) -> None:
        city = ", ".join(filter(None, (segment.get(1), segment.get(2))))
        if place := f"{city} {_zip_code(segment.get(3))}".strip():
            self._add_address(place)

    def _add_address(self, *lines: str) -> None:
        whose = {"PR": "payer_address", "PE": "practice_address"}.get(self._party)
        if whose and not self._claim:
            self._payment.setdefault(whose, []).extend(lines)

    def _clp(self, segment: Segment) -> None:
        self._party = ""
        self._claim = {
            "segment": segment.number,
            "account": segment.get(1),
            "status": segment.get(2),
            "charge": self._amount(segment, 3),
            "paid": self._amount(segment, 4),
            "filing": segment.get(6),
            "number": segment.get(7),
            "adjustments": [],
            "remarks": [],
            "policies": [],
            "lines": [],
        }

    def _nm1(self, segment: Segment) -> None:
        if not self._claim:
            return
        role = {"QC": "patient", "IL": "subscriber", "74": "corrected"}.get(segment.get(1))
        if role:
            self._claim[role] = Person(
                last=segment.get(3),
                first=segment.get(4),
                middle=segment.get(5),
                suffix=segment.get(7),
                id=segment.get(9) if segment.get(8) not in _OTHER_NUMBERS else "",
                entity=segment.get(2),
            )

    def _moa(self, segment: Segment) -> None:
        self._add_remarks(segment.get(index) for index in range(3, 8))

    def _mia(self, segment: Segment) -> None:
        self._add_remarks(segment.get(index) for index in (5, 20, 21, 22, 23))

    def _lq(self, segment: Segment) -> None:
        if segment.get(1) == "HE":
            self._add_remarks([segment.get(2)])

    def _add_remarks(self, codes: Iterator[str] | list[str]) -> None:
        if within := self._line or self._claim:
            within["remarks"] += [code.upper() for code in codes if code]

    def _cas(self, segment: Segment) -> None:
        within = self._line or self._claim
        if within is None:
            return
        within["adjustments"] += [
            Adjustment(
                group=segment.get(1).upper(),
                reason=segment.get(index).upper().lstrip("0"),
                amount=self._amount(segment, index + 1),
            )
            for index in range(2, min(len(segment.values), 20), 3)
            if segment.get(index)
        ]

    def _ref(self, segment: Segment) -> None:
        kind, value = segment.get(1), segment.get(2)
        if not value or not self._claim:
            return
        if kind == "0K":
            (self._line or self._claim)["policies"].append(value)
        elif kind == "G1":
            (self._line or self._claim)["authorization"] = value

    def _dtm(self, segment: Segment) -> None:
        day = self._day(segment, 2)
        if day is None:
            return
        kind = segment.get(1)
        if self._line:
            self._line |= {_LINE_DAYS[kind]: day} if kind in _LINE_DAYS else {}
        elif self._claim:
            self._claim |= {_CLAIM_DAYS[kind]: day} if kind in _CLAIM_DAYS else {}
        elif kind == "405":
            self._dated(day, "DTM*405")

    def _svc(self, segment: Segment) -> None:
        self._close_line()
        billed = bool(segment.get(6).strip())
        kind, code, *modifiers = [*_procedure(segment, 6 if billed else 1), "", ""]
        self._line = {
            "billed": billed,
            "procedure": code.strip().upper(),
            "kind": kind.strip().upper(),
            "modifiers": [part.strip().upper() for part in modifiers[:4] if part.strip()],
            "charge": self._amount(segment, 2),
            "paid": self._amount(segment, 3),
            "adjustments": [],
            "remarks": [],
            "policies": [],
        }

    def _plb(self, segment: Segment) -> None:
        self._provider_level += len([v for v in segment.values[3::2] if v.strip()])

    def _amount(self, segment: Segment, index: int) -> Decimal:
        text = segment.get(index)
        if not text:
            return _NOTHING
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = None
        if amount is None or not amount.is_finite() or abs(amount) >= 10**10:
            self._note(segment, f"{_name(segment, index)} is no amount; it counts as nothing.")
            return _NOTHING
        return amount

    def _day(self, segment: Segment, index: int) -> date | None:
        text = segment.get(index)
        if not text:
            return None
        try:
            if len(text) != 8 or not text.isascii() or not text.isdigit():
                raise ValueError
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError:
            self._note(segment, f"{_name(segment, index)} is no day; it was left out.")
            return None


_TAKES: dict[str, Callable[[_Reader, Segment], None]] = {
    "BPR": _Reader._bpr,
    "TRN": _Reader._trn,
    "N1": _Reader._n1,
    "N3": _Reader._n3,
    "N4": _Reader._n4,
    "CLP": _Reader._clp,
    "CAS": _Reader._cas,
    "NM1": _Reader._nm1,
    "MIA": _Reader._mia,
    "MOA": _Reader._moa,
    "REF": _Reader._ref,
    "DTM": _Reader._dtm,
    "SVC": _Reader._svc,
    "LQ": _Reader._lq,
    "PLB": _Reader._plb,
}


_LINE_DAYS = {"472": "first_day", "150": "first_day", "151": "last_day"}
_CLAIM_DAYS = {"232": "first_day", "233": "last_day"}


def _closed(made: _Made) -> _Made:
    """Give the attributes of a record; a code or policy that is named twice stands there once."""
    for name, value in made.items():
        if type(value) is list:
            made[name] = tuple(dict.fromkeys(value) if name in _ONCE else value)
    return made


_ONCE = ("remarks", "policies")


def _procedure(segment: Segment, index: int) -> list[str]:
    """Give the parts of SVC01 or SVC06. Some files part them by another sign than ISA16 says."""
    parts = segment.parts(index)
    other = parts[0][2:3]
    if len(parts) == 1 and other and not other.isalnum():
        return parts[0].split(other)
    return parts


def _name(segment: Segment, index: int) -> str:
    """Name an element as the guide does: CLP03."""
    return f"{segment.name}{index:02}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what} was" if number == 1 else f"{number} {what}s were"


def _zip_code(text: str) -> str:
    """Write a ZIP code of nine digits with its hyphen."""
    return f"{text[:5]}-{text[5:]}" if len(text) == 9 and text.isdigit() else text
