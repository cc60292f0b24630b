"""Forms to write letters from: what a user would have typed. Everybody in them is synthetic.

`REALISTIC` are three claims written as a practice would write them; journeys type them into the
page. `EXAMPLES` adds the extremes, one golden letter for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from m1appeals import rules
from m1appeals.letter import Document, compose, compose_blank
from m1appeals.letter_fields import FIELDS
from m1appeals.shapes import answers_of, letter_of
from m1appeals.validation import read_answers

__all__ = [
    "EVERYTHING", "EXAMPLES", "EXHIBITS", "LETTERS", "QUOTING", "REALISTIC", "STARRED", "TODAY",
    "Form", "letter", "quotation", "quoting",
]  # fmt: skip

Form = dict[str, str | list[str]]

TODAY = date(2026, 4, 15)
"""The day on which every example is written."""


def letter(form: Form) -> Document:
    """Write the letter of a form."""
    return compose(read_answers(form, today=TODAY).values)


def quotation(text: str, **changes: Any) -> dict[str, Any]:
    """Give a quotation as the page tells it."""
    return {
        "criterion": -1,
        "kind": "finding",
        "text": text,
        "cuts": [],
        "exhibit": 0,
        "page": 1,
        "last": 1,
        "note": "",
        "day": "",
        "author": "",
        **changes,
    }


def quoting(
    form: Form, evidence: Mapping[str, Any], exhibits: list[dict[str, Any]] | None = None
) -> Document:
    """Write the letter of a form that goes out with exhibits and quotes them."""
    sent = EXHIBITS if exhibits is None else exhibits
    payload = {"fields": form, "today": TODAY.isoformat(), "exhibits": sent, "evidence": evidence}
    return letter_of(answers_of(payload))


STARRED: Form = {
    "payer_name": "Example Health Plan",
    "appeals_address": "Appeals Department\nPO Box 1000\nExample City, OH 43000",
    "claim_number": "EX2026000123",
    "denial_code": "M1",
    "denial_text": "Medical necessity not established",
    "patient_name": "Pat Example",
    "patient_id": "EXM000123",
    "service_date_from": "3/4/2026",
    "enclosures": "Original claim\nMedical records supporting the service",
    "practice_name": "Example Clinic",
    "practice_address": "1 Example Street\nExample City, OH 43000",
    "signer_name": "Alex Example, MD",
    "signer_title": "Treating physician",
}
"""Nothing but what no letter can be without; the date of the letter is today's."""

_LUMBAR_MRI: Form = {
    "payer_kind": "medicare",
    "payer_name": "Example Medicare Contractor",
    "appeals_address": "Part B Redeterminations\nPO Box 1000\nExample City, OR 97000",
    "claim_number": "EX26063000417",
    "denial_code": "M1",
    "denial_text": "Medical necessity not established",
    "denial_date": "3/30/2026",
    "patient_name": "Margaret Example",
    "patient_id": "1EG4-TE5-MK73",
    "patient_birth_date": "7/9/1952",
    "service_date_from": "3/4/2026",
    "diagnosis_codes": "M51.16",
    "procedure_codes": "72148",
    "service_description": "MRI of the lumbar spine",
    "causes": ["diagnosis", "documentation"],
    "policy": "LCD L37281, Lumbar MRI",
    "clinical_summary": (
        "Mrs. Example, 73, has had low back pain that radiates to the left foot since January 5, "
        "2026 (office note of January 8, enclosure 3, page 1). On February 26, extension of the "
        "left great toe was 4/5, sensation over the top of the left foot was reduced, and straight "
        "leg raising was positive at 40 degrees (office note, enclosure 3, page 4).\n\n"
        "She completed six weeks of supervised physical therapy, January 12 to February 20, and "
        "took naproxen 500 mg twice a day throughout. Her pain went from 7 to 6 out of 10, and the "
        "weakness appeared during the course (therapy discharge note, enclosure 4, page 2).\n\n"
        "The MRI was ordered on February 26 because of the weakness after failed conservative "
        "care, and to decide on a referral to surgery (enclosure 5). It showed a disc herniation "
        "at L4-L5 that compresses the left L5 nerve root (enclosure 6)."
    ),
    "enclosures": (
        "Original claim\n"
        "Remittance of March 30, 2026\n"
        "Office notes of January 8 and February 26, 2026\n"
        "Physical therapy notes, January 12 to February 20, 2026\n"
        "Order for the MRI, February 26, 2026\n"
        "MRI report of March 4, 2026"
    ),
    "practice_name": "Example Spine and Pain Clinic",
    "practice_address": "100 Example Avenue, Suite 200\nExample City, OR 97000",
    "practice_phone": "(503) 555-0142",
    "practice_fax": "(503) 555-0143",
    "practice_npi": "1234567893",
    "letter_date": "4/15/2026",
    "signer_name": "Alex Example, MD",
    "signer_title": "Treating physician",
    "contact": "Dana Example, billing office, (503) 555-0144, weekdays 8 a.m. to 4 p.m.",
}

