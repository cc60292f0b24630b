"""Apache as others have set it up: with fewer modules, and allowing more or less."""

from __future__ import annotations

import pytest

from tests.servers.asking import ask
from tests.servers.deploy import Place
from tests.servers.expected import names, type_of
from tests.servers.running import APACHE_MODULES, SUB_PATH, apache, start

EXTRAS = {"headers", "expires", "deflate"}


def test_without_headers_expires_and_deflate_every_file_still_comes(place: Place) -> None:
    modules = tuple(module for module in APACHE_MODULES if module not in EXTRAS)
    with start("apache", place, SUB_PATH, apache(modules)) as server:
        for name in names(server.site):
            answer = ask(server, name, Accept_Encoding="gzip")
            assert answer.status == 200, name
            assert answer.body == (server.site / name).read_bytes(), name
            assert answer.one("Content-Type").lower() == type_of(name), name


@pytest.mark.parametrize("module", APACHE_MODULES)
def test_without_any_one_module_the_site_still_comes(place: Place, module: str) -> None:
    modules = tuple(other for other in APACHE_MODULES if other not in {module, _needs(module)})
    path = "/" if "alias" not in modules else SUB_PATH
    with start("apache", place, path, apache(modules)) as server:
        assert ask(server, "index.html").body == (server.site / "index.html").read_bytes()
        assert ask(server, "missing.html").status == 404


@pytest.mark.parametrize("allowed", ["All", "FileInfo Indexes", "None"])
def test_whatever_our_file_is_allowed_the_site_comes(place: Place, allowed: str) -> None:
    with start("apache", place, SUB_PATH, apache(APACHE_MODULES, allowed)) as server:
        answer = ask(server, "appeal.html")
        assert answer.body == (server.site / "appeal.html").read_bytes()
        assert (answer.one("Cache-Control") == "no-cache") == (allowed != "None")


def test_a_copy_that_came_within_a_second_of_its_file_is_known_again(place: Place) -> None:
    # Apache marks the tag of a file that has just been written as weak.
    with start("apache", place, SUB_PATH, apache(APACHE_MODULES)) as server:
        tag = ask(server, "appeal.html", Accept_Encoding="gzip").one("ETag").removeprefix("W/")
        assert tag.endswith('-gzip"')
        again = ask(server, "appeal.html", Accept_Encoding="gzip", If_None_Match=f"W/{tag}")
        assert again.status == 304


def _needs(module: str) -> str:
    """Give the module that cannot be loaded without another one."""
    return {"filter": "deflate"}.get(module, "")
