"""Made-up downloads of coverage articles, packed as CMS packs them.

Tables, columns and their order are those of the real files; what is in them is invented, but for
the names of states. Descriptions are there, as in the real ones, to see that none gets through.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

__all__ = ["COLUMNS", "DESCRIPTION", "Tables", "pack", "write_rows"]

DESCRIPTION = "Invented descriptor of the example service"

COLUMNS = {
    "article": (
        "article_id", "article_version", "article_type", "title", "article_pub_date",
        "article_eff_date", "article_end_date", "description", "other_comments", "sad_url",
        "status", "last_updated", "history_exp", "key_article", "icd9_covered_para",
        "icd9_noncovered_para", "revenue_para", "thirty_percent", "article_rev_end_date",
        "source_article_id", "date_retired", "keywords", "icd10_doc", "add_icd10_info",
        "cms_cov_policy", "display_id", "reference_article",
    ),
    "article_future_retire": ("article_id", "retire_dt"),
    "article_related_documents": (
        "article_id", "article_version", "related_num", "r_article_id", "r_article_version",
        "r_lcd_id", "r_lcd_version", "r_contractor_id", "last_updated",
    ),
    "article_x_contractor": (
        "article_id", "article_version", "article_type", "contractor_id", "contractor_type_id",
        "contractor_version", "last_updated",
    ),
    "article_x_hcpc_code": (
        "article_id", "article_version", "hcpc_code_id", "hcpc_code_version", "hcpc_code_group",
        "range", "last_updated", "long_description", "short_description",
    ),
    "article_x_icd10_covered": (
        "article_id", "article_version", "icd10_code_id", "icd10_code_version",
        "icd10_covered_group", "range", "last_updated", "sort_order", "description", "asterisk",
    ),
    "article_x_icd10_covered_group": (
        "article_id", "article_version", "icd10_covered_group", "paragraph", "last_updated",
        "icd10_covered_ast",
    ),
    "article_x_icd10_noncovered": (
        "article_id", "article_version", "icd10_code_id", "icd10_code_version",
        "icd10_noncovered_group", "range", "last_updated", "sort_order", "description",
    ),
    "article_x_primary_jurisdiction": (
        "article_id", "article_version", "state_id", "last_updated",
    ),
    "contractor": (
        "contractor_id", "contractor_type_id", "contractor_version", "contractor_bus_name",
        "contractor_number", "dmerc_rgn", "address1", "address2", "address3", "city", "state_id",
        "zipcode", "phone", "fax", "status", "last_updated", "url", "email", "ignore",
        "status_flag", "cmd_name", "cmd_title", "contractor_subtype_id",
    ),
    "contractor_jurisdiction": (
        "contractor_id", "contractor_type_id", "contractor_version", "state_id", "last_updated",
        "active_date", "term_date",
    ),
    "state_lookup": ("state_id", "state_abbrev", "description"),
    "update_period": ("period_id", "begin_date", "end_date"),
}  # fmt: skip

STATES = {
    "5": ("CA", "California"),
    "34": ("NV", "Nevada"),
    "63": ("DN", "New York - Downstate"),
    "60": ("CNMI", "Northern Mariana Islands"),
}


class Tables:
    """The rows of a download, put together article by article."""

    def __init__(self) -> None:
        """Begin with the states, and one contractor with the id 1, in California and Nevada."""
        self.rows: dict[str, list[Mapping[str, str]]] = {table: [] for table in COLUMNS}
        for id_, (short, full) in STATES.items():
            self.add("state_lookup", state_id=id_, state_abbrev=short, description=full)
        self.contractor("1", "Example Contractor, LLC", {"5": "", "34": ""})

    def add(self, table: str, **cells: str) -> None:
        """Add a row; cells that are not named are empty."""
        unknown = set(cells) - set(COLUMNS[table])
        assert not unknown, unknown
        self.rows[table].append(cells)

    def contractor(self, id_: str, name: str, states: Mapping[str, str]) -> None:
        """Add a contractor of type 8, version 1, with its states and the days on which it left."""
        key = {"contractor_id": id_, "contractor_type_id": "8", "contractor_version": "1"}
        self.add("contractor", **key, contractor_bus_name=name, status="A")
        for state, left in states.items():
            self.add("contractor_jurisdiction", **key, state_id=state, term_date=left)

    def article(
        self,
        id_: str,
        version: str = "3",
        *,
        procedures: Iterable[str] = ("72148",),
        covered: Mapping[int, Iterable[str]] | None = None,
        noncovered: Mapping[int, Iterable[str]] | None = None,
        lcds: Iterable[str] = (),
        contractors: Iterable[str] = ("1",),
        **cells: str,
    ) -> None:
        """Add an article. Codes of diagnoses that end in * carry an asterisk."""
        key = {"article_id": id_, "article_version": version}
        given = {
            "article_type": "6",
            "title": f"Billing and Coding: Example {id_}",
            "article_pub_date": "2019-10-01 00:00:00",
            "article_eff_date": "2025-10-01 00:00:00",
            "status": "A",
            "last_updated": "2026-11-17 14:03:11.230000",
            "description": "<p>An example,\n with a line break and a &quot;quote&quot;.</p>",
        }
        self.add("article", **key, **{**given, **cells})
        words = {"long_description": DESCRIPTION, "short_description": DESCRIPTION}
        for code in procedures:
            self.add("article_x_hcpc_code", **key, hcpc_code_id=code, hcpc_code_group="1", **words)
        for group, codes in (covered or {}).items():
            for code in codes:
                self.add(
                    "article_x_icd10_covered",
                    **key,
                    icd10_code_id=code.rstrip("*"),
                    icd10_covered_group=str(group),
                    range="N",
                    asterisk="Y" if code.endswith("*") else "N",
                    description=DESCRIPTION,
                )
        for group, codes in (noncovered or {}).items():
            for code in codes:
                self.add(
                    "article_x_icd10_noncovered",
                    **key,
                    icd10_code_id=code,
                    icd10_noncovered_group=str(group),
                    description=DESCRIPTION,
                )
        for number, lcd in enumerate(lcds):
            self.add("article_related_documents", **key, related_num=str(number), r_lcd_id=lcd)
        for id_ in contractors:
            self.add(
                "article_x_contractor",
                **key,
                contractor_id=id_,
                contractor_type_id="8",
                contractor_version="1",
            )

    def files(self, encoding: str = "utf-8") -> dict[str, bytes]:
        """Give the CSV files by name."""
        files = {}
        for table, columns in COLUMNS.items():
            text = io.StringIO(newline="")
            rows = ([row.get(name, "") for name in columns] for row in self.rows[table])
            write_rows(text, table, rows)
            files[f"{table}.csv"] = text.getvalue().encode(encoding)
        return files


def write_rows(text: IO[str], table: str, rows: Iterable[Sequence[str]]) -> None:
    """Write a table as CMS does: a header, every cell quoted, CRLF."""
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS[table])
    writer.writerows(rows)


def pack(
    files: Mapping[str, bytes], *, day: tuple[int, int, int] = (2026, 11, 19), depth: int = 1
) -> bytes:
    """Pack CSV files as CMS does; with depth 0 the inner zip alone, with 2 one more around it."""
    content = _zip({**files, "readme_first.txt": b"Read this first."}, day)
    names = ("current_article_csv.zip", "current_article/current_article.zip")
    beside = {
        "current_article.mdb": b"\0\1\0\0Standard Jet DB",
        "article data dictionary.pdf": b"%",
    }
    for name in names[:depth]:
        content = _zip({**beside, name: content}, day)
    return content


def _zip(files: Mapping[str, bytes], day: tuple[int, int, int]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, (*day, 2, 0, 0))
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
