"""A clock in the browser that shows the day of the examples, and goes on."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import BrowserContext

from tests.letters.examples import TODAY

__all__ = ["set_clock"]

# Playwright's own clock stands still, which the theme's timers cannot bear, or replaces timers.
SCRIPT = """{
  const RealDate = Date;
  const shift = new RealDate("%sT12:00:00").getTime() - RealDate.now();
  globalThis.Date = class extends RealDate {
    constructor(...parts) {
      if (parts.length) super(...parts);
      else super(RealDate.now() + shift);
    }
    static now() {
      return RealDate.now() + shift;
    }
  };
}"""


def set_clock(context: BrowserContext, day: date = TODAY) -> None:
    """Set the clock of every page that a context will open to noon of a day."""
    context.add_init_script(SCRIPT % day.isoformat())
