"""The job that writes many letters into one ZIP: a folder for each, and an index.

The ZIP is handed over piece by piece, as it is made, so that a thousand letters take no more memory
than one. A letter that cannot be written stops no other.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from m1appeals import dates
from m1appeals.claim_list import last_day_of
from m1appeals.csv_text import to_csv
from m1appeals.fields import Raw, day_of, text_of
from m1appeals.jobs.packet import Made, packet_steps
from m1appeals.jobs.pdf import TITLE, fonts_of, said_lacking
from m1appeals.letter import Document
from m1appeals.letter.docx import to_docx
from m1appeals.letter.pdf import to_pdf
from m1appeals.letter.text import to_text
from m1appeals.routes import route_for
from m1appeals.shapes import Reply, Steps, Tables, letter_of, today_of, with_entries
from m1appeals.triage import find_door
from m1appeals.validation import Answers, read_answers

__all__ = ["batch", "lacks"]

Naming = Literal["claim", "number", "patient"]
"""What folders are called: by the payer's claim number, by place, or by the patient's name."""

_COLUMNS = (
    "Folder",
    "Claim number",
    "Payer",
    "Denial code",
    "Appeal",
    "Last day",
    "Date of the letter",
    "Files",
)
_LEFT_OUT = ("Claim number", "Why")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
"""Names that Windows keeps for devices."""
_LONGEST = 60
_LOOKED_AT_ONCE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A letter of the batch: its files and what to know of them, or why there are none."""

    files: tuple[tuple[str, bytes], ...] = ()
    notes: str = ""
    why: str = ""


def lacks(payload: Mapping[str, Any], _: list[bytes], __: Tables) -> Steps:
    """Say of each of `items` what stands in the way of its letter, some at a time."""
    items: Sequence[Mapping[str, Any]] = payload["items"]
    found: list[list[str]] = []
    for done, item in enumerate(items, 1):
        found.append(_in_the_way(item, _answers(item, payload), payload))
        if done % _LOOKED_AT_ONCE == 0 or done == len(items):
            yield {"done": done, "total": len(items), "lacks": found}, b""
            found = []
    return {}, b""


def batch(payload: Mapping[str, Any], files: list[bytes], tables: Tables) -> Steps:
    """Write the letters of `items`, each {fields, exhibits, evidence, by_hand}, in `formats`.

    These are word, pdf and text. With `every`, letters are written whatever else could be done.
    """
    items: Sequence[Mapping[str, Any]] = payload["items"]
    out = _Stream()
    index: list[Sequence[str]] = [(*_COLUMNS, "Notes")]
    left_out: list[dict[str, Any]] = []
    noted = 0
    folders: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, item in enumerate(items, 1):
            answers = _answers(item, payload)
            written = yield from _letter(item, answers, payload, files, tables)
            number = text_of(answers.values, "claim_number")
            if written.files:
                folder = _folder(answers, payload["naming"], done, folders)
                for name, content in written.files:
                    archive.writestr(_entry(f"{folder}/{name}"), content)
                index.append((*_line(folder, answers, written, payload), written.notes))
                noted += bool(written.notes)
            else:
                claim = number or f"(claim {done} of the list)"
                left_out.append({"place": done - 1, "claim": claim, "why": written.why})
            yield {"done": done, "total": len(items)}, out.taken()
        archive.writestr(_entry("index.csv"), to_csv(index))
        if left_out:
            lines = [_LEFT_OUT, *((out["claim"], out["why"]) for out in left_out)]
            archive.writestr(_entry("left-out.csv"), to_csv(lines))
    return {
        "file": "appeal-letters.zip",
        "type": "application/zip",
        "written": len(index) - 1,
        "noted": noted,
        "left_out": left_out,
    }, out.taken()


def _answers(item: Mapping[str, Any], payload: Mapping[str, Any]) -> Answers:
    fields: Mapping[str, Raw] = item["fields"]
    return read_answers(fields, today=today_of(payload))


def _letter(
    item: Mapping[str, Any],
    answers: Answers,
    payload: Mapping[str, Any],
    files: list[bytes],
    tables: Tables,
) -> Generator[Reply, None, _Written]:
    """Write one letter. What keeps one of its files from being made is said, and no other is."""
    if in_the_way := _in_the_way(item, answers, payload):
        return _Written(why="; ".join(in_the_way))
    try:
        if item.get("exhibits"):
            return (yield from _with_packet(item, payload, files, tables))
        alone = with_entries(answers, (), item.get("evidence"))
        written = _files(letter_of(alone), payload, tables)
        return replace(written, notes=_joined(written.notes, *alone.evidence.problems()))
    except Exception as error:  # of any kind: the others are written all the same
        return _Written(why=f"This site has a fault ({type(error).__name__}). Tell your IT.")


