"""Jobs, as the page begins them: step by step, with what each brings and what it ends with."""

from __future__ import annotations

import csv
import importlib
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from m1appeals.browser import begin, handle
from m1appeals.errors import Defect
from m1appeals.exhibit_list import Entry
from m1appeals.jobs.quoted import unfound
from m1appeals.packet import Exhibit
from m1appeals.quotations import evidence_of
from tests.fonts import tables
from tests.letters.examples import STARRED, quotation
from tests.remittances import Service, SyntheticClaim, make_835, many_claims
from tests.unit.packet_files import jpeg
from tests.unit.packet_files import pdf as pdf_of

TODAY = "2026-04-15"
remittance = importlib.import_module("m1appeals.jobs.remittance")


@pytest.fixture(autouse=True)
def _fonts() -> None:
    for name, content in tables().items():
        handle("table", json.dumps({"name": name}), content)


def run(
    job: str, payload: dict[str, Any], *files: bytes
) -> tuple[list[dict[str, Any]], dict[str, Any], bytes]:
    """Do a job to its end; give its parts, its answer, and all bytes that came."""
    task = begin(job, json.dumps({"today": TODAY, **payload}), files)
    parts: list[dict[str, Any]] = []
    content = b""
    while True:
        text, piece = task.step()
        content += piece
        said = json.loads(text)
        if "answer" in said:
            return parts, said["answer"], content
        parts.append(said["part"])


