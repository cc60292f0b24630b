"""The engine is made again when what it is made of changed, and the same again anywhere."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from sitebuild.engine import build_engine
from sitebuild.engine.collect import STDLIB, download, engine_wheels, product_wheel
from sitebuild.engine.inputs import hash_files, product_files, tool_files
from sitebuild.engine.node import compile_archives, pack, take_snapshot
from sitebuild.site import ROOT
from tests.site.bundle import manifest, sha256, wheels


@pytest.fixture(scope="module")
def made_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that is compiled, and the snapshot, made in another folder and west of Greenwich."""
    folder = tmp_path_factory.mktemp("another") / "place of work"
    cache = ROOT / "build" / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/Chicago")
        engine_wheels(download(ROOT / "requirements" / "engine.txt", cache), folder)
        product_wheel(ROOT, folder)
        tools = download(ROOT / "requirements" / "engine-build.txt", cache)
        shutil.copy(ROOT / "node_modules" / "pyodide" / STDLIB, folder)
        compile_archives(ROOT, tools=tools, folder=folder)
        memory, layout = folder / "memory", folder / "layout.json"
        take_snapshot(ROOT, archives=folder, snapshot=memory, layout=layout)
        pack(ROOT, {memory: folder / "snapshot"})
    return folder


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A copy of all that the engine is made of, which a test may change."""
    root = tmp_path / "inputs"
    for path in (*tool_files(ROOT), *product_files(ROOT)):
        copied = root / path.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copied)
    return root


def hash_inputs(root: Path) -> str:
    return hash_files(root, [*tool_files(root), *product_files(root)])


class Stopped(Exception):
    """The first step of a build was reached."""


def stop(*_: Path) -> Path:
    raise Stopped


def test_nothing_is_built_when_nothing_changed(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (bundle / "manifest.json").stat().st_mtime_ns
    assert build_engine(ROOT) == bundle
    assert (bundle / "manifest.json").stat().st_mtime_ns == before
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "py/m1appeals/rules/causes.toml",
        "templates/m1/letter.html.j2",
        "requirements/engine.txt",
        "package-lock.json",
        "py/sitebuild/node/snapshot.mjs",
    ],
)
def test_a_change_of_what_it_is_made_of_is_noticed(name: str, inputs: Path) -> None:
    assert hash_inputs(inputs) == hash_inputs(ROOT)
    (inputs / name).write_bytes((inputs / name).read_bytes() + b"\n")
    assert hash_inputs(inputs) != hash_inputs(ROOT)


def test_a_file_that_is_added_is_noticed(inputs: Path) -> None:
    (inputs / "templates" / "m1" / "added.html.j2").touch()
    assert hash_inputs(inputs) != hash_inputs(ROOT)


def test_a_change_starts_a_build_and_a_build_that_stopped_is_tried_again(
    inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = inputs / "build" / "engine"
    target.mkdir(parents=True)
    (target / "manifest.json").touch()
    target.with_suffix(".stamp").write_text(hash_inputs(inputs))
    monkeypatch.setattr("sitebuild.engine.build.download", stop)
    assert build_engine(inputs) == target
    template = inputs / "templates" / "m1" / "letter.html.j2"
    content = template.read_bytes()
    template.write_bytes(content + b"\n")
    with pytest.raises(Stopped):
        build_engine(inputs)
    template.write_bytes(content)
    with pytest.raises(Stopped):
        build_engine(inputs)


def test_no_file_tells_where_it_was_built(bundle: Path) -> None:
    here = str(ROOT).encode()
    for path in (path for path in bundle.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
        assert here not in content, path.name
    for wheel in wheels(bundle).values():
        assert not [part for part in wheel.namelist() if here in wheel.read(part)]


def test_another_place_and_time_zone_give_the_same_archives(bundle: Path, made_again: Path) -> None:
    files = manifest(bundle)["files"]
    shipped = {one["sha256"] for role in ("wheels", "library") for one in files[role]}
    assert {sha256(path) for path in made_again.glob("*.whl")} == shipped
    assert sha256(made_again / "pyodide-lock.json") == manifest(bundle)["files"]["lock"]["sha256"]
    assert sha256(made_again / STDLIB) == manifest(bundle)["files"]["stdlib"]["sha256"]


def test_another_place_and_time_zone_give_the_same_memory(bundle: Path, made_again: Path) -> None:
    # Compared by hash: the memory is 11 MB, and its difference would be no help.
    entry = manifest(bundle)["files"]["snapshot"]
    assert sha256(made_again / "snapshot") == entry["sha256"]
    layout = json.loads((made_again / "layout.json").read_text())
    assert layout == {name: entry[name] for name in ("header", "brought", "pieces")}


@pytest.mark.parametrize("role", ["loader", "runtime", "wasm", "snapshot"])
def test_a_packed_file_names_no_date_and_no_system(bundle: Path, role: str) -> None:
    content = (bundle / manifest(bundle)["files"][role]["name"]).read_bytes()
    no_name, no_date, best, unknown = b"\0", bytes(4), b"\2", b"\xff"
    assert content[:10] == b"\x1f\x8b\x08" + no_name + no_date + best + unknown
