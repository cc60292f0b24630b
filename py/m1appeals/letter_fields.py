"""Every field of the appeal letter, declared once.

The form, its checks, the reference page, the prefill from mkdocs.yml, the templates and the tests
all derive from `SECTIONS`. Order is the order on the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from m1appeals import denial_codes, rules
from m1appeals.fields import (
    Address,
    AnyOf,
    Codes,
    Day,
    Field,
    Items,
    Line,
    OneOf,
    Option,
    Prose,
)
from m1appeals.identifiers import denial, icd10cm, npi, procedure
from m1appeals.routes import ROUTES

__all__ = ["FIELDS", "SECTIONS", "Section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the form."""

    id: str
    title: str
    intro: str
    fields: tuple[Field, ...]


def _options(name: str) -> tuple[Option, ...]:
    return tuple(
        Option(value=id_, label=entry["label"], hint=entry.get("hint", ""))
        for id_, entry in rules.load(name).items()
    )


def _groups() -> tuple[Option, ...]:
    return tuple(
        Option(value=code.code, label=f"{code.code}: {code.meaning[0].lower()}{code.meaning[1:]}")
        for code in denial_codes.CODES.values()
        if code.kind == "group"
    )


def _routes() -> tuple[Option, ...]:
    letters = (route for route in ROUTES.values() if route.letter and route.id != "plain")
    return (
        Option(value="", label="The first appeal to this payer"),
        *(Option(value=route.id, label=route.short) for route in letters),
    )


_YES_NO = (
    Option(value="yes", label="Yes"),
    Option(value="no", label="No"),
    Option(value="unsure", label="I do not know"),
)

_DENIAL = Section(
    id="denial",
    title="The denial",
    intro="From the remittance or the denial notice.",
    fields=(
        Field(
            name="payer_kind",
            label="Kind of payer",
            hint="It decides which law the letter names.",
            kind=OneOf(options=_options("payer_kinds")),
            example="medicare",
            initial="unsure",
            phi=False,
            printed=False,
            triage=True,
        ),
        Field(
            name="route",
            label="Which appeal",
            kind=OneOf(options=_routes()),
            example="medicare_redetermination",
            phi=False,
            printed=False,
            triage=True,
            sometimes=True,
        ),
        Field(
            name="payer_name",
            label="Payer name",
            kind=Line(),
            example="Example Health Plan",
            needed=True,
            missing="Enter the payer's name",
            phi=False,
        ),
        Field(
            name="appeals_address",
            label="Appeals department address",
            hint="From the denial notice or the payer's provider manual. One line for each line of "
            "the envelope.",
            kind=Address(),
            example="Appeals Department\nPO Box 1000\nExample City, OH 43000",
            needed=True,
            missing="Enter the address of the payer's appeals department",
            phi=False,
        ),
        Field(
            name="claim_number",
            label="Claim number",
            hint="The payer's number for the claim (ICN or DCN).",
            kind=Line(longest=50),
            example="EX2026000123",
            needed=True,
            missing="Enter the claim number",
            width="medium",
        ),
        Field(
            name="denial_code",
            label="Denial code",
            hint="Exactly as the remittance shows it, for example M1 or CO-50.",
            kind=Line(identifier=denial.validate, longest=40),
            example="M1",
            needed=True,
            missing="Enter the denial code from the remittance",
            initial="M1",
            phi=False,
            width="short",
            triage=True,
        ),
        Field(
            name="denial_text",
            label="What the code says",
            hint="The words beside the code. An electronic remittance has none: leave it empty.",
            kind=Line(),
            example="Medical necessity not established",
            initial="Medical necessity not established",
            phi=False,
            triage=True,
        ),
        Field(
            name="remark_codes",
            label="Remark codes",
            hint="All others on the claim or line, for example N115, MA01.",
            kind=Codes(identifier=denial.validate, write=denial.format),
            example="N115, MA01",
            phi=False,
            width="medium",
            triage=True,
        ),
        Field(
            name="denial_date",
            label="Date of the denial",
            hint="The date on the remittance or notice, for example 3/4/2026.",
            kind=Day(),
            example="4/1/2026",
            width="short",
            triage=True,
        ),
        Field(
            name="received_date",
            label="Day it arrived",
            hint="Only if you can prove it: some last days are counted from it.",
            kind=Day(),
            example="4/3/2026",
            width="short",
            printed=False,
            triage=True,
        ),
        Field(
            name="decided_by",
            label="Who decided before",
            hint="For a second appeal: the contractor or plan named in the decision letter.",
            kind=Line(),
            example="Example Medicare Contractor",
            phi=False,
        ),
        Field(
            name="good_cause",
            label="Reason for a late appeal",
            hint="Only if the last day has passed: what happened, when, and what proves it.",
            kind=Prose(),
            example="The notice went to an address that the practice left on 1/5/2026.",
        ),
    ),
)