def claims(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        yield from part["claims"]


def test_a_job_that_does_not_exist_is_a_defect() -> None:
    with pytest.raises(Defect, match="there is no job 'nonsense'"):
        begin("nonsense", "{}", [])


def test_a_job_that_is_closed_lets_go_of_what_it_held() -> None:
    payload = json.dumps({"today": TODAY, "names": ["a"]})
    task = begin("remittance", payload, [make_835(many_claims(600)).encode()])
    task.step()
    task.close()
    with pytest.raises(StopIteration):
        next(task._steps)


def test_claims_come_some_at_a_time_with_how_far_it_is() -> None:
    content = make_835(many_claims(600)).encode()
    parts, answer, _ = run("remittance", {"names": ["a.835"]}, content)
    assert [part["done"] for part in parts] == [250, 500, 600]
    assert {part["total"] for part in parts} == {600}
    assert answer == {"notes": [], "read": 600, "reversed": [], "reversals": []}


def test_a_file_of_few_claims_says_how_far_it_is_and_can_be_stopped() -> None:
    head, end = make_835().split("SE*")
    content = (head + "DTM*472*20260304~" * 50_000 + "SE*" + end).encode()
    parts, answer, _ = run("remittance", {"names": ["a.835"]}, content)
    assert [(part["done"], len(part["claims"])) for part in parts] == [(0, 0), (0, 0), (1, 1)]
    assert answer["read"] == 1


def test_files_that_are_too_large_are_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_835().encode()
    monkeypatch.setattr(remittance, "_LARGEST", 2 * len(content))
    _, answer, _ = run("remittance", {"names": ["a", "b"]}, content, content)
    assert answer["read"] == 1
    parts, answer, _ = run("remittance", {"names": ["a", "b"]}, content, content + b"\n")
    assert parts == []
    assert answer["read"] == 0
    assert [note["text"] for note in answer["notes"]] == [
        "Choose fewer or smaller files: together they may have at most 200 MB."
    ]


def test_a_listed_claim_is_ready_for_the_form() -> None:
    parts, _, _ = run("remittance", {"names": ["a.835"]}, make_835().encode())
    (claim,) = claims(parts)
    assert {name: claim[name] for name in ("file", "segment", "kind", "amount", "door", "day")} == {
        "file": "a.835",
        "segment": 15,
        "kind": "necessity",
        "amount": 25000,
        "door": "appeal",
        "day": "August 4, 2026",
    }
    assert claim["fields"]["claim_number"] == "EX2026000123"
    assert claim["origins"]["claim_number"] == "the remittance: CLP07"


def test_a_denial_that_was_reversed_is_named() -> None:
    first = make_835([SyntheticClaim()])
    later = make_835(
        [
            SyntheticClaim(status="22"),
            SyntheticClaim(paid="180", services=(Service(paid="180", cas=()),)),
            SyntheticClaim(account="EXAMPLE-9", number="EX9", status="22"),
        ]
    )
    _, answer, _ = run("remittance", {"names": ["a", "b"]}, first.encode(), later.encode())
    assert answer["reversed"] == [{"file": "a", "segment": 15}]
    assert answer["reversals"] == [
        {"account": "EXAMPLE-1", "number": "EX2026000123"},
        {"account": "EXAMPLE-9", "number": "EX9"},
    ]


def test_a_claim_is_listed_once_for_each_way_to_answer_it() -> None:
    lines = (Service(), Service(modifiers=("GY",), cas=(("PR", "50", "30"),)))
    parts, answer, _ = run(
        "remittance", {"names": ["a"]}, make_835([SyntheticClaim(services=lines)]).encode()
    )
    listed = [(one["door"], one["amount"], one["segment"]) for one in claims(parts)]
    assert listed == [("appeal", 25000, 15), ("plan_exclusion", 3000, 15)]
    assert answer["read"] == 1


def test_one_file_that_is_no_835_stops_no_other() -> None:
    parts, answer, _ = run(
        "remittance", {"names": ["a.pdf", "b.835"]}, b"%PDF-1.7", make_835().encode()
    )
    assert len(list(claims(parts))) == 1
    (note,) = answer["notes"]
    assert (note["file"], note["segment"]) == ("a.pdf", 0)
    assert note["text"].startswith("This is a PDF")


def test_a_claim_that_is_in_two_files_is_listed_once() -> None:
    content = make_835().encode()
    parts, answer, _ = run("remittance", {"names": ["a", "b"]}, content, content)
    assert len(list(claims(parts))) == 1
    assert answer["notes"] == [
        {
            "file": "",
            "segment": 0,
            "text": "1 claim stands in these files more than once, word for word; each is listed "
            "once.",
        }
    ]


WORKLIST = (
    b"Claim No,Patient,Payer,DOS,Denial Code,CPT,Balance\r\n"
    b'EX1,"Example, Pat",Example Health Plan,3/4/2026,CO-50,72148,"$1,250.00"\r\n'
    b'EX2,"Sample, Robin",Example Health Plan,3/5/2026,CO-29,99213,75\r\n'
)


def test_the_columns_of_a_worklist_are_guessed_and_shown() -> None:
    _, answer, _ = run("columns", {}, WORKLIST)
    assert answer["count"] == 2
    assert answer["mapping"]["claim_number"] == ["Claim No"]
    assert answer["rows"][0][:2] == ["EX1", "Example, Pat"]
    assert {"name": "claim_number", "label": "Claim number", "joins": False} in answer["fields"]


def test_columns_that_were_chosen_are_remembered_in_a_file_without_cells() -> None:
    _, answer, _ = run("columns", {"mapping": {"claim_number": ["Patient"]}}, WORKLIST)
    assert answer["mapping"] == {"claim_number": ["Patient"]}
    assert "Example" not in answer["remembered"]
    _, again, _ = run("columns", {"remembered": answer["remembered"]}, WORKLIST)
    assert again["mapping"] == answer["mapping"]


def test_columns_without_names_are_not_remembered() -> None:
    _, answer, _ = run(
        "columns", {"mapping": {"claim_number": ["EX1"]}}, WORKLIST.split(b"\n", 1)[1]
    )
    assert answer["columns"][0] == "EX1"
    assert answer["remembered"] == ""


def test_a_worklist_becomes_claims() -> None:
    _, found, _ = run("columns", {}, WORKLIST)
    parts, answer, _ = run("worklist", {"name": "w.csv", "mapping": found["mapping"]}, WORKLIST)
    first, second = claims(parts)
    assert answer == {"notes": [], "read": 2}
    assert (first["kind"], first["amount"], second["kind"]) == ("necessity", 125000, "denial")
    assert first["fields"]["patient_name"] == "Pat Example"
    assert first["origins"]["claim_number"] == "the worklist: column Claim No, line 2"


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        (200, []),
        (
            201,
            [
                "1 more cell or line is doubtful or could not be used. Mend the worklist and read "
                "it again."
            ],
        ),
        (
            1500,
            [
                "1,300 more cells or lines are doubtful or could not be used. Mend the worklist "
                "and read it again."
            ],
        ),
    ],
)
def test_a_worklist_that_is_doubtful_throughout_is_not_named_line_by_line(
    rows: int, more: list[str]
) -> None:
    head, first, _ = WORKLIST.splitlines(keepends=True)
    lines = b"".join(
        first.replace(b"EX1", b"EX%d" % number).replace(b"3/4/2026", b"soon")
        for number in range(rows)
    )
    _, found, _ = run("columns", {}, WORKLIST)
    payload = {"name": "w.csv", "mapping": found["mapping"]}
    parts, answer, _ = run("worklist", payload, head + lines)
    assert len(list(claims(parts))) == answer["read"] == rows
    assert [note["text"] for note in answer["notes"][200:]] == more
    assert "soon" in answer["notes"][199]["text"]


