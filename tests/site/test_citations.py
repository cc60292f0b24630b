"""`[@source-id]` becomes a numbered link and a list of sources, exactly like this."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.exceptions import PluginError

from sitebuild.citations import number_citations
from sitebuild.site import ROOT
from sitebuild.sources import SOURCES_FILE, Source, load_sources, newest_check

SOURCES = {
    "rule-one": Source(
        id="rule-one",
        title="Rule 1 & more",
        about="The first rule.",
        url="https://rules.example/1?a=1&b=2",
        checked="2026-11",
        sure="A",
    ),
    "rule-two": Source(
        id="rule-two", title="Rule 2", about="The second rule", checked="2026-02", sure="verify"
    ),
}
ONE = '<a id="cite-1-1" href="#source-1" aria-label="Source 1: Rule 1 &amp; more">1</a>'
TWO = '<a id="cite-2-1" href="#source-2" aria-label="Source 2: Rule 2">2</a>'


def render(text: str) -> str:
    markdown = Markdown(extensions=["tables", "sitebuild.citations"])
    return number_citations(markdown.convert(text), "page.md", SOURCES)


def body(text: str) -> str:
    return render(text).partition("\n<section")[0]


def test_a_citation_follows_its_sentence_without_a_space() -> None:
    assert body("It is so. [@rule-one]") == (
        f'<p>It is so.<sup class="m1-cite" data-search-exclude>{ONE}</sup></p>'
    )


def test_citations_in_a_row_are_one_group() -> None:
    assert body("It is so. [@rule-one] [@rule-two]") == (
        f'<p>It is so.<sup class="m1-cite" data-search-exclude>{ONE}, {TWO}</sup></p>'
    )


def test_numbers_follow_the_order_of_first_use_in_lists_and_tables() -> None:
    html = body("- A. [@rule-two]\n\n| a | b |\n|---|---|\n| B. [@rule-one] | C. [@rule-two] |\n")
    assert [part.partition('"')[0] for part in html.split('id="cite-')[1:]] == ["1-1", "2-1", "1-2"]


def test_code_keeps_what_it_says() -> None:
    assert body("Write `[@rule-one]`.") == "<p>Write <code>[@rule-one]</code>.</p>"


def test_the_page_ends_with_its_sources() -> None:
    assert render("A. [@rule-one]\n\nB. [@rule-two]\n\nC. [@rule-two]").partition("\n<section")[
        2
    ] == (
        ' class="m1-sources" aria-labelledby="sources">\n'
        '<h2 id="sources">Sources<a class="headerlink" href="#sources" '
        'title="Link to this section">&para;</a></h2>\n'
        "<ol>\n"
        '<li id="source-1"><a href="https://rules.example/1?a=1&amp;b=2" rel="noreferrer">'
        "Rule 1 &amp; more</a> - The first rule "
        '<span class="m1-checked">(checked November 2026)</span> '
        '<span class="m1-back"><a href="#cite-1-1" aria-label="Back to the text">&uarr;</a>'
        "</span></li>\n"
        '<li id="source-2">Rule 2 - The second rule '
        '<span class="m1-checked">(checked February 2026, '
        '<strong class="m1-verify">verify before you rely on it</strong>)</span> '
        '<span class="m1-back">&uarr; '
        '<a href="#cite-2-1" aria-label="a: back to the text">a</a> '
        '<a href="#cite-2-2" aria-label="b: back to the text">b</a></span></li>\n'
        "</ol>\n</section>"
    )


def test_a_page_without_citations_has_no_list() -> None:
    assert render("Plain text.") == "<p>Plain text.</p>"


def test_an_unknown_id_names_the_page_and_the_id() -> None:
    with pytest.raises(PluginError) as raised:
        render("A. [@rule-one] B. [@rule-on]")
    assert str(raised.value) == (
        "page.md cites [@rule-on], which is not in py/m1appeals/rules/sources.toml."
        " Did you mean [@rule-one]?"
    )


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('about = "b"\nchecked = "2026-11"\nsure = "A"', "[x] has no title."),
        (
            'title = "t"\nabout = "b"\nchecked = "2026-11"\nsure = "C"',
            "[x] sure must be one of A, B, verify.",
        ),
        (
            'title = "t"\nabout = "b"\nchecked = "Nov 2026"\nsure = "A"',
            '[x] checked must be a year and month like "2026-11".',
        ),
        (
            'title = "t"\nabout = "b"\nchecked = "2026-11"\nsure = "A"\nurl = "http://a.example"',
            "[x] url must start with https://.",
        ),
    ],
)
def test_a_broken_source_is_named(tmp_path: Path, entry: str, message: str) -> None:
    path = tmp_path / SOURCES_FILE
    path.parent.mkdir(parents=True)
    path.write_text(f"[x]\n{entry}\n", encoding="utf-8")
    with pytest.raises(PluginError) as raised:
        load_sources(tmp_path)
    assert str(raised.value) == f"py/m1appeals/rules/sources.toml: {message}"


def test_the_newest_check_is_the_one_the_footer_prints(pages: Mapping[str, str]) -> None:
    assert newest_check(SOURCES) == "November 2026"
    assert f"Rules last checked: {newest_check(load_sources(ROOT))}." in pages["index.html"]


def test_no_citation_is_left_unread(pages: Mapping[str, str]) -> None:
    assert [name for name, html in pages.items() if "<m1-cite" in html] == []
