"""What the build mends in the theme's HTML for people who use a screen reader."""

from __future__ import annotations

from collections.abc import Mapping


def test_the_search_has_a_name_on_every_page(pages: Mapping[str, str]) -> None:
    unnamed = [
        name for name, html in pages.items() if 'role="dialog" aria-label="Search"' not in html
    ]
    assert unnamed == []


def test_checklists_are_squares_on_paper(pages: Mapping[str, str]) -> None:
    prevention = pages["prevention.html"]
    assert prevention.count('<span class="task-list-indicator" aria-hidden="true"></span>') > 20
    assert 'type="checkbox" disabled' not in prevention
