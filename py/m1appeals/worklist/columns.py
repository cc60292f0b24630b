"""Which fields a worklist can fill, and the names that reports give to their columns.

The names are our own collection of what practice-management systems print; they are compared word
by word, without case, punctuation and plurals, and with common short forms written out. A name that
stands earlier in a list is the better one: a claim has the payer's number and the practice's, and
the letter wants the payer's. Account and record numbers of the practice are in no list.

>>> words_of("Claim #"), words_of("PtDOB"), words_of("CPT_CODES")
(('claim', 'number'), ('patient', 'dob'), ('cpt', 'code'))
>>> [meaning.role for meaning in meanings("ICN")]
['claim_number']
>>> [(meaning.role, meaning.number) for meaning in meanings("Dx2")]
[('diagnosis_codes', 2)]
>>> loose_meaning("Claim number at the payer").role
'claim_number'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from m1appeals.letter_fields import FIELDS

__all__ = ["AMOUNT", "COLUMNS", "PARTS", "Column", "Meaning", "loose_meaning", "meanings",
           "words_of"]  # fmt: skip

AMOUNT = "amount"
"""What is at stake: it orders the worklist and is no field of the letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a worklist can tell about one field."""

    names: tuple[str, ...]
    """Names of columns that hold it, the best first."""
    joins: bool = False
    """Whether several columns may fill it together."""

    def label(self, field: str) -> str:
        """Give the form's own label of the field."""
        return FIELDS[field].label if field in FIELDS else "Amount at stake"


