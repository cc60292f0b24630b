"""Odd and hostile PDFs end in a record or a clear message; what they hold is read as it is seen."""

from __future__ import annotations

import re

import pytest

from m1appeals.errors import UserMistake
from m1appeals.evidence.reading.reader import read
from m1appeals.evidence.reading.record import Record
from tests.unit.odd_pdfs import ODD


def record_of(content: bytes) -> Record:
    reading = read(content)
    while True:
        try:
            next(reading)
        except StopIteration as end:
            record: Record = end.value
            return record


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_read_as_it_is_seen_or_refused_in_words(name: str) -> None:
    odd = ODD[name]
    said = ""
    try:
        record = record_of(odd.make())
    except UserMistake as mistake:
        said = str(mistake)
    if said:
        assert odd.refused is not False
        assert re.fullmatch(r"This [^\n]+\.", said)
        return
    assert odd.refused is not True
    text = " ".join(record.text.split())
    assert [words for words in odd.reads if words not in text] == []
    assert [words for words in odd.never if words in text] == []
    assert set(odd.blank) <= set(record.scans)
