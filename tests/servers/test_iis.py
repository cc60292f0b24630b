"""web.config: only what IIS documents and leaves open, and the same promises as on the others."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from sitebuild.hosting import IIS
from tests.servers.deploy import Place
from tests.servers.expected import TYPES, YEAR, headers, kept, names, type_of
from tests.servers.iis import keys, settings, undocumented, unsafe


@pytest.fixture(scope="module")
def root(built_site: Path) -> Element:
    """The configuration in the site's first folder."""
    return ElementTree.parse(built_site / IIS).getroot()


@pytest.fixture(scope="module")
def files(place: Place) -> list[str]:
    """The site's files, and one of each other kind."""
    return names(place.site)


def test_every_element_and_attribute_is_documented_and_open(root: Element) -> None:
    assert undocumented(root) == []


def test_what_a_server_may_have_already_is_removed_before_it_is_added(root: Element) -> None:
    assert unsafe(root) == []


def test_every_kind_of_file_has_its_type_once(root: Element) -> None:
    assert sorted(keys(root, "staticContent/mimeMap")) == sorted(TYPES)


def test_every_file_has_its_type_and_the_security_headers(root: Element, files: list[str]) -> None:
    for name in files:
        found = settings(root, name)
        assert (found.type, found.headers) == (type_of(name), headers(name)), name


def test_a_file_with_a_hash_is_kept_for_a_year_and_every_other_is_asked_for_again(
    root: Element, files: list[str]
) -> None:
    for name in files:
        assert settings(root, name).cache == (YEAR if kept(name) else "no-cache"), name


def test_what_is_packed_already_is_not_compressed(root: Element, files: list[str]) -> None:
    for name in files:
        packed = PurePosixPath(name).suffix == ".bin"
        assert settings(root, name).compressed is not packed, name


def test_every_entry_of_one_file_is_for_a_file_that_is_there(
    root: Element, files: list[str]
) -> None:
    paths = [place.attrib["path"] for place in root.findall("location")]
    assert len(paths) == len(set(paths))
    assert set(paths) == {"sw.js", *filter(kept, files)}


def test_folders_show_their_first_page_and_no_list(root: Element) -> None:
    assert keys(root, "defaultDocument/files/add") == ["index.html"]
    listing = root.find("system.webServer/directoryBrowse")
    assert listing is not None
    assert listing.attrib == {"enabled": "false"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<httpErrors />", "configuration/system.webServer/httpErrors"),
        ("<rewrite />", "configuration/system.webServer/rewrite"),
        (
            '<directoryBrowse enable="false" />',
            "configuration/system.webServer/directoryBrowse/@enable",
        ),
        (
            "<staticContent><clear /></staticContent>",
            "configuration/system.webServer/staticContent/clear",
        ),
    ],
)
@pytest.mark.parametrize("place", ["{}", '<location path="a">{}</location>'])
def test_what_is_not_documented_or_not_open_is_found(place: str, text: str, problem: str) -> None:
    inside = place.format(f"<system.webServer>{text}</system.webServer>")
    assert undocumented(ElementTree.fromstring(f"<configuration>{inside}</configuration>")) == [
        problem
    ]


@pytest.mark.parametrize("before", ["", '<remove fileExtension=".js" />'])
def test_a_type_that_may_be_there_already_is_found(before: str) -> None:
    added = '<mimeMap fileExtension=".html" mimeType="text/html" />'
    text = f"<configuration><staticContent>{before}{added}</staticContent></configuration>"
    assert unsafe(ElementTree.fromstring(text)) == ["configuration/staticContent/mimeMap .html"]