_DOOR = Section(
    id="door",
    title="Is a letter the right door?",
    intro="What you know decides whether to appeal. The letter itself does not hold these answers.",
    fields=(
        Field(
            name="group_code",
            label="Group code",
            hint="The two letters before the reason code: who bears the amount.",
            kind=OneOf(options=(*_groups(), Option(value="", label="Not shown"))),
            example="CO",
            phi=False,
            printed=False,
            triage=True,
        ),
        Field(
            name="diagnosis_missing",
            label="Does the record hold a diagnosis that the claim lacks?",
            kind=OneOf(options=_YES_NO),
            initial="unsure",
            example="no",
            printed=False,
            triage=True,
        ),
        Field(
            name="level_used",
            label="Has the payer already decided on an appeal at this level?",
            kind=OneOf(options=_YES_NO),
            initial="unsure",
            example="no",
            printed=False,
            triage=True,
        ),
        Field(
            name="records_requested",
            label="Did the payer ask for records that were not sent?",
            kind=OneOf(options=_YES_NO),
            initial="unsure",
            example="no",
            printed=False,
            triage=True,
        ),
        Field(
            name="abn",
            label="Did the patient sign a valid ABN before the service?",
            hint="The notice that Original Medicare may not pay.",
            kind=OneOf(options=_YES_NO),
            initial="unsure",
            example="no",
            printed=False,
            triage=True,
            sometimes=True,
        ),
        Field(
            name="new_facts",
            label="Is there anything that the payer has not seen?",
            kind=OneOf(options=_YES_NO),
            initial="unsure",
            example="yes",
            printed=False,
            triage=True,
            sometimes=True,
        ),
        Field(
            name="in_network",
            label="Does the practice have a contract with this plan?",
            kind=OneOf(options=_YES_NO),
            initial="unsure",
            example="no",
            phi=False,
            printed=False,
            triage=True,
            sometimes=True,
        ),
    ),
)

_PATIENT = Section(
    id="patient",
    title="The patient and the service",
    intro="As on the claim.",
    fields=(
        Field(
            name="patient_name",
            label="Patient name",
            kind=Line(),
            example="Pat Example",
            needed=True,
            missing="Enter the patient's name",
        ),
        Field(
            name="patient_id",
            label="Patient ID",
            hint="The member ID or Medicare number on the card.",
            kind=Line(longest=50),
            example="1EG4-TE5-MK73",
            needed=True,
            missing="Enter the patient's member ID or Medicare number",
            width="medium",
        ),
        Field(
            name="patient_birth_date",
            label="Date of birth",
            hint="For example 7/9/1952.",
            kind=Day(any_century=True),
            example="7/9/1952",
            width="short",
        ),
        Field(
            name="service_date_from",
            label="Date of service",
            hint="The first day, if there were several. For example 3/4/2026.",
            kind=Day(),
            example="3/4/2026",
            needed=True,
            missing="Enter the date of service",
            width="short",
        ),
        Field(
            name="service_date_to",
            label="Last date of service",
            hint="Only if the service went on for more than one day.",
            kind=Day(),
            example="3/6/2026",
            width="short",
        ),
        Field(
            name="diagnosis_codes",
            label="Diagnosis codes",
            hint="ICD-10-CM as on the claim, parted by commas or spaces. "
            "For example M54.16, M48.061.",
            kind=Codes(identifier=icd10cm.validate, write=icd10cm.format),
            example="M54.16, M48.061",
            width="medium",
        ),
        Field(
            name="procedure_codes",
            label="Procedure codes",
            hint="CPT or HCPCS with modifiers, parted by commas or spaces. "
            "For example 72148-26, J1745.",
            kind=Codes(identifier=procedure.validate, write=procedure.format),
            example="72148-26",
            width="medium",
            triage=True,
        ),
        Field(
            name="service_description",
            label="What the service was",
            hint="A few words that complete “for ...”, for example: MRI of the lumbar spine.",
            kind=Line(),
            example="MRI of the lumbar spine",
        ),
    ),
)

