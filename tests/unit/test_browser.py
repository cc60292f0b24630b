"""The boundary to the page: calls, answers and their shapes."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from m1appeals import browser
from m1appeals.browser import handle, warm
from m1appeals.errors import Defect
from m1appeals.fields import Raw
from m1appeals.letter.html import to_nodes
from m1appeals.letter.text import to_text
from m1appeals.letter_fields import FIELDS
from tests.letters.examples import EVERYTHING, STARRED, TODAY, letter, quotation
from tests.unit.test_diagnosis import DATA


def call(name: str, **payload: object) -> tuple[dict[str, Any], bytes]:
    """Call as the worker does."""
    text, data = handle(name, json.dumps({"today": TODAY.isoformat(), **payload}), b"")
    answer = json.loads(text)
    assert isinstance(answer, dict)
    return answer, data


def changed(**changes: Raw) -> dict[str, Raw]:
    return {**STARRED, **changes}


def test_a_preview_shows_the_letter_and_how_answers_were_read() -> None:
    answer, data = call("preview", fields=STARRED)
    assert answer["letter"] == to_nodes(letter(STARRED))
    assert answer["shown"] == {"service_date_from": "March 4, 2026"}
    assert (answer["errors"], answer["warnings"], answer["blanks"]) == ([], [], [])
    assert data == b""


def test_a_preview_says_which_door_until_when_and_what_would_help() -> None:
    form = changed(payer_kind="medicare", denial_date="3/30/2026", denial_code="CO-50")
    answer, _ = call("preview", fields=form)
    assert answer["door"]["id"] == "appeal"
    assert answer["door"]["letter"] is True
    assert answer["deadline"]["target"] == "August 2, 2026"
    assert answer["deadline"]["days_left"] == 109
    assert answer["route"] == "medicare_redetermination"
    assert answer["routes"] == ["medicare_reconsideration"]
    assert answer["asked"] == ["route", "abn", "new_facts"]
    assert answer["enclosures"] == ["Remittance or notice of the initial determination"]
    assert answer["checklist"][0]["state"] == "done"
    source = answer["deadline"]["sources"][0]
    assert (source["title"], source["checked"]) == ("42 CFR 405.942", "November 2026")


def test_a_preview_speaks_of_the_packet() -> None:
    form = changed(clinical_summary="See [Claim] and [Other].", enclosures="Claim\nForm")
    exhibits = [
        {"name": "Notes", "pages": "2-9", "of": 3},
        {"name": "Claim", "pages": "1", "of": 2},
    ]
    answer, _ = call("preview", fields=form, exhibits=exhibits)
    assert answer["packet"] == {
        "exhibits": [
            {"letter": "A", "problem": "There is no page 9: this file has 3 pages."},
            {"letter": "B", "problem": ""},
        ],
        "besides": ["Form"],
    }
    shown = json.dumps(answer["letter"])
    assert "See Exhibit B and [Other]." in shown
    assert "Exhibit A: Notes (3 pages)" in shown
    assert "Exhibit B: Claim (1 page)" in shown
    assert answer["warnings"] == [
        {
            "field": "clinical_summary",
            "message": "No exhibit is called “Other”. Name it as in the packet, or take the "
            "brackets away.",
        }
    ]
    assert call("preview", fields=form)[0]["packet"] == {"exhibits": [], "besides": []}


EVIDENCE = {
    "form": "criteria",
    "criteria": [
        {"text": "Six weeks of pain", "undocumented": False},
        {"text": "Therapy failed", "undocumented": False},
        {"text": "No tumor", "undocumented": True},
    ],
    "quotations": [
        quotation("Pain since May.", criterion=0, exhibit=1, page=7, last=7, day="2026-02-26"),
        quotation("No relief.", criterion=1, exhibit=1, page=2, last=2),
    ],
}
EXHIBITS = [{"name": "Claim", "pages": "", "of": 1}, {"name": "Notes", "pages": "5-9", "of": 12}]


def test_a_preview_says_where_each_quotation_will_be_found() -> None:
    answer, _ = call("preview", fields=STARRED, exhibits=EXHIBITS, evidence=EVIDENCE)
    left_out = (
        "Page 2 is not among the pages of “Notes” in the packet, so the letter leaves it out. Add "
        "the page to the exhibit."
    )
    unanswered = (
        "The letter quotes nothing for this criterion. Choose a quotation, or mark it as not "
        "documented."
    )
    assert answer["evidence"] == {
        "criteria": [
            {"state": "answered", "problem": ""},
            {"state": "open", "problem": unanswered},
            {"state": "undocumented", "problem": ""},
        ],
        "quotations": [
            {"place": "Exhibit B, page 3", "source": "February 26, 2026", "problem": ""},
            {"place": "", "source": "", "problem": left_out},
        ],
    }
    assert answer["warnings"] == [
        {"field": "evidence", "message": f"“No relief.”: {left_out}"},
        {"field": "evidence", "message": f"“Therapy failed”: {unanswered}"},
    ]
    assert "“Pain since May.”" in json.dumps(answer["letter"], ensure_ascii=False)
    assert "criteria_answered" in [point["id"] for point in answer["checklist"]]
    without, _ = call("preview", fields=STARRED)
    assert without["evidence"] == {"criteria": [], "quotations": []}


@pytest.mark.parametrize("format_", ["text", "word", "print"])
def test_every_format_quotes_the_record(format_: str) -> None:
    answer, data = call(
        "letter", fields=STARRED, exhibits=EXHIBITS, evidence=EVIDENCE, format=format_
    )
    if format_ == "word":
        data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    shown = json.dumps(answer, ensure_ascii=False) + data.decode()
    assert "“Pain since May.”" in shown
    assert "Exhibit B, page 3" in shown
    assert [problem["field"] for problem in answer["warnings"]] == ["evidence", "evidence"]


def test_evidence_of_another_shape_is_loud() -> None:
    with pytest.raises(Defect):
        call("preview", fields=STARRED, evidence={"form": "criteria"})


def test_a_follow_up_and_a_line_for_the_log_come_as_files() -> None:
    form = changed(payer_kind="medicare", denial_date="3/30/2026")
    answer, data = call("follow_up", fields=form, day="2026-05-15")
    assert answer == {"file": "appeal-follow-up.ics", "type": "text/calendar;charset=utf-8"}
    assert b"DTSTART;VALUE=DATE:20260515" in data
    asked = {"on": "2026-04-15", "day": "2026-05-15", "way": "fax"}
    for with_claim in (False, True):
        answer, data = call("log", fields=form, with_claim=with_claim, **asked)
        assert answer == {"file": "appeal-log.csv", "type": "text/csv;charset=utf-8"}
        assert (b"EX2026000123" in data) is with_claim


def test_a_route_that_is_chosen_does_not_take_the_usual_ones_place() -> None:
    form = changed(payer_kind="medicare", route="medicare_reconsideration")
    answer, _ = call("preview", fields=form)
    assert answer["route"] == "medicare_reconsideration"
    assert answer["routes"] == ["medicare_reconsideration"]


def test_a_last_day_is_counted_from_dates_as_they_are_typed() -> None:
    asked = {"route": "medicaid_plan", "fields": {"denial_date": "Apr 1 2026"}}
    answer, data = call("deadline", **asked)
    assert answer["deadline"]["target"] == "May 31, 2026"
    assert answer["shown"] == {"denial_date": "April 1, 2026"}
    assert (answer["errors"], data) == ([], b"")
    file, ics = call("calendar", **asked)
    assert (file["file"], file["type"]) == ("appeal-deadline.ics", "text/calendar;charset=utf-8")
    assert b"DTSTART;VALUE=DATE:20260531" in ics


def test_a_last_day_is_not_counted_from_a_date_that_cannot_be() -> None:
    asked = {"route": "medicaid_plan", "fields": {"denial_date": "4/16/2026"}}
    answer, _ = call("deadline", **asked)
    assert answer["deadline"]["kind"] == "needs_date"
    assert answer["errors"] == [
        {"field": "denial_date", "message": "Date of the denial must be today or earlier"}
    ]
    assert call("calendar", **asked) == ({"errors": answer["errors"]}, b"")


def test_a_preview_of_an_empty_form_names_its_blanks() -> None:
    answer, _ = call("preview", fields={})
    needed = [name for name, field in FIELDS.items() if field.needed]
    assert answer["blanks"] == [name for name in needed if name != "letter_date"]


def test_a_preview_shows_a_blank_for_an_answer_that_cannot_be_used() -> None:
    answer, _ = call("preview", fields=changed(service_date_from="soon"))
    assert answer["blanks"] == ["service_date_from"]
    assert answer["errors"] == [
        {
            "field": "service_date_from",
            "message": "Date of service must be a date, such as 3/4/2026",
        }
    ]
    assert '["mark", "", ["[Date of service]"]]' in json.dumps(answer["letter"])


def test_a_preview_tells_what_is_doubtful() -> None:
    answer, _ = call("preview", fields=changed(practice_npi="12345"))
    assert answer["warnings"] == [
        {
            "field": "practice_npi",
            "message": "An NPI has 10 digits and begins with 1 or 2. Check this one.",
        }
    ]


def test_a_check_finds_nothing_in_a_good_form() -> None:
    assert call("check", fields=EVERYTHING) == ({"errors": [], "warnings": []}, b"")


def test_a_check_tells_errors_and_doubts_together() -> None:
    answer, data = call("check", fields=changed(claim_number=" ", practice_npi="12345"))
    assert answer["errors"] == [{"field": "claim_number", "message": "Enter the claim number"}]
    assert [problem["field"] for problem in answer["warnings"]] == ["practice_npi"]
    assert data == b""


def test_a_check_takes_todays_date_from_the_page() -> None:
    answer, _ = call("check", fields=STARRED, today="2026-03-03")
    assert answer["errors"] == [
        {"field": "service_date_from", "message": "Date of service must be today or earlier"}
    ]


def test_a_letter_as_text_comes_for_the_clipboard_and_as_a_file() -> None:
    answer, data = call("letter", fields=STARRED, format="text")
    assert answer == {
        "errors": [],
        "warnings": [],
        "file": "appeal-letter.txt",
        "type": "text/plain;charset=utf-8",
        "text": to_text(letter(STARRED)),
    }
    assert data == answer["text"].replace("\n", "\r\n").encode()


def test_a_letter_for_word_comes_as_a_file() -> None:
    answer, data = call("letter", fields=STARRED, format="word")
    assert answer == {
        "errors": [],
        "warnings": [],
        "file": "appeal-letter.docx",
        "type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def test_a_letter_for_print_comes_as_elements() -> None:
    answer, data = call("letter", fields=STARRED, format="print")
    assert answer == {"errors": [], "warnings": [], "letter": to_nodes(letter(STARRED))}
    assert data == b""


@pytest.mark.parametrize("format_", ["text", "word", "print"])
def test_there_is_no_letter_while_something_is_wrong(format_: str) -> None:
    answer, data = call("letter", fields=changed(patient_name=""), format=format_)
    assert answer == {
        "errors": [{"field": "patient_name", "message": "Enter the patient's name"}],
        "warnings": [],
    }
    assert data == b""


@pytest.mark.parametrize("format_", ["text", "word", "print"])
def test_a_doubt_does_not_stand_in_the_way_of_a_letter(format_: str) -> None:
    answer, _ = call("letter", fields=changed(practice_npi="12345"), format=format_)
    assert len(answer) > 2
    assert [problem["field"] for problem in answer["warnings"]] == ["practice_npi"]


@pytest.mark.parametrize("format_", ["text", "word"])
def test_a_file_name_tells_nothing_about_the_patient(format_: str) -> None:
    names = {
        call("letter", fields=form, format=format_)[0]["file"]
        for form in (STARRED, EVERYTHING, changed(patient_name="Sentinel"))
    }
    assert len(names) == 1


@pytest.mark.parametrize(
    ("data", "sha256"),
    [
        (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (b"a" * 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ],
    ids=["nothing", "abc", "a million"],
)
def test_a_digest_is_that_of_the_standard(data: bytes, sha256: str) -> None:
    """The values are NIST's examples for SHA-256 (FIPS 180-4)."""
    text, result = handle("digest", "{}", data)
    assert (json.loads(text), result) == ({"sha256": sha256}, b"")


