"""A download of the Medicare Coverage Database, of articles or of LCDs, read table by table.

CMS packs `current_article.zip`: beside an Access database and a PDF lies `current_article_csv.zip`
with some forty CSV files, one for each table; `current_lcd.zip` is packed alike. The layout here is
that of CMS's data dictionaries, of the headers that several public programs list which load these
files, and of their tests with rows copied from it; none of their code is here. What those agree on:

- cells are quoted, and hold HTML with line breaks, far longer than Python's csv module allows
- every table of an article names it by `article_id` and `article_version`
- text is UTF-8; some programs met single bytes of Windows' code page 1252
- dates are ISO, mostly with a time of day; an older interface writes month/day/year
- some tables differ between dates in columns that nothing here needs

So columns are found by name, bytes that are no UTF-8 are taken for code page 1252, and whatever is
missing is named with its file.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import shutil
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import IO

from m1appeals.errors import UserMistake

__all__ = ["AGAIN", "ARTICLES", "LCDS", "Download", "Kind", "open_download", "read_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a download is of."""

    table: str
    """The table that every such download has, and no other."""
    file: str
    take: str

    @property
    def again(self) -> str:
        """Say what to do when it cannot be read."""
        return f"Download {self.file} from CMS again."


ARTICLES = Kind(
    table="article",
    file="current_article.zip",
    take="Take the current articles, current_article.zip.",
)
LCDS = Kind(table="lcd", file="current_lcd.zip", take="Take the current LCDs, current_lcd.zip.")
AGAIN = ARTICLES.again

DEPTH = 3
"""How deep the tables may lie: CMS's archive of everything holds the archive of articles."""

LONGEST_CELL = 2**31 - 1
"""The most that the csv module can be told on every system."""

