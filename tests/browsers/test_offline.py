"""A biller has opened the site once. The network goes away, the computer is started again, and
everything still works. A newer version is announced, and taken when she asks for it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.browsers import form, guidance
from tests.browsers.browsers import Browser
from tests.journeys.server import serve
from tests.journeys.versions import another_version

NEWER = "A newer version is ready. Reload when you have finished your letter."


def test_what_was_opened_once_needs_no_server(browser: Browser, built_site: Path) -> None:
    with serve(built_site) as served:
        address = served.address
        form.open_appeal(browser.page, address)
        form.open_appeal(browser.page, address)
        asked = len(served.requests)
        # What a browser does by itself, it does within seconds.
        assert not served.wait_for(asked + 1, seconds=4), served.requests[asked:]

    page = browser.restart()
    page.open(address)
    guidance.expect_style(page)
    guidance.search(page)
    form.open_appeal(page, address)
    form.expect_letter(page)


def test_a_newer_version_is_announced_and_taken(
    browser: Browser, built_site: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(built_site, tmp_path / "served"))
    newer = another_version(built_site, tmp_path / "newer", "Newer")
    page = browser.page
    with serve(folder) as served:
        address = served.address
        form.open_appeal(page, address)
        shutil.rmtree(folder)
        newer.rename(folder)
        form.open_appeal(page, address)
        page.wait_for(NEWER)
        assert page.title == "Write an appeal - M1 Appeals"
        page.press("Reload")
        page.wait_until(lambda: page.title == "Write an appeal - Newer", "the newer version")
        page.wait_for(form.LOADED)
        assert NEWER not in page.text
    page.open(address)
    assert page.title == "M1 denials - Newer"
