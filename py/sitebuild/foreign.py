"""Other hosts: taken out of the theme's files, and looked for in the built site.

The policy already blocks every request to another host. This goes one step
further: the built site does not even name one, apart from links that a person
clicks and the addresses in `ALLOWED`. So whoever reviews the folder finds
nothing to ask about, and a new dependency that would fetch something fails the
build.

Compressed files and Python archives are not read: the engine's own build decides
what is in them, and reads its packed scripts.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from sitebuild.html_scan import scan

__all__ = ["ALLOWED", "clean", "clean_theme_files", "foreign_problems", "script_problems"]

ALLOWED: dict[str, str] = {
    "http://www.w3.org/": "names of XML vocabularies, never fetched",
    "https://clipboardjs.com/": "licence comment in the theme's script",
    "http://lunrjs.com": "licence comment in the theme's search script",
    "http://tartarus.org/": "licence comment in the theme's search script",
    "https://bit.ly/2s3ChXG": "licence comment in the theme's search script",
    "https://fontawesome.com": "licence comment in an icon of the theme",
}
"""Addresses that scripts and styles may name: how each begins, and why it stays."""

NOWHERE = "data:,"
"""What an address becomes. The policy blocks it as it blocked the original."""

UNUSED = re.compile(r"\.map$|^assets/javascripts/lunr/|^sitemap\.xml$|^assets/images/")
"""Theme files no page needs: source maps, search in other languages, its icon, and the
template of the site map, which MkDocs copies when it does not render it."""

THEME_TEXT = re.compile(r"^assets/(javascripts|stylesheets)/.*\.(js|css)$")
SOURCE_MAP = re.compile(r"\s*(//|/\*)[#@] sourceMappingURL=\S+?(\s*\*/|\s*$)", re.MULTILINE)
ADDRESS = re.compile(r"""(?:https?|wss?|ftp):\\?/\\?/\w[^\s"'`<>\\]*""")
CSS_ADDRESS = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""")
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)

SCRIPTS = frozenset({".js", ".mjs", ".css", ".svg", ".json", ".webmanifest", ".xml"})
PROSE = frozenset({"search_index.json", "search_index.js"})
"""The text of the pages: it names addresses as the pages' links do."""


def clean_theme_files(files: Files, config: MkDocsConfig) -> None:
    """Drop theme files that no page needs, and other hosts from the rest."""
    for file in list(files):
        if UNUSED.search(file.src_uri):
            files.remove(file)
        elif THEME_TEXT.search(file.src_uri):
            files.remove(file)
            content = clean(file.content_string)
            files.append(File.generated(config, file.src_uri, content=content))


def clean(text: str) -> str:
    """Return a script or style without source map and without other hosts."""
    without_map = SOURCE_MAP.sub("", text)
    return ADDRESS.sub(lambda match: match[0] if _allowed(match[0]) else NOWHERE, without_map)


def foreign_problems(site: Path) -> list[str]:
    """Return every place in the built site that names another host, with its file."""
    problems = []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".map":
            problems.append(f"{name}: a source map")
        elif path.suffix == ".html":
            found = _in_page(path.read_text(encoding="utf-8"))
            problems += [f"{name}: {problem}" for problem in found]
        elif path.suffix in SCRIPTS and path.name not in PROSE:
            found = script_problems(path.read_text(encoding="utf-8"))
            problems += [f"{name}: {problem}" for problem in found]
    return problems


def _in_page(html: str) -> list[str]:
    page = scan(html)
    problems = [
        f"{where} loads {address}"
        for where, address in page.resources
        if SCHEME.match(address) and not address.startswith(("data:", "blob:"))
    ]
    for script in page.inline_scripts:
        problems += script_problems(script)
    return problems


def script_problems(text: str) -> list[str]:
    """Return every other host that a script or style names."""
    named = [*ADDRESS.findall(text), *CSS_ADDRESS.findall(text)]
    problems = [f"names {address}" for address in dict.fromkeys(named) if not _allowed(address)]
    if "sourceMappingURL=" in text:
        problems.append("names a source map")
    return problems


def _allowed(address: str) -> bool:
    return address.startswith(tuple(ALLOWED))
