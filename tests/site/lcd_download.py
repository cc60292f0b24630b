"""Made-up downloads of LCDs, packed as CMS packs them; all that is in them is invented."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping

__all__ = ["COLUMNS", "lcd", "pack_lcds"]

COLUMNS = (
    "lcd_id", "lcd_version", "title", "determination_number", "orig_det_eff_date",
    "ent_det_end_date", "rev_eff_date", "rev_end_date", "indication", "diagnoses_support",
    "icd9_dont_support_para", "icd9_dont_support_ast", "diagnoses_dont_support",
    "coding_guidelines", "doc_reqs", "appendices", "util_guide", "source_info", "adv_meeting",
    "comment_start_dt", "comment_end_dt", "notice_start_dt", "rev_hist_num", "history_exp",
    "last_reviewed_on", "status", "last_updated", "cms_cov_policy", "display_id", "draft_contact",
    "revenue_para", "thirty_percent", "keywords", "associated_info", "notice_end_dt",
    "date_retired", "draft_released_date", "source_lcd_id", "add_icd10_info", "icd10_doc",
    "synopsis_changes", "bibliography", "summary_of_evidence", "analysis_of_evidence",
    "mcd_publish_date", "issue", "issue_change", "mac_initiated",
)  # fmt: skip

INDICATION = (
    "<h3>Covered Indications</h3><p>Example therapy is reasonable and necessary when "
    "<strong>ALL</strong> of the following are met:</p>\n<ol>\n<li>Pain for &ge; 6 weeks<sup>1,2"
    "</sup>; and</li>\n<li>Failure of one of the following:<ul><li>a brace</li><li>exercise</li>"
    "</ul></li></ol><h3>Limitations</h3><ul><li>More than two sessions</li></ul>"
)


def lcd(id_: str = "34567", version: str = "3", **cells: str) -> dict[str, str]:
    """Give the row of an LCD; cells that are not named are as usual, or empty."""
    return {
        "lcd_id": id_,
        "lcd_version": version,
        "title": f"Example Therapy {id_}",
        "orig_det_eff_date": "2019-10-01 00:00:00",
        "rev_eff_date": "2025-10-01 00:00:00",
        "indication": INDICATION,
        "status": "A",
        "last_updated": "2026-11-17 14:03:11.230000",
        "display_id": id_,
        "bibliography": "<p>Not to be taken.</p>",
        **cells,
    }


def pack_lcds(
    rows: Iterable[Mapping[str, str]],
    *,
    columns: Iterable[str] = COLUMNS,
    retiring: Mapping[str, str] | None = None,
    day: tuple[int, int, int] = (2026, 11, 19),
) -> bytes:
    """Pack rows as CMS does."""
    names = list(columns)
    files = {"lcd.csv": _csv(names, ([row.get(name, "") for name in names] for row in rows))}
    if retiring is not None:
        files["lcd_future_retire.csv"] = _csv(["lcd_id", "retire_dt"], map(list, retiring.items()))
    inner = _zip(files, day)
    return _zip({"current_lcd.mdb": b"\0\1", "current_lcd_csv.zip": inner}, day)


def _csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _zip(files: Mapping[str, bytes], day: tuple[int, int, int]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (*day, 2, 0, 0)), content)
    return packed.getvalue()
