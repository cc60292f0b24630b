"""Which door? From what the remittance shows and a few answers to what can be done about a denial.

The rules are in `rules/triage.toml`, the doors in `rules/doors.toml`. The first rule that fits
leads; the doors of later ones are named beside it. Codes that are in no table are named and decide
nothing: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from m1appeals import dates, denial_codes, rules
from m1appeals.deadlines import Deadline, deadline
from m1appeals.fields import Value
from m1appeals.routes import ROUTES, Route, route_of

__all__ = ["DOORS", "QUESTIONS", "Case", "Door", "Triage", "asked", "case_of", "find_door"]

QUESTIONS = (
    "diagnosis_missing",
    "level_used",
    "records_requested",
    "abn",
    "new_facts",
    "in_network",
)
"""The fields that are asked for triage only: each is yes, no or unsure."""

_OPEN = ("", "unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Something that can be done about a denial."""

    id: str
    title: str
    short: str
    why: str
    do: tuple[str, ...]
    gather: tuple[str, ...]
    letter: bool
    """Whether a letter of this site fits this door."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A denial, as far as it matters here."""

    payer_kind: str
    codes: frozenset[str]
    """Reason and remark codes without group codes, in capitals."""
    group: str
    """CO, PR, OA, PI, or nothing where it is not known."""
    words: str
    """What the remittance says beside the code, in lower case."""
    modifiers: frozenset[str]
    answers: Mapping[str, str]
    has_authorization: bool
    chosen_route: str
    """The route that was chosen, or nothing for the first appeal."""

    @property
    def route(self) -> Route:
        """The route of the letter."""
        return route_of(
            payer_kind=self.payer_kind,
            chosen=self.chosen_route,
            in_network=self.answers["in_network"],
        )

    @property
    def at_first_level(self) -> bool:
        """Whether the letter would be the first appeal."""
        return self.route.level <= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """What can be done about a denial, and why."""

    door: Door
    why: str
    """Why this door, in this case."""
    route: Route
    deadline: Deadline
    also: tuple[tuple[Door, str], ...]
    """Other doors that fit, each with its reason."""
    ask: tuple[str, ...]
    """Questions without an answer that could lead to another door, by field name."""
    unknown: tuple[str, ...]
    """Codes that are in no table of ours."""
    causes: tuple[str, ...]
    """The causes that the codes point to, by id."""
    sources: tuple[str, ...]


DOORS: Mapping[str, Door] = rules.read("doors", Door)
"""Every door by its id."""


def case_of(values: Mapping[str, Value]) -> Case:
    """Give what a set of answers says of a denial."""
    texts = (_text(values, "denial_code"), *_list(values, "remark_codes"))
    codes = [code for text in texts for code in denial_codes.split(text)]
    groups = [code for code in codes if denial_codes.find(code, "group")]
    payer_kind = _text(values, "payer_kind") or "unsure"
    return Case(
        payer_kind=payer_kind,
        codes=frozenset(codes) - frozenset(groups),
        group=groups[0] if groups else _text(values, "group_code"),
        words=_text(values, "denial_text").lower(),
        modifiers=frozenset(
            part for code in _list(values, "procedure_codes") for part in code.split("-")[1:]
        ),
        answers={name: _text(values, name) for name in QUESTIONS},
        has_authorization=bool(values["authorization_number"]),
        chosen_route=_text(values, "route"),
    )


def find_door(values: Mapping[str, Value], *, today: date) -> Triage:
    """Find the door for a set of answers, as `read_answers` gives them."""
    case = case_of(values)
    fits = [*_fitting(case), _NOTHING_FITS]
    route = case.route
    if fits[0].door == "next_level" and route.next:
        route = ROUTES[route.next]
    time = deadline(
        route,
        notice=_past(values, "denial_date", today),
        received=_past(values, "received_date", today),
        today=today,
    )
    if time.late and DOORS[fits[0].door].letter:
        fits = [_too_late(time), *fits]
    lead, *others = _one_for_each_door(fits)
    return Triage(
        door=DOORS[lead.door],
        why=lead.why,
        route=route,
        deadline=time,
        also=tuple((DOORS[rule.door], rule.why) for rule in others if rule is not _NOTHING_FITS),
        ask=tuple(name for name in QUESTIONS if _matters(name, case)),
        unknown=tuple(sorted(code for code in case.codes if denial_codes.find(code) is None)),
        causes=_causes(case),
        sources=tuple(dict.fromkeys([*lead.sources, *DOORS[lead.door].sources])),
    )


