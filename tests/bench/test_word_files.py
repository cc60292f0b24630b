from __future__ import annotations

from pathlib import Path

from tests.bench.word_files import VALUES, by_docxtpl, by_us, template
from tests.journeys import words


def test_docxtpl_makes_the_same_words_as_we_do(tmp_path: Path) -> None:
    files = {"ours": by_us(VALUES), "docxtpl": by_docxtpl(template(), VALUES)}
    found = {}
    for name, content in files.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(content)
        found[name] = words.of_word_file(path)
    assert found["docxtpl"] == found["ours"]


def test_the_template_holds_placeholders_in_place_of_answers(tmp_path: Path) -> None:
    path = tmp_path / "template.docx"
    path.write_bytes(template())
    text = " ".join(words.of_word_file(path))
    assert "{{ patient_name }}" in text
    assert str(VALUES["patient_name"]) not in text
