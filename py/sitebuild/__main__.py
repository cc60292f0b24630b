"""`python -m sitebuild engine|build|dist|serve ADDRESS|rules [DAY]|coverage FROM LCD`: for make."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

__all__ = ["main"]

ROOT = Path(__file__).parents[2]


def main(arguments: list[str]) -> None:
    """Run one command."""
    match arguments:
        case ["engine"]:
            from sitebuild.engine import build_engine

            build_engine(ROOT)
        case ["build"]:
            from sitebuild.site import publish

            publish()
        case ["dist"]:
            from sitebuild.dist import write_archive
            from sitebuild.release import read_release

            archive = write_archive(ROOT, ROOT / "site", ROOT / "dist", read_release(ROOT))
            print(archive.with_name(f"{archive.name}.sha256").read_text(), end="")
        case ["serve", address]:
            from sitebuild.site import serve

            serve(address)
        case ["rules", *day] if len(day) <= 1:
            from m1appeals.errors import Defect
            from sitebuild.rule_dates import check_rules

            try:
                lines = check_rules(date.fromisoformat(day[0]) if day else date.today())
            except Defect as error:
                sys.exit(str(error))
            for line in lines:
                print(f"warning: {line}")
        case ["coverage", articles, *lcds] if len(lcds) <= 1:
            from m1appeals.errors import UserMistake
            from sitebuild.coverage import install, install_policies

            policies = "".join(lcds)
            if not (articles or policies):
                sys.exit("Name the download: make coverage FROM=current_article.zip")
            try:
                if articles:
                    print(install(ROOT, Path(articles)))
            except UserMistake as error:
                sys.exit(f"No coverage table: {error}")
            try:
                if policies:
                    print(install_policies(ROOT, Path(policies)))
            except UserMistake as error:
                sys.exit(f"No table of policies: {error}")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
