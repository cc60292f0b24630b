"""How people see the pages: somebody on a phone who needs dark colors, somebody at a desk.

A state of a page is come to on the phone, and looked at in both ways.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from playwright.sync_api import Page, ViewportSize

from tests.journeys import axe

__all__ = ["DARK_PHONE", "DESKTOP", "LOOKS", "expect_accessible"]

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}


class Look(NamedTuple):
    """One way to see a page."""

    scheme: Literal["dark", "light"]
    palette: str
    """The theme's name of the scheme."""

    size: ViewportSize


LOOKS = (Look("dark", "slate", PHONE), Look("light", "default", DESKTOP))
"""Colors do not depend on the window, nor sizes on the colors: each of them is there once."""

DARK_PHONE: dict[str, Any] = {
    "color_scheme": LOOKS[0].scheme,
    "viewport": LOOKS[0].size,
    "reduced_motion": "reduce",
}
"""The settings of a context to come to states in."""

SHOW = """async (scheme) => {
  // The theme chooses a scheme when a page is opened, and does not follow the system after that.
  const { body, documentElement: { classList } } = document;
  if (!classList.contains("no-js")) body.dataset.mdColorScheme = scheme;
  // A change of size is told to the page before it is drawn.
  for (let drawn = 0; drawn < 2; drawn++) await new Promise(requestAnimationFrame);
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
}"""
"""Shows a scheme of the theme, and waits until nothing moves."""


def expect_accessible(page: Page, what: str = "") -> None:
    """Expect in both schemes and sizes that axe objects to nothing, and nothing is too wide."""
    for look in LOOKS:
        _show(page, look)
        assert axe.violations(page) == [], f"{what}, {look.scheme}"
        fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert fits, f"{what}: too wide for {look.size}"
    _show(page, LOOKS[0])


def _show(page: Page, look: Look) -> None:
    page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
    page.set_viewport_size(look.size)
    page.evaluate(SHOW, look.palette)
