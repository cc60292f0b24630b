"""Folders, addresses where there is nothing, and addresses of somebody else on the same server."""

from __future__ import annotations

import pytest

from tests.servers.asking import ask
from tests.servers.deploy import NEIGHBOR
from tests.servers.expected import headers
from tests.servers.running import Running

FIRST_FOLDER = ["missing", "missing.html", "missing.js", "missing.0123abcd.bin"]
DEEPER = ["contributing/missing.html", "assets/missing.0123abcd.js", "no/such/folder/"]
FOLDERS = ["", "contributing/", "contributing/decisions/"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_shows_its_first_page(server: Running, folder: str) -> None:
    answer = ask(server, folder)
    assert answer.status == 200
    assert answer.body == (server.site / folder / "index.html").read_bytes()
    assert answer.one("Content-Type").lower() == "text/html; charset=utf-8"
    assert answer.one("Cache-Control") == "no-cache"
    assert {key: answer.one(key) for key in headers(folder)} == headers(folder)


def test_a_folder_without_its_slash_leads_to_the_folder(server: Running) -> None:
    answer = ask(server, "contributing")
    assert answer.status in {301, 302, 307, 308}
    target = answer.one("Location").removeprefix(f"http://127.0.0.1:{server.port}")
    target = target.removeprefix("http://127.0.0.1")
    assert target in {f"{server.path}contributing/", "contributing/"}


@pytest.mark.parametrize("folder", ["assets/", "assets/m1/engine/bundle/", "search/"])
def test_a_folder_without_a_page_lists_nothing(server: Running, folder: str) -> None:
    answer = ask(server, folder)
    assert answer.status in {403, 404}
    for path in (server.site / folder).iterdir():
        assert path.name.encode() not in answer.body


@pytest.mark.parametrize("address", FIRST_FOLDER)
def test_where_nothing_is_the_sites_own_page_says_so(server: Running, address: str) -> None:
    answer = ask(server, address)
    assert answer.status == 404
    assert answer.body == (server.site / "404.html").read_bytes()
    assert answer.one("Content-Type").lower() == "text/html; charset=utf-8"


@pytest.mark.parametrize("address", DEEPER)
def test_deeper_down_that_page_would_be_broken_and_the_server_answers_itself(
    server: Running, address: str
) -> None:
    answer = ask(server, address)
    assert answer.status == 404
    assert b"Page not found" not in answer.body


@pytest.mark.parametrize("address", [*FIRST_FOLDER, *DEEPER])
def test_an_error_has_the_security_headers_and_is_not_kept(server: Running, address: str) -> None:
    answer = ask(server, address)
    assert {key: answer.one(key) for key in headers(address)} == headers(address)
    assert answer.one("Cache-Control") in {"", "no-cache"}


def test_what_else_is_on_the_server_is_left_alone(below: Running) -> None:
    answer = ask(below, NEIGHBOR, site=False)
    assert answer.status == 200
    for key in (*headers(NEIGHBOR), "Cache-Control"):
        assert answer.one(key) == "", key
