"""Two repairs for people who use a screen reader, made on each finished page.

- The theme's search is a dialog without a name.
- A checklist's boxes are check boxes without a label, which nobody can check:
  the lists are made for paper. They become drawn squares, left out when the
  page is read aloud.
"""

from __future__ import annotations

__all__ = ["repair"]

REPAIRS = {
    'data-md-component="search" role="dialog"': (
        'data-md-component="search" role="dialog" aria-label="Search"'
    ),
    (
        '<label class="task-list-control"><input type="checkbox" disabled/>'
        '<span class="task-list-indicator"></span></label>'
    ): '<span class="task-list-indicator" aria-hidden="true"></span>',
}
"""What the theme and Markdown write, and what a page gets instead."""


def repair(html: str) -> str:
    """Return the page with the repairs made."""
    for written, wanted in REPAIRS.items():
        html = html.replace(written, wanted)
    return html
