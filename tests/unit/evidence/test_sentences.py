"""Where a sentence of clinical text begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals.evidence.reading.sentences import LONGEST, is_heading, spans


def parted(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "She has pain. | It began in May.",
        "Dr. Smith saw her on 3/4/2026. | She was seen by Jane Example, M.D. | She improved.",
        "Naproxen 500 mg p.o. b.i.d. for 6 weeks. | No relief.",
        "EF was 35.5%. | A1c 8.2. | BMI 41.2 kg/m2.",
        "Prolonged postures, e.g. walking, hurt. | The pain is 8/10 vs. 5/10 at rest.",
        "1. No relief from PT. | Pain persists.",
        "1. Lumbar stenosis. | 2. Radiculopathy.",
        "(a) Failed NSAIDs. | (b) Failed PT.",
        "Pain is severe. | He denies weakness.",
        "Pain is severe.|He denies weakness.",
        "She takes vitamin D. | She walks daily.",
        "Seen by John D. Smith in clinic.",
        "Symptoms: numbness; weakness; pain.",
        "Is the pain worse? | Yes! | It is.",
        "MRI at L4-5. | 5 mm of listhesis.",
        "Patient weighs 250 lbs. | Height 5 ft. 4 in. | She is obese.",
        "The U.S. Preventive Services Task Force recommends it.",
        "She was admitted on Jan. 5 and left on Jan. 9.",
        "No. 10 blade.",
        "Any weakness? | No. | She walks.",
        "Failed PT. | Failed NSAIDs.",
        "Pt. has apnea. | Pt. uses CPAP q.h.s. | Compliance is good.",
        "I have seen the films (e.g. MRI). | Stenosis is severe.",
        'She said, "I cannot walk." | She uses a cane.',
        "Return in 2 wks. with Dr. Jones. | Call if worse.",
        "Onset was 2 yrs. ago. | It is worse.",
        "Walking 10 min. hurts. | Walks 1 block max. | Needs a cane.",
        "L. knee effusion. | R. knee normal.",
        "Seen at St. Example Hospital. | Discharged.",
        "Dose was raised to 40 mg. | She tolerated it.",
        "HISTORY: | The patient is 60. | She hurts.",
        "IMPRESSION: | 1. Severe stenosis. | 2. Mild bulge.",
        "History of present illness: | She is a 66-year-old woman with low back pain.",
        "PREOPERATIVE DIAGNOSIS: | Lumbar stenosis.",
        "Diagnosis: Lumbar stenosis.",
        "AHI: 32 events an hour.",
        "BMI: 41.2 | LVEF: 35%".replace(" | ", " "),
        "L1-L2, L2-L3: normal.",
        "BLOOD PRESSURE: 130/80.",
        "OPERATIVE FINDINGS: | A large hernia was found.",
        "HPI: | She is 66.",
        "Pain was rated 7/10 before (3/4/26) and 8/10 now. | It is worse.",
        "She tried gabapentin 300 mg t.i.d. | It made her dizzy.",
        "Walked 0.5 miles. | .5 mg was given.",
        "Temp. 98.6. | Pulse 72.",
        "Fracture of the L1 vertebra... | Pain since then.",
    ],
)
def test_a_text_is_parted_into_sentences(text: str) -> None:
    whole = text.replace(" | ", " ").replace("|", "")
    assert parted(whole) == [part.strip() for part in text.split("|")]


def test_the_mark_of_an_item_is_left_out_and_its_number_is_kept() -> None:
    assert parted("\u2022 No relief from therapy") == ["No relief from therapy"]
    assert parted("- No relief") == ["No relief"]
    assert parted("3) No relief") == ["3) No relief"]


def test_what_has_no_letter_or_number_is_no_sentence() -> None:
    assert parted("---- . ****") == []


def test_a_very_long_sentence_is_parted_at_a_semicolon() -> None:
    text = "pain " * 80 + "; " + "worse " * 60
    parts = parted(text)
    assert parts[0].endswith(";")
    assert all(len(part) <= LONGEST for part in parts)
    assert "".join(" ".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("IMPRESSION:", True),
        ("Assessment/Plan", True),
        ("PAST MEDICAL HISTORY", True),
        ("Chief Complaint", True),
        ("Treatments that have been tried so far:", True),
        ("Pain is severe", False),
        ("Plan: surgery", False),
        ("She was told the following about the risks and benefits of all of these drugs:", False),
    ],
)
def test_a_heading_only_names_what_follows(text: str, heading: bool) -> None:
    assert is_heading(text) is heading


@given(st.text(alphabet='aB. 1:;,!?()-\u2022\n"L', max_size=400))
def test_sentences_are_in_order_and_lose_only_marks_and_blanks(text: str) -> None:
    at = 0
    for start, end in spans(text, 0, len(text)):
        assert at <= start < end <= len(text)
        assert not any(one.isalnum() for one in text[at:start])
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        at = end
    assert not any(one.isalnum() for one in text[at:])


@pytest.mark.parametrize(
    "part", ["a.", "A. ", "1. ", "(", "e.g. ", "A" * 30, "\u2022 ", "No. ", ".", ".)", "A: "]
)
def test_a_text_without_end_is_parted_in_a_straight_line(part: str) -> None:
    text = part * (200_000 // len(part))
    assert sum(end - start for start, end in spans(text, 0, len(text))) <= len(text)
