"""The tables of the download, joined into articles: on the id and the version, both.

One version of an article is kept: the highest that is in force on the day of the download, or else
the highest that is yet to come. What is left out is counted, because a person should see how much.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from m1appeals.coverage.table import Article, Group
from m1appeals.errors import UserMistake
from m1appeals.identifiers import icd10cm, procedure
from sitebuild.coverage.download import AGAIN, Download, read_day

__all__ = ["Joined", "join"]

STATES = {
    "AK", "AL", "AR", "AS", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "GU", "HI", "IA", "ID",
    "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MP", "MS", "MT", "NC", "ND",
    "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX",
    "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY",
}  # fmt: skip
"""CMS has abbreviations of its own for parts of states: those are named in full."""

IN_FORCE = {"", "A", "F"}
"""How the status of an article begins that is in force, or will be."""

KEY = ("article_id", "article_version")
CONTRACTOR = ("contractor_id", "contractor_type_id", "contractor_version")

Key = tuple[str, str]
Contractor = tuple[str, str, str]


@dataclass(slots=True, kw_only=True)
class Joined:
    """What came of a download."""

    day: date
    """The day of the download."""
    articles: list[Article]
    left_out: Counter[str]
    """Articles and rows that are not in the table, by the reason."""


@dataclass(slots=True, kw_only=True)
class _Version:
    """A version of an article that may be kept."""

    version: int
    key: Key
    title: str
    start: date | None
    end: date | None
    procedures: set[str] = field(default_factory=set)
    lcds: set[int] = field(default_factory=set)
    contractors: set[Contractor] = field(default_factory=set)
    primary: set[str] = field(default_factory=set)
    """The states that are named for the article itself."""


def join(download: Download) -> Joined:
    """Read every table that is needed; raise `UserMistake` where the download has no use."""
    left_out: Counter[str] = Counter()
    day, kept = _versions(download, left_out)
    _procedures(download, kept, left_out)
    left_out["articles that name no procedure"] = sum(not one.procedures for one in kept.values())
    kept = {key: one for key, one in kept.items() if one.procedures}
    if not kept:
        raise UserMistake(f"The download has no article in force that names a procedure. {AGAIN}")
    covered = _groups(download, kept, "covered", left_out)
    noncovered = _groups(download, kept, "noncovered", left_out)
    _related(download, kept)
    name, states = _contractors(download, kept, day)
    articles = [
        Article(
            id=int(one.key[0]),
            title=one.title,
            start=one.start,
            end=one.end,
            procedures=frozenset(one.procedures),
            lcds=tuple(sorted(one.lcds)),
            contractors=tuple(sorted({name[each] for each in one.contractors if each in name})),
            states=tuple(sorted(states(one))),
            covered=covered(key),
            noncovered=noncovered(key),
        )
        for key, one in kept.items()
    ]
    return Joined(day=day, articles=articles, left_out=left_out)


def _versions(download: Download, left_out: Counter[str]) -> tuple[date, dict[Key, _Version]]:
    """Choose the version of each article that is kept; give the day of the download with them."""
    found: dict[str, list[_Version]] = defaultdict(list)
    retiring = _retiring(download)
    changed = date.min
    columns = (*KEY, "title", "status", "article_eff_date", "article_end_date")
    more = ("article_rev_end_date", "date_retired", "last_updated")
    rows = download.rows("article", columns + more, optional=("article_pub_date", "display_id"))
    for id_, version, title, status, start, *ends, updated, published, display in rows:
        if not (id_.isdigit() and version.isdigit()):
            left_out["articles without a number"] += 1
            continue
        if status.upper().startswith("R"):
            left_out["retired articles"] += 1
            continue
        # Only drafts have an identifier of their own to show.
        if status[:1].upper() not in IN_FORCE or display not in {"", id_, f"A{id_}"}:
            left_out["drafts"] += 1
            continue
        try:
            changed = max(changed, read_day(updated) or date.min)
            # A first version has no day of revision.
            starts = read_day(start) or read_day(published)
            last = [read_day(end) for end in ends] + [retiring.get(id_)]
        except ValueError:
            left_out["articles with a date that cannot be read"] += 1
            continue
        end = min((each for each in last if each), default=None)
        found[id_].append(
            _Version(version=int(version), key=(id_, version), title=title, start=starts, end=end)
        )
    day = download.packed or changed
    if day == date.min:
        raise UserMistake(f"article.csv in the download tells no day. {AGAIN}")
    kept = {}
    for versions in found.values():
        current = [one for one in versions if one.end is None or one.end >= day]
        if not current:
            left_out["retired articles"] += 1
            continue
        best = max(current, key=lambda one: (one.start is None or one.start <= day, one.version))
        kept[best.key] = best
        left_out["other versions of an article"] += len(versions) - 1
    return day, kept


def _retiring(download: Download) -> dict[str, date]:
    """Give the days on which articles are going to be retired."""
    days = {}
    if download.has("article_future_retire"):
        for id_, day in download.rows("article_future_retire", ("article_id", "retire_dt")):
            try:
                read = read_day(day)
            except ValueError as error:
                raise UserMistake(f"article_future_retire.csv, retire_dt: {error}.") from error
            if read:
                days[id_] = read
    return days


def _procedures(download: Download, kept: dict[Key, _Version], left_out: Counter[str]) -> None:
    for id_, version, code in download.rows("article_x_hcpc_code", (*KEY, "hcpc_code_id")):
        if (one := kept.get((id_, version))) is None:
            left_out["procedure rows of articles that are left out"] += 1
        elif len(code) == 5 and procedure.is_valid(code):
            one.procedures.add(code.upper())
        else:
            left_out["procedure rows without a code"] += 1


def _groups(
    download: Download, kept: dict[Key, _Version], kind: str, left_out: Counter[str]
) -> Callable[[Key], tuple[Group, ...]]:
    """Read the rows of one kind of diagnoses; give what tells the groups of an article."""
    # Numbers for codes: there are half a million rows of some tens of thousands of codes.
    numbers: dict[str, int] = {}
    codes: list[str] = []
    found: dict[Key, dict[int, tuple[array[int], array[int]]]] = defaultdict(dict)
    columns = (*KEY, "icd10_code_id", f"icd10_{kind}_group")
    rows = download.rows(f"article_x_icd10_{kind}", columns, optional=("asterisk",))
    for id_, version, written, group, asterisk in rows:
        if (key := (id_, version)) not in kept:
            left_out[f"{kind} rows of articles that are left out"] += 1
            continue
        if (number := numbers.get(written)) is None:
            valid = icd10cm.is_valid(written)
            number = numbers[written] = len(codes) if valid else -1
            if valid:
                codes.append(icd10cm.compact(written).replace(".", ""))
        if number < 0 or not group.isdigit():
            left_out[f"{kind} rows without a code"] += 1
            continue
        all_, starred = found[key].setdefault(int(group), (array("I"), array("I")))
        all_.append(number)
        if asterisk.upper().startswith("Y"):
            starred.append(number)

    def of(key: Key) -> tuple[Group, ...]:
        return tuple(
            Group(
                number=group,
                codes=frozenset(codes[number] for number in all_),
                starred=frozenset(codes[number] for number in starred),
            )
            for group, (all_, starred) in sorted(found.get(key, {}).items())
        )

    return of


def _related(download: Download, kept: dict[Key, _Version]) -> None:
    """Read which LCDs belong to an article. Rows that relate another article name no LCD."""
    for id_, version, lcd in download.rows("article_related_documents", (*KEY, "r_lcd_id")):
        one = kept.get((id_, version))
        if one is not None and (digits := re.match(r"[1-9]\d*", lcd)):
            one.lcds.add(int(digits[0]))


def _contractors(
    download: Download, kept: dict[Key, _Version], day: date
) -> tuple[dict[Contractor, str], Callable[[_Version], set[str]]]:
    """Read whose articles they are; give the names, and what tells the states of an article.

    An article of one contractor may have states of its own. All others hold wherever their
    contractors do.
    """
    for id_, version, *contractor in download.rows("article_x_contractor", (*KEY, *CONTRACTOR)):
        if (one := kept.get((id_, version))) is not None:
            one.contractors.add((contractor[0], contractor[1], contractor[2]))
    if download.has("article_x_primary_jurisdiction"):
        for id_, version, state in download.rows(
            "article_x_primary_jurisdiction", (*KEY, "state_id")
        ):
            if (one := kept.get((id_, version))) is not None:
                one.primary.add(state)
    name = {
        (id_, type_, version): " ".join(written.split())
        for id_, type_, version, written in download.rows(
            "contractor", (*CONTRACTOR, "contractor_bus_name")
        )
    }
    places: dict[Contractor, set[str]] = defaultdict(set)
    columns = (*CONTRACTOR, "state_id", "term_date")
    for id_, type_, version, state, ended in download.rows("contractor_jurisdiction", columns):
        try:
            last = read_day(ended)
        except ValueError as error:
            raise UserMistake(f"contractor_jurisdiction.csv, term_date: {error}.") from error
        if last is None or last >= day:
            places[id_, type_, version].add(state)
    state_name = {
        id_: short if short in STATES else " ".join(full.split()) or short
        for id_, short, full in download.rows(
            "state_lookup", ("state_id", "state_abbrev", "description")
        )
    }

    def states(one: _Version) -> set[str]:
        own = one.primary if len(one.contractors) == 1 else set()
        ids = own or set().union(*(places[contractor] for contractor in one.contractors))
        return {state_name[id_] for id_ in ids if id_ in state_name}

    return name, states