@pytest.mark.parametrize("job", ["columns", "worklist"])
def test_what_is_no_worklist_is_told(job: str) -> None:
    _, answer, _ = run(job, {"name": "a", "mapping": {}}, b"PK\x03\x04")
    text = answer.get("error") or answer["notes"][0]["text"]
    assert "CSV" in text


def test_the_letter_as_a_pdf() -> None:
    _, answer, content = run("pdf", {"fields": STARRED})
    assert (answer["file"], answer["type"]) == ("appeal-letter.pdf", "application/pdf")
    assert "Pat Example" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_a_pdf_is_not_made_of_a_form_with_mistakes() -> None:
    _, answer, content = run("pdf", {"fields": {}})
    assert answer["errors"]
    assert content == b""


def test_a_pdf_whose_fonts_lack_a_character_is_not_made_and_says_why() -> None:
    _, answer, content = run("pdf", {"fields": {**STARRED, "patient_name": "漢 Example"}})
    assert answer["lacking"] == (
        "The fonts of the PDF do not hold 漢 (CJK UNIFIED IDEOGRAPH-6F22). Take the letter as a "
        "Word file or print it: both use the fonts of this computer."
    )
    assert content == b""


def test_each_file_for_a_packet_is_looked_at() -> None:
    parts, _, _ = run("inspect", {}, pdf_of("one", "two"), jpeg(), b"\x89PNG")
    assert [part["exhibit"].get("pages") for part in parts] == [2, 1, None]
    assert "PNG" in parts[2]["exhibit"]["error"]


def packet(
    *files: bytes, cover: str = "cover", fields: dict[str, Any] | None = None, **exhibit: str
) -> tuple[dict[str, Any], list[str]]:
    exhibits = [
        {"name": f"File {number}", "pages": "", "file": number, **exhibit}
        for number in range(len(files))
    ]
    payload = {
        "fields": {**STARRED, **(fields or {})},
        "exhibits": exhibits,
        "cover": {"kind": cover, "to_fax": "555-010-0199"},
    }
    _, answer, content = run("packet", payload, *files)
    pages = PdfReader(io.BytesIO(content)).pages if content else []
    return answer, [page.extract_text() for page in pages]


def test_a_packet_is_cover_letter_and_exhibits_and_each_knows_the_others() -> None:
    fields = {"clinical_summary": "See [File 1, page 2]."}
    answer, pages = packet(pdf_of("first"), pdf_of("second", "third"), fields=fields)
    cover, exhibits = pages[0], pages[-3:]
    letter = " ".join(" ".join(pages[1:-3]).split())
    assert (answer["file"], answer["pages"]) == ("appeal-packet.pdf", len(pages))
    assert [one["letter"] for one in answer["exhibits"]] == ["A", "B"]
    assert f"{len(pages)}, with this one" in cover
    assert f"Page {len(pages) - 1} Exhibit B: File 1" in " ".join(cover.split())
    assert "Pat Example" not in cover
    assert "Exhibit A: File 0 (1 page)" in letter
    assert "Exhibit B: File 1 (2 pages)" in letter
    assert "See Exhibit B, page 2." in letter
    assert "Exhibit B - page 2 of 2" in exhibits[2]


