"""What a run of the bench says: a table of ratios, and what each of its limits came to.

Only ratios within one run can be compared between machines. Limits in milliseconds are those that
a person notices: what follows the typing, and a PDF that is waited for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "COLD_AT_MOST",
    "EVERYTHING_BELOW",
    "FIRST_PDF_BELOW",
    "GROWTH_AT_MOST",
    "INDEX_BELOW",
    "LAST_DAY_BELOW",
    "LATER_PDF_BELOW",
    "RECORD_BELOW",
    "RENDER_BELOW",
    "SEARCH_BELOW",
    "VISIT_BELOW",
    "Limit",
    "Row",
    "limits",
    "table",
]

COLD_AT_MOST = 0.35
"""The share of plain Pyodide's time that our first letter may take, with nothing in the cache."""

RENDER_BELOW = 20
"""The milliseconds in which the letter has to follow what is typed."""

SEARCH_BELOW = 30
"""The milliseconds in which diagnosis codes have to follow what is typed, whatever it is."""

LAST_DAY_BELOW = 5
"""The milliseconds in which a last day has to be counted."""

INDEX_BELOW = 1_200_000
"""The bytes that the index of diagnosis codes may cost."""

VISIT_BELOW = 9_250_000
"""The bytes that a first visit to the form may fetch until the letter stands there, from a server
that compresses nothing."""

EVERYTHING_BELOW = 15_000_000
"""The bytes that it may fetch until everything is loaded: what remittances and packets need too."""

FIRST_PDF_BELOW = 3_000
"""The milliseconds that the first PDF of a page may take."""

LATER_PDF_BELOW = 500
"""The milliseconds that a later one may take."""

RECORD_BELOW = 20
"""The seconds that a record of 300 pages may take until its sentences stand in order."""

GROWTH_AT_MOST = 1.5
"""How much more a claim, letter or page may cost in the largest job than in the smallest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    what: str
    figure: str
    ratio: float | None = None
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Something that has to hold, and whether it does."""

    kept: bool
    sentence: str


def limits(
    *,
    cold_ratio: float,
    visit: int,
    everything: int,
    render: float,
    search: float,
    last_day: float,
    index: int,
    first_pdf: float,
    later_pdf: float,
    record: float,
    growth: dict[str, float],
    scores: dict[str, dict[str, int]],
    least: dict[str, int],
) -> list[Limit]:
    """Hold what was measured against the limits.

    `cold_ratio` is our cold first letter's share of plain Pyodide's time, `visit` the bytes of
    a first visit until the letter stands there, `everything` those until all is loaded, `render`
    the milliseconds of a letter in the worker, `search` those of the slowest search for codes,
    `last_day` those of a last day, `index` the bytes of the codes, `first_pdf` and `later_pdf` the
    milliseconds of PDFs, `record` the seconds of a record of 300 pages,
    `growth` what one costs in the largest job, measured by one in the
    smallest, by what it is, `scores` Lighthouse's by page and category.
    """
    return [
        Limit(
            kept=cold_ratio <= COLD_AT_MOST,
            sentence=f"Our cold first letter takes {cold_ratio:.3f} of plain Pyodide's time; "
            f"it may take {COLD_AT_MOST}.",
        ),
        Limit(
            kept=visit < VISIT_BELOW,
            sentence=f"A first letter fetches {visit / 1e6:.2f} MB; "
            f"it has to be under {VISIT_BELOW / 1e6:g} MB.",
        ),
        Limit(
            kept=everything < EVERYTHING_BELOW,
            sentence=f"A first visit fetches {everything / 1e6:.2f} MB, with the library; "
            f"it has to be under {EVERYTHING_BELOW / 1e6:g} MB.",
        ),
        Limit(
            kept=render < RENDER_BELOW,
            sentence=f"The letter follows the typing in {render:.2f} ms; "
            f"it has to be under {RENDER_BELOW} ms.",
        ),
        Limit(
            kept=search < SEARCH_BELOW,
            sentence=f"Diagnosis codes follow the typing in {search:.1f} ms at most; "
            f"it has to be under {SEARCH_BELOW} ms.",
        ),
        Limit(
            kept=last_day < LAST_DAY_BELOW,
            sentence=f"A last day is counted in {last_day:.2f} ms; "
            f"it has to be under {LAST_DAY_BELOW} ms.",
        ),
        Limit(
            kept=index < INDEX_BELOW,
            sentence=f"The diagnosis codes cost {index / 1e6:.2f} MB; "
            f"it has to be under {INDEX_BELOW / 1e6:.1f} MB.",
        ),
        Limit(
            kept=first_pdf < FIRST_PDF_BELOW,
            sentence=f"The first PDF of a page takes {first_pdf:,.0f} ms; "
            f"it has to be under {FIRST_PDF_BELOW:,} ms.",
        ),
        Limit(
            kept=later_pdf < LATER_PDF_BELOW,
            sentence=f"A later PDF takes {later_pdf:,.0f} ms; "
            f"it has to be under {LATER_PDF_BELOW} ms.",
        ),
        Limit(
            kept=record < RECORD_BELOW,
            sentence=f"A record of 300 pages is read and offered from in {record:.1f} s; "
            f"it has to be under {RECORD_BELOW} s.",
        ),
        *(
            Limit(
                kept=times <= GROWTH_AT_MOST,
                sentence=f"A {what} costs {times:.2f} of what one of the smallest does; "
                f"it may cost {GROWTH_AT_MOST}.",
            )
            for what, times in growth.items()
        ),
        *(
            Limit(
                kept=scores[page][category] >= wanted,
                sentence=f"Lighthouse gives {page} {scores[page][category]} for {category}; "
                f"it has to be {wanted}{'' if wanted == 100 else ' or more'}.",
            )
            for page in scores
            for category, wanted in least.items()
        ),
    ]


def table(rows: Sequence[Row]) -> str:
    """Print rows under each other, the figures at the right of their columns."""
    cells = [
        ("what", "figure", "ratio", "measured against"),
        *(
            (row.what, row.figure, "" if row.ratio is None else f"{row.ratio:.2f}", row.against)
            for row in rows
        ),
    ]
    what, figure, ratio, _ = (max(map(len, column)) for column in zip(*cells, strict=True))
    lines = [f"{a:<{what}}  {b:>{figure}}  {c:>{ratio}}  {d}".rstrip() for a, b, c, d in cells]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])
