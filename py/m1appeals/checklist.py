"""What would make a letter stronger, or is still missing: a list with a reason for each point.

Labels and reasons are in `rules/checklist.toml`; here is what each point looks at. It reads words,
not sense: a point that is done says that something of the kind is there, not that it is good. What
is quoted counts as what the user took it for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from m1appeals import rules
from m1appeals.fields import Value, day_of
from m1appeals.letter.facts import encloses
from m1appeals.quotations import NO_EVIDENCE, Evidence
from m1appeals.routes import route_for
from m1appeals.triage import Triage

__all__ = ["Point", "review"]

_DATE = re.compile(
    r"\d{1,2}[/-]\d{1,2}([/-]\d{2,4})?|\b(?:19|20)\d{2}\b|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d",
)
_MEASURE = re.compile(
    r"\b\d+(?:\.\d+)?\s*(?:/\s*(?:5|10|100)\b|%|percent|degrees?|mm|cm|kg|lbs?|mg|mcg|ml|bpm|mmHg|"
    r"events|points|L/min|micrograms?|weeks?|months?)|\b(?:score|index|grade|stage|level|EF|AHI|"
    r"A1c|BMI)\b[^.]{0,20}\d",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:enclosures?|exhibits?|attachments?|page|p\.)\s*[A-Z0-9]", re.IGNORECASE)
_RECORDS = re.compile(r"record|note|report|result|order|imaging|chart|history", re.IGNORECASE)
_PHYSICIAN = re.compile(
    r"\b(?:MD|M\.D\.|DO|D\.O\.|DPM|DDS|physician|surgeon|doctor|[a-z]+ologist)\b", re.IGNORECASE
)
_YEAR = 366
"""Days before the service after which a note says little of the patient on that day."""
_MOST = 4
"""How much is named of what lacks something."""
_ABN = re.compile(r"\bABN\b|advance beneficiary notice|R-131", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the list."""

    id: str
    state: str
    """done, missing (the letter fails without it), better (stronger with it), or hand"""
    label: str
    why: str
    sources: tuple[str, ...]


def review(
    values: Mapping[str, Value], triage: Triage, evidence: Evidence = NO_EVIDENCE
) -> tuple[Point, ...]:
    """Go through the list. What does not concern this letter is left out."""
    points = []
    for id_, entry in rules.load("checklist").items():
        if id_ in _QUOTED:
            found = _QUOTED[id_](values, evidence)
        elif id_ == "criteria" and evidence.criteria:
            continue
        else:
            found = _POINTS[id_](values, triage)
        if found is None:
            continue
        done = found is True
        if entry.get("by_hand"):
            state = "hand"
        else:
            state = "done" if done else "missing" if entry["needed"] else "better"
        points.append(
            Point(
                id=id_,
                state=state,
                label=entry["label"],
                why=f"{entry['why']} {found}" if isinstance(found, str) else entry["why"],
                sources=tuple(entry["sources"]),
            )
        )
    return tuple(points)


_Look = Callable[[Mapping[str, Value], Triage], bool | None]
"""Tells whether a point is done; None where it does not concern this letter."""

_QuoteLook = Callable[[Mapping[str, Value], Evidence], bool | str | None]
"""Tells the same of what is quoted; a text says what it is that lacks something."""


def _summary_has(pattern: re.Pattern[str]) -> _Look:
    def look(values: Mapping[str, Value], _: Triage) -> bool | None:
        summary = _words(values, "clinical_summary")
        return pattern.search(summary) is not None if summary else None

    return look


def _has(*names: str) -> _Look:
    return lambda values, _: all(values[name] for name in names)


def _in_time(_: Mapping[str, Value], triage: Triage) -> bool | None:
    return triage.deadline.kind == "known" and not triage.deadline.late


def _good_cause(values: Mapping[str, Value], triage: Triage) -> bool | None:
    return bool(values["good_cause"]) if triage.deadline.late else None


