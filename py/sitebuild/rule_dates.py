"""`python -m sitebuild rules`: which rules were not compared with their sources for a year.

Law, forms, amounts and code sets change; nothing here can know whether a rule did. So each one that
was checked more than a year ago is named, and nothing fails. An entry that cannot be read fails.
"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date

import m1appeals
from m1appeals import rules

__all__ = ["check_rules", "overdue"]


def check_rules(today: date) -> list[str]:
    """Return one line for each rule whose check is overdue on a day.

    Raises `Defect` for an entry that is not as it should be.
    """
    # What owns a table reads it when it is imported.
    for module in pkgutil.walk_packages(m1appeals.__path__, prefix="m1appeals."):
        importlib.import_module(module.name)
    lines = []
    for table in rules.tables():
        for id_, entry in rules.load(table).items():
            rules.check_entry(table, id_, entry)
            if overdue(entry["checked"], today):
                lines.append(f"{table}.toml: [{id_}] was last checked in {entry['checked']}.")
    return lines


def overdue(checked: str, today: date) -> bool:
    """Tell whether more than a year has passed since the end of a month, such as "2026-11"."""
    year, month = map(int, checked.split("-"))
    return (today.year - year) * 12 + today.month - month > 12
