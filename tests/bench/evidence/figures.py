"""Precision, recall and the other figures of a model on labelled notes.

Sentences of all notes are counted together. `recall_at_20`: of all labelled sentences, how many are
among the ceil(20 %) best scored of their note; where scores are equal the earlier stands first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from m1appeals.evidence.offering.scoring import Scored
from tests.bench.evidence.notes import Note

__all__ = ["Figures", "figures"]

_SHARE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Shares between 0 and 1; 0 where nothing is there to be counted."""

    precision: float
    recall: float
    f1: float
    kind_accuracy: float
    """Of the labelled sentences that are offered, those with the right kind."""
    recall_at_20: float

    def __str__(self) -> str:
        return " ".join(f"{each.name}={getattr(self, each.name):.3f}" for each in fields(self))


def figures(notes: Sequence[Note], scored: Sequence[Sequence[Scored]]) -> Figures:
    """Compare what was scored with the labels, note by note."""
    offered = labelled = right = alike = early = 0
    for note, sentences in zip(notes, scored, strict=True):
        chosen = {at for at, each in enumerate(sentences) if each.offered}
        hit = chosen & set(note.labels)
        best = sorted(range(len(sentences)), key=lambda at: (-sentences[at].score, at))
        offered += len(chosen)
        labelled += len(note.labels)
        right += len(hit)
        alike += sum(sentences[at].kind == note.labels[at] for at in hit)
        early += len(set(best[: math.ceil(_SHARE * len(sentences))]) & set(note.labels))
    return Figures(
        precision=_share(right, offered),
        recall=_share(right, labelled),
        f1=_share(2 * right, offered + labelled),
        kind_accuracy=_share(alike, right),
        recall_at_20=_share(early, labelled),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
