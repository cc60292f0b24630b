"""The model: what each feature counts for a sentence being evidence, and for each kind of evidence.

data/model.json is made by `python -m tests.bench.evidence.train` from labelled notes: weights of
linear models over the features of `features.py`, from which reasons are read. It holds no sentence
of the notes and names them only by hashes of their ids. Nothing is learned here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from m1appeals.evidence import tables

__all__ = ["KINDS", "Linear", "Model", "chance", "model", "read"]

KINDS = ("symptom", "function", "failed_treatment", "finding", "risk", "rationale")
"""The kinds of evidence, as the labelling guide defines them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A sum of weights: above nothing speaks for, below against."""

    bias: float
    weights: Mapping[str, float]

    def sum(self, features: Mapping[str, float]) -> float:
        """Give the sum of what the features count."""
        get = self.weights.get
        return self.bias + sum(get(name, 0.0) * value for name, value in features.items())

    def shares(self, features: Mapping[str, float]) -> dict[str, float]:
        """Give what each feature counts."""
        weights = self.weights
        return {name: weights[name] * value for name, value in features.items() if name in weights}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """All that was learned."""

    offered: float
    """From which score on a sentence is offered."""
    rarity: Mapping[str, float]
    """How rare a stem is in the notes: the logarithm of sentences to sentences with it."""
    evidence: Linear
    """By the features of the sentence."""
    kinds: Mapping[str, Linear]
    notes: frozenset[str]
    """The first 12 digits of the SHA-256 of the ids of the notes it was trained on."""


@cache
def model() -> Model:
    """Give the model that is shipped."""
    return read(tables.model())


def read(raw: Mapping[str, Any]) -> Model:
    """Give a model as model.json has it."""
    return Model(
        offered=raw["offered"],
        rarity=raw["rarity"],
        evidence=_linear(raw["evidence"]),
        kinds={kind: _linear(raw["kinds"][kind]) for kind in KINDS if kind in raw["kinds"]},
        notes=frozenset(raw["notes"]),
    )


def chance(total: float) -> float:
    """Give a sum as a chance between 0 and 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _linear(raw: Mapping[str, Any]) -> Linear:
    return Linear(bias=raw["bias"], weights=raw["weights"])