_SLEEP_STUDY: Form = {
    "payer_kind": "medicare_advantage",
    "payer_name": "Example Advantage Plan (HMO)",
    "appeals_address": "Provider Appeals\n2000 Example Parkway\nExample City, TX 75000",
    "claim_number": "EXA2602180095",
    "denial_code": "CO-50",
    "denial_text": "Not medically necessary",
    "denial_date": "Mar 20 2026",
    "patient_name": "José Example",
    "patient_id": "EXM004417820",
    "patient_birth_date": "11/2/1955",
    "service_date_from": "2/17/26",
    "service_date_to": "2/18/26",
    "diagnosis_codes": "G47.33, R06.83",
    "procedure_codes": "95810",
    "service_description": "attended overnight sleep study",
    "causes": ["documentation"],
    "policy": "NCD 240.4.1, Sleep Testing for Obstructive Sleep Apnea",
    "clinical_summary": (
        "Mr. Example has loud snoring, pauses in breathing seen by his wife, and daytime "
        "sleepiness with an Epworth score of 15 (sleep consultation of January 12, 2026, "
        "enclosure 3, page 2). His body mass index is 37.\n\n"
        "A home sleep test on January 20, 2026 recorded less than two hours and could not be "
        "scored (report, enclosure 4). The attended study was ordered on January 27 after that "
        "failed test (enclosure 5).\n\n"
        "The attended study of February 17 to 18 found 34 events of apnea or hypopnea an hour and "
        "a lowest oxygen saturation of 79 percent (enclosure 6, page 1)."
    ),
    "enclosures": (
        "1. Original claim\n"
        "2. Denial notice of March 20, 2026\n"
        "3. Sleep consultation of January 12, 2026\n"
        "4. Report of the home sleep test, January 20, 2026\n"
        "5. Order for the attended study, January 27, 2026\n"
        "6. Report of the attended study, February 17 to 18, 2026"
    ),
    "practice_name": "Example Sleep Center",
    "practice_address": "45 Example Boulevard\nExample City, TX 75000",
    "practice_phone": "(214) 555-0117",
    "practice_npi": "1234567893",
    "letter_date": "2026-04-15",
    "signer_name": "Robin Example, MD",
    "signer_title": "Medical director",
    "contact": "Lee Example, (214) 555-0118, weekdays 9 to 5",
}