def _route_enclosures(values: Mapping[str, Value], _: Triage) -> bool | None:
    wanted = route_for(values).enclosures
    return all(encloses(item, values) for item in wanted) if wanted else None


def _decided_by(values: Mapping[str, Value], _: Triage) -> bool | None:
    return bool(values["decided_by"]) if route_for(values).level > 1 else None


def _abn(values: Mapping[str, Value], _: Triage) -> bool | None:
    modifiers = re.search(r"-GA\b", _words(values, "procedure_codes"))
    if values["abn"] != "yes" and not modifiers:
        return None
    return _ABN.search(_words(values, "enclosures")) is not None


def _signature(values: Mapping[str, Value], _: Triage) -> bool | None:
    signer = f"{_words(values, 'signer_name')} {_words(values, 'signer_title')}"
    return _PHYSICIAN.search(signer) is not None


_POINTS: Mapping[str, _Look] = {
    "right_door": lambda values, triage: (
        triage.door.letter and route_for(values).id == triage.route.id
    ),
    "in_time": _in_time,
    "good_cause": _good_cause,
    "route_enclosures": _route_enclosures,
    "decided_by": _decided_by,
    "cause": _has("causes"),
    "policy": _has("policy"),
    "criteria": lambda values, _: True if values["policy"] else None,
    "codes": _has("diagnosis_codes", "procedure_codes"),
    "summary": _has("clinical_summary"),
    "dates": _summary_has(_DATE),
    "findings": _summary_has(_MEASURE),
    "exhibits": _summary_has(_PLACE),
    "records": lambda values, _: _RECORDS.search(_words(values, "enclosures")) is not None,
    "abn": _abn,
    "contact": _has("contact"),
    "signature": _signature,
    "every_page": lambda _, __: True,
}


def _criteria(_: Mapping[str, Value], evidence: Evidence) -> bool | str | None:
    if not evidence.criteria:
        return None
    return _named(c.text for c in evidence.criteria if c.state != "answered")


def _quotes(kind: str) -> _QuoteLook:
    def look(_: Mapping[str, Value], evidence: Evidence) -> bool | str | None:
        return any(one.kind == kind for one in evidence.printed) if evidence.quotations else None

    return look


def _recent(values: Mapping[str, Value], evidence: Evidence) -> bool | str | None:
    dated = [one for one in evidence.printed if one.day]
    service = day_of(values, "service_date_from")
    if not dated or service is None:
        return None
    newest = max(dated, key=lambda one: one.day or date.min)
    if newest.day and (service - newest.day).days <= _YEAR:
        return True
    return f"The newest one quoted: {newest.source} ({newest.place})."


def _signed(_: Mapping[str, Value], evidence: Evidence) -> bool | str | None:
    if not evidence.printed:
        return None
    return _named(
        f"{one.place}{one.source and f' ({one.source})'}"
        for one in evidence.printed
        if not (one.author and one.day)
    )


def _enclosed(_: Mapping[str, Value], evidence: Evidence) -> bool | str | None:
    if not evidence.quotations:
        return None
    return _named(f"\u201c{one.begins}\u201d" for one in evidence.quotations if not one.place)


def _named(lacking: Iterable[str]) -> bool | str:
    """Name what lacks something, some of it; True where nothing does."""
    found = tuple(dict.fromkeys(lacking))
    if not found:
        return True
    more = f"; and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return f"Look at: {'; '.join(found[:_MOST])}{more}."


_QUOTED: Mapping[str, _QuoteLook] = {
    "criteria_answered": _criteria,
    "quoted_findings": _quotes("finding"),
    "quoted_treatment": _quotes("failed_treatment"),
    "quoted_reasons": _quotes("rationale"),
    "quoted_recent": _recent,
    "quoted_signed": _signed,
    "quoted_enclosed": _enclosed,
}


def _words(values: Mapping[str, Value], name: str) -> str:
    value = values[name]
    return " ".join(value) if isinstance(value, tuple) else str(value or "")
