"""What is pasted from a record holds markup, scripts and template signs. The page shows it as the
text it is: nothing runs, nothing is built from it.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from m1appeals.fields import Address, Codes, Items, Line, Prose
from m1appeals.letter_fields import FIELDS
from tests.journeys import form, words
from tests.letters.examples import EVERYTHING, EXAMPLES, Form, letter

MARKUP = (
    "<script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'>"
    "<svg onload='window.hurt = 1'></svg><a href='javascript:window.hurt = 1'>x</a>{{ 7 * 7 }}"
)


def test_markup_in_any_field_is_shown_as_text(desk: Page) -> None:
    hostile: Form = {
        name: MARKUP
        for name, field in FIELDS.items()
        if isinstance(field.kind, Line | Address | Prose | Items)
    }
    # Where only a short answer is taken, a short one.
    for name in ("claim_number", "patient_id", "authorization_number", "denial_code"):
        hostile[name] = "<b onclick='hurt = 1'>&amp;</b>"
    for name in ("practice_phone", "practice_fax", "practice_npi"):
        hostile[name] = "<i>&lt;</i>"
    # A second appeal that is late: then every field matters.
    late: Form = {
        "route": "medicare_reconsideration",
        "service_date_from": "3/4/2025",
        "service_date_to": "3/6/2025",
        "denial_date": "4/1/2025",
        "received_date": "4/3/2025",
    }
    written: Form = {**EVERYTHING, **hostile, **late}
    markup = "script, img, svg, iframe, a[href^=javascript]"
    before = desk.locator(markup).count()
    form.fill(desk, written)
    # What the route needs was put into the list when it was chosen.
    enclosed = f"{written['enclosures']}\nRedetermination notice"
    expected = " ".join(words.of_letter(letter({**written, "enclosures": enclosed})))
    expect(form.letter(desk)).to_have_text(expected, use_inner_text=True)
    assert desk.evaluate("window.hurt") is None
    assert desk.locator(markup).count() == before
    tags = form.letter(desk).evaluate(
        "$letter => [...new Set([...$letter.querySelectorAll('*')].map(($e) => $e.localName))]"
    )
    assert set(tags) <= {"p", "h3", "ol", "li", "table", "tbody", "tr", "th", "td", "strong", "br"}


def test_hostile_text_comes_out_of_the_word_file_as_it_went_in(desk: Page, tmp_path: Path) -> None:
    kind_of = {name: field.kind for name, field in FIELDS.items()}
    # A box of one line takes no line breaks.
    hostile = {
        name: re.sub("[\r\n]", " ", str(answer))
        if isinstance(kind_of[name], Line | Codes)
        else answer
        for name, answer in EXAMPLES["hostile"].items()
    }
    form.fill(desk, hostile)
    with desk.expect_download() as coming:
        desk.get_by_role("button", name="Download Word").click()
    path = form.saved(coming.value, tmp_path)
    assert words.of_word_file(path) == words.of_letter(letter(hostile))


def test_hostile_text_in_a_message_is_text_too(desk: Page) -> None:
    pictures = desk.get_by_role("img").count()
    form.fill(desk, {"practice_npi": "<img src=x>", "diagnosis_codes": "<img src=x>"})
    form.control(desk, "contact").focus()
    expect(desk.get_by_text("<IMG SRC=X>").first).to_be_visible()
    expect(desk.get_by_role("img")).to_have_count(pictures)
