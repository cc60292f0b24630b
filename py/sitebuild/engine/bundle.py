"""Phase three: the engine's files under the names the site serves them by, and their manifest.

Names end in `.json` or `.bin` only: those are endings that no server unpacks on the way. What is
big is gzip'd in the file itself and unpacked by the worker, so it is small on servers that compress
nothing. Each name holds a hash of its content, so a copy in a
cache is never of another build.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sitebuild.engine.collect import LETTERS, STDLIB
from sitebuild.foreign import foreign_problems, script_problems

__all__ = ["check_bundle", "write_bundle"]

_HEAP = 30 << 20
"""The memory that Pyodide starts with, in bytes. A snapshot of a bigger one does not load: it stops
with a RangeError (pyodide issue 6254). So what needs more is not for the snapshot."""

_SCRIPTS = ("loader", "runtime")
_PACKED = (*_SCRIPTS, "wasm", "snapshot")
_BEGINS = {"wasm": b"\0asm", "snapshot": b"\0snp", "stdlib": b"PK"}


def write_bundle(
    target: Path,
    *,
    packed: Mapping[str, Path],
    classic: Mapping[str, Path],
    tables: Mapping[str, Path],
    layout: Path,
    archives: Path,
) -> dict[str, Any]:
    """Write every file into `target` and give the manifest, which is written last.

    `packed` is the gzip'd file of each role; `layout` says where the snapshot belongs in memory.
    `classic` is what a page on a disk needs instead: it goes into the folder `disk`, by that name.
    `tables` are gzip'd tables of data, fetched when letters can be written already, and after them
    the `library`: the packages that remittances and packets need, and the product's own once more,
    of which the memory holds only what letters need.
    """
    shutil.rmtree(target, ignore_errors=True)
    (target / "disk").mkdir(parents=True)
    files: dict[str, Any] = {
        role: _write(target, f"{role}.bin", path.read_bytes()) for role, path in packed.items()
    }
    for role, path in classic.items():
        shutil.copy(path, target / "disk" / files[role]["name"])
    files["snapshot"] |= json.loads(layout.read_text(encoding="utf-8"))
    files["stdlib"] = _write(target, "stdlib.bin", (archives / STDLIB).read_bytes())
    files["lock"] = _write(target, "lock.json", (archives / "pyodide-lock.json").read_bytes())
    wheels = {
        (name := path.name.split("-")[0]): _write(target, f"{name}.bin", path.read_bytes())
        for path in sorted(archives.glob("*.whl"))
    }
    files["wheels"] = [entry for name, entry in wheels.items() if name in LETTERS]
    files["library"] = [
        entry for name, entry in wheels.items() if name not in LETTERS or name == "m1appeals"
    ]
    files["tables"] = [
        {"table": table, **_write(target, f"{table}.bin", path.read_bytes())}
        for table, path in tables.items()
    ]
    digest = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
    manifest = {"version": digest[:12], "files": files}
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    return manifest


def check_bundle(target: Path) -> None:
    """Read the bundle back; raise `ValueError` for what a browser could not use."""
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    files = manifest["files"]
    for role, entry in files.items():
        for one in entry if isinstance(entry, list) else [entry]:
            content = (target / one["name"]).read_bytes()
            if hashlib.sha256(content).hexdigest() != one["sha256"]:
                raise ValueError(f"{one['name']} is not what the manifest says")
            if role in (*_PACKED, "tables"):
                content = gzip.decompress(content)
            if role in _BEGINS and not content.startswith(_BEGINS[role]):
                raise ValueError(f"{one['name']} is not a {role}")
            if role in _SCRIPTS and (problems := script_problems(content.decode())):
                raise ValueError(f"{one['name']}: {'; '.join(problems)}")
            if role == "snapshot":
                _check_snapshot(content, one)
    if problems := foreign_problems(target):
        raise ValueError("; ".join(problems))
    packages = json.loads((target / files["lock"]["name"]).read_text())["packages"].values()
    shipped = {one["sha256"] for role in ("wheels", "library") for one in files[role]}
    if {one["sha256"] for one in packages} != shipped:
        raise ValueError("the lock file does not name exactly the engine's packages")


def _write(target: Path, name: str, content: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    stem, _, ending = name.rpartition(".")
    hashed = f"{stem}.{digest[:12]}.{ending}"
    (target / hashed).write_bytes(content)
    return {"name": hashed, "bytes": len(content), "sha256": digest}


def _check_snapshot(content: bytes, entry: dict[str, Any]) -> None:
    header, pieces = entry["header"], entry["pieces"]
    if len(content) != header + sum(length for _, length in pieces):
        raise ValueError(f"{entry['name']} is not as long as its layout says")
    end = max(start + length for start, length in pieces)
    if end > _HEAP:
        raise ValueError(
            f"{entry['name']} reaches to {end} bytes of memory; Pyodide starts with {_HEAP}, so "
            "something that is imported before the snapshot is too heavy"
        )
