"""The letter as text and as HTML: each kind of block, printed."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m1appeals.letter.document import Document, Paragraph, Run, parse
from m1appeals.letter.html import to_markup, to_nodes
from m1appeals.letter.text import to_text

MARKUP_AND_TEXT = [
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo.\n"),
    ("<p>One<br>Two</p>", "One\nTwo\n"),
    ("<p><strong>One</strong> <mark>[Two]</mark></p>", "One [Two]\n"),
    ("<h2>Enclosures</h2>", "ENCLOSURES\n"),
    ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two\n"),
    ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two\n"),
    (
        '<table class="reference"><tr><th>ID</th><td>1</td></tr>'
        "<tr><th>Patient</th><td>Pat</td></tr></table>",
        "ID:      1\nPatient: Pat\n",
    ),
    ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>", "1 | 2\n3 | 4\n"),
    (
        '<table class="columns"><tr><th>X</th><th>Y</th><th>Z</th></tr>'
        "<tr><td>A</td><td>1</td><td>2<br>3</td></tr><tr><td></td><td>4</td><td>5</td></tr>"
        "<tr><td>B</td><td>6</td><td>7</td></tr></table>",
        "X: A\nY: 1\nZ: 2; 3\nY: 4\nZ: 5\n\nX: B\nY: 6\nZ: 7\n",
    ),
    ("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n> Two\n"),
    (
        '<p class="letterhead">Clinic</p><p class="letterhead-detail">Street</p><p>Text</p>',
        "Clinic\nStreet\n\nText\n",
    ),
    (
        '<p class="closing">Sincerely,</p><p class="signature">Alex</p>',
        "Sincerely,\n\n\n\nAlex\n",
    ),
]

MARKUP_AND_NODES = [
    ("<p>One</p>", ["p", "", ["One"]]),
    ('<p class="date">One</p>', ["p", "m1-date", ["One"]]),
    ("<p>a<br><strong>b</strong><mark>c</mark></p>",
     ["p", "", ["a", ["br", "", []], ["strong", "", ["b"]], ["mark", "", ["c"]]]]),
    ("<p><strong><mark>c</mark></strong></p>", ["p", "", [["strong", "", [["mark", "", ["c"]]]]]]),
    ("<h2>One</h2>", ["h3", "", ["One"]]),
    ("<ol><li>One</li></ol>", ["ol", "", [["li", "", ["One"]]]]),
    ("<ul><li>One</li></ul>", ["ul", "", [["li", "", ["One"]]]]),
    ('<table class="reference"><tr><th>A</th><td>B</td></tr></table>',
     ["table", "m1-reference",
      [["tbody", "", [["tr", "", [["th", "", ["A"]], ["td", "", ["B"]]]]]]]]),
    ("<table><tr><td>A</td><td>B</td></tr></table>",
     ["table", "", [["tbody", "", [["tr", "", [["td", "", ["A"]], ["td", "", ["B"]]]]]]]]),
    ('<table class="columns"><tr><th>X</th><th>Y</th></tr><tr><td>A</td><td>1</td></tr>'
     "<tr><td></td><td>2</td></tr><tr><td>B</td><td>3</td></tr></table>",
     ["table", "m1-columns",
      [["thead", "", [["tr", "", [["th", "", ["X"], {"scope": "col"}],
                                  ["th", "", ["Y"], {"scope": "col"}]]]]],
       ["tbody", "", [["tr", "", [["th", "", ["A"], {"scope": "rowgroup", "rowspan": "2"}],
                                  ["td", "", ["1"]]]],
                      ["tr", "", [["td", "", ["2"]]]]]],
       ["tbody", "", [["tr", "", [["th", "", ["B"], {"scope": "rowgroup", "rowspan": "1"}],
                                  ["td", "", ["3"]]]]]]]]),
    ("<blockquote><p>One</p></blockquote>", ["blockquote", "", [["p", "", ["One"]]]]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "text"), MARKUP_AND_TEXT)
def test_each_kind_of_block_has_its_text(markup: str, text: str) -> None:
    assert to_text(parse(markup)) == text


@pytest.mark.parametrize(("markup", "node"), MARKUP_AND_NODES)
def test_each_kind_of_block_has_its_element(markup: str, node: object) -> None:
    assert to_nodes(parse(markup)) == [node]


def test_markup_holds_the_same_elements() -> None:
    letter = parse('<p class="date">a<br>b</p><ol><li><strong>c</strong></li></ol>')
    assert to_markup(letter) == (
        '<p class="m1-date">a<br>b</p>\n<ol><li><strong>c</strong></li></ol>'
    )


def test_markup_holds_what_a_cell_names() -> None:
    letter = parse('<table class="columns"><tr><th>X</th></tr><tr><td>A</td></tr></table>')
    assert to_markup(letter) == (
        '<table class="m1-columns"><thead><tr><th scope="col">X</th></tr></thead>'
        '<tbody><tr><th scope="rowgroup" rowspan="1">A</th></tr></tbody></table>'
    )


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(text=st.text() | st.sampled_from(["<b>", "</p><script>x</script>", "&lt;", "\"'", "<!--"]))
def test_markup_takes_any_text_for_text(text: str) -> None:
    letter = Document(blocks=(Paragraph(runs=(Run(text=f"a{text}"),)),))
    reader = Reader()
    reader.feed(str(to_markup(letter)))
    reader.close()
    assert reader.tags == ["p"]
    assert reader.text == f"a{text}"
