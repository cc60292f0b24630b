"""Write the coverage table into `build/coverage/`, from where a build takes it, and report."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from time import perf_counter
from typing import TypedDict

from m1appeals.coverage import Coverage
from m1appeals.coverage.table import Table, write_table
from m1appeals.errors import Defect
from sitebuild.coverage.articles import Joined, join
from sitebuild.coverage.download import Download, open_download
from sitebuild.engine.node import pack

__all__ = ["FOLDER", "DataTable", "build_table", "install", "optional_table"]

FOLDER = "build/coverage"
NAME = "coverage"


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
    fresh = root / f"{FOLDER}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
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
        "It is published by the next `make build` or `make dist`, or by `make serve` anew.",
    ]
    return "\n".join(lines)


def build_table(download: Download) -> tuple[Joined, bytes]:
    """Join the tables of a download; give the articles and the table's bytes, not yet packed."""
    joined = join(download)
    return joined, write_table(joined.day, joined.articles)


def optional_table(root: Path) -> DataTable | None:
    """Give the installed table; None where there is none.

    Raises SystemExit for one that another version of this site has made.
    """
    for path in sorted((root / FOLDER).glob(f"{NAME}.*.bin")):
        try:
            Table(path.read_bytes())
        except Defect as error:
            raise SystemExit(
                f"{FOLDER}/{path.name} is of another version. Run `make coverage` again, or "
                f"delete {FOLDER}/."
            ) from error
        return {"name": NAME, "path": path}
    return None


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
