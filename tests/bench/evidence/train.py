"""Learn data/model.json from labelled notes: `python -m tests.bench.evidence.train FILE ...`.

The synthetic notes of train.json are always learned from; where the question is whether a sentence
is evidence they count half, as their share of evidence is not that of real notes. The same notes
give the same file. From which score on a sentence is offered comes from scores that each note of
the files got from a model that had not seen it.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from m1appeals.evidence.offering.features import features, look
from m1appeals.evidence.offering.model import KINDS, chance
from m1appeals.evidence.offering.words import is_stop, stems
from tests.bench.evidence.notes import TRAINING, Note, load
from tests.bench.evidence.regression import fit

MODEL = Path(__file__).parents[3] / "py/m1appeals/evidence/data/model.json"
SYNTHETIC = 0.5
"""What a sentence of a synthetic note counts beside another."""
COST = 0.1
KIND_COST = 0.2
"""What an error costs against the penalty on weights, by cross-validation."""
FOLDS = 5
LEAST = 2
"""In how many notes a feature must stand."""
RARE = 3
"""In how many sentences a word must stand for its rarity to be kept."""
SMALLEST = 0.005
"""A weight below this is left out: all of them together change no score by 0.01."""
RECALL = 0.895
"""The share of labelled sentences, of notes not seen, that are to be offered."""

Row = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence as the model sees it, and what its label says."""

    row: Row
    kind: str
    """Empty where it is no evidence."""
    note: int
    worth: float


def main() -> None:
    """Read notes, learn, write."""
    parser = argparse.ArgumentParser(prog="train", description="Learn the model of evidence.")
    parser.add_argument("notes", nargs="*", type=Path)
    parser.add_argument("--to", type=Path, default=MODEL)
    options = parser.parse_args()
    raw = learn(load(options.notes), load([TRAINING]))
    text = json.dumps(raw, ensure_ascii=False, indent=0, separators=(",", ":"), sort_keys=True)
    options.to.write_text(text + "\n", encoding="utf-8")
    count = len(raw["evidence"]["weights"])
    print(
        f"{options.to}: {len(text.encode()) + 1} bytes, {count} weights, from {raw['offered']} on"
    )


def learn(given: Sequence[Note], synthetic: Sequence[Note]) -> dict[str, Any]:
    """Give the model as model.json has it."""
    notes = [*given, *synthetic]
    rarity = _rarity(notes)
    examples = [
        Example(
            row=row,
            kind=note.labels.get(at, ""),
            note=number,
            worth=1.0 if number < len(given) else SYNTHETIC,
        )
        for number, note in enumerate(notes)
        for at, row in enumerate(features(look(note.sentences), note.service, rarity))
        if row
    ]
    return {
        "source": "Made by tests/bench/evidence/train.py from labelled notes. `notes` are the "
        "first 12 digits of the SHA-256 of their ids.",
        "checked": "2026-11",
        "notes": sorted(note.hash for note in notes),
        "offered": _threshold(examples, len(given) or len(notes)),
        "rarity": rarity,
        "evidence": _rounded(*_evidence(examples)),
        "kinds": _kinds([each for each in examples if each.kind]),
    }


def _rarity(notes: Sequence[Note]) -> dict[str, float]:
    held = Counter(word for note in notes for text in note.sentences for word in set(stems(text)))
    whole = sum(len(note.sentences) for note in notes)
    return {
        word: round(math.log(whole / count), 1)
        for word, count in sorted(held.items())
        if count >= RARE and not is_stop(word)
    }


def _threshold(examples: Sequence[Example], notes: int) -> float:
    """Give the score that offers RECALL of the labelled sentences of the first `notes`."""
    unseen: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        bias, weights = _evidence(
            [e for e in examples if e.note >= notes or e.note % FOLDS != fold]
        )
        unseen += [
            (
                bias + sum(weights.get(name, 0.0) * value for name, value in e.row.items()),
                bool(e.kind),
            )
            for e in examples
            if e.note < notes and e.note % FOLDS == fold
        ]
    unseen.sort(reverse=True)
    needed = RECALL * sum(labelled for _, labelled in unseen)
    for total, labelled in unseen:
        needed -= labelled
        if needed <= 0:
            return round(chance(total), 2)
    return 0.5


def _evidence(examples: Sequence[Example]) -> tuple[float, dict[str, float]]:
    truth = [bool(each.kind) for each in examples]
    return _fitted(examples, truth, [COST * each.worth for each in examples])


def _kinds(labelled: Sequence[Example]) -> dict[str, dict[str, Any]]:
    costs = [KIND_COST] * len(labelled)
    return {
        kind: _rounded(*_fitted(labelled, [each.kind == kind for each in labelled], costs))
        for kind in KINDS
        if any(each.kind == kind for each in labelled)
    }


def _fitted(
    examples: Sequence[Example], truth: Sequence[bool], costs: Sequence[float]
) -> tuple[float, dict[str, float]]:
    notes: dict[str, set[int]] = {}
    for each in examples:
        for name in each.row:
            notes.setdefault(name, set()).add(each.note)
    names = sorted(name for name, held in notes.items() if len(held) >= LEAST)
    return fit([each.row for each in examples], truth, names, costs)


def _rounded(bias: float, weights: dict[str, float]) -> dict[str, Any]:
    kept = {
        name: round(weight, 3)
        for name, weight in sorted(weights.items())
        if abs(weight) >= SMALLEST
    }
    return {"bias": round(bias, 3), "weights": kept}


if __name__ == "__main__":
    main()
