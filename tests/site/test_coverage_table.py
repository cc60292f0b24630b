"""The coverage table, made from a download: what gets in, what stays out, what is told."""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from m1appeals.coverage import Coverage, Finding
from m1appeals.coverage.table import write_table
from m1appeals.errors import UserMistake
from sitebuild.__main__ import main
from sitebuild.coverage import install, optional_table
from sitebuild.coverage.articles import Joined
from sitebuild.coverage.download import open_download, read_day
from sitebuild.coverage.install import build_table
from sitebuild.site import ROOT
from tests.site.article_download import DESCRIPTION, Tables, pack

Make = Callable[[bytes], tuple[Joined, Coverage]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a table from the bytes of a download."""

    def made(content: bytes) -> tuple[Joined, Coverage]:
        path = tmp_path / "current_article.zip"
        path.write_bytes(content)
        with open_download(path) as download:
            joined, table = build_table(download)
        return joined, Coverage.read(table)

    return made


@pytest.fixture
def complain(make: Make) -> Callable[[bytes], str]:
    """Give what is said of a download that cannot be used."""

    def complaint(content: bytes) -> str:
        with pytest.raises(UserMistake) as caught:
            make(content)
        return str(caught.value)

    return complaint


def spine() -> Tables:
    """A download of one article, which lists what the tests ask for."""
    tables = Tables()
    tables.article(
        "56789",
        procedures=["72148", "J1745"],
        covered={1: ["M54.16", "M54.51*"], 2: ["C7A.00"]},
        noncovered={1: ["Z00.00"]},
        lcds=["34567", "", "0"],
    )
    return tables


def only(coverage: Coverage, *diagnoses: str, procedure: str = "72148") -> Finding:
    (one,) = coverage.look_up(procedure, diagnoses)
    return one


def listings(one: Finding) -> list[str]:
    return [listed.listing for listed in one.diagnoses]


def test_an_article_comes_with_everything_that_is_said_of_it(make: Make) -> None:
    joined, coverage = make(pack(spine().files()))
    one = only(coverage, "M54.16", "M54.51", "C7A.00", "Z00.00", "M54.50")
    assert one.label == "A56789 / L34567 (Example Contractor, LLC; CA, NV)"
    assert one.title == "Billing and Coding: Example 56789"
    assert (one.start, one.end) == (date(2025, 10, 1), None)
    assert listings(one) == ["covered", "covered", "covered", "noncovered", "unlisted"]
    assert [listed.groups for listed in one.diagnoses[:3]] == [(1,), (1,), (2,)]
    assert [listed.starred for listed in one.diagnoses[:3]] == [False, True, False]
    assert only(coverage, procedure="J1745").article == "A56789"
    assert joined.day == coverage.day == date(2026, 11, 19)


@pytest.mark.parametrize("depth", [0, 1, 2], ids=["the inner zip", "CMS's zip", "one more around"])
def test_the_tables_are_found_inside_the_zip_inside_the_zip(make: Make, depth: int) -> None:
    _, coverage = make(pack(spine().files(), depth=depth))
    assert only(coverage).article == "A56789"


def test_the_tables_may_lie_in_a_folder_and_current_ones_come_first(make: Make) -> None:
    old = Tables()
    old.article("11111")
    files = {f"current_article_csv/{name}": each for name, each in spine().files().items()}
    files |= {f"all_article_csv/{name}": content for name, content in old.files().items()}
    _, coverage = make(pack(files, depth=0))
    assert only(coverage).article == "A56789"


def test_no_descriptor_gets_into_the_table(tmp_path: Path) -> None:
    path = tmp_path / "current_article.zip"
    path.write_bytes(pack(spine().files()))
    with open_download(path) as download:
        _, table = build_table(download)
    assert b"Example 56789" in table
    assert DESCRIPTION.encode() not in table
    assert b"line break" not in table


def test_the_same_download_gives_the_same_bytes(tmp_path: Path) -> None:
    tables = spine()
    tables.article("50001", covered={3: ["M54.16"], 1: ["M54.51"]}, contractors=["1"])
    written = []
    for name, reverse in (("one", False), ("two", True)):
        for rows in tables.rows.values():
            rows.sort(key=str, reverse=reverse)
        path = tmp_path / name
        path.write_bytes(pack(tables.files()))
        with open_download(path) as download:
            written.append(build_table(download)[1])
    assert written[0] == written[1]


# Versions, and what is out of force.


def test_the_highest_version_that_is_in_force_is_kept_with_its_own_rows(make: Make) -> None:
    tables = Tables()
    tables.article("56789", "8", covered={1: ["M54.16"]}, procedures=["72148"])
    tables.article("56789", "10", covered={1: ["M54.51"]}, procedures=["72149"])
    tables.article("56789", "9", covered={1: ["M54.59"]}, procedures=["72158"])
    joined, coverage = make(pack(tables.files()))
    assert listings(only(coverage, "M54.51", "M54.16", procedure="72149")) == [
        "covered", "unlisted",
    ]  # fmt: skip
    assert coverage.look_up("72148", []) == coverage.look_up("72158", []) == ()
    assert joined.left_out["other versions of an article"] == 2
    assert joined.left_out["procedure rows of articles that are left out"] == 2
    assert joined.left_out["covered rows of articles that are left out"] == 2


def test_a_version_to_come_is_kept_only_where_none_is_in_force(make: Make) -> None:
    tables = Tables()
    tables.article("56789", "3", procedures=["72148"])
    tables.article("56789", "4", procedures=["72149"], article_eff_date="2026-12-01 00:00:00")
    tables.article("50001", "1", procedures=["J1745"], article_eff_date="2027-01-01 00:00:00")
    _, coverage = make(pack(tables.files()))
    assert only(coverage, procedure="72148").article == "A56789"
    assert coverage.look_up("72149", []) == ()
    assert only(coverage, procedure="J1745").start == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"status": "R"}, "retired articles"),
        ({"date_retired": "2026-11-18 00:00:00"}, "retired articles"),
        ({"article_end_date": "2026-11-18"}, "retired articles"),
        ({"article_rev_end_date": "11/18/2026"}, "retired articles"),
        ({"status": "P"}, "drafts"),
        ({"display_id": "56790"}, "drafts"),
        ({"article_end_date": "soon"}, "articles with a date that cannot be read"),
    ],
    ids=lambda value: str(value),
)
def test_an_article_out_of_force_is_left_out_and_counted(
    make: Make, cells: dict[str, Any], reason: str
) -> None:
    tables = spine()
    tables.article("50001", procedures=["72148"], **cells)
    joined, coverage = make(pack(tables.files()))
    assert only(coverage).article == "A56789"
    assert joined.left_out[reason] == 1


@pytest.mark.parametrize(
    ("cells", "end"),
    [
        ({}, None),
        ({"date_retired": "N/A", "display_id": "A50001"}, None),
        ({"date_retired": "2026-11-19 00:00:00"}, date(2026, 11, 19)),
        ({"article_end_date": "2027-01-31", "date_retired": "1/15/2027"}, date(2027, 1, 15)),
    ],
    ids=["no end", "none told", "ends that day", "two ends"],
)
def test_an_article_in_force_is_kept_with_the_earliest_of_its_ends(
    make: Make, cells: dict[str, Any], end: date | None
) -> None:
    tables = Tables()
    tables.article("50001", **cells)
    _, coverage = make(pack(tables.files()))
    assert only(coverage).end == end


def test_an_article_that_is_going_to_be_retired_ends_then(make: Make) -> None:
    tables = spine()
    tables.add("article_future_retire", article_id="56789", retire_dt="2026-12-31 00:00:00")
    _, coverage = make(pack(tables.files()))
    assert only(coverage).end == date(2026, 12, 31)


def test_a_first_version_begins_when_it_was_published(make: Make) -> None:
    tables = Tables()
    tables.article("50001", article_eff_date="")
    _, coverage = make(pack(tables.files()))
    assert only(coverage).start == date(2019, 10, 1)


def test_without_a_day_in_the_zip_the_last_change_is_the_day_of_the_download(make: Make) -> None:
    tables = spine()
    tables.article("50001", last_updated="11/16/2026")
    joined, _ = make(pack(tables.files(), day=(1980, 1, 1)))
    assert joined.day == date(2026, 11, 17)


# Contractors and states.


def test_parts_of_states_are_named_in_full(make: Make) -> None:
    tables = Tables()
    tables.contractor("2", "Second  Example,\n Inc.", {"63": "", "60": "", "5": ""})
    tables.article("50001", contractors=["1", "2"])
    _, coverage = make(pack(tables.files()))
    one = only(coverage)
    assert one.contractors == ("Example Contractor, LLC", "Second Example, Inc.")
    assert one.states == ("CA", "NV", "New York - Downstate", "Northern Mariana Islands")


def test_a_state_that_the_contractor_has_left_does_not_count(make: Make) -> None:
    tables = Tables()
    tables.contractor("2", "Second Example", {"5": "2019-12-31 00:00:00", "34": "2026-11-19"})
    tables.article("50001", contractors=["2"])
    _, coverage = make(pack(tables.files()))
    assert only(coverage).states == ("NV",)


@pytest.mark.parametrize(
    ("contractors", "states"), [(["1"], ("NV",)), (["1", "2"], ("CA", "NV"))], ids=["one", "two"]
)
def test_states_of_its_own_count_for_an_article_of_one_contractor(
    make: Make, contractors: list[str], states: tuple[str, ...]
) -> None:
    tables = Tables()
    tables.contractor("2", "Second Example", {})
    tables.article("50001", "3", contractors=contractors)
    tables.add(
        "article_x_primary_jurisdiction", article_id="50001", article_version="3", state_id="34"
    )
    _, coverage = make(pack(tables.files()))
    assert only(coverage).states == states


def test_a_contractor_or_a_state_that_no_table_names_is_left_away(make: Make) -> None:
    tables = Tables()
    tables.contractor("2", "Second Example", {"99": "", "5": ""})
    tables.article("50001", contractors=["2", "3"])
    _, coverage = make(pack(tables.files()))
    assert (only(coverage).contractors, only(coverage).states) == (("Second Example",), ("CA",))


# Codes.


def test_what_stands_for_no_code_or_no_group_is_left_out_and_counted(make: Make) -> None:
    tables = Tables()
    tables.article(
        "50001",
        procedures=["72148", "XX000", "72148-26", ""],
        covered={1: ["M54.16", "XX000", "N/A", ""]},
        noncovered={1: ["XX000"]},
    )
    tables.add(
        "article_x_icd10_covered",
        article_id="50001",
        article_version="3",
        icd10_code_id="M54.16",
        icd10_covered_group="",
    )
    joined, coverage = make(pack(tables.files()))
    assert only(coverage, "M54.16").diagnoses[0].listing == "covered"
    assert joined.left_out["procedure rows without a code"] == 3
    assert joined.left_out["covered rows without a code"] == 4
    assert joined.left_out["noncovered rows without a code"] == 1


def test_codes_are_read_with_and_without_points_and_spaces(make: Make) -> None:
    tables = Tables()
    tables.article("50001", procedures=[" 72148 "], covered={1: ["m5416", " M54.51 "]})
    _, coverage = make(pack(tables.files()))
    assert listings(only(coverage, "M54.16", "M54.51")) == ["covered", "covered"]


def test_articles_that_name_no_procedure_are_counted(make: Make) -> None:
    tables = spine()
    tables.article("50001", procedures=[])
    joined, _ = make(pack(tables.files()))
    assert [article.id for article in joined.articles] == [56789]
    assert joined.left_out["articles that name no procedure"] == 1


# How the files are written.


TITLE = "Billing and Coding: Example \u2013 \u201cImaging\u201d"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_read_in_the_encodings_that_were_met(make: Make, encoding: str) -> None:
    tables = Tables()
    tables.article("50001", title=TITLE)
    _, coverage = make(pack(tables.files(encoding)))
    assert only(coverage).title == TITLE


def test_single_bytes_of_code_page_1252_are_read_in_the_midst_of_utf_8(make: Make) -> None:
    tables = Tables()
    tables.article("50001", title=f"{TITLE} @ @")
    files = tables.files()
    files["article.csv"] = files["article.csv"].replace(b"@", b"\x96", 1).replace(b"@", b"\x81", 1)
    _, coverage = make(pack(files))
    assert only(coverage).title == f"{TITLE} \u2013 \x81"


def test_cells_may_be_far_longer_than_pythons_limit(make: Make) -> None:
    usual = csv.field_size_limit(1000)
    tables = Tables()
    tables.article("50001", description='<p class="x">Example, "again"</p>\r\n' * 40_000)
    _, coverage = make(pack(tables.files()))
    assert only(coverage).article == "A50001"
    assert csv.field_size_limit(usual) == 1000


def test_columns_are_found_by_name(make: Make) -> None:
    files = spine().files()
    rows = list(csv.reader(files["article_x_icd10_covered.csv"].decode().splitlines()))
    turned = [
        [cell.upper() if at == 0 else cell for cell in row[::-1]] for at, row in enumerate(rows)
    ]
    files["article_x_icd10_covered.csv"] = "".join(
        f"{','.join([*row, 'more'])}\n\n" for row in turned
    ).encode()
    _, coverage = make(pack(files))
    assert listings(only(coverage, "M54.16")) == ["covered"]


@pytest.mark.parametrize("name", ["article_future_retire", "article_x_primary_jurisdiction"])
def test_two_tables_may_be_missing(make: Make, name: str) -> None:
    files = spine().files()
    del files[f"{name}.csv"]
    _, coverage = make(pack(files))
    assert only(coverage).states == ("CA", "NV")


def test_a_few_odd_rows_are_left_out_and_told(make: Make, tmp_path: Path) -> None:
    tables = spine()
    tables.article("50001", covered={1: [f"A{number}.0" for number in range(10, 99)] * 2})
    files = tables.files()
    files["article_x_icd10_covered.csv"] += b"50001,3,M54.16\r\n"
    path = tmp_path / "current_article.zip"
    path.write_bytes(pack(files))
    with open_download(path) as download:
        joined, table = build_table(download)
        assert download.odd == {"article_x_icd10_covered": 1}
    assert len(joined.articles) == 2
    assert listings(Coverage.read(table).look_up("72148", ["M54.16"])[0]) == ["unlisted"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-19", date(2026, 11, 19)),
        ("2026-11-19 00:00:00", date(2026, 11, 19)),
        ("2026-11-19 11:49:28.133000", date(2026, 11, 19)),
        ("11/9/2026", date(2026, 11, 9)),
        ("11/09/2026 0:00:00", date(2026, 11, 9)),
        ("", None),
        ("N/A", None),
    ],
)
def test_days_are_read_as_the_tables_write_them(text: str, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "2026-11-1999", "20261119"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_day(text)


# What cannot be used.

AGAIN = "Download current_article.zip from CMS again."
TAKE = "Take the current articles, current_article.zip."
Complain = Callable[[bytes], str]


def test_a_web_page_is_told(complain: Complain) -> None:
    assert complain(b"\n<!DOCTYPE html><html>License</html>") == (
        "current_article.zip is a web page, not the download: CMS shows its license first. Open "
        "the address in a browser, accept the license, and save the file."
    )


def test_what_is_no_zip_file_is_told(complain: Complain) -> None:
    assert complain(b"article_id,article_version\n") == (
        f"current_article.zip is not a zip file. {TAKE}"
    )


def test_a_download_that_was_cut_off_is_told(complain: Complain) -> None:
    content = pack(spine().files())
    assert complain(content[: len(content) // 2]) == (
        f"current_article.zip is cut off or damaged: its end is missing. {AGAIN}"
    )


def test_an_inner_zip_that_was_cut_off_is_told(complain: Complain) -> None:
    inner = pack(spine().files(), depth=0)
    assert complain(pack({"current_article_csv.zip": inner[:-100]}, depth=0)) == (
        f"current_article_csv.zip is cut off or damaged: its end is missing. {AGAIN}"
    )


@pytest.mark.parametrize(
    ("name", "what"),
    [
        (
            "current_lcd_csv.zip",
            "is the download of LCDs: the lists of diagnoses are in articles only.",
        ),
        ("ncd_csv.zip", "is the download of NCDs: the lists of diagnoses are in articles only."),
        ("holiday.jpg", "holds no article.csv: it is not CMS's article download."),
    ],
)
def test_another_download_is_told(complain: Complain, name: str, what: str) -> None:
    assert complain(pack({name: b"PK"}, depth=0)) == f"current_article.zip {what} {TAKE}"


@pytest.mark.parametrize(
    "name",
    [
        "article_x_hcpc_code", "article_x_icd10_covered", "article_x_icd10_noncovered",
        "article_related_documents", "article_x_contractor", "contractor",
        "contractor_jurisdiction", "state_lookup",
    ],
)  # fmt: skip
def test_a_table_that_is_missing_is_told(complain: Complain, name: str) -> None:
    files = spine().files()
    del files[f"{name}.csv"]
    assert complain(pack(files)) == f"The download has no {name}.csv. {AGAIN}"


def test_a_column_that_is_missing_is_told_with_its_file(complain: Complain) -> None:
    files = spine().files()
    files["state_lookup.csv"] = files["state_lookup.csv"].replace(b"state_abbrev", b"abbreviation")
    assert complain(pack(files)) == (
        "state_lookup.csv has no column state_abbrev. It has: state_id, abbreviation, description. "
        "CMS may have changed it; a newer version of this site may know it."
    )


def test_an_empty_table_is_told(complain: Complain) -> None:
    assert complain(pack({**spine().files(), "contractor.csv": b""})) == (
        "contractor.csv has no column contractor_id. It has: nothing. "
        "CMS may have changed it; a newer version of this site may know it."
    )


def test_a_table_that_was_cut_off_is_told(complain: Complain) -> None:
    files = spine().files()
    files["article_x_icd10_covered.csv"] = files["article_x_icd10_covered.csv"][:-40]
    assert complain(pack(files)) == (
        "article_x_icd10_covered.csv: 1 of 3 rows have another number of cells than its first "
        f"line. It is damaged, or CMS has changed it. {AGAIN}"
    )


def test_a_table_with_a_wrong_checksum_is_told(complain: Complain) -> None:
    content = bytearray(pack(spine().files(), depth=0))
    # The checksum of the first file, article.csv, in the list at the end.
    content[content.index(b"PK\x01\x02") + 16] ^= 0xFF
    assert complain(bytes(content)) == (
        f"article.csv in the download is damaged or cut off. {AGAIN}"
    )


def test_an_encrypted_download_is_told(complain: Complain) -> None:
    content = bytearray(pack(spine().files(), depth=0))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1
    assert complain(bytes(content)) == (
        f"article.csv in the download is damaged or cut off. {AGAIN}"
    )


def test_a_download_of_nothing_in_force_is_told(complain: Complain) -> None:
    tables = Tables()
    tables.article("50001", status="R")
    assert complain(pack(tables.files())) == (
        f"The download has no article in force that names a procedure. {AGAIN}"
    )


@pytest.mark.parametrize(
    ("table", "cells", "complaint"),
    [
        (
            "article_future_retire",
            {"article_id": "1", "retire_dt": "soon"},
            "article_future_retire.csv, retire_dt: soon is no date.",
        ),
        (
            "contractor_jurisdiction",
            {"term_date": "soon"},
            "contractor_jurisdiction.csv, term_date: soon is no date.",
        ),
    ],
)
def test_a_date_that_cannot_be_read_is_told_with_its_column(
    complain: Complain, table: str, cells: dict[str, str], complaint: str
) -> None:
    tables = spine()
    tables.add(table, **cells)
    assert complain(pack(tables.files())) == complaint


def test_a_path_that_is_no_file_is_told(tmp_path: Path) -> None:
    for path, complaint in (
        (tmp_path / "x.zip", f"{tmp_path / 'x.zip'} is not there."),
        (
            tmp_path,
            f"{tmp_path} is a folder. Name the zip file; where the browser has unpacked it, name "
            "current_article_csv.zip in that folder.",
        ),
    ):
        with pytest.raises(UserMistake) as caught, open_download(path):
            pass
        assert str(caught.value) == complaint


# The command.


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project's folder with Pyodide, which packs, and nothing built."""
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def test_a_table_is_installed_reported_replaced_and_found(root: Path) -> None:
    assert optional_table(root) is None
    source = root / "current_article.zip"
    tables = spine()
    tables.article("50001", "1", status="R")
    source.write_bytes(pack(tables.files()))
    report = install(root, source).splitlines()
    found = optional_table(root)
    assert found is not None
    content = found["path"].read_bytes()
    assert found["name"] == "coverage"
    assert found["path"].name == f"coverage.{hashlib.sha256(content).hexdigest()[:12]}.bin"
    assert [path.name for path in found["path"].parent.iterdir()] == [found["path"].name]
    assert only(Coverage.read(content)).article == "A56789"
    assert report[0] == "current_article.zip, packed 2026-11-19"
    assert [" ".join(line.split()) for line in report[1:-3]] == [
        "Rows read",
        "article.csv 2",
        "article_x_hcpc_code.csv 3",
        "article_x_icd10_covered.csv 3",
        "article_x_icd10_noncovered.csv 1",
        "article_related_documents.csv 3",
        "article_x_contractor.csv 2",
        "contractor.csv 1",
        "contractor_jurisdiction.csv 2",
        "state_lookup.csv 4",
        "In the table",
        "articles 1",
        "procedures 2",
        "diagnoses 4",
        "lists of diagnoses 3",
        "different ones of them 3",
        "Left out",
        "retired articles 1",
        "procedure rows of articles that are left out 1",
    ]
    unpacked = len(gzip.decompress(content))
    assert report[-3] == (
        f"build/coverage/{found['path'].name}: {len(content):,} bytes, {unpacked:,} unpacked"
    )
    if Path("/proc/self/status").exists():
        memory = re.fullmatch(r"\d+\.\d s, (\d+) MB of memory at most", report[-2])
        assert memory
        assert 10 < int(memory[1]) < 10_000  # Python with pytest in it

    with pytest.raises(UserMistake):
        install(root, root / "missing.zip")
    assert optional_table(root) == found

    tables.article("50002")
    source.write_bytes(pack(tables.files()))
    install(root, source)
    newer = optional_table(root)
    assert newer is not None
    assert newer["path"].name != found["path"].name
    assert not found["path"].exists()


def test_a_table_of_another_version_stops_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "build" / "coverage"
    folder.mkdir(parents=True)
    table = write_table(date(2026, 11, 19), [])
    (folder / "coverage.0123456789ab.bin").write_bytes(
        gzip.compress(table.replace(b"m1coverage 1", b"m1coverage 0"))
    )
    with pytest.raises(SystemExit) as caught:
        optional_table(tmp_path)
    assert str(caught.value) == (
        "build/coverage/coverage.0123456789ab.bin is of another version. Run `make coverage` "
        "again, or delete build/coverage/."
    )


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("", "Name the download: make coverage FROM=current_article.zip"),
        ("missing.zip", "No coverage table: missing.zip is not there."),
    ],
)
def test_the_command_says_what_is_wrong(source: str, complaint: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["coverage", source])
    assert str(caught.value) == complaint