ODD_AT_MOST = 0.01
"""The share of rows that may have another number of cells than their header."""

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""The last two: packed in a way that Python does not know, or encrypted."""

_ERRORS = "m1-code-page-1252"
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)")
_AMERICAN = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?!\d)")


class Download:
    """The tables of a download. `rows` counts what it reads."""

    def __init__(self, archive: zipfile.ZipFile, kind: Kind = ARTICLES) -> None:
        """Read from the zip file that holds the CSV files themselves."""
        self._archive, self._kind = archive, kind
        members = {PurePosixPath(member.filename): member for member in archive.infolist()}
        mine = (path for path in members if _is_table(path, kind))
        folder = min(mine, key=_current_first).parent
        self._members = {
            path.name.lower(): member for path, member in members.items() if path.parent == folder
        }
        self.read: Counter[str] = Counter()
        """The rows read, by table."""
        self.odd: Counter[str] = Counter()
        """Those of them that were left out for their number of cells."""

    @property
    def again(self) -> str:
        """Say what to do when it cannot be used."""
        return self._kind.again

    @property
    def packed(self) -> date | None:
        """The day on which it was packed; None where the archive does not say."""
        year, month, day = self._members[f"{self._kind.table}.csv"].date_time[:3]
        return date(year, month, day) if year >= 2000 else None

    def has(self, table: str) -> bool:
        """Tell whether the download has a table."""
        return f"{table}.csv" in self._members

    def rows(
        self, table: str, columns: Sequence[str], *, optional: Sequence[str] = ()
    ) -> Iterator[tuple[str, ...]]:
        """Give the cells of the named columns, row by row; "" for an optional one that is missing.

        Raises `UserMistake` for a table, a column or an end that is missing.
        """
        file = f"{table}.csv"
        if file not in self._members:
            raise UserMistake(f"The download has no {file}. {self.again}")
        try:
            with self._archive.open(self._members[file]) as stream:
                text = io.TextIOWrapper(stream, "utf-8-sig", errors=_ERRORS, newline="")
                yield from self._cells(table, csv.reader(text), columns, optional)
        except _DAMAGED as error:
            raise UserMistake(
                f"{file} in the download is damaged or cut off. {self.again}"
            ) from error
        except csv.Error as error:
            raise UserMistake(f"{file} in the download is no CSV: {error}. {self.again}") from error
        if self.odd[table] > ODD_AT_MOST * self.read[table]:
            raise UserMistake(
                f"{file}: {self.odd[table]} of {self.read[table]} rows have another number of "
                f"cells than its first line. It is damaged, or CMS has changed it. {self.again}"
            )

    def _cells(
        self,
        table: str,
        reader: Iterator[list[str]],
        columns: Sequence[str],
        optional: Sequence[str],
    ) -> Iterator[tuple[str, ...]]:
        header = [name.strip().lower() for name in next(reader, [])]
        for name in columns:
            if name not in header:
                raise UserMistake(
                    f"{table}.csv has no column {name}. It has: {', '.join(header) or 'nothing'}. "
                    "CMS may have changed it; a newer version of this site may know it."
                )
        # One past the end stands for a column that is missing.
        wanted = (*columns, *optional)
        places = [header.index(name) if name in header else len(header) for name in wanted]
        for row in reader:
            if not row:
                continue
            self.read[table] += 1
            if len(row) != len(header):
                self.odd[table] += 1
                continue
            row.append("")
            yield tuple(row[place].strip() for place in places)


@contextmanager
def open_download(path: Path, kind: Kind = ARTICLES) -> Iterator[Download]:
    """Open CMS's download, or the zip file of CSV files that is inside it.

    Raises `UserMistake` for anything else, and says what it is.
    """
    _refuse_what_is_no_zip(path, kind)
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open("rb") as file, _tables(file, path.name, kind, DEPTH) as archive:
            yield Download(archive, kind)
    finally:
        csv.field_size_limit(limit)


def read_day(text: str) -> date | None:
    """Read a day as the tables write it; None for an empty cell.

    Raises ValueError for anything else.
    """
    if text.upper() in {"", "N/A"}:
        return None
    if found := _ISO.match(text):
        year, month, day = map(int, found.groups())
    elif found := _AMERICAN.match(text):
        month, day, year = map(int, found.groups())
    else:
        raise ValueError(f"{text} is no date")
    return date(year, month, day)


def _refuse_what_is_no_zip(path: Path, kind: Kind) -> None:
    if path.is_dir():
        raise UserMistake(
            f"{path} is a folder. Name the zip file; where the browser has unpacked it, name "
            f"{kind.file.removesuffix('.zip')}_csv.zip in that folder."
        )
    if not path.is_file():
        raise UserMistake(f"{path} is not there.")
    with path.open("rb") as file:
        start = file.read(1024)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UserMistake(
            f"{path.name} is a web page, not the download: CMS shows its license first. Open the "
            "address in a browser, accept the license, and save the file."
        )
    if not start.startswith(b"PK"):
        raise UserMistake(f"{path.name} is not a zip file. {kind.take}")


@contextmanager
def _tables(file: IO[bytes], name: str, kind: Kind, depth: int) -> Iterator[zipfile.ZipFile]:
    """Find the zip file with the CSV files, in this one or inside it."""
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise UserMistake(
            f"{name} is cut off or damaged: its end is missing. {kind.again}"
        ) from error
    with archive:
        names = archive.namelist()
        paths = [PurePosixPath(one) for one in names]
        if any(_is_table(path, kind) for path in paths):
            yield archive
            return
        nested = [path for path in paths if _may_hold(path, kind)]
        if not nested or not depth:
            raise UserMistake(f"{name} {_what_it_is(names, kind)} {kind.take}")
        inner = str(min(nested, key=_current_first))
        with tempfile.TemporaryFile() as copy:
            try:
                with archive.open(inner) as inside:
                    shutil.copyfileobj(inside, copy)
            except _DAMAGED as error:
                raise UserMistake(
                    f"{inner} in {name} is damaged or cut off. {kind.again}"
                ) from error
            with _tables(copy, inner, kind, depth - 1) as tables:
                yield tables


def _is_table(path: PurePosixPath, kind: Kind) -> bool:
    return path.name.lower() == f"{kind.table}.csv"


def _may_hold(path: PurePosixPath, kind: Kind) -> bool:
    name = path.name.lower()
    return name.endswith(".zip") and kind.table in name


def _current_first(path: PurePosixPath) -> tuple[bool, PurePosixPath]:
    """Put current articles before all articles, where an archive holds both."""
    return "current" not in str(path).lower(), path


def _what_it_is(names: Sequence[str], kind: Kind) -> str:
    plain = " ".join(names).lower()
    if kind is LCDS:
        if "article" in plain:
            return "is the download of articles: the texts of policies are in LCDs only."
        if "ncd" in plain:
            return "is the download of NCDs."
        return "holds no lcd.csv: it is not CMS's LCD download."
    if "lcd" in plain:
        return "is the download of LCDs: the lists of diagnoses are in articles only."
    if "ncd" in plain:
        return "is the download of NCDs: the lists of diagnoses are in articles only."
    return "holds no article.csv: it is not CMS's article download."


def _as_code_page_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    # Five bytes mean nothing there; Latin-1 gives each of them some character.
    return "".join(
        bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in wrong
    ), error.end


codecs.register_error(_ERRORS, _as_code_page_1252)
