"""The job that writes the letter as a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from m1appeals.letter import Document
from m1appeals.letter.pdf import Fonts, lacking, to_pdf
from m1appeals.shapes import Steps, Tables, answers_of, letter_of, today_of, verdict

__all__ = ["TITLE", "fonts_of", "pdf", "said_lacking"]

TITLE = "Appeal letter"
"""What viewers show: nothing about a patient."""


def pdf(payload: Mapping[str, Any], _: list[bytes], tables: Tables) -> Steps:
    """Write the letter, unless something in the form is wrong or the fonts lack a character."""
    yield {"done": 0, "total": 1}, b""
    answers = answers_of(payload)
    if answers.errors:
        return verdict(answers), b""
    letter = letter_of(answers)
    fonts = fonts_of(tables)
    if missing := said_lacking(letter, fonts):
        return {**verdict(answers), "lacking": missing}, b""
    file = {"file": "appeal-letter.pdf", "type": "application/pdf"}
    made = to_pdf(letter, fonts, title=TITLE, day=today_of(payload))
    return {**verdict(answers), **file}, made


def fonts_of(tables: Tables) -> Fonts:
    """Give the fonts that have arrived; raise `KeyError` where they have not."""
    return Fonts(regular=tables["font_regular"], bold=tables["font_bold"])


def said_lacking(letter: Document, fonts: Fonts) -> str:
    """Say which characters no PDF of ours can print; nothing where there are none."""
    missing = lacking(letter, fonts)
    if not missing:
        return ""
    shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
    return (
        f"The fonts of the PDF do not hold {shown}. Take the letter as a Word file or print it: "
        "both use the fonts of this computer."
    )
