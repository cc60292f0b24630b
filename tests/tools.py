"""The programs that the tests open things with: a Chromium, LibreOffice, web servers.

An installed one is used first. Where there is none and the system is Debian's with rights to
install, Debian's packages are installed; a Chromium is downloaded as the last way. LibreOffice and
poppler only serve the checks of the Word file and of print, and the web servers those of what they
are told (`site-overrides/hosting/`). The checks are skipped without them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["CHROMIUM_FLAGS", "SERVERS", "chromium", "find", "libreoffice"]

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
    "libreoffice-writer-nogui": _LIBREOFFICES,
    "poppler-utils": ("pdftoppm",),
    "nginx-light": SERVERS["nginx"],
    "apache2": SERVERS["apache"],
    "caddy": SERVERS["caddy"],
    "lighttpd": SERVERS["lighttpd"],
    "lighttpd-mod-deflate": ("/usr/lib/lighttpd/mod_deflate.so",),
}

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
    """Give the path of a Chromium; None means Playwright's own."""
    return os.environ.get("M1_CHROMIUM") or find(_CHROMIUMS)


def libreoffice() -> str | None:
    """Give the path of LibreOffice, if there is one."""
    return find(_LIBREOFFICES)


def _missing() -> list[str]:
    return [package for package, names in _PACKAGES.items() if find(names) is None]


def _install() -> None:
    missing = _missing()
    if missing and shutil.which("apt-get"):
        rights = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        if not rights or shutil.which("sudo"):
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            apt = [*rights, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
            print("Installing", ", ".join(missing), flush=True)
            for command in (["update"], ["install", "-y", "--no-install-recommends", *missing]):
                subprocess.run(
                    [*apt, *command], env=environment, check=False, stdout=subprocess.DEVNULL
                )
    if chromium() is None and not _own_chromium():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    for package in _missing():
        print(f"Not here: {package}. Tests that need it are skipped (in CI they fail).")


def _own_chromium() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__":
    _install()
