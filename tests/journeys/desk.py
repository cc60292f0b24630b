"""A desk that one person after another works at: a page that stays loaded from test to test.

To load the letter writer is most of the work of a short journey. Whoever leaves clears everything,
with the product's own button. A desk that does not look then as it did on its first day, or whose
test failed, is given up, and the next test gets a new one: nothing passes unseen from one test to
another.

A test that needs a page of its own takes `page` or `appeal`: one about loading, leaving or what is
left behind, and one that listens to the page, routes its requests or changes its context.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Error, Page

__all__ = ["Desks"]

LOOKS = """() => {
  const main = document.querySelector("main");
  globalThis.firstDay ??= {
    unfolded: new Set([...main.querySelectorAll("details")].filter(({ open }) => open)),
  };
  const answers = [...main.querySelectorAll("input, select, textarea")]
    .filter((control) => control instanceof HTMLSelectElement
      ? [...control.options].some((option) => option.selected !== option.defaultSelected)
      : ["checkbox", "radio"].includes(control.type)
        ? control.checked !== control.defaultChecked
        : control.value !== control.defaultValue)
    .map(({ id, value, checked }) => [id, value, checked]);
  const said = main.querySelector(".m1-clear [role=status]").innerText;
  return JSON.stringify([
    location.href, document.title, main.innerText.replace(said, "").replaceAll(/\\s/g, ""),
    answers, localStorage.length, Object.keys(sessionStorage),
  ]);
}"""
"""What a desk looks like: words, answers, and what the browser stores."""

CLEAR = """() => {
  document.querySelector("dialog[open]")?.close();
  document.querySelector("[data-clear=everything]").click();
  document.querySelector("dialog[open] [value=yes]").click();
  for (const $details of document.querySelectorAll("main details")) {
    $details.open = globalThis.firstDay.unfolded.has($details);
  }
  document.activeElement?.blur();
  scrollTo(0, 0);
}"""
"""Presses "Clear everything", whatever part of the page is shown, and folds what was unfolded."""


class Desks:
    """The desks of one browser, by the names of their pages."""

    def __init__(self, open_desk: Callable[[str], Page]) -> None:
        self._open = open_desk
        self._free: dict[str, tuple[Page, str]] = {}

    @contextmanager
    def taken(self, name: str, failed: Callable[[], bool]) -> Iterator[Page]:
        """Give a desk until the block ends; what failed there makes it one that is given up."""
        page, looked = self._free.pop(name) if name in self._free else self._new(name)
        yield page
        if not failed() and _is_cleared(page, looked):
            self._free[name] = page, looked
        else:
            page.context.close()

    def _new(self, name: str) -> tuple[Page, str]:
        page = self._open(name)
        looked: str = page.evaluate(LOOKS)
        return page, looked

    def close(self) -> None:
        """Close all desks."""
        for page, _ in self._free.values():
            page.context.close()


def _is_cleared(page: Page, looked: str) -> bool:
    """Clear everything; tell whether the desk looks as it did."""
    try:
        if page.evaluate("!globalThis.firstDay"):
            return False  # the page was loaded again
        page.unroute_all()
        page.evaluate(CLEAR)
        page.wait_for_function(f"looked => ({LOOKS})() === looked", arg=looked, timeout=2_000)
    except Error:
        return False
    return True
