"""What a letter may say, worked out from the answers.

Templates test these names instead of values, so that every condition has a name and a reason here.
Nothing is assumed that was not answered. Which sentences a route has stands in `rules/routes.toml`,
the sentences themselves in `rules/arguments.toml`; one with a condition stands only where it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from m1appeals import rules
from m1appeals.fields import Value
from m1appeals.identifiers import policy
from m1appeals.routes import Route, route_of

__all__ = ["Facts", "encloses", "facts_of", "route_for"]

_ENCLOSED = {
    "encloses_waiver": r"\bwaiver\b",
    "encloses_consent": r"\bconsent\b",
    "encloses_authorization": r"\bauthori[sz](?:ation of|ed) (?:a |the )?representative\b",
}
"""What an enclosure has to be called to count, by the name of the condition."""


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
    """Whether anything was said about the service itself: codes, a description or a summary."""


def facts_of(values: Mapping[str, Value]) -> Facts:
    """Work out the facts of a set of answers."""
    route = route_for(values)
    first, last = values["service_date_from"], values["service_date_to"]
    return Facts(
        route=route,
        standing=_sentences(route.standing, values),
        law=_sentences(route.law, values),
        requests=_sentences(route.requests, values),
        has_several_days=isinstance(last, date) and last != first,
        has_case=any(
            values[name]
            for name in (
                "diagnosis_codes",
                "procedure_codes",
                "service_description",
                "clinical_summary",
            )
        ),
    )


def route_for(values: Mapping[str, Value]) -> Route:
    """Give the route of a set of answers."""
    return route_of(
        payer_kind=str(values["payer_kind"] or "unsure"),
        chosen=str(values["route"] or ""),
        in_network=str(values["in_network"] or ""),
    )


def encloses(condition: str, values: Mapping[str, Value]) -> bool:
    """Tell whether one of the enclosures is what a condition asks for."""
    enclosures = values["enclosures"]
    items = enclosures if isinstance(enclosures, tuple) else ()
    return any(re.search(_ENCLOSED[condition], item, re.IGNORECASE) for item in items)


def _sentences(ids: Iterable[str], values: Mapping[str, Value]) -> tuple[str, ...]:
    entries = (rules.load("arguments")[id_] for id_ in ids)
    return tuple(entry["text"] for entry in entries if _holds(entry.get("when", ""), values))


def _holds(condition: str, values: Mapping[str, Value]) -> bool:
    if not condition:
        return True
    if condition == "under_21":
        birth, service = values["patient_birth_date"], values["service_date_from"]
        return isinstance(birth, date) and isinstance(service, date) and _age(birth, service) < 21
    if condition == "names_lcd":
        return policy.kind(str(values["policy"] or "")) in ("LCD", "article")
    return encloses(condition, values)


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