NOTES = ("Visit one. Pain 7/10 since May.", "No relief after six weeks of", "physical therapy.")


def quoted(*quotations: dict[str, Any]) -> dict[str, Any]:
    return {"form": "kinds", "criteria": [], "quotations": list(quotations)}


PAIN = quotation("Pain 7/10 since May.", exhibit=1, page=1, last=1)
THERAPY = quotation("No relief after six weeks of physical therapy.", exhibit=1, page=2, last=3)


def quoting_packet(
    evidence: dict[str, Any], exhibits: list[dict[str, Any]] | None = None
) -> tuple[dict[str, Any], list[str]]:
    sent = exhibits or [
        {"name": "Claim", "pages": "", "file": 0},
        {"name": "Notes", "pages": "", "file": 1},
    ]
    payload = {
        "fields": STARRED,
        "exhibits": sent,
        "cover": {"kind": "none"},
        "evidence": evidence,
    }
    _, answer, content = run("packet", payload, pdf_of("Claim form"), pdf_of(*NOTES))
    pages = PdfReader(io.BytesIO(content)).pages if content else []
    return answer, [" ".join(page.extract_text().split()) for page in pages]


def page_of(place: str, pages: list[str]) -> str:
    """Give the page of a packet that a letter calls "Exhibit B, page 2"."""
    exhibit, page = place.split(", page ")
    (found,) = (one for one in pages if f"{exhibit} - page {page} of" in one)
    return found


@pytest.mark.parametrize(
    ("exhibits", "exhibit", "place"),
    [
        (None, 1, "Exhibit B, page 1"),
        (
            [{"name": "Notes", "pages": "2, 1", "file": 1}, {"name": "C", "pages": "", "file": 0}],
            0,
            "Exhibit A, page 2",
        ),
    ],
)
def test_a_packet_holds_what_its_letter_quotes_where_it_says(
    exhibits: list[dict[str, Any]] | None, exhibit: int, place: str
) -> None:
    answer, pages = quoting_packet(quoted({**PAIN, "exhibit": exhibit}), exhibits)
    assert answer["notes"] == answer["warnings"] == []
    assert f"“Pain 7/10 since May.” ({place})" in " ".join(pages)
    assert "Pain 7/10 since May." in page_of(place, pages)


def test_words_that_go_over_a_page_are_found_on_both() -> None:
    answer, pages = quoting_packet(quoted(THERAPY))
    assert answer["notes"] == []
    assert "(Exhibit B, pages 2-3)" in " ".join(pages)


def test_words_that_go_over_a_page_are_found_whatever_its_foot_begins_with() -> None:
    exhibit = Exhibit(name="Notes", content=pdf_of("Therapy for six weeks of ph", "physical work."))
    words = quotation("Therapy for six weeks of physical work.", page=1, last=2)
    entries = [Entry(name="Notes", pages=2, chosen=range(2))]
    told = list(unfound(evidence_of(quoted(words), entries), [exhibit]))
    assert told == [""]


@pytest.mark.parametrize(
    "wrong",
    [
        {**PAIN, "page": 2, "last": 2},
        {**PAIN, "exhibit": 0},
        {**PAIN, "text": "Pain 9/10 since May."},
        {**PAIN, "text": "Pain 7/10 every day since May.", "cuts": [[5, 9]]},
        {**THERAPY, "page": 2, "last": 2},
        {**THERAPY, "text": "No relief after six weeks of drug therapy."},
    ],
)
def test_words_that_are_not_on_the_page_that_the_letter_names_are_told(
    wrong: dict[str, Any],
) -> None:
    answer, pages = quoting_packet(quoted(wrong, PAIN))
    (note,) = answer["notes"]
    assert pages
    letter, name = ("B", "Notes") if wrong["exhibit"] else ("A", "Claim")
    where = f"page {wrong['page']}" if wrong["page"] == wrong["last"] else "pages 2-3"
    assert note.endswith(
        f": these words were not found on Exhibit {letter}, {where}, “{name}”. Compare the "
        "quotation with the page before you send the letter."
    )


