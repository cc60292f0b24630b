"""A plain static server, as a practice has one: it serves a folder under a path of its own.

It writes down every request, so that tests can say what left the page and what did not.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

__all__ = ["PREFIX", "Handler", "Served", "serve"]

PREFIX = "/any/sub-path/"
"""The site has to work under any path; this one is as good as any."""


@dataclass(slots=True, kw_only=True)
class Served:
    """A running server."""

    port: int
    requests: list[str] = field(default_factory=list)
    """Every request as one text: its line, its headers, its body."""

    heard: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, count: int, seconds: float = 5) -> bool:
        """Wait until so many requests have come; tell whether they have."""
        with self.heard:
            return self.heard.wait_for(lambda: len(self.requests) >= count, seconds)

    @property
    def origin(self) -> str:
        """The scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """The address of the site's first folder."""
        return self.origin + PREFIX


@contextmanager
def serve(folder: Path, handler: type[Handler] | None = None, *, port: int = 0) -> Iterator[Served]:
    """Serve a folder on this machine until the block ends: on a free port, or on this one."""

    class Bound(handler or Handler):  # type: ignore[misc]  # a base class chosen by the caller
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(folder))

    server = _Server(("127.0.0.1", port), Bound)
    served = Served(port=server.server_port)
    Bound.served = served
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that closed before all had arrived."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            raise


class Handler(SimpleHTTPRequestHandler):
    """Answers as a plain static server does."""

    served: Served

    def do_GET(self) -> None:
        self._write_down()
        if not self.path.startswith(PREFIX):
            self.send_error(404)
            return
        self.path = "/" + self.path.removeprefix(PREFIX)
        super().do_GET()

    def do_POST(self) -> None:
        self._write_down()
        self.send_response(204)
        self.end_headers()

    def do_OPTIONS(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""

    def _write_down(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        with self.served.heard:
            self.served.requests.append(
                f"{self.requestline}\n{self.headers}\n{body.decode(errors='replace')}"
            )
            self.served.heard.notify_all()
