"""The one Jinja2 environment that renders letters.

Sandboxed, autoescaped and strict: a template cannot reach beyond the values it is given, an answer
is always text and never markup, and a misspelled variable is an error. Templates lie inside the
package where it is installed from a wheel, and beside `py/` in a checkout.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from m1appeals import dates

__all__ = ["Blank", "environment", "templates_folder"]


class Blank(str):
    """A needed answer that is not there yet; it prints as a marked blank.

    It is a text like any other answer, so that no filter or macro has to ask for it.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """Give the markup: the label in brackets, marked."""
        return f"<mark>[{escape(str(self))}]</mark>"


def templates_folder() -> Path:
    """Give the folder of the letter templates."""
    installed = Path(__file__).parent.parent / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "templates"


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Give the environment, made once; every template is read and compiled once."""
    env = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.filters.update(day=_day, listed=_listed, broken=_broken, ended=_ended)
    return env


def _day(value: date | str) -> str:
    """Print a date in full; a blank stays a blank."""
    return dates.long(value) if isinstance(value, date) else value


def _listed(values: Sequence[str]) -> Markup:
    """Join texts as a sentence does: A; A and B; A, B and C."""
    parts = [escape(value) for value in values]
    if len(parts) == 1:
        return parts[0]
    return Markup("{} and {}").format(Markup(", ").join(parts[:-1]), parts[-1])


def _broken(value: str) -> Markup:
    """Keep the line breaks of a paragraph."""
    return Markup("<br>").join(value.split("\n")) if "\n" in value else escape(value)


def _ended(value: str) -> Markup:
    """End a sentence with an answer, which may bring its own full stop: 8 a.m. to 4 p.m."""
    return escape(value) + ("" if value.endswith((".", "!", "?")) else ".")
