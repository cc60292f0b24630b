"""Whether a record is about the patient of the form.

When a record is read, what its pages say of who the patient is is kept: labels with a name, a birth
date or an ID, and banners without labels. The form is compared with that as often as it changes.

Names agree where they have the last name and a first name or its initial in common, in any order,
without regard to case, accents, middle names and suffixes; a nickname passes beside the same birth
date. An ID is compared only with one of its own kind: a record number of the practice says nothing
of a member ID. Where nothing can be told, nothing is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from m1appeals import dates
from m1appeals.evidence.reading.labels import DAY, day_of
from m1appeals.evidence.reading.record import Identity

__all__ = ["doubts_about", "people_on"]

_PARTED = re.compile(r"\s{3,}|\s*\|\s*|\t")
_NAME_LABEL = re.compile(
    r"\b(?P<label>(?:patient|member|beneficiary|client|resident|enrollee)"
    r"(?:'?s)?(?: full)? name|name of patient|patient(?: identification)?|member|beneficiary"
    r"|pt\.?(?: name)?|(?<![a-z] )name)\s*:\s*",
    re.IGNORECASE,
)
_BORN_LABEL = re.compile(
    r"(?<!subscriber )(?<!newborn )(?<!insured )"
    r"\b(?P<label>d\.?o\.?b\.?|date of birth|birth ?date|born(?: on)?|birthdate)\s*[:#]?\s*\(?",
    re.IGNORECASE,
)
_ID_LABEL = re.compile(
    r"\b(?P<label>(?P<member>(?:member|subscriber|insurance|enrollee)"
    r"(?: id(?:entification)?| #| number| no\.?)+)"
    r"|(?P<mbi>mbi|medicare (?:beneficiary identifier|id|number|no\.?|#)|hic(?:n|#)?)"
    r"|(?P<record>mrn|m\.r\.n\.|medical record (?:number|no\.?|#)|mr ?#"
    r"|(?:patient|account|acct|chart|encounter|visit) (?:id|#|number|no\.?)))"
    r"\s*[:#]*\s*(?P<id>[A-Za-z0-9][A-Za-z0-9-]{3,24})\b",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"(?P<name>[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+)?,\s*[A-Z][\w'\u2019-]+"
    r"(?: [A-Z][\w'\u2019.-]*){0,2}"
    r"|[A-Z][\w'\u2019-]+(?: [A-Z]\.?)?(?: [A-Z][\w'\u2019-]+){1,2})"
    r"[\s,|(;-]*(?:(?:\d{1,3} ?(?:y\.?o\.?|yrs?|years? old)?|male|female|[mf])[\s,|/;)-]*){0,3}"
    r"(?:mrn\W*\w+[\s,|;-]*)?(?=\(?(?:d\.?o\.?b|date of birth|born)\b)",
    re.IGNORECASE,
)
_NAME_WORDS = ("name", "patient", "member", "beneficiary", "resident", "re:", "re :", "pt:", "pt.:")
_BORN_WORDS = ("dob", "d.o.b", "birth", "born")
_ID_WORDS = ("id", "number", "no.", "no:", "#", "mbi", "medicare", "hic", "mrn", "m.r.n")
_DAY = re.compile(DAY, re.IGNORECASE)
_TWO_DIGITS = re.compile(r"\d{1,2}[/\-.]\d{1,2}[/\-.]\d{2}")
_NAME = re.compile(
    r"(?:(?:mr|mrs|ms|miss|dr)\.?\s+)?([^\W\d_][\w'\u2019.-]*,?(?:\s+[^\W\d_][\w'\u2019.-]*,?){0,5})",
    re.IGNORECASE,
)
_STOPS = {
    "dob", "d.o.b", "d.o.b.", "date", "mrn", "age", "sex", "gender", "male", "female", "id",
    "member", "phone", "ssn", "account", "acct", "room", "visit", "dos", "provider",
    "address", "birth", "born", "medical", "record", "page", "patient", "physician",
    "insurance", "chart", "encounter", "attending", "pcp", "mbi", "medicare", "year", "yo",
    "y.o.", "years", "subscriber", "policy", "plan", "group", "claim", "service", "location",
    "department", "admit", "admission", "status", "race", "marital", "home", "cell", "email",
    "city", "referring", "preferred", "legal", "no", "number",
}  # fmt: skip
_NOT_NAMES = {
    "is", "was", "has", "reports", "states", "denies", "presents", "the", "a", "an", "who",
    "with", "complains", "here", "returns", "seen", "will", "to", "and", "of", "not",
    "information", "education", "instructions", "history", "consent", "verbalized",
    "tolerated", "agrees", "understands", "position", "identified", "signature", "name",
    "complaint", "unknown", "demographics", "portal", "care", "safety", "goals", "response",
    "notified", "self", "in", "for", "by", "request", "appeal", "denial", "this", "on", "yes",
    "n/a", "na", "none", "see", "letter", "medication",
}  # fmt: skip
_SUFFIXES = {
    "jr",
    "sr",
    "ii",
    "iii",
    "iv",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "md",
    "do",
    "phd",
    "esq",
}
_MOST = 400
"""Lines of a page, and findings of a record, that are looked at."""


def people_on(page: int, lines: Iterable[str]) -> Iterator[Identity]:
    """Find what the lines of a page say of who the patient is."""
    for count, line in enumerate(lines):
        if count >= _MOST:
            return
        if len(line) <= 400:
            yield from _people_in(page, line)


def doubts_about(
    people: Sequence[Identity],
    *,
    name: str = "",
    born: date | None = None,
    ids: Sequence[str] = (),
) -> tuple[str, ...]:
    """Say on which pages of a record another patient is named than in the form, and how.

    `people` are those whom its pages name.
    """
    said: dict[tuple[str, str], list[int]] = {}
    same_born = {one.page for one in people if one.born and _is_same_day(one.born, born)}
    for one in people:
        if one.name and name and not _is_same_name(one.name, name, one.page in same_born):
            said.setdefault(("name", one.name), []).append(one.page)
        if one.born and born and not _is_same_day(one.born, born):
            said.setdefault(("born", one.born), []).append(one.page)
        if one.id and _is_other_id(one, ids):
            said.setdefault(("id", one.id), []).append(one.page)
    return tuple(
        _sentence(kind, value, sorted(set(pages)), name, born, ids)
        for (kind, value), pages in said.items()
    )


def _people_in(page: int, line: str) -> Iterator[Identity]:
    # Most lines say nothing of the kind, and words are found faster than patterns.
    small = line.lower()
    if ":" in line and any(word in small for word in _NAME_WORDS):
        for match in _NAME_LABEL.finditer(line):
            found = _named(line[match.end() :], match["label"])
            if found:
                yield Identity(page=page, label=match["label"], name=found)
    if any(word in small for word in _BORN_WORDS):
        banner = _BANNER.search(line)
        if banner and ":" not in line[: banner.start("name")][-2:]:
            found = _named(banner["name"], "banner")
            if found and len(found.split()) > 1:
                yield Identity(page=page, label="", name=found)
        for match in _BORN_LABEL.finditer(line):
            day = _DAY.match(line, match.end())
            if day and (born := _born(day[0])):
                yield Identity(page=page, label=match["label"], born=born)
    if any(word in small for word in _ID_WORDS):
        for match in _ID_LABEL.finditer(line):
            if any(one.isdigit() for one in match["id"]):
                kind = "member" if match["member"] else "mbi" if match["mbi"] else "record"
                yield Identity(page=page, label=match["label"], id=match["id"], kind=kind)


def _named(rest: str, label: str) -> str:
    """Read a name behind a label; "" for what is no name."""
    rest = _PARTED.split(rest.strip(), maxsplit=1)[0]
    found = _NAME.match(rest)
    if found is None:
        return ""
    parts: list[str] = []
    stopped = False
    for part in found[1].split():
        bare = part.strip(",.:;()").lower()
        if bare in _STOPS and parts:
            stopped = True
            break
        if bare in _NOT_NAMES or bare in _STOPS or not part[:1].isupper():
            return "" if bare in _NOT_NAMES or not parts else " ".join(parts).strip(" ,.")
        parts.append(part)
    name = " ".join(parts).strip(" ,;.-")
    least = 2
    if len(_name_words(name)) < least or len(name) > 60:
        return ""
    following = rest[found.end() :].lstrip()[:1]
    if not stopped and following == ":" and label.lower() != "banner":
        return " ".join(parts[:-1]).strip(" ,;") if len(parts) > 3 else ""
    return name


def _born(text: str) -> str:
    day = day_of(text)
    return day[2:] if day and _TWO_DIGITS.fullmatch(text) else day


def _is_same_day(found: str, born: date | None) -> bool:
    return born is None or born.isoformat().endswith(found)


def _name_words(name: str) -> list[str]:
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one)
    ).casefold()
    plain = plain.replace("\u0142", "l").replace("\u00f8", "o").replace("\u0111", "d")
    parts = re.split(r"[\s,.()\"]+", plain.replace("'", "").replace("\u2019", "").replace("`", ""))
    return [one for one in parts if one and one not in _SUFFIXES]


def _is_same_name(found: str, wanted: str, same_born: bool) -> bool:
    """Tell whether two names can be those of one person."""
    theirs, ours = _name_words(found), _name_words(wanted)
    if len(theirs) < 2 or len(ours) < 2:
        return True
    theirs, ours = _split_hyphens(theirs), _split_hyphens(ours)
    common = {one for one in theirs if len(one) > 1} & {one for one in ours if len(one) > 1}
    if "".join(sorted(theirs)) == "".join(sorted(ours)) or _run_together(theirs, ours):
        return True
    if len(common) >= 2:
        return True
    if not common:
        return False
    if same_born:
        return True
    rest_theirs = [one for one in theirs if one not in common]
    rest_ours = [one for one in ours if one not in common]
    return any(_fits(one, other) for one in rest_theirs for other in rest_ours)


def _split_hyphens(parts: list[str]) -> list[str]:
    return [piece for part in parts for piece in part.split("-") if piece]


def _run_together(theirs: list[str], ours: list[str]) -> bool:
    """Tell "De La Cruz" and "Delacruz" alike."""
    return bool(theirs and ours) and (
        sorted("".join(theirs)) == sorted("".join(ours)) and bool(set(theirs) & set(ours))
    )


def _fits(one: str, other: str) -> bool:
    """Tell whether a first name is the other's initial or beginning."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return len(short) >= 3 and long.startswith(short)


