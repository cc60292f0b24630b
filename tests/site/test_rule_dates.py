"""Rules that were checked more than a year ago are named; rules that cannot be read stop."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from m1appeals import rules
from m1appeals.errors import Defect
from sitebuild.rule_dates import check_rules, overdue
from sitebuild.site import ROOT


def change(monkeypatch: pytest.MonkeyPatch, table: str, id_: str, **values: Any) -> None:
    """Change an entry for one test."""
    entries = rules.load(table)
    monkeypatch.setitem(entries, id_, {**entries[id_], **values})


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-11-30", False), ("2027-11-30", False), ("2027-12-01", True), ("2028-01-01", True)],
)
def test_a_year_begins_when_the_month_of_the_check_is_over(day: str, expected: bool) -> None:
    assert overdue("2026-11", date.fromisoformat(day)) is expected


def test_only_what_is_overdue_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    today = date.fromisoformat(max(source.checked for source in rules.sources().values()) + "-28")
    before = check_rules(today)
    change(monkeypatch, "reasons", "50", checked="2023-02")
    change(monkeypatch, "sources", "x12-carc", checked="2023-03")
    assert sorted({*check_rules(today)} - {*before}) == [
        "reasons.toml: [50] was last checked in 2023-02.",
        "sources.toml: [x12-carc] was last checked in 2023-03.",
    ]


def test_every_rule_is_looked_at() -> None:
    count = sum(len(rules.load(table)) for table in rules.tables())
    assert len(check_rules(date(2099, 1, 1))) == count > 100


def test_an_entry_without_a_month_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, "remarks", "N115", checked="")
    with pytest.raises(Defect, match=r"remarks\.toml: \[N115\] has no checked\.$"):
        check_rules(date(2026, 11, 30))


def test_the_command_warns_and_does_not_fail() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sitebuild", "rules", "2099-01-01"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "warning: reasons.toml: [50] was last checked in 20" in done.stdout
