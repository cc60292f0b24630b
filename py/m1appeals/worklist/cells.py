"""What one cell of a worklist holds: a day, an amount, a name, codes, or what Excel made of it.

A cell is a text as a person or a system typed it. None of these functions refuses: what is not
understood is None, or is given back beside what was understood.

>>> amount("(1,234.50)")
Decimal('-1234.50')
>>> in_order("EXAMPLE,PAT Q")
'PAT Q EXAMPLE'
>>> denial_parts("CO-50: Not deemed a medical necessity")
('CO-50', 'Not deemed a medical necessity')
>>> serial_day("46085")
datetime.date(2026, 3, 4)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from m1appeals import dates
from m1appeals.errors import UserMistake
from m1appeals.identifiers import denial

__all__ = [
    "GROUPS", "amount", "codes", "day", "denial_parts", "filled", "in_order", "is_broken",
    "is_shortened", "listed", "quoted", "serial_day", "span", "typed",
]  # fmt: skip

GROUPS = ("CO", "PR", "OA", "PI")
"""The group codes."""

_EMPTY = {"-", "--", "n/a", "na", "none", "null", "nan", "(blank)", "#n/a"}
_ERRORS = {"#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"}
# Far enough ahead that a year of two digits is of this century; used to put days in order only.
_LATER = date(2098, 1, 1)
# No day, amount or code is longer, and patterns would take long over what is.
_LONGEST = 60
_FIRST = date(1899, 12, 30)


def filled(cell: str) -> str:
    """Give the cell, or nothing when it only says that there is nothing."""
    return "" if cell.lower() in _EMPTY else cell


def quoted(text: str) -> str:
    """Give the text as a message quotes it: in one line, and shortened if it is long."""
    text = " ".join(text[:500].split())
    return f"“{text if len(text) <= 60 else text[:57] + '...'}”"


def listed(texts: Sequence[str], most: int = 10) -> str:
    """Give texts one after another; of very many the first."""
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more


def is_shortened(cell: str) -> bool:
    """Tell whether Excel made a long number into 1.23E+11. No identifier has a plus sign."""
    return (
        re.fullmatch(r"-?[0-9](?:[.,][0-9]{1,15})?E\+[0-9]{2,3}", cell, re.IGNORECASE) is not None
    )


def is_broken(cell: str) -> bool:
    """Tell whether Excel shows an error or a column that is too narrow."""
    return cell.lower() in _ERRORS or re.fullmatch(r"#{3,}", cell) is not None


def day(cell: str) -> date | None:
    """Read a day well enough to put days in order."""
    if len(cell) > _LONGEST:
        return None
    try:
        return dates.read(cell, today=_LATER)
    except UserMistake:
        return None


def serial_day(cell: str, *, birth: bool = False) -> date | None:
    """Read a day that Excel wrote as a number of days since 1900.

    Days of service and denial are looked for in 2020 to 2036: no number there can also be a month,
    day and year that lost a zero. A birth can be any day since 1913 that is not both.
    """
    match = re.fullmatch(r"([0-9]{4,5})(?:\.[0-9]{1,15})?", cell)
    if not match:
        return None
    number = int(match[1])
    if not (5000 if birth else 43_831) < number < 50_000:
        return None
    if birth and len(match[1]) == 5 and day(f"0{match[1]}"):
        return None
    return _FIRST + timedelta(days=number)


def typed(found: date) -> str:
    """Write a day as a person types it: 3/4/2026."""
    return f"{found.month}/{found.day}/{found.year}"


def span(cell: str) -> tuple[str, str] | None:
    """Give both ends of a cell such as 3/4/2026 - 3/6/2026."""
    end = r"([0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9]{2}))"
    if len(cell) > _LONGEST:
        return None
    match = re.fullmatch(rf"{end}\s*(?:-|\u2013|to|thru|through)\s*{end}", cell, re.IGNORECASE)
    return (match[1], match[2]) if match else None


def amount(cell: str) -> Decimal | None:
    """Read dollars: $1,234.50; in brackets or with a minus sign they are less than nothing."""
    if len(cell) > _LONGEST:
        return None
    match = re.fullmatch(
        r"(\(|-)?\s*(?:\$|USD)?\s*(-)?((?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})?"
        r"(?:\.[0-9]{0,6})?)\s*(\)|-)?",
        cell.strip(),
    )
    if not match or not re.search("[0-9]", match[3]) or (match[1] == "(") != (match[4] == ")"):
        return None
    signs = [sign for sign in (match[1], match[2], match[4]) if sign in ("(", "-")]
    if len(signs) > 1:
        return None
    number = Decimal(match[3].replace(",", ""))
    return -number if signs else number


def in_order(name: str, *, signer: bool = False) -> str | None:
    """Give a name as it is spoken, from "Last, First"; None when its commas are not understood."""
    if len(name) > 300:
        return None
    parts = [" ".join(part.split()) for part in name.split(",")]
    parts = [part for part in parts if part]
    if not parts:
        return None
    endings = _CREDENTIALS | _SUFFIXES if signer else _SUFFIXES
    after: list[str] = []
    while len(parts) > 1 and _ending(parts[-1], endings):
        after.insert(0, parts.pop())
    if len(parts) > 2:
        return None
    if len(parts) == 2:
        last, first = parts
        words = first.split()
        while signer and len(words) > 1 and _ending(words[-1], endings):
            after.insert(0, words.pop())
        parts = [f"{' '.join(words)} {last}"]
    return ", ".join((*parts, *after))


def denial_parts(cell: str) -> tuple[str, str] | None:
    """Give the denial code at the beginning of a cell and the words after it; None without one."""
    cell = re.sub(r"^([0-9]{1,3})\.0$", r"\1", cell)
    if len(cell) <= 200 and denial.is_valid(cell):
        return cell, ""
    match = _CODE_AND_WORDS.fullmatch(cell)
    return (match[1].strip(), match[2].strip()) if match else None


def codes(
    cell: str, valid: Callable[[str], bool], write: Callable[[str], str]
) -> tuple[list[str], str]:
    """Give the codes in a cell as they are printed, and the words that are no codes.

    A part with a digit that has not the form of a code stays, as it may be a typing mistake.
    """
    found: list[str] = []
    rest: list[str] = []
    for part in re.split(r"[,;/|\n]", cell):
        part = re.sub(r"^([0-9]{1,5})\.0$", r"\1", part.strip())
        words = part.split()
        # Remark codes parted by a space are valid as one text, too; each is a code by itself.
        alone = len(words) > 1 and len(part) <= _LONGEST and all(map(valid, words))
        if not alone and len(part) <= _LONGEST and valid(part):
            found.append(write(part))
            continue
        leading = 0
        while leading < len(words) and len(words[leading]) <= _LONGEST and valid(words[leading]):
            leading += 1
        found.extend(write(word) for word in words[:leading])
        if leading < len(words):
            if leading == 0 and len(words) == 1 and re.search("[0-9]", part):
                found.append(part)
            else:
                rest.append(" ".join(words[leading:]).lstrip("-: "))
    return found, ", ".join(filter(None, rest))


_CODE_AND_WORDS = re.compile(
    r"((?:(?:CO|PR|OA|PI)[\s-]*)?(?:[0-9]{1,3}|[A-Z][0-9]{1,2})|(?:MA|M|N)[0-9]{1,3})"
    r"(?:\s*[:\u2013-]\s*|\s+)([^\W\d_].*)",
    re.IGNORECASE | re.DOTALL,
)

_SUFFIXES = {"JR", "SR", "II", "III", "IV", "ESQ"}
_CREDENTIALS = {
    "MD", "DO", "NP", "PA", "PAC", "PHD", "DPM", "DC", "FNP", "FNPC", "FNPBC", "APRN", "ARNP",
    "CRNP", "CNP", "CNM", "CRNA", "RN", "DDS", "DMD", "OD", "PT", "DPT", "OT", "LCSW", "PSYD",
    "MBBS", "DNP", "FACS", "FACC", "FACP", "MPH", "AUD", "SLP",
}  # fmt: skip


def _ending(text: str, endings: set[str]) -> bool:
    return re.sub(r"[.\s-]", "", text).upper() in endings
