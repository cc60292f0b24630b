/**
 * Lets the browser keep a copy of the whole site, so that it works without a network; and says when a
 * newer copy is there. It never changes under a page that is open.
 */

/** @typedef {"kept" | "impossible" | "failed"} Kept */

/**
 * A page that comes from the copy makes the browser look for a newer `sw.js` by itself, about a second
 * after the last file, and nothing tells when. In milliseconds.
 */
const BROWSERS_OWN_LOOK = 3000;

const NEWER = "A newer version is ready. Reload when you have finished your letter.";

/**
 * Keep this copy, and look for a newer one.
 *
 * A browser has service workers only on https and on the own machine, and some forbid them in private
 * windows. The promise is kept as soon as nothing more is fetched, whatever became of it.
 *
 * @returns {Promise<Kept>}
 */
export async function keepCopy() {
  const $meta = document.querySelector("meta[name=m1-offline]");
  const container = "serviceWorker" in navigator && location.protocol !== "file:" ? navigator.serviceWorker : null;
  if (!container || !($meta instanceof HTMLMetaElement)) return "impossible";
  try {
    // A copy that is served while someone works on the site would only hide the changes.
    if (!$meta.content) return await giveUp(container);
    const registration = await container.register($meta.content, { updateViaCache: "none" });
    // What is registered already is asked for news; a registration that is fresh has just been fetched.
    if (!registration.installing) await registration.update().catch(() => {}); // no network is no fault
    await settled(registration.installing);
    if (container.controller) await new Promise((resolve) => setTimeout(resolve, BROWSERS_OWN_LOOK));
    if (registration.waiting && registration.active) announce(registration.waiting);
    return registration.active || registration.waiting ? "kept" : "failed";
  } catch {
    return "failed";
  }
}

/**
 * Keep a copy of the site once the first letter is written, or cannot be.
 *
 * @param {import("../engine/client.js").Engine | null} engine
 * @returns {Promise<unknown>} kept when nothing more is fetched for it
 */
export function keepCopyAfter(engine) {
  if (!engine) return keepCopy();
  return new Promise((resolve) => {
    for (const stage of ["ready", "failed"]) {
      engine.addEventListener(stage, () => resolve(keepCopy()), { once: true });
    }
  });
}

/** @param {ServiceWorkerContainer} container @returns {Promise<Kept>} */
async function giveUp(container) {
  const registration = await container.getRegistration();
  await registration?.unregister();
  return "impossible";
}

/**
 * Wait until a worker has fetched everything or has given up.
 *
 * @param {ServiceWorker | null} worker
 */
async function settled(worker) {
  if (!worker) return;
  await new Promise((resolve) => {
    const look = () => worker.state !== "installing" && resolve(null);
    worker.addEventListener("statechange", look);
    look();
  });
}

/** @param {ServiceWorker} waiting */
function announce(waiting) {
  const $text = document.createElement("p");
  $text.textContent = NEWER;
  const $button = document.createElement("button");
  $button.type = "button";
  $button.className = "m1-button";
  $button.textContent = "Reload";
  $button.addEventListener("click", async () => {
    const others = await activate(waiting);
    if (others) $text.textContent = elsewhere(others);
  });
  // The region comes first and its text after, so that a screen reader says it.
  const $newer = document.createElement("div");
  $newer.className = "m1-newer";
  $newer.setAttribute("role", "status");
  (document.querySelector("main article") ?? document.body).prepend($newer);
  $newer.append($text, $button);
}

/**
 * Let the newer version take over and reload, unless the site is open elsewhere: a letter may be under
 * way there.
 *
 * @param {ServiceWorker} waiting
 * @returns {Promise<number>} in how many other tabs it is open; the page is reloaded if in none
 */
async function activate(waiting) {
  const channel = new MessageChannel();
  /** @type {Promise<number>} */
  const answer = new Promise((resolve) => (channel.port1.onmessage = ({ data }) => resolve(data)));
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("activate", [channel.port2]);
  return answer;
}

/** @param {number} others */
function elsewhere(others) {
  const tabs = others === 1 ? "another tab" : `${others} other tabs`;
  return `${NEWER} This site is open in ${tabs} too: finish the letters there and close them first.`;
}
