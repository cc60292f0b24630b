"""The search index once more as a script: on a disk the theme can load nothing else."""

from __future__ import annotations

from pathlib import Path

__all__ = ["write_search_script"]

INDEX = "search/search_index.json"


def write_search_script(site: Path) -> None:
    """Write it beside the index, with the name and the variable that the theme looks for."""
    index = site / INDEX
    script = f"var __index = {index.read_text(encoding='utf-8')};\n"
    index.with_suffix(".js").write_text(script, encoding="utf-8")
