"""Which copy of the site this is: its version, the commit it was built from, and the day.

The day is that of the commit, so that the same commit gives the same bytes on any day. Where the
sources are no checkout of their own, SOURCE_DATE_EPOCH or else today stands in.
"""

from __future__ import annotations

import os
import subprocess
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

__all__ = ["Release", "read_release"]

INPUTS = (
    "docs", "py", "site-overrides", "templates", "requirements", "mkdocs.yml", "package-lock.json",
    "pyproject.toml",
)  # fmt: skip
"""What the site is built from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What a page says of the copy that it belongs to."""

    version: str
    """As in pyproject.toml: "0.1.0"."""
    commit: str
    """The commit's short name, or nothing where there is none."""
    changed: bool
    """Whether something was changed after the commit, such as the practice's own settings."""
    day: date
    """The day of the commit."""


def read_release(root: Path) -> Release:
    """Ask the sources and git which copy they make."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    commit, _, moment = _git(root, "log", "-1", "--format=%h %ct").partition(" ")
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or moment
    day = datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()
    changed = bool(commit) and bool(_git(root, "status", "--porcelain", "--", *INPUTS))
    return Release(version=project["version"], commit=commit, changed=changed, day=day)


def _git(root: Path, *arguments: str) -> str:
    """Give what git prints, or nothing where the folder is no checkout of its own."""
    if not (root / ".git").exists():
        return ""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
