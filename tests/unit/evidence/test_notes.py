"""Where a note begins inside a file, what it is, of which day, and by whom."""

from __future__ import annotations

import pytest

from m1appeals.evidence.reading.labels import day_of
from m1appeals.evidence.reading.record import Record
from tests.unit.evidence.reading_files import record_of_lines

BODY = ["She has low back pain.", "Therapy gave no relief."]


def notes(record: Record) -> list[tuple[int, str, str, str]]:
    return [(record.page_of(one.start), one.kind, one.day, one.author) for one in record.notes]


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        (["PROGRESS NOTE", "Date of Service: 3/4/2026", "Provider: Jane Example, MD", *BODY],
         ("Progress note", "2026-03-04", "Jane Example, MD")),
        (["Progress Note - 03/04/2026", *BODY], ("Progress note", "2026-03-04", "")),
        (["OPERATIVE REPORT", "DATE OF OPERATION: March 4, 2026", "SURGEON: Sam Sample, MD", *BODY],
         ("Operative report", "2026-03-04", "Sam Sample, MD")),
        (["Office Visit", "DOS: 03-04-26", *BODY, "Electronically signed by Jane Example, NP"],
         ("Office visit", "2026-03-04", "Jane Example, NP")),
        (["Consultation", "Visit date: 4 Mar 2026", *BODY,
          "Electronically signed by: Sam Sample, DO on 3/6/2026 at 10:31 AM"],
         ("Consultation", "2026-03-04", "Sam Sample, DO")),
        (["Physical Therapy Daily Note", "Date: 3/4/2026", "Therapist: Robin Sample, PT, DPT",
          *BODY], ("Physical therapy note", "2026-03-04", "Robin Sample, PT, DPT")),
        (["MRI LUMBAR SPINE WITHOUT CONTRAST", "Exam date: 3/4/2026", *BODY,
          "Dictated by Sam Sample, MD"], ("MRI report", "2026-03-04", "Sam Sample, MD")),
        (["Discharge Summary", "Admission date: 3/1/2026   Discharge date: 3/4/2026", *BODY],
         ("Discharge summary", "2026-03-04", "")),
        (["LETTER OF MEDICAL NECESSITY", "March 4, 2026", *BODY],
         ("Letter of medical necessity", "", "")),
        (["Example Clinic", "Patient: Pat Example   DOB: 1/2/1960", "Progress Note",
          "Encounter Date: 3/4/2026   Printed: 4/1/2026", *BODY],
         ("Progress note", "2026-03-04", "")),
        (["Office Visit", "DOB: 1/2/1960   Printed on 4/1/2026", *BODY,
          "Signed by Jane Example, MD 3/5/2026"], ("Office visit", "", "Jane Example, MD")),
        (["Office Visit", "Date of injury: 1/2/2025", "Referring Provider: Sam Other, MD",
          "PCP: Robin Other, MD", *BODY], ("Office visit", "", "")),
        (["Office Visit", "Last visit date: 1/5/2026   Next appointment date: 6/1/2026",
          "Date of Visit: 3/4/2026", *BODY], ("Office visit", "2026-03-04", "")),
        (["Office Visit", "Signed date: 3/5/2026", *BODY], ("Office visit", "", "")),
        (["Office Visit", "Provider: see above", "Date: unknown", *BODY], ("Office visit", "", "")),
        (["Office Visit", "Date of Service: 13/45/2026", *BODY], ("Office visit", "", "")),
        (["Sleep Study Report", "Study date: 2026-03-04", *BODY,
          "Interpreting physician: Jane Example, MD"],
         ("Sleep study", "2026-03-04", "Jane Example, MD")),
        (["Cardiology Consultation", "Date of Visit: 3/4/2026", *BODY],
         ("Consultation", "2026-03-04", "")),
        (["H&P", "Date of admission: 3/4/2026", "Author: Jane Example, MD", *BODY],
         ("History and physical", "2026-03-04", "Jane Example, MD")),
        (["Progress Note", "Date/Time: 3/4/2026 10:31", *BODY],
         ("Progress note", "2026-03-04", "")),
        (["Surgical Pathology Report", "Collected: 3/4/2026   Received: 3/5/2026", *BODY],
         ("Pathology report", "2026-03-04", "")),
    ],
)  # fmt: skip
def test_a_note_says_what_it_is_of_which_day_and_by_whom(
    rows: list[str], note: tuple[str, str, str]
) -> None:
    assert notes(record_of_lines(rows)) == [(1, *note)]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Provider: Jane Example, MD     Location: Main", "Jane Example, MD"),
        ("Author: Lee Sample, PA-C    Service: Orthopedics", "Lee Sample, PA-C"),
        ("Therapist Signature: Robin Sample, PT, DPT    Date: 03/04/2026", "Robin Sample, PT, DPT"),
        ("Attending: Jane Example, MD    Resident: Lee Sample, MD", "Jane Example, MD"),
        ("Attending: Jane Example, MD Resident: Lee Sample, MD", "Jane Example, MD"),
        ("Surgeon: Jane Example, MD Assistant(s): Lee Sample, PA-C", "Jane Example, MD"),
        ("Author: Lee Sample, PA-C Author Type: Physician Assistant", "Lee Sample, PA-C"),
        ("Provider: Example, Jane MD", "Example, Jane MD"),
        ("Provider: Dr. Jane Example", "Dr. Jane Example"),
        ("Signed by: Jane Example, MD, Orthopedic Surgery", "Jane Example, MD, Orthopedic Surgery"),
    ],
)
def test_the_name_of_an_author_ends_before_the_next_label(line: str, author: str) -> None:
    record = record_of_lines(["Progress Note", "Date of Service: 3/4/2026", line, *BODY])
    assert notes(record) == [(1, "Progress note", "2026-03-04", author)]


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        (["Physical Therapy Daily Note", "Date: 03/04/2026", "Surgery Date: 01/15/2026"],
         "2026-03-04"),
        (["OFFICE VISIT", "Surgery Date: 04/20/2026", "Visit Date: 03/04/2026"], "2026-03-04"),
        (["PREOPERATIVE VISIT", "Date: 03/04/2026", "Date of surgery: 04/20/2026"], "2026-03-04"),
        (["H&P", "Date of Surgery: 04/20/2026", "Date of H&P: 03/30/2026"], "2026-03-30"),
        (["Office Visit", "Surgery Date: 04/20/2026"], ""),
        (["Office Visit", "Date: 3/4/26", "Study date: 2/10/26"], "2026-03-04"),
        (["Office Visit", "Date: 03/04/2026", "MRI exam date: 02/10/2026"], "2026-03-04"),
        (["Office Visit", "MRI date: 02/10/2026"], ""),
        (["Office Visit", "Appointment date: 04/01/2026"], ""),
        (["Progress Note", "Date: 03/04/2026", "Discharge date: 02/20/2026"], "2026-03-04"),
        (["Progress Note", "Admission date: 03/01/2026", "Date: 03/04/2026"], "2026-03-04"),
        (["Discharge Summary", "Procedure date: 03/02/2026", "Date of Discharge: 03/05/2026"],
         "2026-03-05"),
        (["Physical Therapy Daily Note", "Initial evaluation date: 01/05/2026",
          "Date: 03/04/2026"], "2026-03-04"),
        (["Physical Therapy Evaluation", "Initial evaluation date: 01/05/2026"], "2026-01-05"),
        (["Physical Therapy Daily Note", "DOS: 01/15/2026 (date of surgery)",
          "Date: 03/04/2026"], "2026-03-04"),
        (["Procedure Note", "Procedure date: 03/04/2026"], "2026-03-04"),
        (["Operative Report", "Surgery Date: 03/04/2026", "Date: 03/06/2026"], "2026-03-04"),
        (["Letter of Medical Necessity", "Date: 05/01/2026", "Date of Service: 03/04/2026"],
         "2026-05-01"),
        (["Letter of Medical Necessity", "Proposed date of service: 03/04/2026"], ""),
        (["Physician Order", "Order date: 02/01/2026", "Date of service: 03/04/2026"],
         "2026-02-01"),
        (["Office Visit", "Department: Orthopedic Surgery   Date: 03/04/2026"], "2026-03-04"),
        (["Office Visit", "Signature: Jane Example, MD   Date: 03/10/2026"], ""),
    ],
)  # fmt: skip
def test_the_day_of_another_event_is_not_the_day_of_the_note(rows: list[str], day: str) -> None:
    assert [one for _, _, one, _ in notes(record_of_lines([*rows, *BODY]))] == [day]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Progress Note   DOB: 07/09/1952", "2026-03-04"),
        ("Office Visit - Pat Example (DOB 07/09/1952)", "2026-03-04"),
        ("Office Visit Printed 03/20/2026", "2026-03-04"),
        ("OFFICE VISIT    PRINTED: 03/20/2026", "2026-03-04"),
        ("PROGRESS NOTE (Signed 03/06/2026)", "2026-03-04"),
        ("PROGRESS NOTE (Signed by Jane Example, MD on 03/06/2026)", "2026-03-04"),
        ("Operative Report - Dictated 03/06/2026", "2026-03-04"),
        ("Consultation Requested 02/01/2026", "2026-03-04"),
        ("Office Visit 03/11/2026 (DOB 07/09/1952)", "2026-03-11"),
        ("Sleep Study 03/11/2026", "2026-03-11"),
    ],
)
def test_a_day_behind_a_title_is_that_of_the_note_unless_it_says_otherwise(
    title: str, day: str
) -> None:
    record = record_of_lines([title, "Date of Service: 03/04/2026", *BODY])
    assert [one for _, _, one, _ in notes(record)] == [day]
    if day == "2026-03-04":
        assert [one for _, _, one, _ in notes(record_of_lines([title, *BODY]))] == [""]


