"""The site on a server, a browser, and a page of the form that is ready to write letters.

A test has a browser context of its own, or a desk (`desk.py`). Whatever the browser complains about
while a test runs fails the test, unless the test says that it expects complaints.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    WebError,
    expect,
    sync_playwright,
)

from tests.journeys import axe
from tests.journeys.clock import set_clock
from tests.journeys.desk import Desk, Desks
from tests.journeys.fault_server import FaultServer, serve_with_faults
from tests.journeys.looks import DARK_PHONE, DESKTOP
from tests.journeys.server import Served, serve
from tests.letters.examples import TODAY
from tests.tools import CHROMIUM_FLAGS, chromium

ARGUMENTS = [
    *CHROMIUM_FLAGS,
    "--host-resolver-rules=MAP intranet.example 127.0.0.1",
    # A page of a test is closed before it is worth compiling anything a second time, for speed.
    "--js-flags=--liftoff-only --no-opt --no-maglev",
]
if os.geteuid() == 0:
    ARGUMENTS.append("--no-sandbox")

LOADED = "Everything is loaded. Nothing you type can leave this page."
STATUS = "[data-module=m1-engine-status] > [role=status]"
COMPLETE = "() => document.querySelector('[data-module=m1-engine-status][data-stage=complete]')"

NewContext = Callable[..., BrowserContext]
TakeDesk = Callable[[str], Page]


@dataclass(kw_only=True)
class Console:
    """What the browser said while a test ran."""

    messages: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Write down what any page of a context says."""
        context.on("console", self._said)
        context.on("weberror", self._failed)

    def forgive(self, part: str) -> None:
        """Take back the complaints that a test expects, by a part of their text."""
        self.complaints = [text for text in self.complaints if part not in text]

    def leave(self, context: BrowserContext) -> None:
        """Listen no more."""
        context.remove_listener("console", self._said)
        context.remove_listener("weberror", self._failed)

    def _said(self, message: ConsoleMessage) -> None:
        self.messages.append(message.text)
        if message.type in {"error", "warning", "assert"}:
            self.complaints.append(message.text)

    def _failed(self, error: WebError) -> None:
        self.complaints.append(str(error.error))


@pytest.fixture(scope="session")
def site(built_site: Path) -> Iterator[Served]:
    """The site on a server."""
    with serve(built_site) as served:
        yield served


@pytest.fixture(params=["server", "disk"])
def address(request: pytest.FixtureRequest, site: Served, built_site: Path) -> str:
    """Where the site is: on a server, and from a disk."""
    return site.address if request.param == "server" else f"{built_site.as_uri()}/"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives the browser."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all journeys."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def console() -> Iterator[Console]:
    """What the browser says; complaints fail the test."""
    heard = Console()
    yield heard
    assert heard.complaints == []


def fresh_context(
    browser: Browser, *, offline: bool = False, day: date = TODAY, **options: Any
) -> BrowserContext:
    """Open a context where it is the day of the examples.

    No copy of the site is kept there, as on plain http, unless the context is to be an `offline`
    one: each would fetch the whole site again.
    """
    settings = {"viewport": DESKTOP, "locale": "en-US", "timezone_id": "America/Chicago"}
    context = browser.new_context(**{**settings, **options})
    context.set_default_timeout(15_000)
    set_clock(context, day)
    if not offline:
        context.add_init_script("delete Navigator.prototype.serviceWorker")
    return context


@pytest.fixture
def new_context(browser: Browser, console: Console) -> Iterator[NewContext]:
    """Give a function that opens a fresh context, as `fresh_context` does."""
    opened: list[BrowserContext] = []

    def open_context(*, offline: bool = False, day: date = TODAY, **options: Any) -> BrowserContext:
        context = fresh_context(browser, offline=offline, day=day, **options)
        console.listen(context)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A page that nothing is open in."""
    return new_context().new_page()


@pytest.fixture
def looked_at(new_context: NewContext) -> Page:
    """A page to be looked at in every way (`looks.py`), with axe in it."""
    context = new_context(**DARK_PHONE)
    axe.install(context)
    return context.new_page()


@pytest.fixture
def faulty(built_site: Path) -> Iterator[FaultServer]:
    """The site on a server that does wrong what a test tells it to."""
    with serve_with_faults(built_site) as server:
        yield server


@pytest.fixture
def failing(new_context: NewContext, console: Console) -> Iterator[Page]:
    """A page with axe in it, that may complain of files that do not come."""
    context = new_context(reduced_motion="reduce")
    axe.install(context)
    yield context.new_page()
    context.close()
    console.forgive("Failed to load")


@pytest.fixture
def appeal(page: Page, site: Served) -> Page:
    """The page of the form, with everything loaded."""
    return open_appeal(page, site)


@pytest.fixture(scope="session")
def desks(browser: Browser, site: Served) -> Iterator[Desks]:
    """The desks of this browser."""

    def open_page(name: str) -> Page:
        page = fresh_context(browser).new_page()
        page.goto(site.address + name)
        expect_loaded(page)
        return page

    kept = Desks(open_page)
    yield kept
    kept.close()


@pytest.fixture
def take_desk(request: pytest.FixtureRequest, desks: Desks, console: Console) -> Iterator[TakeDesk]:
    """Give a function that gives a desk, by the name of its page."""
    failures = request.session.testsfailed
    taken: list[Desk] = []

    def take(name: str) -> Page:
        desk = desks.take(name)
        console.listen(desk.page.context)
        taken.append(desk)
        return desk.page

    yield take
    for desk in taken:
        desks.give_back(desk, failed=request.session.testsfailed > failures)
        console.leave(desk.page.context)


@pytest.fixture
def desk(take_desk: TakeDesk) -> Page:
    """The page of the form, as the last one left it: cleared."""
    return take_desk("appeal.html")


@pytest.fixture
def inbox(take_desk: TakeDesk) -> Page:
    """The page of remittances and worklists, as the last one left it: cleared."""
    return take_desk("remittance.html")


def expect_loaded(page: Page, more: str = "") -> None:
    """Expect that all has come, and that the page says so, and more with it.

    The page is watched instead of asked again and again: to find a text in it takes long.
    """
    page.wait_for_function(COMPLETE, timeout=60_000)
    expect(page.locator(STATUS)).to_have_text(f"{LOADED} {more}".strip())


def open_appeal(page: Page, site: Served) -> Page:
    """Open the form and wait until everything is loaded."""
    page.goto(site.address + "appeal.html")
    expect_loaded(page)
    return page


def pytest_configure() -> None:
    """Let every expectation wait as long as a slow machine needs."""
    expect.set_options(timeout=10_000)
