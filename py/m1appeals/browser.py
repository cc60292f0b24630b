"""The boundary to the page: calls and jobs, JSON in and out.

The worker calls `handle`, or `begin` for what takes long, and knows nothing else of the product.
Everything here is a matter of shapes; what is said and checked is decided elsewhere.

call      payload                    answer
preview   {fields, today}            {letter, shown, errors, warnings, blanks, packet, evidence,
                                      route, routes, asked, door, deadline, checklist, enclosures}
check     {fields, today}            {errors, warnings}
letter    {fields, today, format}    {errors, warnings}, and if there are no errors
                                     text: {file, type, text} and bytes
                                     word: {file, type} and bytes
                                     print: {letter}
deadline  {route, fields, today}     {deadline, shown, errors}
calendar  the same                   {errors}, and if there are none {file, type} and bytes
follow_up {fields, today, day}       {file, type} and bytes: an event on that day
log       {fields, today, on, day,   {file, type} and bytes: a line for the practice's log
           way, with_claim}
find_codes {text, most}              {codes: [{code, description, billable}], release}
check_codes {fields, today}          {shown, errors, warnings, diagnoses, findings, modifiers,
                                      coverage, release}
table     {name} and bytes           {}: keeps a table of data, `icd10cm` or another
digest    {} and bytes               {sha256}, in hex: where plain http has no other way

`fields` maps names to a text or a list of texts; `today` is an ISO date, the day on the user's
clock, and so are `on` and `day`; `format` is text, word or print. Where fields are those of a
letter, `exhibits` may be with them: {name, pages, of}, which of how many pages of each exhibit are
in its packet; the preview's `packet` is what `packet_of` says of them. So may `evidence`, in the
shape of `quotations.evidence_of`; the preview's `evidence` is what `quoted_of` says of it. A
deadline looks at the dates of the denial and of its arrival only, and a check of codes at the codes
and the day of service. Problems are lists of {field, message}. What rules say comes with its
sources: {title, url, checked, sure}. A payload of another shape is a defect and raises. `release`
is null as long as the table is not there.

A job is a `Task`, of which the worker does one step after another: each gives {part} with {done,
total} and what else it brought, the last one {answer}, and each of them may give bytes. `jobs` says
which there are. It and all it needs are imported when a job is begun: a page has them later.

The tables are all that is kept between calls, and tasks as long as the worker has them.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from m1appeals import dates, denial_codes, rules
from m1appeals.calendar_file import follow_up_ics, to_ics
from m1appeals.checklist import review
from m1appeals.coverage import NO_GUARANTEE, Coverage, to_json
from m1appeals.deadlines import Deadline, last_day
from m1appeals.diagnosis import Finding, Table, check
from m1appeals.errors import Defect
from m1appeals.fields import day_of, list_of
from m1appeals.letter.docx import to_docx
from m1appeals.letter.environment import environment
from m1appeals.letter.html import to_nodes
from m1appeals.letter.text import to_text
from m1appeals.letter_fields import FIELDS
from m1appeals.routes import ROUTES, Route, payer_kind_of, route_for
from m1appeals.shapes import (
    Reply,
    Steps,
    answers_of,
    letter_of,
    packet_of,
    problems,
    quoted_of,
    today_of,
    verdict,
)
from m1appeals.triage import Triage, asked, find_door
from m1appeals.validation import Answers, Problem

__all__ = ["Task", "add_library", "begin", "handle", "warm"]

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


_tables: dict[str, Any] = {}
"""The tables of data that have arrived, by name; `coverage` and `policies` only if installed."""


def handle(call: str, payload: str, data: bytes) -> tuple[str, bytes]:
    """Answer a call of the page; raise `Defect` for a call that does not exist."""
    if call not in _CALLS:
        raise Defect(f"there is no call {call!r}")
    answer, result = _CALLS[call](json.loads(payload), data)
    return json.dumps(answer), result


class Task:
    """Something that takes long, in steps."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def step(self) -> tuple[str, bytes]:
        """Do the next step; give {part} or, at the end, {answer} as JSON, and bytes with it."""
        try:
            part, result = next(self._steps)
        except StopIteration as end:
            answer, result = end.value
            return json.dumps({"answer": answer}), result
        return json.dumps({"part": part}), result

    def close(self) -> None:
        """Let go of what a task that is cancelled held."""
        self._steps.close()