def test_the_day_of_birth_in_the_first_line_of_a_page_is_not_the_day_of_its_note() -> None:
    record = record_of_lines(
        ["Office Visit", "Date of Service: 03/04/2026", *BODY],
        ["Patient: Example, Pat DOB: 07/09/1952 Sex: Female", "Date: 05/06/2026", *BODY],
    )
    assert [day for _, _, day, _ in notes(record)] == ["2026-03-04", "2026-05-06"]


@pytest.mark.parametrize(
    ("rows", "author"),
    [
        (["Infusion Note", *BODY, "Patient Signature: Pat Example"], ""),
        (["Infusion Note", *BODY, "Patient's Signature: Pat Example"], ""),
        (["Infusion Note", *BODY, "Signature: Pat Example (patient)"], ""),
        (["Infusion Note", *BODY, "Nurse Signature: Lee Sample, RN"], "Lee Sample, RN"),
        (["Office Visit", "Patient: Pat Example", *BODY, "Signature: Pat Example"], ""),
        (["Office Visit", "Patient Name: Example, Pat", *BODY, "Signed by: Pat Example"], ""),
        (["Office Visit", *BODY, "Nurse Signature: Lee Sample, RN"], ""),
        (["Office Visit", *BODY, "Patient/Guardian Signature: Robin Example",
          "Provider: Jane Example, MD"], "Jane Example, MD"),
        (["Procedure Note", *BODY, "Witness Signature: Robin Example, RN",
          "Physician Signature: Jane Example, MD"], "Jane Example, MD"),
        (["Sleep Study Report", *BODY, "Technician Signature: Kim Example, RPSGT"], ""),
        (["Office Visit", *BODY, "Signed: Jane Example, MD 03/06/2026"], "Jane Example, MD"),
        (["Physical Therapy Evaluation", *BODY, "Physician Signature: Robin Other, MD",
          "Therapist Signature: Robin Sample, PT, DPT"], "Robin Sample, PT, DPT"),
        (["Physical Therapy Evaluation", *BODY, "Electronically signed by: Robin Other, MD",
          "Therapist: Robin Sample, PT, DPT"], "Robin Sample, PT, DPT"),
        (["Physical Therapy Evaluation", *BODY, "Physician Signature: Robin Other, MD"], ""),
    ],
)  # fmt: skip
def test_who_signs_for_something_else_is_no_author(rows: list[str], author: str) -> None:
    assert [one for _, _, _, one in notes(record_of_lines(rows))] == [author]


