"""Somebody in IT has put the site on a server, opens "Check this installation" and presses the
button. Each line says what is right, what works with less, and what to mend. The report can be
sent on.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import checks
from tests.journeys.checks import LESS, PAGE, expect_line, expect_lines
from tests.journeys.conftest import Console, NewContext
from tests.journeys.fault_server import (
    Fault,
    FaultServer,
    changed,
    damaged,
    drops,
    fails,
    is_missing,
    sends_a_page,
    typed,
)
from tests.journeys.looks import expect_accessible
from tests.journeys.server import PREFIX, Handler, Served, serve

COPY = "Copy the whole folder of the site to the server again."
BINARY = (
    "Copy files as they are (binary), and let no server or proxy change them on the way: no added "
    "scripts, no other line ends."
)
READY = "The folder hosting/ has ready configurations."
OTHER_BROWSER = "Open this page in a current Edge, Chrome or Firefox."
POLICY = ('http-equiv="Content-Security-Policy"', 'http-equiv="x-nothing"')
PLAIN = {"Response headers": LESS, "Compression and caching": LESS, "Copy for offline use": LESS}
"""What a plain server has less of, in a browser that keeps no copy."""

ENGINE = ("Letter writer, quick start", "A letter", "A Word file", "Letter writer, slow start")
BROKEN = dict.fromkeys(ENGINE, "Failed")
"""What fails where the letter writer does not start."""

UNPACKS_NOTHING = """globalThis.DecompressionStream = class extends DecompressionStream {
  constructor(format) { super(format === "deflate-raw" ? "deflate" : format); }
};"""
"""Makes every zip file seem damaged."""


@pytest.fixture(autouse=True)
def refused(console: Console) -> Iterator[None]:
    """Every run tries a connection that the policy has to refuse, and the browser says so."""
    yield
    checks.forgive(console)


@pytest.fixture(scope="module")
def listed(built_site: Path) -> dict[str, Any]:
    """The list of all files and its version."""
    text = (built_site / "copy.js").read_text()
    found: dict[str, Any] = json.loads(text.partition(" = ")[2].rstrip(";\n"))
    return found


@pytest.fixture(scope="module")
def snapshot(built_site: Path) -> str:
    """The path of the memory that Python starts from."""
    (path,) = built_site.glob("assets/m1/engine/bundle/snapshot.*.bin")
    return path.relative_to(built_site).as_posix()


class Tuned(Handler):
    """A server that does all that a server can do for the site."""

    def send_head(self) -> Any:
        file = Path(self.directory) / self.path.lstrip("/")
        if not file.is_file() or file.suffix not in {".html", ".css", ".js", ".json", ".svg"}:
            return super().send_head()
        content = gzip.compress(file.read_bytes(), 1)
        self.send_response(200)
        self.send_header("content-type", self.guess_type(str(file)))
        self.send_header("content-encoding", "gzip")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None

    def end_headers(self) -> None:
        hashed = self.path.count(".") > 1
        cache = "public, max-age=31536000, immutable" if hashed else "no-cache"
        self.send_header("cache-control", cache)
        self.send_header("x-content-type-options", "nosniff")
        self.send_header("referrer-policy", "no-referrer")
        self.send_header("content-security-policy", "frame-ancestors 'none'")
        self.send_header("cross-origin-opener-policy", "same-origin")
        super().end_headers()


def test_on_a_server_that_does_all_it_can_every_check_passes(
    new_context: NewContext, built_site: Path, listed: dict[str, Any]
) -> None:
    with serve(built_site, Tuned) as served:
        context = new_context(offline=True)
        page = context.new_page()
        page.goto(served.address + PAGE)
        checks.run(page)
        expect(checks.summary(page)).to_have_text("All 13 checks passed.")
        expect_lines(page, {})
        kept = sum(entry[2] for entry in listed["files"].values())
        expect_line(
            page,
            "Copy for offline use",
            "Passed",
            f"Version {listed['version']} is kept, all {kept} files. "
            "The site opens without a network.",
        )
        page.goto(served.address + "about.html")
        said = page.get_by_role("main").get_by_role("status")
        expect(said).to_contain_text(f"Version {listed['version']} is kept")
        context.close()


def test_on_a_plain_server_by_keyboard_and_the_report_is_copied(
    new_context: NewContext, site: Served, listed: dict[str, Any], console: Console
) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.address + PAGE)
    expect(checks.summary(page)).to_have_text("Not run yet.")
    expect(page.get_by_role("button", name="Copy the report")).to_be_hidden()
    button = page.get_by_role("button", name="Run the checks")
    button.focus()
    page.keyboard.press("Enter")
    expect(checks.summary(page)).to_have_text(
        "The checks are running. They fetch every file of the site once."
    )
    page.keyboard.press("Enter")  # a second press changes nothing
    finished = "Nothing is broken. 10 of 13 checks passed, 3 work with less."
    expect(checks.summary(page)).to_have_text(finished, timeout=checks.A_WHILE)
    expect(button).to_be_focused()
    expect_lines(page, PLAIN)
    said = {
        "How this page was opened": f"From this computer, 127.0.0.1:{site.port}.",
        "Content policy": "In force on the page and in its workers.",
        "Letter writer, quick start": "Python starts from the memory that was saved when the site "
        "was built.",
        "A letter": "A letter with made-up facts is, to the byte, the one written when the site "
        "was built.",
        "A Word file": "The Word file opens, and the claim number is in it.",
        "Files": f"All {len(listed['files']) + 1} files are there, and unaltered.",
        "Types of files": "Every file comes with the right type.",
        "Letter writer, slow start": "Python also starts from its packages, as it does where the "
        "quick start fails.",
        "What this browser stores": "Nothing about a patient is stored.",
        "Requests to other hosts": "Nothing was asked of another host, and nothing tried to.",
    }
    for title, text in said.items():
        expect_line(page, title, "Passed", text)
    expect_line(
        page,
        "Response headers",
        LESS,
        "The pages bring their own policy. The server could add what a page cannot say itself: no "
        "framing by other sites, no guessing of types.",
        "Send X-Content-Type-Options: nosniff, Referrer-Policy: no-referrer, "
        "Content-Security-Policy: frame-ancestors 'none', "
        f"Cross-Origin-Opener-Policy: same-origin. {READY}",
    )
    expect_line(
        page,
        "Compression and caching",
        LESS,
        "Text files come uncompressed: the first visit takes longer. Files with a hash in their "
        "name may not be kept for ever: later visits ask for them again. Pages may be kept "
        "unasked: after an update somebody may see the last version for a while.",
        "Compress .html, .css, .js, .json and .svg (gzip or Brotli). Send names with a hash with "
        "Cache-Control: public, max-age=31536000, immutable. Send pages with Cache-Control: "
        f"no-cache. {READY}",
    )
    expect_line(
        page,
        "Copy for offline use",
        LESS,
        "No copy is kept: this browser does not allow it here.",
        "Open the page in a window that is not private, or allow service workers for this address.",
    )
    assert [url for url in asked if not url.startswith((site.origin, "blob:", "data:"))] == []

    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy the report")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Copied. Paste it where you need it.")).to_be_visible()
    report = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert report[0].startswith("M1 Appeals 0.1.0, 2026-01-15")
    assert report[1].startswith("Checked 2026-04-15 ")
    assert report[1].endswith(f" UTC at {site.address}{PAGE}")
    assert report[2].startswith("Browser: Mozilla/5.0 ")
    assert report[4] == finished
    assert report[6:8] == ["Passed: How this page was opened", said["How this page was opened"]]
    marks = [text for text in report if text.startswith(("Passed: ", f"{LESS}: ", "Failed: "))]
    assert [text.split(": ")[1] for text in marks] == list(checks.TITLES)


def test_files_that_are_not_right_are_named_with_what_mends_them(
    failing: Page, faulty: FaultServer, listed: dict[str, Any]
) -> None:
    faulty.only(
        {
            "index.html": changed(("M1", "M2")),
            "glossary.html": is_missing,
            "search/search_index.js": sends_a_page,
            "causes.html": fails,
            "privacy.html": drops,
            "sw.js": typed("text/javascript", b"self.m1Copy = {};"),
            "assets/m1/favicon.svg": typed("text/plain"),
        }
    )
    checks.without_engine(failing)
    failing.goto(faulty.address + PAGE)
    checks.run(failing)
    expect(checks.summary(failing)).to_have_text(
        "5 of 13 checks failed. Each says below what to do."
    )
    expect_lines(failing, {**PLAIN, **BROKEN, "Files": "Failed", "Types of files": LESS})
    expect_line(
        failing,
        "Files",
        "Failed",
        f"Of {len(listed['files']) + 1} files, 6 files are not right. Missing: glossary.html. "
        "Altered: index.html, sw.js. A web page in place of: search/search_index.js. "
        "Refused by the server: causes.html. Did not arrive: privacy.html.",
        f"{COPY} Let the server answer with the file itself: not with a sign-in page, nor with one "
        "page for all it lacks. Let the server send these files to everybody who may open the "
        f"site. Look at the connection to the server, then run the checks again. {BINARY}",
    )
    expect(checks.line(failing, "Types of files")).to_contain_text(".svg comes as text/plain.")
    expect(checks.line(failing, "Types of files")).to_contain_text(
        'Send .svg as image/svg+xml. IIS: <mimeMap fileExtension=".svg" mimeType="image/svg+xml" '
        "/> under staticContent; nginx: a line “image/svg+xml svg;” under types; Apache: AddType "
        "image/svg+xml .svg"
    )

    faulty.only({"copy.js": sends_a_page})
    checks.run(failing)
    expect_line(
        failing, "Files", "Failed", "The list of the files, copy.js, is missing or altered.", COPY
    )
    expect_line(
        failing, "Types of files", LESS, "Not checked: the files could not be read.", "See “Files”."
    )


def test_a_bad_snapshot_another_letter_and_a_page_without_policy_are_told(
    failing: Page, faulty: FaultServer, snapshot: str, built_site: Path
) -> None:
    another_letter = ('"text": "Example Clinic', '"text": "Example Hospital')
    (styles,) = (path.relative_to(built_site).as_posix() for path in built_site.rglob("m1.*.css"))
    faulty.only(
        {
            PAGE: changed(POLICY, another_letter),
            snapshot: damaged,
            styles: typed("text/plain"),
        }
    )
    failing.add_init_script(UNPACKS_NOTHING)
    failing.goto(faulty.address + PAGE)
    checks.run(failing)
    wrong = (
        "Content policy", "Letter writer, quick start", "A letter", "A Word file", "Files",
        "Types of files",
    )  # fmt: skip
    expect_lines(failing, {**PLAIN, **dict.fromkeys(wrong, "Failed")})
    expect_line(
        failing,
        "Content policy",
        "Failed",
        "Not in force on the page and in a worker: a connection was not refused. What is typed is "
        "not protected by the browser.",
        "Write no letters here. See whether the pages are altered (“Files”), and whether a proxy, "
        "a browser extension or a browser that is too old removes the policy.",
    )
    expect_line(
        failing,
        "Letter writer, quick start",
        "Failed",
        "Python does not start from the saved memory. Letters are written, but it takes longer "
        "until the first one.",
        f"{COPY} The file is {Path(snapshot).name}. If “Files” finds it unaltered, this browser is "
        f"the reason: {OTHER_BROWSER}",
    )
    expect_line(
        failing,
        "A letter",
        "Failed",
        "A letter with made-up facts is not the one written when the site was built. Line 1 is "
        "“Example Clinic”; it should be “Example Hospital”.",
        f"{COPY} If it stays so, build the site again; write no letters with this copy until then.",
    )
    expect_line(
        failing,
        "A Word file",
        "Failed",
        "The Word file does not open: no word/document.xml in it.",
        f"{COPY} If it stays so, build the site again; until then take letters as text.",
    )
    files = checks.line(failing, "Files")
    expect(files).to_contain_text(f"Altered: {snapshot}, {PAGE}.")
    expect(checks.line(failing, "Types of files")).to_contain_text(".css comes as text/plain.")


def test_a_server_that_sends_no_files_of_a_type_is_told_so(
    failing: Page, faulty: FaultServer, listed: dict[str, Any]
) -> None:
    packed = [path for path in listed["files"] if path.endswith(".bin")]
    faulty.only(dict.fromkeys(packed, is_missing))
    failing.goto(faulty.address + PAGE)
    checks.run(failing)
    expect_lines(failing, {**PLAIN, **BROKEN, "Files": "Failed"})
    expect(checks.line(failing, "Letter writer, quick start")).to_contain_text(
        "The letter writer does not start (file-missing). The file is "
    )
    for title in ("A letter", "A Word file"):
        expect_line(
            failing,
            title,
            "Failed",
            "Not checked: the letter writer does not run.",
            "See “Letter writer, quick start”.",
        )
    expect(checks.line(failing, "Files")).to_contain_text(
        "Every file in .bin is missing: a server like IIS sends none of a type that it does not "
        "know. Add a mimeMap for .bin."
    )


def test_over_plain_http_python_compares_the_files(
    failing: Page, faulty: FaultServer, listed: dict[str, Any]
) -> None:
    address = f"http://intranet.example:{faulty.served.port}{PREFIX}{PAGE}"
    count = len(listed["files"]) + 1
    failing.goto(address)
    checks.run(failing)
    expect_lines(failing, {**PLAIN, "How this page was opened": LESS})
    expect_line(
        failing,
        "How this page was opened",
        LESS,
        f"Over plain http, from intranet.example:{faulty.served.port}. Letters are written here "
        "too, but the browser keeps no copy for offline use.",
        "Serve the site over https: that adds the copy for offline use, and nobody between can "
        "change the pages.",
    )
    expect_line(failing, "Files", "Passed", f"All {count} files are there, and unaltered.")
    expect_line(
        failing,
        "Copy for offline use",
        LESS,
        "No copy is kept: over plain http browsers keep none.",
        "Serve the site over https.",
    )

    faulty.only({"glossary.html": changed(("M1", "M2"))})  # as long as it was
    checks.run(failing)
    expect(checks.line(failing, "Files")).to_contain_text("Altered: glossary.html.")

    faulty.only({})
    failing.evaluate("delete WebAssembly.compileStreaming")
    checks.run(failing)
    expect_line(
        failing,
        "Letter writer, slow start",
        "Failed",
        "The letter writer does not start (no-wasm).",
        "WebAssembly is switched off in this browser: allow it for this site. " + OTHER_BROWSER,
    )
    expect_line(
        failing,
        "Files",
        LESS,
        f"All {count} files are there, in the right size. Their content was not compared: over "
        "plain http only the letter writer can do that, and it does not run.",
        "Serve the site over https, or in the folder on the server run sha256sum -c "
        "SHA256SUMS.txt.",
    )

    failing.evaluate("document.execCommand = () => false")
    failing.get_by_role("button", name="Copy the report").click()
    box = failing.get_by_role("textbox", name="The report")
    expect(box).to_be_focused()
    assert "Failed: Letter writer, slow start" in box.input_value()


def test_from_a_disk(new_context: NewContext, built_site: Path) -> None:
    page = new_context().new_page()
    page.goto((built_site / PAGE).as_uri())
    checks.run(page)
    server = ("Response headers", "Types of files", "Compression and caching")
    fewer = ("How this page was opened", "Files", "Copy for offline use", *server)
    expect_lines(page, dict.fromkeys(fewer, LESS))
    expect_line(
        page,
        "Files",
        LESS,
        "Not checked: a page on a disk cannot read the files beside it.",
        "In the folder of the site, run sha256sum -c SHA256SUMS.txt. “About this copy” says how on "
        "Windows.",
    )
    for title in server:
        expect_line(page, title, LESS, "Not checked: a disk is no server.")
    expect_line(
        page, "Copy for offline use", LESS, "No copy is kept: the folder on this disk is one."
    )


def test_what_other_programs_store_is_named_and_a_stored_claim_is_a_failure(
    failing: Page, faulty: FaultServer, console: Console
) -> None:
    checks.without_engine(failing)
    failing.goto(faulty.address + PAGE)
    failing.evaluate(
        """() => {
          localStorage.setItem("portal-user", "Example");
          sessionStorage.setItem("portal-tab", "1");
          localStorage.setItem("m1-practice", "{}");
          localStorage.setItem("/any/sub-path/.__palette", "{}");
          document.cookie = "portal=1";
          return caches.open("portal-files").then(() => new Promise((resolve) => {
            indexedDB.open("portal-data").onsuccess = () => resolve(0);
          }));
        }"""
    )
    failing.evaluate("fetch('http://127.0.0.1:9/').catch(() => {})")
    checks.run(failing)
    expect_line(
        failing,
        "What this browser stores",
        "Passed",
        "Nothing about a patient is stored. The details of a practice are, because somebody asked "
        "the form to remember them. Not of this site, but under the same address: portal-user, "
        "portal-tab, portal-data, portal-files, portal. Other programs on this server keep that; a "
        "host name of its own would keep them apart.",
    )
    expect_line(
        failing,
        "Requests to other hosts",
        "Failed",
        "Refused by the content policy: http://127.0.0.1:9/ (connect-src).",
        "It does not come from this site. A browser extension, or a proxy that changes pages, is "
        "the usual reason: run the checks in a browser profile without extensions.",
    )
    failing.evaluate("localStorage.setItem('typed', 'EX2026000123')")
    checks.run(failing)
    expect_line(
        failing,
        "What this browser stores",
        "Failed",
        "The made-up claim of these checks is stored in this browser.",
        "Write no letters here. Look for a browser extension that stores what pages hold, and use "
        "a profile without it.",
    )
    console.forgive("127.0.0.1:9")


def test_forbidden_storage_is_fine_and_no_check_goes_on_for_ever(
    failing: Page, faulty: FaultServer
) -> None:
    failing.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(window, name, {
            configurable: true, get() { throw new DOMException("", "SecurityError"); } });
        }
        indexedDB.databases = () => Promise.reject(new DOMException("", "SecurityError"));"""
    )
    checks.without_engine(failing)
    failing.goto(faulty.address + PAGE)
    checks.run(failing)
    expect_line(
        failing,
        "What this browser stores",
        "Passed",
        "This browser forbids local storage and session storage here, which is fine. Nothing about "
        "a patient is stored.",
    )
    failing.evaluate(
        """() => {
          indexedDB.databases = () => new Promise(() => {});
          const plain = setTimeout;
          window.setTimeout = (run, time) => plain(run, time === 180_000 ? 2000 : time);
        }"""
    )
    checks.run(failing)
    expect_line(
        failing,
        "What this browser stores",
        "Failed",
        "Not finished: nothing happened for 180 seconds.",
        "Reload the page and run the checks again.",
    )


