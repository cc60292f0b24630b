"""A desk that one person after another works at: a page that stays loaded from test to test.

To load the letter writer is most of the work of a short journey. Whoever leaves clears everything,
with the product's own button. A desk that does not look then as it did on its first day, or whose
test failed, is given up, and the next test gets a new one: nothing passes unseen from one test to
another.

A test that needs a page of its own takes `page` or `appeal`: one about loading, leaving or what is
left behind, and one that listens to the page, routes its requests or changes its context.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Error, Page

__all__ = ["Desk", "Desks"]

APPEARANCE = """() => {
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


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A page with everything loaded."""

    name: str
    page: Page
    looked: str
    """What it looked like on its first day."""

    def is_cleared(self) -> bool:
        """Clear everything; tell whether it looks as it did."""
        try:
            if self.page.evaluate("!globalThis.firstDay"):
                return False  # the page was loaded again
            self.page.unroute_all()
            self.page.evaluate(CLEAR)
            as_it_was = f"looked => ({APPEARANCE})() === looked"
            self.page.wait_for_function(as_it_was, arg=self.looked, timeout=2_000)
        except Error:
            return False
        return True


class Desks:
    """The desks that nobody works at, by the names of their pages."""

    def __init__(self, open_page: Callable[[str], Page]) -> None:
        self._open_page = open_page
        self._free: dict[str, Desk] = {}

    def take(self, name: str) -> Desk:
        """Give a desk that is free, or a new one."""
        if name in self._free:
            return self._free.pop(name)
        page = self._open_page(name)
        return Desk(name=name, page=page, looked=page.evaluate(APPEARANCE))

    def give_back(self, desk: Desk, *, failed: bool) -> None:
        """Clear a desk for the next one, or give it up."""
        if not failed and desk.is_cleared():
            self._free[desk.name] = desk
        else:
            desk.page.context.close()

    def close(self) -> None:
        """Close all desks that are free."""
        for desk in self._free.values():
            desk.page.context.close()