IMAGING = [
    "IMAGING:",
    "MRI lumbar spine: severe stenosis at L4-L5.",
    "Electronically signed by: Riley Rad, MD 02/10/2026 4:10 PM",
    "ASSESSMENT: Lumbar radiculopathy.",
]


@pytest.mark.parametrize(
    ("head", "last", "author"),
    [
        (["Provider: Jane Example, MD"], ["Electronically signed by: Jane Example, MD"],
         "Jane Example, MD"),
        (["Provider: Dr. Jane Example"], ["Electronically signed by JANE Q. EXAMPLE, MD"],
         "JANE Q. EXAMPLE, MD"),
        ([], ["Electronically signed by: Jane Example, MD"], "Jane Example, MD"),
        (["Attending: Jane Example, MD"], ["Electronically signed by: Lee Sample, PA-C"],
         "Lee Sample, PA-C"),
        (["Provider: Jane Example, MD"], [], "Jane Example, MD"),
        ([], [], ""),
        (["Electronically signed by: Jane Example, MD"], ["Plan: therapy."],
         "Jane Example, MD"),
        (["Provider: Jane Example, MD"], ["Signed by: Jane Example, MD", "Read by: Riley Rad, MD"],
         "Jane Example, MD"),
    ],
)  # fmt: skip
def test_a_signature_that_a_note_quotes_is_not_that_of_its_author(
    head: list[str], last: list[str], author: str
) -> None:
    record = record_of_lines(["Office Visit", "DOS: 3/4/2026", *head, *BODY, *IMAGING, *last])
    assert notes(record) == [(1, "Office visit", "2026-03-04", author)]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("ORTHOPEDIC OFFICE VISIT", "Office visit"),
        ("Orthopedic Clinic Note", "Office visit"),
        ("Pain Clinic Follow Up Note", "Office visit"),
        ("Cardiology Office Note", "Office visit"),
        ("Neurosurgery Consult", "Consultation"),
        ("PT Initial Eval", "Physical therapy evaluation"),
        ("PHYSICAL THERAPY RECERTIFICATION", "Physical therapy evaluation"),
        ("Outpatient Physical Therapy Daily Note", "Physical therapy note"),
        ("PT Progress Report", "Physical therapy note"),
        ("PREOPERATIVE H&P", "History and physical"),
        ("ED Provider Notes", "Emergency department note"),
        ("Wound Care Progress Note", "Progress note"),
        ("Chart Notes", "Progress note"),
        ("Progress Notes - Lee Sample, MD - 03/04/2026 10:15 AM", "Progress note"),
        ("Epidural Steroid Injection Procedure Note", "Procedure note"),
        ("CPAP Titration Study", "Sleep study"),
        ("Face to Face Encounter", "Face-to-face encounter"),
        ("DME Face-to-Face Evaluation", "Face-to-face encounter"),
        ("Peer-to-Peer Note", "Peer-to-peer note"),
        ("CHIROPRACTIC TREATMENT RECORD", ""),
        ("Seating and Mobility Evaluation", ""),
        ("Independent Medical Evaluation", ""),
        ("Anesthesia Record", ""),
    ],
)
def test_a_note_is_known_by_its_title(title: str, kind: str) -> None:
    first = ["Office Visit", "Date: 1/5/2026", *BODY, "Signed by Jane Example, MD"]
    second = [title, "Date: 03/04/2026", "Provider: Lee Sample, PA-C", *BODY]
    told = [(1, "Office visit", "2026-01-05", "Jane Example, MD")]
    expected = (kind, "2026-03-04", "Lee Sample, PA-C")
    assert notes(record_of_lines(first, second)) == [*told, (2, *expected)]
    assert notes(record_of_lines([*first, "", *second])) == [*told, (1, *expected)]


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("Progress Notes by Lee Sample, PA-C at 5/6/2026 10:00 AM",
         ("Progress note", "2026-05-06", "Lee Sample, PA-C")),
        ("H&P by Sam Surgeon, MD at 4/19/2026 7:00 AM She still has pain after 12/1/2025.",
         ("History and physical", "2026-04-19", "Sam Surgeon, MD")),
        ("Op Note by Sam Surgeon, MD at 4/19/2026 7:00 AM",
         ("Operative report", "2026-04-19", "Sam Surgeon, MD")),
        ("Consults by Lee Sample, MD at 5/6/2026 10:00 AM",
         ("Consultation", "2026-05-06", "Lee Sample, MD")),
    ],
)  # fmt: skip
def test_a_title_may_say_by_whom_and_when(line: str, note: tuple[str, str, str]) -> None:
    first = ["Office Visit", "Date: 1/5/2026", *BODY]
    told = (1, "Office visit", "2026-01-05", "")
    assert notes(record_of_lines([*first, line, *BODY])) == [told, (1, *note)]


