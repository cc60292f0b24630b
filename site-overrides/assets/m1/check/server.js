/** How the server sends the files: types, headers, compression, caching. */

import { typeOf } from "./ask.js";
import { fail, less, pass, some } from "./outcome.js";

/** @typedef {import("./outcome.js").Outcome} Outcome */
/** @typedef {import("./run.js").Run} Run */

const READY = "The folder hosting/ has ready configurations.";
const NO_SERVER = less("Not checked: a disk is no server.", "");
const NO_FILES = less("Not checked: the files could not be read.", "See “Files”.");

const OCTETS = "application/octet-stream";

/** The types that are right for each ending; the first is the one to set. */
const TYPES = {
  html: ["text/html"],
  css: ["text/css"],
  js: ["text/javascript", "application/javascript", "application/x-javascript"],
  json: ["application/json"],
  svg: ["image/svg+xml"],
  png: ["image/png"],
  docx: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", OCTETS],
  bin: [OCTETS],
};

/** @typedef {keyof typeof TYPES} Ending */

/** What a server can make smaller on the way. */
const TEXTS = ["html", "css", "js", "json", "svg"];

/** A name that changes with the content. */
const HASHED = /\.[0-9a-f]{8,}\.(min\.)?\w+$/;

/** @param {Run} run @returns {Outcome} */
export function types(run) {
  if (run.disk) return NO_SERVER;
  const replies = received(run);
  if (!replies.length) return NO_FILES;
  /** @type {Map<Ending, string>} */
  const wrong = new Map();
  let breaks = false;
  for (const { ending, headers } of replies) {
    const sent = typeOf(headers);
    if (!(ending in TYPES) || TYPES[ending].includes(sent)) continue;
    wrong.set(ending, sent || "nothing");
    breaks ||= refusedByBrowsers(ending, headers);
  }
  const packed = replies.some(({ ending, headers }) => ending === "bin" && headers.has("content-encoding"));
  if (!wrong.size && !packed) return pass("Every file comes with the right type.");
  const said = [...wrong].map(([ending, sent]) => `.${ending} comes as ${sent}.`);
  const mends = [...wrong.keys()].map((ending) => mend(ending));
  if (packed) {
    said.push(".bin files are compressed once more, though they are packed.");
    mends.push("Switch compression off for .bin.");
  }
  return (breaks ? fail : less)(said.join(" "), mends.join(" "));
}

/** @param {Ending} ending @param {Headers} headers @returns {boolean} whether a browser then does without the file */
function refusedByBrowsers(ending, headers) {
  if (ending === "html" || ending === "css") return true;
  return ending === "js" && headers.get("x-content-type-options") === "nosniff";
}

/** @param {Ending} ending */
function mend(ending) {
  const [type] = TYPES[ending];
  return (
    `Send .${ending} as ${type}. IIS: <mimeMap fileExtension=".${ending}" mimeType="${type}" /> under staticContent; ` +
    `nginx: a line “${type} ${ending};” under types; Apache: AddType ${type} .${ending}`
  );
}

/** @param {Run} run @returns {Outcome} */
export function transfer(run) {
  if (run.disk) return NO_SERVER;
  const replies = received(run).filter(({ path }) => !path.includes("/engine/disk/"));
  if (!replies.length) return NO_FILES;
  const plain = replies.filter(({ ending, headers }) => TEXTS.includes(ending) && !headers.has("content-encoding"));
  const texts = replies.filter(({ ending }) => TEXTS.includes(ending));
  const cache = (/** @type {Headers} */ headers) => headers.get("cache-control") ?? "";
  const forgotten = replies.some(({ path, headers }) => HASHED.test(path) && !keptLong(cache(headers)));
  const stale = replies.some(({ ending, headers }) => ending === "html" && !askedAgain(cache(headers)));
  const said = [
    plain.length > texts.length / 2 && "Text files come uncompressed: the first visit takes longer.",
    forgotten && "Files with a hash in their name may not be kept for ever: later visits ask for them again.",
    stale && "Pages may be kept unasked: after an update somebody may see the last version for a while.",
  ].filter(Boolean);
  if (!said.length) return pass("Text files are compressed. Browsers keep what never changes, and ask for pages again.");
  const mends = [
    plain.length > texts.length / 2 && "Compress .html, .css, .js, .json and .svg (gzip or Brotli).",
    forgotten && "Send names with a hash with Cache-Control: public, max-age=31536000, immutable.",
    stale && "Send pages with Cache-Control: no-cache.",
  ].filter(Boolean);
  return less(said.join(" "), `${mends.join(" ")} ${READY}`);
}

/** @param {string} value */
function keptLong(value) {
  return /immutable/.test(value) || Number(/max-age=(\d+)/.exec(value)?.[1] ?? 0) >= 604_800;
}

/** @param {string} value */
function askedAgain(value) {
  return /no-cache|no-store|max-age=0\b/.test(value);
}

/** @param {Run} run @returns {Promise<Outcome>} */
export async function headers(run) {
  if (run.disk) return NO_SERVER;
  const reply = await run.ask(location.pathname);
  if (!reply.status) return less("Not checked: the server did not send this page again.", "See “Files”.");
  const sent = (/** @type {string} */ name) => reply.headers.get(name)?.toLowerCase() ?? "";
  const lacking = [
    sent("x-content-type-options") !== "nosniff" && "X-Content-Type-Options: nosniff",
    !sent("referrer-policy") && "Referrer-Policy: no-referrer",
    !sent("content-security-policy").includes("frame-ancestors") && !sent("x-frame-options") &&
      "Content-Security-Policy: frame-ancestors 'none'",
    // Over plain http browsers do not heed it.
    isSecureContext && !sent("cross-origin-opener-policy") && "Cross-Origin-Opener-Policy: same-origin",
  ].filter((name) => name !== false);
  if (!lacking.length) return pass("The server sends the headers that add to the pages' own policy.");
  return less(
    "The pages bring their own policy. The server could add what a page cannot say itself: no framing by other sites, " +
      "no guessing of types.",
    `Send ${some(lacking)}. ${READY}`,
  );
}

/** @param {Run} run */
function received({ replies }) {
  return [...replies].map(([path, sent]) => ({
    path,
    headers: sent,
    ending: /** @type {Ending} */ (path.slice(path.lastIndexOf(".") + 1)),
  }));
}