def test_cut_words_are_looked_for_piece_by_piece() -> None:
    cut = {**PAIN, "text": "Pain 7/10 (worse) since May.", "cuts": [[10, 17]]}
    assert quoting_packet(quoted(cut))[0]["notes"] == []


def test_a_scan_cannot_be_compared_and_is_told() -> None:
    payload = {
        "fields": STARRED,
        "exhibits": [{"name": "Scan", "pages": "", "file": 0}],
        "cover": {"kind": "none"},
        "evidence": quoted({**PAIN, "exhibit": 0}),
    }
    _, answer, _ = run("packet", payload, jpeg())
    assert len(answer["notes"]) == 1


def test_a_quotation_whose_page_is_left_out_is_doubted_in_the_packet() -> None:
    exhibits = [
        {"name": "Claim", "pages": "", "file": 0},
        {"name": "Notes", "pages": "2-", "file": 1},
    ]
    answer, pages = quoting_packet(quoted(PAIN), exhibits)
    assert [one["field"] for one in answer["warnings"]] == ["evidence"]
    assert answer["notes"] == []
    assert "What the record shows" not in " ".join(pages)


def test_a_pdf_of_the_letter_quotes_the_record() -> None:
    exhibits = [{"name": "Claim", "pages": "", "of": 1}, {"name": "Notes", "pages": "", "of": 3}]
    payload = {"fields": STARRED, "exhibits": exhibits, "evidence": quoted(PAIN)}
    _, _, content = run("pdf", payload)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "“Pain 7/10 since May.” (Exhibit B, page 1)" in " ".join(text.split())


def test_a_fax_cover_names_the_number_and_a_packet_may_have_none() -> None:
    _, (cover, *_) = packet(pdf_of("first"), cover="fax")
    assert "FAX" in cover
    assert "555-010-0199" in cover
    _, pages = packet(pdf_of("first"), cover="none")
    assert "Appeal packet" not in pages[0]
    assert "Dear Appeals Department" in pages[0]


def test_a_cover_of_two_pages_counts_itself() -> None:
    answer, pages = packet(*[pdf_of("x")] * 60)
    assert answer["pages"] == len(pages)
    assert f"{len(pages)}, with this one" in pages[0]
    assert "Exhibit A: File 0" in pages[0]
    first = next(number for number, page in enumerate(pages, 1) if "Exhibit A - page 1" in page)
    assert f"Page {first} Exhibit A: File 0" in " ".join(pages[0].split())


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ("9", 'Exhibit A, "File 0": There is no page 9: this file has 1 page.'),
        ("x", 'Exhibit A, "File 0": Enter pages like 1-3, 5, 9- in place of "x".'),
    ],
)
def test_pages_that_are_not_there_are_told(pages: str, message: str) -> None:
    answer, made = packet(pdf_of("first"), pages=pages)
    assert answer["problem"] == message
    assert made == []


def test_a_packet_of_a_form_with_mistakes_is_not_made() -> None:
    answer, made = packet(pdf_of("first"), fields={"claim_number": ""})
    assert [error["field"] for error in answer["errors"]] == ["claim_number"]
    assert made == []


def batch(
    *items: dict[str, Any], files: tuple[bytes, ...] = (), **options: Any
) -> tuple[dict[str, Any], zipfile.ZipFile]:
    payload = {
        "items": items,
        "formats": ["word", "pdf"],
        "naming": "claim",
        "cover": {"kind": "cover"},
        **options,
    }
    _, answer, content = run("batch", payload, *files)
    return answer, zipfile.ZipFile(io.BytesIO(content))


def item(**fields: str) -> dict[str, Any]:
    return {"fields": {**STARRED, **fields}, "exhibits": []}


