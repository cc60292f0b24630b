"""Pasted policies, made up, become single criteria."""

from __future__ import annotations

import pytest

from m1appeals.errors import UserMistake
from m1appeals.evidence.criteria.splitting import ANY, LONGEST, MOST, check, read_lines, role, split

LISTS = {
    "numbers": "1. Pain for weeks\n2. Weakness",
    "numbers and brackets": "1) Pain for weeks\n2) Weakness",
    "numbers in brackets": "(1) Pain for weeks\n(2) Weakness",
    "small letters": "a. Pain for weeks\nb. Weakness",
    "letters": "A. Pain for weeks\nB. Weakness",
    "letters in brackets": "(a) Pain for weeks\n(b) Weakness",
    "small Roman numbers": "i. Pain for weeks\nii. Weakness",
    "Roman numbers": "I. Pain for weeks\nII. Weakness",
    "chapters": "1.1 Pain for weeks\n1.2 Weakness",
    "bullets": "• Pain for weeks\n• Weakness",
    "bullets and tabs": "•\tPain for weeks\n•\tWeakness",
    "bullets without a space": "•Pain for weeks\n•Weakness",
    "Word's bullets": "\uf0b7 Pain for weeks\n\uf0b7 Weakness",
    "small squares": "▪ Pain for weeks\n▪ Weakness",
    "hyphens": "- Pain for weeks\n- Weakness",
    "dashes": "\u2013 Pain for weeks\n\u2013 Weakness",
    "asterisks": "* Pain for weeks\n* Weakness",
    "the letter o": "o Pain for weeks\no Weakness",
    "boxes": "☐ Pain for weeks\n☐ Weakness",
    "empty lines": "1. Pain for weeks\n\n2. Weakness",
    "semicolons": "1. Pain for weeks;\n2. Weakness",
    "a joint at the end": "1. Pain for weeks; and\n2. Weakness",
    "a joint in capitals": "1. Pain for weeks AND\n2. Weakness",
    "a joint on its own line": "1. Pain for weeks\nAND\n2. Weakness",
    "marks on their own lines": "1.\nPain for weeks\n2.\nWeakness",
    "bullets on their own lines": "•\n\tPain for weeks\n•\n\tWeakness",
    "running text": "Covered when: (a) Pain for weeks; and (b) Weakness",
    "running text, numbers": "Covered when: 1) Pain for weeks, and 2) Weakness",
    "running text, full stops": "Covered when all are met: 1. Pain for weeks; 2. Weakness",
    "running text, bullets": "Covered when: • Pain for weeks • Weakness",
    "lines without marks": "The service is covered when:\nPain for weeks\nWeakness",
    "joined paragraphs": "Pain for weeks; AND\n\nWeakness",
    "a lead-in": "Covered when ALL of the following are met:\n1. Pain for weeks\n2. Weakness",
    "headings": "Coverage Indications, Limitations and/or Medical Necessity\n\n"
    "Covered Indications:\n1. Pain for weeks\n2. Weakness",
    "a page between": "1. Pain for\nPage 3 of 9\nweeks\n2. Weakness",
    "an address": "1. Pain for weeks\nhttps://example.com/policy 3/9\n2. Weakness",
    "a printed page's head": "1. Pain for weeks\n1/2/25, 9:05 AM   Example policy\n2. Weakness",
    "a criterion that stands twice": "1. Pain for weeks\n2. Weakness\n3. Pain for weeks.",
    "Windows line ends": "1. Pain for weeks\r\n2. Weakness\r\n",
    "odd spaces": "1.\u00a0Pain\u2003for weeks\n2.\u00a0\u200bWeakness",
    "references": "1. Pain for weeks\n2. Weakness\n\nReferences\n1. Example A. A paper. 2019.",
    "codes": "1. Pain for weeks\n2. Weakness\nICD-10 Codes that Support Medical Necessity\nM99.99",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_list_becomes_its_items(text: str) -> None:
    assert [one.rstrip(".") for one in split(text)] == ["Pain for weeks", "Weakness"]


CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "any of, short: one criterion": (
        "Covered for any of the following conditions:\n- stiffness\n- swelling",
        ("Any of the following conditions: stiffness; swelling",),
    ),
    "one of, long: each keeps it": (
        "Covered when one of the following is met:\n"
        "- Pain that wakes the patient every night and does not yield to medication as prescribed\n"
        "- Weakness",
        (
            "One of the following: Pain that wakes the patient every night and does not yield to"
            " medication as prescribed",
            "One of the following: Weakness",
        ),
    ),
    "a number of": (
        "AT LEAST TWO (2) OF THE FOLLOWING:\n1. Pain\n2. Swelling\n3. Stiffness",
        ("At least two (2) of the following: Pain; Swelling; Stiffness",),
    ),
    "or between items": (
        "1. Pain; or\n2. Swelling",
        ("Any one of these: Pain", "Any one of these: Swelling"),
    ),
    "or between paragraphs": (
        "Pain at rest; OR\n\nSwelling of the leg",
        ("Any one of these: Pain at rest", "Any one of these: Swelling of the leg"),
    ),
    "and here, or there: the words stay": (
        "1. Pain; and\n2. Swelling; or\n3. Stiffness",
        ("Pain; and", "Swelling; or", "Stiffness"),
    ),
    "a list in a criterion": (
        "1. Failed treatment, including at least two of the following:\n"
        "   a. brace\n   b. exercise\n2. Weakness",
        (
            "Failed treatment, including at least two of the following: brace; exercise",
            "Weakness",
        ),
    ),
    "all of, in a criterion: each item with what it is under": (
        "1. A trial of treatment with all of the following:\n   a. brace\n   b. exercise",
        (
            "A trial of treatment with all of the following: brace",
            "A trial of treatment with all of the following: exercise",
        ),
    ),
    "a list that a criterion names": (
        "• Three months of treatment\n  o brace\n  o exercise",
        ("Three months of treatment: brace; exercise",),
    ),
    "any of, and all of within": (
        "I. Any ONE of the following:\n  A. Ulcer of the leg that does not heal\n"
        "  B. All of the following:\n    1. Swelling\n    2. Reflux",
        (
            "Any one of the following: Ulcer of the leg that does not heal",
            "Any one of the following: All of the following: Swelling",
            "Any one of the following: All of the following: Reflux",
        ),
    ),
    "running text within running text": (
        "Covered when: (a) pain for 6 weeks; and (b) failure of (i) bracing, or (ii) exercise;"
        " and (c) an MRI",
        ("pain for 6 weeks", "failure of: Any one of these: bracing; exercise", "an MRI"),
    ),
    "chapters within chapters": (
        "1.1 Pain\n1.2 Failed treatment\n1.2.1 Brace\n1.2.2 Exercise\n2.1 Imaging",
        ("Pain", "Failed treatment: Brace; Exercise", "Imaging"),
    ),
    "letters up to i and beyond": (
        "\n".join(f"{letter}. Finding {letter * 3}" for letter in "abcdefghij"),
        tuple(f"Finding {letter * 3}" for letter in "abcdefghij"),
    ),
    "sentences": (
        "There must be pain (e.g., VAS of 4 or more). Dr. Example has seen it. It lasts.",
        ("There must be pain (e.g., VAS of 4 or more).", "Dr. Example has seen it.", "It lasts."),
    ),
    "lines of a PDF": (
        "The patient has had pain that did not re-\nspond to treatment, and a non-\n"
        "invasive test was posi-\ntive in the past.",
        (
            "The patient has had pain that did not respond to treatment, and a non-invasive test"
            " was positive in the past.",
        ),
    ),
    "a wrapped line that begins with a number": (
        "1. The patient has been treated with the brace for at least\n6. weeks of it\n2. Weakness",
        (
            "The patient has been treated with the brace for at least 6. weeks of it",
            "Weakness",
        ),
    ),
    "a wrapped item": (
        "- Motion is limited to\n  90 degrees or less\n- Weakness",
        ("Motion is limited to 90 degrees or less", "Weakness"),
    ),
    "limitations": (
        "1. Pain\nLimitations\n- Treatment for looks\n- It is not covered for children.",
        ("Pain", "Limitation: Treatment for looks", "It is not covered for children."),
    ),
    "documents": (
        "1. Pain\nDocumentation Requirements\n- Pain score before and after\n"
        "- The medical record must be signed.",
        (
            "Pain",
            "Documentation: Pain score before and after",
            "The medical record must be signed.",
        ),
    ),
    "a title on every page": (
        "LCD - Example Therapy (L00000)\n1. Pain\nLCD - Example Therapy (L00000)\n2. Weakness\n"
        "LCD - Example Therapy (L00000)\n3. Swelling",
        ("Pain", "Weakness", "Swelling"),
    ),
    "none of": (
        "None of the following is present:\n- infection\n- fracture",
        ("None of the following: infection; fracture",),
    ),
    "a list that begins later": ("3. Pain\n4. Weakness", ("Pain", "Weakness")),
    "a sentence behind a list": (
        "Covered when: (a) there is pain; and (b) weakness. A second course needs approval first.",
        ("there is pain", "weakness.", "A second course needs approval first."),
    ),
    "a lead-in behind the longest line": (
        "1. Seizures on at least 4 days of each month\n2. Failed two drugs at the highest dose\n"
        "Renewal criteria:\n1. Fewer seizures after 12 weeks",
        (
            "Seizures on at least 4 days of each month",
            "Failed two drugs at the highest dose",
            "Fewer seizures after 12 weeks",
        ),
    ),
    "headings behind the longest line": (
        "- Ulcer of the leg for 3 months despite good care\nNot Covered\n"
        "- Veins that are treated for their looks alone\nCovered Indications\n- Swelling",
        (
            "Ulcer of the leg for 3 months despite good care",
            "Limitation: Veins that are treated for their looks alone",
            "Swelling",
        ),
    ),
    "a wrapped line that begins with a name": (
        "The patient was seen for pain, and treated in the\nExample Clinic for six months or"
        " longer, or in the\nSample Clinic, without relief that lasted for six\nmonths",
        (
            "The patient was seen for pain, and treated in the Example Clinic for six months or"
            " longer, or in the Sample Clinic, without relief that lasted for six months",
        ),
    ),
    "numbered sections": (
        "I. Approval\n   A. Seizures\nII. Exclusions\n   A. Age below 18\n   B. Pregnancy\n"
        "III. References\n   1. A paper",
        ("Seizures", "Limitation: Age below 18", "Limitation: Pregnancy"),
    ),
    "chapters that are sections": (
        "1. Coverage Criteria\n1.1 Seizures\n2. Exclusions\n2.1 Pregnancy\n3. Documentation\n"
        "3.1 Office notes",
        ("Seizures", "Limitation: Pregnancy", "Documentation: Office notes"),
    ),
    "a numbered section whose list has bare lines": (
        "1. Seizures\n2. Exclusions\n\nPregnancy of any month\n\nAge below 18",
        ("Seizures", "Limitation: Pregnancy of any month", "Limitation: Age below 18"),
    ),
    "contraindications of one of several services": (
        "A. Injection of the knee\n   1. Indications\n      a. Pain at rest\n"
        "   2. Contraindications\n      a. Infection",
        (
            "Injection of the knee: Pain at rest",
            "Limitation: Injection of the knee: Infection",
        ),
    ),
    "a heading that is not known ends a section": (
        "Exclusions\n1. Current pregnancy\n2. Infection\n\nRenewal of Therapy\n"
        "Renewal is approved when all of the following are met:\n1. Fewer seizures",
        ("Limitation: Current pregnancy", "Limitation: Infection", "Fewer seizures"),
    ),
    "a lead-in that is known ends a section": (
        "Exclusions:\nInfection\nPregnancy\nRenewal criteria:\nFewer seizures\nFewer falls",
        ("Limitation: Infection", "Limitation: Pregnancy", "Fewer seizures", "Fewer falls"),
    ),
    "headings that part a section do not end it": (
        "Exclusions\nConditions of the Joint\n- Infection\nConditions of the Skin\n- Ulcer\n"
        "Criteria for Renewal\n- Fewer seizures",
        ("Limitation: Infection", "Limitation: Ulcer", "Fewer seizures"),
    ),
    "criteria behind what is left out": (
        "- Pain\nRevision History\nThe title was changed.\nPain Management Society\n- A paper\n"
        "Continued Treatment\n- Relief of 50% or more",
        ("Pain", "Relief of 50% or more"),
    ),
    "a choice by labels": (
        "Coverage is available when A or B is met:\nA. Both of the following:\n  1. Pain\n"
        "  2. Loss of function\nB. Either of the following:\n  1. Weakness\n  2. Numbness",
        (
            "Coverage is available when A or B is met",
            "A. Both of the following: Pain",
            "A. Both of the following: Loss of function",
            "B. Either of the following: Weakness; Numbness",
        ),
    ),
    "a choice by labels, on lines of its own": (
        "A walker is covered if:\nCriteria A and B are met; and\nCriterion C or D is met.\n"
        "A. Walking is limited.\nB. A cane is not enough.\nC. Strength of the arms.\n"
        "D. A helper at home.",
        (
            "Criteria A and B are met",
            "Criterion C or D is met.",
            "A. Walking is limited.",
            "B. A cane is not enough.",
            "C. Strength of the arms.",
            "D. A helper at home.",
        ),
    ),
    "a choice by labels, in a sentence before": (
        "A walker is covered if criterion 1 or 2 is met.\n\n(1) Weakness\n(2) Falls",
        ("A walker is covered if criterion 1 or 2 is met.", "(1) Weakness", "(2) Falls"),
    ),
    "a choice and more by numbers": (
        "Either criterion 1 or criterion 2, and criterion 3, must be met:\n1. Pain\n2. Weakness\n"
        "3. Imaging",
        (
            "Either criterion 1 or criterion 2, and criterion 3, must be met",
            "1. Pain",
            "2. Weakness",
            "3. Imaging",
        ),
    ),
    "or between groups": (
        "The patient has all of the following:\n- an index of 40 or more\nOR\n"
        "The patient has all of the following:\n- an index of 35 or more\n- diabetes",
        (
            "Any one of these: All of the following: an index of 40 or more",
            "Any one of these: All of the following: an index of 35 or more; diabetes",
        ),
    ),
    "or between groups with headings": (
        "Set A\n- Pain\n- Failed diet\n\nOR\n\nSet B\n- Weakness\n- Failed brace",
        (
            "Any one of these: Set A: Pain; Failed diet",
            "Any one of these: Set B: Weakness; Failed brace",
        ),
    ),
    "or between some of the groups: the word stays": (
        "1. Adult\n2. Both of the following:\n  a. Pain\n  b. Swelling; or\n"
        "3. Both of the following:\n  a. Weakness\n  b. Numbness",
        ("Adult", "Pain", "Swelling; or", "Weakness", "Numbness"),
    ),
    "types and grades are no labels": (
        "Covered for type A or B of the disease when all are met:\nA. Pain\nB. Weakness",
        ("Pain", "Weakness"),
    ),
    "nothing": ("", ()),
    "marks alone": ("1.\n2.\n• \n---", ()),
}  # fmt: skip


