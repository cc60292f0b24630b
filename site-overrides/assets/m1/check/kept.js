/** Whether this browser keeps a copy of the site for offline use, which one, or why not. */

import { less, pass, some } from "./outcome.js";

/** @typedef {import("./outcome.js").Outcome} Outcome */
/** @typedef {import("./list.js").List} List */

/** How long to wait for a copy that is being fetched, in milliseconds. */
const PATIENCE = 120_000;

/** @param {() => Promise<List | null>} readList gives the list of what is on the server */
export async function keptHere(readList) {
  const reason = impossible();
  if (reason) return reason;
  await settled();
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration?.active) {
    return less(
      "No copy is kept: the browser did not get all of it, or has no room.",
      "See “Files” on “Check this installation”; sw.js has to come as text/javascript. Then reload this page.",
    );
  }
  return tell(registration, await readList());
}

/** @returns {Outcome | null} why there can be none */
function impossible() {
  if (location.protocol === "file:") {
    return less("No copy is kept: the folder on this disk is one.", "");
  }
  if (!isSecureContext) {
    return less("No copy is kept: over plain http browsers keep none.", "Serve the site over https.");
  }
  if (!("serviceWorker" in navigator)) {
    return less(
      "No copy is kept: this browser does not allow it here.",
      "Open the page in a window that is not private, or allow service workers for this address.",
    );
  }
  const $meta = document.querySelector("meta[name=m1-offline]");
  if ($meta instanceof HTMLMetaElement && $meta.content) return null;
  return less("No copy is kept: this site was built without it.", "Serve what “make build” builds.");
}

/** Wait until the page has done what it does to keep a copy: `site.js` says when. */
async function settled() {
  if (document.documentElement.dataset.kept) return;
  await new Promise((resolve) => {
    document.addEventListener("m1-kept", resolve, { once: true });
    setTimeout(resolve, PATIENCE);
  });
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @param {List | null} list
 * @returns {Promise<Outcome>}
 */
async function tell({ scope, waiting }, list) {
  const ours = `m1 ${new URL(scope).pathname} `;
  const versions = (await caches.keys()).filter((name) => name.startsWith(ours)).map((name) => name.slice(ours.length));
  if (!list) return pass(`A copy is kept, version ${versions.join(", ")}. The list of the server's files cannot be read.`);
  const { version, files } = list;
  const older = versions.filter((one) => one !== version);
  if (waiting) {
    return less(
      `Version ${older.join(", ")} is in use; a newer one, ${version}, is ready.`,
      "Close every tab of this site, then open it again.",
    );
  }
  if (!versions.includes(version)) {
    return less(
      `Version ${older.join(", ")} is kept; the server has ${version}.`,
      "Reload this page, and wait until the browser has fetched the newer one.",
    );
  }
  const cache = await caches.open(ours + version);
  const wanted = Object.keys(files).filter((path) => files[path][2]);
  const found = await Promise.all(wanted.map((path) => cache.match(new URL(path, scope))));
  const lacking = wanted.filter((_, index) => !found[index]);
  if (!lacking.length) return pass(`Version ${version} is kept, all ${wanted.length} files. The site opens without a network.`);
  return less(
    `Version ${version} is kept in part. Missing: ${some(lacking)}.`,
    "Make room on this computer: browsers throw away copies where it is short. Then open the missing pages.",
  );
}
