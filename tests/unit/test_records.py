"""A table is read as records, and an entry that does not fit is named with its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pytest

from m1appeals import rules
from m1appeals.errors import Defect


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a list of tables holds."""

    id: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An entry with everything that an entry may have."""

    id: str
    kind: str
    label: str
    level: int = 0
    letter: bool = False
    since: date | None = None
    days: int | None = None
    from_: Literal["receipt", "notice"] = "receipt"
    do: tuple[str, ...] = ()
    amounts: dict[str, int]
    parts: tuple[Part, ...] = ()
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.level > 5:
            raise ValueError("level must be at most 5.")


ENTRY = {
    "label": "A rule",
    "amounts": {"2026": 200},
    "sources": ["x12-carc"],
    "checked": "2026-11",
}


def read(**changes: Any) -> Rule:
    entry = {name: value for name, value in {**ENTRY, **changes}.items() if value is not None}
    return rules.read_entries("examples", {"one": entry}, Rule, kind="example")["one"]


def test_a_short_entry_gets_the_defaults_of_the_record() -> None:
    assert read() == Rule(
        id="one", kind="example", label="A rule", amounts={"2026": 200}, sources=("x12-carc",)
    )


def test_a_full_entry_keeps_everything() -> None:
    rule = read(
        level=2,
        letter=True,
        since=date(2026, 11, 1),
        days=120,
        from_="notice",
        do=["First.", "Then."],
        parts=[{"id": "name", "fields": ["patient_name"]}, {"id": "signature"}],
    )
    assert (rule.level, rule.letter, rule.days, rule.from_) == (2, True, 120, "notice")
    assert rule.since == date(2026, 11, 1)
    assert rule.do == ("First.", "Then.")
    assert rule.parts == (Part(id="name", fields=("patient_name",)), Part(id="signature"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"label": None}, " has no label."),
        ({"label": ""}, " has no label."),
        ({"label": 3}, " label must be a text."),
        ({"amounts": None}, " has no amounts."),
        ({"amounts": {"2026": "200"}}, " amounts.2026 must be a whole number."),
        ({"amounts": [200]}, " amounts must be a table."),
        ({"lable": "A rule"}, " has lable, which is not known here."),
        ({"kind": "other"}, " has kind, which is not known here."),
        ({"id": "two"}, " has id, which is not known here."),
        ({"level": True}, " level must be a whole number."),
        ({"level": 6}, " level must be at most 5."),
        ({"letter": "yes"}, " letter must be true or false."),
        ({"since": "2026-11-01"}, " since must be a date."),
        ({"from_": "mailing"}, " from_ must be one of receipt, notice."),
        ({"do": "First."}, " do must be a list."),
        ({"do": [1]}, " do must be a text."),
        ({"parts": [{}]}, " parts has no id."),
        ({"parts": [{"id": "a", "field": "b"}]}, " parts has field, which is not known here."),
        ({"sources": None}, " has no sources."),
        ({"sources": []}, " has no sources."),
        ({"sources": [], "no_source": ""}, " has no sources."),
        ({"no_source": "None is needed."}, " has sources, and says why it has none."),
        ({"sources": ["x12"]}, " names the source 'x12', which is not in sources.toml."),
        ({"checked": None}, " has no checked."),
        *(
            ({"checked": text}, ' checked must be a year and month like "2026-11".')
            for text in ("2026", "2026-13", "2026-1", "11-2026", "soon", 2026, "2026-11-01")
        ),
    ],
)
def test_an_entry_that_does_not_fit_is_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(Defect) as caught:
        read(**changes)
    assert str(caught.value) == f"py/m1appeals/rules/examples.toml: [one]{message}"


def test_an_entry_may_say_why_it_has_no_source() -> None:
    assert read(sources=[], no_source="It states no rule.").sources == ()


def test_a_key_outside_an_entry_is_named() -> None:
    with pytest.raises(Defect, match=r"examples.toml: \[label\] must be a table\.$"):
        rules.read_entries("examples", {"label": "A rule"}, Rule)  # type: ignore[dict-item]
