"""Build the site, publish it, or serve it while someone works on it.

`build` does what `mkdocs build --strict` does. `publish` puts the result in the
place of the last one, which stays where a build fails. `serve` builds into a folder of
its own, serves that on this machine only and builds again when a source file
changes. The browser is not reloaded by itself: the script that would do it is
an inline script, and the policy of every page refuses it.
"""

from __future__ import annotations

import importlib
import logging
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

__all__ = ["ROOT", "build", "publish", "serve"]

ROOT = Path(__file__).resolve().parents[2]
"""The project's folder."""

WATCHED = ("docs", "site-overrides", "mkdocs.yml", "templates", "py")
"""What a change of makes the served site build again."""


def build(folder: Path, *, root: Path = ROOT, strict: bool = True, offline: bool = True) -> Path:
    """Build the site into a folder, which is emptied first, and return the folder.

    With `offline`, browsers keep a copy of it where they can.

    Raises mkdocs.exceptions.Abort when a page, a link or the policy is broken.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    config = load_config(
        config_file=str(root / "mkdocs.yml"), site_dir=str(folder), strict=strict or None
    )
    config.extra["m1_offline"] = offline
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()
    return folder


def publish(folder: Path = ROOT / "site", *, root: Path = ROOT) -> None:
    """Build the site and put it into `folder`; what was there stays if the build fails.

    Raises SystemExit after the mistakes have been printed.
    """
    _log_plainly()
    # Beside the other things that are built: a rename works only within one disk.
    fresh = root / "build" / "site"
    try:
        build(fresh, root=root)
    except Abort as error:
        raise SystemExit(f"Not built: {error}\n{folder.name}/ is as it was.") from error
    _replace(folder, fresh)


def serve(address: str = "127.0.0.1:8000", *, root: Path = ROOT) -> None:
    """Serve the site at "host:port" until interrupted, building what changes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise SystemExit(f"{address} is not an address like 127.0.0.1:8000.")
    _refuse_taken(host, int(port))
    _log_plainly()
    sys.dont_write_bytecode = True  # else each import would look like a change in py/
    with tempfile.TemporaryDirectory(prefix="m1-site-") as scratch:
        _serve(_Site(Path(scratch), root), host, int(port), root)


class _Site:
    """The newest good build, always in the same folder. A failed one changes nothing."""

    def __init__(self, scratch: Path, root: Path) -> None:
        self._scratch = scratch
        self._root = root
        self.folder = scratch / "site"

    def rebuild(self) -> None:
        """Build with the code and pages as they are on disk."""
        _forget_our_modules()
        _build_engine(self._root)
        fresh = build(self._scratch / "fresh", root=self._root, strict=False, offline=False)
        _replace(self.folder, fresh)


class _Server(LiveReloadServer):
    """MkDocs' server without the script that reloads the browser."""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        return content


def _serve(site: _Site, host: str, port: int, root: Path) -> None:
    site.rebuild()  # a broken first build ends here: there is nothing to serve

    def rebuild() -> None:
        try:
            site.rebuild()
        except (Exception, SystemExit) as error:
            # Told, not raised: MkDocs' server answers nobody after a failed build.
            print(f"Not built: {error}\nThe last good pages stay until it is mended.", flush=True)
            return
        print("Built again. Reload the page in the browser to see it.", flush=True)

    server = _Server(builder=rebuild, host=host, port=port, root=str(site.folder))
    server.error_handler = lambda code: _error_page(site.folder, code)
    for name in WATCHED:
        server.watch(str(root / name))
    print(f"Serving on http://{host}:{port}/ (Ctrl+C stops it)", flush=True)
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs has no types here
    except KeyboardInterrupt:
        print("Stopped.")
    finally:
        server.shutdown()


def _replace(folder: Path, fresh: Path) -> None:
    """Put a finished folder in the place of another."""
    old = fresh.with_name("old-site")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _error_page(folder: Path, code: int) -> bytes | None:
    page = folder / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SystemExit(
                f"Cannot serve on {host}:{port}: {error.strerror}. "
                f"Name another address: make serve ADDRESS={host}:{port + 1}"
            ) from error


def _forget_our_modules() -> None:
    """Make the next build import our modules again, as they are on disk."""
    for name in list(sys.modules):
        if name.partition(".")[0] in {"m1appeals", "sitebuild"}:
            del sys.modules[name]


def _build_engine(root: Path) -> None:
    try:
        engine = importlib.import_module("sitebuild.engine")
    except ModuleNotFoundError as error:
        if error.name != "sitebuild.engine":
            raise
        return
    engine.build_engine(root)


def _log_plainly() -> None:
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
