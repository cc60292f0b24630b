"""Labelled notes, as the samples have them: a JSON list, one object a note.

`{"id", "name", "service", "sentences": [...], "labels": {"3": "finding", ...}}`. Other fields are
passed over. What is not so ends with the note and the field named.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from m1appeals.evidence.offering.model import KINDS

__all__ = ["SHIPPED", "TRAINING", "Note", "NotesError", "load"]

_HERE = Path(__file__).parent
TRAINING = _HERE / "train.json"
SHIPPED = _HERE / "aside.json"


class NotesError(Exception):
    """What is wrong with a file of notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note with its labels."""

    id: str
    name: str
    service: str
    sentences: tuple[str, ...]
    labels: dict[int, str]

    @property
    def hash(self) -> str:
        """What the model's file names it by."""
        return hashlib.sha256(self.id.encode()).hexdigest()[:12]


def load(paths: Iterable[Path]) -> list[Note]:
    """Give the notes of all files, by the order of their ids' hashes, or raise NotesError."""
    notes = [note for path in paths for note in _file(path)]
    return sorted(notes, key=lambda note: (note.hash, note.name))


def _file(path: Path) -> list[Note]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotesError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise NotesError(f"{path} is not JSON: {error}") from error
    if not isinstance(raw, list) or not raw:
        raise NotesError(f"{path} must be a JSON list of at least one note.")
    return [_note(each, f"{path}, note {at}") for at, each in enumerate(raw, 1)]


def _note(raw: Any, where: str) -> Note:
    if not isinstance(raw, dict):
        raise NotesError(f"{where}: a note must be an object.")
    sentences: Any = raw.get("sentences")
    labels: Any = raw.get("labels")
    if not _texts(sentences):
        raise NotesError(f"{where}: sentences must be a list of texts.")
    if not isinstance(labels, dict):
        raise NotesError(f"{where}: labels must be an object, from a sentence's index to its kind.")
    return Note(
        id=str(raw.get("id", where)),
        name=str(raw.get("name") or ""),
        service=str(raw.get("service") or ""),
        sentences=tuple(sentences),
        labels={
            _index(at, len(sentences), where): _kind(kind, where) for at, kind in labels.items()
        },
    )


def _texts(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(each, str) for each in value)
    )


def _index(text: str, size: int, where: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= size:
        raise NotesError(f"{where}: label {text!r} is no index of its {size} sentences.")
    return int(text)


def _kind(kind: Any, where: str) -> str:
    if kind not in KINDS:
        raise NotesError(f"{where}: {kind!r} is no kind. Kinds are {', '.join(KINDS)}.")
    return str(kind)
