"""`make bench-evidence`: how well the sentences of labelled notes are chosen.

Without a file it takes the synthetic notes that are set aside; with one, notes of the same shape.
It scores exactly as the product does. The last line is for other programs.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from m1appeals.evidence.offering.model import KINDS, model
from m1appeals.evidence.offering.scoring import Scored, score
from tests.bench.evidence.figures import figures
from tests.bench.evidence.notes import SHIPPED, Note, NotesError, load


def main(arguments: list[str]) -> int:
    """Measure and print."""
    try:
        notes = load([Path(each) for each in arguments] or [SHIPPED])
    except NotesError as error:
        print(f"bench-evidence: {error}", file=sys.stderr)
        return 2
    scored = [score(note.sentences, note.service) for note in notes]
    sentences = sum(len(note.sentences) for note in notes)
    labels = sum(len(note.labels) for note in notes)
    print(f"{len(notes)} notes, {sentences} sentences, {labels} of them labelled.")
    _by_kind(notes, scored)
    known = [note.hash in model().notes for note in notes]
    print(f"The model was trained on {sum(known)} of these {len(notes)} notes.")
    if 0 < sum(known) < len(notes):
        for seen, which in ((True, "trained on"), (False, "not seen")):
            those = [at for at, each in enumerate(known) if each is seen]
            part = figures([notes[at] for at in those], [scored[at] for at in those])
            print(f"the {len(those)} {which}: {part}")
    print(figures(notes, scored))
    return 0


def _by_kind(notes: list[Note], scored: list[tuple[Scored, ...]]) -> None:
    labelled: Counter[str] = Counter()
    offered: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for note, sentences in zip(notes, scored, strict=True):
        for at, kind in note.labels.items():
            labelled[kind] += 1
            offered[kind] += sentences[at].offered
            right[kind] += sentences[at].offered and sentences[at].kind == kind
    print(f"{'kind':18}{'labelled':>9}{'offered':>9}{'as such':>9}")
    for kind in KINDS:
        print(f"{kind:18}{labelled[kind]:9}{offered[kind]:9}{right[kind]:9}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
