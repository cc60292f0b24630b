"""Which door? From what the remittance shows and a few answers to what can be done about a denial.

The rules are in `rules/triage.toml`, the doors in `rules/doors.toml`. The first rule that fits
leads; the doors of later ones are named beside it. Codes that are in no table are named and decide
nothing: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date

from m1appeals import dates, denial_codes, rules
from m1appeals.deadlines import Deadline, last_day
from m1appeals.fields import Value, list_of, text_of
from m1appeals.routes import ROUTES, Route, payer_kind_of, route_of

__all__ = [
    "DOORS",
    "QUESTIONS",
    "RULES",
    "Case",
    "Conditions",
    "Door",
    "Rule",
    "Triage",
    "asked",
    "case_of",
    "find_door",
    "leads_to",
]

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
    dated: bool = True
    """Whether the last day to appeal matters behind this door."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A denial, as far as it matters here."""

    payer_kind: str
    codes: frozenset[str]
    """Reason and remark codes without group codes, in capitals."""
    remarks: frozenset[str] = frozenset()
    """Those of them that stand among the remark codes."""
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

    @property
    def national_m1(self) -> bool:
        """Whether M1 is a remark code, which is about an x-ray, and no payer's label."""
        return "M1" in self.remarks and "necess" not in self.words


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
    texts = (text_of(values, "denial_code"), *list_of(values, "remark_codes"))
    codes = [code for text in texts for code in denial_codes.split(text)]
    groups = [code for code in codes if denial_codes.find(code, "group")]
    payer_kind = payer_kind_of(values)
    return Case(
        payer_kind=payer_kind,
        codes=frozenset(codes) - frozenset(groups),
        remarks=frozenset(
            code for text in list_of(values, "remark_codes") for code in denial_codes.split(text)
        ),
        group=groups[0] if groups else text_of(values, "group_code"),
        words=text_of(values, "denial_text").lower(),
        modifiers=frozenset(
            part for code in list_of(values, "procedure_codes") for part in code.split("-")[1:]
        ),
        answers={name: text_of(values, name) for name in QUESTIONS},
        has_authorization=bool(values["authorization_number"]),
        chosen_route=text_of(values, "route"),
    )


def find_door(values: Mapping[str, Value], *, today: date) -> Triage:
    """Find the door for a set of answers, as `read_answers` gives them."""
    case = case_of(values)
    fits = [*_fitting(case), _NOTHING_FITS]
    route = case.route
    if fits[0].door == "next_level" and route.next:
        route = ROUTES[route.next]
    time = last_day(values, today=today, route=route)
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
    payer_kind = payer_kind_of(values)
    letters = [r for r in ROUTES.values() if r.letter and r.payer_kind == payer_kind]
    matters = {
        "route": len(letters) > 1,
        "abn": _decides("abn", payer_kind),
        "new_facts": _decides("new_facts", payer_kind),
        "in_network": "route_in_network" in rules.load("payer_kinds")[payer_kind],
    }
    return tuple(name for name, is_so in matters.items() if is_so)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """A set of conditions; one that is empty always holds. What each asks is in the table."""

    codes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    words: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()

    def hold(self, case: Case) -> bool:
        """Tell whether every one holds in a case."""
        return (
            _one_of(self.codes, case.codes)
            and _one_of(self.beside, case.codes)
            and _one_of(self.group, {case.group})
            and _one_of(self.modifiers, case.modifiers)
            and _one_of(self.payers, {case.payer_kind})
            and re.search(self.words, case.words) is not None
            and all(
                case.answers[name] in ((answer,) if answer else _OPEN)
                for name, answer in self.answers.items()
            )
            and all(getattr(case, name) for name in self.facts)
        )


def _one_of(wanted: tuple[str, ...], there: Set[str]) -> bool:
    return not wanted or not there.isdisjoint(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Leads to a door wherever one set of its conditions holds."""

    door: str
    why: str
    when: tuple[Conditions, ...]
    sources: tuple[str, ...]


RULES: Mapping[str, Rule] = rules.read("triage", Rule)
"""Every rule by its id, in the order in which they lead."""

_NOTHING_FITS = Rule(
    door="ask",
    why="No code entered so far says what the payer decided.",
    when=(),
    sources=("x12-carc", "x12-rarc"),
)


def _fitting(case: Case) -> Iterator[Rule]:
    return (rule for rule in RULES.values() if any(when.hold(case) for when in rule.when))


def _too_late(time: Deadline) -> Rule:
    return Rule(
        door="too_late",
        why=f"The last day was {dates.long(time.latest)}." if time.latest else "",
        when=(),
        sources=time.sources,
    )


def _one_for_each_door(fits: Iterable[Rule]) -> list[Rule]:
    """Keep the first rule of each door."""
    first: dict[str, Rule] = {}
    for rule in fits:
        first.setdefault(rule.door, rule)
    return list(first.values())


def _matters(question: str, case: Case) -> bool:
    """Tell whether a question is open and one of its answers would lead to another door."""
    if case.answers[question] not in _OPEN:
        return False
    leads = {leads_to(replace(case, answers={**case.answers, question: a})) for a in ("yes", "no")}
    return leads != {leads_to(case)}


def _decides(question: str, payer_kind: str) -> bool:
    """Tell whether a rule for this kind of payer looks at a question."""
    conditions = (when for rule in RULES.values() for when in rule.when)
    return any(
        question in when.answers and _one_of(when.payers, {payer_kind}) for when in conditions
    )


def leads_to(case: Case) -> tuple[str, str]:
    """Give the ids of the door to which a case leads by itself, and of its route."""
    return next(_fitting(case), _NOTHING_FITS).door, case.route.id


def _causes(case: Case) -> tuple[str, ...]:
    """Give the causes that the codes point to, in the order of the form."""
    found = {code.cause for text in case.codes if (code := denial_codes.find(text))}
    return tuple(id_ for id_ in rules.load("causes") if id_ in found)
