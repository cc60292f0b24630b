"""Runs inside Pyodide: pack /folder into the file that ARCHIVE names, every file dated DAY."""

import os
import zipfile
from pathlib import Path

PACKED = {".bin", ".docx", ".png"}

folder = Path("/folder")
archive = Path(os.environ["ARCHIVE"])
year, month, day = map(int, os.environ["DAY"].split("-"))
with zipfile.ZipFile(archive, "w") as target:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = f"{archive.stem}/{path.relative_to(folder).as_posix()}"
        entry = zipfile.ZipInfo(name, (year, month, day, 0, 0, 0))
        entry.create_system = 3  # else it depends on where it is written
        entry.external_attr = 0o100644 << 16
        packed = path.suffix in PACKED
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        target.writestr(entry, path.read_bytes())
