/** From where the page was opened: that decides what a browser lets it do. */

import { less, pass } from "./outcome.js";

/** @returns {import("./outcome.js").Outcome} */
export function opened() {
  const { protocol, host } = location;
  if (protocol === "file:") {
    return less(
      "From a disk. Letters are written here too; the checks of a server do not apply.",
      "To check a server, open this page at the address that the practice uses.",
    );
  }
  if (!isSecureContext) {
    return less(
      `Over plain http, from ${host}. Letters are written here too, but the browser keeps no copy for offline use.`,
      "Serve the site over https: that adds the copy for offline use, and nobody between can change the pages.",
    );
  }
  return pass(protocol === "https:" ? `Over https, from ${host}.` : `From this computer, ${host}.`);
}
