"""Selenium's way to Firefox without geckodriver, which Debian does not have.

geckodriver translates Selenium's commands into those of Marionette, the remote protocol inside
every Firefox. Both follow the WebDriver standard, so that little more than the names differ. A
message is JSON with its length before it: `[0, id, command, parameters]`, answered by
`[1, id, error, result]`.
https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import itertools
import json
import socket
from typing import Any

from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection

__all__ = ["MarionetteConnection"]

# What the journeys use, and no more: another command is a line here.
COMMANDS = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.QUIT: "Marionette:Quit",
    Command.SET_TIMEOUTS: "WebDriver:SetTimeouts",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.GET: "WebDriver:Navigate",
    Command.GET_CURRENT_URL: "WebDriver:GetCurrentURL",
    Command.GET_TITLE: "WebDriver:GetTitle",
    Command.GET_ALL_COOKIES: "WebDriver:GetCookies",
    Command.NEW_WINDOW: "WebDriver:NewWindow",
    Command.SWITCH_TO_WINDOW: "WebDriver:SwitchToWindow",
    Command.W3C_GET_WINDOW_HANDLES: "WebDriver:GetWindowHandles",
    Command.W3C_GET_CURRENT_WINDOW_HANDLE: "WebDriver:GetWindowHandle",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
    Command.SCREENSHOT: "WebDriver:TakeScreenshot",
}
PARAMETERS: dict[str, dict[str, Any]] = {
    # Selenium's wishes are in a form that only geckodriver reads.
    Command.NEW_SESSION: {},
    # In good order, so that the profile has on disk what pages keep; no page can hold it up.
    Command.QUIT: {"flags": ["eForceQuit"]},
}


class MarionetteConnection(RemoteConnection):
    """Carries Selenium's commands to a Firefox that listens on a port of this machine."""

    def __init__(self, port: int) -> None:
        super().__init__(client_config=ClientConfig(f"http://127.0.0.1:{port}"))
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._answers = self._socket.makefile("rb")
        self._ids = itertools.count(1)
        self._read()  # the greeting

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        """Send a command and give the answer in Selenium's form."""
        sent = {name: value for name, value in params.items() if name != "sessionId"}
        number = next(self._ids)
        message = json.dumps([0, number, COMMANDS[command], PARAMETERS.get(command, sent)])
        self._socket.sendall(f"{len(message)}:{message}".encode())
        _, answered, error, result = self._read()
        assert answered == number
        if error:
            return {"status": error["error"], "value": error}
        return {"value": result["value"] if [*result] == ["value"] else result}

    def close(self) -> None:
        """Hang up."""
        self._answers.close()
        self._socket.close()

    def _read(self) -> Any:
        length = b""
        while (character := self._answers.read(1)) != b":":
            if not character:
                raise ConnectionError("Firefox has hung up")
            length += character
        return json.loads(self._answers.read(int(length)))
