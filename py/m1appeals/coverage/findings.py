"""What the articles that name a procedure list of the diagnoses on a claim, in words.

Each article is answered for itself, because each holds in other states. A diagnosis that an article
does not list comes with those near it that it does: of the same three characters, the most alike
first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from m1appeals import dates
from m1appeals.coverage.table import Record, Table
from m1appeals.identifiers import icd10cm
from m1appeals.identifiers import procedure as procedures

__all__ = ["NO_GUARANTEE", "Coverage", "Finding", "Listed", "Listing", "to_json"]

NO_GUARANTEE = (
    "No list is a guarantee. Which diagnoses go with which procedure, and what else must be true, "
    "is in the article's text: read it."
)
ADDRESS = "https://www.cms.gov/medicare-coverage-database/view/article.aspx?articleid={}"
"""Shows the version that is in force."""

NEAR = 8
"""How many codes near a diagnosis are named."""

STARRED = " It carries an asterisk there: the article says what else it needs."

MANY = 12
"""A line that names an article counts its states where there are more of them."""

Listing = Literal["covered", "noncovered", "both", "unlisted", "no_list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What one article lists of one diagnosis."""

    code: str
    listing: Listing
    groups: tuple[int, ...]
    """The numbers of the groups of covered diagnoses that have it."""
    starred: bool
    """It carries an asterisk there."""
    near: tuple[str, ...]
    """Covered codes of the same category, the most alike first; at most `NEAR`."""
    more: int
    """How many of them there are besides."""
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one article says of a procedure and the diagnoses with it."""

    article: str
    """Such as A56789."""
    lcds: tuple[str, ...]
    title: str
    label: str
    """Article, LCDs, contractors and states, in a line."""
    address: str
    contractors: tuple[str, ...]
    states: tuple[str, ...]
    start: date | None
    end: date | None
    in_force: bool | None
    """On the day that was asked for; None where none was, or the article gives no dates."""
    notes: tuple[str, ...]
    """What to know of the article: its dates, its groups."""
    diagnoses: tuple[Listed, ...]


class Coverage:
    """A coverage table."""

    def __init__(self, table: Table) -> None:
        """Answer from this table."""
        self._table = table

    @classmethod
    def read(cls, data: bytes | bytearray | memoryview) -> Coverage:
        """Read the bytes of a table, gzip'd or not; raise `Defect` if they are none."""
        return cls(Table(data))

    @property
    def day(self) -> date:
        """The day of the download that the table was made from."""
        return self._table.day

    def look_up(
        self, procedure: str, diagnoses: Iterable[str], on: date | None = None
    ) -> tuple[Finding, ...]:
        """Say what each article that names a procedure lists of the diagnoses.

        Modifiers are left aside. `on` is the date of service. Articles in force that day come
        first. Nothing is found where no article names the procedure: that says nothing about
        whether it is covered.
        """
        code = procedures.compact(procedure)[:5]
        claimed = [icd10cm.compact(diagnosis) for diagnosis in diagnoses]
        found = [self._finding(record, code, claimed, on) for record in self._table.articles(code)]
        return tuple(sorted(found, key=lambda finding: finding.in_force is False))

    def _finding(
        self, record: Record, procedure: str, diagnoses: Sequence[str], on: date | None
    ) -> Finding:
        article = f"A{record.id}"
        lcds = tuple(f"L{lcd}" for lcd in record.lcds)
        return Finding(
            article=article,
            lcds=lcds,
            title=record.title,
            label=_label(article, lcds, record),
            address=ADDRESS.format(record.id),
            contractors=record.contractors,
            states=record.states,
            start=record.start,
            end=record.end,
            in_force=_in_force(record, on),
            notes=tuple(_notes(record, procedure, on)),
            diagnoses=tuple(self._listed(record, code) for code in diagnoses),
        )

    def _listed(self, record: Record, code: str) -> Listed:
        place = self._table.place(code.replace(".", ""))
        covered: list[int] = []
        starred = noncovered = False
        if place is not None:
            for number, list_, stars in record.covered:
                if self._table.holds(list_, place):
                    covered.append(number)
                    starred = starred or self._table.holds(stars, place)
            noncovered = any(self._table.holds(list_, place) for _, list_, _ in record.noncovered)
        near = [] if covered else self._near(record, code)
        listing = _listing(record, bool(covered), noncovered)
        return Listed(
            code=code,
            listing=listing,
            groups=tuple(covered),
            starred=starred,
            near=tuple(near[:NEAR]),
            more=len(near[NEAR:]),
            message=_message(
                code, listing, groups=covered if len(record.covered) > 1 else (), near=near
            )
            + (STARRED if starred else ""),
        )

    def _near(self, record: Record, code: str) -> list[str]:
        """Give what is covered of a diagnosis' category, the most alike first."""
        plain = code.replace(".", "")
        category = self._table.begin_with(plain[:3])
        places = {
            place for _, list_, _ in record.covered for place in self._table.within(list_, category)
        }
        codes = [self._table.diagnosis(place) for place in sorted(places)]
        codes.sort(key=lambda other: -_alike(plain, other))
        return [icd10cm.compact(other) for other in codes]


