"""What a privacy officer types into the form, and how to find it where it should not be."""

from __future__ import annotations

from m1appeals.fields import AnyOf, OneOf
from m1appeals.letter_fields import FIELDS
from tests.letters.examples import Form

__all__ = ["DAYS", "STORES", "TRACES", "TYPED", "found"]

DAYS: dict[str, str] = {
    "patient_birth_date": "2-17-1931",
    "service_date_from": "1-19-2026",
    "service_date_to": "1-23-2026",
    "denial_date": "2-21-2026",
    "received_date": "2-24-2026",
    "letter_date": "3-29-2026",
}
DAYS_AS_READ = [
    "February 17, 1931", "January 19, 2026", "January 23, 2026", "February 21, 2026",
    "February 24, 2026", "March 29, 2026", "1931-02-17", "2026-01-19", "2026-01-23", "2026-02-21",
    "2026-02-24", "2026-03-29",
]  # fmt: skip
TYPED: Form = {
    name: DAYS.get(name, f"SENTINEL{number:02}ZQ")
    for number, (name, field) in enumerate(FIELDS.items())
    if not isinstance(field.kind, OneOf | AnyOf)
}
TRACES = [str(text) for text in TYPED.values()] + DAYS_AS_READ + ["SENTINEL"]

STORES = """async () => JSON.stringify({
  address: location.href, title: document.title, name: window.name, state: history.state,
  local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie,
  databases: await indexedDB.databases(), caches: await caches.keys(),
  files: navigator.storage?.getDirectory ? await Array.fromAsync(
    (await navigator.storage.getDirectory()).keys()) : [],
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  measured: performance.getEntries().map(({ name }) => name),
})"""
"""Everything a page can keep something in."""


def found(text: str) -> list[str]:
    """Give the traces in a text."""
    return [trace for trace in TRACES if trace.lower() in text.lower()]
