"""An entry of a table as a record: a frozen dataclass whose attributes are the entry's keys.

Attributes without a default are needed, and an empty text does not do for them. What an entry may
hold follows from the types:

`str`, `int`, `bool`, `date`    TOML's own
`Literal["A", "B"]`             one of these
`tuple[X, ...]`                 a list
`dict[str, X]`                  a table of names that are not known beforehand
a dataclass                     a table with known names
`X | None`, with a default      may be left out

A record may refuse values in `__post_init__` with a `ValueError`; its text continues a sentence
that begins with the entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, ClassVar, Literal, Protocol, TypeVar, get_args, get_origin, get_type_hints

from m1appeals.errors import Defect

__all__ = ["Record", "record_of"]


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Record = TypeVar("Record", bound=_Dataclass)

_NAMES = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    date: "a date",
    tuple: "a list",
}


def record_of(
    where: str, entry: Mapping[str, Any], record: type[Record], given: Mapping[str, object]
) -> Record:
    """Give a record; raise `Defect`, whose text begins with `where`, for an entry of another shape.

    `given` are attributes that the entry does not hold itself.
    """
    attributes = {field.name: field for field in fields(record) if field.name not in given}
    for name in entry:
        if name not in attributes:
            raise Defect(f"{where} has {name}, which is not known here.")
    hints = get_type_hints(record)
    values = dict(given)
    for name, field in attributes.items():
        needed = field.default is MISSING and field.default_factory is MISSING
        if needed and entry.get(name, "") == "":
            raise Defect(f"{where} has no {name}.")
        if name in entry:
            values[name] = _value(f"{where} {name}", entry[name], hints[name])
    try:
        return record(**values)
    except ValueError as error:
        raise Defect(f"{where} {error}") from error


def _value(where: str, value: Any, hint: Any) -> Any:
    kind, parts = get_origin(hint) or hint, get_args(hint)
    if kind is UnionType:
        return _value(where, value, next(part for part in parts if part is not type(None)))
    if kind is Literal:
        if value not in parts:
            raise Defect(f"{where} must be one of {', '.join(map(str, parts))}.")
        return value
    if kind is tuple and isinstance(value, list):
        return tuple(_value(where, item, parts[0]) for item in value)
    if kind is dict and isinstance(value, dict):
        return {name: _value(f"{where}.{name}", item, parts[1]) for name, item in value.items()}
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, dict):
        return record_of(where, value, kind, {})
    if type(value) is not kind:
        raise Defect(f"{where} must be {_NAMES.get(kind, 'a table')}.")
    return value
