"""The table of policies, made from a download of LCDs: what gets in, what is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from m1appeals.coverage.policies import Policies, policy_criteria, write_policies
from m1appeals.errors import UserMistake
from m1appeals.evidence.criteria.splitting import split
from sitebuild.__main__ import main
from sitebuild.coverage import install_policies, optional_tables
from sitebuild.coverage.download import LCDS, open_download
from sitebuild.coverage.html_text import to_text
from sitebuild.coverage.policies import Found, read_policies
from tests.site.article_download import Tables, pack
from tests.site.lcd_download import COLUMNS, lcd, pack_lcds

Make = Callable[[bytes], Found]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Read the bytes of a download."""

    def made(content: bytes) -> Found:
        path = tmp_path / "current_lcd.zip"
        path.write_bytes(content)
        with open_download(path, LCDS) as download:
            return read_policies(download)

    return made


@pytest.fixture
def complain(make: Make) -> Callable[[bytes], str]:
    """Give what is said of a download that cannot be used."""

    def complaint(content: bytes) -> str:
        with pytest.raises(UserMistake) as caught:
            make(content)
        return str(caught.value)

    return complaint


TEXT = """Covered Indications

Example therapy is reasonable and necessary when ALL of the following are met:

1. Pain for ≥ 6 weeks; and
2. Failure of one of the following:
   • a brace
   • exercise

Limitations

• More than two sessions"""


def test_a_policy_comes_with_its_text_and_dates(make: Make) -> None:
    found = make(pack_lcds([lcd()]))
    (one,) = found.policies
    assert (one.id, one.title, one.text) == (34567, "Example Therapy 34567", TEXT)
    assert (one.start, one.end) == (date(2025, 10, 1), None)
    assert found.day == date(2026, 11, 19)


def test_its_text_is_split_into_criteria(make: Make) -> None:
    table = Policies(write_policies(date(2026, 11, 19), make(pack_lcds([lcd()])).policies))
    found = policy_criteria(table, "LCD L34567")
    assert found is not None
    assert split(found["text"]) == (
        "Pain for ≥ 6 weeks",
        "Failure of one of the following: a brace; exercise",
        "Limitation: More than two sessions",
    )


def test_what_is_asked_to_be_documented_follows_under_its_heading(make: Make) -> None:
    (one,) = make(pack_lcds([lcd(doc_reqs="<p>A signed note.</p>")])).policies
    assert one.text == f"{TEXT}\n\nDocumentation Requirements\n\nA signed note."


def test_nothing_else_gets_into_the_table(make: Make) -> None:
    (one,) = make(pack_lcds([lcd()])).policies
    assert "Not to be taken" not in one.text


def test_the_highest_version_in_force_is_kept(make: Make) -> None:
    rows = [
        lcd(version="8"),
        lcd(version="10", title="Ten"),
        lcd(version="11", rev_eff_date="2027-01-01"),
    ]
    found = make(pack_lcds(rows))
    assert [one.title for one in found.policies] == ["Ten"]
    assert found.left_out["other versions of an LCD"] == 2


def test_one_to_come_is_kept_where_none_is_in_force(make: Make) -> None:
    (one,) = make(pack_lcds([lcd(rev_eff_date="2027-01-01")])).policies
    assert one.start == date(2027, 1, 1)


ENDS = ("rev_end_date", "ent_det_end_date", "date_retired")


@pytest.mark.parametrize("name", ENDS)
def test_what_has_ended_is_left_out(make: Make, name: str) -> None:
    found = make(pack_lcds([lcd(), lcd("34568", **{name: "2026-01-31"})]))
    assert [one.id for one in found.policies] == [34567]
    assert found.left_out["retired LCDs"] == 1


def test_what_will_end_says_so(make: Make) -> None:
    found = make(pack_lcds([lcd()], retiring={"34567": "2027-03-01"}))
    assert found.policies[0].end == date(2027, 3, 1)


LEFT_OUT = {
    "drafts": {"display_id": "DL34568"},
    "retired LCDs": {"status": "R"},
    "LCDs without a number": {"lcd_id": "x"},
    "LCDs without a text": {"indication": "<p> </p>"},
    "LCDs with a date that cannot be read": {"rev_eff_date": "soon"},
}


@pytest.mark.parametrize(("reason", "cells"), LEFT_OUT.items())
def test_what_is_left_out_is_counted(make: Make, reason: str, cells: dict[str, str]) -> None:
    found = make(pack_lcds([lcd(), {**lcd("34568"), **cells}]))
    assert [one.id for one in found.policies] == [34567]
    assert found.left_out[reason] == 1


def test_only_columns_without_which_nothing_can_be_shown_are_needed(make: Make) -> None:
    columns = ("lcd_id", "lcd_version", "title", "indication", "status")
    (one,) = make(pack_lcds([lcd()], columns=columns)).policies
    assert (one.start, one.end) == (None, None)


