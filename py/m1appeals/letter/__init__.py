"""The letter: one wording, many formats.

`compose` renders the templates into a `Document`; the modules `html`, `text` and `docx` print it.
"""

from __future__ import annotations

from m1appeals.letter.compose import compose, compose_blank
from m1appeals.letter.document import Document

__all__ = ["Document", "compose", "compose_blank"]
