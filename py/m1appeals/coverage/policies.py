"""The texts of Medicare's LCDs, where the site's owner has installed them: what criteria are in.

The table comes from CMS's download of LCDs (source: `cms-mcd`), which only whoever accepts its
license may fetch. Each text is packed on its own, so that one is unpacked at a time: there are
about a thousand, of some pages each.

The first line names the version of the format, the second is JSON: the day of the download and the
policies, each with the place and length of its text in what follows. A text is UTF-8 in zlib.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from m1appeals.errors import Defect

__all__ = ["Policies", "Policy", "policy_criteria", "write_policies"]

MAGIC = b"m1 policies 1\n"
_NUMBER = re.compile(r"\bL\s?([1-9]\d{4})\b", re.IGNORECASE)
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One LCD."""

    id: int
    """Its number without the L."""
    title: str
    text: str
    """Indications and limitations, and what it asks to document, in lines; no markup."""
    start: date | None
    end: date | None


class Policies:
    """A table in memory. A text is unpacked when it is asked for."""

    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        """Read what `write_policies` has written, gzip'd or not; raise `Defect` for all else."""
        block = bytes(data)
        if block.startswith(_GZIP):
            block = zlib.decompress(block, wbits=31)
        if not block.startswith(MAGIC):
            raise Defect("these bytes are not a table of policies of this version")
        end = block.index(b"\n", len(MAGIC)) + 1
        head = json.loads(block[len(MAGIC) : end])
        if end + head["bytes"] != len(block):
            raise Defect("the table of policies is not as long as it says")
        self.day = date.fromisoformat(head["day"])
        """The day of CMS's download."""
        self._texts = block[end:]
        self._entries: Mapping[int, dict[str, Any]] = {one["id"]: one for one in head["policies"]}

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, text: str) -> Policy | None:
        """Give the first LCD that a text names and the table has."""
        for found in _NUMBER.finditer(text):
            if entry := self._entries.get(int(found[1])):
                at, length = entry["text"]
                return Policy(
                    id=entry["id"],
                    title=entry["title"],
                    text=zlib.decompress(self._texts[at : at + length]).decode("utf-8"),
                    start=_day(entry.get("start")),
                    end=_day(entry.get("end")),
                )
        return None


def policy_criteria(table: Policies | None, text: str) -> dict[str, Any] | None:
    """Give the LCD that a policy field names, as the page takes it; None where there is none.

    Keys: number, title, text, start, end, day (dates as ISO texts or None), address. The version is
    the one in force on the day of the download: compare its dates with the date of service.
    """
    if table is None or (found := table.find(text)) is None:
        return None
    return {
        "number": f"L{found.id}",
        "title": found.title,
        "text": found.text,
        "start": found.start and found.start.isoformat(),
        "end": found.end and found.end.isoformat(),
        "day": table.day.isoformat(),
        "address": _ADDRESS.format(found.id),
    }


_ADDRESS = "https://www.cms.gov/medicare-coverage-database/view/lcd.aspx?lcdid={}"


def write_policies(day: date, policies: Iterable[Policy]) -> bytes:
    """Write the policies of a download of this day."""
    entries = []
    texts: list[bytes] = []
    at = 0
    for one in sorted(policies, key=lambda one: one.id):
        packed = zlib.compress(one.text.encode("utf-8"), 9)
        entry = {
            "id": one.id,
            "title": one.title,
            "start": one.start and one.start.isoformat(),
            "end": one.end and one.end.isoformat(),
            "text": [at, len(packed)],
        }
        entries.append({name: value for name, value in entry.items() if value is not None})
        texts.append(packed)
        at += len(packed)
    head = json.dumps(
        {"day": day.isoformat(), "bytes": at, "policies": entries}, separators=(",", ":")
    )
    return b"".join([MAGIC, f"{head}\n".encode("ascii"), *texts])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
