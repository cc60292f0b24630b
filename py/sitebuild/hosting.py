"""Configurations of web servers: published with the site, two of them where they take effect.

The sources are in `site-overrides/hosting/`, and MkDocs publishes them as `hosting/`. Apache and
IIS read a file in the site's first folder. Those two have other names among the sources: MkDocs
leaves out what begins with a dot.

IIS cannot tell by a pattern which files never change. So its file names each of them.
"""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

__all__ = ["APACHE", "HASHED", "IIS", "publish"]

APACHE = ".htaccess"
IIS = "web.config"

HASHED = re.compile(r"^assets/.*\.[0-9a-f]{8,12}\.[^/]+$")
"""Files that never change under their name, by their path: it holds a hash of the content."""

PACKED = ".bin"
KEPT = (
    '<staticContent><clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00"'
    ' cacheControlCustom="public, immutable" /></staticContent>'
)
AS_IT_IS = '<urlCompression doStaticCompression="false" doDynamicCompression="false" />'

SOURCES = {"hosting/apache.htaccess": APACHE, "hosting/iis.web.config": IIS}
END = "</configuration>\n"


def publish(files: Files, config: MkDocsConfig) -> None:
    """Move Apache's and IIS's file to the site's first folder; name to IIS what never changes."""
    hashed = sorted(file.dest_uri for file in files if HASHED.match(file.dest_uri))
    for source, name in SOURCES.items():
        file = files.get_file_from_path(source)
        if file is None:
            continue
        files.remove(file)
        content = file.content_string
        if name == IIS:
            content = content.replace(END, "".join(map(_kept, hashed)) + END)
        # Included by name: MkDocs leaves out what begins with a dot.
        files.append(
            File.generated(config, name, content=content, inclusion=InclusionLevel.INCLUDED)
        )


def _kept(path: str) -> str:
    """Return IIS's entry for a file that a browser may keep for a year."""
    settings = [KEPT, AS_IT_IS] if path.endswith(PACKED) else [KEPT]
    lines = ["<system.webServer>", *(f"  {setting}" for setting in settings), "</system.webServer>"]
    inside = "".join(f"    {line}\n" for line in lines)
    return f'  <location path="{path}">\n{inside}  </location>\n'
