"""Logistic regression with an L2 penalty, by L-BFGS, in plain Python.

A few thousand sentences with a few hundred features each: that takes half a minute, and needs no
library. The bias is not penalized. The same rows in the same order give the same weights.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence

__all__ = ["fit"]

_ROUNDS = 150
_MEMORY = 8
_CLOSE = 1e-4
"""It is found when the gradient is this small, compared with the first."""


def fit(
    rows: Sequence[Mapping[str, float]],
    truth: Sequence[bool],
    names: Sequence[str],
    costs: Sequence[float],
) -> tuple[float, dict[str, float]]:
    """Give bias and weights. `costs` say what each row's error costs against the penalty."""
    index = {name: at for at, name in enumerate(names, 1)}
    matrix = [[(0, 1.0)] + [(index[n], v) for n, v in row.items() if n in index] for row in rows]
    signs = [1.0 if yes else -1.0 for yes in truth]

    def loss(weights: list[float]) -> tuple[float, list[float]]:
        gradient = list(weights)
        gradient[0] = 0.0
        total = 0.5 * sum(w * w for w in weights[1:])
        for row, sign, each in zip(matrix, signs, costs, strict=True):
            margin = sign * sum(weights[at] * value for at, value in row)
            if margin > -30:
                total += each * math.log1p(math.exp(-margin))
                slope = -sign * each / (1 + math.exp(min(margin, 700.0)))
            else:
                total -= each * margin
                slope = -sign * each
            for at, value in row:
                gradient[at] += slope * value
        return total, gradient

    found = _minimum(loss, [0.0] * (len(names) + 1))
    return found[0], dict(zip(names, found[1:], strict=True))


def _minimum(
    loss: Callable[[list[float]], tuple[float, list[float]]], at: list[float]
) -> list[float]:
    value, gradient = loss(at)
    enough = _CLOSE * math.sqrt(_dot(gradient, gradient))
    pairs: deque[tuple[list[float], list[float], float]] = deque(maxlen=_MEMORY)
    for _ in range(_ROUNDS):
        if math.sqrt(_dot(gradient, gradient)) <= enough:
            break
        way = _direction(gradient, pairs)
        slope = _dot(way, gradient)
        step = 1.0 if pairs else min(1.0, 1 / math.sqrt(_dot(gradient, gradient)))
        for _ in range(30):
            there = [a + step * w for a, w in zip(at, way, strict=True)]
            reached, turned = loss(there)
            if reached <= value + 1e-4 * step * slope:
                break
            step /= 2
        moved = [b - a for a, b in zip(at, there, strict=True)]
        change = [b - a for a, b in zip(gradient, turned, strict=True)]
        if (curve := _dot(moved, change)) > 1e-12:
            pairs.append((moved, change, curve))
        at, value, gradient = there, reached, turned
    return at


def _direction(
    gradient: list[float], pairs: deque[tuple[list[float], list[float], float]]
) -> list[float]:
    way = [-g for g in gradient]
    shares = []
    for moved, change, curve in reversed(pairs):
        share = _dot(moved, way) / curve
        shares.append(share)
        way = [w - share * c for w, c in zip(way, change, strict=True)]
    if pairs:
        moved, change, curve = pairs[-1]
        scale = curve / _dot(change, change)
        way = [w * scale for w in way]
    for (moved, change, curve), share in zip(pairs, reversed(shares), strict=True):
        back = share - _dot(change, way) / curve
        way = [w + back * m for w, m in zip(way, moved, strict=True)]
    return way


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
