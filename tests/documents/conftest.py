"""Letters as files, converted once for all tests of this folder."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from m1appeals.letter import Document
from m1appeals.letter.docx import to_docx
from tests.letters.examples import LETTERS
from tests.tools import libreoffice


@pytest.fixture(params=LETTERS)
def name(request: pytest.FixtureRequest) -> str:
    """Give the name of each letter in turn."""
    return str(request.param)


@pytest.fixture
def document(name: str) -> Document:
    """Give the letter of that name."""
    return LETTERS[name]


@pytest.fixture(scope="session")
def word_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write every letter as a Word file; give the folder."""
    folder = tmp_path_factory.mktemp("word")
    for name, document in LETTERS.items():
        (folder / f"{name}.docx").write_bytes(to_docx(document))
    return folder


@pytest.fixture(scope="session")
def convert(word_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give a function that converts every letter with one call of LibreOffice."""
    program = libreoffice()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is not installed, and in CI these tests must run")
        pytest.skip("LibreOffice is not installed: `make tools` installs it")
    # A profile of its own: a LibreOffice that is open on the same machine is left alone.
    profile = tmp_path_factory.mktemp("profile")

    def run(target: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--convert-to", target, "--outdir", str(folder)),
            *(str(path) for path in sorted(word_files.iterdir())),
        ]
        subprocess.run(command, check=True, timeout=180, stdout=subprocess.DEVNULL)
        return folder

    return run


@pytest.fixture(scope="session")
def texts(convert: Callable[[str], Path]) -> Path:
    """Give the folder of the letters as LibreOffice reads them, as text."""
    return convert("txt:Text (encoded):UTF8")


@pytest.fixture(scope="session")
def pdfs(convert: Callable[[str], Path]) -> Path:
    """Give the folder of the letters as LibreOffice prints them."""
    return convert("pdf")
