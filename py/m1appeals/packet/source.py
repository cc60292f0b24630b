"""A PDF of someone else's, opened to be read. What is wrong with it ends in a mistake in words.

pypdf reads it. Its own limits bound the work, and two things it does not bound are bounded here:
the searches of a whole file for objects that its table does not name, and the pages of one file.

Source for what is read: ISO 32000-2, 7.5 (file structure) and 7.6 (encryption). Of encryption only
RC4 under an empty password is opened: AES needs a library that the browser does not have, and a
file opens in both places or in neither.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, LimitReachedError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
)

from m1appeals.errors import Defect, UserMistake
from m1appeals.exhibit_list import MOST_PAGES

__all__ = ["Source", "array", "dictionary", "reading", "resolved"]

PROTECTED = (
    "This file is protected with a password, or with encryption this page cannot open: "
    "print it to a new PDF and add that."
)
DAMAGED = "This file is damaged and cannot be read: print it to a new PDF and add that."
TOO_MUCH = (
    "This file is larger or more tangled than this page can read: "
    "print it to a new PDF, in parts if need be, and add that."
)
NO_PAGES = "This PDF has no pages: add the file that has them."

_SEARCHED = 2_000_000_000
"""Bytes that may be searched for objects which a file's table does not name."""
_AES = {"/AESV2", "/AESV3"}


@contextmanager
def reading() -> Iterator[None]:
    """Keep pypdf quiet and exact, and turn what it trips over into `UserMistake`.

    It reads names as text in a guessed encoding; as Latin-1 they are written back as they were,
    which they have to be, since the contents of a page name their fonts by the same bytes.
    """
    logger = logging.getLogger("pypdf")
    level, charsets = logger.level, NameObject.CHARSETS
    logger.setLevel(logging.CRITICAL + 1)
    NameObject.CHARSETS = ("latin1",)  # type: ignore[assignment]  # declared as three names
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (UserMistake, Defect):
        raise
    except (DependencyError, NotImplementedError) as error:
        raise UserMistake(PROTECTED) from error
    except (LimitReachedError, MemoryError, RecursionError) as error:
        raise UserMistake(TOO_MUCH) from error
    except Exception as error:  # pypdf raises every kind of exception on a damaged file
        raise UserMistake(DAMAGED) from error
    finally:
        NameObject.CHARSETS = charsets
        logger.setLevel(level)


class Source:
    """The pages of one PDF. Every use belongs inside `reading()`."""

    def __init__(self, content: bytes) -> None:
        self._file = _Bytes(content)
        self._reader = PdfReader(self._file)
        self._file.searchable = _SEARCHED
        if self._reader.is_encrypted:
            self._decrypt()
        self.root = self._reader.root_object
        self.count = len(self._reader.pages)
        """How many pages it has, at least one."""
        if not self.count:
            raise UserMistake(NO_PAGES)
        if self.count > MOST_PAGES:
            raise UserMistake(TOO_MUCH)
        self.hidden = frozenset(_hidden_layers(self.root))
        """Layers that are off when the file is opened: (number, generation) of each."""

    def page(self, index: int) -> DictionaryObject:
        """Give a page with what it inherits from the tree of pages."""
        return self._reader.pages[index]

    def _decrypt(self) -> None:
        encryption = dictionary(self._reader.trailer.get("/Encrypt"))
        filters = dictionary(encryption.get("/CF"))
        methods = {str(dictionary(one).get("/CFM")) for one in filters.values()}
        if methods & _AES or self._reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise UserMistake(PROTECTED)


def resolved(value: Any) -> Any:
    """Follow references, a few deep, to what they stand for."""
    for _ in range(20):
        if not isinstance(value, IndirectObject):
            return NullObject() if value is None else value
        value = value.get_object()
    raise LimitReachedError("references that lead to references")


def dictionary(value: Any) -> DictionaryObject:
    """Give the dictionary a value stands for, or an empty one."""
    found = resolved(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def array(value: Any) -> ArrayObject:
    """Give the array a value stands for, or an empty one."""
    found = resolved(value)
    return found if isinstance(found, ArrayObject) else ArrayObject()


class _Bytes(io.BytesIO):
    """Bytes that can be searched as a whole only so often: pypdf asks for the buffer to do it."""

    searchable: int | None = None

    def getbuffer(self) -> memoryview:
        view = super().getbuffer()
        if self.searchable is not None:
            self.searchable -= view.nbytes
            if self.searchable < 0:
                view.release()
                raise LimitReachedError("too many objects are missing")
        return view


def _hidden_layers(root: DictionaryObject) -> Iterator[tuple[int, int]]:
    """Find the layers that are off: ISO 32000-2, 8.11.4."""
    layers = dictionary(root.get("/OCProperties"))
    default = dictionary(layers.get("/D"))
    off, on = array(default.get("/OFF")), array(default.get("/ON"))
    if default.get("/BaseState") == "/OFF":
        off = ArrayObject(layer for layer in array(layers.get("/OCGs")) if layer not in on)
    for layer in off:
        if isinstance(layer, IndirectObject):
            yield layer.idnum, layer.generation
