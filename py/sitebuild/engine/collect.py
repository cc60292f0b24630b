"""Phase one: the wheels that go into the engine, all of them pure Python.

The locked packages come from the package index, checked against their hashes, and are kept until
the lock changes. MarkupSafe has only wheels with a compiled part, which a memory snapshot cannot
hold; it falls back to its Python part when the compiled one is missing, so that is left out.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from base64 import urlsafe_b64encode
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

__all__ = ["FIXED_DATE", "STDLIB", "download", "engine_wheels", "product_wheel"]

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same inputs give the same bytes."""

STDLIB = "python_stdlib.zip"
"""The standard library, as Pyodide's package names it."""

# The engine's interpreter. The platform only chooses which wheel of MarkupSafe is opened; naming
# one keeps the result the same on every machine that builds.
_FOR_PYODIDE = (
    *("--python-version", "3.14", "--implementation", "cp"),
    *("--abi", "cp314", "--abi", "none", "--platform", "manylinux2014_x86_64"),
)


def download(lock: Path, folder: Path) -> Path:
    """Download what a lock file names into `folder`/<hash of the lock>, once."""
    wanted = folder / f"{lock.stem}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    if wanted.is_dir():
        return wanted
    print(f"Engine: downloading the packages of {lock.name}", flush=True)
    partial = wanted.with_suffix(".part")
    shutil.rmtree(partial, ignore_errors=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"),
            *("--only-binary", ":all:", *_FOR_PYODIDE),
            *("--requirement", str(lock), "--dest", str(partial)),
        ],
        check=True,
    )
    partial.rename(wanted)
    return wanted


def engine_wheels(downloaded: Path, folder: Path) -> list[Path]:
    """Copy the engine's packages into `folder` as pure wheels."""
    folder.mkdir(parents=True, exist_ok=True)
    wheels = []
    for source in sorted(downloaded.glob("*.whl")):
        if source.name.endswith("-none-any.whl"):
            wheels.append(Path(shutil.copy(source, folder)))
        else:
            wheels.append(_pure(source, folder))
    return wheels


def product_wheel(root: Path, folder: Path) -> Path:
    """Make the wheel of the product, with its templates inside."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(next(iter(WheelBuilder(str(root)).build(directory=str(folder)))))


def _pure(source: Path, folder: Path) -> Path:
    """Write a wheel again without its compiled parts."""
    name, version, *_ = source.name.split("-")
    target = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(source) as archive:
        parts = {
            part: archive.read(part)
            for part in sorted(archive.namelist())
            if part.endswith((".py", ".typed")) or part == f"{info}/METADATA"
        }
    parts[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: sitebuild\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    parts[f"{info}/RECORD"] = "".join(
        [*(_record(part, content) for part, content in parts.items()), f"{info}/RECORD,,\n"]
    ).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part, FIXED_DATE), content)
    return target


def _record(part: str, content: bytes) -> str:
    digest = urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{part},sha256={digest},{len(content)}\n"
