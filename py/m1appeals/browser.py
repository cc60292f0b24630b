"""The boundary to the page: one function, JSON in and out.

The worker calls `handle` and knows nothing else of the product. Everything here is a matter of
shapes; what is said and checked is decided elsewhere.

call      payload                    answer
preview   {fields, today}            {letter, shown, errors, warnings, blanks, route, routes,
                                      asked, door, deadline, checklist, enclosures}
check     {fields, today}            {errors, warnings}
letter    {fields, today, format}    {errors, warnings}, and if there are no errors
                                     text: {file, type, text} and bytes
                                     word: {file, type} and bytes
                                     print: {letter}
deadline  {route, notice_date,       {deadline, shown, errors}
           received_date, today}
calendar  the same                   {errors}, and if there are none {file, type} and bytes
digest    {} and bytes               {sha256}, in hex: where plain http has no other way

`fields` maps names to a text or a list of texts; `today` is an ISO date, the day on the user's
clock; `format` is text, word or print; the two dates of a deadline are as typed. Problems are lists
of {field, message}. What rules say comes with its sources: {title, url, checked, sure}. A payload
of another shape is a defect and raises.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from m1appeals import dates, rules
from m1appeals.calendar_file import to_ics
from m1appeals.checklist import review
from m1appeals.deadlines import Deadline, deadline
from m1appeals.errors import Defect
from m1appeals.fields import Raw
from m1appeals.letter import compose
from m1appeals.letter.docx import to_docx
from m1appeals.letter.environment import environment
from m1appeals.letter.facts import route_for
from m1appeals.letter.html import to_nodes
from m1appeals.letter.text import to_text
from m1appeals.letter_fields import FIELDS
from m1appeals.routes import ROUTES, Route, route_of
from m1appeals.triage import Door, Triage, asked, find_door
from m1appeals.validation import Answers, Problem, read_answers

__all__ = ["handle", "warm"]

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Reply = tuple[dict[str, Any], bytes]


def handle(call: str, payload: str, data: bytes) -> tuple[str, bytes]:
    """Answer a call of the page; raise `Defect` for a call that does not exist."""
    if call not in _CALLS:
        raise Defect(f"there is no call {call!r}")
    answer, result = _CALLS[call](json.loads(payload), data)
    return json.dumps(answer), result


def warm() -> None:
    """Do once what every letter does, so that a memory snapshot holds it ready."""
    for table in rules.tables():
        rules.load(table)
    rules.sources()
    for template in environment().list_templates():
        environment().get_template(template)
    example = {name: field.example for name, field in FIELDS.items()}
    for format_ in _FORMATS:
        handle(
            "letter", json.dumps({"fields": example, "today": "2026-12-31", "format": format_}), b""
        )
    handle("preview", json.dumps({"fields": {}, "today": "2026-12-31"}), b"")


def _preview(payload: Mapping[str, Any], _: bytes) -> Reply:
    answers = _answers(payload)
    blanks = [n for n, field in FIELDS.items() if field.needed and answers.values[n] is None]
    triage = find_door(answers.values, today=date.fromisoformat(payload["today"]))
    return {
        "letter": to_nodes(compose(answers.values)),
        "shown": dict(answers.shown),
        **_verdict(answers),
        "blanks": blanks,
        **_advice(answers, triage),
    }, b""


def _check(payload: Mapping[str, Any], _: bytes) -> Reply:
    answers = _answers(payload)
    return _verdict(answers), b""


def _letter(payload: Mapping[str, Any], _: bytes) -> Reply:
    answers = _answers(payload)
    if answers.errors:
        return _verdict(answers), b""
    return _FORMATS[payload["format"]](answers)


def _deadline(payload: Mapping[str, Any], _: bytes) -> Reply:
    route, found, shown, errors = _counted(payload)
    return {"deadline": _last_day(found, route), "shown": shown, "errors": errors}, b""


def _calendar(payload: Mapping[str, Any], _: bytes) -> Reply:
    route, found, _shown, errors = _counted(payload)
    if errors or found.kind != "known":
        return {"errors": errors}, b""
    text = to_ics(found, route, today=date.fromisoformat(payload["today"]))
    file = {"file": "appeal-deadline.ics", "type": "text/calendar;charset=utf-8"}
    return {"errors": errors, **file}, text.encode()


def _counted(
    payload: Mapping[str, Any],
) -> tuple[Route, Deadline, dict[str, str], list[dict[str, str]]]:
    """Count a last day from dates as they were typed."""
    today = date.fromisoformat(payload["today"])
    names = {"denial_date": payload["notice_date"], "received_date": payload["received_date"]}
    answers = read_answers(names, today=today)
    route = ROUTES[payload["route"]]
    days = [answers.values[name] for name in names]
    notice, received = (d if isinstance(d, date) and d <= today else None for d in days)
    found = deadline(route, notice=notice, received=received, today=today)
    errors = _problems(problem for problem in answers.errors if problem.field in names)
    shown = {name: text for name, text in answers.shown.items() if name in names}
    return route, found, shown, errors


def _digest(_: Mapping[str, Any], data: bytes) -> Reply:
    import hashlib

    return {"sha256": hashlib.sha256(data).hexdigest()}, b""


def _text(answers: Answers) -> Reply:
    text = to_text(compose(answers.values))
    file = {"file": "appeal-letter.txt", "type": "text/plain;charset=utf-8"}
    # Windows programs that still want it get CRLF in the file; a clipboard takes plain newlines.
    return {**_verdict(answers), **file, "text": text}, text.replace("\n", "\r\n").encode()


def _word(answers: Answers) -> Reply:
    file = {"file": "appeal-letter.docx", "type": WORD_TYPE}
    return {**_verdict(answers), **file}, to_docx(compose(answers.values))


def _print(answers: Answers) -> Reply:
    return {**_verdict(answers), "letter": to_nodes(compose(answers.values))}, b""


_CALLS: dict[str, Callable[[Mapping[str, Any], bytes], Reply]] = {
    "preview": _preview,
    "check": _check,
    "letter": _letter,
    "deadline": _deadline,
    "calendar": _calendar,
    "digest": _digest,
}
_FORMATS: dict[str, Callable[[Answers], Reply]] = {"text": _text, "word": _word, "print": _print}


def _answers(payload: Mapping[str, Any]) -> Answers:
    fields: Mapping[str, Raw] = payload["fields"]
    return read_answers(fields, today=date.fromisoformat(payload["today"]))


def _verdict(answers: Answers) -> dict[str, Any]:
    return {"errors": _problems(answers.errors), "warnings": _problems(answers.warnings)}


def _problems(problems: Iterable[Problem]) -> list[dict[str, str]]:
    return [asdict(problem) for problem in problems]


def _advice(answers: Answers, triage: Triage) -> dict[str, Any]:
    """Give what to know beside the letter: door, last day, and what would make it stronger."""
    payer_kind = str(answers.values["payer_kind"] or "unsure")
    in_network = str(answers.values["in_network"] or "")
    usual = route_of(payer_kind=payer_kind, chosen="", in_network=in_network)
    writable = (route for route in ROUTES.values() if route.letter)
    return {
        "route": triage.route.id,
        "routes": [r.id for r in writable if r.payer_kind == payer_kind and r != usual],
        "asked": list(asked(answers.values, triage)),
        "enclosures": list(route_for(answers.values).enclosures),
        "door": {
            **_door(triage.door),
            "why": [triage.why, triage.door.why],
            "do": list(triage.door.do),
            "gather": list(triage.door.gather),
            "letter": triage.door.letter,
            "also": [{**_door(door), "why": why} for door, why in triage.also],
            "ask": [{"field": name, "label": FIELDS[name].label} for name in triage.ask],
            "unknown": list(triage.unknown),
            "causes": list(triage.causes),
            "sources": _sources(triage.sources),
        },
        "deadline": _last_day(triage.deadline, triage.route),
        "checklist": [
            {**asdict(point), "sources": _sources(point.sources)}
            for point in review(answers.values, triage)
        ],
    }


def _door(door: Door) -> dict[str, Any]:
    return {"id": door.id, "title": door.title}


def _last_day(found: Deadline, route: Route) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "route": route.id,
        "label": route.label,
        "who": route.who,
        "target": dates.long(found.target) if found.target else "",
        "latest": dates.long(found.latest) if found.latest else "",
        "days_left": found.days_left,
        "late": found.late,
        "steps": list(found.steps),
        "advice": list(found.advice),
        "filed": route.filed,
        "form": route.form,
        "good_cause": route.late,
        "notes": list(route.notes),
        "sources": _sources(found.sources),
    }


def _sources(ids: Iterable[str]) -> list[dict[str, str]]:
    found = (rules.sources()[id_] for id_ in ids)
    return [
        {"title": s.title, "url": s.url, "checked": s.checked_text, "sure": s.sure} for s in found
    ]
