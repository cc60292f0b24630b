"""The figures that the documentation states are reached, and a broken file of notes is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from m1appeals.evidence.offering.model import model
from m1appeals.evidence.offering.scoring import Scored, score
from tests.bench.evidence.__main__ import main
from tests.bench.evidence.figures import Figures, figures
from tests.bench.evidence.notes import SHIPPED, TRAINING, Note, load
from tests.bench.evidence.regression import fit

STATED = Figures(
    precision=0.715, recall=0.722, f1=0.718, kind_accuracy=0.695, recall_at_20=0.550
)  # fmt: skip
"""On the synthetic notes that are set aside, as docs/contributing states them."""
MARGIN = 0.02


def test_the_figures_are_not_worse_than_stated() -> None:
    notes = load([SHIPPED])
    found = figures(notes, [score(note.sentences, note.service) for note in notes])
    for name in ("precision", "recall", "f1", "kind_accuracy", "recall_at_20"):
        assert getattr(found, name) >= getattr(STATED, name) - MARGIN, name


def test_the_model_has_seen_the_notes_for_training_and_none_that_are_set_aside() -> None:
    assert {note.hash for note in load([TRAINING])} <= model().notes
    assert not {note.hash for note in load([SHIPPED])} & model().notes


def test_figures_are_counted_over_the_sentences_of_all_notes() -> None:
    note = Note(
        id="1", name="Example", service="", sentences=("a", "b", "c", "d", "e"),
        labels={0: "finding", 1: "risk", 2: "symptom"},
    )  # fmt: skip
    scored = [
        Scored(kind="finding", score=share, offered=share > 0.5, why=())
        for share in (0.9, 0.8, 0.1, 0.7, 0.95)
    ]
    assert str(figures([note], [scored])) == (
        "precision=0.500 recall=0.667 f1=0.571 kind_accuracy=0.500 recall_at_20=0.000"
    )


def test_the_last_line_holds_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert [part.partition("=")[0] for part in last.split()] == [
        "precision", "recall", "f1", "kind_accuracy", "recall_at_20",
    ]  # fmt: skip


def test_notes_that_were_seen_are_counted_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = [json.loads(path.read_text(encoding="utf-8"))[0] for path in (SHIPPED, TRAINING)]
    path = tmp_path / "notes.json"
    path.write_text(json.dumps(both), encoding="utf-8")
    assert main([str(path)]) == 0
    printed = capsys.readouterr().out
    assert "The model was trained on 1 of these 2 notes." in printed
    assert "the 1 not seen: precision=" in printed


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        ({}, "must be a JSON list of at least one note."),
        ([], "must be a JSON list of at least one note."),
        ([3], "note 1: a note must be an object."),
        ([{"labels": {}}], "note 1: sentences must be a list of texts."),
        ([{"sentences": "abc", "labels": {}}], "note 1: sentences must be a list of texts."),
        (
            [{"sentences": ["a"]}],
            "note 1: labels must be an object, from a sentence's index to its kind.",
        ),
        (
            [{"sentences": ["a"], "labels": {"1": "risk"}}],
            "note 1: label '1' is no index of its 1 sentences.",
        ),
        (
            [{"sentences": ["a"], "labels": {"0": "cost"}}],
            "note 1: 'cost' is no kind. Kinds are symptom, function, failed_treatment, finding, "
            "risk, rationale.",
        ),
    ],
)
def test_a_broken_file_is_named_with_the_note(
    notes: Any, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.json"
    path.write_text(json.dumps(notes), encoding="utf-8")
    assert main([str(path)]) == 2
    assert capsys.readouterr().err.rstrip().endswith(message)


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.json")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_note_may_have_no_service_and_no_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.json"
    path.write_text(json.dumps([{"sentences": ["Knee pain."], "labels": {}}]), encoding="utf-8")
    assert main([str(path)]) == 0
    assert "recall=0.000" in capsys.readouterr().out


def test_a_regression_finds_what_tells_rows_apart() -> None:
    rows = [{"a": 1.0}, {"a": 1.0, "b": 1.0}, {"b": 1.0}, {}] * 10
    bias, weights = fit(rows, ["a" in row for row in rows], ["a", "b"], [1.0] * 40)
    assert weights["a"] > 3
    assert abs(weights["b"]) < 0.5
    assert bias < -1
