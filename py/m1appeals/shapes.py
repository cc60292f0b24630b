"""The shapes in which page and Python speak: of a call, and of a job step by step."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

__all__ = ["Reply", "Steps"]

Reply = tuple[dict[str, Any], bytes]
"""What becomes JSON, and bytes with it."""

Steps = Generator[Reply, None, Reply]
"""A job: what each step brought, {done, total} at least, and at the end the answer."""
