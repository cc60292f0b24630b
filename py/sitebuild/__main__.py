"""`python -m sitebuild engine | build | serve ADDRESS`: what the Makefile runs."""

from __future__ import annotations

import sys
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
        case ["serve", address]:
            from sitebuild.site import serve

            serve(address)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