def test_a_title_of_any_words_is_none_where_a_surer_one_is_near() -> None:
    def page(number: int) -> list[str]:
        return ["EXAMPLE CLINIC MEDICAL RECORD", "Date of Service: 3/4/2026", "",
                f"Body {chr(64 + number)} of the note.", *[""] * 40,
                f"Page {number} of 4"]  # fmt: skip

    record = record_of_lines(
        ["EXAMPLE CLINIC MEDICAL RECORD", "Progress Note", "Date of Service: 3/4/2026", *BODY]
    )
    assert notes(record) == [(1, "Progress note", "2026-03-04", "")]
    record = record_of_lines(
        ["Progress Note", "Date of Service: 3/4/2026", "", *BODY], *map(page, range(2, 5))
    )
    assert notes(record) == [(1, "Progress note", "2026-03-04", "")]


SIGNED = ["Office Visit", "Date: 3/4/2026", *BODY, "Electronically signed by Jane Example, MD"]
FIRST = (1, "Office visit", "2026-03-04", "Jane Example, MD")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (["Example Orthopedics", "March 20, 2026", "Dear Dr. Example:", *BODY], [(2, "", "", "")]),
        (["Example Chiropractic", "Provider: Robin Chiro, DC", *BODY],
         [(2, "", "", "Robin Chiro, DC")]),
        (["Example Chiropractic", *["1 Example Street"] * 8, "Date: 1/12/2026", *BODY],
         [(2, "", "2026-01-12", "")]),
        (["Example Clinic", "Provider: Dr. Jane Example", *BODY], []),
        (["Example Clinic", *BODY], []),
    ],
)  # fmt: skip
def test_after_a_signature_another_author_or_a_letter_begins_a_note(
    page: list[str], found: list[tuple[int, str, str, str]]
) -> None:
    assert notes(record_of_lines(SIGNED, page)) == [FIRST, *found]
    assert notes(record_of_lines(SIGNED[:-1], ["Example Clinic", "Dear Dr. Example:", *BODY])) == [
        (*FIRST[:3], "")
    ]


