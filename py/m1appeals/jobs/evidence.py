"""The jobs of evidence: records read, sentences offered, criteria parted and matched.

The page keeps what was read, since nothing is kept here, and sends back what a later job needs.
Offsets count as JavaScript counts text, in UTF-16.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from m1appeals.coverage.policies import Policies, policy_criteria
from m1appeals.errors import UserMistake
from m1appeals.evidence.criteria.matching import match
from m1appeals.evidence.criteria.splitting import split
from m1appeals.evidence.measures import measures
from m1appeals.evidence.offering.scoring import KINDS, Scored, score
from m1appeals.evidence.reading.patient import doubts_about
from m1appeals.evidence.reading.reader import read
from m1appeals.evidence.reading.record import Identity, Record
from m1appeals.fields import day_of, list_of, text_of
from m1appeals.shapes import Reply, Steps, Tables, answers_of

__all__ = ["find_policy", "match_criteria", "offer", "read_records", "split_criteria"]

_PAGES_AT_ONCE = 3
_ALIKE = re.compile(r"[\s.,;:]+(?=\s|$)|\s+")


def read_records(_: Mapping[str, Any], files: list[bytes], __: Tables) -> Steps:
    """Read each file: a part for some pages, and at the end of a file its record, or an error."""
    for place, content in enumerate(files):
        try:
            record = yield from _told(content, place)
            found: dict[str, Any] = {"record": _shown(record)}
        except UserMistake as mistake:
            found = {"error": str(mistake)}
        yield {"done": 1, "total": 1, "file": place, **found}, b""
    return {}, b""


def _told(content: bytes, place: int) -> Generator[Reply, None, Record]:
    reading = read(content)
    try:
        while True:
            done, total = next(reading)
            if done % _PAGES_AT_ONCE == 0 or done == total:
                yield {"done": done, "total": total, "file": place}, b""
    except StopIteration as end:
        record: Record = end.value
        return record
    finally:
        reading.close()


def offer(payload: Mapping[str, Any], _: list[bytes], tables: Tables) -> Steps:
    """Say of each sentence how it may serve the letter, and whose record it seems to be.

    A sentence that stands word for word in several places is offered where it stands last; the
    others are named with it, since copied text proves less than it seems to.
    """
    records: Sequence[Mapping[str, Any]] = payload["records"]
    about = _about(payload, tables)
    yield {"done": 0, "total": len(records)}, b""
    marked: list[list[Scored]] = []
    for done, record in enumerate(records, 1):
        marked.append([])
        for _note, group in groupby(record["sentences"], lambda one: one[0]):
            marked[-1] += score([text for _, text in group], about)
        yield {"done": done, "total": len(records)}, b""
    return {
        "offers": _offers(records, marked),
        "kinds": [[KINDS.index(one.kind) for one in scored] for scored in marked],
        "doubts": [_doubts(record["people"], payload) for record in records],
    }, b""


def find_policy(payload: Mapping[str, Any], _: list[bytes], tables: Tables) -> Steps:
    """Give the text of the LCD that the form names, where the texts of LCDs are installed."""
    yield {"done": 0, "total": 1}, b""
    table = Policies(tables["policies"]) if "policies" in tables else None
    values = answers_of(payload).values
    return {"policy": policy_criteria(table, text_of(values, "policy"))}, b""


def split_criteria(payload: Mapping[str, Any], _: list[bytes], __: Tables) -> Steps:
    """Part what was pasted into single criteria."""
    yield {"done": 0, "total": 1}, b""
    try:
        return {"criteria": list(split(payload["text"])), "problem": ""}, b""
    except UserMistake as mistake:
        return {"criteria": [], "problem": str(mistake)}, b""


def match_criteria(payload: Mapping[str, Any], _: list[bytes], __: Tables) -> Steps:
    """Find for each criterion the sentences that speak of it, best first."""
    yield {"done": 0, "total": 1}, b""
    kinds = [KINDS[kind] for kind in payload["kinds"]]
    found = match(payload["criteria"], payload["sentences"], kinds, payload["scores"])
    return {
        "matches": [
            [{"sentence": one.sentence, "why": list(one.why)} for one in matches]
            for matches in found
        ]
    }, b""


def _shown(record: Record) -> dict[str, Any]:
    """Give a record as the page holds it."""
    place = _utf16(record.text)
    return {
        "text": record.text,
        "starts": [place(start) for start in record.starts],
        "scans": list(record.scans),
        "aside": [list(lines) for lines in record.aside],
        "notes": [{**asdict(note), "start": place(note.start)} for note in record.notes],
        "sentences": [
            [place(one.start), place(one.end), one.note, one.heading] for one in record.sentences
        ],
        "people": [asdict(person) for person in record.people],
        "doubts": list(record.doubts),
    }


def _utf16(text: str) -> Callable[[int], int]:
    """Give what turns a place in a text into the same place as JavaScript counts."""
    if text.isascii() or max(text) <= "\uffff":
        return lambda place: place
    shifts = [0]
    for character in text:
        shifts.append(shifts[-1] + (character > "\uffff"))
    return lambda place: place + shifts[place]


def _offers(
    records: Sequence[Mapping[str, Any]], marked: Sequence[Sequence[Scored]]
) -> list[dict[str, Any]]:
    offers: dict[str, dict[str, Any]] = {}
    for place, (record, scored) in enumerate(zip(records, marked, strict=True)):
        for sentence, ((_, text), one) in enumerate(zip(record["sentences"], scored, strict=True)):
            if not one.offered:
                continue
            alike = _ALIKE.sub(" ", text).casefold().strip()
            before = offers.pop(alike, None)
            offers[alike] = {
                "record": place,
                "sentence": sentence,
                "kind": KINDS.index(one.kind),
                "score": round(max(one.score, before["score"] if before else 0), 4),
                "why": list(one.why),
                "mind": list(one.mind),
                "measures": [found.text for found in measures(text)],
                "copies": [*before["copies"], [before["record"], before["sentence"]]]
                if before
                else [],
            }
    return sorted(offers.values(), key=lambda one: (-one["score"], one["record"], one["sentence"]))


def _about(payload: Mapping[str, Any], tables: Tables) -> str:
    """Give what the letter is about: the service, then the diagnoses in words."""
    values = answers_of(payload).values
    table = tables.get("icd10cm")
    entries = [table.entry(code) for code in list_of(values, "diagnosis_codes")] if table else []
    return "\n".join(
        [
            text_of(values, "service_description"),
            *(entry.description for entry in entries if entry),
        ]
    )


def _doubts(people: Sequence[Mapping[str, Any]], payload: Mapping[str, Any]) -> list[str]:
    values = answers_of(payload).values
    return list(
        doubts_about(
            [Identity(**person) for person in people],
            name=text_of(values, "patient_name"),
            born=day_of(values, "patient_birth_date"),
            ids=[text_of(values, "patient_id")],
        )
    )
