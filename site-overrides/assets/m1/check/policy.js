/** Whether the browser enforces the content policy of the page: no connection but to the site itself. */

import { fail, pass, some } from "./outcome.js";

/** @typedef {import("./outcome.js").Outcome} Outcome */

/** Names no host: an address that is its own content, which the policy forbids all the same. */
const FORBIDDEN = "data:,x";

/** In milliseconds. */
const PATIENCE = 5000;

/** @type {string[]} what the policy refused since the page came, other than what is tried here */
const refused = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  if (!blockedURI.startsWith("data")) refused.push(`${blockedURI} (${effectiveDirective})`);
});
performance.setResourceTimingBufferSize(5000);

/** @returns {Promise<Outcome>} */
export async function policy() {
  const [onPage, inWorker] = await Promise.all([refusedOnPage(), refusedInWorker()]);
  if (onPage && inWorker) return pass("In force on the page and in its workers.");
  const where = [!onPage && "on the page", !inWorker && "in a worker"].filter(Boolean).join(" and ");
  return fail(
    `Not in force ${where}: a connection was not refused. What is typed is not protected by the browser.`,
    "Write no letters here. See whether the pages are altered (“Files”), and whether a proxy, a browser extension " +
      "or a browser that is too old removes the policy.",
  );
}

/** @returns {Promise<boolean>} */
async function refusedOnPage() {
  const told = new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      if (effectiveDirective === "connect-src") resolve(true);
    });
    setTimeout(() => resolve(false), PATIENCE);
  });
  const blocked = await fetch(FORBIDDEN).then(() => false, () => true);
  return blocked && (await told) === true;
}

/** The letter writer is such a worker. @returns {Promise<boolean>} */
async function refusedInWorker() {
  const source = `fetch("${FORBIDDEN}").then(() => postMessage(false), () => postMessage(true))`;
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  /** @type {Worker | undefined} */
  let worker;
  try {
    const probe = (worker = new Worker(url));
    return await new Promise((resolve) => {
      probe.onmessage = ({ data }) => resolve(data);
      probe.onerror = () => resolve(false);
      setTimeout(() => resolve(false), PATIENCE);
    });
  } catch {
    return false;
  } finally {
    worker?.terminate();
    URL.revokeObjectURL(url);
  }
}

/** @returns {Outcome} */
export function requests() {
  const asked = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type));
  const foreign = asked
    .map(({ name }) => new URL(name, location.href))
    .filter(({ protocol, origin }) => /^(http|ws)s?:$/.test(protocol) && origin !== location.origin);
  const origins = [...new Set(foreign.map(({ origin }) => origin))];
  if (!origins.length && !refused.length) return pass("Nothing was asked of another host, and nothing tried to.");
  return fail(
    [
      origins.length && `Asked of another host: ${some(origins)}.`,
      refused.length && `Refused by the content policy: ${some([...new Set(refused)])}.`,
    ].filter(Boolean).join(" "),
    "It does not come from this site. A browser extension, or a proxy that changes pages, is the usual reason: " +
      "run the checks in a browser profile without extensions.",
  );
}
