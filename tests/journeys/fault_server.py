"""The site on a server that does something wrong with the files it is told to.

The browser keeps nothing of what this server sends, so that the next request meets the next fault.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.server import Handler, Served, serve

__all__ = [
    "Fault", "FaultServer", "Reply", "cached", "changed", "cut", "damaged", "drops", "fails",
    "falls_silent", "held", "is_missing", "sends_a_page", "serve_with_faults", "slow", "typed",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server sends."""

    content: bytes
    type: str
    status: int = 200

    length: int | None = None
    """The length it says, where that is not what it sends."""

    pause: float = 0
    """Seconds between the twentieths of the content."""

    silent: bool = False
    """Whether it keeps the connection and sends nothing more."""

    cache: str = "no-store"


Fault = Callable[[Reply], Reply]


@dataclass(slots=True, kw_only=True)
class FaultServer:
    """A running server and what is wrong with it."""

    served: Served
    faults: dict[str, Fault] = field(default_factory=dict)
    """By the path of the file below the site's folder."""

    def only(self, faults: Mapping[str, Fault]) -> None:
        """Let these be the faults from now on."""
        self.faults.clear()
        self.faults.update(faults)

    @property
    def address(self) -> str:
        """The address of the site's first folder."""
        return self.served.address


def is_missing(reply: Reply) -> Reply:
    """The file is not there."""
    return Reply(content=b"Not here", type="text/plain", status=404)


def fails(reply: Reply) -> Reply:
    """The server fails."""
    return Reply(content=b"Broken", type="text/plain", status=500)


def sends_a_page(reply: Reply) -> Reply:
    """A page in place of the file, as if all were well."""
    return Reply(content=b"<!doctype html><title>Sign in</title>", type="text/html; charset=utf-8")


def cut(reply: Reply) -> Reply:
    """Half a file."""
    return typed(reply.type, reply.content[: len(reply.content) // 2])(reply)


def damaged(reply: Reply) -> Reply:
    """As many bytes, but some in the middle are others."""
    middle, size = len(reply.content) // 2, len(reply.content)
    zeros = reply.content[:middle] + bytes(100) + reply.content[middle + 100 :]
    return typed(reply.type, zeros[:size])(reply)


def drops(reply: Reply) -> Reply:
    """The connection goes away in the middle of the file."""
    half = reply.content[: len(reply.content) // 2]
    return Reply(content=half, type=reply.type, length=len(reply.content))


def falls_silent(reply: Reply) -> Reply:
    """Half a file, and then nothing, though the connection stays."""
    half = reply.content[: len(reply.content) // 2]
    return Reply(content=half, type=reply.type, length=len(reply.content), silent=True)


def held(reply: Reply) -> Reply:
    """Not a byte of it, though the connection stays."""
    return Reply(content=b"", type=reply.type, length=len(reply.content), silent=True)


def slow(pause: float) -> Fault:
    """All of it, in twenty pieces."""
    return lambda reply: Reply(content=reply.content, type=reply.type, pause=pause)


def typed(type_: str, content: bytes | None = None) -> Fault:
    """The same under another type; or something else."""
    return lambda reply: Reply(content=reply.content if content is None else content, type=type_)


def changed(*changes: tuple[str, str]) -> Fault:
    """A text with some of it replaced."""

    def change(reply: Reply) -> Reply:
        text = reply.content.decode()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        return typed(reply.type, text.encode())(reply)

    return change


def cached(fault: Fault) -> Fault:
    """A fault that the browser may keep."""

    def keep(reply: Reply) -> Reply:
        wrong = fault(reply)
        return Reply(content=wrong.content, type=wrong.type, cache="max-age=3600")

    return keep


@contextmanager
def serve_with_faults(folder: Path) -> Iterator[FaultServer]:
    """Serve a folder on a free port of this machine until the block ends."""
    faults: dict[str, Fault] = {}
    over = threading.Event()

    class Faulty(Handler):
        protocol_version = "HTTP/1.1"

        def send_head(self) -> None:
            path = self.path.removeprefix("/")
            file = folder / path
            if file.is_file():
                reply = Reply(content=file.read_bytes(), type=self.guess_type(str(file)))
                self._send(faults[path](reply) if path in faults else reply)
            else:
                self.send_error(404)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("content-type", reply.type)
            length = len(reply.content) if reply.length is None else reply.length
            self.send_header("content-length", str(length))
            self.send_header("cache-control", reply.cache)
            # A connection that is kept would go on answering after the server is gone.
            self.send_header("connection", "close")
            self.end_headers()
            step = len(reply.content) // 20 + 1 if reply.pause else len(reply.content) or 1
            for start in range(0, len(reply.content), step):
                self.wfile.write(reply.content[start : start + step])
                if reply.pause:
                    over.wait(reply.pause)
            if reply.silent:
                over.wait()

    with serve(folder, Faulty) as served:
        yield FaultServer(served=served, faults=faults)
        over.set()
