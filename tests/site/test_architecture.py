"""The architecture page is about this tree: what it names is there, and what is there is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitebuild.site import ROOT

PAGE = "docs/contributing/architecture.md"
ENDINGS = (".py", ".js", ".toml", ".j2", ".md", ".css", ".yml")


def names() -> set[str]:
    """Everything in the page that looks like a file or a folder."""
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    marked = re.findall(r"`([^`\n{}]+)`", text)
    return {name for name in marked if name.endswith(("/", *ENDINGS))}


def exists(name: str) -> bool:
    if "/" in name.rstrip("/"):
        return (ROOT / name).exists()
    folders = ("", "py/m1appeals", "py/sitebuild", "site-overrides/assets/m1")
    return any((ROOT / folder / name).exists() for folder in folders) or any(
        (ROOT / folder).rglob(name) for folder in folders[1:]
    )


def modules(folder: str, pattern: str) -> list[str]:
    found = (ROOT / folder).rglob(pattern)
    return sorted({path.name for path in found if path.name != "__init__.py"})


def test_the_page_names_files() -> None:
    assert len(names()) > 40


def test_every_file_and_folder_that_the_page_names_is_there() -> None:
    assert [name for name in sorted(names()) if not exists(name)] == []


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        ("py/m1appeals", "*.py"),
        ("py/m1appeals/rules", "*.toml"),
        ("py/sitebuild", "*.py"),
        ("site-overrides/assets/m1", "*.js"),
    ],
)
def test_every_module_is_on_the_page(folder: str, pattern: str) -> None:
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    assert [name for name in modules(folder, pattern) if f"`{name}`" not in text] == []


def test_every_top_folder_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ignored = {"build", "node_modules", "site", "dist"}
    folders = [
        path.name
        for path in sorted(Path(ROOT).iterdir())
        if path.is_dir() and not path.name.startswith(".") and path.name not in ignored
    ]
    assert [name for name in folders if f"| `{name}/" not in readme] == []
