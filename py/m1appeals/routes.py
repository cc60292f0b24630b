"""The ways to dispute a denial, read from `rules/routes.toml`.

A route says who decides, how long there is and from when it is counted, what the request has to
hold and what the letter says on that way. How a last day is counted is in `deadlines`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from m1appeals import rules
from m1appeals.fields import Value, text_of

__all__ = [
    "ROUTES", "Content", "Enclosure", "Route", "payer_kind_of", "route_for", "route_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Something that a request has to hold."""

    text: str
    fields: tuple[str, ...]
    """The fields of the letter that carry it."""
    sources: tuple[str, ...] = ()
    """The rule that names it; none where it is what reviewers need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """Something that a route needs enclosed."""

    id: str
    text: str
    """As the list of enclosures says it."""
    called: str = "remittance|notice|denial|determination|decision|EOB|explanation of benefits"
    """What it has to be called to count, as a pattern: any paper that tells the decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way to dispute a denial. An empty text means that there is none, or that none is known."""

    id: str
    label: str
    short: str
    payer_kind: str
    level: int
    """1 is the first appeal."""
    who: str
    counted_from: str
    """receipt, notice (the date on it), or ask: contract or state decides"""
    filed: str
    letter: bool
    """Whether this site writes the letter."""
    sources: tuple[str, ...]
    checked: str
    sure: str
    form: str = ""
    next: str = ""
    """The next level, by id."""
    late: str = ""
    """What may excuse lateness."""
    notes: tuple[str, ...] = ()
    days: int = 0
    latest_days: int = 0
    """A later day that a source names; `days` is then the target."""
    months: int = 0
    presumed_days: int = 0
    """After how many days from its date a notice counts as received."""
    from_date: bool = False
    """Whether the safe day is counted from the date on the notice, although its receipt counts."""
    rolls: bool = False
    """Whether a last day that is no business day moves to the next one."""
    weekend: str = ""
    """What is practice where the last day is no business day and no rule moves it."""
    elsewhere: str = ""
    """How long there is where another process takes the place of this one."""
    ask: str = ""
    """Whom to ask for the last day, where contract or state decides."""
    subject: str = ""
    """How the letter's subject begins; the claim number follows."""
    opening: str = ""
    """What the practice does, after its name; the claim number follows."""
    person: str = "Patient"
    number: str = "Patient ID"
    contents: tuple[Content, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    standing: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    amounts: dict[str, int] = field(default_factory=dict)
    """The least amount in controversy in dollars, by the year in which one files."""


ROUTES: Mapping[str, Route] = rules.read("routes", Route)
"""Every route by its id, in the order of the table."""


def route_of(*, payer_kind: str, chosen: str, in_network: str) -> Route:
    """Give the route of a letter: the one chosen, or the first appeal to this kind of payer.

    A choice that belongs to another kind of payer does not count. The first appeal to each kind is
    in `rules/payer_kinds.toml`. With a Medicare Advantage plan it depends on whether there is a
    contract (yes, no or unsure); as long as that is not known it is the one without, which alone
    has a last day by law.
    """
    if chosen and payer_kind in (ROUTES[chosen].payer_kind, "unsure"):
        return ROUTES[chosen]
    kind = rules.load("payer_kinds")[payer_kind]
    has_contract = in_network == "yes" and "route_in_network" in kind
    return ROUTES[kind["route_in_network" if has_contract else "route"]]


def payer_kind_of(values: Mapping[str, Value]) -> str:
    """Give the kind of payer in a set of answers, unsure where there is none."""
    return text_of(values, "payer_kind") or "unsure"


def route_for(values: Mapping[str, Value]) -> Route:
    """Give the route of the letter in a set of answers."""
    return route_of(
        payer_kind=payer_kind_of(values),
        chosen=text_of(values, "route"),
        in_network=text_of(values, "in_network"),
    )