def test_a_page_by_one_who_signed_the_note_goes_on_with_it() -> None:
    long = ["Office Visit", "Date: 3/4/2026", "Provider: Sam Sample, PA-C", *BODY * 8]
    signed = "Electronically signed by Jane Example, MD"
    page = ["Example Clinic", "Provider: Jane Example, MD", *BODY]
    assert len(notes(record_of_lines([*long, signed], page))) == 1


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["", "Example Chiropractic", "Date: 1/12/2026", "Provider: Robin Chiro, DC", *BODY],
         [(1, "", "2026-01-12", "Robin Chiro, DC")]),
        (["", "Pat was seen again.", "Date of Service: 3/9/2026", *BODY],
         [(1, "", "2026-03-09", "")]),
        (["Orthopedic Surgery", "Date: 3/6/2026"], []),
        (["Date of Service: 3/9/2026"], []),
        (["Orthopedic Surgery", "Date of Service: 3/4/2026"], []),
        (["Orthopedic Surgery", "Next visit date: 4/1/2026"], []),
    ],
)  # fmt: skip
def test_after_a_signature_a_day_begins_a_note(
    rows: list[str], found: list[tuple[int, str, str, str]]
) -> None:
    assert notes(record_of_lines([*SIGNED, *rows])) == [FIRST, *found]


