"""The pages that say which copy this is and check it: what they print is true of the files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from pathlib import Path

from m1appeals.letter.text import to_text
from sitebuild.check_page import example_letter
from sitebuild.release import read_release
from sitebuild.site import ROOT
from tests.letters.examples import letter

FACT = re.compile(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", re.DOTALL)


def facts(page: str) -> dict[str, str]:
    return {name: re.sub(r"<.*?>", "", fact).strip() for name, fact in FACT.findall(page)}


def test_the_page_says_which_copy_this_is(pages: Mapping[str, str]) -> None:
    said = facts(pages["about.html"])
    release = read_release(ROOT)
    assert said["Version"] == release.version
    assert said["Date of this version"] == "January 15, 2026"
    assert re.fullmatch(r"[A-Z][a-z]+ 20\d\d", said["Rules last checked"])
    assert said["Copy for offline use"] == "A browser that runs JavaScript keeps one, over https."
    assert ("Commit" in said) is bool(release.commit)
    assert release.commit in said.get("Commit", "")


def test_every_page_leads_to_it(pages: Mapping[str, str]) -> None:
    assert [
        name for name, page in pages.items() if "About this copy</a>, version " not in page
    ] == []


def test_the_fingerprint_is_what_the_page_says_prints_it(
    built_site: Path, pages: Mapping[str, str]
) -> None:
    assert "grep -v '  about.html$' SHA256SUMS.txt | sha256sum" in unescape(
        re.sub(r"<.*?>", "", pages["about.html"])
    )
    lines = (built_site / "SHA256SUMS.txt").read_text().splitlines(keepends=True)
    others = "".join(line for line in lines if not line.endswith("  about.html\n"))
    fingerprint = hashlib.sha256(others.encode()).hexdigest()
    assert facts(pages["about.html"])["Fingerprint"] == fingerprint


def test_the_checks_page_holds_the_letter_to_compare_with(pages: Mapping[str, str]) -> None:
    block = re.search(r'id="m1-example">(.*?)</script>', pages["check.html"], re.DOTALL)
    assert block
    held = json.loads(block[1])
    assert held["text"] == example_letter().text == to_text(letter(held["fields"]))
    assert date.fromisoformat(held["today"]).year == 2026
    for field in ("patient_name", "signer_name", "contact", "practice_name", "payer_name"):
        assert "Example" in held["fields"][field]


def test_every_check_of_the_page_is_one_of_the_script(pages: Mapping[str, str]) -> None:
    page = pages["check.html"]
    script = (ROOT / "site-overrides" / "assets" / "m1" / "check.js").read_text()
    block = re.search(r"const CHECKS = \{(.*?)\n\};", script, re.DOTALL)
    assert block
    named = re.findall(r'data-check="(\w+)"', page)
    assert named == re.findall(r"^  (\w+)[:,]", block[1], re.MULTILINE)
    assert page.count("By hand: ") == len(named)
