"""Reading a template's output into blocks: strictly, so that nothing of a letter gets lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from m1appeals.errors import Defect
from m1appeals.letter.document import (
    Heading,
    Items,
    Paragraph,
    Quotation,
    Run,
    Table,
    grouped,
    parse,
    plain,
)

BREAK = Run(text="\n")


def line(text: str) -> tuple[Run, ...]:
    return (Run(text=text),)


@pytest.mark.parametrize(
    ("markup", "block"),
    [
        ("<p>Text</p>", Paragraph(runs=line("Text"))),
        ('<p class="date">Text</p>', Paragraph(runs=line("Text"), role="date")),
        ("<h2>Text</h2>", Heading(runs=line("Text"))),
        ("<ol><li>A</li><li>B</li></ol>", Items(items=(line("A"), line("B")), numbered=True)),
        ("<ul> <li>A</li> </ul>", Items(items=(line("A"),), numbered=False)),
        (
            "<blockquote><p>A</p><p>B</p></blockquote>",
            Quotation(paragraphs=(line("A"), line("B"))),
        ),
        (
            "<table><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></table>",
            Table(rows=((line("A"), line("B")), (line("C"), line("D"))), named=False),
        ),
        (
            '<table class="reference"><tr><th>A</th><td>B</td></tr></table>',
            Table(rows=((line("A"), line("B")),), named=True),
        ),
        (
            '<table class="columns"><tr><th>A</th><th>B</th></tr>'
            "<tr><td></td><td>D</td></tr></table>",
            Table(rows=((line("A"), line("B")), ((), line("D"))), named=False, headed=True),
        ),
        ("<p></p>", Paragraph(runs=())),
    ],
)
def test_each_kind_of_block_is_read(markup: str, block: object) -> None:
    assert parse(markup).blocks == (block,)


def test_blocks_keep_their_order() -> None:
    blocks = parse("<p>One</p>\n<ol><li>Two</li></ol>\n<p>Three</p>").blocks
    assert [type(block) for block in blocks] == [Paragraph, Items, Paragraph]


def test_strong_words_and_blanks_are_marked() -> None:
    assert parse("<p>a <strong>b</strong> <mark>c</mark></p>").blocks == (
        Paragraph(
            runs=(
                Run(text="a "),
                Run(text="b", strong=True),
                Run(text=" "),
                Run(text="c", blank=True),
            )
        ),
    )


def test_a_blank_in_strong_words_is_both() -> None:
    (block,) = parse("<p><strong>a<mark>b</mark></strong></p>").blocks
    assert block == Paragraph(
        runs=(Run(text="a", strong=True), Run(text="b", strong=True, blank=True))
    )


def test_white_space_is_folded_as_a_browser_does() -> None:
    (block,) = parse("<p>\n  a\t\n b <strong> c </strong> d\n</p>").blocks
    assert isinstance(block, Paragraph)
    assert plain(block.runs) == "a b c d"


def test_there_is_no_space_beside_a_line_break() -> None:
    (block,) = parse("<p>a <br> b<br><br>c</p>").blocks
    assert block == Paragraph(
        runs=(Run(text="a"), BREAK, Run(text="b"), BREAK, BREAK, Run(text="c"))
    )


def test_a_space_that_does_not_break_is_kept() -> None:
    assert parse("<p>a&nbsp; b</p>").blocks == (Paragraph(runs=line("a\u00a0 b")),)


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    folded = " ".join(part for part in text.split(" ") if part)
    (block,) = parse(f"<p>{escape(text)}</p>").blocks
    assert isinstance(block, Paragraph)
    assert plain(block.runs) == folded


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("<script>x</script>", "<script> may not stand in <letter>"),
        ("<p><em>x</em></p>", "<em> may not stand in <p>"),
        ("<p>a<p>b</p></p>", "<p> may not stand in <p>"),
        ("<ol><p>a</p></ol>", "<p> may not stand in <ol>"),
        ("<table><td>a</td></table>", "<td> may not stand in <table>"),
        ("<strong>a</strong>", "<strong> may not stand in <letter>"),
        ("<br>", "<br> may not stand in <letter>"),
        ('<p><a href="x">a</a></p>', "<a> may not stand in <p>"),
        ('<p style="x">a</p>', "<p> may have no attribute but class"),
        ('<p onclick="x">a</p>', "<p> may have no attribute but class"),
        ('<ol class="x"><li>a</li></ol>', "<ol> may have no class"),
        ("text", "text stands outside of any paragraph"),
        ("<ol>text</ol>", "text stands outside of any paragraph"),
        ("<p>a</p>&amp;", "text stands outside of any paragraph"),
        ("<p>a", "<p> is not closed"),
        ("<p>a</strong></p>", "</strong> closes nothing"),
        ("</p>", "</p> closes nothing"),
        ("<p><strong>a</p></strong>", "</p> closes nothing"),
        ("<p>a<!-- b --></p>", "a letter holds no HTML comments"),
        ("<!DOCTYPE html><p>a</p>", "a letter holds no declarations"),
        ("<?php x ?><p>a</p>", "a letter holds no processing instructions"),
    ],
)
def test_anything_outside_the_subset_is_a_defect_of_the_template(markup: str, message: str) -> None:
    with pytest.raises(Defect) as caught:
        parse(markup)
    assert str(caught.value) == message


def test_an_unknown_table_is_a_defect() -> None:
    with pytest.raises(Defect, match="a table cannot be 'fancy'"):
        parse('<table class="fancy"><tr><td>a</td></tr></table>')


def test_rows_without_a_name_go_with_the_one_above_them() -> None:
    a, b = line("A"), line("B")
    rows = (((), a), (a, b), ((), b), ((), a), (b, b))
    assert grouped(rows) == [
        [((), a)],
        [(a, b), ((), b), ((), a)],
        [(b, b)],
    ]


def test_an_unknown_role_is_a_defect() -> None:
    with pytest.raises(Defect, match="fancy"):
        parse('<p class="fancy">a</p>')