def begin(job: str, payload: str, files: Iterable[Any]) -> Task:
    """Begin a job of the page; raise `Defect` for one that does not exist.

    `files` are their contents, in anything that `bytes` takes.
    """
    from m1appeals.jobs import JOBS

    if job not in JOBS:
        raise Defect(f"there is no job {job!r}")
    return Task(JOBS[job](json.loads(payload), [bytes(one) for one in files], _tables))


def add_library(path: str) -> None:
    """Let modules be imported from an archive that has arrived; of this package too."""
    sys.path.append(path)
    own = [module for name, module in sys.modules.items() if f"{name}.".startswith("m1appeals.")]
    for package in own:
        if hasattr(package, "__path__"):
            package.__path__.append(f"{path}/{package.__name__.replace('.', '/')}")
    importlib.invalidate_caches()


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
    answers = answers_of(payload)
    blanks = [n for n, field in FIELDS.items() if field.needed and answers.values[n] is None]
    triage = find_door(answers.values, today=today_of(payload))
    return {
        "letter": to_nodes(letter_of(answers)),
        "shown": dict(answers.shown),
        "errors": problems(answers.errors),
        "warnings": problems((*answers.warnings, *_doubts(answers), *_unlisted(answers))),
        "blanks": blanks,
        "packet": packet_of(payload, answers),
        "evidence": quoted_of(answers),
        **_advice(answers, triage),
    }, b""


def _check(payload: Mapping[str, Any], _: bytes) -> Reply:
    answers = answers_of(payload)
    return verdict(answers), b""


def _letter(payload: Mapping[str, Any], _: bytes) -> Reply:
    answers = answers_of(payload)
    if answers.errors:
        return verdict(answers), b""
    return _FORMATS[payload["format"]](answers)


def _deadline(payload: Mapping[str, Any], _: bytes) -> Reply:
    route, found, shown, errors = _counted(payload)
    return {"deadline": _last_day(found, route), "shown": shown, "errors": errors}, b""


def _calendar(payload: Mapping[str, Any], _: bytes) -> Reply:
    route, found, _shown, errors = _counted(payload)
    if errors or found.kind != "known":
        return {"errors": errors}, b""
    text = to_ics(found, route, today=today_of(payload))
    file = {"file": "appeal-deadline.ics", "type": "text/calendar;charset=utf-8"}
    return {"errors": errors, **file}, text.encode()


def _follow_up(payload: Mapping[str, Any], _: bytes) -> Reply:
    route = route_for(answers_of(payload).values)
    text = follow_up_ics(date.fromisoformat(payload["day"]), route, today=today_of(payload))
    file = {"file": "appeal-follow-up.ics", "type": "text/calendar;charset=utf-8"}
    return file, text.encode()


def _log(payload: Mapping[str, Any], _: bytes) -> Reply:
    # After a packet the library is there, and letters do without this.
    from m1appeals.sending import WAYS, Sent, log_file

    sent = Sent(
        on=date.fromisoformat(payload["on"]),
        way=WAYS[payload["way"]],
        follow_up=date.fromisoformat(payload["day"]),
    )
    values = answers_of(payload).values
    content = log_file(values, sent, with_claim=payload["with_claim"], today=today_of(payload))
    return {"file": "appeal-log.csv", "type": "text/csv;charset=utf-8"}, content


