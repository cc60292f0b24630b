"""A biller has opened the site once, on https or on the own machine. The network goes away, the
computer is started again, and everything still works. A newer version comes whole or not at all, is
announced, and never changes under a letter that is being written.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.journeys import axe, form, words
from tests.journeys.clock import set_clock
from tests.journeys.conftest import ARGUMENTS, Console, NewContext, expect_loaded
from tests.journeys.fault_server import (
    Fault,
    cut,
    drops,
    fails,
    is_missing,
    sends_a_page,
    serve_with_faults,
)
from tests.journeys.server import Served, serve
from tests.journeys.versions import another_version, listed
from tests.letters.examples import STARRED, letter
from tests.tools import chromium

NEWER = "A newer version is ready. Reload when you have finished your letter."
KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("m1 "));
  const kept = {};
  for (const name of names) {
    const cache = await caches.open(name);
    kept[name] = (await cache.keys()).map(({ url }) => url);
  }
  return kept;
}"""
"""Which copies a browser keeps, and the addresses in each."""

UPDATED = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update().catch(() => null);
  const coming = registration.installing;
  if (!coming) return;
  await new Promise((resolve) => coming.addEventListener("statechange", resolve));
}"""
"""Asks for a newer version, and waits until it has come or was given up."""


@pytest.fixture
def folder(built_site: Path, tmp_path: Path) -> Path:
    """The folder that the server serves; a test may replace what is in it."""
    return Path(shutil.copytree(built_site, tmp_path / "served"))


@pytest.fixture
def context(new_context: NewContext) -> BrowserContext:
    """A browser that keeps a copy."""
    return new_context(offline=True, reduced_motion="reduce")


def visit(page: Page, address: str) -> None:
    """Open the form and wait until all is loaded, and so the copy kept."""
    page.goto(address + "appeal.html")
    expect_loaded(page)


def update(folder: Path, built_site: Path, tmp_path: Path, word: str) -> None:
    """Put another version into the folder that is served."""
    fresh = another_version(built_site, tmp_path / f"version {word}", word)
    shutil.rmtree(folder)
    fresh.rename(folder)


def throw_away(page: Page, pattern: str) -> list[str]:
    """Take files out of the copy as a browser in want of room may; give their addresses."""
    thrown: list[str] = page.evaluate(
        """async (pattern) => {
          const [name] = (await caches.keys()).filter((name) => name.startsWith("m1 "));
          const cache = await caches.open(name);
          const found = (await cache.keys()).filter(({ url }) => new RegExp(pattern).test(url));
          await Promise.all(found.map((request) => cache.delete(request)));
          return found.map(({ url }) => url);
        }""",
        pattern,
    )
    return thrown


def expect_letter(page: Page, tmp_path: Path) -> None:
    form.fill(page, STARRED)
    document = letter(STARRED)
    expect(form.letter(page)).to_have_text(" ".join(words.of_letter(document)), use_inner_text=True)
    path = form.saved(form.download(page, "Download Word"), tmp_path)
    assert words.of_word_file(path) == words.of_letter(document)


def expect_everything(page: Page, address: str, tmp_path: Path) -> None:
    """Expect guidance, search, form, engine and Word file."""
    page.goto(address)
    expect(page).to_have_title("M1 denials - M1 Appeals")
    search = page.get_by_role("textbox", name="Search")
    search.click()
    search.press_sequentially("prior authorization")
    name = "Prior authorization is missing or does not fit"
    page.get_by_role("dialog", name="Search").get_by_role("heading", name=name).click()
    expect(page.get_by_role("main").get_by_role("heading", name=name)).to_be_in_viewport()
    visit(page, address)
    expect_letter(page, tmp_path)


def test_after_one_visit_everything_works_without_the_network(
    context: BrowserContext, folder: Path, tmp_path: Path
) -> None:
    page = context.new_page()
    with serve(folder) as served:
        visit(page, served.address)
        address = served.address
    expect_everything(page, address, tmp_path)
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        answer = page.goto(address + name, wait_until="commit")
        assert answer is not None, name
        assert [answer.from_service_worker, answer.text()] == [True, path.read_text()], name
    page.goto(address + "no-such-page.html")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()


def test_a_visit_to_the_guidance_is_enough(
    context: BrowserContext, folder: Path, tmp_path: Path
) -> None:
    page = context.new_page()
    with serve(folder) as served:
        page.goto(served.address + "causes.html")
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        address = served.address
    expect_everything(page, address, tmp_path)


@pytest.fixture
def profile(
    playwright: Playwright, console: Console, tmp_path: Path
) -> Iterator[Callable[[], BrowserContext]]:
    """Give a function that starts a browser of its own, always with the same profile."""
    opened: list[BrowserContext] = []

    def start() -> BrowserContext:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium(), args=ARGUMENTS
        )
        set_clock(context)
        console.listen(context)
        opened.append(context)
        return context

    yield start
    for context in opened:
        context.close()


def test_it_still_works_after_the_browser_was_started_again(
    profile: Callable[[], BrowserContext], folder: Path, tmp_path: Path
) -> None:
    first = profile()
    with serve(folder) as served:
        visit(first.new_page(), served.address)
        address = served.address
    first.close()
    expect_everything(profile().new_page(), address, tmp_path)


def test_exactly_the_files_of_this_version_are_kept(
    context: BrowserContext, site: Served, built_site: Path
) -> None:
    page = context.new_page()
    visit(page, site.address)
    (urls,) = page.evaluate(KEPT).values()
    expected = {path for path, (_, _, kept) in listed(built_site).items() if kept}
    assert {url.removeprefix(site.address) for url in urls} == expected
    assert len(urls) > 25


def test_a_second_visit_asks_for_nothing_once_all_is_loaded(
    context: BrowserContext, site: Served
) -> None:
    page = context.new_page()
    for _ in range(2):
        visit(page, site.address)
        asked = len(site.requests)
        form.fill(page, STARRED)
        form.download(page, "Download Word")
        # What a browser does by itself, it does within seconds.
        assert not site.wait_for(asked + 1, seconds=4), site.requests[asked:]


def test_a_newer_version_is_announced_and_waits_for_the_letter(
    context: BrowserContext, folder: Path, built_site: Path, tmp_path: Path
) -> None:
    axe.install(context)
    page = context.new_page()
    with serve(folder) as served:
        visit(page, served.address)
        update(folder, built_site, tmp_path, "Newer")
        page.reload()
        expect_loaded(page)
        expect(page.get_by_role("status").filter(has_text=NEWER)).to_be_visible()
        expect(page).to_have_title("Write an appeal - M1 Appeals")
        expect_letter(page, tmp_path)
        assert len(page.evaluate(KEPT)) == 2
        page.evaluate("scrollTo(0, 0)")
        assert axe.violations(page) == []

        page.get_by_role("button", name="Reload").click()
        expect(page).to_have_title("Write an appeal - Newer")
        expect_loaded(page)
        expect(page.get_by_text(NEWER)).to_be_hidden()
        assert len(page.evaluate(KEPT)) == 1
        address = served.address
    page.goto(address)
    expect(page).to_have_title("M1 denials - Newer")


def test_a_newer_version_does_not_take_over_while_another_tab_is_open(
    context: BrowserContext, folder: Path, built_site: Path, tmp_path: Path
) -> None:
    first, second = context.new_page(), context.new_page()
    with serve(folder) as served:
        visit(first, served.address)
        form.fill(first, {"patient_name": "Pat Example"})
        update(folder, built_site, tmp_path, "Newer")
        visit(second, served.address)
        second.get_by_role("button", name="Reload").click()
        in_another = f"{NEWER} This site is open in another tab too: finish the letters there and "
        expect(second.get_by_role("status").filter(has_text=NEWER)).to_have_text(
            in_another + "close them first.Reload"
        )
        expect(second).to_have_title("Write an appeal - M1 Appeals")
        expect(form.control(first, "patient_name")).to_have_value("Pat Example")
        expect(form.letter(first)).to_contain_text("Pat Example")
        first.close(run_before_unload=False)
        second.get_by_role("button", name="Reload").click()
        expect(second).to_have_title("Write an appeal - Newer")


def test_a_newer_version_takes_over_when_the_site_is_open_nowhere(
    context: BrowserContext, built_site: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(built_site, tmp_path / "served" / "m1"))
    (tmp_path / "served" / "index.html").write_text(
        "<link rel=icon href=data:,><title>Another site</title>"
    )
    page = context.new_page()
    with serve(tmp_path / "served") as served:
        visit(page, f"{served.address}m1/")
        update(folder, built_site, tmp_path, "Newer")
        visit(page, f"{served.address}m1/")
        page.close()
        page = context.new_page()
        page.goto(served.address)
        # A browser takes a while to notice that the last page is gone.
        page.wait_for_function(
            "async () => !(await navigator.serviceWorker.getRegistration('m1/')).waiting"
        )
        page.goto(f"{served.address}m1/")
        expect(page).to_have_title("M1 denials - Newer")


def test_an_update_that_is_broken_leaves_the_last_version_working(
    context: BrowserContext, built_site: Path, tmp_path: Path, console: Console
) -> None:
    page = context.new_page()
    folder = Path(shutil.copytree(built_site, tmp_path / "served"))
    with serve_with_faults(folder) as server:
        visit(page, server.address)
        update(folder, built_site, tmp_path, "Newer")
        faults: list[Fault] = [is_missing, fails, sends_a_page, cut, drops]
        for fault in faults:
            server.only({"glossary.html": fault})
            asked = len(server.served.requests)
            page.goto(server.address + "causes.html")
            page.evaluate(UPDATED)
            tried = "".join(server.served.requests[asked:])
            assert "/glossary.html HTTP" in tried
            expect(page.get_by_text(NEWER)).to_be_hidden()
            expect(page).to_have_title("Causes - M1 Appeals")
        address, port = server.address, server.served.port
    page.goto(address + "glossary.html")
    expect(page).to_have_title("Glossary - M1 Appeals")
    with serve(folder, port=port):
        visit(page, address)
        expect(page.get_by_text(NEWER)).to_be_visible()
    console.forgive("Failed to load")


def test_a_file_that_the_browser_threw_away_comes_from_the_server_again(
    context: BrowserContext, folder: Path, tmp_path: Path
) -> None:
    page = context.new_page()
    with serve(folder) as served:
        visit(page, served.address)
        thrown = throw_away(page, "snapshot|causes|m1\\.[0-9a-f]+\\.css")
        assert len(thrown) == 3
        visit(page, served.address)
        expect_letter(page, tmp_path)
        page.goto(served.address + "causes.html")
        expect(page).to_have_title("Causes - M1 Appeals")
        address = served.address
    visit(page, address)
    expect_letter(page, tmp_path)


def test_a_copy_that_lost_a_file_says_so_without_the_network(
    context: BrowserContext, folder: Path, console: Console
) -> None:
    page = context.new_page()
    with serve(folder) as served:
        visit(page, served.address)
        assert len(throw_away(page, "wasm\\..*\\.bin")) == 1
        address = served.address
    context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.goto(address + "appeal.html")
    expect(page.get_by_text("The connection to the server broke")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    console.forgive("Failed to load")


def test_without_room_for_a_copy_the_site_works_all_the_same(
    context: BrowserContext, site: Served, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(site.address + "404.html")
    session = context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site.origin, "quotaSize": 1_000_000})
    visit(page, site.address)
    expect_letter(page, tmp_path)
    assert page.evaluate(
        "navigator.serviceWorker.getRegistration().then((found) => !found?.active)"
    )


def test_where_storage_is_forbidden_the_site_works_all_the_same(
    context: BrowserContext, site: Served, tmp_path: Path
) -> None:
    context.add_init_script(
        """{
          const get = () => { throw new DOMException("", "SecurityError"); };
          for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
            Object.defineProperty(window, name, { configurable: true, get });
          }
          const refused = () => Promise.reject(new DOMException("", "SecurityError"));
          if (navigator.serviceWorker) ServiceWorkerContainer.prototype.register = refused;
        }"""
    )
    page = context.new_page()
    visit(page, site.address)
    expect_letter(page, tmp_path)
    page.get_by_role("checkbox", name="Remember my practice in this browser").click()
    expect(page.get_by_text("This browser does not allow it.")).to_be_visible()
    page.get_by_title("Switch to dark colors").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_copies_under_two_paths_of_one_server_do_not_meet(
    context: BrowserContext, built_site: Path, tmp_path: Path
) -> None:
    page = context.new_page()
    shutil.copytree(built_site, tmp_path / "served" / "one")
    another_version(built_site, tmp_path / "served" / "two", "Two")
    with serve(tmp_path / "served") as served:
        for name in ("one", "two"):
            visit(page, f"{served.address}{name}/")
        assert len(page.evaluate(KEPT)) == 2
        address = served.address
    page.goto(f"{address}one/")
    expect(page).to_have_title("M1 denials - M1 Appeals")
    page.goto(f"{address}two/")
    expect(page).to_have_title("M1 denials - Two")
