"""What the engine is made of, as one hash: the engine is built again when it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["hash_files", "product_files", "tool_files"]

_PRODUCT = (
    "py/m1appeals",
    "templates",
    "py/sitebuild/diagnosis_index.py",
    "py/sitebuild/fonts.py",
    "requirements/build.txt",  # the package with the ICD-10-CM
)
_TOOLS = (
    "README.md",  # the product's wheel describes itself with it
    "package-lock.json",
    "pyproject.toml",
    "requirements/engine.txt",
    "requirements/engine-build.txt",
    "py/sitebuild/engine",
    "py/sitebuild/foreign.py",
    "py/sitebuild/node",
)


def product_files(root: Path) -> list[Path]:
    """List the files of the product that go into the browser."""
    return sorted(_files(root, _PRODUCT))


def tool_files(root: Path) -> list[Path]:
    """List the files that decide how the engine is built, and from what."""
    return sorted(_files(root, _TOOLS))


def hash_files(root: Path, files: Iterable[Path]) -> str:
    """Give one SHA-256 over names and contents."""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(root: Path, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = root / name
        if path.is_file():
            yield path
            continue
        for found in path.rglob("*"):
            if found.is_file() and "__pycache__" not in found.parts:
                yield found
