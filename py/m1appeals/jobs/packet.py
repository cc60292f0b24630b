"""The jobs of a packet: looking at the files that are added, and making the one PDF of them."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from m1appeals.errors import UserMistake
from m1appeals.exhibit_list import Entry, exhibit_letter
from m1appeals.fields import Raw
from m1appeals.jobs.pdf import TITLE, fonts_of, said_lacking
from m1appeals.letter import compose
from m1appeals.letter.cover import Cover, Part, compose_cover
from m1appeals.letter.pdf import Fonts, to_pdf
from m1appeals.packet import Exhibit, Packet, assemble, inspect, page_counts
from m1appeals.shapes import Reply, Steps, Tables, today_of, verdict, with_entries
from m1appeals.validation import Answers, read_answers

__all__ = ["inspect_files", "packet", "packet_steps"]

_TITLE = "Appeal packet"
_PAGES_AT_ONCE = 5


def inspect_files(_: Mapping[str, Any], files: list[bytes], __: Tables) -> Steps:
    """Look at each file: its pages and what to know about it, or why it cannot be used."""
    for done, content in enumerate(files, 1):
        try:
            found: dict[str, Any] = asdict(inspect(content))
        except UserMistake as mistake:
            found = {"error": str(mistake)}
        yield {"done": done, "total": len(files), "exhibit": found}, b""
    return {}, b""


def packet(payload: Mapping[str, Any], files: list[bytes], tables: Tables) -> Steps:
    """Make the packet; what stands in the way is told, and nothing is made."""
    return (yield from packet_steps(payload, files, fonts_of(tables)))


def packet_steps(payload: Mapping[str, Any], files: Sequence[bytes], fonts: Fonts) -> Steps:
    """Make the packet of one letter, with fonts that are at hand."""
    yield {"done": 0, "total": 0}, b""
    exhibits = [
        Exhibit(name=one["name"], content=files[one["file"]], pages=one["pages"])
        for one in payload["exhibits"]
    ]
    fields: Mapping[str, Raw] = payload["fields"]
    answers = read_answers(fields, today=today_of(payload))
    try:
        counts = page_counts(exhibits)
    except UserMistake as mistake:
        return {**verdict(answers), "problem": str(mistake)}, b""
    entries = [
        Entry(name=one.name, pages=count) for one, count in zip(exhibits, counts, strict=True)
    ]
    answers = with_entries(answers, entries)
    if answers.errors:
        return verdict(answers), b""
    letter = compose(answers.values)
    if missing := said_lacking(letter, fonts):
        return {**verdict(answers), "lacking": missing}, b""
    front = _front(answers, entries, payload, fonts)
    making = assemble(front=front, exhibits=exhibits, title=_TITLE)
    try:
        made = yield from _told(making)
    except UserMistake as mistake:
        return {**verdict(answers), "problem": str(mistake)}, b""
    return {
        **verdict(answers),
        "file": "appeal-packet.pdf",
        "type": "application/pdf",
        "pages": made.pages,
        "exhibits": [asdict(one) for one in made.exhibits],
        "notes": list(made.notes),
    }, made.content


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
    answers: Answers, entries: Sequence[Entry], payload: Mapping[str, Any], fonts: Fonts
) -> list[tuple[str, bytes]]:
    """Write the letter, and before it the cover sheet, which names the page of each part."""
    day = today_of(payload)
    letter = to_pdf(compose(answers.values), fonts, title=TITLE, day=day)
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
