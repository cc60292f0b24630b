/** What this browser stores under the address of the site. */

import { fail, pass, some } from "./outcome.js";

/** @typedef {import("./outcome.js").Outcome} Outcome */
/** @typedef {import("./run.js").Run} Run */

/** What the practice lets the browser remember. */
const PRACTICE = "m1-practice";

/** @param {Run} run @returns {Promise<Outcome>} */
export async function stored(run) {
  const stores = { "local storage": keys("localStorage"), "session storage": keys("sessionStorage") };
  const databases = await indexedDB.databases?.().catch(() => []) ?? [];
  const cacheNames = "caches" in window ? await caches.keys().catch(() => []) : [];
  const everything = [
    ...Object.values(stores).flatMap((store) => (store ? Object.entries(store).flat() : [])),
    ...cookies(),
    window.name,
    JSON.stringify(history.state),
    location.href,
  ].join("\n");
  const { claim_number: claim, patient_name: patient } = run.example.fields;
  if (everything.includes(claim) || everything.includes(patient)) {
    return fail(
      "The made-up claim of these checks is stored in this browser.",
      "Write no letters here. Look for a browser extension that stores what pages hold, and use a profile without it.",
    );
  }
  const local = Object.keys(stores["local storage"] ?? {});
  const others = [
    ...Object.values(stores).flatMap((store) => Object.keys(store ?? {})).filter((key) => !isOurs(key)),
    ...databases.map(({ name }) => name ?? ""),
    ...cacheNames.filter((name) => !name.startsWith("m1 ")),
    ...cookies().map((cookie) => cookie.split("=")[0].trim()),
  ];
  const forbidden = Object.keys(stores).filter((name) => stores[/** @type {keyof typeof stores} */ (name)] === null);
  const text = [
    forbidden.length && `This browser forbids ${forbidden.join(" and ")} here, which is fine.`,
    "Nothing about a patient is stored.",
    local.includes(PRACTICE) && "The details of a practice are, because somebody asked the form to remember them.",
    others.length && `Not of this site, but under the same address: ${some(others)}. Other programs on this server ` +
      "keep that; a host name of its own would keep them apart.",
  ];
  return pass(text.filter(Boolean).join(" "));
}

/**
 * @param {"localStorage" | "sessionStorage"} name
 * @returns {Record<string, string> | null} nothing where the browser forbids it
 */
function keys(name) {
  try {
    const store = window[name];
    // Where it is forbidden, the pages put something else in its place for the theme.
    return store instanceof Storage ? { ...store } : null;
  } catch {
    return null;
  }
}

/** @returns {string[]} */
function cookies() {
  return location.protocol === "file:" ? [] : document.cookie.split(";").filter((cookie) => cookie.trim());
}

/** The theme puts the site's path and a dot before its keys. @param {string} key */
function isOurs(key) {
  return key === PRACTICE || /\.__(palette|search|tabs|announce|consent)$/.test(key);
}