@pytest.mark.parametrize(("text", "criteria"), CASES.values(), ids=CASES)
def test_what_a_list_is_under_is_not_lost(text: str, criteria: tuple[str, ...]) -> None:
    assert split(text) == criteria


@pytest.mark.parametrize("text", [text for text, _ in CASES.values()], ids=CASES)
def test_no_word_is_changed(text: str) -> None:
    """Apart from what the criteria are put under, each stands in the text as it is given."""
    letters = "".join(char for char in text.lower() if char.isalpha())
    for criterion in split(text):
        for part in criterion.split(": "):
            for piece in part.split("; "):
                plain = "".join(char for char in piece.lower() if char.isalpha())
                assert plain in letters or plain in {"anyoneofthese", "limitation", "documentation"}


@pytest.mark.parametrize("text", [text for text, _ in CASES.values()], ids=CASES)
def test_edited_lines_are_read_as_they_stand(text: str) -> None:
    criteria = split(text)
    assert read_lines("\n".join(criteria)) == criteria
    assert read_lines("\n\n  " + " \n".join(criteria)) == criteria


A_POLICY = """Example Stimulation of the Hand
Description
Example stimulation uses a small device.

Policy
Example stimulation is considered medically necessary when ALL of the following are met:
1. Tremor of the hand for at least 12 months; and
2. Failure of, or intolerance to, at least two of the following:
   a. a beta blocker
   b. an anticonvulsant
   c. botulinum toxin; and
3. Criterion A or B is met:
   A. The tremor keeps the patient from eating or writing without help from somebody else.
   B. The tremor keeps the patient from work.
4. None of the following is present:
   • an implanted device
   • a wound of the wrist

Continued use is considered medically necessary when:
• The tremor has improved by 30% or more.

Example stimulation is considered investigational for all other indications, including:
• Tremor of the head
• Cramps

Exclusions
• Age below 18
• Pregnancy

Documentation Requirements
• A rating of the tremor before and after

References
1. Example A. Criteria for a device. 2021.
"""


