"""The form as a person meets it, filled in with a keyboard and a mouse."""

from __future__ import annotations

from datetime import date

from m1appeals.fields import AnyOf, OneOf
from m1appeals.letter import compose
from m1appeals.letter_fields import FIELDS
from m1appeals.validation import read_answers
from tests.browsers.page import Page
from tests.journeys import words
from tests.journeys.conftest import LOADED
from tests.journeys.form import label
from tests.letters.examples import STARRED, Form

__all__ = ["LOADED", "choose", "expect_letter", "fill", "letter_of", "open_appeal"]


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


def expect_letter(page: Page) -> None:
    """Fill in the fields that a letter needs, and expect its words on the page and in Word."""
    document = compose(read_answers(STARRED, today=date.today()).values)
    fill(page, STARRED)
    page.wait_until(lambda: letter_of(page) == words.of_letter(document), "the letter of the claim")
    assert words.of_word_file(page.download("Download Word")) == words.of_letter(document)
