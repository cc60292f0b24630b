"""The two families of errors.

A `UserMistake` is something a person can mend; its text is shown to them as it stands.
A `Defect` is ours; it is never worded for users and is allowed to stop the program.
"""

from __future__ import annotations

__all__ = ["Defect", "UserMistake"]


class UserMistake(ValueError):
    """What was given cannot be used; the message says what to do, in plain words."""


class Defect(RuntimeError):
    """A promise inside the program was broken. The message is for a developer."""
