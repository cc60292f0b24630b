"""Doors, routes and last days as Markdown, each entry with its citations."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from m1appeals.routes import ROUTES, Route
from m1appeals.triage import DOORS, RULES

__all__ = ["TABLES"]


def _cite(ids: Iterable[str]) -> str:
    return " ".join(f"[@{id_}]" for id_ in dict.fromkeys(ids))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _doors() -> str:
    parts = []
    for door in DOORS.values():
        when = [rule for rule in RULES.values() if rule.door == door.id]
        parts.append(f"### {door.title} {{#{door.id.replace('_', '-')}}}\n")
        parts.append(f"{door.why} {_cite(door.sources)}\n")
        if when:
            parts.append("**When:**\n")
            parts += [f"- {rule.why} {_cite(rule.sources)}" for rule in when]
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
    if route.elsewhere:
        return f"{_count(route)}. {route.elsewhere}"
    return _count(route)


def _count(route: Route) -> str:
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
    if not route.presumed_days:
        return "Receipt"
    if route.from_date:
        return (
            "To be safe, the date on the notice; by the rule its receipt, presumed "
            f"{route.presumed_days} days later"
        )
    return f"Receipt, presumed {route.presumed_days} days after the date on the notice"


def _last_days() -> str:
    return _table(
        ("Route", "Time", "Counted from"),
        [
            (
                f"[{r.label}](routes.md#{_anchor(r)})",
                f"{_time(r)} {_cite(_rules(r, ('cfr', 'x12')))}",
                _from(r),
            )
            for r in ROUTES.values()
            if r.id != "plain"
        ],
    )


def _rules(route: Route, publishers: Iterable[str]) -> Iterable[str]:
    """Give a route's sources without those that say nothing of the matter, such as forms."""
    return (source for source in route.sources if source.partition("-")[0] in publishers)


def _anchor(route: Route) -> str:
    return route.id.replace("_", "-")


def _routes() -> str:
    return "\n".join(_route(route) for route in ROUTES.values() if route.id != "plain")


def _route(route: Route) -> str:
    doubt = "" if route.sure == "A" else ' <strong class="m1-verify">Verify.</strong>'
    lines = [
        f"## {route.label} {{#{_anchor(route)}}}",
        "",
        f"{route.who} decides. {_cite(route.sources)}{doubt}",
        "",
        "How long",
        f":   {_time(route)}.",
        "",
        "Counted from" if route.counted_from != "ask" else "Whom to ask",
        f":   {_from(route).rstrip('.')}.",
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
    ruled = [content for content in route.contents if content.sources]
    others = [content for content in route.contents if not content.sources]
    if ruled:
        cited = _cite(source for content in ruled for source in content.sources)
        held = _listed(content.text for content in ruled)
        lines += ["What the request must hold", f":   {held}. {cited}", ""]
    if others:
        held = _listed(content.text for content in others)
        known = (
            "We know of no rule that lists more" if ruled else "We know of no rule that lists it"
        )
        lines += ["What reviewers need", f":   {held}. {known}.", ""]
    if route.enclosures:
        lines += ["Enclose", f":   {_listed(item.text for item in route.enclosures)}.", ""]
    if route.late:
        lines += ["If you are late", f":   {route.late}", ""]
    if route.notes:
        lines += ["Mind", *(f":   {note}\n" for note in route.notes)]
    if route.next:
        following = ROUTES[route.next]
        lines += ["Next level", f":   [{following.label}](#{_anchor(following)})", ""]
    return "\n".join(lines)


def _listed(texts: Iterable[str]) -> str:
    listed = "; ".join(_small(text) for text in texts)
    return f"{listed[0].upper()}{listed[1:]}"


def _amount_rules(route: Route) -> Iterable[str]:
    return ("cfr-405-1006", *_rules(route, ("fr",)))


def _amounts() -> str:
    years = sorted({year for route in ROUTES.values() for year in route.amounts})
    rows = [
        (route.label, *(f"${route.amounts[year]:,}" for year in years), _cite(_amount_rules(route)))
        for route in ROUTES.values()
        if route.amounts
    ]
    return _table(("Route", *(f"Filed in {year}" for year in years), "Source"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "doors": _doors,
    "last-days": _last_days,
    "routes": _routes,
    "amounts": _amounts,
}
"""What writes each table, by the name that a page uses."""
