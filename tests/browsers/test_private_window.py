"""A biller opens the form in a private window, in a browser that has no service workers there. No
copy of the site is kept, and the letter is the same.
"""

from __future__ import annotations

from tests.browsers import form
from tests.browsers.page import Page
from tests.journeys.server import Served


def test_where_nothing_can_be_kept_a_letter_is_written(private_page: Page, site: Served) -> None:
    form.open_appeal(private_page, site.address)
    assert private_page.run("() => 'serviceWorker' in navigator") is False
    form.expect_letter(private_page)
