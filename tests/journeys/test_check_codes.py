"""Before a claim goes out somebody checks its codes: what is doubtful is said, with better ones."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.conftest import NewContext, expect_loaded
from tests.journeys.server import Served


@pytest.fixture
def codes(new_context: NewContext, site: Served) -> Page:
    page = new_context().new_page()
    page.goto(site.address + "check-codes.html")
    expect_loaded(page)
    return page


def test_a_heading_is_replaced_by_the_code_that_is_chosen(codes: Page) -> None:
    box = codes.get_by_label("Diagnosis codes")
    box.fill("G47.33, M54.5")
    expect(
        codes.get_by_text("M54.5 (Low back pain) is a heading and not billable.")
    ).to_be_visible()
    codes.get_by_role("button", name="Take M54.51, Vertebrogenic low back pain").click()
    expect(box).to_have_value("G47.33, M54.51")
    expect(codes.get_by_role("heading", name="Nothing to look at in these codes")).to_be_visible()
    expect(codes.get_by_text("Enter the date of service")).to_have_count(0)


def test_words_find_a_code_and_a_press_adds_it(codes: Page) -> None:
    codes.get_by_text("Find a diagnosis code").click()
    codes.get_by_label("Code or words").fill("sleep apnea obstructive")
    codes.get_by_role("button", name="Take G47.33, Obstructive sleep apnea").click()
    expect(codes.get_by_label("Diagnosis codes")).to_have_value("G47.33")
    codes.get_by_label("Code or words").fill("G47.31")
    codes.get_by_role("button", name="Take G47.31").click()
    expect(codes.get_by_label("Diagnosis codes")).to_have_value("G47.33, G47.31")
    codes.get_by_label("Code or words").fill("no such words")
    expect(codes.get_by_text("has these words. Try fewer")).to_be_visible()


def test_codes_of_one_claim_are_looked_at_together(codes: Page) -> None:
    codes.get_by_label("Diagnosis codes").fill("M54.16, M51.16")
    expect(codes.get_by_text("M54.16 and M51.16 are not coded together")).to_be_visible()


def test_a_date_outside_of_the_set_and_a_modifier_are_said(codes: Page) -> None:
    codes.get_by_label("Diagnosis codes").fill("G47.33")
    codes.get_by_label("Procedure codes").fill("95810-GZ")
    codes.get_by_label("Date of service").fill("3/4/2026")
    expect(codes.get_by_text("For March 4, 2026 look the codes up")).to_be_visible()
    expect(codes.get_by_text("Modifier GZ: A denial is expected")).to_be_visible()
    expect(codes.get_by_text("no coverage table is installed")).to_be_visible()


def test_nothing_is_asked_of_the_network_while_one_types(codes: Page) -> None:
    asked: list[Request] = []
    codes.on("request", lambda request: asked.append(request))
    codes.get_by_label("Diagnosis codes").fill("SENTINEL, M54.5")
    codes.get_by_text("Find a diagnosis code").click()
    codes.get_by_label("Code or words").fill("SENTINEL")
    expect(codes.get_by_text("SENTINEL does not look like an ICD-10-CM code")).to_be_visible()
    assert asked == []
    assert "SENTINEL" not in codes.evaluate(
        "location.href + document.title + JSON.stringify({ ...localStorage, ...sessionStorage })"
    )


def test_the_page_of_last_days_counts_and_asks_nothing_of_the_network(
    new_context: NewContext, site: Served
) -> None:
    page = new_context().new_page()
    page.goto(site.address + "deadlines.html")
    expect_loaded(page)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.get_by_label("Which appeal").select_option("ma_noncontract")
    page.get_by_label("Date of the denial").fill("2-21-2026")
    expect(
        page.get_by_role("group", name="Target: April 22, 2026; latest: April 27, 2026 (7 days")
    ).to_be_visible()
    page.get_by_label("Day it arrived").fill("SENTINEL")
    expect(page.get_by_text("Day it arrived must be a date")).to_be_visible()
    kept = page.evaluate(
        "location.href + document.title + JSON.stringify({ ...localStorage, ...sessionStorage })"
    )
    assert asked == []
    assert not [trace for trace in ("SENTINEL", "2-21", "2026-02-21") if trace in kept]