def _in_the_way(item: Mapping[str, Any], answers: Answers, payload: Mapping[str, Any]) -> list[str]:
    """Say what keeps a letter from being written: mistakes, or that no letter is the answer.

    Nobody has looked at the claim by itself, unless its letter was typed `by_hand`. With `every`,
    letters are wanted whatever else could be done.
    """
    said = [error.message for error in answers.errors]
    if said or item.get("by_hand") or payload.get("every"):
        return said
    triage = find_door(answers.values, today=today_of(payload))
    if triage.door.letter and triage.route.id == route_for(answers.values).id:
        return []
    return [f"Another way is advised: {triage.door.short}. {triage.why}"]


def _files(letter: Document, payload: Mapping[str, Any], tables: Tables) -> _Written:
    formats = payload["formats"]
    made: list[tuple[str, bytes]] = []
    lacking = ""
    if "word" in formats:
        made.append(("appeal-letter.docx", to_docx(letter)))
    if "text" in formats:
        made.append(("appeal-letter.txt", to_text(letter).replace("\n", "\r\n").encode()))
    if "pdf" in formats:
        fonts = fonts_of(tables)
        lacking = said_lacking(letter, fonts)
        if not lacking:
            pdf = to_pdf(letter, fonts, title=TITLE, day=today_of(payload))
            made.append(("appeal-letter.pdf", pdf))
    if not made:
        return _Written(why=lacking)
    return _Written(files=tuple(made), notes=lacking)


def _with_packet(
    item: Mapping[str, Any], payload: Mapping[str, Any], files: list[bytes], tables: Tables
) -> Generator[Reply, None, _Written]:
    """Write a letter that has exhibits, and the packet of both."""
    asked = {**payload, **{name: item.get(name) for name in ("fields", "exhibits", "evidence")}}
    making = packet_steps(asked, files, fonts_of(tables))
    try:
        while True:
            part, _ = next(making)
            # The page is told of letters; the pages of a packet only keep it waiting.
            yield {"done": part["done"], "total": 0, "inside": True}, b""
    except StopIteration as end:
        made: Made = end.value
    answer = made.answer
    if made.letter is None:
        return _Written(why=answer.get("problem") or answer.get("lacking", ""))
    letter = _files(made.letter, payload, tables)
    packet = ("appeal-packet.pdf", made.content)
    doubts = [one["message"] for one in answer["warnings"] if one["field"] == "evidence"]
    notes = _joined(letter.notes or letter.why, *doubts, *answer["notes"])
    return _Written(files=(*letter.files, packet), notes=notes)


def _joined(*notes: str) -> str:
    return " ".join(filter(None, notes))


def _line(
    folder: str, answers: Answers, written: _Written, payload: Mapping[str, Any]
) -> Sequence[str]:
    values = answers.values
    dated = day_of(values, "letter_date")
    return (
        folder,
        text_of(values, "claim_number"),
        text_of(values, "payer_name"),
        text_of(values, "denial_code"),
        route_for(values).short,
        last_day_of(find_door(values, today=today_of(payload)))[1],
        dates.long(dated) if dated else "",
        ", ".join(name for name, _ in written.files),
    )


def _folder(answers: Answers, naming: Naming, place: int, taken: set[str]) -> str:
    """Name a folder so that any system takes it, and no two are alike."""
    values = answers.values
    named = {
        "claim": f"claim {text_of(values, 'claim_number')}",
        "number": f"letter {place:04}",
        "patient": f"{text_of(values, 'patient_name')} {text_of(values, 'claim_number')}",
    }[naming]
    plain = re.sub(r"[^\w.-]+", "-", named).strip("-.")[:_LONGEST].strip("-.")
    if not plain or _RESERVED.fullmatch(plain):
        plain = f"letter-{place:04}"
    name = next(found for found in _numbered(plain) if found.casefold() not in taken)
    taken.add(name.casefold())
    return name


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    packed = name.endswith((".docx", ".pdf"))
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    return entry


class _Stream(io.RawIOBase):
    """Where the ZIP is written to: what has come is taken away again and again."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        """Give what was written since the last time."""
        given = b"".join(self._pieces)
        self._pieces.clear()
        return given
