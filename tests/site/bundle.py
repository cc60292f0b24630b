"""Reading the engine's files: what their manifest says of them, and the wheels opened."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

__all__ = ["entries", "manifest", "sha256", "wheels"]


def manifest(bundle: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((bundle / "manifest.json").read_text())
    return found


def entries(bundle: Path) -> list[dict[str, Any]]:
    files = manifest(bundle)["files"].values()
    return [one for entry in files for one in (entry if isinstance(entry, list) else [entry])]


def wheels(bundle: Path) -> dict[str, zipfile.ZipFile]:
    return {
        one["name"].split(".")[0]: zipfile.ZipFile(io.BytesIO((bundle / one["name"]).read_bytes()))
        for role in ("wheels", "library")
        for one in manifest(bundle)["files"][role]
    }


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