def _is_other_id(found: Identity, ids: Sequence[str]) -> bool:
    if found.kind == "record":
        return False
    theirs = _bare(found.id)
    ours = [_bare(one) for one in ids if _bare(one)]
    alike = [one for one in ours if _is_mbi(one) == (found.kind == "mbi" or _is_mbi(theirs))]
    if not alike or "x" in theirs.strip("0123456789abcdefghijklmnopqrstuvwyz") or "*" in found.id:
        return False
    return not any(theirs in one or one in theirs for one in alike)


def _bare(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text.casefold())


def _is_mbi(text: str) -> bool:
    return (
        re.fullmatch(r"[1-9][a-z][a-z0-9][0-9][a-z][a-z0-9][0-9][a-z]{2}[0-9]{2}", text) is not None
    )


def _sentence(
    kind: str, value: str, pages: Sequence[int], name: str, born: date | None, ids: Sequence[str]
) -> str:
    where = _where(pages)
    says = "says" if len(pages) == 1 else "say"
    if kind == "name":
        what = f"the patient is {value}; the form says {' '.join(name.split())}"
    elif kind == "born":
        assert born is not None
        what = f"the patient was born on {_long(value)}; the form says {dates.long(born)}"
    else:
        given = " or ".join(one for one in ids if one)
        what = f"the patient\u2019s ID is {value}; the form says {given}"
    return f"{where} {says} {what}. Check that this is the right patient\u2019s record."


def _long(born: str) -> str:
    if len(born) == 8:
        year, month, day = born.split("-")
        return f"{int(month)}/{int(day)}/{year}"
    return dates.long(date.fromisoformat(born))


def _where(pages: Sequence[int]) -> str:
    if len(pages) == 1:
        return f"Page {pages[0]}"
    shown = ", ".join(str(page) for page in pages[:5])
    more = f" and {len(pages) - 5} more" if len(pages) > 5 else ""
    if not more:
        shown = " and ".join(shown.rsplit(", ", 1))
    return f"Pages {shown}{more}"
