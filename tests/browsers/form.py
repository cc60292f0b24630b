"""The form as a person meets it, filled in with a keyboard and a mouse."""

from __future__ import annotations

from m1appeals.fields import AnyOf, OneOf
from m1appeals.letter_fields import FIELDS
from tests.browsers.page import Page
from tests.journeys.conftest import LOADED
from tests.journeys.form import label
from tests.letters.examples import Form

__all__ = ["choose", "fill", "letter_of", "open_appeal"]


def open_appeal(page: Page, address: str) -> None:
    """Open the form of the site at an address and wait until everything is loaded."""
    page.open(address + "appeal.html")
    page.wait_for(LOADED)


def fill(page: Page, form: Form) -> None:
    """Fill in a form, field by field."""
    for name, answer in form.items():
        if isinstance(FIELDS[name].kind, OneOf | AnyOf):
            for value in [answer] if isinstance(answer, str) else answer:
                choose(page, name, value)
        else:
            assert isinstance(answer, str)
            # A text box with suggestions has another role.
            page.type(page.find("textbox combobox", label(name)), answer)


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of a field's options."""
    kind = FIELDS[name].kind
    assert isinstance(kind, OneOf | AnyOf)
    text = next(option.label for option in kind.options if option.value == value)
    group = page.find("group", label(name))
    page.find("radio" if isinstance(kind, OneOf) else "checkbox", text, group).click()


def letter_of(page: Page) -> list[str]:
    """Give the words of the letter on the page."""
    return page.words(page.find("article", within=page.find("region", "The letter")))