def test_a_whole_policy() -> None:
    assert split(A_POLICY) == (
        "Example stimulation uses a small device.",
        "Tremor of the hand for at least 12 months",
        "Failure of, or intolerance to, at least two of the following: a beta blocker; an"
        " anticonvulsant; botulinum toxin",
        "Criterion A or B is met",
        "A. The tremor keeps the patient from eating or writing without help from somebody else.",
        "B. The tremor keeps the patient from work.",
        "None of the following: an implanted device; a wound of the wrist",
        "The tremor has improved by 30% or more.",
        "Example stimulation is considered investigational for all other indications, including:"
        " Tremor of the head; Cramps",
        "Limitation: Age below 18",
        "Limitation: Pregnancy",
        "Documentation: A rating of the tremor before and after",
    )


NOT_COVERED = (
    "Coverage is denied for:",
    "Coverage will be denied when any of the following is present:",
    "Coverage ends when one of the following occurs:",
    "The following indications are considered investigational:",
    "The service is considered unproven for the following indications:",
    "The following are considered cosmetic:",
    "The benefit is unavailable for:",
    "Prior authorization is refused when any of these criteria apply:",
    "Patients with any of the following are ineligible:",
    "Non-covered:",
    "Noncovered indications include:",
    "Exclusion criteria:",
    "General exclusions",
    "Exclusions from coverage:",
    "Limitations and exclusions",
    "Absolute Contraindications:",
    "Contraindications (absolute):",
    "NOT MEDICALLY NECESSARY",
    "Experimental and Investigational Uses",
    "Discontinuation Criteria",
    "When services are not covered",
    "Nationally Non-Covered Indications",
)


