"""Every link inside the site leads somewhere, from any folder of any server."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from sitebuild.html_scan import PageScan, scan

CSS_ADDRESS = re.compile(r"url\(\s*[\"']?([^)\"']+)")


@pytest.fixture(scope="module")
def scans(pages: Mapping[str, str]) -> Mapping[str, PageScan]:
    """What every page links to and loads."""
    return {name: scan(html) for name, html in pages.items()}


def inside(page: PageScan) -> Iterator[str]:
    """Every address of a page that is not another host's, nor data."""
    for address in [*page.links, *(address for _, address in page.resources)]:
        if not urlsplit(address).scheme:
            yield address


def test_no_address_is_absolute(scans: Mapping[str, PageScan]) -> None:
    absolute = [
        f"{name}: {address}"
        for name, page in scans.items()
        for address in inside(page)
        if address.startswith("/")
    ]
    assert absolute == []


def test_every_link_and_file_exists(built_site: Path, scans: Mapping[str, PageScan]) -> None:
    broken = []
    for name, page in scans.items():
        for address in inside(page):
            path = unquote(urlsplit(address).path)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            if path and (target.startswith("..") or not (built_site / target).is_file()):
                broken.append(f"{name}: {address}")
    assert broken == []


def test_every_anchor_exists(scans: Mapping[str, PageScan]) -> None:
    broken = []
    for name, page in scans.items():
        for address in page.links:
            parts = urlsplit(address)
            if parts.scheme or not parts.fragment:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path))
            target_page = scans.get(target if parts.path else name)
            if target_page is None or unquote(parts.fragment) not in target_page.ids:
                broken.append(f"{name}: {address}")
    assert broken == []


def test_style_sheets_name_no_file_that_is_missing(built_site: Path) -> None:
    named = [
        (sheet, address)
        for sheet in built_site.rglob("*.css")
        for address in CSS_ADDRESS.findall(sheet.read_text(encoding="utf-8"))
        if not address.startswith(("data:", "#"))
    ]
    assert [address for sheet, address in named if not (sheet.parent / address).is_file()] == []


def test_every_page_has_its_own_title_and_description(pages: Mapping[str, str]) -> None:
    titles = [re.findall(r"<title>(.*?)</title>", html) for html in pages.values()]
    assert all(len(title) == 1 and title[0] for title in titles)
    assert len({title[0] for title in titles}) == len(pages)
    assert all('<meta name="description" content="' in html for html in pages.values())
