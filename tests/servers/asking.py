"""Asking a server as a browser does, and reading all of what it says."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from email.message import Message

from tests.servers.running import Running

__all__ = ["Answer", "ask"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes
    """As it came: packed where the server packed it."""

    def one(self, name: str) -> str:
        """Give a header's value: "" where it is not there. Fail where it is there twice."""
        values = self.headers.get_all(name, [])
        assert len(values) <= 1, (name, values)
        return values[0] if values else ""


def ask(server: Running, name: str, *, site: bool = True, **headers: str) -> Answer:
    """Ask for a file by its path in the site, or on the whole server; `a_b` is the header A-B."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        sent = {key.replace("_", "-"): value for key, value in headers.items()}
        connection.request("GET", f"{server.path if site else '/'}{name}", headers=sent)
        response = connection.getresponse()
        return Answer(status=response.status, headers=response.headers, body=response.read())
    finally:
        connection.close()
