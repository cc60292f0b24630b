"""The labels and lines in which a note names its day and its author.

What a note does not say is left empty. The day of birth, of printing or of signing is no day of a
note, and the author is who signed it or whom it names as its author or provider.

Years of two digits are of this century.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from m1appeals import dates
from m1appeals.errors import UserMistake
from m1appeals.evidence.reading.words import Title, words

__all__ = [
    "BARE_DATE",
    "BY_AT",
    "DAY",
    "HEAD",
    "UNNAMED",
    "above_signature",
    "author_of",
    "authors_in",
    "day_of",
    "day_of_note",
    "day_of_title",
    "is_same_person",
    "is_signature",
    "labelled_day",
]

UNNAMED = Title(kind="", pattern=re.compile("(?!)"), needs_date=False)
"""That of a note without a title."""
_LATE = date(2068, 1, 1)
"""A day that makes years of two digits those from 1970 to 2069."""
DAY = (
    r"(?:\d{1,2}[/\-.]\d{1,2}[/\-.](?:\d{4}|\d{2})(?!\d)|\d{4}-\d{1,2}-\d{1,2}(?!\d)"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}"
    r"(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{1,2}[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{4})"
)
"""How a day is written in records of the United States; without regard to case."""
_DAY = re.compile(rf"(?<![\d/]){DAY}", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[\s:.\-\u2013]*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s*)?", re.IGNORECASE
)
BY_AT = re.compile(
    rf"\s{{1,3}}by\s[^\d:]{{2,60}}\s(?:at|on)\s{{1,3}}{DAY},?\s{{1,3}}\d{{1,2}}:\d\d", re.IGNORECASE
)
"""What record systems print behind a title: by whom, and when it was written."""
_BY = re.compile(r"[^\w:]{1,4}by\b", re.IGNORECASE)
_ENTERED = re.compile(
    rf"(?:[^\w:]{{0,4}}(?:(?:dated?|on|entered|added|written)\W{{1,3}}){{0,2}}"
    rf"|[^\w:]{{1,4}}by\s[^\d:]{{2,60}}\s(?:on|at|dated?)\s{{1,3}}"
    rf"|[^:]{{1,60}}\b(?:entered|added|written)(?: on)?[\s:]{{1,3}})(?P<day>{DAY})"
    rf"|:\s{{1,3}}(?P<behind>{DAY})(?:,?\s(?:at\s)?\d{{1,2}}:\d\d(?:\s?[ap]\.?m\b\.?)?)?"
    rf"\s{{0,3}}(?:$|[:\-\u2013(])",
    re.IGNORECASE,
)
"""When an addendum or late entry was written, behind its title."""
_BEFORE_DAY = re.compile(
    r"(?:\bby\b.*|[^\w)]|\b(?:date|dated|on|at|of|is|was)\b){1,20}$", re.IGNORECASE
)
BARE_DATE = re.compile(r"\W*date\b(?! of)", re.IGNORECASE)
"""A line that gives a day and does not say of what, as below a signature."""
_BARE = re.compile(r"date(?:/time| / time| and time)?$", re.IGNORECASE)
_OF_SURGERY = re.compile(r"\s{0,3}\((?:date of )?surgery", re.IGNORECASE)
_PARTS = re.compile(r"[:|\t,;]|\s\s")
"""What parts a label from what stands before it."""
_SIGNING = re.compile(r"\bsign(?:ed|ature)\b", re.IGNORECASE)
_NAME = re.compile(
    r"[\s:]*(?:by[\s:]+)?("
    r"(?:(?:Dr|Mr|Mrs|Ms)\.?\s+)?[^\W\d_][\w.'\u2019-]*,?"
    r"(?:\s+[^\W\d_][\w.'\u2019/-]*,?){1,6})"
)
_NAME_ENDS = re.compile(
    r"\s{2,}.*"
    r"|\s+(?:on|at|date|dated|dos|this|the|for|electronically|signed|npi|patient|mrn|dob|time"
    r"|page|visit|location|department|facility|phone|fax|author|service|specialty|she|he|is|was"
    r"|has|and)\b.*"
    r"|\s*[(|;\[].*|,?\s*\d.*",
    re.IGNORECASE | re.DOTALL,
)
_PATIENT = re.compile(r"\bpatient(?:'s)?(?: name)?(?=\s?:)", re.IGNORECASE)
_DEGREE = re.compile(r",\s[A-Z][\w.-]{0,4}[A-Z.]$")
_FOR_ANOTHER = re.compile(
    r"\s{0,3}[(\[]\s?(?:patient|guardian|parent|witness|spouse|self|tech)", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"(?:assessment|plan(?! of care)|a/p|a&p|medical decision making)\b", re.IGNORECASE
)
"""Parts of a note that stand above its signature."""
_NO_NAMES = frozenset(["dr", "mr", "mrs", "ms", "md", "do", "np", "pa", "rn", "pt", "dpt", "dc"])
HEAD = 14
"""Lines of a note among which its day and author are named."""
_SIGNED = re.compile(
    r"(?:electronically|digitally|e-?)\s{0,3}-?\s{0,3}(?:signed|authenticated)|\bsigned by\b", re.I
)


def day_of(text: str) -> str:
    """Read a day as it stands in a record; "" for what is none."""
    try:
        found = dates.read(" ".join(text.split()), today=_LATE)
    except UserMistake:
        return ""
    return found.isoformat() if 1900 <= found.year <= 2067 else ""


def day_of_note(title: Title, line: str, own: Sequence[str], around: Sequence[str]) -> str:
    """Find the day of a note; `line` is that of its title, which `own` begins with."""
    unsigned = above_signature(own)
    below = [one for one in own[len(unsigned) :] if not BARE_DATE.match(one)]
    return (
        day_of_title(title, line)
        or labelled_day(unsigned, title)
        or labelled_day(below, title)
        or labelled_day(around, title)
    )


def is_signature(line: str) -> bool:
    """Tell whether a line says that somebody signed."""
    small = line.lower()
    return ("signed" in small or "authent" in small) and _SIGNED.search(line) is not None


def above_signature(lines: Sequence[str]) -> Sequence[str]:
    """Give the lines above the first signature."""
    return lines[: next((at for at, one in enumerate(lines) if is_signature(one)), len(lines))]


def day_of_title(title: Title, line: str) -> str:
    """Find the only day that stands behind a title and is not said to be another's."""
    found = []
    at = title.ends(line)
    if title.adds:
        entered = _ENTERED.match(line, at)
        return day_of(entered["day"] or entered["behind"]) if entered else ""
    if written := BY_AT.match(line, at):
        line = line[: written.end()]
    for match in _DAY.finditer(line):
        before = line[at if at <= match.start() else 0 : match.start()]
        before = _BEFORE_DAY.sub("", before)
        if not any(one.last.search(before) and not one.allows(title) for one in words().other_days):
            found.append(match[0])
    return day_of(found[0]) if len(found) == 1 else ""


