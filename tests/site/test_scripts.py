"""The order in which the page of the form starts its scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping


def test_the_form_does_not_wait_for_the_theme(pages: Mapping[str, str]) -> None:
    scripts = re.findall(r"<script ([^>]*)src=\"([^\"]+)\"", pages["appeal.html"])
    after_parsing = [
        address
        for attributes, address in scripts
        if "defer" in attributes or "module" in attributes
    ]
    assert [re.sub(r"\.[0-9a-f]{8}\.min", "", address) for address in after_parsing] == [
        "assets/m1/appeal.js",
        "assets/javascripts/bundle.js",
    ]
