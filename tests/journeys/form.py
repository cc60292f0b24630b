"""The form as a person meets it: controls by their labels, the letter, the ways to take it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Download, Locator, Page, Worker, expect

from m1appeals.fields import AnyOf, OneOf
from m1appeals.letter_fields import FIELDS
from m1appeals.routes import route_for
from m1appeals.triage import asked
from m1appeals.validation import read_answers
from tests.letters.examples import TODAY, Form

__all__ = [
    "choose", "control", "download", "error_summary", "fill", "label", "letter", "letter_writer",
    "notes", "paper", "saved",
]  # fmt: skip


def label(name: str) -> str:
    """Give the label of a field as the page shows it."""
    field = FIELDS[name]
    optional = not field.needed and not isinstance(field.kind, OneOf)
    return f"{field.label} (optional)" if optional else field.label


def control(page: Page, name: str) -> Locator:
    """Give the text box of a field, or the group of its choices."""
    if isinstance(FIELDS[name].kind, OneOf | AnyOf):
        return page.get_by_role("group", name=label(name), exact=True)
    return page.get_by_label(label(name), exact=True)


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of a field's options."""
    kind = FIELDS[name].kind
    assert isinstance(kind, OneOf | AnyOf)
    text = next(option.label for option in kind.options if option.value == value)
    control(page, name).get_by_label(text, exact=True).check()


def fill(page: Page, form: Form) -> None:
    """Fill in a form field by field; at the end those that matter only in some cases, as here."""
    for name, answer in form.items():
        if not FIELDS[name].sometimes:
            _answer(page, name, answer)
    if not any(FIELDS[name].sometimes for name in form):
        return
    values = read_answers(form, today=TODAY).values
    for name in asked(values):
        # The usual route is not offered by its name: it is what is chosen from the start.
        usual = name == "route" and route_for({**values, "route": None}).id == form.get(name)
        if form.get(name) and not usual:
            _answer(page, name, form[name])


def _answer(page: Page, name: str, answer: str | list[str]) -> None:
    if isinstance(FIELDS[name].kind, OneOf | AnyOf):
        for value in [answer] if isinstance(answer, str) else answer:
            choose(page, name, value)
    else:
        assert isinstance(answer, str)
        control(page, name).fill(answer)


def letter(page: Page) -> Locator:
    """Give the letter on the page."""
    return page.get_by_role("region", name="The letter").get_by_role("article")


def paper(page: Page) -> Locator:
    """Give the part of the page with the letter and the ways to take it."""
    return page.get_by_role("complementary", name="Your letter")


def letter_writer(page: Page) -> Worker:
    """Give the letter writer's worker; the search of the site has one too."""
    (worker,) = (one for one in page.workers if one.evaluate("self.name") == "letter writer")
    return worker


def notes(page: Page, text: str) -> Locator:
    """Give a note beside the ways to take the letter."""
    return paper(page).get_by_role("status").filter(has_text=text)


def error_summary(page: Page) -> Locator:
    """Give the list of what stands in the way of a letter."""
    return page.get_by_role("alert", name="There is a problem")


def download(page: Page, button: str) -> Download:
    """Press a button and give the file that comes."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=button, exact=True).click()
    expect(notes(page, f"Downloaded {coming.value.suggested_filename}.")).to_be_visible()
    return coming.value


def saved(file: Download, folder: Path) -> Path:
    """Save a download in a folder, under its own name."""
    path = folder / file.suggested_filename
    file.save_as(path)
    return path
