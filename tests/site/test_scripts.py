"""The scripts of a page: classic ones, in the order in which they have to start."""

from __future__ import annotations

import re
from collections.abc import Mapping

SCRIPT = re.compile(r"<script ([^>]*)src=\"([^\"]+)\"")


def plain(address: str) -> str:
    return re.sub(r"\.[0-9a-f]{8,12}(?=\.)|\.min", "", address)


def test_the_form_does_not_wait_for_the_theme(pages: Mapping[str, str]) -> None:
    scripts = SCRIPT.findall(pages["appeal.html"])
    deferred = [plain(address) for attributes, address in scripts if "defer" in attributes]
    assert deferred == [
        "assets/m1/appeal.js",
        "assets/m1/site.js",
        "assets/javascripts/bundle.js",
    ]


def test_the_search_is_made_ready_before_the_theme_asks_for_it(pages: Mapping[str, str]) -> None:
    for name, page in pages.items():
        scripts = [plain(address.lstrip("./")) for _, address in SCRIPT.findall(page)]
        theme = scripts.index("assets/javascripts/bundle.js")
        assert scripts.index("assets/m1/site.js") < theme, name


def test_no_page_has_a_module_which_a_disk_would_not_give_it(pages: Mapping[str, str]) -> None:
    assert [name for name, page in pages.items() if 'type="module"' in page] == []