def labelled_day(lines: Sequence[str], title: Title) -> str:
    """Find the day that a label gives; the surest label first, then the first line."""
    lines = [line for line in lines if _DAY.search(line)]
    for label in words().dates:
        for line in lines:
            for match in label.finditer(line):
                if not _is_label(line, match) or not _is_its_day(line, match, title):
                    continue
                between = _BETWEEN.match(line, match.end())
                found = _DAY.match(line, between.end() if between else match.end())
                if found is None or (
                    "operation" not in title.sorts and _OF_SURGERY.match(line, found.end())
                ):
                    continue
                if day := day_of(found[0]):
                    return day
    return ""


def _is_its_day(line: str, match: re.Match[str], title: Title) -> bool:
    """Tell the label of a note's own day from "Surgery date", "DOB" and "Signature ... Date"."""
    before = line[: match.start()]
    if _BARE.match(match[0]) and _SIGNING.search(before):
        return False
    said = " ".join(_PARTS.split(before)[-1].split()[-3:])
    return not any(
        not one.allows(title) and (one.inside.search(said) or one.inside.search(match[0]))
        for one in words().other_days
    )


def _is_label(line: str, match: re.Match[str]) -> bool:
    """Tell "Visit date: 3/4/26" from "an MRI was performed on 3/4/26"."""
    before, behind = line[: match.start()], line[match.end() :]
    return (
        behind.lstrip().startswith(":") or not before.strip() or before.endswith(("   ", "|", "\t"))
    )


