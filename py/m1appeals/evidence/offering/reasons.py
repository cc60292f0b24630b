"""Why a sentence is offered: the strongest of what spoke for it, in plain words.

A reason gathers what the features of one sort count: the heading, a class of cues, words, the
service, a measure. What the neighbors of a sentence count is not said.
"""

from __future__ import annotations

from collections.abc import Mapping

from m1appeals.evidence.offering.features import Seen, is_denied, section_of
from m1appeals.evidence.offering.sections import READS
from m1appeals.evidence.offering.words import CUES, is_stop, raw_words, stems

__all__ = ["reasons"]

_MOST = 4
_SORTS = {
    **dict.fromkeys(("s", "k", "sl", "sz", "sp"), "section"),
    **dict.fromkeys(("o", "v", "vs"), "service"),
    **dict.fromkeys(("d", "ds", "y", "ys"), "diagnosis"),
    "m": "measure",
}
"""What the families of features tell of, but for cues and words."""


def reasons(seen: Seen, shares: Mapping[str, float], about: str) -> tuple[str, ...]:
    """Give one to four reasons, the strongest first. `shares` is what each feature counts."""
    counts: dict[tuple[str, str], float] = {}
    for name, share in shares.items():
        for key in _keys(name):
            counts[key] = counts.get(key, 0.0) + share
    said: list[str] = []
    words: list[str] = []
    for key, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        if count <= 0.1 or len(said) + bool(words) >= _MOST:
            break
        sort, what = key
        if sort == "word":
            word = _surface(seen, what)
            if word and len(words) < 2 and not any(f"“{word}" in each for each in said):
                words.append(word)
        elif text := _text(sort, what, seen, about):
            said.append(text)
    if words:
        said.append(" and ".join(f"“{word}”" for word in words))
    return tuple(said) or ("reads like sentences that reviewers chose",)


def _keys(name: str) -> list[tuple[str, str]]:
    family, _, rest = name.partition(":")
    if family == "cs":
        return [("cue", rest.rpartition("|")[2])]
    if family in ("c", "ca", "cy"):
        return [] if rest.endswith("|denied") else [("cue", rest.partition("|")[0])]
    if family == "w":
        return [("word", rest)]
    if family in _SORTS:
        return [(_SORTS[family], "")]
    return []


def _text(sort: str, what: str, seen: Seen, about: str) -> str:
    if sort == "section":
        section = section_of(seen)
        return f"under the heading {READS[section]}" if section in READS else ""
    if sort == "cue" and CUES.get(what):
        for start, end, id_ in seen.cues:
            if id_ == what and not is_denied(seen, start, id_):
                return f"says “{_span(seen, start, end)}”, {CUES[what]}"
    if sort == "service":
        shared = set(stems(about)) & set(seen.words)
        return "names the service" if shared else ""
    if sort == "diagnosis":
        return "names a diagnosis of the note"
    if sort == "measure":
        return "gives a measure"
    return ""


def _surface(seen: Seen, stem: str) -> str:
    if len(stem) < 4 or not stem.isalpha() or is_stop(stem) or stem not in seen.words:
        return ""
    at = seen.words.index(stem)
    return _span(seen, at, at + 1)


def _span(seen: Seen, start: int, end: int) -> str:
    return " ".join(raw_words(seen.text[seen.place.text :])[start:end])
