"""The LCDs of CMS's download, one version of each, with their text.

The layout is that of CMS's data dictionary for LCDs and of a public program's list of the 48
columns of `lcd.csv`; nobody here has read a real file. So columns are found by name, only those
without which there is nothing to show must be there, and the report counts what is left out.

One version is kept: the highest that is in force on the day of the download, or else the highest
that is yet to come. Drafts have an identifier of their own, which begins with DL.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from m1appeals.coverage.policies import Policy
from m1appeals.errors import UserMistake
from sitebuild.coverage.articles import IN_FORCE
from sitebuild.coverage.download import Download, read_day
from sitebuild.coverage.html_text import to_text

__all__ = ["Found", "read_policies"]

NEEDED = ("lcd_id", "lcd_version", "title", "indication", "status")
MORE = (
    "doc_reqs", "display_id", "last_updated", "orig_det_eff_date", "rev_eff_date", "rev_end_date",
    "ent_det_end_date", "date_retired",
)  # fmt: skip
DOCUMENTS = "Documentation Requirements"
"""The heading under which the database shows `doc_reqs`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of a download."""

    day: date
    policies: tuple[Policy, ...]
    left_out: Counter[str]
    """LCDs that are not in the table, by the reason."""


def read_policies(download: Download) -> Found:
    """Read the LCDs; raise `UserMistake` where the download has none that is of use."""
    left_out: Counter[str] = Counter()
    versions: dict[int, list[tuple[int, Policy]]] = defaultdict(list)
    retiring = _retiring(download)
    changed = date.min
    for row in download.rows("lcd", NEEDED, optional=MORE):
        cells = dict(zip((*NEEDED, *MORE), row, strict=True))
        id_, version = cells["lcd_id"], cells["lcd_version"]
        if not (id_.isdigit() and version.isdigit()):
            left_out["LCDs without a number"] += 1
            continue
        if cells["status"].upper().startswith("R"):
            left_out["retired LCDs"] += 1
            continue
        if cells["status"][:1].upper() not in IN_FORCE or cells["display_id"].upper() not in {
            "", id_, f"L{id_}",
        }:  # fmt: skip
            left_out["drafts"] += 1
            continue
        try:
            days = {name: read_day(cells[name]) for name in MORE[2:]}
        except ValueError:
            left_out["LCDs with a date that cannot be read"] += 1
            continue
        changed = max(changed, days["last_updated"] or date.min)
        ends = [days["rev_end_date"], days["ent_det_end_date"], days["date_retired"]]
        policy = Policy(
            id=int(id_),
            title=" ".join(to_text(cells["title"]).split()),
            text=_text(cells["indication"], cells["doc_reqs"]),
            start=days["rev_eff_date"] or days["orig_det_eff_date"],
            end=min((end for end in (*ends, retiring.get(int(id_))) if end), default=None),
        )
        if policy.text:
            versions[policy.id].append((int(version), policy))
        else:
            left_out["LCDs without a text"] += 1
    day = download.packed or changed
    kept = []
    for found in versions.values():
        current = [one for one in found if one[1].end is None or one[1].end >= day]
        left_out["retired LCDs"] += not current
        left_out["other versions of an LCD"] += max(0, len(found) - 1) if current else 0
        if current:
            kept.append(
                max(current, key=lambda one: (one[1].start is None or one[1].start <= day, one[0]))
            )
    if not kept or day == date.min:
        raise UserMistake(f"The download has no LCD in force with a text. {download.again}")
    return Found(day=day, policies=tuple(policy for _, policy in kept), left_out=left_out)


def _retiring(download: Download) -> dict[int, date]:
    """Give the days on which LCDs are going to be retired."""
    days = {}
    if download.has("lcd_future_retire"):
        for id_, written in download.rows("lcd_future_retire", ("lcd_id", "retire_dt")):
            try:
                day = read_day(written)
            except ValueError as error:
                raise UserMistake(f"lcd_future_retire.csv, retire_dt: {error}.") from error
            if day and id_.isdigit():
                days[int(id_)] = day
    return days


def _text(indication: str, documents: str) -> str:
    text, more = to_text(indication), to_text(documents)
    return f"{text}\n\n{DOCUMENTS}\n\n{more}".strip() if more else text