def test_a_signature_above_all_parts_of_a_note_is_that_of_its_author() -> None:
    signed = "Electronically signed by: Jane Example, MD on 3/5/2026"
    record = record_of_lines(["Office Visit", "DOS: 3/4/2026", signed, *BODY, "ASSESSMENT:", *BODY])
    assert notes(record) == [(1, "Office visit", "2026-03-04", "Jane Example, MD")]


def test_notes_follow_one_another_in_a_file() -> None:
    record = record_of_lines(
        ["Office Visit", "Date of Service: 3/4/2026", *BODY, "Signed by Jane Example, MD",
         "", "Physical Therapy Daily Note", "Date of Service: 3/9/2026", *BODY],
        ["The second page of that note.", *BODY],
        ["MRI Lumbar Spine", "Exam date: 2/10/2026", *BODY],
    )  # fmt: skip
    assert notes(record) == [
        (1, "Office visit", "2026-03-04", "Jane Example, MD"),
        (1, "Physical therapy note", "2026-03-09", ""),
        (3, "MRI report", "2026-02-10", ""),
    ]
    assert [one.note for one in record.sentences][-1] == 2
    last_of_second = [one for one in record.sentences if record.page_of(one.start) == 2][-1]
    assert last_of_second.note == 1


def test_a_header_of_every_page_is_one_note_as_long_as_its_day_is_the_same() -> None:
    def page(day: str, number: int, count: int) -> list[str]:
        return ["Example Clinic", "Progress Note", f"Date of Service: {day}", "",
                f"Body {chr(64 + number)} of the note.", *[""] * 40,
                f"Page {number} of {count}"]  # fmt: skip

    record = record_of_lines(
        page("3/4/2026", 1, 5), page("3/4/2026", 2, 5), page("3/9/2026", 3, 5),
        page("3/9/2026", 4, 5), page("3/16/2026", 5, 5),
    )  # fmt: skip
    assert notes(record) == [
        (1, "Progress note", "2026-03-04", ""),
        (3, "Progress note", "2026-03-09", ""),
        (5, "Progress note", "2026-03-16", ""),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ["MRI LUMBAR SPINE: severe stenosis at L4-L5."],
        ["The progress note of 3/4/2026 was reviewed."],
        ["MRI lumbar spine", "Severe stenosis at L4-L5."],
        ["Physical Therapy Note", "No relief from 12 visits."],
        ["Consultation with neurosurgery was requested."],
        ["Office visit time was 40 minutes."],
        ["X-rays of the left knee", "Severe loss of joint space."],
        ["Physical therapy note reviewed, no relief from 12 visits."],
        ["Prior Orthopedic Clinic Note", "She had an injection."],
        ["Outside MRI Report", "Date: 2/10/2026", "Severe stenosis at L4-L5."],
        ["Lumbar Spine Report", "Date: 2/10/2026", "Severe stenosis at L4-L5."],
        ["Neurosurgery Consult", "Orthopedic Consult"],
    ],
)
def test_a_title_in_the_text_of_a_note_begins_none(rows: list[str]) -> None:
    record = record_of_lines(["Office Visit", "DOS: 3/4/2026", *BODY * 6, *rows, *BODY])
    assert notes(record) == [(1, "Office visit", "2026-03-04", "")]


