"""IT has unzipped the archive on a disk and nothing else. A biller double-clicks index.html, reads,
searches, opens the form and takes a letter. Nothing is served, and nothing needs to be.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys import axe, failed, form, words
from tests.journeys.conftest import Console, NewContext, expect_loaded
from tests.journeys.failed import KEPT
from tests.letters.examples import REALISTIC, STARRED, letter

DISK = "assets/m1/engine/disk"


@pytest.fixture
def disk(built_site: Path, tmp_path: Path) -> Path:
    """The unzipped archive in a folder with a name that people give to folders."""
    folder = tmp_path / "Appeals (new) #1 & 50%"
    return Path(shutil.copytree(built_site, folder))


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A page in a browser that may keep a copy where it can: from a disk it cannot."""
    return new_context(offline=True).new_page()


def open_form(page: Page, disk: Path) -> None:
    page.goto((disk / "appeal.html").as_uri())
    expect_loaded(page)


def expect_letter(page: Page, tmp_path: Path) -> None:
    form.fill(page, STARRED)
    document = letter(STARRED)
    expect(form.letter(page)).to_have_text(" ".join(words.of_letter(document)), use_inner_text=True)
    path = form.saved(form.download(page, "Download Word"), tmp_path)
    assert words.of_word_file(path) == words.of_letter(document)


def test_from_the_first_page_to_a_letter_in_every_way(
    page: Page, disk: Path, tmp_path: Path
) -> None:
    page.add_init_script("window.prints = 0; window.print = () => { window.prints += 1; };")
    page.goto((disk / "index.html").as_uri())
    page.get_by_role("navigation", name="Tabs").get_by_role("link", name="Write an appeal").click()
    expect_loaded(page)
    form.fill(page, REALISTIC["lumbar-mri"])
    document = letter(REALISTIC["lumbar-mri"])
    expect(form.letter(page)).to_have_text(" ".join(words.of_letter(document)), use_inner_text=True)
    word_file = form.saved(form.download(page, "Download Word"), tmp_path)
    assert words.of_word_file(word_file) == words.of_letter(document)
    form.download(page, "Download text")
    page.get_by_role("button", name="Copy as text").click()
    expect(form.notes(page, "Copied. Paste it where you need it.")).to_be_visible()
    page.get_by_role("button", name="Print", exact=True).click()
    expect(form.notes(page, "Sent to the print dialog.")).to_be_visible()
    assert page.evaluate("window.prints") == 1
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert words.of_pdf(paper) == words.printed(document)


def test_the_search_finds_and_its_link_leads_there(page: Page, disk: Path) -> None:
    page.goto((disk / "index.html").as_uri())
    search = page.get_by_role("textbox", name="Search")
    search.click()
    search.press_sequentially("prior authorization")
    name = "Prior authorization is missing or does not fit"
    page.get_by_role("dialog", name="Search").get_by_role("heading", name=name).click()
    expect(page.get_by_role("main").get_by_role("heading", name=name)).to_be_in_viewport()


def test_every_page_can_be_opened(page: Page, disk: Path) -> None:
    for path in sorted(disk.rglob("*.html")):
        page.goto(path.as_uri())
        expect(page.get_by_role("main")).to_be_visible()
        colors = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colors == "rgb(252, 250, 245)", path.name  # our style sheet has come


def test_nothing_is_asked_for_beyond_the_folder_and_nothing_once_all_is_loaded(
    page: Page, disk: Path
) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    open_form(page, disk)
    loaded = len(asked)
    assert all(request.url.startswith((disk.as_uri(), "blob:", "data:")) for request in asked)
    form.fill(page, STARRED)
    form.download(page, "Download Word")
    assert [r.url for r in asked[loaded:] if not r.url.startswith("blob:")] == []


def test_without_the_snapshot_it_starts_another_way(
    page: Page, disk: Path, tmp_path: Path, console: Console
) -> None:
    for snapshot in (disk / DISK).glob("snapshot.*"):
        snapshot.unlink()
    open_form(page, disk)
    expect_letter(page, tmp_path)
    console.forgive("Failed to load")


def test_a_file_that_is_missing_or_damaged_is_named_and_the_next_try_succeeds(
    new_context: NewContext, disk: Path, tmp_path: Path, console: Console
) -> None:
    context = new_context(reduced_motion="reduce")
    axe.install(context)
    page = context.new_page()
    script = next((disk / DISK).glob("wasm.*.bin.js"))
    name, content = script.name.removesuffix(".js"), script.read_text()
    script.unlink()
    page.goto((disk / "appeal.html").as_uri())
    form.fill(page, failed.TYPED)
    failed.expect_told(page, f"{failed.MISSING} The file is {name}.{KEPT}")
    assert axe.violations(page) == []
    for wrong in (content[: len(content) // 2], "m1File(1)"):
        script.write_text(wrong)
        failed.try_again(page)
        failed.expect_status(page, f"{failed.MISSING} The file is {name}.{KEPT}")
    script.write_text(content.replace("A", "B"))
    failed.try_again(page)
    failed.expect_status(page, f"{failed.DAMAGED} The file is {name}.{KEPT}")
    script.write_text(content)
    failed.try_again(page)
    expect_loaded(page)
    expect(form.control(page, "claim_number")).to_have_value(str(failed.TYPED["claim_number"]))
    expect_letter(page, tmp_path)
    context.close()
    console.forgive("Failed to load")
    console.forgive("Invalid or unexpected token")
    # axe reads style sheets, and may not from a disk.
    console.forgive("Access to XMLHttpRequest")
    console.forgive("load preload assets")