_NECESSITY = Section(
    id="necessity",
    title="Why the care was necessary",
    intro="The letter says only what you give here. Name what the record shows, not what it might.",
    fields=(
        Field(
            name="causes",
            label="What the denial rests on",
            hint="Choose all that fit. The letter answers each in a paragraph of its own.",
            kind=AnyOf(options=_options("causes")),
            example="documentation",
        ),
        Field(
            name="policy",
            label="Coverage policy",
            hint="The LCD, NCD or plan policy for this service, by number or title. "
            "For example: NCD 220.6.17.",
            kind=Line(),
            example="LCD L37281",
        ),
        Field(
            name="clinical_summary",
            label="Clinical summary",
            hint="Symptoms, findings, what was tried before and how it failed, with dates, and "
            "where each is in the record. A blank line begins a new paragraph.",
            kind=Prose(),
            example="Low back pain with left leg weakness for eight weeks (note of 2/2/2026).\n\n"
            "Six weeks of physical therapy without relief (therapy discharge of 2/27/2026).",
        ),
        Field(
            name="authorization_number",
            label="Prior authorization number",
            kind=Line(longest=50),
            example="PA-000123",
            width="medium",
        ),
    ),
)

_ATTACHMENTS = Section(
    id="attachments",
    title="Attachments",
    intro="What goes into the envelope or the fax with the letter.",
    fields=(
        Field(
            name="enclosures",
            label="Enclosures",
            hint="One a line; the letter numbers them. Delete what you do not enclose.",
            kind=Items(),
            example="Original claim\nMedical records supporting the service",
            needed=True,
            missing="Enter at least one enclosure, such as the original claim",
            initial="Original claim\nMedical records supporting the service",
            suggestions=(
                "Denial notice or remittance",
                "Progress notes",
                "Diagnostic reports",
                "Physician's order",
                "Prior authorization approval",
                "Letter of medical necessity",
                "Coverage policy",
                "Published evidence",
            ),
        ),
    ),
)

_PRACTICE = Section(
    id="practice",
    title="Your practice",
    intro="The letterhead and the signature.",
    fields=(
        Field(
            name="practice_name",
            label="Practice name",
            kind=Line(),
            example="Example Clinic",
            needed=True,
            missing="Enter the name of your practice",
            phi=False,
            remembered=True,
            autocomplete="organization",
        ),
        Field(
            name="practice_address",
            label="Practice address",
            hint="One line for each line of the letterhead.",
            kind=Address(),
            example="1 Example Street\nExample City, OH 43000",
            needed=True,
            missing="Enter the address of your practice",
            phi=False,
            remembered=True,
            autocomplete="street-address",
        ),
        Field(
            name="practice_phone",
            label="Practice phone",
            kind=Line(longest=60),
            example="555-010-0100",
            phi=False,
            remembered=True,
            autocomplete="tel",
            width="medium",
        ),
        Field(
            name="practice_fax",
            label="Practice fax",
            kind=Line(longest=60),
            example="555-010-0101",
            phi=False,
            remembered=True,
            width="medium",
        ),
        Field(
            name="practice_npi",
            label="NPI of the practice",
            hint="10 digits.",
            kind=Line(identifier=npi.validate, write=npi.format, longest=40),
            example="1234567893",
            phi=False,
            remembered=True,
            width="short",
        ),
        Field(
            name="letter_date",
            label="Date of the letter",
            hint="Leave it empty for today's date.",
            kind=Day(today_when_empty=True),
            example="4/15/2026",
            needed=True,
            missing="Enter the date of the letter",
            phi=False,
            width="short",
        ),
        Field(
            name="signer_name",
            label="Name of the signer",
            hint="The treating physician's signature carries the most weight.",
            kind=Line(),
            example="Alex Example, MD",
            needed=True,
            missing="Enter the name of the person who signs",
            phi=False,
            remembered=True,
            autocomplete="name",
        ),
        Field(
            name="signer_title",
            label="Title of the signer",
            kind=Line(),
            example="Treating physician",
            needed=True,
            missing="Enter the title of the person who signs",
            phi=False,
            remembered=True,
            autocomplete="organization-title",
        ),
        Field(
            name="contact",
            label="Whom the payer may call",
            hint="Name, phone and hours, for example: Dana Example, 555-010-0102, weekdays 8 to 4.",
            kind=Line(),
            example="Dana Example, 555-010-0102, weekdays 8 am to 4 pm",
            phi=False,
            remembered=True,
        ),
    ),
)

SECTIONS: tuple[Section, ...] = (_DENIAL, _DOOR, _PATIENT, _NECESSITY, _ATTACHMENTS, _PRACTICE)
"""The form, part by part."""

FIELDS: dict[str, Field] = {field.name: field for part in SECTIONS for field in part.fields}
"""Every field by its name."""
