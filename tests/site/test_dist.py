"""The archive: what is in it, and that the same sources give the same bytes."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest

from sitebuild.dist import write_archive
from sitebuild.release import read_release
from sitebuild.site import ROOT, build
from tests.conftest import BUILT


def test_all_files_lie_in_one_folder_that_is_called_like_the_archive(archive: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
    assert {name.partition("/")[0] for name in names} == {archive.stem}
    assert f"{archive.stem}/index.html" in names
    assert f"{archive.stem}/.htaccess" in names
    assert names == sorted(names, key=lambda name: name.split("/"))


def test_its_hash_stands_beside_it(archive: Path) -> None:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    beside = archive.with_name(f"{archive.name}.sha256").read_text()
    assert beside == f"{digest}  {archive.name}\n"


def test_its_list_of_hashes_is_that_of_its_files(built_site: Path) -> None:
    lines = (built_site / "SHA256SUMS.txt").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    lists = {"SHA256SUMS.txt", "copy.js", "sw.js"}
    files = {
        path.relative_to(built_site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in built_site.rglob("*")
        if path.is_file()
    }
    assert listed == {name: digest for name, digest in files.items() if name not in lists}


def test_another_place_and_time_zone_give_the_same_archive(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(BUILT))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    site = build(tmp_path / "another place" / "site", root=ROOT)
    again = write_archive(ROOT, site, tmp_path, read_release(ROOT))
    # Compared by hash: a difference of many megabytes would be no help.
    assert _digest(again) == _digest(archive)


def test_a_site_that_is_served_while_someone_works_on_it_keeps_no_copy(tmp_path: Path) -> None:
    site = build(tmp_path / "site", root=ROOT, offline=False)
    assert not (site / "sw.js").exists()
    assert '<meta name="m1-offline" content="">' in (site / "index.html").read_text()


def test_the_version_is_that_of_the_project_and_the_day_that_of_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768435200")
    release = read_release(tmp_path)
    assert (release.version, release.commit, release.changed) == ("0.1.0", "", False)
    assert release.day.isoformat() == "2026-01-15"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
