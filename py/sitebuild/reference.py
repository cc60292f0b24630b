"""Tables of the rules, written into pages: codes, routes, last days, doors, sources.

A line `<!-- m1-table: NAME -->` in a page becomes Markdown made from `py/m1appeals/rules/`, each
entry with its citations. So a page says of a rule what the form does with it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping

from mkdocs.exceptions import PluginError

from m1appeals import denial_codes, rules
from m1appeals.dates import month
from m1appeals.denial_codes import Code
from m1appeals.routes import ROUTES, Route
from m1appeals.triage import DOORS

__all__ = ["TABLES", "write_tables"]

MARK = re.compile(r"^<!-- m1-table: ([\w-]+) -->$", re.MULTILINE)

_CAUSES: Mapping[str, str] = {
    "diagnosis": "Diagnosis",
    "documentation": "Documentation",
    "investigational": "Investigational",
    "authorization": "Authorization",
}


def write_tables(markdown: str, page: str) -> str:
    """Return a page's Markdown with its tables; PluginError for a name that does not exist."""

    def table(match: re.Match[str]) -> str:
        name = match[1]
        if name not in TABLES:
            near = difflib.get_close_matches(name, TABLES, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise PluginError(f"{page} asks for the table {name}, which does not exist.{hint}")
        return TABLES[name]()

    return MARK.sub(table, markdown)


def _cite(ids: Iterable[str]) -> str:
    return " ".join(f"[@{id_}]" for id_ in dict.fromkeys(ids))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _code(code: Code) -> str:
    return f'<span id="{code.kind}-{code.code}">**{code.code}**</span>'


def _cause(code: Code) -> str:
    return f"[{_CAUSES[code.cause].lower()}](causes.md#{code.cause})"


def _codes(kind: str) -> Callable[[], str]:
    def write() -> str:
        found = denial_codes.codes(kind).values()
        return _table(
            ("Code", "What it says, and what to do"), [(_code(c), _said(c)) for c in found]
        )

    return write


def _said(code: Code) -> str:
    cause = f" Cause: {_cause(code)}." if code.cause else ""
    return f"{code.meaning} {_cite(code.sources)}<br>**Do:** {code.do}{cause}"


def _codes_of(cause: str) -> Callable[[], str]:
    def write() -> str:
        found = [c for kind in ("reason", "remark") for c in denial_codes.codes(kind).values()]
        rows = [
            (f"[{'RARC ' if c.kind == 'remark' else ''}{c.code}](codes.md#{c.kind}-{c.code})",
             f"{c.meaning}<br>**Do:** {c.do}")
            for c in found
            if c.cause == cause
        ]  # fmt: skip
        return _table(("Code", "It says, and what to do"), rows)

    return write


def _doors() -> str:
    parts = []
    for door in DOORS.values():
        entry = rules.load("doors")[door.id]
        when = [rule for rule in rules.load("triage").values() if rule["door"] == door.id]
        parts.append(f"### {door.title} {{#{door.id.replace('_', '-')}}}\n")
        parts.append(f"{door.why} {_cite(entry['sources'])}\n")
        if when:
            parts.append("**When:**\n")
            parts += [f"- {rule['why']} {_cite(rule['sources'])}" for rule in when]
            parts.append("")
        parts.append("**What to do:**\n")
        parts += [f"1. {step}" for step in door.do]
        parts.append("\n**Have at hand:** " + "; ".join(_small(g) for g in door.gather) + ".\n")
    return "\n".join(parts)


def _small(text: str) -> str:
    return text[0].lower() + text[1:] if text[1].islower() else text


def _time(route: Route) -> str:
    if route.counted_from == "ask":
        return "Ask"
    if route.months:
        return f"{route.months} months"
    if route.latest_days:
        return f"{route.days} days; {route.latest_days} at the latest"
    return f"{route.days} days"


def _from(route: Route) -> str:
    if route.counted_from == "ask":
        return route.ask
    if route.counted_from == "notice":
        return "The date on the notice"
    if route.presumed_days:
        return f"Receipt, presumed {route.presumed_days} days after the date on the notice"
    return "Receipt"


def _last_days() -> str:
    return _table(
        ("Route", "Time", "Counted from"),
        [
            (f"[{r.label}](routes.md#{_anchor(r)})", f"{_time(r)} {_cite(r.sources)}", _from(r))
            for r in ROUTES.values()
            if r.id != "plain"
        ],
    )


def _anchor(route: Route) -> str:
    return route.id.replace("_", "-")


def _routes() -> str:
    return "\n".join(_route(route) for route in ROUTES.values() if route.id != "plain")


def _route(route: Route) -> str:
    doubt = "" if route.sure == "A" else ' <strong class="m1-verify">Verify.</strong>'
    lines = [
        f"## {route.label} {{#{_anchor(route)}}}",
        "",
        f"Checked {month(route.checked)}. {_cite(route.sources)}{doubt}",
        "",
        "Who decides",
        f":   {route.who}.",
        "",
        "How long",
        f":   {_time(route)}. {_from(route).rstrip('.')}.",
        "",
        "Filed means",
        f":   {route.filed}",
        "",
    ]
    if route.form:
        lines += ["Form", f":   {route.form}.", ""]
    if route.amounts:
        amounts = "; ".join(f"${dollars:,} in {year}" for year, dollars in route.amounts.items())
        lines += ["Least amount in controversy", f":   {amounts}.", ""]
    if route.contents:
        by = "The rule names it." if route.required else "No federal list is known to us."
        held = "; ".join(_small(content.text) for content in route.contents)
        lines += ["What the request holds", f":   {held[0].upper()}{held[1:]}. {by}", ""]
    if route.enclosures:
        lines += ["Enclose", f":   {'; '.join(route.enclosures)}.", ""]
    if route.late:
        lines += ["If you are late", f":   {route.late}", ""]
    if route.notes:
        lines += ["Mind", *(f":   {note}\n" for note in route.notes)]
    if route.next:
        following = ROUTES[route.next]
        lines += ["Next level", f":   [{following.label}](#{_anchor(following)})", ""]
    return "\n".join(lines)


def _amounts() -> str:
    years = sorted({year for route in ROUTES.values() for year in route.amounts})
    rows = [
        (route.label, *(f"${route.amounts[year]:,}" for year in years), _cite(route.sources))
        for route in ROUTES.values()
        if route.amounts
    ]
    return _table(("Route", *(f"Filed in {year}" for year in years), "Source"), rows)


def _sources() -> str:
    rows = []
    for entry in rules.load("sources").values():
        title = f"[{entry['title']}]({entry['url']})" if entry.get("url") else entry["title"]
        rows.append((title, entry["about"], entry["sure"], month(entry["checked"])))
    return _table(("Source", "What it says that matters here", "Sure", "Checked"), sorted(rows))


TABLES: Mapping[str, Callable[[], str]] = {
    **{f"{kind}-codes": _codes(kind) for kind in denial_codes.KINDS},
    **{f"codes-{cause}": _codes_of(cause) for cause in _CAUSES},
    "doors": _doors,
    "last-days": _last_days,
    "routes": _routes,
    "amounts": _amounts,
    "sources": _sources,
}
"""What writes each table, by the name that a page uses."""