def table(archive: zipfile.ZipFile, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_a_batch_is_a_folder_for_each_letter_with_an_index() -> None:
    answer, archive = batch(item(), item(claim_number="EX2", patient_name="Robin Sample"))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "claim-EX2026000123/appeal-letter.docx",
        "claim-EX2026000123/appeal-letter.pdf",
        "claim-EX2/appeal-letter.docx",
        "claim-EX2/appeal-letter.pdf",
        "index.csv",
    ]
    assert (answer["written"], answer["left_out"]) == (2, [])
    assert table(archive, "index.csv")[2] == [
        "claim-EX2",
        "EX2",
        "Example Health Plan",
        "M1",
        "Plain letter",
        "ask the payer",
        "April 15, 2026",
        "appeal-letter.docx, appeal-letter.pdf",
        "",
    ]
    word = zipfile.ZipFile(io.BytesIO(archive.read("claim-EX2/appeal-letter.docx")))
    assert "Robin Sample" in word.read("word/document.xml").decode()


def test_the_index_says_why_there_is_no_last_day() -> None:
    _, archive = batch(item(), item(payer_kind="medicare"), formats=["text"])
    assert [line[5] for line in table(archive, "index.csv")[1:]] == [
        "ask the payer",
        "a date is needed",
    ]


def test_a_letter_that_lacks_something_stops_no_other_and_is_named() -> None:
    answer, archive = batch(item(patient_name=""), item(claim_number="EX2"))
    assert answer["written"] == 1
    assert answer["left_out"] == [
        {"place": 0, "claim": "EX2026000123", "why": "Enter the patient's name"}
    ]
    assert table(archive, "left-out.csv")[1] == ["EX2026000123", "Enter the patient's name"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (
            {"denial_code": "CO-50", "remark_codes": "MA130"},
            "Another way is advised: a new claim. Remark MA130: the claim could not be processed, "
            "so nothing was decided. It carries no right of appeal.",
        ),
        (
            {"denial_code": "CO-50", "remark_codes": "MA91", "payer_kind": "medicare"},
            "Another way is advised: the next level of appeal. This level has been used: the "
            "remittance or your answer says that the decision was reviewed and kept.",
        ),
    ],
)
def test_no_letter_is_written_unasked_where_another_way_is_advised(
    fields: dict[str, str], why: str
) -> None:
    unasked = item(**fields)
    answer, _ = batch(unasked)
    assert answer["left_out"] == [{"place": 0, "claim": "EX2026000123", "why": why}]
    (part,), _, _ = run("lacks", {"items": [unasked]})
    assert part["lacks"] == [[why]]
    assert batch({**unasked, "by_hand": True})[0]["written"] == 1
    assert batch(unasked, every=True)[0]["written"] == 1


def test_two_letters_of_one_claim_are_told_apart_by_their_place() -> None:
    answer, _ = batch(item(), item(patient_name=""), formats=["text"])
    assert [out["place"] for out in answer["left_out"]] == [1]


def test_a_letter_whose_pdf_cannot_be_made_is_there_as_a_word_file_with_a_note() -> None:
    answer, archive = batch(item(patient_name="漢 Example"))
    assert "claim-EX2026000123/appeal-letter.docx" in archive.namelist()
    assert "claim-EX2026000123/appeal-letter.pdf" not in archive.namelist()
    assert (answer["written"], answer["noted"], answer["left_out"]) == (1, 1, [])
    assert table(archive, "index.csv")[1][-1].startswith("The fonts of the PDF do not hold 漢")
    answer, _ = batch(item(patient_name="漢 Example"), formats=["pdf"])
    assert answer["left_out"][0]["why"].startswith("The fonts of the PDF do not hold 漢")


def test_a_letter_with_exhibits_comes_as_a_packet_too() -> None:
    exhibits = [{"name": "Original claim", "pages": "", "file": 0}]
    answer, archive = batch({**item(), "exhibits": exhibits}, files=(pdf_of("first"),))
    assert answer["left_out"] == []
    packet_file = archive.read("claim-EX2026000123/appeal-packet.pdf")
    assert "Exhibit A - page 1 of 1" in PdfReader(io.BytesIO(packet_file)).pages[-1].extract_text()
    letter = PdfReader(io.BytesIO(archive.read("claim-EX2026000123/appeal-letter.pdf")))
    text = " ".join(page.extract_text() for page in letter.pages)
    assert "Exhibit A: Original claim (1 page)" in text


