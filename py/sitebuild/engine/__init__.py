"""Builds the engine: Python and the product as files that a browser starts.

`build_engine` does it in phases, each a module: `collect` the wheels, compile them, take the memory
snapshot and pack it (`node`), write the `bundle` and check it. It does nothing when nothing it is
made of has changed.
"""

from __future__ import annotations

from sitebuild.engine.build import build_engine

__all__ = ["build_engine"]
