"""After the letter: the line for the log, and the day to ask."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from m1appeals.calendar_file import follow_up_ics
from m1appeals.routes import ROUTES
from m1appeals.sending import WAYS, Sent, Way, log_file
from m1appeals.validation import read_answers

TODAY = date(2026, 4, 15)
ANSWERS = read_answers(
    {
        "payer_kind": "medicare",
        "payer_name": "Example Health Plan",
        "claim_number": "EX2026000123",
        "denial_code": "CO-50",
        "denial_date": "4/1/2026",
        "patient_name": "Pat Example",
        "service_date_from": "3/4/2026",
    },
    today=TODAY,
).values
SENT = Sent(on=TODAY, way=WAYS["fax"], follow_up=date(2026, 5, 15))


def log(with_claim: bool) -> dict[str, str]:
    content = log_file(ANSWERS, SENT, with_claim=with_claim, today=TODAY)
    names, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    return dict(zip(names, row, strict=True))


def test_the_log_says_how_and_until_when_and_nothing_of_the_patient() -> None:
    assert log(with_claim=False) == {
        "Sent on": "April 15, 2026",
        "Sent by": "Fax",
        "Appeal": "Redetermination by the MAC",
        "Payer": "Example Health Plan",
        "Denial code": "CO-50",
        "Last day": "August 4, 2026",
        "Follow up on": "May 15, 2026",
        "Proof to keep": WAYS["fax"].proof,
    }


def test_the_log_says_whose_claim_it_is_where_that_is_chosen() -> None:
    added = {name: cell for name, cell in log(with_claim=True).items() if name not in log(False)}
    assert added == {
        "Claim number": "EX2026000123",
        "Patient": "Pat Example",
        "Date of service": "March 4, 2026",
    }


@pytest.mark.parametrize("way", WAYS.values(), ids=lambda way: str(way.id))
def test_each_way_says_what_to_do_and_what_to_keep(way: Way) -> None:
    assert len(way.do) == 3
    assert way.proof.endswith(".")


def test_the_day_to_ask_is_an_event_without_a_patient() -> None:
    text = follow_up_ics(date(2026, 5, 15), ROUTES["medicare_redetermination"], today=TODAY)
    assert "DTSTART;VALUE=DATE:20260515\r\n" in text
    assert "SUMMARY:Ask about an appeal: Redetermination by the MAC\r\n" in text
    assert text.count("BEGIN:VALARM") == 1
    assert "TRIGGER:PT9H" in text
