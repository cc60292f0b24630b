"""What the templates use: declared fields, all of them, and nothing unsafe."""

from __future__ import annotations

import re

import pytest
from jinja2 import StrictUndefined, UndefinedError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from m1appeals import rules
from m1appeals.letter.compose import LETTER
from m1appeals.letter.cover import COVER
from m1appeals.letter.environment import environment, templates_folder
from m1appeals.letter_fields import FIELDS

FOLDER = templates_folder()
SOURCES = {
    path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(FOLDER.rglob("*.j2"))
}
OF_LETTERS = [name for name in SOURCES if not name.startswith("word/")]

CAUSE_TEMPLATES = {f"m1/causes/{cause}.html.j2" for cause in rules.load("causes")}
"""What the letter includes by the name of a cause, so that its own text does not name them."""

templates = pytest.mark.parametrize("name", SOURCES)


def tree(name: str) -> nodes.Template:
    return environment().parse(SOURCES[name])


def reached(name: str) -> set[str]:
    """Give a template and all that it includes or imports, however deep."""
    found, waiting = set(), {name}
    while waiting:
        current = waiting.pop()
        found.add(current)
        named = set(meta.find_referenced_templates(tree(current)))
        others = {other for other in named if other is not None}
        waiting |= (others | (CAUSE_TEMPLATES if None in named else set())) - found
    return found


def variables(names: set[str]) -> set[str]:
    return set().union(*(meta.find_undeclared_variables(tree(name)) for name in names))


def test_every_template_of_letters_is_part_of_the_letter_or_of_its_cover_sheet() -> None:
    assert reached(LETTER) | reached(COVER) == set(OF_LETTERS)


def test_the_letter_uses_nothing_but_declared_fields_and_facts() -> None:
    # `parts` is what a template calls the macros that it imports.
    assert variables(reached(LETTER)) <= {*FIELDS, "facts", "evidence"}
    assert variables(reached(COVER)) <= {*FIELDS, "facts", "cover"}


def test_the_cover_sheet_names_no_patient() -> None:
    private = {name for name, field in FIELDS.items() if field.phi}
    assert variables(reached(COVER)) & private == {"claim_number"}


def test_every_field_that_is_printed_is_used_and_no_other() -> None:
    printed = {name for name, field in FIELDS.items() if field.printed}
    assert set(FIELDS) & variables(reached(LETTER)) == printed


def test_macros_take_values_and_never_the_context() -> None:
    assert variables({"shared/parts.html.j2"}) == set()


@pytest.mark.parametrize("cause", rules.load("causes"))
def test_every_cause_has_its_paragraph(cause: str) -> None:
    assert f"m1/causes/{cause}.html.j2" in SOURCES


@templates
def test_no_template_switches_escaping_off(name: str) -> None:
    filters = {node.name for node in tree(name).find_all(nodes.Filter)}
    assert not filters & {"safe", "forceescape", "xmlattr", "striptags"}
    assert "autoescape" not in SOURCES[name]
    assert "Markup" not in SOURCES[name]


@pytest.mark.parametrize("name", sorted(CAUSE_TEMPLATES | {LETTER, "m1/argument.html.j2"}))
def test_a_part_of_the_letter_says_why_it_is_there(name: str) -> None:
    assert SOURCES[name].startswith("{#")


@pytest.mark.parametrize("name", OF_LETTERS)
def test_letters_use_typographic_quotes_and_apostrophes(name: str) -> None:
    words = re.sub(r"\{[{%#].*?[#%}]\}|<[^>]*>", "", SOURCES[name], flags=re.DOTALL)
    assert not set("'\"") & set(words)


def test_the_environment_is_sandboxed_strict_and_escapes() -> None:
    env = environment()
    assert isinstance(env, SandboxedEnvironment)
    assert env.undefined is StrictUndefined
    assert env.autoescape is True


def test_a_misspelled_variable_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ pateint_name }}").render()


def test_an_answer_is_never_a_template() -> None:
    template = environment().from_string("{{ answer }}")
    assert template.render(answer="{{ 7 * 7 }}") == "{{ 7 * 7 }}"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (("A",), "A"),
        (("A", "B"), "A and B"),
        (("A", "B", "C"), "A, B and C"),
        (("<A>", "&"), "&lt;A&gt; and &amp;"),
    ],
)
def test_a_list_reads_as_a_sentence(values: tuple[str, ...], sentence: str) -> None:
    assert environment().from_string("{{ values | listed }}").render(values=values) == sentence


def test_a_line_break_in_an_answer_is_all_that_becomes_markup() -> None:
    template = environment().from_string("{{ answer | broken }}")
    assert template.render(answer="<b>\n&") == "&lt;b&gt;<br>&amp;"


@pytest.mark.parametrize(
    ("answer", "ended"),
    [("Dana", "Dana."), ("4 p.m.", "4 p.m."), ("Why?", "Why?"), ("<b>", "&lt;b&gt;.")],
)
def test_a_sentence_ends_with_one_full_stop(answer: str, ended: str) -> None:
    assert environment().from_string("{{ answer | ended }}").render(answer=answer) == ended
