"""IT has unzipped the archive on a disk and nothing else. A biller double-clicks index.html, reads,
searches, opens the form and takes a letter, in the browser that she has.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browsers import form, guidance
from tests.browsers.page import Page
from tests.journeys import failed

DISK = "assets/m1/engine/disk"


@pytest.fixture
def disk(built_site: Path, tmp_path: Path) -> Path:
    """The unzipped archive in a folder with a name that people give to folders."""
    return Path(shutil.copytree(built_site, tmp_path / "Appeals (new) #1 & 50%"))


def test_from_the_first_page_to_a_letter(page: Page, disk: Path) -> None:
    page.open((disk / "index.html").as_uri())
    guidance.expect_style(page)
    guidance.search(page)
    guidance.expect_style(page)
    form.open_appeal(page, disk.as_uri() + "/")
    form.expect_letter(page)


def test_where_the_letter_writer_is_missing_the_blank_letter_is_there(
    page: Page, disk: Path
) -> None:
    (script,) = (disk / DISK).glob("runtime.*.bin.js")
    name, content = script.name.removesuffix(".js"), script.read_text()
    script.unlink()
    page.open((disk / "appeal.html").as_uri())
    page.wait_for(f"{failed.MISSING} The file is {name}.{failed.KEPT}")
    assert page.find("link", "Download the blank letter").is_displayed()
    script.write_text(content.replace("A", "B"))
    page.press("Try again")
    page.wait_for(f"{failed.DAMAGED} The file is {name}.{failed.KEPT}")
    script.write_text(content)
    page.press("Try again")
    page.wait_for(form.LOADED)
