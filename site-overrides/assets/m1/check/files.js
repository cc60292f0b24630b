/** Whether every file is on the server, and is the one that was built. */

import { typeOf } from "./ask.js";
import { COPY_AGAIN, fail, less, pass, some } from "./outcome.js";

/** @typedef {import("./outcome.js").Outcome} Outcome */
/** @typedef {import("./ask.js").Reply} Reply */
/** @typedef {import("./list.js").List} List */
/** @typedef {import("./list.js").Listed} Listed */
/** @typedef {import("./run.js").Run} Run */

/** How many files are fetched at a time. */
const AT_ONCE = 4;

/** What can be wrong with a file: how it is told, and what mends it. */
const FAULTS = {
  missing: { said: "Missing", mend: COPY_AGAIN },
  altered: {
    said: "Altered",
    mend: COPY_AGAIN,
    also:
      "Copy files as they are (binary), and let no server or proxy change them on the way: no added scripts, " +
      "no other line ends.",
  },
  page: {
    said: "A web page in place of",
    mend: "Let the server answer with the file itself: not with a sign-in page, nor with one page for all it lacks.",
  },
  refused: { said: "Refused by the server", mend: "Let the server send these files to everybody who may open the site." },
  lost: { said: "Did not arrive", mend: "Look at the connection to the server, then run the checks again." },
};

/** @typedef {keyof typeof FAULTS} Fault */

/** @param {Run} run @returns {Promise<Outcome>} */
export async function files(run) {
  if (run.disk) {
    return less(
      "Not checked: a page on a disk cannot read the files beside it.",
      "In the folder of the site, run sha256sum -c SHA256SUMS.txt. “About this copy” says how on Windows.",
    );
  }
  const list = await run.list();
  if (!list) return fail("The list of the files, copy.js, is missing or altered.", COPY_AGAIN);
  const found = await compareAll(run, list);
  const count = Object.keys(list.files).length + Number(keepsCopies());
  const wrong = Object.values(found.faults).reduce((sum, names) => sum + names.length, 0);
  if (wrong) return tell(found.faults, wrong, count, list);
  if (found.unread) {
    return less(
      `All ${count} files are there, in the right size. Their content was not compared: over plain http only the ` +
        "letter writer can do that, and it does not run.",
      "Serve the site over https, or in the folder on the server run sha256sum -c SHA256SUMS.txt.",
    );
  }
  return pass(`All ${count} files are there, and unaltered.`);
}

/** @param {Run} run @param {List} list */
async function compareAll(run, list) {
  /** @type {Record<Fault, string[]>} */
  const faults = { missing: [], altered: [], page: [], refused: [], lost: [] };
  let unread = false;
  const left = Object.entries(list.files);
  const helpers = Array.from({ length: AT_ONCE }, async () => {
    for (let entry; (entry = left.shift()); ) {
      const [path, listed] = entry;
      const reply = await run.ask(path);
      const refused = refusal(path, reply);
      if (!refused) run.replies.set(path, reply.headers);
      const answer = refused ?? (await compare(run, reply, listed));
      if (answer === "unread") unread = true;
      else if (answer) faults[answer].push(path);
    }
  });
  await Promise.all(helpers);
  if (keepsCopies()) {
    const reply = await run.ask("sw.js");
    const same = new TextDecoder().decode(reply.content).startsWith(list.text);
    const fault = refusal("sw.js", reply) ?? (same ? null : "altered");
    if (fault) faults[fault].push("sw.js");
  }
  return { faults, unread };
}

/** Whether this copy was built with a service worker, which the list cannot hold. */
function keepsCopies() {
  const $meta = document.querySelector("meta[name=m1-offline]");
  return $meta instanceof HTMLMetaElement && $meta.content !== "";
}

/** @param {string} path @param {Reply} reply @returns {Fault | null} */
function refusal(path, { status, headers }) {
  if (status === 0) return "lost";
  if (status === 404 || status === 410) return "missing";
  if (status < 200 || status > 299) return "refused";
  return typeOf(headers) === "text/html" && !path.endsWith(".html") ? "page" : null;
}

/**
 * @param {Run} run
 * @param {Reply} reply
 * @param {Listed} listed
 * @returns {Promise<Fault | "unread" | null>} `unread` where nothing here can tell
 */
async function compare(run, { content }, [bytes, sha256]) {
  if (content.byteLength !== bytes) return "altered";
  const digest = await digestOf(run, content);
  if (digest === null) return "unread";
  return digest === sha256 ? null : "altered";
}

/** @param {Run} run @param {ArrayBuffer} content @returns {Promise<string | null>} in hex */
async function digestOf(run, content) {
  if (isSecureContext) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  if (run.engine?.state !== "ready") return null;
  const { json } = await run.engine.call("digest", {}, new Uint8Array(content));
  return json.sha256;
}

/**
 * @param {Record<Fault, string[]>} faults
 * @param {number} wrong
 * @param {number} count
 * @param {List} list
 */
function tell(faults, wrong, count, list) {
  const kinds = /** @type {Fault[]} */ (Object.keys(FAULTS)).filter((fault) => faults[fault].length);
  const said = kinds.map((fault) => `${FAULTS[fault].said}: ${some(faults[fault].sort())}.`);
  const mends = new Set(kinds.map((fault) => FAULTS[fault].mend));
  if (faults.altered.length) mends.add(FAULTS.altered.also);
  for (const ending of unknownEndings(faults.missing, Object.keys(list.files))) {
    mends.add(`Every file in .${ending} is missing: a server like IIS sends none of a type that it does not know. ` +
      `Add a mimeMap for .${ending}.`);
  }
  const are = wrong === 1 ? "1 file is" : `${wrong} files are`;
  return fail(`Of ${count} files, ${are} not right. ${said.join(" ")}`, [...mends].join(" "));
}

/** @param {string[]} missing @param {string[]} all @returns {string[]} endings of which no file came at all */
function unknownEndings(missing, all) {
  const ending = (/** @type {string} */ path) => path.slice(path.lastIndexOf(".") + 1);
  const came = new Set(all.filter((path) => !missing.includes(path)).map(ending));
  return [...new Set(missing.map(ending))].filter((name) => !came.has(name));
}