@pytest.mark.parametrize("lead", NOT_COVERED)
@pytest.mark.parametrize("before", ["", "Coverage criteria:\n- Weakness of the leg\n"])
@pytest.mark.parametrize("marks", ["- {}\n- {}", "1. {}\n2. {}", "{}\n{}"])
def test_what_is_not_covered_is_no_criterion_to_meet(lead: str, before: str, marks: str) -> None:
    items = "Infection of the joint", "Pregnancy of any month"
    found = split(f"{before}{lead}\n{marks.format(*items)}")
    if before:
        assert found[0] == "Weakness of the leg"
    about = [one for one in found if any(item in one for item in items)]
    assert all(role(one) == "limitation" for one in about)
    assert all(any(item in one for one in about) for item in items)
    assert found == (*(["Weakness of the leg"] if before else []), *about)


MIXED = (
    "Indications and Contraindications",
    "Inclusion and Exclusion Criteria",
    "Covered and Non-Covered Uses",
    "No Contraindications",
    "Rarely Covered Indications",
)


@pytest.mark.parametrize("heading", MIXED)
def test_a_heading_that_may_turn_its_list_round_stands_with_it(heading: str) -> None:
    assert split(f"{heading}\n- Infection\n- Weakness") == (f"{heading}: Infection; Weakness",)


