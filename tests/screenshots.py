"""Takes pictures of every page and of the form's main states, for whoever changes how the site
looks.

`python -m tests.screenshots` (or `make screenshots`) writes them into build/screenshots/: light
and dark, on a desk and on a phone, and on paper. Nothing is compared: a person looks at them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route, sync_playwright

from sitebuild.site import ROOT, build
from tests.conftest import BUILT
from tests.journeys import checks, form
from tests.journeys.clock import set_clock
from tests.journeys.server import serve
from tests.letters.examples import EXAMPLES, REALISTIC
from tests.tools import CHROMIUM_FLAGS, chromium, find

__all__ = ["take"]

OUT = ROOT / "build" / "screenshots"
SIZES = {"desk": (1280, 900), "phone": (360, 740)}
LOADED = "Everything is loaded."


def take(out: Path = OUT) -> None:
    """Build the site and take every picture, in a folder of its own that is emptied first."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        # The clock of the pictures is that of the examples; the site must not be younger.
        os.environ["SOURCE_DATE_EPOCH"] = str(BUILT)
        site = build(Path(folder) / "site")
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        with serve(site) as served:
            for size, (width, height) in SIZES.items():
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme="dark" if scheme == "dark" else "light",
                        locale="en-US",
                    )
                    set_clock(context)
                    shots = _Shots(out, f"{size}-{scheme}")
                    _pages(context, served.address, site, shots)
                    _form_states(context, served.address, shots)
                    _checks(context, served.address, shots)
                    if (size, scheme) == ("desk", "light"):
                        _on_paper(context, served.address, out)
                    context.close()
        browser.close()
    print(f"{len(list(out.iterdir()))} pictures in {out}")


class _Shots:
    def __init__(self, out: Path, look: str) -> None:
        self._out = out
        self._look = look

    def shoot(self, page: Page, name: str, *, whole: bool = True) -> None:
        """Take a picture once nothing moves."""
        page.evaluate("() => Promise.all(document.getAnimations().map(({ finished }) => finished))")
        page.screenshot(path=self._out / f"{name}-{self._look}.png", full_page=whole)


def _pages(context: BrowserContext, address: str, site: Path, shots: _Shots) -> None:
    page = context.new_page()
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        page.goto(address + name)
        shots.shoot(page, f"page-{name.removesuffix('.html').replace('/', '-')}")
    page.close()


def _form_states(context: BrowserContext, address: str, shots: _Shots) -> None:
    page = context.new_page()
    held: list[Route] = []
    page.route("**/engine/bundle/**", lambda route: held.append(route))
    page.goto(address + "appeal.html")
    page.get_by_role("progressbar", name="Loading the letter writer").wait_for()
    shots.shoot(page, "form-1-loading", whole=False)
    for route in held:
        route.abort()
    page.close()

    page = _open_form(context, address)
    shots.shoot(page, "form-2-empty", whole=False)
    page.get_by_role("button", name="Download Word").click()
    form.error_summary(page).wait_for()
    shots.shoot(page, "form-3-errors")
    form.fill(page, EXAMPLES["hostile"])
    form.control(page, "contact").focus()
    shots.shoot(page, "form-4-warnings")
    form.fill(page, {"authorization_number": "", **REALISTIC["lumbar-mri"]})
    form.download(page, "Download Word")
    shots.shoot(page, "form-5-taken")
    shots.shoot(page, "form-6-end", whole=False)
    page.get_by_role("button", name="Clear everything").click()
    shots.shoot(page, "form-7-question", whole=False)
    page.close(run_before_unload=False)

    page = context.new_page()
    page.add_init_script("delete WebAssembly.compileStreaming")
    page.goto(address + "appeal.html")
    page.get_by_text("WebAssembly is switched off").wait_for()
    shots.shoot(page, "form-8-failed", whole=False)
    page.close()


def _checks(context: BrowserContext, address: str, shots: _Shots) -> None:
    page = context.new_page()
    page.route("**/glossary.html", lambda route: route.fulfill(status=404))
    page.goto(address + checks.PAGE)
    checks.run(page)
    shots.shoot(page, "check-installation")
    page.close()


def _on_paper(context: BrowserContext, address: str, out: Path) -> None:
    pdftoppm = find(("pdftoppm",))
    if pdftoppm is None:
        print("Not here: pdftoppm (poppler-utils). No pictures of paper.")
        return
    for name, example in REALISTIC.items():
        page = _open_form(context, address)
        form.fill(page, example)
        page.get_by_text("Nothing is missing.").wait_for()
        _print(pdftoppm, page, out / f"paper-{name}")
        page.close()
    page = context.new_page()
    for name in ("index", "prevention"):
        page.goto(f"{address}{name}.html")
        _print(pdftoppm, page, out / f"paper-{name}")
    page.close()


def _print(pdftoppm: str, page: Page, name: Path) -> None:
    pdf = page.pdf(prefer_css_page_size=True)
    subprocess.run([pdftoppm, "-r", "80", "-png", "-", str(name)], input=pdf, check=True)


def _open_form(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address + "appeal.html")
    page.get_by_text(LOADED).wait_for()
    return page


if __name__ == "__main__":
    take()
