"""`python -m sitebuild coverage FROM`: the optional coverage table, from CMS's article download.

`download.py` reads the download, `articles.py` joins its tables, `install.py` writes the table into
`build/coverage/` and reports. A site that is built afterwards has it.
"""

from __future__ import annotations

from sitebuild.coverage.install import DataTable, install, optional_table

__all__ = ["DataTable", "install", "optional_table"]