COLUMNS: Mapping[str, Column] = {
    "claim_number": Column(
        names=(
            "payer claim number", "payer claim id", "payer claim control number", "payer icn",
            "icn", "dcn", "icn dcn", "icn number", "dcn number", "internal control number",
            "document control number", "payer control number", "claim control number",
            "insurance claim number", "claim number", "claim no", "claim id", "claim ref number",
            "claim reference number", "claim",
        ),
    ),
    "patient_name": Column(
        names=("patient name", "patient full name", "patient", "member name", "name"), joins=True
    ),
    "patient_id": Column(
        names=(
            "member id", "member number", "subscriber id", "subscriber number", "insured id",
            "insurance id", "insurance id number", "policy id", "medicare number", "medicare id",
            "mbi", "hicn", "medicaid id", "primary insurance id", "primary policy number",
            "insurance policy number", "policy number", "patient member id",
            "patient insurance id", "patient id",
        ),
    ),
    "patient_birth_date": Column(
        names=("patient date of birth", "patient dob", "patient birth date", "date of birth",
               "dob", "birth date", "birthdate"),
    ),
    "service_date_from": Column(
        names=(
            "date of service from", "service date from", "from date of service", "dos from",
            "from dos", "service from date", "from service date", "first date of service",
            "service start date", "dos start", "service date", "date of service", "dos",
            "from date", "date from", "begin dos", "dos begin", "service from",
        ),
    ),
    "service_date_to": Column(
        names=(
            "date of service to", "service date to", "to date of service", "dos to", "to dos",
            "service to date", "to service date", "last date of service", "service end date",
            "dos end", "end dos", "dos thru", "thru dos", "service date thru", "thru date",
            "service thru date", "to date", "date to", "service to",
        ),
    ),
    "procedure_codes": Column(
        names=(
            "cpt", "cpt code", "cpt hcpcs", "cpt hcpcs code", "hcpcs", "hcpcs code", "hcpcs cpt",
            "procedure code", "procedure", "cpt procedure", "cpt procedure code", "service code",
            "procedure cpt", "billed procedure", "billing code",
        ),
        joins=True,
    ),
    "diagnosis_codes": Column(
        names=(
            "diagnosis code", "icd 10 code", "icd code", "icd 10 cm", "icd 10", "icd",
            "icd 10 diagnosis", "icd diagnosis", "icd 10 diagnosis code", "diagnosis",
            "primary diagnosis", "primary diagnosis code", "principal diagnosis",
            "secondary diagnosis", "secondary diagnosis code", "diagnosis icd 10",
            "other diagnosis code",
        ),
        joins=True,
    ),
    "payer_name": Column(
        names=(
            "payer name", "payer", "denying payer", "current payer", "primary payer name",
            "primary payer", "insurance name", "insurance company name", "insurance company",
            "primary insurance name", "primary insurance", "insurance plan name",
            "insurance plan", "insurance package", "insurance", "insurance carrier",
            "carrier name", "carrier", "health plan", "plan name", "plan", "responsible payer",
            "insurer",
        ),
    ),
    "appeals_address": Column(
        names=("appeals address", "appeals department address", "appeals mailing address",
               "payer appeals address", "appeal to address"),
        joins=True,
    ),
    "denial_code": Column(
        names=(
            "denial code", "primary denial code", "carc", "carc code", "denial reason code",
            "claim adjustment reason code", "adjustment reason code", "adjustment reason",
            "adjustment code", "remit code", "remittance code", "kick code", "reason code",
            "group reason code", "cas code", "denial", "denial reason", "reason",
        ),
        joins=True,
    ),
    "denial_text": Column(
        names=(
            "denial text", "denial description", "denial code description",
            "denial reason description", "denial message", "denial reason text",
            "carc description", "reason code description", "reason description",
            "adjustment reason description", "remit code description", "kick description",
            "kick reason", "denial reason", "adjustment reason", "denial", "reason",
        ),
    ),
    "remark_codes": Column(
        names=("remark code", "rarc", "rarc code", "remittance advice remark code",
               "remittance remark code", "remit remark code", "payer remark code", "remark"),
        joins=True,
    ),
    "denial_date": Column(
        names=(
            "denial date", "date of denial", "denied date", "date denied", "remittance date",
            "remit date", "era date", "eob date", "ra date", "adjudication date",
            "claim adjudication date", "check date", "payment date",
        ),
    ),
    "authorization_number": Column(
        names=(
            "prior authorization number", "authorization number", "prior authorization id",
            "authorization id", "prior authorization", "authorization", "preauthorization number",
            "precertification number", "precert number", "precert", "pa number",
        ),
    ),
    "policy": Column(
        names=("coverage policy", "medical policy", "medical policy number", "payer policy",
               "lcd ncd", "ncd lcd", "lcd", "ncd", "lcd number", "policy reference"),
    ),
    "practice_npi": Column(
        names=("practice npi", "billing npi", "billing provider npi", "group npi", "npi"),
    ),
    "signer_name": Column(
        names=(
            "treating physician", "treating provider", "rendering provider name",
            "rendering provider", "rendering physician", "rendering", "servicing provider",
            "service provider", "performing provider", "attending provider",
            "attending physician", "billing physician", "physician name", "physician",
            "provider name", "provider", "doctor",
        ),
    ),
    AMOUNT: Column(
        names=(
            "denied amount", "amount denied", "denial amount", "amount at stake",
            "amount in dispute", "insurance balance", "claim balance", "outstanding amount",
            "outstanding balance", "insurance outstanding", "outstanding", "balance",
            "current balance", "balance due", "amount due", "billed amount", "amount billed",
            "charge amount", "total charge amount", "total charge", "claim charge", "charge",
            "billed", "claim amount", "total amount", "amount",
        ),
    ),
}  # fmt: skip
"""Every field that a worklist can fill, by name, in the order in which columns are chosen."""

PARTS: Mapping[str, tuple[str, ...]] = {
    "patient_name:first": ("patient first name", "first name", "patient first", "first", "fname"),
    "patient_name:middle": ("patient middle name", "middle name", "middle initial",
                            "patient middle initial", "mi"),
    "patient_name:last": ("patient last name", "last name", "patient last", "last", "lname",
                          "surname"),
    "procedure_codes:modifier": ("modifier", "modifier code", "cpt modifier",
                                 "procedure modifier"),
    "denial_code:group": ("group code", "denial group code", "denial group", "cas group",
                          "cas group code", "adjustment group code", "adjustment group",
                          "claim adjustment group code", "claim adjustment group", "cagc"),
}  # fmt: skip
"""Columns that hold only a part of a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the name of a column can mean."""

    role: str
    """A field, or a field and the part of it: `patient_name:last`."""
    rank: int
    """0 for the best name of it."""
    number: int = 0
    """The number in the name, such as 2 in Dx2; 0 without one."""


def words_of(name: str) -> tuple[str, ...]:
    """Give the words of a column's name in the form in which they are compared."""
    text = name[:80].replace("#", " number ").replace("(s)", "")
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    text = re.sub(r"(?<=[Pp]t)(?=[A-Z]{3})", " ", text)
    words = re.findall(r"[a-z]+|[0-9]+", text.lower())
    return tuple(_SHORT.get(word) or _SHORT.get(_singular(word)) or _singular(word)
                 for word in words)  # fmt: skip


