"""A window with WebKitGTK in it, for WebKitWebDriver to start: `webkit_window.py FOLDER
[--private]`.

WebKitGTK's own MiniBrowser forgets everything when it is driven, and asks where a download goes.
This one keeps its profile in FOLDER/profile, so that it can be closed and opened again, and puts
downloads into FOLDER/downloads. All else is as WebKitGTK comes.

It runs in the system's Python, which has the bindings to WebKitGTK.
"""

from __future__ import annotations

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402  # versions are chosen before the import


def main(folder: Path, *, private: bool) -> None:
    """Wait for the driver, and open windows when it asks for them."""
    profile = folder / "profile"
    data = WebKit2.WebsiteDataManager(
        is_ephemeral=private,
        base_data_directory=str(profile / "data"),
        base_cache_directory=str(profile / "cache"),
    )
    context = WebKit2.WebContext(website_data_manager=data)
    context.set_preferred_languages(["en-US"])
    context.set_automation_allowed(True)

    features = WebKit2.Settings.get_all_features()
    all_features = (features.get(index) for index in range(features.get_length()))
    workers = next(one for one in all_features if one.get_identifier() == "ServiceWorkers")

    def open_window(session: object) -> object:
        view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
        view.get_settings().set_feature_enabled(workers, not private)
        window = Gtk.Window(default_width=1280, default_height=900)
        window.add(view)
        window.show_all()
        view.connect("close", lambda _: window.destroy())
        return view

    def start(context: object, session: WebKit2.AutomationSession) -> None:
        # The driver refuses a browser that does not say what it is.
        about = WebKit2.ApplicationInfo()
        about.set_name("MiniBrowser")
        session.set_application_info(about)
        session.connect("create-web-view", open_window)

    def save(download: WebKit2.Download, name: str) -> bool:
        download.set_destination((folder / "downloads" / name).as_uri())
        return True

    context.connect("automation-started", start)
    context.connect("download-started", lambda _, file: file.connect("decide-destination", save))
    Gtk.main()


if __name__ == "__main__":
    main(Path(sys.argv[1]), private="--private" in sys.argv)
