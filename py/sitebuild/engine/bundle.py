"""Phase three: the engine's files under the names the site serves them by, and their manifest.

Names end in `.js`, `.json` or `.bin` only: those are the endings that no server sends with a wrong
type or unpacks on the way. What is big is gzip'd in the file itself and unpacked by the worker, so
it is small on servers that compress nothing. Each name holds a hash of its content, so a copy in a
cache is never of another build.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sitebuild.foreign import clean, foreign_problems

__all__ = ["check_bundle", "write_bundle"]

_HEAP = 30 << 20
"""The memory that Pyodide starts with, in bytes. A snapshot of a bigger one does not load: it stops
with a RangeError (pyodide issue 6254). So what needs more is not for the snapshot."""


def write_bundle(
    target: Path, *, runtime: Path, wheels: Path, wasm: Path, snapshot: Path
) -> dict[str, Any]:
    """Write every file into `target` and give the manifest, which is written last.

    `wasm` and `snapshot` are packed already.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    files: dict[str, Any] = {
        "loader": _write(target, "pyodide.js", _script(runtime / "pyodide.mjs")),
        "runtime": _write(target, "pyodide.asm.js", _script(runtime / "pyodide.asm.mjs")),
        "wasm": _write(target, "pyodide.asm.bin", wasm.read_bytes()),
        "snapshot": _write(target, "snapshot.bin", snapshot.read_bytes()),
        "stdlib": _write(target, "stdlib.bin", (runtime / "python_stdlib.zip").read_bytes()),
        "lock": _write(target, "lock.json", (wheels / "pyodide-lock.json").read_bytes()),
    }
    files["wheels"] = [
        _write(target, f"{path.name.split('-')[0]}.bin", path.read_bytes())
        for path in sorted(wheels.glob("*.whl"))
    ]
    digest = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
    manifest = {"version": digest[:12], "files": files}
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    return manifest


def check_bundle(target: Path) -> None:
    """Read the bundle back; raise `ValueError` for what a browser could not use."""
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    files = manifest["files"]
    checks: dict[str, Callable[[bytes], bool]] = {
        "wasm": lambda content: gzip.decompress(content).startswith(b"\0asm"),
        "snapshot": lambda content: gzip.decompress(content).startswith(b"\0snp"),
        "stdlib": lambda content: content.startswith(b"PK"),
    }
    for role, entry in files.items():
        for one in entry if isinstance(entry, list) else [entry]:
            content = (target / one["name"]).read_bytes()
            if hashlib.sha256(content).hexdigest() != one["sha256"]:
                raise ValueError(f"{one['name']} is not what the manifest says")
            if role in checks and not checks[role](content):
                raise ValueError(f"{one['name']} is not a {role}")
    snapshot = files["snapshot"]["name"]
    memory = _memory(gzip.decompress((target / snapshot).read_bytes()))
    if memory > _HEAP:
        raise ValueError(
            f"{snapshot} holds {memory} bytes of memory; Pyodide starts with {_HEAP} and loads no "
            "more, so something that is imported before the snapshot is too heavy"
        )
    if problems := foreign_problems(target):
        raise ValueError("; ".join(problems))
    packages = json.loads((target / files["lock"]["name"]).read_text())["packages"].values()
    if {one["sha256"] for one in packages} != {one["sha256"] for one in files["wheels"]}:
        raise ValueError("the lock file does not name exactly the engine's packages")


def _write(target: Path, name: str, content: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    stem, _, ending = name.rpartition(".")
    hashed = f"{stem}.{digest[:12]}.{ending}"
    (target / hashed).write_bytes(content)
    return {"name": hashed, "bytes": len(content), "sha256": digest}


def _script(path: Path) -> bytes:
    """Give a script of the runtime without the names of other hosts and of its source map."""
    return clean(path.read_text(encoding="utf-8")).encode()


def _memory(snapshot: bytes) -> int:
    """Give the bytes of memory in a snapshot: what follows its header, which tells its length."""
    return len(snapshot) - int.from_bytes(snapshot[4:8], "little")
