"""The pages to read: their style, and the search that leads through them."""

from __future__ import annotations

from tests.browsers.page import Page

__all__ = ["expect_style", "search"]

CAUSE = "Prior authorization is missing or does not fit"
IN_VIEW = """return [...document.querySelectorAll("main h2, main h3")].some(($heading) => {
  const { top, bottom } = $heading.getBoundingClientRect();
  return $heading.innerText.startsWith(arguments[0]) && top >= 0 && bottom <= innerHeight;
});"""


def expect_style(page: Page) -> None:
    """Expect that our style sheet has come."""
    color = page.run("() => getComputedStyle(document.body).backgroundColor")
    assert color == "rgb(252, 250, 245)"


def search(page: Page) -> None:
    """Search for a cause, and follow what is found to where it is explained."""
    box = page.find("textbox combobox searchbox", "Search")
    box.click()
    box.send_keys("prior authorization")
    page.find("heading", CAUSE, page.find("dialog", "Search")).click()
    page.wait_until(lambda: page.driver.execute_script(IN_VIEW, CAUSE), f"{CAUSE!r} in view")
