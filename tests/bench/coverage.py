"""What the coverage table costs: made from a download as big as CMS's, read, and asked.

The download is invented, and has the real one's shape: its tables, its number of rows in each, its
HTML. Lists are made of short runs of codes, which is unkind to the table: articles list whole
ranges. Half of the lists are nearly another's, a few codes apart; real contractors share whole
ones.

`python -m tests.bench.coverage [FILE]` measures this alone, or only writes the download.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from m1appeals.coverage import Coverage
from sitebuild.site import ROOT
from tests.bench.report import Row, table
from tests.site.article_download import COLUMNS, DESCRIPTION, write_rows

__all__ = ["Cost", "measure", "rows", "write_download"]

ARTICLES = 2_002
NAMING = 1_115
"""Articles that name procedures."""
PROCEDURE_ROWS = 18_158
COVERED_ROWS = 431_120
NONCOVERED_ROWS = 45_352
CONTRACTORS = 120
HTML = "<p>An invented sentence about an example service, &quot;as CMS writes them&quot;.</p>\r\n"
CHANGED = "2026-11-17 14:03:11"

LOOK_UPS = 300

_INSTALL = """
import json, sys
from pathlib import Path
from sitebuild.coverage import install, optional_table
root, source = map(Path, sys.argv[1:])
print(json.dumps([install(root, source), str(optional_table(root)["path"])]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a table took."""

    report: str
    install: float
    """Seconds."""
    parse: float
    """Seconds in which Python's csv module alone reads the same files."""
    memory: float
    """Megabytes, at most, while it was made; not a number where the system does not tell."""
    packed: int
    unpacked: int
    """Bytes."""
    read: float
    """Milliseconds in which a table is read."""
    look_ups: list[float]
    """Milliseconds of each, of a procedure that many articles name and four diagnoses."""


def measure() -> Cost:
    """Make a table from an invented download, in a process of its own; read it and ask it."""
    with tempfile.TemporaryDirectory() as folder:
        root, source = Path(folder), Path(folder, "current_article.zip")
        (root / "node_modules").symlink_to(ROOT / "node_modules")
        write_download(source)
        done = subprocess.run(
            [sys.executable, "-c", _INSTALL, str(root), str(source)],
            check=True,
            capture_output=True,
            text=True,
        )
        report, path = json.loads(done.stdout.splitlines()[-1])
        ((seconds, memory),) = re.findall(r"^([\d.]+) s(?:, (\d+) MB)?", report, re.MULTILINE)
        content = Path(path).read_bytes()
        began = perf_counter()
        coverage = Coverage.read(content)
        read = 1000 * (perf_counter() - began)
        return Cost(
            report=report,
            install=float(seconds),
            parse=_parse(source),
            memory=float(memory or "nan"),
            packed=len(content),
            unpacked=len(gzip.decompress(content)),
            read=read,
            look_ups=list(_look_ups(coverage)),
        )


def rows(cost: Cost) -> list[Row]:
    """Give what a table took, as lines of the bench's table."""
    csv_alone = f"the csv module alone, {cost.parse:.1f} s"
    return [
        Row(
            what=f"coverage table of {COVERED_ROWS:,} rows",
            figure=f"{cost.install:.1f} s",
            ratio=cost.install / cost.parse,
            against=csv_alone,
        ),
        Row(what="coverage table, memory while it is made", figure=f"{cost.memory:.0f} MB"),
        Row(
            what="coverage table, packed",
            figure=f"{cost.packed / 1e6:.2f} MB",
            ratio=cost.packed / cost.unpacked,
            against=f"unpacked, {cost.unpacked / 1e6:.2f} MB",
        ),
        Row(what="coverage table, read natively", figure=f"{cost.read:.1f} ms"),
        Row(what="coverage table, look-up natively", figure=f"{median(cost.look_ups):.2f} ms"),
    ]


def write_download(path: Path) -> None:
    """Write an invented download of the real one's size; the same bytes every time."""
    chance = random.Random(2026)
    diagnoses = _diagnoses(chance)
    with tempfile.TemporaryFile() as inner:
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, table_rows in _tables(chance, diagnoses):
                member = zipfile.ZipInfo(f"{name}.csv", (2026, 11, 19, 2, 0, 0))
                member.compress_type = zipfile.ZIP_DEFLATED
                with (
                    archive.open(member, "w") as file,
                    io.TextIOWrapper(file, "utf-8", newline="") as text,
                ):
                    write_rows(text, name, table_rows)
        inner.seek(0)
        with zipfile.ZipFile(path, "w") as outer:
            outer.writestr("current_article_csv.zip", inner.read())


def _tables(
    chance: random.Random, diagnoses: Sequence[str]
) -> Iterator[tuple[str, Iterator[Sequence[str]]]]:
    numbers = sorted(chance.sample(range(50_000, 60_999), ARTICLES))
    keys = [(str(number), str(chance.randrange(1, 60))) for number in numbers]
    naming = keys[:NAMING]
    covered = _groups(chance, naming, diagnoses, COVERED_ROWS)
    noncovered = _groups(chance, naming[: NAMING // 8], diagnoses, NONCOVERED_ROWS)
    yield "article", (_article(key) for key in keys)
    yield "article_future_retire", iter(())
    yield (
        "article_related_documents",
        (
            (*key, "1", "", "", str(33_000 + at % 900), "5", "1", CHANGED)
            for at, key in enumerate(keys)
        ),
    )
    yield (
        "article_x_contractor",
        (
            (*key, "6", str((at // 7 + step) % CONTRACTORS), "8", "1", CHANGED)
            for at, key in enumerate(keys)
            for step in range(13)
        ),
    )
    yield "article_x_hcpc_code", _procedures(chance, naming)
    yield (
        "article_x_icd10_covered",
        (
            (*key, code, "108", group, "M", CHANGED, str(at), DESCRIPTION, "N")
            for key, group, codes in covered
            for at, code in enumerate(codes)
        ),
    )
    yield (
        "article_x_icd10_noncovered",
        (
            (*key, code, "108", group, "M", CHANGED, str(at), DESCRIPTION)
            for key, group, codes in noncovered
            for at, code in enumerate(codes)
        ),
    )
    yield "article_x_primary_jurisdiction", iter(())
    blank = [""] * (len(COLUMNS["contractor"]) - 4)
    contractors = range(CONTRACTORS)
    yield (
        "contractor",
        ((str(n), "8", "1", f"Example Contractor {n // 8}", *blank) for n in contractors),
    )
    yield (
        "contractor_jurisdiction",
        (
            (str(n), "8", "1", str(n * 3 % 60 + at), CHANGED, CHANGED, "")
            for n in contractors
            for at in (1, 2)
        ),
    )
    yield "state_lookup", ((str(n), f"{n:02}", f"Example State {n}") for n in range(64))


def _article(key: tuple[str, str]) -> tuple[str, ...]:
    cells = {
        "article_id": key[0],
        "article_version": key[1],
        "article_type": "6",
        "title": f"Billing and Coding: Invented Example Service of the Number {key[0]}",
        "article_pub_date": "2019-10-01 00:00:00",
        "article_eff_date": f"202{int(key[1]) % 6}-10-01 00:00:00",
        "status": "A",
        "last_updated": CHANGED,
        "description": HTML * 150,
    }
    return tuple(cells.get(name, "") for name in COLUMNS["article"])


def _procedures(
    chance: random.Random, naming: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, ...]]:
    known = [f"{code:05}" for code in chance.sample(range(10_000, 99_999), 3_400)]
    known += [f"{chance.choice('AEGJKLQ')}{code:04}" for code in chance.sample(range(9_999), 800)]
    known.sort()
    for at in range(PROCEDURE_ROWS):
        # Some procedures are named by many articles.
        code = known[int(len(known) * chance.random() ** 2)]
        yield (*naming[at % len(naming)], code, "108", "1", "N", CHANGED, DESCRIPTION, DESCRIPTION)


def _groups(
    chance: random.Random, keys: Sequence[tuple[str, str]], diagnoses: Sequence[str], wanted: int
) -> list[tuple[tuple[str, str], str, list[str]]]:
    """Share out so many rows of diagnoses: few long lists, many short ones."""
    lists: list[list[str]] = []
    weights = [chance.lognormvariate(0, 1.6) for _ in range(2 * len(keys))]
    for at, weight in enumerate(weights):
        size = max(1, min(len(diagnoses) // 2, round(wanted * weight / sum(weights))))
        if at % 2 and lists:
            lists.append(sorted({*lists[-1][chance.randrange(4) :], chance.choice(diagnoses)}))
            continue
        codes: set[str] = set()
        while len(codes) < size:
            start = chance.randrange(len(diagnoses))
            codes.update(diagnoses[start : start + min(size - len(codes), chance.randrange(1, 8))])
        lists.append(sorted(codes))
    # The copies are as long as what they copy, so the sum is off: cut and fill to the wanted rows.
    places = [(keys[at % len(keys)], str(at // len(keys) + 1)) for at in range(len(lists))]
    done: list[tuple[tuple[str, str], str, list[str]]] = []
    left = wanted
    for (key, group), listed in zip(places, lists, strict=True):
        done.append((key, group, listed[:left]))
        left -= len(done[-1][2])
    return [*done, *([(keys[0], "9", list(diagnoses[:left]))] if left else [])]


def _diagnoses(chance: random.Random) -> list[str]:
    """Invent some 72,000 codes in the form of real ones: categories of very different sizes."""
    codes: list[str] = []
    for letter in "ABCDEFGHIJKLMNOPQRSTVWXYZ":
        for category in chance.sample(range(100), 76):
            injuries = letter in "STVWXY"
            size = int(min(900, chance.lognormvariate(3.4 if injuries else 2.4, 1.3))) + 1
            ending = "A" if injuries else ""
            places = chance.sample(range(1000), size)
            codes += [f"{letter}{category:02}.{at:03}{ending}" for at in places]
    return sorted(codes)


def _parse(source: Path) -> float:
    """Give the seconds in which Python reads all cells and does nothing with them."""
    csv.field_size_limit(2**31 - 1)
    began = perf_counter()
    with (
        zipfile.ZipFile(source) as outer,
        zipfile.ZipFile(io.BytesIO(outer.read("current_article_csv.zip"))) as archive,
    ):
        for name in archive.namelist():
            with archive.open(name) as file:
                for _ in csv.reader(io.TextIOWrapper(file, "utf-8", newline="")):
                    pass
    return perf_counter() - began


def _look_ups(coverage: Coverage) -> Iterator[float]:
    diagnoses = ["M54.500", "S72.001A", "C50.911", "Z00.00"]
    codes = [f"{code:05}" for code in range(10_000, 40_000)]
    busy = sorted(codes, key=lambda code: -len(coverage.look_up(code, [])))[:LOOK_UPS]
    for code in busy:
        began = perf_counter()
        coverage.look_up(code, diagnoses, date(2026, 11, 1))
        yield 1000 * (perf_counter() - began)


def main(arguments: Iterable[str]) -> None:
    """Measure and print, or write the download to the path that is given."""
    for path in arguments:
        write_download(Path(path))
        return
    cost = measure()
    print(cost.report)
    print(table(rows(cost)))


if __name__ == "__main__":
    main(sys.argv[1:])