def _counted(
    payload: Mapping[str, Any],
) -> tuple[Route, Deadline, dict[str, str], list[dict[str, str]]]:
    """Count a last day from dates as they were typed."""
    today = today_of(payload)
    answers = _given(payload, ("denial_date", "received_date"))
    route = ROUTES[payload["route"]]
    found = last_day(answers.values, today=today, route=route)
    return route, found, dict(answers.shown), problems(answers.errors)


def _find_codes(payload: Mapping[str, Any], _: bytes) -> Reply:
    table = _tables.get("icd10cm")
    found = table.search(payload["text"], payload["most"]) if table else []
    return {"codes": [asdict(entry) for entry in found], "release": _release()}, b""


def _check_codes(payload: Mapping[str, Any], _: bytes) -> Reply:
    answers = _given(payload, ("diagnosis_codes", "procedure_codes", "service_date_from"))
    table = _tables.get("icd10cm")
    entries = [
        (code, table.entry(code) if table else None)
        for code in list_of(answers.values, "diagnosis_codes")
    ]
    return {
        "shown": dict(answers.shown),
        **verdict(answers),
        "diagnoses": [
            {"code": code, "description": entry.description if entry else ""}
            for code, entry in entries
        ],
        "findings": [asdict(finding) for finding in _findings(answers)],
        "modifiers": _modifiers(answers),
        "coverage": _covered(answers),
        "release": _release(),
    }, b""


def _modifiers(answers: Answers) -> list[dict[str, Any]]:
    """Give what the modifiers of a claim say of a denial."""
    codes = list_of(answers.values, "procedure_codes")
    named = dict.fromkeys(part for code in codes for part in code.split("-")[1:])
    found = (denial_codes.find(name, "modifier") for name in named)
    return [
        {
            "code": code.code,
            "meaning": code.meaning,
            "do": code.do,
            "sources": _sources(code.sources),
        }
        for code in found
        if code
    ]


def _findings(answers: Answers) -> tuple[Finding, ...]:
    """Give what is doubtful about the diagnosis codes; nothing while the table is not there."""
    table, codes = _tables.get("icd10cm"), list_of(answers.values, "diagnosis_codes")
    if table is None or not codes:
        return ()
    return check(codes, table, on=day_of(answers.values, "service_date_from"))


def _doubts(answers: Answers) -> Iterator[Problem]:
    """Give the findings as notes at the field, but what might be added to the claim."""
    for finding in _findings(answers):
        if finding.kind == "additional":
            continue
        offers = "; ".join(f"{entry.code} {entry.description}" for entry in finding.offers[:4])
        more = f" For example {offers}." if offers else ""
        yield Problem(field="diagnosis_codes", message=f"{finding.message}{more}")


def _unlisted(answers: Answers) -> Iterator[Problem]:
    """Give as notes what the articles do not list, for a claim under Medicare's policies."""
    coverage = _covered(answers)
    if coverage is None or answers.values["payer_kind"] not in ("medicare", "medicare_advantage"):
        return
    for found in coverage["found"]:
        for article in found["articles"]:
            for listed in article["diagnoses"]:
                if listed["listing"] in ("unlisted", "noncovered"):
                    message = f"{found['procedure']}: {article['label']}: {listed['message']}"
                    yield Problem(field="diagnosis_codes", message=f"{message} {NO_GUARANTEE}")


def _release() -> dict[str, str] | None:
    table = _tables.get("icd10cm")
    if table is None:
        return None
    first, last = dates.long(table.effective_from), dates.long(table.effective_to)
    return {"name": table.release, "from": first, "to": last}


def _table(payload: Mapping[str, Any], data: bytes) -> Reply:
    if payload["name"] == "coverage":
        _tables["coverage"] = Coverage.read(bytes(data))
        return {}, b""
    if payload["name"] == "policies" or payload["name"].startswith("font_"):
        # What reads them comes with the library.
        _tables[payload["name"]] = bytes(data)
        return {}, b""
    _tables[payload["name"]] = Table(bytes(data))
    return {}, b""


