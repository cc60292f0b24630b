"""The shapes in which page and Python speak: of a call, and of a job step by step.

What a payload says of a letter becomes `Answers` here, and answers become a letter by `letter_of`
alone, so that exhibits and quotations are in every format.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from m1appeals.errors import UserMistake
from m1appeals.exhibit_list import (
    Entry,
    chosen_pages,
    exhibit_letter,
    unknown_names,
    with_exhibits,
)
from m1appeals.fields import Raw, list_of
from m1appeals.letter import Document, compose
from m1appeals.quotations import evidence_of
from m1appeals.validation import Answers, Problem, read_answers

__all__ = [
    "Job", "Reply", "Steps", "Tables", "answers_of", "entries_of", "letter_of", "packet_of",
    "problems", "quoted_of", "today_of", "verdict", "with_entries",
]  # fmt: skip

Reply = tuple[dict[str, Any], bytes]
"""What becomes JSON, and bytes with it."""

Steps = Generator[Reply, None, Reply]
"""A job: what each step brought, {done, total} at least, and at the end the answer."""

Tables = Mapping[str, Any]
"""The tables of data that have arrived, by name."""

Job = Callable[[Mapping[str, Any], list[bytes], Tables], Steps]
"""Payload, files and tables to steps."""


def today_of(payload: Mapping[str, Any]) -> date:
    """Give the day on the user's clock."""
    return date.fromisoformat(payload["today"])


def answers_of(payload: Mapping[str, Any]) -> Answers:
    """Read the fields of a payload, its exhibits and its evidence where it has some."""
    fields: Mapping[str, Raw] = payload["fields"]
    answers = read_answers(fields, today=today_of(payload))
    return with_entries(answers, entries_of(payload), payload.get("evidence"))


def letter_of(answers: Answers) -> Document:
    """Write the letter of answers that know their exhibits and their evidence."""
    return compose(answers.values, answers.evidence)


def entries_of(payload: Mapping[str, Any]) -> list[Entry]:
    """Give the exhibits of a payload: {name, pages, of}, `pages` as typed of the `of` there are.

    Where what was typed cannot be read, all count: `packet_of` says what is wrong.
    """
    entries = []
    for one in payload.get("exhibits", ()):
        chosen = _chosen(one)[0] or range(one["of"])
        entries.append(Entry(name=one["name"], pages=len(chosen), chosen=chosen))
    return entries


def packet_of(payload: Mapping[str, Any], answers: Answers) -> dict[str, Any]:
    """Give what a page says of its packet.

    `exhibits`: of each its letter, and what is wrong with the pages that were typed, "" where
    nothing is. `besides`: what the letter encloses and the packet does not hold.
    """
    exhibits = [
        {"letter": exhibit_letter(place), "problem": _chosen(one)[1]}
        for place, one in enumerate(payload.get("exhibits", ()), 1)
    ]
    besides = list_of(answers.values, "enclosures")[len(exhibits) :] if exhibits else ()
    return {"exhibits": exhibits, "besides": list(besides)}


def _chosen(exhibit: Mapping[str, Any]) -> tuple[Sequence[int], str]:
    """Give which pages were chosen, from zero, or why that cannot be told."""
    try:
        return chosen_pages(exhibit["pages"], exhibit["of"]), ""
    except UserMistake as mistake:
        return (), str(mistake)


def quoted_of(answers: Answers) -> dict[str, Any]:
    """Give what a page says of its evidence, all in the order of the payload.

    `criteria`: of each {state, problem}; its state is answered, undocumented or open. `quotations`:
    of each {place, source, problem}; its place is "" where the letter leaves it out.
    """
    evidence = answers.evidence
    return {
        "criteria": [{"state": one.state, "problem": one.problem} for one in evidence.criteria],
        "quotations": [
            {"place": one.place, "source": one.source, "problem": one.problem}
            for one in evidence.quotations
        ],
    }


def with_entries(
    answers: Answers, entries: Sequence[Entry], evidence: Mapping[str, Any] | None
) -> Answers:
    """Let a letter speak of its exhibits and quote them; doubt what it could not say so."""
    quoted = evidence_of(evidence, entries)
    answers = replace(
        answers,
        evidence=quoted,
        warnings=(
            *answers.warnings,
            *(Problem(field="evidence", message=message) for message in quoted.problems()),
        ),
    )
    if not entries:
        return answers
    doubts = tuple(
        Problem(
            field="clinical_summary",
            message=f"No exhibit is called “{name}”. Name it as in the packet, or take the "
            "brackets away.",
        )
        for name in unknown_names(answers.values, entries)
    )
    return replace(
        answers,
        values=with_exhibits(answers.values, entries),
        warnings=(*answers.warnings, *doubts),
        errors=tuple(one for one in answers.errors if one.field != "enclosures"),
    )


def verdict(answers: Answers) -> dict[str, Any]:
    """Give what is wrong and what is doubtful."""
    return {"errors": problems(answers.errors), "warnings": problems(answers.warnings)}


def problems(found: Iterable[Problem]) -> list[dict[str, str]]:
    """Give problems as {field, message}."""
    return [asdict(problem) for problem in found]
