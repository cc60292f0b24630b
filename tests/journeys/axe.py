"""axe-core, asked about a page as it stands.

It comes with the tests' Node packages and is put into the page by the browser's own debugging way,
which the page's policy does not see: the policy stays on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

__all__ = ["install", "violations"]

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def install(context: BrowserContext) -> None:
    """Put axe into every page that a context will open."""
    context.add_init_script(path=AXE)


def violations(page: Page) -> list[str]:
    """Give what axe finds wrong, one line for each element.

    A tooltip of the theme lies outside the page's landmarks; it is left out. The page is read from
    its top: what happens to lie half under the header elsewhere is called too small a target.
    """
    page.evaluate("scrollTo(0, 0)")
    found: list[dict[str, Any]] = page.evaluate(
        """tags => axe.run(
            { exclude: ["[role=tooltip]"] },
            { runOnly: tags, resultTypes: ["violations"] },
          ).then(({ violations }) => violations)""",
        TAGS,
    )
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