def test_each_letter_of_a_batch_quotes_its_own_record() -> None:
    exhibits = [{"name": "Notes", "pages": "2, 1", "file": 0}]
    own = {
        **item(claim_number="EX1"),
        "exhibits": exhibits,
        "evidence": quoted({**PAIN, "exhibit": 0}, {**PAIN, "exhibit": 0, "page": 3, "last": 3}),
    }
    other = {**item(claim_number="EX2"), "exhibits": exhibits}
    alone = {**item(claim_number="EX3"), "evidence": quoted(PAIN)}
    answer, archive = batch(own, other, alone, files=(pdf_of(*NOTES),), formats=["text"])
    assert answer["left_out"] == []
    texts = [
        archive.read(f"claim-{claim}/appeal-letter.txt").decode() for claim in ("EX1", "EX2", "EX3")
    ]
    assert ["“Pain 7/10 since May.” (Exhibit A, page 2)" in text for text in texts] == [
        True,
        False,
        False,
    ]
    notes = [line[-1] for line in table(archive, "index.csv")[1:]]
    assert notes[0].startswith("“Pain 7/10 since May.”: Page 3 is not among the pages of “Notes”")
    assert notes[1] == ""
    assert notes[2].startswith("“Pain 7/10 since May.”: Its exhibit is not in the packet")
    packet_file = archive.read("claim-EX1/appeal-packet.pdf")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(packet_file)).pages]
    assert "Pain 7/10 since May." in page_of("Exhibit A, page 2", pages)


def test_an_exhibit_that_cannot_be_read_leaves_its_letter_out_and_says_so() -> None:
    exhibits = [{"name": "Notes", "pages": "", "file": 0}]
    damaged = {**item(), "exhibits": exhibits}
    answer, archive = batch(damaged, item(claim_number="EX2"), files=(b"x",))
    assert answer["written"] == 1
    assert answer["left_out"][0]["why"].startswith('Exhibit A, "Notes": ')
    assert "claim-EX2/appeal-letter.docx" in archive.namelist()


@pytest.mark.parametrize(
    ("naming", "number", "folders"),
    [
        ("claim", "EX/1:2*", {"claim-EX-1-2"}),
        ("claim", "../..", {"claim"}),
        ("number", "EX1", {"letter-0001"}),
        ("patient", "EX1", {"Pat-Example-EX1"}),
    ],
)
def test_folders_have_names_that_any_system_takes(
    naming: str, number: str, folders: set[str]
) -> None:
    _, archive = batch(item(claim_number=number), naming=naming, formats=["word"])
    assert {name.split("/")[0] for name in archive.namelist() if "/" in name} == folders


def test_no_folder_is_called_like_a_device_of_windows() -> None:
    _, archive = batch(item(patient_name="Con. Example"), naming="patient", formats=["text"])
    assert "letter-0001/appeal-letter.txt" in archive.namelist()


def test_no_two_folders_are_alike() -> None:
    _, archive = batch(item(), item(), item(claim_number="ex2026000123"), formats=["text"])
    assert [name.split("/")[0] for name in archive.namelist() if "/" in name] == [
        "claim-EX2026000123",
        "claim-EX2026000123-2",
        "claim-ex2026000123-3",
    ]


def test_the_zip_comes_piece_by_piece() -> None:
    payload = {
        "today": TODAY,
        "items": [item()] * 5,
        "formats": ["word"],
        "naming": "claim",
        "cover": {"kind": "none"},
    }
    task = begin("batch", json.dumps(payload), [])
    sizes = [len(task.step()[1]) for _ in range(5)]
    assert min(sizes) > 3000


def test_claims_of_a_remittance_become_a_batch() -> None:
    parts, _, _ = run("remittance", {"names": ["a"]}, make_835([SyntheticClaim()]).encode())
    (claim,) = claims(parts)
    common = {name: STARRED[name] for name in ("signer_name", "signer_title", "enclosures")}
    answer, archive = batch({"fields": {**claim["fields"], **common}, "exhibits": []})
    assert answer["left_out"] == []
    assert "claim-EX2026000123/appeal-letter.docx" in archive.namelist()