def test_the_copy_for_offline_use_does_not_hide_what_the_server_lacks(
    new_context: NewContext, faulty: FaultServer, console: Console, listed: dict[str, Any]
) -> None:
    context = new_context(offline=True)
    page = context.new_page()
    checks.without_engine(page)
    version = listed["version"]
    page.goto(faulty.address + "about.html")
    said = page.get_by_role("main").get_by_role("status")
    expect(said).to_contain_text(f"Version {version} is kept", timeout=checks.A_WHILE)

    faulty.only({"glossary.html": is_missing})
    page.goto(faulty.address + PAGE)
    page.evaluate(
        """async () => {
          const [name] = await caches.keys();
          await (await caches.open(name)).delete(new URL("privacy.html", location.href));
        }"""
    )
    checks.run(page)
    expect(checks.line(page, "Files")).to_contain_text("Missing: glossary.html.")
    expect_line(
        page,
        "Copy for offline use",
        LESS,
        f"Version {version} is kept in part. Missing: privacy.html.",
        "Make room on this computer: browsers throw away copies where it is short. Then open the "
        "missing pages.",
    )

    newer: Fault = changed((version, "000000000000"))
    faulty.only({"copy.js": newer, "sw.js": newer})
    page.reload()
    expect(page.get_by_text("A newer version is ready.")).to_be_visible(timeout=checks.A_WHILE)
    checks.run(page)
    expect_line(
        page,
        "Copy for offline use",
        LESS,
        f"Version {version} is in use; a newer one, 000000000000, is ready.",
        "Close every tab of this site, then open it again.",
    )
    context.close()
    console.forgive("Failed to load")