_INFUSION: Form = {
    "payer_kind": "commercial",
    "payer_name": "Example Benefit Plan",
    "appeals_address": "Claims Appeals\nPO Box 3000\nExample City, OH 43000",
    "claim_number": "EXB-7781-2026-02",
    "denial_code": "M1",
    "denial_text": "Medical necessity not established",
    "denial_date": "03-12-2026",
    "patient_name": "Zoë Example",
    "patient_id": "EXG88231-02",
    "patient_birth_date": "5/30/1991",
    "service_date_from": "02-10-2026",
    "diagnosis_codes": "K50.10",
    "procedure_codes": "J1745-JZ, 96413, 96415",
    "service_description": "infusion of infliximab",
    "causes": ["documentation", "authorization"],
    "policy": "the plan's medical policy EX-114, Infused Biologics",
    "clinical_summary": (
        "Ms. Example has had Crohn's disease of the colon since 2021 (gastroenterology note of "
        "January 6, 2026, enclosure 3, page 1). Azathioprine from March to September 2024 and "
        "adalimumab from November 2024 to December 2025 did not bring remission (enclosure 3, "
        "page 2).\n\n"
        "Colonoscopy on December 18, 2025 showed deep ulcers of the left colon, and fecal "
        "calprotectin was 940 micrograms per gram (enclosures 4 and 5). The infusion of "
        "February 10 was the first of the induction doses ordered on January 6 (enclosure 6)."
    ),
    "authorization_number": "EXPA-000731",
    "enclosures": (
        "- Original claim\n"
        "- Denial letter of March 12, 2026\n"
        "- Gastroenterology note of January 6, 2026\n"
        "- Colonoscopy report of December 18, 2025\n"
        "- Laboratory report of December 22, 2025\n"
        "- Order and infusion record\n"
        "- Prior authorization approval"
    ),
    "practice_name": "Example Digestive Health, P.C.",
    "practice_address": "9 Example Plaza\nExample City, OH 43000",
    "practice_phone": "(614) 555-0160",
    "practice_fax": "(614) 555-0161",
    "practice_npi": "1234567893",
    "letter_date": "April 15, 2026",
    "signer_name": "Sam Example, DO",
    "signer_title": "Gastroenterologist",
    "contact": "Kim Example, appeals coordinator, (614) 555-0162, weekdays 8 to 4:30",
}

REALISTIC: dict[str, Form] = {
    "lumbar-mri": _LUMBAR_MRI,
    "sleep-study": _SLEEP_STUDY,
    "infusion": _INFUSION,
}

EVERYTHING: Form = {
    **{name: field.example for name, field in FIELDS.items()},
    "causes": list(rules.load("causes")),
    "enclosures": "\n".join(FIELDS["enclosures"].suggestions),
}
"""Every field filled in, every cause chosen."""

_HOSTILE: Form = {
    "payer_kind": "unsure",
    "payer_name": "<script>alert(\"Example\")</script> & 'Sons'",
    "appeals_address": "{{ 7 * 7 }}\r\n{% raw %}\r\n{# Example #}\r\n]]> -->",
    "claim_number": "EX&amp;<b>1</b>\x00\x08\x1b",
    "denial_code": "M1</p><p>",
    "denial_text": "“Not” \"proven\" 'yet' &#60;",
    "denial_date": "3/30/26",
    "patient_name": "\u202b\u05e4\u05ea \u05d0\u05e7\u05d6\u05de\u05e4\u05dc\u202c Example",
    "patient_id": "\u0645\u062b\u0627\u0644 123\ufffe\uffff",
    "patient_birth_date": "7/9/52",
    "service_date_from": "3 4 2026",
    "diagnosis_codes": "<M54.16>; \u201cM51\u201d\nM54.16,,",
    "procedure_codes": "72148-26-LT-59-XS-GA, {{ cpt }}",
    "service_description": "X" * 300,
    "causes": ["diagnosis", "documentation", "investigational", "authorization"],
    "policy": "L37281\u00a0<!-- Example -->",
    "clinical_summary": (
        "One\ttab, one\x0bvertical tab.\x0cA form feed.\x85Next line.\u2028Line separator.\r\n"
        "Jose\u0301 \u00c5ngstr\u00f6m \U0001f9d1\u200d\u2695\ufe0f \U0001d49c\r\r"
        f"{'longword' * 60}\n \t \n<img src=x onerror=alert(1)> {{{{ config }}}} {{%% if %%}}"
    ),
    "authorization_number": "PA'--\"; DROP TABLE",
    "enclosures": "\u2022 <li>Original</li>\n2) claim & more\n- - dash\n3.5 mm film\n\n*",
    "practice_name": "Example & Søn <Clinic>",
    "practice_address": "  1   Example   Street  \n\n\nŁódź, OH 43000\n",
    "practice_phone": "555-0100 <x>",
    "practice_fax": "555-0101 & 0102",
    "practice_npi": "12345",
    "letter_date": "15 apr 26",
    "signer_name": "Nguyễn Example\u2019); --",
    "signer_title": "\U0001f469\u200d\u2695\ufe0f Physician",
    "contact": "Dana <dana@example.org>",
}
"""What breaks careless writers: markup, templates, control characters, other scripts, no spaces."""