@pytest.mark.parametrize(
    "result",
    [
        ["Sleep Study 02/10/2026", "AHI 32."],
        ["Echocardiogram 02/10/2026", "EF 30%."],
        ["EMG/NCS 02/10/2026", "Right L5 radiculopathy."],
        ["MRI Lumbar Spine", "Date: 02/10/2026", "Severe stenosis at L4-L5."],
    ],
)
def test_a_result_inside_a_note_is_no_report(result: list[str]) -> None:
    rest = ["ASSESSMENT:", "OSA. She failed CPAP.", "Signed by Jane Example, MD"]
    for body in (BODY, BODY * 6):
        record = record_of_lines(["Office Visit", "DOS: 3/4/2026", *body, *result, *rest])
        assert notes(record) == [FIRST]
    signed = ["Office Visit", "DOS: 3/4/2026", *BODY, *rest, "", *result]
    assert len(record_of_lines(signed).notes) == 2


def test_a_note_takes_nothing_from_the_one_above_it() -> None:
    first = ["Office Visit", "Provider: Jane Example, MD", "Date: 3/4/2026", *BODY[:1]]
    record = record_of_lines([*first, "Telephone Note", *BODY])
    assert notes(record)[1:] == [(1, "Telephone note", "", "")]
    signed = [*SIGNED, "", "Example Clinic", "Date: 3/9/2026", "Telephone Note", *BODY]
    assert notes(record_of_lines(signed)) == [FIRST, (1, "Telephone note", "2026-03-09", "")]


def test_a_study_at_the_top_of_a_page_is_a_report_only_with_a_day_of_its_own() -> None:
    first = ["Office Visit", "DOS: 3/4/2026", *BODY]
    record = record_of_lines(first, ["MRI LUMBAR SPINE", "Severe stenosis at L4-L5."])
    assert [one.kind for one in record.notes] == ["Office visit"]
    dated = ["MRI LUMBAR SPINE", "Exam date: 2/10/2026", "Severe stenosis at L4-L5."]
    assert [one.kind for one in record_of_lines(first, dated).notes] == [
        "Office visit",
        "MRI report",
    ]


def test_before_the_first_note_there_is_none() -> None:
    record = record_of_lines(["A cover page.", *BODY], ["Office Visit", *BODY])
    assert notes(record) == [(2, "Office visit", "", "")]
    assert [one.note for one in record.sentences][:3] == [-1, -1, -1]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/4/2026", "2026-03-04"), ("03-04-26", "2026-03-04"), ("3.4.2026", "2026-03-04"),
        ("March 4, 2026", "2026-03-04"), ("Mar 4 2026", "2026-03-04"),
        ("Sept. 4, 2026", "2026-09-04"), ("4-Mar-2026", "2026-03-04"),
        ("2026-03-04", "2026-03-04"), ("13/13/2026", ""), ("soon", ""),
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written_in_the_united_states(text: str, day: str) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    "prose",
    [
        "An MRI of the lumbar spine was performed on 11/12/2024.",
        "She was seen on 06/01/2020 in the emergency department.",
        "Labs collected 12/01/2025.",
    ],
)
def test_a_day_in_prose_is_not_the_day_of_the_note(prose: str) -> None:
    record = record_of_lines(["PROGRESS NOTE", "Date: 03/04/2026", prose])
    assert [day for _, _, day, _ in notes(record)] == ["2026-03-04"]


def test_a_late_entry_is_a_note_of_its_own() -> None:
    record = record_of_lines(
        ["PROGRESS NOTE", "Date of Service: 01/05/2026", *BODY, "She takes naproxen.",
         "Electronically signed by Jordan Example, MD", "",
         "ADDENDUM 04/20/2026", "She had failed twelve weeks of therapy."]
    )  # fmt: skip
    assert [(kind, day) for _, kind, day, _ in notes(record)] == [
        ("Progress note", "2026-01-05"),
        ("Addendum", "2026-04-20"),
    ]


