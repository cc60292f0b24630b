"""A biller is tired of typing the letterhead. She lets the browser remember it, reads first what it
keeps, finds it there the next day, and makes it forget with one click.
"""

from __future__ import annotations

import json

from playwright.sync_api import Locator, Page, expect

from m1appeals.letter_fields import FIELDS
from tests.journeys import form
from tests.journeys.conftest import Console, NewContext, open_appeal
from tests.journeys.server import Served
from tests.letters.examples import EVERYTHING

KEPT = sorted(name for name, field in FIELDS.items() if field.remembered)


def box(page: Page) -> Locator:
    """Give the box that switches it on."""
    return page.get_by_role("checkbox", name="Remember my practice in this browser")


def stored(page: Page) -> dict[str, str]:
    """Give all that the browser keeps, apart from the theme's choice of colors."""
    kept = page.evaluate("({ ...localStorage, ...sessionStorage })")
    return {key: value for key, value in kept.items() if not key.endswith("__palette")}


def test_it_is_off_and_says_what_it_keeps(appeal: Page) -> None:
    expect(box(appeal)).not_to_be_checked()
    expect(box(appeal)).to_have_accessible_description(
        "It keeps, on this computer only: practice name, practice address, practice phone, "
        "practice fax, NPI of the practice, name of the signer, title of the signer, "
        "whom the payer may call. Nothing about a patient or a claim."
    )
    form.fill(appeal, EVERYTHING)
    expect(appeal.get_by_role("button", name="Forget my practice")).to_be_hidden()
    assert stored(appeal) == {}


def test_it_keeps_the_practice_and_nothing_else_until_it_is_told_to_forget(
    appeal: Page, site: Served
) -> None:
    form.fill(appeal, EVERYTHING)
    box(appeal).check()
    form.control(appeal, "practice_fax").fill("555-010-0199")
    form.control(appeal, "clinical_summary").fill("More about the patient.")
    kept = stored(appeal)
    assert list(kept) == ["m1-practice"]
    assert sorted(json.loads(kept["m1-practice"])) == KEPT
    expected = {name: EVERYTHING[name] for name in KEPT} | {"practice_fax": "555-010-0199"}
    assert json.loads(kept["m1-practice"]) == expected

    appeal.on("dialog", lambda dialog: dialog.accept())
    open_appeal(appeal, site)
    expect(box(appeal)).to_be_checked()
    for name, value in expected.items():
        expect(form.control(appeal, name)).to_have_value(str(value))
    expect(form.control(appeal, "patient_name")).to_have_value("")
    expect(form.letter(appeal)).to_contain_text("Example Clinic appeals the denial")

    appeal.get_by_role("button", name="Forget my practice").click()
    forgotten = "Forgotten. What is on the page stays until you clear it."
    expect(appeal.get_by_role("status").filter(has_text=forgotten)).to_be_visible()
    expect(box(appeal)).not_to_be_checked()
    expect(box(appeal)).to_be_focused()
    expect(appeal.get_by_role("button", name="Forget my practice")).to_be_hidden()
    assert stored(appeal) == {}


def test_taking_the_mark_away_forgets_too(appeal: Page) -> None:
    box(appeal).check()
    assert list(stored(appeal)) == ["m1-practice"]
    box(appeal).uncheck()
    assert stored(appeal) == {}


def test_the_next_letter_is_remembered_too_and_clearing_everything_forgets(appeal: Page) -> None:
    form.fill(appeal, {"practice_name": "Example Clinic", "claim_number": "EX26063000417"})
    box(appeal).check()
    appeal.get_by_role("button", name="Start the next letter").click()
    appeal.get_by_role("dialog", name="?").get_by_role(
        "button", name="Start the next letter"
    ).click()
    expect(form.control(appeal, "claim_number")).to_have_value("")
    expect(box(appeal)).to_be_checked()
    form.control(appeal, "practice_name").fill("Example Clinic East")
    assert json.loads(stored(appeal)["m1-practice"])["practice_name"] == "Example Clinic East"

    appeal.get_by_role("button", name="Clear everything").click()
    appeal.get_by_role("dialog", name="?").get_by_role("button", name="Clear everything").click()
    expect(form.control(appeal, "practice_name")).to_have_value("")
    expect(box(appeal)).not_to_be_checked()
    assert stored(appeal) == {}


def test_what_was_empty_hides_nothing_that_the_site_fills_in(appeal: Page, site: Served) -> None:
    box(appeal).check()
    initial = "Whom the site names"
    appeal.route(
        "**/appeal.html",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace('name="contact"', f'name="contact" value="{initial}"'),
        ),
    )
    open_appeal(appeal, site)
    expect(box(appeal)).to_be_checked()
    expect(form.control(appeal, "contact")).to_have_value(initial)


def test_another_tab_forgets_and_this_one_does_not_keep_again(appeal: Page, site: Served) -> None:
    box(appeal).check()
    other = open_appeal(appeal.context.new_page(), site)
    other.get_by_role("button", name="Forget my practice").click()
    expect(box(appeal)).not_to_be_checked()
    form.fill(appeal, {"practice_name": "Example Clinic"})
    expect(form.letter(appeal)).to_contain_text("Example Clinic")
    assert stored(appeal) == {}


def test_where_storage_is_forbidden_it_says_so(
    new_context: NewContext, site: Served, console: Console
) -> None:
    context = new_context()
    context.add_init_script(
        """Storage.prototype.setItem = Storage.prototype.getItem = () => {
          throw new DOMException("forbidden", "SecurityError");
        };"""
    )
    page = open_appeal(context.new_page(), site)
    box(page).click()
    expect(box(page)).not_to_be_checked()
    message = "This browser does not allow it. Your IT can fill in your practice for everybody."
    expect(page.get_by_role("status").filter(has_text=message)).to_be_visible()
    expect(page.get_by_role("button", name="Forget my practice")).to_be_hidden()
    console.forgive("forbidden")  # the theme's own scripts complain of it
