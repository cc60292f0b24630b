"""The content security policy: written first into every page, then checked.

The policy is what makes "nothing you type leaves this page" a fact that the
browser enforces. It must come before anything else in the page, because a
browser applies it only to what follows it.

Why these sources:

- `script-src`: the site's own files, the inline scripts that the theme needs
  (by hash), WebAssembly for Python, and `blob:` because the engine's worker
  starts from a blob (only then does it inherit this policy).
- `connect-src 'self'`: the engine's files, the search index. No other host.
- `form-action 'none'`: no form can be sent anywhere.

A meta element cannot carry `frame-ancestors`: the files for servers in
`site-overrides/hosting/` add it as a header.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape

from sitebuild.html_scan import PageScan, scan

__all__ = ["add_policy", "policy", "policy_problems", "script_hash"]

DIRECTIVES: tuple[tuple[str, str], ...] = (
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval' blob:"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self' blob:"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("object-src", "'none'"),
)
"""Each directive and its sources; a page's script hashes follow `script-src`."""

CHARSET = '<meta charset="utf-8">'


def script_hash(text: str) -> str:
    """Return the policy's source expression for one inline script's exact text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(scripts: Iterable[str] = ()) -> str:
    """Return the policy for a page that holds these inline scripts."""
    hashes = " ".join(sorted({script_hash(script) for script in scripts}))
    parts = []
    for name, sources in DIRECTIVES:
        extra = f" {hashes}" if name == "script-src" and hashes else ""
        parts.append(f"{name} {sources}{extra}")
    return "; ".join(parts)


def add_policy(html: str) -> str:
    """Return the page with its policy right after the character set.

    A page without exactly one character set comes back as it is: the check
    after the build then names it.
    """
    if html.count(CHARSET) != 1:
        return html
    content = escape(policy(scan(html).inline_scripts), quote=False)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return html.replace(CHARSET, f"{CHARSET}\n      {meta}")


def policy_problems(html: str) -> list[str]:
    """Return what in a finished page breaks the policy or escapes it."""
    page = scan(html)
    problems = _placement(page)
    problems += [f"inline style: {where}" for where in page.inline_styles]
    problems += [f"event handler: {where}" for where in page.handlers]
    return problems


def _placement(page: PageScan) -> list[str]:
    if [tag for tag, _ in page.head[:2]] != ["meta", "meta"] or "charset" not in page.head[0][1]:
        return ["the page does not start with its character set and its policy"]
    second = page.head[1][1]
    if second.get("http-equiv", "").lower() != "content-security-policy":
        return ["the policy is not the first thing after the character set"]
    if second.get("content") != policy(page.inline_scripts):
        return ["the policy does not match the page's inline scripts"]
    return []
