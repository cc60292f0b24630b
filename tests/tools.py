"""The programs that the tests open things with: a Chromium, LibreOffice, web servers.

Pages are opened in Chromium's headless shell where there is one: it draws no windows, and takes
half the work of a whole Chromium. A test that asks for what only a whole one has gets that.

An installed one is used first. Where there is none and the system is Debian's with rights to
install, Debian's packages are installed; a Chromium is downloaded as the last way. LibreOffice and
poppler only serve the checks of the Word file and of print, and the web servers those of what they
are told (`site-overrides/hosting/`). The checks are skipped without them.

`python -m tests.tools browsers` installs what `tests/browsers` opens pages with, from Debian's
packages only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = [
    "CHROMIUM_FLAGS",
    "SERVERS",
    "chromium",
    "find",
    "libreoffice",
    "missing_for_browsers",
    "server",
    "whole_chromium",
]

_SHELL = "chromium-headless-shell"
_CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_LIBREOFFICES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
# Draw is a part of LibreOffice that opens PDFs; on other systems it comes with the rest.
_DRAWS = (
    "/usr/lib/libreoffice/share/.registry/draw.xcd",
    "/usr/lib64/libreoffice/share/registry/draw.xcd",
    "/Applications/LibreOffice.app/Contents/Resources/registry/draw.xcd",
)
_LIGHTTPD_DEFLATE = "/usr/lib/lighttpd/mod_deflate.so"
# Whoever is not root has no /usr/sbin in the path.
SERVERS = {
    "nginx": ("nginx", "/usr/sbin/nginx"),
    "apache": ("apache2", "/usr/sbin/apache2"),
    "caddy": ("caddy",),
    "lighttpd": ("lighttpd", "/usr/sbin/lighttpd"),
}
"""Real web servers, by the programs that they are."""

_PACKAGES = {
    "chromium": _CHROMIUMS,
    _SHELL: (_SHELL,),
    "libreoffice-writer-nogui": _LIBREOFFICES,
    "libreoffice-draw-nogui": _DRAWS,
    "poppler-utils": ("pdftoppm",),
    "nginx": SERVERS["nginx"],
    "apache2": SERVERS["apache"],
    "caddy": SERVERS["caddy"],
    "lighttpd": SERVERS["lighttpd"],
    "lighttpd-mod-deflate": (_LIGHTTPD_DEFLATE,),
}
# The last two let Python open a window with WebKitGTK in it.
_BROWSER_PACKAGES = (
    "firefox-esr", "webkit2gtk-driver", "xvfb", "python3-gi", "gir1.2-webkit2-4.1",
)  # fmt: skip

CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""So that the browser itself asks for nothing while its requests are counted."""


def find(names: tuple[str, ...]) -> str | None:
    """Give the first of some programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def chromium() -> str | None:
    """Give the path of a Chromium, without windows if possible; None means Playwright's own."""
    return os.environ.get("M1_CHROMIUM") or find((_SHELL, *_CHROMIUMS))


def whole_chromium() -> str | None:
    """Give the path of a Chromium that can have windows; None means Playwright's own."""
    return os.environ.get("M1_CHROMIUM") or find(_CHROMIUMS)


def libreoffice() -> str | None:
    """Give the path of LibreOffice, if there is one."""
    return find(_LIBREOFFICES)


def draw() -> str | None:
    """Give the path of LibreOffice, if it is there with Draw."""
    return libreoffice() if any(Path(name).exists() for name in _DRAWS) else None


def server(name: str) -> str | None:
    """Give the path of a web server, if it is there with all that the tests need of it."""
    whole = name != "lighttpd" or Path(_LIGHTTPD_DEFLATE).is_file()
    return find(SERVERS[name]) if whole else None


def missing_for_browsers() -> list[str]:
    """Give the Debian packages for `tests/browsers` that are not installed."""
    return [package for package in _BROWSER_PACKAGES if not _has_package(package)]


def _has_package(package: str) -> bool:
    if shutil.which("dpkg-query") is None:
        return False
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, check=False).stdout == b"installed"


def _missing() -> list[str]:
    return [package for package, names in _PACKAGES.items() if not _is_here(names)]


def _is_here(names: tuple[str, ...]) -> bool:
    # A module of a server is a file that cannot be executed.
    return find(names) is not None or any(Path(name).is_file() for name in names)


def _install(missing: list[str]) -> None:
    """Install Debian packages, where the system is Debian's and lets us."""
    if missing and shutil.which("apt-get"):
        rights = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        if not rights or shutil.which("sudo"):
            print("Installing", ", ".join(missing), flush=True)
            _apt_get(rights, "update")
            _keep_asleep(rights, missing)
            # One by one: a package that a system does not have must not keep the others away.
            for package in missing:
                _apt_get(rights, "install", "-y", "--no-install-recommends", package)


def _install_for_browsers() -> None:
    _install(missing_for_browsers())
    for package in missing_for_browsers():
        print(f"Not here: {package}. The tests are skipped (in CI they fail).")


def _install_all() -> None:
    _install(_missing())
    if chromium() is None and not _own_chromium():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    for package in _missing():
        if package == _SHELL:
            continue  # a whole Chromium does as well, and takes longer
        print(f"Not here: {package}. Tests that need it are skipped (in CI they fail).")


def _apt_get(rights: list[str], *arguments: str) -> None:
    subprocess.run(
        [*rights, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
        stdout=subprocess.DEVNULL,
    )


def _keep_asleep(rights: list[str], packages: list[str]) -> None:
    """Let no web server that is about to be installed take a port of this machine."""
    services = [package for package in packages if package in {*SERVERS, "apache2"}]
    if services and Path("/run/systemd/system").is_dir():
        print("Masked, so that they never start by themselves:", ", ".join(services), flush=True)
        subprocess.run([*rights, "systemctl", "mask", "--quiet", *services], check=False)


def _own_chromium() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__":
    if sys.argv[1:] == ["browsers"]:
        _install_for_browsers()
    else:
        _install_all()
