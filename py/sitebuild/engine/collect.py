"""Phase one: the wheels that go into the engine, all of them pure Python.

The locked packages come from the package index, checked against their hashes, and are kept until
the lock changes. MarkupSafe and fontTools have compiled parts, which the engine cannot hold; both
fall back to their Python parts when those are missing, so they are left out. So is what nothing
here asks for: the maps of pyx12, of which only the reader is used, and what fontTools needs to
draw and to compile fonts, of which fpdf2 only takes a part out.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from base64 import urlsafe_b64encode
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

__all__ = ["FIXED_DATE", "LETTERS", "STDLIB", "download", "engine_wheels", "product_wheel"]

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same inputs give the same bytes."""

STDLIB = "python_stdlib.zip"
"""The standard library, as Pyodide's package names it."""

LETTERS = ("jinja2", "m1appeals", "markupsafe")
"""The packages that letters need; all others come once letters can be written."""

_LEFT_OUT = {
    "fonttools": (
        r"fontTools/(afmLib|cu2qu|diff|fontBuilder|help|merge|mtiLib|qu2cu|t1Lib|tfmLib|ttx|"
        r"ufoLib|varLib/(interpol|plot)|voltLib)"
    ),
    "pyx12": r"pyx12/(?!__init__|errors|path|rawx12file|segment|version|x12file)",
}
"""What of a package nothing here asks for, as the beginning of a name in its wheel."""

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
        if source.name.endswith("-none-any.whl") and not _unwanted(source):
            wheels.append(Path(shutil.copy(source, folder)))
        else:
            wheels.append(_pure(source, folder))
    return wheels


def product_wheel(root: Path, folder: Path) -> Path:
    """Make the wheel of the product, with its templates inside."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(next(iter(WheelBuilder(str(root)).build(directory=str(folder)))))


def _unwanted(source: Path) -> str:
    """Give what of a wheel is left out, as a pattern; nothing where it is taken whole."""
    return _LEFT_OUT.get(source.name.split("-")[0].lower(), "")


def _pure(source: Path, folder: Path) -> Path:
    """Write a wheel again without its compiled parts, and without what is left out of it."""
    name, version, *_ = source.name.split("-")
    unwanted = re.compile(_unwanted(source) or "(?!)")
    target = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(source) as archive:
        parts = {
            part: archive.read(part)
            for part in sorted(archive.namelist())
            if (part.endswith((".py", ".typed")) and not unwanted.match(part))
            or part == f"{info}/METADATA"
            or "LICENSE" in part
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