EXAMPLES: dict[str, Form] = {
    "starred": STARRED,
    **{f"cause-{cause}": {**STARRED, "causes": [cause]} for cause in rules.load("causes")},
    "everything": EVERYTHING,
    "hostile": _HOSTILE,
    **REALISTIC,
}

EXHIBITS: list[dict[str, Any]] = [
    {"name": "Original claim", "pages": "", "of": 1},
    {"name": "Office notes", "pages": "5-9", "of": 12},
    {"name": "Physical therapy notes", "pages": "", "of": 6},
]
"""What goes out with the letters that quote."""

_OFFICE = {"note": "Progress note", "day": "2026-02-26", "author": "Alex Example, MD", "exhibit": 1}
_THERAPY = {"note": "Discharge note", "day": "2026-02-20", "author": "Kit Example, PT"}

QUOTING: dict[str, dict[str, Any]] = {
    "by-criterion": {
        "form": "criteria",
        "criteria": [
            {"text": "Pain or weakness that has lasted six weeks or more", "undocumented": False},
            {"text": "Conservative care was tried and did not help", "undocumented": False},
            {"text": "No MRI of the same region within a year", "undocumented": True},
        ],
        "quotations": [
            quotation(
                "Low back pain radiating to the left foot since January 5, 2026, worse at night, "
                "today 6/10.",
                **_OFFICE, criterion=0, kind="symptom", page=6, last=6, cuts=[[62, 78]],
            ),
            quotation(
                "Left great toe extension 4/5; straight leg raising positive at 40 degrees.",
                **_OFFICE, criterion=0, page=7, last=7,
            ),
            quotation(
                "Completed 12 of 12 visits. Pain 7/10 at the start, 6/10 at discharge.",
                **_THERAPY, exhibit=2, criterion=1, kind="failed_treatment", page=5, last=6,
            ),
            quotation(
                "MRI is needed to decide on a referral to surgery because of the weakness after "
                "failed therapy.",
                **_OFFICE, kind="rationale", page=8, last=8,
            ),
        ],
    },
    "by-kind": {
        "form": "kinds",
        "criteria": [],
        "quotations": [
            quotation("Cannot stand for more than ten minutes.", kind="function", exhibit=1, page=5,
                      last=5),
            quotation("Risk of a permanent foot drop if untreated.", **_OFFICE, kind="risk", page=9,
                      last=9),
            quotation("Left great toe extension 4/5.", **_OFFICE, page=7, last=7),
            quotation("Naproxen 500 mg twice a day for six weeks without relief.", **_OFFICE,
                      kind="failed_treatment", page=5, last=5),
            quotation("Numbness over the top of the left foot.", **_OFFICE, kind="symptom", page=6,
                      last=6),
            quotation("Works as a letter carrier.", kind="", exhibit=1, page=5, last=5),
        ],
    },
}  # fmt: skip
"""What letters quote: beside criteria, and by what it shows."""

LETTERS: dict[str, Document] = {
    **{name: letter(form) for name, form in EXAMPLES.items()},
    "blank": compose_blank(),
    **{f"quoted-{name}": quoting(_LUMBAR_MRI, evidence) for name, evidence in QUOTING.items()},
}
"""The letter of every example, the blank one, and those that quote the record."""
