"""Waiting for something to come true, with a deadline that a slow machine does not miss."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

__all__ = ["PATIENCE", "wait_until"]

PATIENCE = 60.0
"""Seconds. Nothing is measured here: a test that passes never comes near it."""

T = TypeVar("T")


def wait_until(happened: Callable[[], T | None], what: Callable[[], str]) -> T:
    """Ask again and again until the answer is not empty, and give it.

    Raises an AssertionError that says `what` was waited for.
    """
    deadline = time.monotonic() + PATIENCE
    while not (answer := happened()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {PATIENCE:.0f} s for {what()}")
        time.sleep(0.05)
    return answer