def test_a_field_that_nobody_declared_changes_nothing() -> None:
    assert call("preview", fields=changed(nickname="Patty")) == call("preview", fields=STARRED)


def test_a_list_of_answers_is_taken_as_one() -> None:
    answer, _ = call("letter", fields=changed(causes=["documentation"]), format="text")
    assert "\nDocumentation. We understand" in answer["text"]


@pytest.mark.parametrize("name", ["", "Letter", "delete", "__class__"])
def test_a_call_that_does_not_exist_is_a_defect(name: str) -> None:
    with pytest.raises(Defect) as caught:
        call(name, fields={})
    assert str(caught.value) == f"there is no call {name!r}"


@pytest.mark.parametrize(
    "payload", [{}, {"fields": {}}, {"fields": {}, "today": "3/4/26"}, {"today": "2026-04-15"}, []]
)
def test_a_payload_of_another_shape_is_loud(payload: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        handle("check", json.dumps(payload), b"")


def test_a_format_that_does_not_exist_is_loud() -> None:
    with pytest.raises(KeyError):
        call("letter", fields=STARRED, format="fax")


def test_warming_up_leaves_no_trace_of_an_answer() -> None:
    before = call("letter", fields=STARRED, format="text")
    warm()
    assert call("letter", fields=STARRED, format="text") == before


@pytest.fixture
def with_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of diagnosis codes has arrived: a small one."""
    monkeypatch.setattr(browser, "_tables", {})
    assert handle("table", '{"name": "icd10cm"}', DATA) == ("{}", b"")


def check_codes(**typed: str) -> dict[str, Any]:
    empty = {"diagnosis_codes": "", "procedure_codes": "", "service_date_from": ""}
    return call("check_codes", fields={**empty, **typed})[0]


@pytest.mark.usefixtures("with_codes")
def test_codes_are_found_and_checked_once_their_table_is_there() -> None:
    found, _ = call("find_codes", text="knee right", most=5)
    assert found["codes"] == [
        {"code": "M25.561", "description": "Pain in right knee", "billable": True}
    ]
    checked = check_codes(diagnosis_codes="m545", procedure_codes="72148-GZ")
    assert checked["diagnoses"] == [{"code": "M54.5", "description": "Low back pain"}]
    assert [finding["kind"] for finding in checked["findings"]] == ["heading"]
    assert [modifier["code"] for modifier in checked["modifiers"]] == ["GZ"]
    assert (checked["errors"], checked["coverage"]) == ([], None)
    assert checked["release"]["name"] == "Example set"


@pytest.mark.usefixtures("with_codes")
def test_a_preview_tells_what_is_doubtful_about_diagnosis_codes() -> None:
    answer, _ = call("preview", fields=changed(diagnosis_codes="M54.5"))
    messages = [p["message"] for p in answer["warnings"] if p["field"] == "diagnosis_codes"]
    assert any("For example M54.50 Low back pain, unspecified" in text for text in messages)


@pytest.mark.usefixtures("with_codes")
def test_what_might_be_added_to_a_claim_is_no_doubt_at_a_letter() -> None:
    (finding,) = check_codes(diagnosis_codes="E11.9")["findings"]
    assert finding["kind"] == "additional"
    answer, _ = call("preview", fields=changed(diagnosis_codes="E11.9"))
    assert finding["message"] not in [problem["message"] for problem in answer["warnings"]]
    doubted, _ = call("preview", fields=changed(diagnosis_codes="M54.5"))
    assert len(doubted["warnings"]) == len(answer["warnings"]) + 1


def test_a_check_of_codes_tells_what_is_doubtful_about_them() -> None:
    (warning,) = check_codes(procedure_codes="7214")["warnings"]
    assert warning["field"] == "procedure_codes"
    assert check_codes()["warnings"] == []


def test_without_their_table_codes_are_read_and_nothing_is_said_of_them() -> None:
    checked = check_codes(diagnosis_codes="M54.5", service_date_from="soon")
    assert checked["release"] is None
    assert checked["findings"] == []
    assert [error["field"] for error in checked["errors"]] == ["service_date_from"]
    assert call("find_codes", text="knee", most=5)[0] == {"codes": [], "release": None}
