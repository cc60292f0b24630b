"""The site on a server, a screen that nobody sees, and each browser in turn."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsers.browsers import BROWSERS, Browser, screen
from tests.browsers.page import Page
from tests.journeys.fault_server import FaultServer, serve_with_faults
from tests.journeys.server import Served, serve
from tests.tools import missing_for_browsers


@pytest.fixture(scope="session")
def site(built_site: Path) -> Iterator[Served]:
    """The site on a server."""
    with serve(built_site) as served:
        yield served


@pytest.fixture
def faulty(built_site: Path) -> Iterator[FaultServer]:
    """The site on a server that does wrong what a test tells it to."""
    with serve_with_faults(built_site) as server:
        yield server


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A screen for all tests."""
    if missing := missing_for_browsers():
        reason = f"Not installed: {', '.join(missing)}"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}, and in CI these tests must run")
        pytest.skip(f"{reason}: `make test-browsers` installs it")
    with screen() as name:
        yield name


@pytest.fixture(params=BROWSERS)
def browser(request: pytest.FixtureRequest, display: str, tmp_path: Path) -> Iterator[Browser]:
    """Each browser, with a profile that nothing is in."""
    folder = tmp_path / "browser"
    folder.mkdir()
    with BROWSERS[str(request.param)](folder=folder, display=display) as browser:
        yield browser


@pytest.fixture(params=BROWSERS)
def private_page(request: pytest.FixtureRequest, display: str, tmp_path: Path) -> Iterator[Page]:
    """The page of a private window, in each browser."""
    with BROWSERS[str(request.param)](folder=tmp_path, display=display, private=True) as browser:
        yield browser.page


@pytest.fixture
def page(browser: Browser) -> Page:
    """The page of a browser that has just been started."""
    return browser.page