def test_a_missing_column_is_named(complain: Callable[[bytes], str]) -> None:
    said = complain(pack_lcds([lcd()], columns=["lcd_id", "lcd_version", "title", "status"]))
    assert said == (
        "lcd.csv has no column indication. It has: lcd_id, lcd_version, title, status. CMS may"
        " have changed it; a newer version of this site may know it."
    )


def test_a_download_of_articles_is_told(complain: Callable[[bytes], str]) -> None:
    tables = Tables()
    tables.article("56789")
    assert complain(pack(tables.files(), depth=0)) == (
        "current_lcd.zip is the download of articles: the texts of policies are in LCDs only."
        " Take the current LCDs, current_lcd.zip."
    )


def test_a_download_without_use_is_told(complain: Callable[[bytes], str]) -> None:
    assert complain(pack_lcds([lcd(status="R")])) == (
        "The download has no LCD in force with a text. Download current_lcd.zip from CMS again."
    )
    assert complain(b"PK\3\4 cut") == (
        "current_lcd.zip is cut off or damaged: its end is missing."
        " Download current_lcd.zip from CMS again."
    )


def test_a_table_is_installed_reported_replaced_and_found(tmp_path: Path) -> None:
    source = tmp_path / "current_lcd.zip"
    source.write_bytes(pack_lcds([lcd(), lcd("34568")]))
    report = install_policies(tmp_path, source)
    assert "policies in the table                                 2" in report
    (table,) = optional_tables(tmp_path)
    assert table["name"] == "policies"
    assert len(Policies(table["path"].read_bytes())) == 2
    source.write_bytes(pack_lcds([lcd()]))
    install_policies(tmp_path, source)
    (table,) = optional_tables(tmp_path)
    assert len(Policies(table["path"].read_bytes())) == 1
    source.write_bytes(b"PK")
    with pytest.raises(UserMistake):
        install_policies(tmp_path, source)
    assert optional_tables(tmp_path) == [table]


def test_a_table_of_another_version_is_told(tmp_path: Path) -> None:
    (tmp_path / "build/policies").mkdir(parents=True)
    (tmp_path / "build/policies/policies.0.bin").write_bytes(b"other")
    with pytest.raises(SystemExit) as told:
        optional_tables(tmp_path)
    assert str(told.value) == (
        "build/policies/policies.0.bin is of another version. Run `make coverage` again, or delete"
        " build/policies/."
    )


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as told:
        main(["coverage", "", ""])
    assert str(told.value) == "Name the download: make coverage FROM=current_article.zip"
    with pytest.raises(SystemExit) as told:
        main(["coverage", "", str(tmp_path / "none.zip")])
    assert str(told.value) == f"No table of policies: {tmp_path / 'none.zip'} is not there."


def test_all_columns_of_the_dictionary_are_tried() -> None:
    assert len(COLUMNS) == 48


MARKUP = {
    "paragraphs": ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    "line breaks": ("One<br>Two<br/>Three", "One\nTwo\nThree"),
    "entities": ("&lt; 5&nbsp;cm &amp; &#8805; 3", "< 5 cm & ≥ 3"),
    "letters": ('<ol type="a"><li>One</li><li>Two</li></ol>', "a. One\nb. Two"),
    "Roman numbers": ('<ol type="I"><li>One</li><li>Two</li></ol>', "I. One\nII. Two"),
    "a list that begins later": ('<ol start="3"><li>One</li></ol>', "3. One"),
    "lists in lists": (
        "<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>",
        "• One\n   • Two\n• Three",
    ),
    "paragraphs in items": ("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "• One\n• Two"),
    "items without a list": ("<li>One</li>", "• One"),
    "tables": ("<table><tr><td>One</td><td>Two</td></tr></table>", "One | Two"),
    "scripts": ("One<script>alert(1)</script><style>p {}</style>", "One"),
    "escaped twice": ("&lt;p&gt;One&lt;/p&gt; &lt;b&gt;Two&lt;/b&gt;", "One\n\nTwo"),
    "escaped three times": ("&amp;lt;i&amp;gt;One&amp;lt;/i&amp;gt;", "One"),
    "comments": ("One<!-- two -->", "One"),
    "open tags": ("<p>One <b>two", "One two"),
    "footnotes": ("Pain.<sup>1,2</sup> More<sup>[3]</sup>", "Pain. More"),
    "exponents": ("35 kg/m<sup>2</sup>, 10<sup>9</sup>, 5<sup>th</sup>", "35 kg/m2, 109, 5th"),
    "white space": ("<p>One\n   two\t three</p>", "One two three"),
    "less than": ("p < 0.05 and x > 3", "p < 0.05 and x > 3"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("html", "text"), MARKUP.values(), ids=MARKUP)
def test_markup_becomes_lines(html: str, text: str) -> None:
    assert to_text(html) == text
