"""What a practice sets for itself in mkdocs.yml: `extra.practice` and `extra.payers`.

Every mistake is told with the name of the setting, since whoever edits the file may never have seen
the code. docs/practice-defaults.md explains each setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs.exceptions import PluginError

from m1appeals.fields import OneOf
from m1appeals.letter_fields import FIELDS

__all__ = ["Payer", "PracticeDefaults", "Signer", "read_defaults"]

_PRACTICE = {
    "name": "practice_name",
    "address": "practice_address",
    "phone": "practice_phone",
    "fax": "practice_fax",
    "npi": "practice_npi",
    "contact": "contact",
}
"""The settings of `extra.practice` and the fields they fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Somebody who signs letters."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """A payer of the practice's own list."""

    name: str
    appeals_address: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeDefaults:
    """What the form holds from the start because the practice said so."""

    values: Mapping[str, str] = field(default_factory=dict)
    """Field names and their texts."""
    signers: tuple[Signer, ...] = ()
    payers: tuple[Payer, ...] = ()


def read_defaults(extra: Mapping[str, Any]) -> PracticeDefaults:
    """Read the two settings; raise `PluginError` that names the one that is wrong."""
    practice = _mapping(extra.get("practice"), "extra.practice", {*_PRACTICE, "signers"})
    signers = tuple(
        Signer(**_texts(entry, f"extra.practice.signers[{index}]", ("name", "title")))
        for index, entry in enumerate(_list(practice.get("signers"), "extra.practice.signers"))
    )
    payers = tuple(
        _payer(entry, f"extra.payers[{index}]")
        for index, entry in enumerate(_list(extra.get("payers"), "extra.payers"))
    )
    values = {
        _PRACTICE[key]: _text(value, f"extra.practice.{key}")
        for key, value in practice.items()
        if key in _PRACTICE
    }
    if signers:
        values |= {"signer_name": signers[0].name, "signer_title": signers[0].title}
    return PracticeDefaults(values=values, signers=signers, payers=payers)


def _payer(entry: object, where: str) -> Payer:
    payer = Payer(**_texts(entry, where, ("name", "appeals_address", "kind")))
    kinds = FIELDS["payer_kind"].kind
    assert isinstance(kinds, OneOf)
    allowed = [option.value for option in kinds.options]
    if payer.kind not in allowed:
        raise PluginError(f"mkdocs.yml: {where}.kind must be one of {', '.join(allowed)}")
    return payer


def _texts(entry: object, where: str, keys: tuple[str, ...]) -> dict[str, str]:
    mapping = _mapping(entry, where, set(keys))
    for key in keys:
        if key not in mapping:
            raise PluginError(f"mkdocs.yml: {where} needs {key}")
    return {key: _text(mapping[key], f"{where}.{key}") for key in keys}


def _mapping(value: object, where: str, allowed: set[str]) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise PluginError(f"mkdocs.yml: {where} must be settings like `name: Example Clinic`")
    for key in value:
        if key not in allowed:
            raise PluginError(
                f"mkdocs.yml: {where} has no setting {key!r}. "
                f"There are {', '.join(sorted(allowed))}"
            )
    return value


def _list(value: object, where: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise PluginError(f"mkdocs.yml: {where} must be a list, each entry beginning with `- `")
    return value


def _text(value: object, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise PluginError(f"mkdocs.yml: {where} must be text; put it in quotes")
    return str(value).strip()
