"""The site's owner has installed the lists of Medicare's articles: the form and the page that
checks codes say what they list of the diagnoses on a claim.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from m1appeals.coverage.policies import Policy, write_policies
from m1appeals.coverage.table import Article, Group, write_table
from sitebuild import engine_files
from sitebuild.site import build
from tests.journeys import form, record
from tests.journeys.conftest import NewContext, expect_loaded
from tests.journeys.server import Served, serve

ARTICLE = Article(
    id=56789,
    title="Example Imaging",
    procedures=frozenset({"72148"}),
    start=date(2025, 10, 1),
    lcds=(34567,),
    contractors=("Example Contractor",),
    states=("CA", "NV"),
    covered=(Group(number=1, codes=frozenset({"M5451", "M5459"}), starred=frozenset()),),
    noncovered=(),
)
LCD = Policy(
    id=34567,
    title="Example Imaging",
    text="Imaging is covered when:\n1. Pain has lasted six weeks.\n2. Therapy has failed.",
    start=date(2025, 10, 1),
    end=None,
)
ADDRESS = "https://www.cms.gov/medicare-coverage-database/view/article.aspx?articleid=56789"
SAYS = "M54.50 is not among the covered diagnoses. Covered codes near it: M54.51, M54.59."


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site with such a table, and the text of an LCD."""
    folder = tmp_path_factory.mktemp("coverage")
    content = gzip.compress(write_table(date(2026, 4, 1), [ARTICLE]), mtime=0)
    path = folder / f"coverage.{hashlib.sha256(content).hexdigest()[:12]}.bin"
    path.write_bytes(content)
    texts = gzip.compress(write_policies(date(2026, 4, 1), [LCD]), mtime=0)
    policies = folder / f"policies.{hashlib.sha256(texts).hexdigest()[:12]}.bin"
    policies.write_bytes(texts)
    tables = [{"name": "coverage", "path": path}, {"name": "policies", "path": policies}]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_files, "optional_tables", lambda _: tables)
        site = build(folder / "site")
    with serve(site) as served:
        yield served


def opened(new_context: NewContext, site: Served, name: str) -> Page:
    page = new_context().new_page()
    page.goto(site.address + name)
    expect_loaded(page)
    return page


def test_the_page_that_checks_codes_says_what_an_article_lists(
    new_context: NewContext, covered: Served
) -> None:
    page = opened(new_context, covered, "check-codes.html")
    page.get_by_label("Diagnosis codes").fill("M54.50")
    page.get_by_label("Procedure codes").fill("72148-26")
    page.get_by_label("Date of service").fill("3/4/2026")
    expect(page.get_by_text(SAYS)).to_be_visible()
    link = page.get_by_role("link", name="Example Imaging")
    expect(link).to_have_attribute("href", ADDRESS)
    expect(page.get_by_text("From CMS's article download of April 1, 2026.")).to_be_visible()
    page.get_by_label("Procedure codes").fill("99999")
    expect(page.get_by_text("99999: no article in force names it.")).to_be_visible()


def test_the_form_says_it_for_a_claim_to_medicare_and_for_no_other(
    new_context: NewContext, covered: Served
) -> None:
    page = opened(new_context, covered, "appeal.html")
    form.fill(page, {"payer_kind": "medicare", "diagnosis_codes": "M54.50"})
    form.fill(page, {"procedure_codes": "72148", "claim_number": "EX2026000123"})
    expect(page.get_by_text(SAYS)).to_be_visible()
    form.choose(page, "payer_kind", "commercial")
    expect(page.get_by_text(SAYS)).to_have_count(0)


def test_criteria_are_taken_from_the_text_of_the_lcd(
    new_context: NewContext, covered: Served
) -> None:
    page = opened(new_context, covered, "appeal.html")
    record.open_record(page)
    page.get_by_role("button", name="Take the text of the LCD in the form").click()
    expect(page.get_by_text("The form names no LCD whose text is installed")).to_be_visible()
    record.leave(page)
    form.fill(page, {"policy": f"LCD L{LCD.id}"})
    record.open_record(page)
    page.get_by_role("button", name="Take the text of the LCD in the form").click()
    expect(page.get_by_label("Coverage criteria of the policy")).to_have_value(LCD.text)
    expect(page.get_by_text("Compare it with the LCD that was in force")).to_be_visible()
