"""The jobs of a packet: looking at the files that are added, and making the one PDF of them."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from m1appeals.errors import UserMistake
from m1appeals.evidence.reading.files import as_pdf
from m1appeals.exhibit_list import Entry, exhibit_letter
from m1appeals.fields import Raw
from m1appeals.jobs.pdf import TITLE, fonts_of, said_lacking
from m1appeals.jobs.quoted import unfound
from m1appeals.letter import Document
from m1appeals.letter.cover import Cover, Part, compose_cover
from m1appeals.letter.pdf import Fonts, to_pdf
from m1appeals.packet import Exhibit, Packet, assemble, inspect, pages_of
from m1appeals.shapes import Reply, Steps, Tables, letter_of, today_of, verdict, with_entries
from m1appeals.validation import Answers, read_answers

__all__ = ["Made", "inspect_files", "packet", "packet_steps"]

PRINTED = (
    "Its text was printed into a PDF. Where you can, add the original from your record system in "
    "its place, as a PDF."
)
"""What is said of an exhibit that was a text or Word document."""
_TITLE = "Appeal packet"
_PAGES_AT_ONCE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A packet, or what stands in its way."""

    answer: dict[str, Any]
    """What the page is told."""
    content: bytes = b""
    """The PDF; nothing where there is none."""
    letter: Document | None = None
    """The letter that is in it."""


def inspect_files(_: Mapping[str, Any], files: list[bytes], tables: Tables) -> Steps:
    """Look at each file: its pages and what to know about it, or why it cannot be used.

    A text or Word document is printed into a PDF, which is given in its place.
    """
    for done, content in enumerate(files, 1):
        printed = None
        try:
            printed = as_pdf(content, fonts_of(tables))
            found: dict[str, Any] = asdict(inspect(printed or content))
        except UserMistake as mistake:
            found = {"error": str(mistake)}
        if printed:
            found["notes"] = [PRINTED]
        yield {"done": done, "total": len(files), "exhibit": found}, printed or b""
    return {}, b""


def packet(payload: Mapping[str, Any], files: list[bytes], tables: Tables) -> Steps:
    """Make the packet; what stands in the way is told, and nothing is made."""
    made = yield from packet_steps(payload, files, fonts_of(tables))
    return made.answer, made.content


def packet_steps(
    payload: Mapping[str, Any], files: Sequence[bytes], fonts: Fonts
) -> Generator[Reply, None, Made]:
    """Make the packet of one letter, with fonts that are at hand."""
    yield {"done": 0, "total": 0}, b""
    exhibits = [
        Exhibit(name=one["name"], content=files[one["file"]], pages=one["pages"])
        for one in payload["exhibits"]
    ]
    fields: Mapping[str, Raw] = payload["fields"]
    answers = read_answers(fields, today=today_of(payload))
    try:
        chosen = pages_of(exhibits)
    except UserMistake as mistake:
        return Made(answer={**verdict(answers), "problem": str(mistake)})
    entries = [
        Entry(name=one.name, pages=len(pages), chosen=pages)
        for one, pages in zip(exhibits, chosen, strict=True)
    ]
    answers = with_entries(answers, entries, payload.get("evidence"))
    if answers.errors:
        return Made(answer=verdict(answers))
    letter = letter_of(answers)
    if missing := said_lacking(letter, fonts):
        return Made(answer={**verdict(answers), "lacking": missing})
    unfound_ones = []
    for said in unfound(answers.evidence, exhibits):
        unfound_ones += [said] if said else []
        yield {"done": 0, "total": 0}, b""
    front = _front(letter, answers, entries, payload, fonts)
    making = assemble(front=front, exhibits=exhibits, title=_TITLE)
    try:
        made = yield from _told(making)
    except UserMistake as mistake:
        return Made(answer={**verdict(answers), "problem": str(mistake)})
    answer = {
        **verdict(answers),
        "file": "appeal-packet.pdf",
        "type": "application/pdf",
        "pages": made.pages,
        "exhibits": [asdict(one) for one in made.exhibits],
        "notes": [*unfound_ones, *made.notes],
    }
    return Made(answer=answer, content=made.content, letter=letter)


def _told(making: Generator[tuple[int, int], None, Packet]) -> Generator[Reply, None, Packet]:
    """Tell the page how far a packet is, some pages at a time; stop it when the job is closed."""
    try:
        while True:
            done, total = next(making)
            if done % _PAGES_AT_ONCE == 0 or done == total:
                yield {"done": done, "total": total}, b""
    except StopIteration as end:
        made: Packet = end.value
        return made
    finally:
        making.close()


def _front(
    document: Document,
    answers: Answers,
    entries: Sequence[Entry],
    payload: Mapping[str, Any],
    fonts: Fonts,
) -> list[tuple[str, bytes]]:
    """Write the letter, and before it the cover sheet, which names the page of each part."""
    day = today_of(payload)
    letter = to_pdf(document, fonts, title=TITLE, day=day)
    options = payload["cover"]
    if options["kind"] == "none":
        return [("Letter", letter)]
    letter_pages, cover_pages = inspect(letter).pages, 1
    while True:
        parts = list(_parts(letter_pages, cover_pages, entries))
        pages = cover_pages + letter_pages + sum(entry.pages for entry in entries)
        cover = Cover(
            parts=tuple(parts),
            pages=pages,
            fax=options["kind"] == "fax",
            to_fax=options.get("to_fax", ""),
        )
        sheet = to_pdf(
            compose_cover(answers.values, cover),
            fonts,
            title=_TITLE,
            day=day,
            always_numbered=False,
        )
        if inspect(sheet).pages == cover_pages:
            return [("Cover sheet", sheet), ("Letter", letter)]
        cover_pages = inspect(sheet).pages


def _parts(letter_pages: int, cover_pages: int, entries: Sequence[Entry]) -> Iterator[Part]:
    first = cover_pages + 1
    yield Part(name="Letter", first=first)
    first += letter_pages
    for place, entry in enumerate(entries, 1):
        yield Part(name=f"Exhibit {exhibit_letter(place)}: {entry.name}", first=first)
        first += entry.pages
