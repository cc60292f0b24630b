"""The engine's files: whole, named for their content, and of no other kind than they should be."""

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

from sitebuild.engine.bundle import check_bundle
from tests.site.bundle import entries, manifest, wheels

LETTERS = {"jinja2", "m1appeals", "markupsafe"}
PACKAGES = LETTERS | {"defusedxml", "fonttools", "fpdf2", "pypdf", "pyx12"}
PYTHON_3_14 = 3627
"""How the bytecode of the engine's Python begins, as a number."""


@pytest.fixture
def copy(bundle: Path, tmp_path: Path) -> Path:
    """A copy of the bundle that a test may damage."""
    return Path(shutil.copytree(bundle, tmp_path / "bundle"))


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


def test_the_manifest_names_every_file_with_its_size_and_hash(bundle: Path) -> None:
    names = {one["name"] for one in entries(bundle)}
    assert names | {"manifest.json", "disk"} == {path.name for path in bundle.iterdir()}
    for one in entries(bundle):
        content = (bundle / one["name"]).read_bytes()
        assert one["bytes"] == len(content)
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["sha256"][:12] in one["name"]


def test_names_end_as_every_server_knows(bundle: Path) -> None:
    files = [path for path in bundle.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".json", ".bin"}


def test_a_disk_has_two_files_of_its_own_under_the_same_names(bundle: Path) -> None:
    files = manifest(bundle)["files"]
    scripts = {files[role]["name"] for role in ("loader", "runtime")}
    assert {path.name for path in (bundle / "disk").iterdir()} == scripts


def test_a_visit_fetches_little_more_than_seven_and_a_half_megabytes_of_the_engine(
    bundle: Path,
) -> None:
    files = manifest(bundle)["files"]
    fetched = ("loader", "runtime", "wasm", "lock", "snapshot")
    # The last 20 kB are what letters quote: in every format, and while nothing else has come.
    assert sum(files[role]["bytes"] for role in fetched) < 7_520_000


def test_what_comes_after_letters_is_less_than_five_and_three_quarter_megabytes(
    bundle: Path,
) -> None:
    files = manifest(bundle)["files"]
    fonts = [table for table in files["tables"] if table["table"].startswith("font")]
    later = [files["stdlib"], *files["library"], *fonts]
    assert sum(file["bytes"] for file in later) < 5_750_000


def test_the_library_holds_no_part_that_nothing_asks_for(bundle: Path) -> None:
    parts = {name: wheel.namelist() for name, wheel in wheels(bundle).items()}
    assert not [part for part in parts["pyx12"] if part.endswith(".xml")]
    assert not [part for part in parts["fonttools"] if "ufoLib" in part]


def test_each_package_brings_its_licence(bundle: Path) -> None:
    for name, wheel in wheels(bundle).items():
        assert name == "m1appeals" or [p for p in wheel.namelist() if "LICENSE" in p], name


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


def test_a_file_that_was_altered_is_told(copy: Path) -> None:
    name = manifest(copy)["files"]["stdlib"]["name"]
    (copy / name).write_bytes(b"PK")
    assert complaint(copy) == f"{name} is not what the manifest says"


@pytest.mark.parametrize(
    ("role", "content"),
    [
        ("wasm", gzip.compress(b"<!doctype html>")),
        ("stdlib", b"<!doctype html>"),
        ("snapshot", gzip.compress(b"<!doctype html>")),
    ],
    ids=["wasm", "stdlib", "snapshot"],
)
def test_a_file_of_another_kind_is_told(copy: Path, role: str, content: bytes) -> None:
    name = rewrite(copy, role, lambda _: content)
    assert complaint(copy) == f"{name} is not a {role}"


def test_a_script_that_names_another_host_is_told(copy: Path) -> None:
    name = rewrite(copy, "loader", lambda _: gzip.compress(b'"https://cdn.example/x"'))
    assert complaint(copy) == f"{name}: names https://cdn.example/x"


@pytest.mark.parametrize(
    "other", [{"requests": {"sha256": "0"}}, {"jinja2": {"sha256": "0"}}], ids=["added", "replaced"]
)
def test_a_package_that_is_not_the_engines_is_told(copy: Path, other: dict[str, Any]) -> None:
    def change(content: bytes) -> bytes:
        lock = json.loads(content)
        lock["packages"] |= other
        return json.dumps(lock).encode()

    rewrite(copy, "lock", change)
    assert complaint(copy) == "the lock file does not name exactly the engine's packages"


def relay(bundle: Path, pieces: list[list[int]]) -> str:
    """Change what the manifest says of the snapshot's pieces; give the file's name."""
    content = manifest(bundle)
    entry = content["files"]["snapshot"]
    entry["pieces"] = pieces
    (bundle / "manifest.json").write_text(json.dumps(content))
    return str(entry["name"])


def test_a_memory_that_pyodide_could_not_load_is_told(copy: Path) -> None:
    entry = manifest(copy)["files"]["snapshot"]
    (*others, (_, length)) = entry["pieces"]
    name = relay(copy, [*others, [(30 << 20) - length + 4, length]])
    assert complaint(copy) == (
        f"{name} reaches to 31457284 bytes of memory; Pyodide starts with 31457280, so "
        "something that is imported before the snapshot is too heavy"
    )


def test_a_memory_that_is_not_laid_out_as_it_is_long_is_told(copy: Path) -> None:
    name = relay(copy, manifest(copy)["files"]["snapshot"]["pieces"][1:])
    assert complaint(copy) == f"{name} is not as long as its layout says"


def test_modules_hold_no_docstrings(bundle: Path) -> None:
    stdlib = (bundle / manifest(bundle)["files"]["stdlib"]["name"]).read_bytes()
    archives = [*wheels(bundle).values(), zipfile.ZipFile(io.BytesIO(stdlib))]
    content = b"".join(
        archive.read(part)
        for archive in archives
        for part in archive.namelist()
        if part.endswith(("m1appeals/browser.pyc", "textwrap.pyc"))
    )
    for docstring in (b"Answer a call of the page", b"Dedent", b"Collapse and truncate"):
        assert docstring not in content
