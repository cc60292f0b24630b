"""Headers, footers and page numbers are set aside; what a clinician wrote is not."""

from __future__ import annotations

import pytest

from tests.unit.evidence.reading_files import quotes, record_of_lines


def page(top: list[str], body: list[str], bottom: list[str]) -> list[str]:
    """Give the rows of a page: at its top, below, and at its foot."""
    rows = [*top, "", *body]
    return [*rows, *[""] * (48 - len(rows) - len(bottom)), *bottom]


BODIES = [
    ["She has low back pain.", "Therapy gave no relief."],
    ["Naproxen did not help.", "She cannot walk a block."],
    ["The MRI shows stenosis.", "Surgery is planned."],
    ["She wants to go ahead.", "It is scheduled."],
]


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        (["Example Spine Clinic"], []),
        (["EXAMPLE, PAT   DOB: 01/02/1960   MRN: 0012345"], ["Page {n} of 4"]),
        (["Example Clinic - Progress notes"], ["{n}"]),
        ([], ["Printed on 3/{n}/2026 10:0{n} AM   Page {n}"]),
        (["03/04/2026 10:3{n} FAX 555 010 0199   P.00{n}/012"], []),
        (["Example Health   Confidential", "Pat Example   66 y.o. F"], ["Page {n}/4", "v 7.2.11"]),
        (["Pg {n}"], ["Document 5550{n}1 page {n}"]),
    ],
)
def test_what_comes_back_on_every_page_is_set_aside(top: list[str], bottom: list[str]) -> None:
    pages = [
        page(
            [row.format(n=number) for row in top],
            body,
            [row.format(n=number) for row in bottom],
        )
        for number, body in enumerate(BODIES, 1)
    ]
    if "5550{n}1" in "".join(bottom):
        pages = [[row.replace(f"5550{n}1", "55501") for row in rows]
                 for n, rows in enumerate(pages, 1)]  # fmt: skip
    record = record_of_lines(*pages)
    assert record.text.split("\n") == [row for body in BODIES for row in body]
    assert all(len(lines) == len(top) + len(bottom) for lines in record.aside)


@pytest.mark.parametrize(
    "rows",
    [
        ["Pain today: 8/10", "Pain today: 5/10", "Pain today: 7/10", "Pain today: 3/10"],
        ["Flexion 40 degrees", "Flexion 55 degrees", "Flexion 70 degrees", "Flexion 72 degrees"],
        ["SUBJECTIVE:"] * 4,
        ["Assessment"] * 4,
        ["BP 130/100", "BP 128/90", "BP 140/88", "BP 122/80"],
        ["Visit 3", "Visit 9", "Visit 4", "Visit 2"],
    ],
)
def test_what_a_clinician_wrote_stays(rows: list[str]) -> None:
    record = record_of_lines(
        *(page(["Example Clinic", row], body, []) for row, body in zip(rows, BODIES, strict=True))
    )
    assert [row for row in record.text.split("\n") if row in rows] == rows
    assert record.aside == (("Example Clinic",),) * 4


def test_what_two_pages_have_in_common_by_chance_stays() -> None:
    rows = ["Low back pain", *BODIES[0]]
    record = record_of_lines(rows, ["Low back pain", *BODIES[1]])
    assert record.aside == ((), ())
    apart = record_of_lines(*(page(["Example Clinic"], body, []) for body in BODIES[:2]))
    assert apart.aside == (("Example Clinic",),) * 2


def test_a_line_that_occurs_once_stays() -> None:
    record = record_of_lines(*(page([], body, []) for body in BODIES))
    assert record.text.split("\n") == [row for body in BODIES for row in body]
    assert record.aside == ((),) * 4


@pytest.mark.parametrize(
    ("line", "aside"),
    [
        ("Page 3 of 12", True),
        ("- 3 -", True),
        ("Printed: 3/4/2026 10:31 AM by J. Example", True),
        ("3 of 12", True),
        ("8/10", False),
        ("To be seen again in 3 of 12 weeks", False),
        ("Sent to the fax of the clinic", False),
    ],
)
def test_a_page_number_is_furniture_even_once(line: str, aside: bool) -> None:
    record = record_of_lines(page([], BODIES[0], [line]))
    assert (line in record.aside[0]) is aside
    assert (line in record.text) is not aside


def test_parts_of_a_file_have_furniture_of_their_own() -> None:
    pages = [page(["Clinic One"], body, [f"{n}"]) for n, body in enumerate(BODIES, 1)]
    pages += [page(["Clinic Two"], body, [f"{n}"]) for n, body in enumerate(BODIES, 1)]
    pages += [page([], body, []) for body in BODIES * 2]
    record = record_of_lines(*pages)
    assert record.aside[:8] == tuple(
        (f"Clinic {which}", str(n)) for which in ("One", "Two") for n in range(1, 5)
    )


def test_who_the_patient_is_is_read_from_what_is_set_aside() -> None:
    record = record_of_lines(
        *(page(["Patient: Robin Other   DOB: 5/2/1961"], body, []) for body in BODIES)
    )
    assert {(one.page, one.name, one.born) for one in record.people} == {
        (page, name, born) for page in range(1, 5) for name, born in
        (("Robin Other", ""), ("", "1961-05-02"))
    }  # fmt: skip


@pytest.mark.parametrize(
    "title", ["Example, Pat (MRN 12345)", "Progress note continued", "Example Clinic 555-0100"]
)
def test_a_running_title_does_not_get_into_a_sentence_over_two_pages(title: str) -> None:
    record = record_of_lines(
        ["HISTORY:", "She came back to talk about the picture, and the MRI shows no evidence of"],
        [title, "disc herniation at L4-5 or nerve root compression on either side today."],
    )
    assert title in record.aside[1]
    assert [quote for quote in quotes(record) if "disc herniation" in quote] == [
        "She came back to talk about the picture, and the MRI shows no evidence of disc herniation "
        "at L4-5 or nerve root compression on either side today."
    ]