def to_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Give findings as the page takes them: dates as ISO texts."""
    return [
        {
            **asdict(finding),
            "start": finding.start and finding.start.isoformat(),
            "end": finding.end and finding.end.isoformat(),
        }
        for finding in findings
    ]


def _listing(record: Record, covered: bool, noncovered: bool) -> Listing:
    if covered:
        return "both" if noncovered else "covered"
    if noncovered:
        return "noncovered"
    return "unlisted" if record.covered else "no_list"


def _message(code: str, listing: Listing, *, groups: Sequence[int], near: Sequence[str]) -> str:
    plural = "s" if len(groups) > 1 else ""
    of = f" of group{plural} {' and '.join(map(str, groups))}" if groups else ""
    match listing:
        case "covered":
            return f"{code} is among the covered diagnoses{of}."
        case "both":
            return (
                f"{code} is among the covered diagnoses{of} and among those listed as not "
                "supporting medical necessity. The article's text says when."
            )
        case "no_list":
            return f"The article lists no covered diagnoses; its text may deal with {code}."
        case "noncovered":
            said = f"{code} is among the diagnoses listed as not supporting medical necessity."
        case "unlisted":
            said = f"{code} is not among the covered diagnoses."
    if not near:
        return f"{said} No code of {code[:3]} is covered."
    more = f" and {len(near) - NEAR} more" if len(near) > NEAR else ""
    return f"{said} Covered codes near it: {', '.join(near[:NEAR])}{more}."


def _label(article: str, lcds: Sequence[str], record: Record) -> str:
    where = ", ".join(record.states) or "states not given"
    if len(record.states) > MANY:
        where = f"{len(record.states)} states and territories"
    who = ", ".join(record.contractors) or "contractor not given"
    return f"{' / '.join([article, *lcds])} ({who}; {where})"


def _notes(record: Record, procedure: str, on: date | None) -> Iterator[str]:
    if on is not None and record.start is not None and on < record.start:
        yield (
            f"This version is in force from {dates.long(record.start)}, after the date of service. "
            "An earlier one may have listed other diagnoses."
        )
    if on is not None and record.end is not None and on > record.end:
        yield f"It ended on {dates.long(record.end)}, before the date of service."
    elif record.end is not None:
        yield f"It ends on {dates.long(record.end)}."
    if len(record.covered) > 1:
        yield (
            f"It has {len(record.covered)} groups of covered diagnoses. "
            f"Its text says which of them go with {procedure}."
        )


def _in_force(record: Record, on: date | None) -> bool | None:
    if on is None or (record.start is None and record.end is None):
        return None
    return (record.start or on) <= on <= (record.end or on)


def _alike(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
