"""The built site names no other host, apart from links that a person clicks."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitebuild.foreign import clean, foreign_problems


def test_the_built_site_names_no_other_host(built_site: Path) -> None:
    assert foreign_problems(built_site) == []


def test_no_source_map_and_no_unused_theme_file_is_published(built_site: Path) -> None:
    names = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*")}
    assert [name for name in names if name.endswith(".map") or "/lunr/" in name] == []
    assert "sitemap.xml" not in names


def test_the_themes_own_script_is_still_there(built_site: Path) -> None:
    bundles = list(built_site.glob("assets/javascripts/bundle.*.js"))
    assert len(bundles) == 1
    text = bundles[0].read_text(encoding="utf-8")
    assert "unpkg" not in text
    assert "md-search" in text


def test_another_host_becomes_nowhere() -> None:
    assert clean('load("https://cdn.example/mermaid@11/a.js")') == 'load("data:,")'
    assert clean("let r=`https://api.example/${a}/${f(b)}`;") == "let r=`data:,`;"


def test_names_and_licence_comments_stay() -> None:
    text = 'a="http://www.w3.org/2000/svg"; /* https://clipboardjs.com/ */'
    assert clean(text) == text


def test_source_maps_are_cut_off() -> None:
    assert clean("run();\n//# sourceMappingURL=a.js.map\n") == "run();"
    assert clean("a{b:c}\n/*# sourceMappingURL=a.css.map */") == "a{b:c}"


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.js", 'fetch("https://cdn.example/x")', "a.js: names https://cdn.example/x"),
        ("a.mjs", 'new WebSocket("wss://a.example/")', "a.mjs: names wss://a.example/"),
        ("a.css", "@import '//cdn.example/x.css';", "a.css: names //cdn.example/x.css"),
        ("a.css", "p{background:url(//cdn.example/x)}", "a.css: names //cdn.example/x"),
        ("a.js", "//# sourceMappingURL=a.js.map", "a.js: names a source map"),
        ("a.js.map", "{}", "a.js.map: a source map"),
        ("a.html", '<script src="//cdn.example/x">', "a.html: script src loads //cdn.example/x"),
        ("a.html", '<img src="http://a.example/x">', "a.html: img src loads http://a.example/x"),
        ("a.html", '<link href="https://a.example">', "a.html: link href loads https://a.example"),
        (
            "a.html",
            '<form action="mailto:a@a.example">',
            "a.html: form action loads mailto:a@a.example",
        ),
    ],
)
def test_each_way_of_naming_another_host_is_found(
    tmp_path: Path, name: str, text: str, problem: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert foreign_problems(tmp_path) == [problem]


def test_a_link_that_a_person_clicks_is_fine(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="https://a.example">A</a>', encoding="utf-8")
    assert foreign_problems(tmp_path) == []