def asked(values: Mapping[str, Value]) -> tuple[str, ...]:
    """Give the fields that matter only in some cases and do in this one."""
    payer_kind = _text(values, "payer_kind") or "unsure"
    letters = [r for r in ROUTES.values() if r.letter and r.payer_kind == payer_kind]
    matters = {
        "route": len(letters) > 1,
        "abn": payer_kind == "medicare",
        "new_facts": payer_kind == "medicare",
        "in_network": payer_kind == "medicare_advantage",
    }
    return tuple(name for name, is_so in matters.items() if is_so)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    door: str
    why: str
    when: tuple[Mapping[str, Any], ...]
    sources: tuple[str, ...]


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            door=entry["door"],
            why=entry["why"],
            when=tuple(entry["when"]),
            sources=tuple(entry["sources"]),
        )
        for entry in rules.load("triage").values()
    )


_NOTHING_FITS = _Rule(
    door="ask",
    why="No code entered so far says what the payer decided.",
    when=(),
    sources=("x12-carc", "x12-rarc"),
)


def _fitting(case: Case) -> Iterator[_Rule]:
    for rule in _rules():
        if any(_fits(conditions, case) for conditions in rule.when):
            yield rule


def _fits(conditions: Mapping[str, Any], case: Case) -> bool:
    return all(_CONDITIONS[name](wanted, case) for name, wanted in conditions.items())


_CONDITIONS: Mapping[str, Callable[[Any, Case], bool]] = {
    "codes": lambda wanted, case: not case.codes.isdisjoint(wanted),
    "with": lambda wanted, case: not case.codes.isdisjoint(wanted),
    "group": lambda wanted, case: case.group in wanted,
    "modifiers": lambda wanted, case: not case.modifiers.isdisjoint(wanted),
    "payers": lambda wanted, case: case.payer_kind in wanted,
    "words": lambda wanted, case: re.search(wanted, case.words) is not None,
    "answers": lambda wanted, case: all(
        case.answers[name] in ((answer,) if answer else _OPEN) for name, answer in wanted.items()
    ),
    "facts": lambda wanted, case: all(getattr(case, name) for name in wanted),
}


def _too_late(time: Deadline) -> _Rule:
    return _Rule(
        door="too_late",
        why=f"The last day was {dates.long(time.latest)}." if time.latest else "",
        when=(),
        sources=time.sources,
    )


def _one_for_each_door(fits: Iterable[_Rule]) -> list[_Rule]:
    """Keep the first rule of each door."""
    first: dict[str, _Rule] = {}
    for rule in fits:
        first.setdefault(rule.door, rule)
    return list(first.values())


def _matters(question: str, case: Case) -> bool:
    """Tell whether a question is open and one of its answers would lead to another door."""
    if case.answers[question] not in _OPEN:
        return False
    leads = {_lead(replace(case, answers={**case.answers, question: a})) for a in ("yes", "no")}
    return leads != {_lead(case)}


def _lead(case: Case) -> tuple[str, str]:
    return next(_fitting(case), _NOTHING_FITS).door, case.route.id


def _causes(case: Case) -> tuple[str, ...]:
    """Give the causes that the codes point to, in the order of the form."""
    found = {code.cause for text in case.codes if (code := denial_codes.find(text))}
    return tuple(id_ for id_ in rules.load("causes") if id_ in found)


def _text(values: Mapping[str, Value], name: str) -> str:
    value = values[name]
    return value if isinstance(value, str) else ""


def _list(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = values[name]
    return value if isinstance(value, tuple) else ()


def _past(values: Mapping[str, Value], name: str, today: date) -> date | None:
    """Give a day; one that is still to come is a mistake, and nothing is counted from it."""
    value = values[name]
    return value if isinstance(value, date) and value <= today else None
