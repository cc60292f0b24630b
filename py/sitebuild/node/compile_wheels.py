"""Runs inside Pyodide: compile /wheels and write its lock file from the runtime's own."""

# mypy: ignore-errors
# The packages imported here exist only inside Pyodide.

from pathlib import Path

from pyodide_build._py_compile import _py_compile_archive_dir
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

wheels = Path("/wheels")
runtime_lock = PyodideLockSpec.from_json(Path("/runtime/pyodide-lock.json"))
runtime_lock.packages.clear()
lock = add_wheels_to_spec(runtime_lock, sorted(wheels.glob("*.whl")))
lock.to_json(wheels / "pyodide-lock.json")
_py_compile_archive_dir(wheels, keep=False, verbose=False)
