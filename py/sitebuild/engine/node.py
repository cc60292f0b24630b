"""Phase two: what only the engine's own interpreter can do, run in Pyodide under Node.

`compile_archives` turns sources into the bytecode of that interpreter and writes its lock file;
`take_snapshot` starts Python with them and saves its memory; `pack` makes big files small.
The scripts lie in `../node`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["compile_archives", "make_classic", "node", "pack", "run_script", "take_snapshot"]

_SCRIPTS = Path(__file__).parents[1] / "node"


def node() -> str:
    """Give the path of Node: the one beside this Python, or any other."""
    beside = Path(sys.executable).with_name("node")
    found = str(beside) if beside.exists() else shutil.which("node")
    if found is None:
        raise FileNotFoundError("Node is missing. `make` installs it; run `make build`.")
    return found


def compile_archives(root: Path, *, tools: Path, folder: Path) -> None:
    """Compile every wheel and zip in a folder there, and write `pyodide-lock.json` beside them."""
    run_script(_SCRIPTS / "compile.mjs", root, str(tools), str(folder))


def take_snapshot(root: Path, *, archives: Path, snapshot: Path, layout: Path) -> None:
    """Start Python with the compiled archives, write letters, and save its memory.

    `layout` becomes JSON: `header`, the bytes of Pyodide's own header, with which the snapshot
    begins; `pieces`, the start and length of each piece of memory that follows; `brought`, how much
    of the memory the wasm file itself fills, in bytes. There a piece holds the difference, by xor.
    """
    run_script(_SCRIPTS / "snapshot.mjs", root, str(archives), str(snapshot), str(layout))


def make_classic(root: Path, scripts: Mapping[Path, Path]) -> None:
    """Make each module into a classic script, at the path that is given for it."""
    paths = (str(path) for pair in scripts.items() for path in pair)
    run_script(_SCRIPTS / "classic.mjs", root, *paths)


def pack(root: Path, files: Mapping[Path, Path]) -> None:
    """Write each file, gzip'd, to the path that is given for it: the same bytes on any machine."""
    run_script(_SCRIPTS / "pack.mjs", root, *(str(path) for pair in files.items() for path in pair))


def run_script(script: Path, root: Path, *arguments: str) -> None:
    """Run a script with the project's Pyodide; raise `CalledProcessError` when it fails."""
    runtime = root / "node_modules" / "pyodide"
    # Python takes its time zone from Node. West of Greenwich the fixed date of the wheels would lie
    # in 1979, which an archive cannot say; anywhere else it would tell where they were made.
    environment = {**os.environ, "NODE_NO_WARNINGS": "1", "TZ": "UTC"}
    subprocess.run([node(), str(script), str(runtime), *arguments], check=True, env=environment)