ROLES = {
    "Pain for six weeks": "criterion",
    "Imaging documents the stenosis": "criterion",
    "There is no contraindication": "criterion",
    "The service is not covered for children.": "limitation",
    "Repeat tests are not medically necessary.": "limitation",
    "Claims without a diagnosis will be denied.": "limitation",
    "More than two will not be reimbursed.": "limitation",
    "The device is considered investigational.": "limitation",
    "Coverage is denied for: Pregnancy": "limitation",
    "Noncovered indications include: Pregnancy": "limitation",
    "Limitation: Treatment for looks": "limitation",
    "The medical record must show the pain score.": "documentation",
    "Documentation should include the plan.": "documentation",
    "Progress notes are to be signed.": "documentation",
    "The score must be documented.": "documentation",
    "Documentation: Pain score": "documentation",
}


@pytest.mark.parametrize(("criterion", "expected"), ROLES.items())
def test_limits_and_documents_are_told_from_criteria(criterion: str, expected: str) -> None:
    assert role(criterion) == expected


def test_too_many_criteria_are_told() -> None:
    lines = [f"{number}. Criterion {number}" for number in range(1, MOST + 1)]
    assert len(split("\n".join(lines))) == MOST
    lines.append(f"{MOST + 1}. Criterion {MOST + 1}")
    with pytest.raises(UserMistake) as told:
        split("\n".join(lines))
    assert str(told.value) == (
        "These are 61 criteria; a letter can answer up to 60. Keep the ones that decide this case."
    )


