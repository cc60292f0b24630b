"""A server's copy of the site lacks the letter writer's snapshot, with which it starts at once. It
starts the long way round, and the letter is the same.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from m1appeals.letter import compose
from m1appeals.validation import read_answers
from tests.browsers import form
from tests.browsers.page import Page
from tests.journeys import words
from tests.journeys.fault_server import FaultServer, is_missing
from tests.letters.examples import STARRED


def test_without_the_snapshot_a_letter_is_written(
    page: Page, faulty: FaultServer, built_site: Path
) -> None:
    snapshots = [path.relative_to(built_site) for path in built_site.rglob("*snapshot*")]
    faulty.only({path.as_posix(): is_missing for path in snapshots})
    form.open_appeal(page, faulty.address)
    asked = "".join(faulty.served.requests)
    assert [path.name for path in snapshots if path.name in asked]

    form.fill(page, STARRED)
    document = compose(read_answers(STARRED, today=date.today()).values)
    page.wait_until(
        lambda: form.letter_of(page) == words.of_letter(document), "the letter of the claim"
    )
