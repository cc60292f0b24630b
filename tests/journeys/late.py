"""What comes late: files and messages of a page that wait until a test lets them go."""

from __future__ import annotations

from playwright.sync_api import Page

__all__ = ["expect_held", "held", "hold_files", "hold_messages", "let_go"]


def hold_files(page: Page) -> None:
    """Let no file be read until they are let go."""
    page.evaluate(
        """() => {
          const read = Blob.prototype.arrayBuffer;
          const { promise, resolve } = Promise.withResolvers();
          window.letGoAll = () => {
            Blob.prototype.arrayBuffer = read;
            resolve();
          };
          Blob.prototype.arrayBuffer = function () {
            return promise.then(() => read.call(this));
          };
        }"""
    )


def hold_messages(page: Page, name: str) -> None:
    """Let no call or job of this name reach the letter writer until they are let go.

    How many there are meanwhile is what `held` gives.
    """
    page.evaluate(
        """(name) => {
          // The page puts its own class before the browser's.
          let prototype = Worker.prototype;
          while (!Object.hasOwn(prototype, "postMessage")) {
            prototype = Object.getPrototypeOf(prototype);
          }
          const post = prototype.postMessage;
          const held = [];
          window.heldNow = held;
          window.letGoAll = () => {
            prototype.postMessage = post;
            held.forEach((send) => send());
          };
          prototype.postMessage = function (message, transfer = []) {
            const send = () => post.call(this, message, transfer);
            if ([message.call, message.job].includes(name)) held.push(send);
            else send();
          };
        }""",
        name,
    )


def expect_held(page: Page) -> None:
    """Wait until a call or a job is held."""
    # A function: a text would be compiled again and again, which the page forbids.
    page.wait_for_function("() => heldNow.length > 0")


def held(page: Page) -> int:
    """Give how many calls and jobs wait to be let go."""
    count: int = page.evaluate("heldNow.length")
    return count


def let_go(page: Page) -> None:
    page.evaluate("letGoAll()")
