"""`python -m sitebuild coverage FROM LCD`: the optional tables, from CMS's downloads.

`download.py` reads a download. Of articles, `articles.py` joins the tables; of LCDs, `policies.py`
takes the texts, which `html_text.py` frees of markup. `install.py` writes the tables into
`build/coverage/` and `build/policies/` and reports. A site that is built afterwards has them.
"""

from __future__ import annotations

from sitebuild.coverage.install import (
    DataTable,
    install,
    install_policies,
    optional_table,
    optional_tables,
)

__all__ = ["DataTable", "install", "install_policies", "optional_table", "optional_tables"]
