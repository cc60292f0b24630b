"""Runs inside Pyodide: install the wheels of /wheels, write each kind of letter, keep nothing else.

What is in memory at the end is saved, and fetched on every visit.
"""

# mypy: ignore-errors
# The product is the installed one, which only exists inside Pyodide.

import gc
import importlib
import site
import sys
import zipimport
from pathlib import Path
from zipfile import ZipFile

LETTERS = ("jinja2", "m1appeals", "markupsafe")

# Not with Pyodide's own installer: it brings modules of its own into the memory.
for wheel in sorted(Path("/wheels").glob("*.whl")):
    if not wheel.name.startswith(LETTERS):
        continue  # it comes once letters can be written
    with ZipFile(wheel) as archive:
        archive.extractall(site.getsitepackages()[0])
importlib.invalidate_caches()

importlib.import_module("m1appeals.browser").warm()

# Every table of rules has been read, and is kept as it was read.
for name in [name for name in sys.modules if name.partition(".")[0] == "tomllib"]:
    del sys.modules[name]

# The contents of archives that are not there where the memory is used.
zipimport._zip_directory_cache.clear()
sys.path_importer_cache.clear()
gc.collect()
