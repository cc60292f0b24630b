"""What a person sees and does in a browser: controls by role and name, texts, keys, downloads.

Roles and names are axe-core's, which the journeys in Chromium use too: WebKitWebDriver cannot tell
them. Everything waits until it is there; nothing here knows a file or a class of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urldefrag

from selenium.common.exceptions import (
    JavascriptException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from tests.browsers.waiting import wait_until

__all__ = ["Page"]

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FIND = """
const [role, name, root] = arguments;
if (!window.axe) return null;
const { aria, dom, text } = axe.commons;
axe.setup(document.body);
try {
  return [...(root ?? document.body).querySelectorAll("*")].filter(($element) =>
    role.split(" ").includes(aria.getRole($element))
    && (name === null || text.sanitize(text.accessibleText($element)) === name)
    && dom.isVisibleToScreenReaders($element));
} finally {
  axe.teardown();
}"""
RUN = """
const given = [...arguments], done = given.pop();
(async () => (%s)(...given))().then(
  (value) => done({ value }), (error) => done({ error: String(error) }));"""
UNFINISHED = (".part", ".wkdownload")

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page that a browser shows."""

    driver: WebDriver
    downloads: Path

    def open(self, address: str) -> None:
        """Go to an address; `Path.as_uri` gives that of a file on disk."""
        self.driver.get(address)

    def reload(self) -> None:
        """Load the page again; WebDriver's own way would pass by the service workers in Firefox."""
        self.open(urldefrag(self.address).url)

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.driver.title

    @property
    def address(self) -> str:
        """The address of the page."""
        return self.driver.current_url

    @property
    def text(self) -> str:
        """Everything that is to be read on the page."""
        return str(self.driver.execute_script("return document.body.innerText"))

    def wait_for(self, text: str) -> None:
        """Wait until a text is to be read on the page."""
        self.wait_until(lambda: text in self.text, f"the text {text!r}")

    def wait_until(self, happened: Callable[[], T | None], what: str) -> T:
        """Wait until something comes true, and give it.

        What changes while it is looked at is looked at again.
        """

        def ask() -> T | None:
            try:
                return happened()
            except StaleElementReferenceException:
                return None

        return wait_until(ask, lambda: f"{what}; the page says:\n{self.text}")

    def find(
        self, role: str, name: str | None = None, within: WebElement | None = None
    ) -> WebElement:
        """Wait for the only element with a role and a name, and give it."""

        def only() -> list[WebElement]:
            found = self.find_all(role, name, within)
            return found if len(found) == 1 else []

        return self.wait_until(only, f"one {role} {name or ''}")[0]

    def find_all(
        self, role: str, name: str | None = None, within: WebElement | None = None
    ) -> list[WebElement]:
        """Give the elements that are there with a role, or one of several, and a name."""
        found = self.driver.execute_script(FIND, role, name, within)
        if found is None:
            self.driver.execute_script(AXE.read_text(encoding="utf-8") + "; window.axe = axe;")
            found = self.driver.execute_script(FIND, role, name, within)
        assert isinstance(found, list)
        return found

    def press(self, name: str, within: WebElement | None = None) -> None:
        """Press a button."""
        self.find("button", name, within).click()

    def type(self, control: WebElement, text: str) -> None:
        """Type into a text box, key by key, in place of what it holds."""
        control.send_keys(Keys.CONTROL, "a")
        # WebKitGTK does not take the sign for a new line as a key.
        control.send_keys(text.replace("\n", Keys.ENTER) or Keys.BACKSPACE)

    def choose(self, label: str, path: Path) -> None:
        """Choose a file for the control with a label."""
        script = """return [...document.querySelectorAll("label")].find(
          ($label) => $label.innerText.trim() === arguments[0])?.control"""
        control = self.wait_until(
            lambda: self.driver.execute_script(script, label), f"a control {label!r}"
        )
        # The browser is on this machine, and finds the file itself.
        with self.driver.file_detector_context(UselessFileDetector):
            control.send_keys(str(path))

    def words(self, element: WebElement) -> list[str]:
        """Give the words that are to be read in an element."""
        return str(self.driver.execute_script("return arguments[0].innerText", element)).split()

    def run(self, script: str, *values: object) -> Any:
        """Run a function in JavaScript, which may be asynchronous, and give what it returns."""
        answer = self.driver.execute_async_script(RUN % script, *values)
        if "error" in answer:
            raise JavascriptException(answer["error"])
        return answer["value"]

    def download(self, button: str) -> Path:
        """Press a button and give the file that comes; the next download takes its place."""
        for old in self.downloads.iterdir():
            old.unlink()
        self.press(button)
        return self.wait_until(self._downloaded, f"a file from {button!r}")

    def _downloaded(self) -> Path | None:
        files = list(self.downloads.iterdir())
        # Firefox reserves the name with an empty file first.
        if len(files) != 1 or files[0].suffix in UNFINISHED or not files[0].stat().st_size:
            return None
        return files[0]