def author_of(title: Title, line: str, body: Sequence[str], before: Sequence[str]) -> str:
    """Find who wrote a note: its author, who signed it, or the provider that it names."""
    by = _BY.match(line, title.ends(line) or len(line))
    if by and (name := _name(line, by.end())):
        return name
    lines = [*before, *body]
    head = lines[: len(before) + HEAD]
    patients = [
        name for line in head for at in _PATIENT.finditer(line) if (name := _name(line, at.end()))
    ]
    for group in words().authors:
        if group.only and not group.only & title.sorts:
            continue
        found = _names(group.label, lines, title, patients)
        name = _signer(list(found), lines, head, title) if group.signs else next(found, (0, ""))[1]
        if name:
            return name
    return ""


def authors_in(lines: Sequence[str], title: Title) -> list[str]:
    """Give the names of all who are said to have written or signed what stands in some lines."""
    return [name for group in words().authors for _, name in _names(group.label, lines, title)]


def _names(
    label: re.Pattern[str], lines: Sequence[str], title: Title, patients: Sequence[str] = ()
) -> Iterator[tuple[int, str]]:
    """Give the names behind a label, with the numbers of their lines."""
    for nth, line in enumerate(lines):
        if ":" not in line and "by" not in line.lower():
            continue  # `_name` finds none behind other labels
        for match in label.finditer(line):
            before = line[: match.start()]
            if not _is_label(line, match) or any(
                not one.allows(title) and (one.last.search(before) or one.inside.search(match[0]))
                for one in words().other_authors
            ):
                continue
            name = _name(line, match.end())
            if name and not any(is_same_person(name, one) for one in patients):
                yield nth, name


def _signer(
    signers: Sequence[tuple[int, str]], lines: Sequence[str], head: Sequence[str], title: Title
) -> str:
    """Tell who signed a note from whose signature it quotes, such as a radiologist's.

    That is whom its head names, else the last one, unless it stands among the parts of the note.
    """
    if not signers:
        return ""
    for group in words().authors:
        if not group.signs:
            for _, named in _names(group.label, head, title):
                for _, name in signers:
                    if is_same_person(name, named):
                        return name
    goes_on = [nth for nth, line in enumerate(lines) if _GOES_ON.match(line)][-1:]
    begun = next((nth for nth, line in enumerate(lines) if _is_section(line)), len(lines))
    for nth, name in reversed(signers):
        if not goes_on or goes_on[0] <= nth or nth <= begun:
            return name
    return ""


def _is_section(line: str) -> bool:
    return words().headings.fullmatch(line.partition(":")[0]) is not None


def is_same_person(one: str, other: str) -> bool:
    """Tell whether two names, with or without titles and initials, may be one person's."""
    first, second = (
        {word for word in re.findall(r"[^\W\d_]{2,}", name.lower()) if word not in _NO_NAMES}
        for name in (one, other)
    )
    return min(len(first), len(second)) > 1 and (first <= second or second <= first)


def _name(line: str, at: int) -> str:
    found = _NAME.match(line, at)
    if found is None or not re.match(r"\s*(?:by\b|:)|\s{0,3}(?=[A-Z])", line[at:]):
        return ""
    if line[at : at + 1] not in (":", " ") or (
        ":" not in line[max(0, at - 1) : found.start(1)]
        and not re.search(r"\bby$", line[:at], re.I)
    ):
        return ""
    if _FOR_ANOTHER.match(line, found.end(1)):
        return ""
    told = found[1]
    if line[found.end(1) :].startswith((":", "(s):")) and not _DEGREE.search(told):
        told = told.rpartition(" ")[0]  # the next label
    name = _NAME_ENDS.sub("", told).strip(" ,.;-\t")
    parts = [one for one in re.split(r"[\s,]+", name) if one]
    if not 2 <= len(parts) <= 8 or not all(one[:1].isupper() for one in parts):
        return ""
    return name
