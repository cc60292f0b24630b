"""What the page of the form needs from Python while the site is built.

The form's HTML, the blank letter shown before anything is typed, and the blank letter as a Word
file all come from the fields and templates that the browser uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from m1appeals.fields import Field
from m1appeals.letter import compose_blank
from m1appeals.letter.docx import to_docx
from m1appeals.letter.html import to_markup
from m1appeals.letter_fields import FIELDS, SECTIONS, Section
from m1appeals.routes import ROUTES, Route
from m1appeals.sending import WAYS, Way
from sitebuild.abbreviations import explain, read_abbreviations
from sitebuild.defaults import PracticeDefaults, read_defaults

__all__ = ["BLANK_WORD", "FormPage", "globals_for", "publish"]

BLANK_WORD = "assets/m1/blank-appeal-letter.docx"
"""Where the blank Word letter is in the built site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """The names that the form's page template uses, as `m1`."""

    sections: tuple[Section, ...]
    defaults: PracticeDefaults
    blank_letter: Markup
    abbreviations: Mapping[str, str]
    blank_word: str = BLANK_WORD

    routes: tuple[Route, ...] = tuple(ROUTES.values())
    ways: tuple[Way, ...] = tuple(WAYS.values())

    def field(self, name: str) -> Field:
        """Give a field by its name."""
        return FIELDS[name]

    def initial(self, field: Field) -> str:
        """Give what a field holds before anything is typed."""
        return self.defaults.values.get(field.name, field.initial)

    def explain(self, text: str) -> Markup:
        """Give the abbreviations in a text their tooltips."""
        return explain(text, self.abbreviations)


def globals_for(config: MkDocsConfig) -> dict[str, object]:
    """Return the names that the form's page template may use."""
    defaults = read_defaults(config.extra)
    blank = to_markup(compose_blank(defaults.values))
    listed = Path(config.docs_dir, "includes", "abbreviations.md").read_text(encoding="utf-8")
    page = FormPage(
        sections=SECTIONS,
        defaults=defaults,
        blank_letter=blank,
        abbreviations=read_abbreviations(listed),
    )
    return {"m1": page}


def publish(files: Files, config: MkDocsConfig) -> None:
    """Add the blank Word letter to the site, with the practice's own letterhead where it is set."""
    content = to_docx(compose_blank(read_defaults(config.extra).values))
    files.append(File.generated(config, BLANK_WORD, content=content))
