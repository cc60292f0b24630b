"""What the page that checks an installation compares with: a letter with made-up facts.

It is written while the site is built, natively, by the code that the browser runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from m1appeals.letter import compose
from m1appeals.letter.text import to_text
from m1appeals.letter_fields import FIELDS
from m1appeals.validation import read_answers

__all__ = ["Example", "example_letter"]

TODAY = date(2026, 12, 31)
"""The day on which it is written, everywhere and always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A form filled in with every field's example, and its letter."""

    fields: dict[str, str]
    today: str
    text: str


def example_letter() -> Example:
    """Write the letter; raise ValueError where an example of a field cannot be used."""
    fields = {name: field.example for name, field in FIELDS.items()}
    answers = read_answers(fields, today=TODAY)
    if answers.errors:
        raise ValueError("; ".join(problem.message for problem in answers.errors))
    return Example(fields=fields, today=TODAY.isoformat(), text=to_text(compose(answers.values)))
