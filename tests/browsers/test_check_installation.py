"""Somebody in IT opens "Check this installation" in the browser of the practice, and runs the
checks: on a server, and from a disk. Nothing is broken, and what works with less says why.
"""

from __future__ import annotations

from pathlib import Path

from tests.browsers.page import Page
from tests.journeys.server import Served

BROKEN = "checks failed"


def run_checks(page: Page, address: str) -> str:
    """Run the checks and give what the page says then."""
    page.open(address)
    page.press("Run the checks")
    page.wait_for("Run the checks again")
    return page.text


def test_on_a_plain_server_nothing_is_broken(page: Page, site: Served) -> None:
    said = run_checks(page, site.address + "check.html")
    assert BROKEN not in said, said
    assert "Python starts from the memory that was saved when the site was built." in said
    assert "Python also starts from its packages" in said
    assert "is, to the byte, the one written when the site was built." in said
    assert "files are there, and unaltered." in said
    assert "Nothing was asked of another host, and nothing tried to." in said


def test_from_a_disk_nothing_is_broken(page: Page, built_site: Path) -> None:
    said = run_checks(page, (built_site / "check.html").as_uri())
    assert BROKEN not in said, said
    assert "Not checked: a page on a disk cannot read the files beside it." in said
    assert "is, to the byte, the one written when the site was built." in said