def test_both_pages_say_what_they_can_without_javascript(
    new_context: NewContext, site: Served
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site.address + PAGE)
    main = page.get_by_role("main")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator("noscript").first).to_contain_text(
        "Each line below says how to check the same by hand.", use_inner_text=True
    )
    expect(main.get_by_text("By hand: ")).to_have_count(len(checks.TITLES))
    page.get_by_role("link", name="About this copy").first.click()
    for text in (
        "0.1.0",
        "January 15, 2026",
        "A browser that runs JavaScript keeps one, over https.",
    ):
        expect(main.get_by_text(text, exact=True)).to_be_visible()


@pytest.mark.parametrize("name", [PAGE, "about.html"])
def test_why_no_copy_is_kept_is_on_the_page_about_it_too(
    new_context: NewContext, site: Served, name: str
) -> None:
    page = new_context().new_page()
    page.goto(f"http://intranet.example:{site.port}{PREFIX}{name}")
    if name == PAGE:
        page.get_by_role("link", name="About this copy").last.click()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text(
        "No copy is kept: over plain http browsers keep none. Serve the site over https."
    )


def test_axe_finds_nothing_in_any_outcome(failing: Page, faulty: FaultServer) -> None:
    faulty.only({"glossary.html": is_missing})
    checks.without_engine(failing)
    failing.goto(faulty.address + PAGE)
    checks.run(failing)
    failing.evaluate("document.execCommand = () => false; delete Navigator.prototype.clipboard")
    failing.get_by_role("button", name="Copy the report").click()
    expect(failing.get_by_role("textbox", name="The report")).to_be_visible()
    expect_accessible(failing)
