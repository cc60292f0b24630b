"""web.config as IIS reads it, since no IIS is here to ask.

The elements and attributes are those of Microsoft's reference of IIS 10, "IIS Configuration
Reference" (MicrosoftDocs/iis-docs, iis/configuration/system.webServer), checked in November 2026.
Only sections are listed that the applicationHost.config of a fresh IIS 10 leaves open
(`overrideModeDefault="Allow"`) and whose attributes it does not lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

__all__ = ["ELEMENTS", "Settings", "keys", "settings", "undocumented", "unsafe"]

SERVER = "configuration/system.webServer"
ELEMENTS: dict[str, frozenset[str]] = {
    "configuration": frozenset(),
    # Beside system.webServer: the same sections for one file or folder.
    "configuration/location": frozenset({"path", "allowOverride", "inheritInChildApplications"}),
    SERVER: frozenset(),
    f"{SERVER}/defaultDocument": frozenset({"enabled"}),
    f"{SERVER}/defaultDocument/files": frozenset(),
    f"{SERVER}/defaultDocument/files/clear": frozenset(),
    f"{SERVER}/defaultDocument/files/remove": frozenset({"value"}),
    f"{SERVER}/defaultDocument/files/add": frozenset({"value"}),
    f"{SERVER}/directoryBrowse": frozenset({"enabled", "showFlags"}),
    f"{SERVER}/staticContent": frozenset({"defaultDocFooter", "enableDocFooter"}),
    f"{SERVER}/staticContent/remove": frozenset({"fileExtension"}),
    f"{SERVER}/staticContent/mimeMap": frozenset({"fileExtension", "mimeType"}),
    f"{SERVER}/staticContent/clientCache": frozenset(
        {"cacheControlCustom", "cacheControlMaxAge", "cacheControlMode", "httpExpires", "setEtag"}
    ),
    f"{SERVER}/urlCompression": frozenset(
        {"doStaticCompression", "doDynamicCompression", "dynamicCompressionBeforeCache"}
    ),
    f"{SERVER}/httpProtocol": frozenset({"allowKeepAlive"}),
    f"{SERVER}/httpProtocol/customHeaders": frozenset(),
    f"{SERVER}/httpProtocol/customHeaders/clear": frozenset(),
    f"{SERVER}/httpProtocol/customHeaders/remove": frozenset({"name"}),
    f"{SERVER}/httpProtocol/customHeaders/add": frozenset({"name", "value"}),
}
"""Each element by its path, with its attributes."""

COLLECTIONS = {"staticContent": "mimeMap", "customHeaders": "add", "files": "add"}
"""Elements that hold a collection, and what adds to it."""

KEYS = ("fileExtension", "name", "value")
"""What may be in a collection once: the first of these that an entry has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What IIS sends with one file."""

    type: str
    cache: str
    compressed: bool
    headers: dict[str, str]


def undocumented(root: Element) -> list[str]:
    """Give each element and attribute that the reference does not know."""
    problems = []
    for path, element in _walk(root, root.tag):
        known = ELEMENTS.get(path)
        if known is None:
            problems.append(path)
        else:
            problems += [f"{path}/@{name}" for name in element.attrib if name not in known]
    return problems


def unsafe(root: Element) -> list[str]:
    """Give each entry that IIS would refuse where a server has it already: a 500.19."""
    problems = []
    for path, element in _walk(root, root.tag):
        adds = COLLECTIONS.get(element.tag)
        gone: set[str] = set()
        cleared = False
        for child in element:
            if child.tag == "clear":
                cleared, gone = True, set()
            elif child.tag == "remove":
                gone.add(_key(child))
            elif child.tag == adds:
                key = _key(child)
                if not cleared and key not in gone:
                    problems.append(f"{path}/{adds} {key}")
                gone.discard(key)
    return problems


def keys(root: Element, path: str) -> list[str]:
    """Give the keys of what a path finds below system.webServer."""
    return [_key(element) for element in root.findall(f"system.webServer/{path}")]


def settings(root: Element, name: str) -> Settings:
    """Give what IIS sends with a file: what holds for all, then what its own entry changes."""
    own = [place for place in root.findall("location") if place.get("path") == name]
    servers = [place.find("system.webServer") for place in (root, *own)]
    types: dict[str, str] = {}
    headers: dict[str, str] = {}
    cache: dict[str, str] = {}
    compression: dict[str, str] = {}
    for server in servers:
        assert server is not None, name
        for entry in server.iterfind("staticContent/mimeMap"):
            types[entry.attrib["fileExtension"]] = entry.attrib["mimeType"]
        for entry in server.iterfind("httpProtocol/customHeaders/add"):
            headers[entry.attrib["name"]] = entry.attrib["value"]
        for entry in server.iterfind("staticContent/clientCache"):
            cache |= entry.attrib
        for entry in server.iterfind("urlCompression"):
            compression |= entry.attrib
    return Settings(
        type=types[name[name.rindex(".") :]],
        cache=_cache_control(cache),
        compressed="true" in {compression.get(key, "true") for key in COMPRESSIONS},
        headers=headers,
    )


COMPRESSIONS = ("doStaticCompression", "doDynamicCompression")
MODES = {"DisableCache": "no-cache", "UseMaxAge": "max-age"}


def _cache_control(attributes: dict[str, str]) -> str:
    mode = MODES[attributes["cacheControlMode"]]
    if mode == "no-cache":
        return mode
    days, _, time = attributes["cacheControlMaxAge"].partition(".")
    assert time == "00:00:00"
    first, second = attributes["cacheControlCustom"].split(", ")
    return f"{first}, max-age={int(days) * 24 * 60 * 60}, {second}"


def _key(element: Element) -> str:
    return next(element.attrib[key] for key in KEYS if key in element.attrib)


def _walk(element: Element, path: str) -> Iterator[tuple[str, Element]]:
    """Give each element with its path, in which one file's or folder's entry is left out."""
    yield path, element
    for child in element:
        inner = path.replace("configuration/location", "configuration")
        yield from _walk(child, f"{inner}/{child.tag}")
