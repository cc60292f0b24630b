"""Runs inside Pyodide: compile the archives of /folder, and write the lock file of its wheels.

Compiled as by `-OO`, without docstrings. The interpreter's memory is saved and fetched with all
that is in it, so what no letter needs is left out here.
"""

# mypy: ignore-errors
# The packages imported here exist only inside Pyodide.

import io
import marshal
from hashlib import sha256
from pathlib import Path
from types import CodeType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pyodide_build._py_compile import _py_compile_archive_dir
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
PYC_HEADER = 16


def shorten(archive):
    """Write an archive again, with a short table of lines in each module."""
    with ZipFile(io.BytesIO(archive.read_bytes())) as old, ZipFile(archive, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".pyc"):
                code = one_line(marshal.loads(content[PYC_HEADER:]))
                content = content[:PYC_HEADER] + marshal.dumps(code)
            new.writestr(ZipInfo(name, FIXED_DATE), content, ZIP_DEFLATED, 9)


def one_line(code):
    """Say of all instructions that they are on the line where their function begins.

    The full tables are an eighth of the memory, and only tracebacks read them: those still name the
    function. CPython describes the format in InternalDocs/code_objects.md: an entry of this kind is
    for 8 instructions at most, and holds the difference of the line, here 0.
    """
    constants = (one_line(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    whole, rest = divmod(len(code.co_code) // 2, 8)
    no_columns = 0x80 | 13 << 3
    table = bytes([no_columns | 7, 0]) * whole + bytes([no_columns | rest - 1, 0] if rest else [])
    return code.replace(co_linetable=table, co_consts=tuple(constants))


folder = Path("/folder")
lock_file = folder / "pyodide-lock.json"
lock = PyodideLockSpec.from_json(Path("/runtime/pyodide-lock.json"))
lock.packages.clear()
add_wheels_to_spec(
    lock,
    sorted(folder.glob("*.whl")),
    ignore_missing_dependencies=True,  # Pillow: fpdf2 does without it
).to_json(lock_file)
# This enters the names of the compiled wheels in the lock file.
_py_compile_archive_dir(folder, keep=False, verbose=False)
lock = PyodideLockSpec.from_json(lock_file)
for archive in (*folder.glob("*.zip"), *folder.glob("*.whl")):
    shorten(archive)
for package in lock.packages.values():
    package.sha256 = sha256((folder / package.file_name).read_bytes()).hexdigest()
lock.to_json(lock_file)
