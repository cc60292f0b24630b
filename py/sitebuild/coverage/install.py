"""Write the tables into `build/`, from where a build takes them, and report.

Each table has a folder of its own, so that one may be installed, updated or deleted alone.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypedDict

from m1appeals.coverage import Coverage
from m1appeals.coverage.policies import Policies, write_policies
from m1appeals.coverage.table import Table, write_table
from m1appeals.errors import Defect
from sitebuild.coverage.articles import Joined, join
from sitebuild.coverage.download import LCDS, Download, open_download
from sitebuild.coverage.policies import read_policies
from sitebuild.engine.node import pack

__all__ = [
    "FOLDER",
    "POLICIES_FOLDER",
    "DataTable",
    "build_table",
    "install",
    "install_policies",
    "optional_table",
    "optional_tables",
]

FOLDER = "build/coverage"
NAME = "coverage"
POLICIES_FOLDER = "build/policies"
POLICIES = "policies"


PUBLISHED = "It is published by the next `make build` or `make dist`, or by `make serve` anew."


class DataTable(TypedDict):
    """A table that the worker fetches once the engine is ready."""

    name: str
    path: Path
    """A gzip'd file, with a hash of its content in its name."""


def install(root: Path, source: Path) -> str:
    """Make the table from a download and put it in the place of the last one; give a report.

    Raises `UserMistake` for a download that cannot be used; the last table then stays.
    """
    began = perf_counter()
    with open_download(source) as download:
        joined, content = build_table(download)
    fresh = _empty(root / f"{FOLDER}.new")
    raw, packed = fresh / "table", fresh / "packed"
    raw.write_bytes(content)
    pack(root, {raw: packed})
    raw.unlink()
    written = packed.rename(fresh / f"{NAME}.{_digest(packed)}.bin")
    Coverage.read(written.read_bytes())
    shutil.rmtree(root / FOLDER, ignore_errors=True)
    fresh.rename(root / FOLDER)
    size = (root / FOLDER / written.name).stat().st_size
    lines = [
        f"{source.name}, packed {joined.day.isoformat()}",
        *_counts(download, joined),
        f"{FOLDER}/{written.name}: {size:,} bytes, {len(content):,} unpacked",
        f"{perf_counter() - began:.1f} s{_memory()}",
        PUBLISHED,
    ]
    return "\n".join(lines)


def install_policies(root: Path, source: Path) -> str:
    """Make the table of policies from a download of LCDs, as `install` does; give a report.

    Its texts are packed one by one, so it is not packed again.
    """
    began = perf_counter()
    with open_download(source, LCDS) as download:
        found = read_policies(download)
        read, odd = download.read["lcd"], download.odd["lcd"]
    content = write_policies(found.day, found.policies)
    Policies(content)
    fresh = _empty(root / f"{POLICIES_FOLDER}.new")
    name = f"{POLICIES}.{hashlib.sha256(content).hexdigest()[:12]}.bin"
    (fresh / name).write_bytes(content)
    shutil.rmtree(root / POLICIES_FOLDER, ignore_errors=True)
    fresh.rename(root / POLICIES_FOLDER)
    letters = sum(len(one.text) for one in found.policies)
    counts = {
        "rows read": read,
        "policies in the table": len(found.policies),
        **{f"left out: {what}": count for what, count in found.left_out.items()},
        "left out: rows with other cells": odd,
    }
    lines = [
        f"{source.name}, packed {found.day.isoformat()}",
        *(f"  {what:<45} {count:>9,}" for what, count in counts.items() if count),
        f"{POLICIES_FOLDER}/{name}: {len(content):,} bytes, {letters:,} characters",
        f"{perf_counter() - began:.1f} s{_memory()}",
        PUBLISHED,
    ]
    return "\n".join(lines)


def build_table(download: Download) -> tuple[Joined, bytes]:
    """Join the tables of a download; give the articles and the table's bytes, not yet packed."""
    joined = join(download)
    return joined, write_table(joined.day, joined.articles)


def optional_tables(root: Path) -> list[DataTable]:
    """Give the tables that are installed.

    Raises SystemExit for one that another version of this site has made.
    """
    found: list[DataTable] = []
    if table := optional_table(root):
        found.append(table)
    if table := _table(root, POLICIES_FOLDER, POLICIES, Policies):
        found.append(table)
    return found


def optional_table(root: Path) -> DataTable | None:
    """Give the coverage table alone; None where it is not installed."""
    return _table(root, FOLDER, NAME, Table)


def _table(root: Path, folder: str, name: str, read: Callable[[bytes], object]) -> DataTable | None:
    for path in sorted((root / folder).glob(f"{name}.*.bin")):
        try:
            read(path.read_bytes())
        except Defect as error:
            raise SystemExit(
                f"{folder}/{path.name} is of another version. Run `make coverage` again, or "
                f"delete {folder}/."
            ) from error
        return {"name": name, "path": path}
    return None


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _counts(download: Download, joined: Joined) -> list[str]:
    groups = [
        group for one in joined.articles for group in (*one.covered, *one.noncovered) if group.codes
    ]
    counts = {
        "Rows read": {f"{table}.csv": count for table, count in download.read.items()},
        "In the table": {
            "articles": len(joined.articles),
            "procedures": len(set().union(*(one.procedures for one in joined.articles))),
            "diagnoses": len(set().union(*(group.codes for group in groups))),
            "lists of diagnoses": len(groups),
            "different ones of them": len({group.codes for group in groups}),
        },
        "Left out": {
            **joined.left_out,
            **{f"rows of {table}.csv with other cells": n for table, n in download.odd.items()},
        },
    }
    width = max(len(what) for part in counts.values() for what in part)
    return [
        line
        for title, part in counts.items()
        for line in (title, *(f"  {what:<{width}} {n:>9,}" for what, n in part.items() if n))
    ]


def _memory() -> str:
    """Say how much memory this program took, where the system says it.

    Not by `getrusage`: on Linux its peak is inherited from whoever started the program.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return ""
    kilobytes = next(
        (int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0
    )
    return f", {kilobytes * 1024 / 1e6:.0f} MB of memory at most" if kilobytes else ""
