"""The boundary to the page: one function, JSON in and out.

The worker calls `handle` and knows nothing else of the product. Everything here is a matter of
shapes; what is said and checked is decided elsewhere.

call      payload                    answer
preview   {fields, today}            {letter, shown, errors, warnings, blanks}
check     {fields, today}            {errors, warnings}
letter    {fields, today, format}    {errors, warnings}, and if there are no errors
                                     text: {file, type, text} and bytes
                                     word: {file, type} and bytes
                                     print: {letter}
digest    {} and bytes               {sha256}, in hex: where plain http has no other way

`fields` maps names to a text or a list of texts; `today` is an ISO date, the day on the user's
clock; `format` is text, word or print. Problems are lists of {field, message}. A payload of another
shape is a defect and raises.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from m1appeals.errors import Defect
from m1appeals.fields import Raw
from m1appeals.letter import compose
from m1appeals.letter.docx import to_docx
from m1appeals.letter.environment import environment
from m1appeals.letter.html import to_nodes
from m1appeals.letter.text import to_text
from m1appeals.letter_fields import FIELDS
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
    return {
        "letter": to_nodes(compose(answers.values)),
        "shown": dict(answers.shown),
        **_verdict(answers),
        "blanks": blanks,
    }, b""


def _check(payload: Mapping[str, Any], _: bytes) -> Reply:
    answers = _answers(payload)
    return _verdict(answers), b""


def _letter(payload: Mapping[str, Any], _: bytes) -> Reply:
    answers = _answers(payload)
    if answers.errors:
        return _verdict(answers), b""
    return _FORMATS[payload["format"]](answers)


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
