"""What the journeys rely on without noticing: that these browsers keep what a page keeps when they
are closed and opened again, open a page from the disk, and reload as a person does.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browsers.browsers import Browser
from tests.journeys.server import serve

READY = """() => navigator.serviceWorker.register("worker.js")
  .then(() => navigator.serviceWorker.ready)
  .then(() => navigator.serviceWorker.controller
    || new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done)))
  .then(() => "ready")"""
WORKER = """
addEventListener("install", (event) => event.waitUntil(
  caches.open("all").then((cache) => cache.add("plain.html"))));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => event.respondWith(
  caches.match(event.request).then((found) => found || fetch(event.request))));
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of one page, which can be kept for the time without a server."""
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "plain.html").write_text("<!doctype html><title>Plain</title><p>Plain text")
    (folder / "worker.js").write_text(WORKER)
    return folder


def test_a_page_that_a_browser_has_kept_needs_no_server(browser: Browser, folder: Path) -> None:
    page = browser.page
    with serve(folder) as served:
        page.open(served.address + "plain.html")
        assert page.run(READY) == "ready"
        page.run("() => { localStorage.kept = 'kept'; }")
    page.reload()
    page.wait_for("Plain text")
    page = browser.restart()
    page.open(served.address + "plain.html")
    page.wait_for("Plain text")
    assert page.run("() => localStorage.kept") == "kept"


def test_a_page_opens_from_the_disk(browser: Browser, folder: Path) -> None:
    browser.page.open((folder / "plain.html").as_uri())
    browser.page.wait_for("Plain text")
    assert browser.page.address.startswith("file:///")
