"""Every file of the site from every server: whole, of its type, kept as long as it may be."""

from __future__ import annotations

import gzip
from pathlib import PurePosixPath

import pytest

from tests.servers.asking import ask
from tests.servers.expected import TEXT, TYPES, YEAR, headers, kept, names, type_of
from tests.servers.running import Running

FEW_BYTES = 2000
"""What is shorter may come as it is."""


def test_the_site_has_a_file_of_every_kind(server: Running) -> None:
    found = {PurePosixPath(name).suffix for name in names(server.site)}
    assert found == set(TYPES)


def test_every_file_comes_whole_and_with_its_type(server: Running) -> None:
    for name in names(server.site):
        answer = ask(server, name)
        assert answer.status == 200, name
        assert answer.body == (server.site / name).read_bytes(), name
        assert answer.one("Content-Type").lower() == type_of(name), name
        assert answer.one("Content-Encoding") == "", name


def test_a_file_with_a_hash_is_kept_for_a_year_and_every_other_is_asked_for_again(
    server: Running,
) -> None:
    # lighttpd's mod_expire does not know the other two words; its mod_setenv would send them with
    # a file that is missing.
    year = "max-age=31536000" if server.name == "lighttpd" else YEAR
    for name in names(server.site):
        expected = year if kept(name) else "no-cache"
        assert ask(server, name).one("Cache-Control") == expected, name


def test_the_security_headers_come_with_every_file(server: Running) -> None:
    for name in names(server.site):
        answer = ask(server, name)
        assert {key: answer.one(key) for key in headers(name)} == headers(name), name


def test_text_is_compressed_for_who_can_read_it(server: Running) -> None:
    for name in names(server.site):
        content = (server.site / name).read_bytes()
        if PurePosixPath(name).suffix in TEXT and len(content) > FEW_BYTES:
            answer = ask(server, name, Accept_Encoding="gzip")
            assert answer.one("Content-Encoding") == "gzip", name
            assert "accept-encoding" in answer.one("Vary").lower(), name
            assert gzip.decompress(answer.body) == content, name


def test_what_is_packed_already_is_sent_as_it_is(server: Running) -> None:
    packed = [name for name in names(server.site) if name.endswith((".bin", ".docx", ".png"))]
    for name in packed:
        answer = ask(server, name, Accept_Encoding="gzip, deflate, br, zstd")
        assert answer.one("Content-Encoding") == "", name
        assert answer.body == (server.site / name).read_bytes(), name
        assert answer.one("Content-Length") == str(len(answer.body)), name


@pytest.mark.parametrize("file", ["appeal.html", "sw.js", "assets/m1/mark.svg"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_file_that_has_not_changed_is_not_sent_again(
    server: Running, file: str, encoding: str
) -> None:
    tag = ask(server, file, Accept_Encoding=encoding).one("ETag")
    again = ask(server, file, Accept_Encoding=encoding, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert again.one("Cache-Control") == "no-cache"
