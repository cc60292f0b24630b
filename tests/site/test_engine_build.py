"""The engine's files: whole, named for their content, made again only when something changed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitebuild.engine import build_engine
from sitebuild.engine.bundle import check_bundle
from sitebuild.engine.collect import download, engine_wheels, product_wheel
from sitebuild.engine.inputs import hash_files, product_files, tool_files
from sitebuild.engine.node import take_snapshot
from sitebuild.site import ROOT

PACKAGES = {"jinja2", "m1appeals", "markupsafe"}
PYTHON_3_14 = 3627
"""How the bytecode of the engine's Python begins, as a number."""


@pytest.fixture(scope="module")
def bundle() -> Path:
    return build_engine(ROOT)


@pytest.fixture
def copy(bundle: Path, tmp_path: Path) -> Path:
    """A copy of the bundle that a test may damage."""
    return Path(shutil.copytree(bundle, tmp_path / "bundle"))


def manifest(bundle: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((bundle / "manifest.json").read_text())
    return found


def entries(bundle: Path) -> list[dict[str, Any]]:
    files = manifest(bundle)["files"].values()
    return [one for entry in files for one in (entry if isinstance(entry, list) else [entry])]


def wheels(bundle: Path) -> dict[str, zipfile.ZipFile]:
    return {
        one["name"].split(".")[0]: zipfile.ZipFile(io.BytesIO((bundle / one["name"]).read_bytes()))
        for one in manifest(bundle)["files"]["wheels"]
    }


def rewrite(bundle: Path, role: str, change: Callable[[bytes], bytes]) -> str:
    """Change a file of the bundle and let the manifest agree; give its name."""
    content = manifest(bundle)
    entry = content["files"][role]
    path = bundle / entry["name"]
    path.write_bytes(change(path.read_bytes()))
    entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (bundle / "manifest.json").write_text(json.dumps(content))
    return str(path.name)


def complaint(bundle: Path) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        check_bundle(bundle)
    return str(caught.value)


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
        "py/m1appeals/rules/causes.toml",
        "templates/m1/letter.html.j2",
        "requirements/engine.txt",
        "package-lock.json",
        "py/sitebuild/node/snapshot.mjs",
    ],
)
def test_a_change_of_what_it_is_made_of_is_noticed(name: str, tmp_path: Path) -> None:
    inputs = [*tool_files(ROOT), *product_files(ROOT)]
    assert ROOT / name in inputs
    for path in inputs:
        copied = tmp_path / path.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copied)
    copies = [*tool_files(tmp_path), *product_files(tmp_path)]
    assert hash_files(tmp_path, copies) == hash_files(ROOT, inputs)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b"\n")
    assert hash_files(tmp_path, copies) != hash_files(ROOT, inputs)


def test_the_manifest_names_every_file_with_its_size_and_hash(bundle: Path) -> None:
    names = {one["name"] for one in entries(bundle)}
    assert names | {"manifest.json"} == {path.name for path in bundle.iterdir()}
    for one in entries(bundle):
        content = (bundle / one["name"]).read_bytes()
        assert one["bytes"] == len(content)
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["sha256"][:12] in one["name"]


def test_names_end_as_every_server_knows(bundle: Path) -> None:
    assert {path.suffix for path in bundle.iterdir()} == {".js", ".json", ".bin"}


def test_the_lock_file_names_exactly_the_engines_packages(bundle: Path) -> None:
    lock = json.loads((bundle / manifest(bundle)["files"]["lock"]["name"]).read_text())
    assert set(lock["packages"]) == PACKAGES == set(wheels(bundle))


def test_wheels_hold_bytecode_of_the_engines_python_and_nothing_compiled_for_a_machine(
    bundle: Path,
) -> None:
    for name, wheel in wheels(bundle).items():
        modules = [part for part in wheel.namelist() if part.endswith(".pyc")]
        assert modules, name
        assert not [part for part in wheel.namelist() if part.endswith((".py", ".so"))], name
        for part in modules:
            assert int.from_bytes(wheel.read(part)[:2], "little") == PYTHON_3_14, part


def test_no_file_tells_where_it_was_built(bundle: Path) -> None:
    here = str(ROOT).encode()
    for path in bundle.iterdir():
        content = path.read_bytes()
        if content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
        assert here not in content, path.name
    for wheel in wheels(bundle).values():
        assert not [part for part in wheel.namelist() if here in wheel.read(part)]


def test_the_same_sources_make_the_same_wheels(tmp_path: Path) -> None:
    cache = ROOT / "build" / "cache"
    made = []
    for folder in (tmp_path / "one", tmp_path / "other"):
        engine_wheels(download(ROOT / "requirements" / "engine.txt", cache), folder)
        product_wheel(ROOT, folder)
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == len(PACKAGES)


def test_the_same_wheels_make_the_same_memory(bundle: Path, tmp_path: Path) -> None:
    take_snapshot(ROOT, wheels=ROOT / "build" / "wheels", snapshot=tmp_path / "snapshot")
    shipped = bundle / manifest(bundle)["files"]["snapshot"]["name"]
    # Compared by hash: the memory is 30 MB, and its difference would be no help.
    assert (
        hashlib.sha256((tmp_path / "snapshot").read_bytes()).hexdigest()
        == hashlib.sha256(gzip.decompress(shipped.read_bytes())).hexdigest()
    )


def test_a_file_that_was_altered_is_told(copy: Path) -> None:
    name = manifest(copy)["files"]["stdlib"]["name"]
    (copy / name).write_bytes(b"PK")
    assert complaint(copy) == f"{name} is not what the manifest says"


@pytest.mark.parametrize(
    ("role", "content"),
    [
        ("wasm", gzip.compress(b"<!doctype html>")),
        ("stdlib", b"<!doctype html>"),
        ("snapshot", gzip.compress(bytes((30 << 20) - 1))),
        ("snapshot", gzip.compress(bytes((30 << 20) + (1 << 16)))),
    ],
    ids=["wasm", "stdlib", "snapshot too small", "snapshot too big"],
)
def test_a_file_of_another_kind_is_told(copy: Path, role: str, content: bytes) -> None:
    name = rewrite(copy, role, lambda _: content)
    assert complaint(copy) == f"{name} is not a {role}"


def test_a_script_that_names_another_host_is_told(copy: Path) -> None:
    name = rewrite(copy, "loader", lambda content: content + b'"https://cdn.example/x"')
    assert complaint(copy) == f"{name}: names https://cdn.example/x"


def test_a_package_that_is_not_the_engines_is_told(copy: Path) -> None:
    def add(content: bytes) -> bytes:
        lock = json.loads(content)
        lock["packages"]["requests"] = {}
        return json.dumps(lock).encode()

    rewrite(copy, "lock", add)
    assert complaint(copy) == "the lock file does not name exactly the engine's packages"
