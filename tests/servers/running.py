"""Starting a real server: on a free port of this machine, with our file as a practice would use it.

Each server's own configuration here is as short as can be, so that what is proved is our file. One
line of ours, or two, is for whoever runs the server to adapt. The same lines are adapted here.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.deploy import Place, unprivileged
from tests.tools import server

__all__ = ["APACHE_MODULES", "ROOT", "SUB_PATH", "Running", "apache", "start"]

ROOT = "/"
SUB_PATH = "/any/sub-path/"

APACHE_FOLDER = Path("/usr/lib/apache2/modules")
APACHE_MODULES = (
    "alias", "autoindex", "deflate", "dir", "expires", "filter", "headers", "mime", "setenvif",
)  # fmt: skip
SECONDS_TO_START = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server that answers."""

    name: str
    port: int
    path: str
    """Where the site is, with a slash at both ends."""

    site: Path

    @property
    def address(self) -> str:
        """The address of the site's first folder."""
        return f"http://127.0.0.1:{self.port}{self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a server is to be started with."""

    place: Place
    path: str
    port: int
    folder: Path
    """For its configuration, its process number and whatever it writes."""

    def ours(self, name: str, changes: dict[str, str]) -> Path:
        """Copy a file of ours with its lines adapted; give the copy."""
        text = (self.place.site / "hosting" / name).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert text.count(f"{old}\n") == 1, old
            text = text.replace(f"{old}\n", f"{new}\n")
        return self.write(name, text)

    def write(self, name: str, text: str) -> Path:
        """Write a file for the server; give its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


Command = list[str]
Prepare = Callable[[Job], Command]


@contextmanager
def start(name: str, place: Place, path: str, prepare: Prepare | None = None) -> Iterator[Running]:
    """Run a server until the block ends. Without it the test is skipped; in CI it fails."""
    program = server(name)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed, and in CI these tests must run")
        pytest.skip(f"{name} is not installed: `make tools` installs it")
    user = unprivileged()
    with tempfile.TemporaryDirectory(prefix=f"m1-{name}-") as scratch:
        folder = Path(scratch)
        job = Job(place=place, path=path, port=_free_port(), folder=folder)
        arguments = (prepare or PREPARE[name])(job)
        if user is not None:
            shutil.chown(folder, user.pw_uid, user.pw_gid)
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [program, *arguments],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env={"PATH": os.environ["PATH"], "HOME": scratch},
                user=user and user.pw_uid,
                group=user and user.pw_gid,
                extra_groups=user and [],
            )
        try:
            _wait(process, job)
            yield Running(name=name, port=job.port, path=path, site=place.site)
        finally:
            process.terminate()
            process.wait(SECONDS_TO_START)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], job: Job) -> None:
    """Wait until the server answers; fail with its own words if it ends before."""
    for _ in range(SECONDS_TO_START * 20):
        try:
            socket.create_connection(("127.0.0.1", job.port), 1).close()
        except ConnectionRefusedError:
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            break
        return
    pytest.fail(f"The server did not start:\n{(job.folder / 'log').read_text(errors='replace')}")


def _nginx(job: Job) -> Command:
    ours = job.ours("nginx.conf", {'set $m1_path "/";': f'set $m1_path "{job.path}";'})
    if job.path == ROOT:
        site = f"root {job.place.site}; include {ours};"
    else:
        site = (
            f"root {job.place.others}; "
            f"location {job.path} {{ alias {job.place.site}/; include {ours}; }}"
        )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {job.folder}/{kind};" for kind in kinds)
    configuration = job.write(
        "main.conf",
        f"daemon off; pid {job.folder}/pid; worker_processes 1; events {{}}\n"
        f"http {{ access_log off; {temporary}\n"
        f"server {{ listen 127.0.0.1:{job.port}; {site} }} }}\n",
    )
    return ["-e", "stderr", "-p", str(job.folder), "-c", str(configuration)]


def _caddy(job: Job) -> Command:
    ours = job.ours(
        "Caddyfile",
        {
            "handle_path /* {": f"handle_path {job.path}* {{",
            "\troot * /srv/m1": f"\troot * {job.place.site}",
        },
    )
    others = f"handle {{\nroot * {job.place.others}\nfile_server\n}}" if job.path != ROOT else ""
    configuration = job.write(
        "main.caddyfile",
        "{\nadmin off\nauto_https off\n}\n"
        f"http://127.0.0.1:{job.port} {{\nbind 127.0.0.1\nimport {ours}\n{others}\n}}\n",
    )
    return ["run", "--config", str(configuration), "--adapter", "caddyfile"]


def _lighttpd(job: Job) -> Command:
    ours = job.ours(
        "lighttpd.conf",
        {
            'var.m1_path = "/"': f'var.m1_path = "{job.path}"',
            'var.m1_folder = "/srv/m1/"': f'var.m1_folder = "{job.place.site}/"',
        },
    )
    # Debian's own list of modules, and the one for compression.
    configuration = job.write(
        "main.conf",
        'server.modules = ( "mod_indexfile", "mod_access", "mod_alias", "mod_redirect", '
        '"mod_deflate" )\n'
        f'server.document-root = "{job.place.others}"\n'
        f'server.bind = "127.0.0.1"\nserver.port = {job.port}\n'
        'mimetype.assign = ( ".html" => "text/html" )\n'
        f'include "{ours}"\n',
    )
    return ["-D", "-f", str(configuration)]


def apache(modules: tuple[str, ...], allowed: str = "FileInfo Indexes") -> Prepare:
    """Give what starts Apache with these modules, allowing the site's file these directives."""

    def prepare(job: Job) -> Command:
        loaded = "".join(
            f"LoadModule {module}_module {APACHE_FOLDER}/mod_{module}.so\n"
            for module in ("mpm_event", "authz_core", *modules)
        )
        folders = f'DocumentRoot "{job.place.site}"\n'
        if job.path != ROOT:
            folders = f'DocumentRoot "{job.place.others}"\nAlias "{job.path}" "{job.place.site}/"\n'
        # Apache's own table of types is left out, so that the types are those of our file.
        types = "TypesConfig /dev/null\n" if "mime" in modules else ""
        configuration = job.write(
            "main.conf",
            f"{loaded}{types}{folders}"
            f"Listen 127.0.0.1:{job.port}\nServerName 127.0.0.1\n"
            f'ServerRoot "{job.folder}"\nDefaultRuntimeDir "{job.folder}"\n'
            f'PidFile "{job.folder}/pid"\nErrorLog "{job.folder}/errors"\nMutex pthread\n'
            "StartServers 1\nServerLimit 1\nThreadsPerChild 25\nMaxRequestWorkers 25\n"
            "MinSpareThreads 5\nMaxSpareThreads 25\n"
            f'<Directory "{job.place.site}">\nOptions Indexes FollowSymLinks\n'
            f"AllowOverride {allowed}\n</Directory>\n",
        )
        return ["-D", "FOREGROUND", "-f", str(configuration)]

    return prepare


PREPARE: dict[str, Prepare] = {
    "nginx": _nginx,
    "apache": apache(APACHE_MODULES),
    "caddy": _caddy,
    "lighttpd": _lighttpd,
}
