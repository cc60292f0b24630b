"""The pages of the built site, and the engine's files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sitebuild.engine import build_engine
from sitebuild.site import ROOT


@pytest.fixture(scope="session")
def pages(built_site: Path) -> Mapping[str, str]:
    """Every page's HTML by its path in the site."""
    return {
        path.relative_to(built_site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(built_site.rglob("*.html"))
    }


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder of the engine's files, built where it is not up to date."""
    return build_engine(ROOT)