def test_a_criterion_that_is_too_long_is_told() -> None:
    assert check(["x" * LONGEST]) == ("x" * LONGEST,)
    with pytest.raises(UserMistake) as told:
        split("word " * 300)
    assert str(told.value) == (
        "One criterion has 1,499 characters; it may have up to 1,000. Put it on several lines:"
        " “word word word word word word word word word word word word ...”"
    )


def test_a_long_item_is_parted_at_its_sentences() -> None:
    sentence = "The patient has been treated for a long time with many things. "
    text = "1. " + "".join(sentence.replace("many", f"{n} kinds of") for n in range(20))
    assert len(split(text)) == 20


@pytest.mark.parametrize("read", [split, read_lines])
def test_a_whole_book_is_told(read: object) -> None:
    assert callable(read)
    with pytest.raises(UserMistake) as told:
        read("word\n" * 20_001)
    assert str(told.value) == (
        "The text is longer than 100,000 characters."
        " Paste only the part of the policy that lists the criteria."
    )


HOSTILE = {
    "lists without end": "(a) x (b) y " * 6_000,
    "lists in sentences": "(a) x (b) y. Foo " * 5_000,
    "deeper and deeper": "\n".join(" " * depth + "- word" for depth in range(400)),
    "the first again and again": "1. x\n" * 20_000,
    "bullets": "•" * 90_000,
    "joints": "or " * 30_000,
    "hyphens": "a-\n" * 30_000,
    "quantities": "one of the " * 9_000,
    "labels": "A, B, " * 16_000,
    "empty lines": "\n \n" * 30_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_odd_texts_end(text: str) -> None:
    try:
        criteria = split(text)
    except UserMistake:
        return
    assert len(criteria) <= MOST


def test_an_exclusion_keeps_the_words_that_make_it_one() -> None:
    excluded = split(
        "The service is not covered if:\n1. There is active infection.\n2. No care was tried."
    )
    assert all("not covered" in one for one in excluded)


def test_one_or_among_several_items_makes_no_choice_of_all() -> None:
    found = split(
        "Coverage requires all of the following:\n- An index of 15 or more, or\n"
        "- An index of 5 to 14 with symptoms\n- A visit in person was made.\n"
    )
    assert not any(one.startswith(ANY) for one in found)


SECTIONS_END = {
    "a heading with the next number": (
        "1. Limitations\nNo more than 2 sessions a year are covered.\n"
        "2. Initial Treatment Criteria\nPain lasting 6 weeks or more.\nFailed physical therapy.",
        (
            "No more than 2 sessions a year are covered.",
            "Pain lasting 6 weeks or more.",
            "Failed physical therapy.",
        ),
    ),
    "an item with the next letter": (
        "A. Contraindications\nB. Pain for 6 weeks\nC. Failed PT",
        ("Pain for 6 weeks", "Failed PT"),
    ),
    "a number behind items without one": (
        "1. Exclusions\nPregnancy\n2. Age under 18",
        ("Limitation: Pregnancy", "Limitation: Age under 18"),
    ),
    "not numbers below that of the heading": (
        "2. Exclusions\n2.1 Pregnancy\n2.2 Age under 18",
        ("Limitation: Pregnancy", "Limitation: Age under 18"),
    ),
}


@pytest.mark.parametrize(("text", "criteria"), SECTIONS_END.values(), ids=SECTIONS_END)
def test_a_marked_section_ends_at_the_next_mark(text: str, criteria: tuple[str, ...]) -> None:
    assert split(text) == criteria