def meanings(name: str) -> tuple[Meaning, ...]:
    """Give what the name means if it is a known one, with or without a number in it."""
    if not name or len(name) > 80:
        return ()
    words = words_of(name)
    if known := _KNOWN.get("".join(words)):
        return known
    for place in range(len(words) - 1, -1, -1):
        if words[place].isdigit() and len(words[place]) <= 2:
            number = int(words[place])
            rest = _KNOWN.get("".join(words[:place] + words[place + 1 :]), ())
            if rest:
                return tuple(_numbered(meaning, number) for meaning in rest)
    return ()


def loose_meaning(name: str) -> Meaning | None:
    """Give what a longer name means that contains all words of a known one, the longest first.

    A name of one word is too little for that, and some words say that it is about something else.
    """
    words = set(words_of(name))
    if words & _OTHER:
        return None
    fits = [(len(known), -meaning.rank, meaning) for known, meaning in _LOOSE if known <= words]
    return max(fits, key=lambda fit: fit[:2])[2] if fits else None


_SHORT = {
    "no": "number", "num": "number", "nbr": "number", "nr": "number", "dt": "date",
    "pt": "patient", "pat": "patient", "ins": "insurance", "insur": "insurance",
    "dx": "diagnosis", "diag": "diagnosis", "diagnose": "diagnosis", "proc": "procedure",
    "px": "procedure", "mod": "modifier", "modif": "modifier", "auth": "authorization",
    "amt": "amount", "svc": "service", "serv": "service", "srv": "service", "payor": "payer",
    "desc": "description", "descr": "description", "adj": "adjustment", "through": "thru",
    "bal": "balance", "prov": "provider", "mbr": "member", "mem": "member", "prim": "primary",
    "subscr": "subscriber", "appeals": "appeal", "chg": "charge", "chrg": "charge",
    "rmk": "remark",
}  # fmt: skip

_RUN_TOGETHER = (
    ("number", "no"), ("number", "num"), ("date", "dt"), ("patient", "pt"), ("service", "svc"),
    ("service", "srv"), ("procedure", "proc"), ("diagnosis", "dx"), ("diagnosis", "diag"),
    ("provider", "prov"), ("insurance", "ins"), ("authorization", "auth"), ("amount", "amt"),
)  # fmt: skip

_OTHER = {
    "description", "secondary", "tertiary", "referring", "ordering", "supervising", "guarantor",
    "status", "phone", "fax", "type", "count", "old", "previous", "facility", "user", "note",
    "filing", "submission", "submitted", "entered", "created", "age", "day",
}  # fmt: skip
"""Words that make a column be about something else than the rest of its name says."""


def _singular(word: str) -> str:
    long = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "is", "us"))
    return word[:-1] if long else word


def _numbered(meaning: Meaning, number: int) -> Meaning:
    # A line has one reason that the letter answers; what else the line has are its remark codes.
    second = meaning.role == "denial_code" and number > 1
    role = "remark_codes" if second else meaning.role
    return Meaning(role=role, rank=meaning.rank, number=number)


def _every() -> list[tuple[tuple[str, ...], Meaning]]:
    listed = {**{field: column.names for field, column in COLUMNS.items()}, **PARTS}
    return [
        (words_of(name), Meaning(role=role, rank=rank))
        for role, names in listed.items()
        for rank, name in enumerate(names)
    ]


def _known() -> dict[str, tuple[Meaning, ...]]:
    known: dict[str, tuple[Meaning, ...]] = {}
    for words, meaning in _every():
        key = "".join(words)
        if all(other.role != meaning.role for other in known.get(key, ())):
            known[key] = (*known.get(key, ()), meaning)
    # Names run together, as CLAIMNO, hide their short forms.
    for names in (*(column.names for column in COLUMNS.values()), *PARTS.values()):
        for name in names:
            for long, short in _RUN_TOGETHER:
                if long in name:
                    key = name.replace(long, short).replace(" ", "")
                    known.setdefault(key, known["".join(words_of(name))])
    return known


_KNOWN = _known()
_LOOSE = [(frozenset(words), meaning) for words, meaning in _every() if len(words) > 1]
