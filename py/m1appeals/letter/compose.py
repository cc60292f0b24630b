"""From answers to the letter's document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from m1appeals.fields import Raw, Value
from m1appeals.letter.document import Document, parse
from m1appeals.letter.environment import Blank, environment
from m1appeals.letter.facts import facts_of
from m1appeals.letter_fields import FIELDS
from m1appeals.quotations import NO_EVIDENCE, Evidence
from m1appeals.validation import read_answers

__all__ = ["LETTER", "compose", "compose_blank", "render"]

LETTER = "m1/letter.html.j2"
"""The template of the letter."""

_IN_LINES = ("lines", "items", "prose")


def compose(values: Mapping[str, Value], evidence: Evidence = NO_EVIDENCE) -> Document:
    """Render the letter. A needed answer that is missing becomes a marked blank.

    `values` holds every declared field, as `read_answers` gives them.
    """
    return render(LETTER, values, evidence, evidence=evidence)


def render(
    template: str, values: Mapping[str, Value], quoted: Evidence = NO_EVIDENCE, **more: object
) -> Document:
    """Render any template that takes the answers, their facts, and what else it is given."""
    context = {name: _printable(name, value) for name, value in values.items()}
    facts = facts_of(values, quoted)
    markup = environment().get_template(template).render(**context, facts=facts, **more)
    return parse(markup)


def compose_blank(defaults: Mapping[str, Raw] | None = None) -> Document:
    """Render the letter with nothing filled in but what the form holds from the start.

    `defaults` are what a practice set for itself. The date is a blank: a letter for paper is dated
    by whoever signs it.
    """
    initial: dict[str, Raw] = {name: field.initial for name, field in FIELDS.items()}
    values = read_answers({**initial, **(defaults or {})}, today=date.min).values
    return compose({**values, "letter_date": None})


def _printable(name: str, value: Value) -> object:
    field = FIELDS[name]
    if value is not None or not field.needed:
        return value
    blank = Blank(field.label)
    return (blank,) if field.kind.control in _IN_LINES else blank
