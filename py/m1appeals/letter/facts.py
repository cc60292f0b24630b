"""What a letter may say, worked out from the answers.

Templates test these names instead of values, so that every condition has a name and a reason here.
Nothing is assumed that was not answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from m1appeals import rules
from m1appeals.fields import Value

__all__ = ["Facts", "facts_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The conditions that templates test."""

    law: tuple[str, ...]
    """The sentences of the legal basis for this kind of payer; empty when the kind is unknown."""
    has_several_days: bool
    """Whether the service went on for more than one day."""
    has_case: bool
    """Whether anything was said about the service itself: codes, a description or a summary."""


def facts_of(values: Mapping[str, Value]) -> Facts:
    """Work out the facts of a set of answers."""
    entry = rules.load("payer_kinds")[str(values["payer_kind"] or "unsure")]
    first, last = values["service_date_from"], values["service_date_to"]
    return Facts(
        law=_law(entry, values),
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


def _law(entry: Mapping[str, Any], values: Mapping[str, Value]) -> tuple[str, ...]:
    sentences = list(entry["law"])
    birth, service = values["patient_birth_date"], values["service_date_from"]
    if isinstance(birth, date) and isinstance(service, date) and _age(birth, service) < 21:
        sentences += entry.get("law_under_21", [])
    return tuple(sentences)


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
