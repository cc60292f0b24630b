"""A browser as Debian installs it: started, closed, and started again with the same profile."""

from __future__ import annotations

import json
import os
import subprocess
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browsers.marionette import MarionetteConnection
from tests.browsers.page import Page
from tests.browsers.waiting import PATIENCE, wait_until

__all__ = ["BROWSERS", "Browser", "Firefox", "WebKit", "screen"]

SYSTEM_PYTHON = "/usr/bin/python3"
WINDOW = Path(__file__).parent / "webkit_window.py"
FIREFOX_SETTINGS: dict[str, str | int | bool] = {
    "marionette.port": 0,  # a free one
    "browser.download.folderList": 2,  # the folder below
    "intl.accept_languages": "en-US",
    "intl.locale.requested": "en-US",
}


@dataclass(kw_only=True)
class Browser(ABC):
    """One browser with a profile; `with` starts it, and closes it at the end."""

    folder: Path
    """Its own: the profile, the downloads and what it prints are kept in it."""

    display: str
    """The screen that its windows appear on."""

    private: bool = False
    """Whether its windows are private ones, and as strict as those of older versions, which have no
    service workers."""

    def __post_init__(self) -> None:
        self.profile.mkdir()
        self.downloads.mkdir()

    @property
    def profile(self) -> Path:
        """The folder of all that the browser remembers."""
        return self.folder / "profile"

    @property
    def downloads(self) -> Path:
        """The folder that downloaded files arrive in."""
        return self.folder / "downloads"

    @property
    def environment(self) -> dict[str, str]:
        """The browser's environment: the user's own settings are left alone."""
        home = str(self.folder)
        own = {"DISPLAY": self.display, "HOME": home, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        users = ("XDG_", "WAYLAND_", "MOZ_", "WEBKIT_")
        return {name: text for name, text in os.environ.items() if not name.startswith(users)} | own

    def __enter__(self) -> Self:
        self._driver = self._start()
        self._driver.set_script_timeout(PATIENCE)
        self._driver.set_page_load_timeout(PATIENCE)
        self.page = Page(driver=self._driver, downloads=self.downloads)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop(self._driver)

    def restart(self) -> Page:
        """Close the browser and start it again with the same profile; give its new page."""
        self.__exit__(None, None, None)
        return self.__enter__().page

    @abstractmethod
    def _start(self) -> WebDriver: ...

    @abstractmethod
    def _stop(self, driver: WebDriver) -> None: ...


class Firefox(Browser):
    """Firefox, driven through Marionette; it can do without a screen."""

    def _start(self) -> WebDriver:
        settings = FIREFOX_SETTINGS | {
            "browser.download.dir": str(self.downloads),
            "browser.privatebrowsing.autostart": self.private,
            "dom.serviceWorkers.enabled": not self.private,
        }
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(settings[name])});" for name in settings
        ]
        (self.profile / "user.js").write_text("\n".join(lines))
        port = self.profile / "MarionetteActivePort"
        port.unlink(missing_ok=True)
        arguments = ["--headless", "--width=1280", "--height=900", "--no-remote", "--marionette"]
        with (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                ["firefox-esr", *arguments, "--profile", str(self.profile)],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        try:
            wait_until(lambda: port.exists() and port.read_text(), lambda: "Firefox to start")
            connection = MarionetteConnection(int(port.read_text()))
            return webdriver.Remote(connection, options=webdriver.FirefoxOptions())
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise

    def _stop(self, driver: WebDriver) -> None:
        try:
            driver.quit()
            self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()


class WebKit(Browser):
    """WebKitGTK, driven through its own WebKitWebDriver; it needs a screen."""

    def _start(self) -> WebDriver:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = SYSTEM_PYTHON
        options.add_argument(str(WINDOW))
        options.add_argument(str(self.folder))
        if self.private:
            options.add_argument("--private")
        service = webdriver.WebKitGTKService(
            env=self.environment, log_output=str(self.folder / "log")
        )
        with warnings.catch_warnings():
            # Selenium 4.51 calls itself in a way that it warns of.
            warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
            return webdriver.WebKitGTK(options=options, service=service)

    def _stop(self, driver: WebDriver) -> None:
        driver.quit()


BROWSERS: dict[str, type[Browser]] = {"firefox": Firefox, "webkit": WebKit}


@contextmanager
def screen() -> Iterator[str]:
    """Give the name of a screen that nobody sees, until the block ends."""
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    ) as xvfb:
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        try:
            yield f":{number}"
        finally:
            xvfb.terminate()
