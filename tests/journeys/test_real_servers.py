"""A practice's IT has copied the folder to the web server that they have, with the file that comes
with the site. Their billers open the form from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import checks
from tests.journeys.conftest import Console, NewContext, expect_loaded
from tests.servers.deploy import Place, deployed
from tests.servers.running import SUB_PATH, start
from tests.tools import SERVERS


@pytest.fixture(scope="module")
def place(built_site: Path) -> Iterator[Place]:
    """The folders of a server."""
    with deployed(built_site) as place:
        yield place


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A page that may use the clipboard, as one that a person clicks in may."""
    return new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()


@pytest.mark.parametrize("name", SERVERS)
def test_the_form_is_loaded_whole_and_the_clipboard_works(
    name: str, place: Place, page: Page
) -> None:
    with start(name, place, SUB_PATH) as server:
        page.goto(f"{server.address}appeal.html")
        expect_loaded(page)
        page.evaluate("navigator.clipboard.writeText('Example')")
        assert page.evaluate("navigator.clipboard.readText()") == "Example"


@pytest.mark.parametrize("name", SERVERS)
def test_every_check_of_the_installation_passes(
    name: str, place: Place, new_context: NewContext, console: Console
) -> None:
    page = new_context(offline=True).new_page()
    with start(name, place, SUB_PATH) as server:
        page.goto(f"{server.address}index.html")
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        page.goto(f"{server.address}{checks.PAGE}")
        checks.run(page)
        expect(checks.summary(page)).to_have_text("All 13 checks passed.")
    checks.forgive(console)
