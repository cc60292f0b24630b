"""What kinds of tests share: the switch for goldens, how hard Hypothesis tries, the built site."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Tests of several kinds use the same example letters, as `tests.letters.examples`.
sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.tries import tries

BUILT = 1_768_435_200
"""When the tested site says it was built, in seconds: 15 January 2026, before the examples' day."""

# The same examples on every run, and no clock: the suites also run inside Pyodide, where everything
# takes longer, and the first of the examples have to do.
settings.register_profile(
    "m1",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=tries(40),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("m1")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare `--update-goldens`."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the golden letters again instead of comparing with them",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest test: all else has room beside it."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/pyodide/"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Give one worker more than there are processors: journeys often wait for a clock."""
    affinity = getattr(os, "sched_getaffinity", None)
    return (len(affinity(0)) if affinity else os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a strict build, with the engine; the first worker that asks builds it."""
    import fcntl

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "archive"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return next(folder.glob("*.zip"), None) or build_archive(folder)


def build_archive(folder: Path) -> Path:
    """Build engine, site and archive."""
    # Imported here: inside Pyodide there is no MkDocs, and nobody asks for the site.
    from sitebuild.dist import write_archive
    from sitebuild.engine import build_engine
    from sitebuild.release import read_release
    from sitebuild.site import ROOT, build

    build_engine(ROOT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(BUILT))
        site = build(folder / "site", root=ROOT)
        return write_archive(ROOT, site, folder, read_release(ROOT))


@pytest.fixture(scope="session")
def built_site(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What IT has: the archive, unzipped into an empty folder."""
    folder = tmp_path_factory.mktemp("built")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / archive.stem
