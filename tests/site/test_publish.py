"""What `make build` leaves behind: a whole site, also after a mistake."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sitebuild.site import ROOT, publish

SOURCES = ("docs", "py", "site-overrides", "templates", "mkdocs.yml", "pyproject.toml")


@pytest.fixture
def project(tmp_path: Path, built_site: Path) -> Path:
    """A copy of the project that has been built once."""
    root = tmp_path / "project"
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name)
        else:
            shutil.copy(ROOT / name, root / name)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(built_site, root / "site")
    return root


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_mistake_in_the_settings_is_told_and_the_last_site_stays(
    project: Path, built_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("\n  practice: {}", "\n  practice:\n    nane: Example Clinic"),
        encoding="utf-8",
    )
    with pytest.raises(SystemExit) as stopped:
        publish(project / "site", root=project)
    assert str(stopped.value) == "Not built: Aborted with a BuildError!\nsite/ is as it was."
    assert (
        "ERROR - mkdocs.yml: extra.practice has no setting 'nane'. "
        "There are address, contact, fax, name, npi, phone, signers" in capsys.readouterr().err
    )
    assert names(project / "site") == names(built_site)


def test_a_good_build_takes_the_place_of_the_last_one(project: Path) -> None:
    (project / "site" / "left-over.html").write_text("old", encoding="utf-8")
    publish(project / "site", root=project)
    assert (project / "site" / "index.html").is_file()
    assert not (project / "site" / "left-over.html").exists()
    assert [path.name for path in (project / "build").iterdir()] == []