TWELVE = "She had failed twelve weeks of therapy."


@pytest.mark.parametrize(
    ("rows", "day", "author"),
    [
        ([f"ADDENDUM (04/20/2026 3:00 PM): {TWELVE}"], "2026-04-20", ""),
        ([f"ADDENDUM 04/20/2026: {TWELVE} Therapy ended 12/30/2025."], "2026-04-20", ""),
        ([f"ADDENDUM: {TWELVE}"], "", ""),
        ([f"ADDENDUM: 04/20/2026 3:00 PM - {TWELVE}"], "2026-04-20", ""),
        (["ADDENDUM: 02/10/2026 MRI was reviewed again with her.", TWELVE], "", ""),
        (["ADDENDUM:", TWELVE, "Electronically signed by Jane Example, MD on 04/20/2026"],
         "", "Jane Example, MD"),
        (["ADDENDUM", TWELVE], "", ""),
        (["Addendum by Jane Example, MD on 04/20/2026 at 3:00 PM:", TWELVE],
         "2026-04-20", "Jane Example, MD"),
        ([f"Addendum by Jane Example, MD: {TWELVE}"], "", "Jane Example, MD"),
        ([f"Amended 04/20/2026: {TWELVE}"], "2026-04-20", ""),
        (["LATE ENTRY 04/20/2026 for date of service 03/04/2026", TWELVE], "2026-04-20", ""),
        (["LATE ENTRY for 03/04/2026", TWELVE], "", ""),
        (["LATE ENTRY for date of service 03/04/2026, entered 04/20/2026", TWELVE],
         "2026-04-20", ""),
        (["LATE ENTRY for 03/04/2026", "Date written: 04/20/2026", TWELVE], "2026-04-20", ""),
        (["LATE ENTRY", "Date of Service: 03/04/2026", "Date entered: 04/20/2026", TWELVE],
         "2026-04-20", ""),
        (["LATE ENTRY", "Visit Date: 03/04/2026", "Date of entry: 04/20/2026", TWELVE],
         "2026-04-20", ""),
        (["LATE ENTRY", "Date: 03/04/2026", "Date written: 04/20/2026", TWELVE], "2026-04-20", ""),
        (["LATE ENTRY", "Date of Service: 03/04/2026", TWELVE], "", ""),
        (["Addendum to the note of 03/04/2026:", TWELVE], "", ""),
    ],
)  # fmt: skip
def test_what_is_added_to_a_note_is_of_the_day_on_which_it_was_written(
    rows: list[str], day: str, author: str
) -> None:
    first = ["Office Visit", "Date: 03/04/2026", "Provider: Sam Sample, MD", *BODY]
    signed = [*first, "Electronically signed by Sam Sample, MD"]
    for pages in ([[*signed, "", *rows]], [[*first, "", *rows]], [signed, rows]):
        record = record_of_lines(*pages)
        told, added = notes(record)
        assert told[1:] == ("Office visit", "2026-03-04", "Sam Sample, MD")
        assert added[1:] == ("Addendum", day, author)
        (line,) = [one for one in record.sentences if TWELVE in record.quoted(one.start, one.end)]
        assert line.note == 1


@pytest.mark.parametrize(
    "line",
    [
        "Addendum will be dictated on 3/9/2026.",
        "Amendment of the plan: none.",
        "Late entry charges were removed.",
        "An addendum: see below.",
        "Addendum: None",
        "Amendment Request Form",
    ],
)
def test_prose_about_an_addendum_is_none(line: str) -> None:
    record = record_of_lines(["Office Visit", "DOS: 3/4/2026", *BODY, line, *BODY])
    assert [kind for _, kind, _, _ in notes(record)] == ["Office visit"]
