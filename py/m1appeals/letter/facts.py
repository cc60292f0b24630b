"""What a letter may say, worked out from the answers.

Templates test these names instead of values, so that every condition has a name and a reason here.
Nothing is assumed that was not answered. Which sentences a route has stands in `rules/routes.toml`,
the sentences themselves in `rules/arguments.toml`; one with a condition stands only where it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from m1appeals import dates, rules
from m1appeals.fields import Value, day_of, list_of, text_of
from m1appeals.identifiers import policy
from m1appeals.quotations import NO_EVIDENCE, Evidence, Quotation
from m1appeals.routes import Enclosure, Route, route_for

__all__ = ["Facts", "encloses", "facts_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The conditions that templates test."""

    route: Route
    """The way that this letter goes."""
    standing: tuple[str, ...]
    """Sentences on why the practice may ask, and with what."""
    law: tuple[str, ...]
    """The sentences of the legal basis."""
    requests: tuple[str, ...]
    """Sentences on what else is asked for."""
    has_several_days: bool
    """Whether the service went on for more than one day."""
    has_case: bool
    """Whether anything was said about the case: codes, a description, a summary or a quotation."""
    quotes: bool
    """Whether anything of the record is quoted."""
    quotes_findings: bool
    quotes_treatment: bool
    """Whether treatments are quoted that were tried before."""
    quotes_reasons: bool
    """Whether a clinician is quoted on why the service is needed."""
    quoted_notes: tuple[str, ...]
    """The notes that are quoted, each once: "Exhibit B, Progress note of March 4, 2026"."""
    leaves_words_out: bool
    """Whether a quotation is shortened."""
    answers_some: bool
    """Whether criteria of the policy are set beside what the record shows."""
    answers_all: bool
    """Whether that is done with every criterion that was named."""
    lacks_some: bool
    """Whether a criterion is known not to be documented."""


def facts_of(values: Mapping[str, Value], evidence: Evidence = NO_EVIDENCE) -> Facts:
    """Work out the facts of a set of answers and of what is quoted with them."""
    kinds = {one.kind for one in evidence.printed}
    answered = len(evidence.answers)
    route = route_for(values)
    first, last = values["service_date_from"], values["service_date_to"]
    return Facts(
        route=route,
        standing=_sentences(route.standing, route, values),
        law=_sentences(route.law, route, values),
        requests=_sentences(route.requests, route, values),
        has_several_days=isinstance(last, date) and last != first,
        has_case=any(
            values[name]
            for name in (
                "diagnosis_codes",
                "procedure_codes",
                "service_description",
                "clinical_summary",
            )
        )
        or bool(kinds),
        quotes=bool(kinds),
        quotes_findings="finding" in kinds,
        quotes_treatment="failed_treatment" in kinds,
        quotes_reasons="rationale" in kinds,
        quoted_notes=tuple(dict.fromkeys(_note(one) for one in evidence.printed)),
        leaves_words_out=any(one.is_cut for one in evidence.printed),
        answers_some=answered > 0,
        answers_all=0 < answered == len(evidence.criteria),
        lacks_some=any(one.state != "answered" for one in evidence.criteria),
    )


def _note(quoted: Quotation) -> str:
    exhibit = quoted.place.split(",")[0]
    day = dates.long(quoted.day) if quoted.day else ""
    if quoted.note:
        return f"{exhibit}, {quoted.note}{day and f' of {day}'}"
    return f"{exhibit}{day and f', dated {day}'}"


def encloses(enclosure: Enclosure, values: Mapping[str, Value]) -> bool:
    """Tell whether one of the enclosures of a letter is the one that a route needs."""
    items = list_of(values, "enclosures")
    return any(re.search(enclosure.called, item, re.IGNORECASE) for item in items)


def _sentences(ids: Iterable[str], route: Route, values: Mapping[str, Value]) -> tuple[str, ...]:
    enclosed = {item.id for item in route.enclosures if encloses(item, values)}
    entries = (rules.load("arguments")[id_] for id_ in ids)
    return tuple(
        entry["text"]
        for entry in entries
        if ("when" not in entry or _CONDITIONS[entry["when"]](values))
        and ("encloses" not in entry or entry["encloses"] in enclosed)
    )


def _is_under_21(values: Mapping[str, Value]) -> bool:
    birth, service = day_of(values, "patient_birth_date"), day_of(values, "service_date_from")
    return birth is not None and service is not None and _age(birth, service) < 21


def _names_lcd(values: Mapping[str, Value]) -> bool:
    return policy.kind(text_of(values, "policy")) in ("LCD", "article")


_CONDITIONS: Mapping[str, Callable[[Mapping[str, Value]], bool]] = {
    "under_21": _is_under_21,
    "names_lcd": _names_lcd,
}


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
