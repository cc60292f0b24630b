"""Every page carries the policy, first, and nothing in it needs more than the policy allows."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping

from sitebuild.csp import add_policy, policy, policy_problems

BEFORE_SCRIPTS = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' blob:"
AFTER_SCRIPTS = (
    "; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; object-src 'none'"
)
FIRST_IN_HEAD = re.compile(
    r'<head>\s*<meta charset="utf-8">\s*'
    r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">'
)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>(.*?)</script>", re.S)


def page(body: str = "", head: str = "") -> str:
    return add_policy(f'<html><head>{head}<meta charset="utf-8"></head><body>{body}</body></html>')


def test_the_policy_is_these_words() -> None:
    assert policy() == BEFORE_SCRIPTS + AFTER_SCRIPTS


def test_every_page_starts_with_its_character_set_and_its_policy(pages: Mapping[str, str]) -> None:
    assert "404.html" in pages
    assert [name for name, html in pages.items() if not FIRST_IN_HEAD.search(html)] == []


def test_every_pages_policy_allows_exactly_its_own_inline_scripts(pages: Mapping[str, str]) -> None:
    for name, html in pages.items():
        hashes = {
            base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            for script in INLINE_SCRIPT.findall(html)
        }
        allowed = " ".join(sorted(f"'sha256-{digest}'" for digest in hashes))
        found = FIRST_IN_HEAD.search(html)
        assert found, name
        assert found[1] == f"{BEFORE_SCRIPTS} {allowed}{AFTER_SCRIPTS}", name


def test_no_page_holds_what_the_policy_would_block(pages: Mapping[str, str]) -> None:
    problems = {name: policy_problems(html) for name, html in pages.items()}
    assert {name: found for name, found in problems.items() if found} == {}


def test_a_data_block_is_not_a_script() -> None:
    html = page('<script type="application/json">{"a": 1}</script>')
    assert "sha256" not in html
    assert policy_problems(html) == []


def test_a_script_changed_after_the_policy_was_written_is_a_problem() -> None:
    html = page("<script>one()</script>").replace("one()", "two()")
    assert policy_problems(html) == ["the policy does not match the page's inline scripts"]


def test_anything_before_the_policy_is_a_problem() -> None:
    html = page(head='<link rel="stylesheet" href="a.css">')
    assert policy_problems(html) == [
        "the page does not start with its character set and its policy"
    ]


def test_a_page_without_a_policy_is_a_problem() -> None:
    html = '<head><meta charset="utf-8"><title>A page</title></head>'
    assert policy_problems(html) == [
        "the page does not start with its character set and its policy"
    ]


def test_styles_and_handlers_in_the_page_are_problems() -> None:
    html = page('<style>p{}</style><p style="color: red" onclick="go()">Text</p>')
    assert policy_problems(html) == [
        "inline style: style",
        "inline style: p style",
        "event handler: p onclick",
    ]