def _covered(answers: Answers) -> dict[str, Any] | None:
    """Give what Medicare's articles list for the codes of a claim; None without that table."""
    table: Coverage | None = _tables.get("coverage")
    if table is None:
        return None
    diagnoses = list_of(answers.values, "diagnosis_codes")
    on = day_of(answers.values, "service_date_from")
    found = [
        {"procedure": procedure, "articles": to_json(table.look_up(procedure, diagnoses, on))}
        for procedure in list_of(answers.values, "procedure_codes")
    ]
    return {"day": dates.long(table.day), "note": NO_GUARANTEE, "found": found}


def _digest(_: Mapping[str, Any], data: bytes) -> Reply:
    import hashlib

    return {"sha256": hashlib.sha256(data).hexdigest()}, b""


def _text(answers: Answers) -> Reply:
    text = to_text(letter_of(answers))
    file = {"file": "appeal-letter.txt", "type": "text/plain;charset=utf-8"}
    # Windows programs that still want it get CRLF in the file; a clipboard takes plain newlines.
    return {**verdict(answers), **file, "text": text}, text.replace("\n", "\r\n").encode()


def _word(answers: Answers) -> Reply:
    file = {"file": "appeal-letter.docx", "type": WORD_TYPE}
    return {**verdict(answers), **file}, to_docx(letter_of(answers))


def _print(answers: Answers) -> Reply:
    return {**verdict(answers), "letter": to_nodes(letter_of(answers))}, b""


_CALLS: dict[str, Callable[[Mapping[str, Any], bytes], Reply]] = {
    "preview": _preview,
    "check": _check,
    "letter": _letter,
    "deadline": _deadline,
    "calendar": _calendar,
    "follow_up": _follow_up,
    "log": _log,
    "find_codes": _find_codes,
    "check_codes": _check_codes,
    "table": _table,
    "digest": _digest,
}
_FORMATS: dict[str, Callable[[Answers], Reply]] = {"text": _text, "word": _word, "print": _print}


def _given(payload: Mapping[str, Any], names: Iterable[str]) -> Answers:
    """Read some fields and no others. None is needed: a box that is empty is no mistake."""
    fields = {name: payload["fields"].get(name, "") for name in names}
    answers = answers_of({**payload, "fields": fields, "exhibits": (), "evidence": None})
    given = {name for name, raw in fields.items() if "".join(raw).strip()}
    return replace(
        answers,
        errors=tuple(problem for problem in answers.errors if problem.field in given),
        warnings=tuple(problem for problem in answers.warnings if problem.field in given),
    )


def _advice(answers: Answers, triage: Triage) -> dict[str, Any]:
    """Give what to know beside the letter: door, last day, and what would make it stronger."""
    payer_kind = payer_kind_of(answers.values)
    usual = route_for({**answers.values, "route": None})
    writable = (route for route in ROUTES.values() if route.letter)
    return {
        "route": triage.route.id,
        "routes": [r.id for r in writable if r.payer_kind == payer_kind and r != usual],
        "asked": list(asked(answers.values)),
        "enclosures": [item.text for item in route_for(answers.values).enclosures],
        "door": {
            "id": triage.door.id,
            "title": triage.door.title,
            "why": [triage.why, triage.door.why],
            "do": list(triage.door.do),
            "gather": list(triage.door.gather),
            "letter": triage.door.letter,
            "also": [{"id": door.id, "title": door.title, "why": why} for door, why in triage.also],
            "ask": [{"field": name, "label": FIELDS[name].label} for name in triage.ask],
            "unknown": list(triage.unknown),
            "causes": list(triage.causes),
            "sources": _sources(triage.sources),
        },
        "deadline": _last_day(triage.deadline, triage.route),
        "checklist": [
            {**asdict(point), "sources": _sources(point.sources)}
            for point in review(answers.values, triage, answers.evidence)
        ],
    }


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
