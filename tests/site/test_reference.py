"""Tables made from the rules: where a page asks for one it stands, and it holds every entry."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from m1appeals import rules
from m1appeals.denial_codes import CODES, Code, codes_of
from sitebuild.reference import TABLES, fill
from sitebuild.site import ROOT

EXAMPLES = {
    "one": lambda: "| a |\n|---|\n| b |\n",
    "one-more": lambda: "More.",
}
PAGES = sorted((ROOT / "docs").rglob("*.md"))


def text(source: str) -> str:
    """Give what a reader reads of some HTML."""
    inline = re.sub(r"<sup.*?</sup>|</?(?:a|abbr|em|span|strong)\b[^>]*>", "", source)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", inline)).split())


def entry(page: str, id_: str) -> str:
    """Give the HTML of one code on the page of codes."""
    found = re.search(rf'<h3 id="{id_}">.*?</div>', page, re.DOTALL)
    assert found is not None, id_
    return found[0]


def cited(source: str) -> list[str]:
    """Give the titles of the sources that some HTML cites."""
    return [html.unescape(title) for title in re.findall(r'label="Source \d+: ([^"]+)"', source)]


def test_a_line_is_replaced_by_its_table() -> None:
    page = "Before.\n\n<!-- m1-table: one -->\n\nAfter.\n<!-- m1-table: one-more -->"
    assert fill(page, "page.md", EXAMPLES) == ("Before.\n\n| a |\n|---|\n| b |\n\nAfter.\nMore.")


def test_a_table_stands_as_deep_as_its_line() -> None:
    page = "!!! note\n    <!--m1-table:one-->\n"
    assert fill(page, "page.md", EXAMPLES) == "!!! note\n    | a |\n    |---|\n    | b |\n"


def test_a_line_that_is_talked_about_is_left_alone() -> None:
    page = "Write `<!-- m1-table: one -->` on a line of its own."
    assert fill(page, "page.md", EXAMPLES) == page


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("onemore", "Did you mean one-more or one?"),
        ("codes", "There are one, one-more."),
        ("", "There are one, one-more."),
    ],
)
def test_an_unknown_name_names_the_page_and_what_is_near(name: str, hint: str) -> None:
    with pytest.raises(PluginError) as raised:
        fill(f"<!-- m1-table: {name} -->", "guide/page.md", EXAMPLES)
    assert str(raised.value) == (
        f"guide/page.md has <!-- m1-table: {name} -->, which does not exist. {hint}"
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_on_a_page(name: str) -> None:
    mark = f"<!-- m1-table: {name} -->"
    assert [path.name for path in PAGES if mark in path.read_text(encoding="utf-8").split("\n")]


def test_no_line_is_left_in_the_built_pages(pages: Mapping[str, str]) -> None:
    assert [name for name, page in pages.items() if "<!-- m1-table" in page] == []


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_every_code_is_on_the_page_of_codes(pages: Mapping[str, str], code: Code) -> None:
    shown = text(entry(pages["codes.html"], code.anchor))
    cause = f" Cause: {code.cause.capitalize()}." if code.cause else ""
    assert shown == f"{code.code}¶ {code.meaning}. {code.do}{cause}"


def test_the_codes_of_a_kind_are_linked_above_them(pages: Mapping[str, str]) -> None:
    rows = re.findall(r'<div class="m1-jump">(.*?)</div>', pages["codes.html"], re.DOTALL)
    links = [link for row in rows for link in re.findall(r'<a href="#([a-z]+-\w+)">', row)]
    assert links == [code.anchor for code in CODES.values()]


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_a_code_cites_what_its_section_does_not(pages: Mapping[str, str], code: Code) -> None:
    section = pages["codes.html"].partition(f'<h2 id="{code.kind}s">')[2]
    above = cited(section.partition("<h3")[0])
    titles = [rules.sources()[source].title for source in code.sources]
    assert cited(entry(section, code.anchor)) == [title for title in titles if title not in above]
    assert len(above) == (0 if code.kind == "modifier" else 1)


@pytest.mark.parametrize("cause", rules.load("causes"))
def test_each_cause_shows_its_codes_and_links_them(pages: Mapping[str, str], cause: str) -> None:
    part = pages["causes.html"].partition(f'id="{cause}-recognize"')[2].partition("</table>")[0]
    assert re.findall(r'href="codes\.html#([^"]+)"', part) == [
        code.anchor for code in sorted_as_shown(cause)
    ]


def sorted_as_shown(cause: str) -> list[Code]:
    """Give the codes of a cause, those that mean the same beside one another."""
    codes = codes_of(cause)
    order = list(dict.fromkeys(code.meaning for code in codes))
    return sorted(codes, key=lambda code: order.index(code.meaning))


def test_the_codes_of_all_causes_are_in_one_short_table(pages: Mapping[str, str]) -> None:
    table = text(pages["causes.html"].partition("<table>")[2].partition("</table>")[0])
    assert "Documentation 150 to 154, 163, 164, 226, 227, 250 to 252, B12, M25, M26," in table
    assert "Authorization 15, 39, 197, 198, 210, 284, 296, 302, M62, N758" in table


def test_the_first_page_names_the_codes_after_which_a_letter_is_wrong(
    pages: Mapping[str, str],
) -> None:
    part = pages["index.html"].partition('id="not-an-appeal"')[2].partition("</table>")[0]
    assert re.findall(r'href="codes\.html#([^"]+)"', part) == [
        "remark-MA130",
        "remark-N704",
        "remark-N83",
        "remark-N111",
        "remark-N211",
        "reason-193",
        "remark-MA91",
        "remark-N425",
        "modifier-GY",
    ]


@pytest.mark.parametrize("source", rules.sources().values(), ids=rules.sources())
def test_every_source_is_on_the_page_of_sources(
    pages: Mapping[str, str], source: rules.Source
) -> None:
    page = pages["sources.html"]
    shown = re.search(rf'<dt><span id="{source.id}">.*?</dd>', page, re.DOTALL)
    assert shown is not None
    sure = "verify before you rely on it" if source.sure == "verify" else source.sure
    assert text(shown[0]) == (
        f"{source.title} {source.about}. Checked {source.checked_text}, {sure}."
    )
    assert (f'href="{html.escape(source.url)}"' in shown[0]) == bool(source.url)


def test_sources_are_grouped_by_who_publishes_them(pages: Mapping[str, str]) -> None:
    groups = re.split(r"<h2 id=", pages["sources.html"])[1:]
    ids = {text(group.partition(">")[2].partition("<a")[0]): group for group in groups}
    assert "Others" not in ids, "a source's first word is in no group of source_tables.py"
    assert 'id="cfr-405-942"' in ids["Laws and regulations"]
    assert 'id="x12-rarc"' in ids["Code sets"]
    assert 'id="noridian-gz"' in ids["Medicare contractors"]


def test_the_search_finds_each_code_as_a_place_of_its_own(built_site: Path) -> None:
    index = json.loads((built_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {section["location"]: section for section in index["docs"]}
    for code in CODES.values():
        section = found[f"codes.html#{code.anchor}"]
        assert text(section["title"]) == code.code
        assert code.do in text(section["text"])
