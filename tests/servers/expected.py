"""What every server has to send with the site's files, whatever server it is."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from sitebuild.hosting import APACHE, HASHED, IIS

__all__ = [
    "HEADERS", "PAGE_POLICY", "TEXT", "TYPES", "WORKER_POLICY", "YEAR", "headers", "kept", "names",
    "type_of",
]  # fmt: skip

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".bin": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
TEXT = frozenset({".html", ".css", ".js", ".mjs", ".json", ".svg"})
"""What is compressed where it is long enough."""

PAGE_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"
WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"
"""A service worker is not under the policy in a page: the header is all it has."""

OFF = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation",
    "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi",
    "payment", "serial", "usb",
)  # fmt: skip
"""What no letter needs. The clipboard is not among them."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in OFF),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR = "public, max-age=31536000, immutable"


def names(site: Path) -> list[str]:
    """Give the paths of the site's files, without those that are for servers."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return sorted(
        name for name in found if name not in {APACHE, IIS} and not name.startswith("hosting/")
    )


def type_of(name: str) -> str:
    """Give the type that a file is sent with."""
    return TYPES[PurePosixPath(name).suffix]


def kept(name: str) -> bool:
    """Tell whether a file never changes under its name."""
    return HASHED.match(name) is not None


def headers(name: str) -> dict[str, str]:
    """Give the security headers that go with an address."""
    return HEADERS | {"Content-Security-Policy": WORKER_POLICY if name == "sw.js" else PAGE_POLICY}
