/** Whether the letter writer starts in both ways, and writes what it should. */

import { Engine } from "../engine/client.js";
import { COPY_AGAIN, fail, pass } from "./outcome.js";
import { readEntry } from "./word_file.js";

/** @typedef {import("./outcome.js").Outcome} Outcome */
/** @typedef {import("./run.js").Run} Run */
/** @typedef {import("../engine/messages").Way} Way */
/** @typedef {{engine: Engine, way: Way} | {reason: string, file: string}} Started */

const NOT_BUILT = fail(
  "This copy was built without the letter writer.",
  "Build it with “make build”, and copy the folder site/ to the server.",
);
const NOT_RUNNING = fail("Not checked: the letter writer does not run.", "See “Letter writer, quick start”.");
const OTHER_BROWSER = "Open this page in a current Edge, Chrome or Firefox.";
const TOO_OLD = `This browser is too old for the letter writer. ${OTHER_BROWSER}`;

/** What to do, by the reason the engine gives. */
const MENDS = {
  "no-worker": `This browser starts no workers. ${OTHER_BROWSER}`,
  "no-modules": TOO_OLD,
  "no-decompression": TOO_OLD,
  "no-wasm": `WebAssembly is switched off in this browser: allow it for this site. ${OTHER_BROWSER}`,
  "network": "Look at the connection to the server, then run the checks again.",
  "timeout": "The server sends nothing more. Look at the connection to it, then run the checks again.",
  "refused": "Let the server send this file to everybody who may open the site.",
  "web-page": "Let the server answer with the file itself, not with a web page.",
  "file-missing": COPY_AGAIN,
  "corrupt": `${COPY_AGAIN} A damaged copy may also be in this browser: reload the page past its cache (Ctrl+F5).`,
};

/** @param {Run} run @returns {Promise<Outcome>} */
export async function snapshot(run) {
  if (!run.options) return NOT_BUILT;
  const started = await start(run, "snapshot");
  if ("reason" in started) return notStarted(started);
  run.engine = started.engine;
  if (started.way === "snapshot") return pass("Python starts from the memory that was saved when the site was built.");
  const { name } = run.options.manifest.files.snapshot;
  return fail(
    "Python does not start from the saved memory. Letters are written, but it takes longer until the first one.",
    `${COPY_AGAIN} The file is ${name}. If “Files” finds it unaltered, this browser is the reason: ${OTHER_BROWSER}`,
  );
}

/** @param {Run} run @returns {Promise<Outcome>} */
export async function cold(run) {
  if (!run.options) return NOT_BUILT;
  run.end();
  const started = await start(run, "cold");
  if ("reason" in started) return notStarted(started);
  started.engine.stop();
  return pass("Python also starts from its packages, as it does where the quick start fails.");
}

/** @param {Run} run @returns {Promise<Outcome>} */
export async function letter(run) {
  if (run.engine?.state !== "ready") return NOT_RUNNING;
  const { fields, today, text } = run.example;
  const { json } = await run.engine.call("letter", { fields, today, format: "text" });
  const written = String(json.text ?? "");
  if (written === text) return pass("A letter with made-up facts is, to the byte, the one written when the site was built.");
  return fail(
    `A letter with made-up facts is not the one written when the site was built. ${difference(text, written)}`,
    `${COPY_AGAIN} If it stays so, build the site again; write no letters with this copy until then.`,
  );
}

/** @param {Run} run @returns {Promise<Outcome>} */
export async function word(run) {
  if (run.engine?.state !== "ready") return NOT_RUNNING;
  const { fields, today } = run.example;
  const { bytes } = await run.engine.call("letter", { fields, today, format: "word" });
  const part = "word/document.xml";
  const document = await readEntry(new Uint8Array(bytes), part);
  if (document?.includes(fields.claim_number)) return pass("The Word file opens, and the claim number is in it.");
  return fail(
    document === null ? `The Word file does not open: no ${part} in it.` : "The claim number is not in the Word file.",
    `${COPY_AGAIN} If it stays so, build the site again; until then take letters as text.`,
  );
}

/**
 * Start an engine and wait until it loads nothing more, or has failed.
 *
 * @param {Run} run
 * @param {Way} way
 * @returns {Promise<Started>}
 */
function start(run, way) {
  if (!run.options) throw new TypeError("there is no engine to start");
  const engine = new Engine(run.options, way);
  run.engine = engine;
  return new Promise((resolve) => {
    for (const stage of ["fetching", "starting", "ready"]) engine.addEventListener(stage, () => run.alive());
    engine.addEventListener("complete", (event) => {
      resolve({ engine, way: /** @type {CustomEvent} */ (event).detail.way });
    });
    engine.addEventListener("failed", (event) => resolve(/** @type {CustomEvent} */ (event).detail));
    engine.start();
  });
}

/** @param {{reason: string, file: string}} failure */
function notStarted({ reason, file }) {
  const known = /** @type {Record<string, string>} */ (MENDS);
  return fail(
    `The letter writer does not start (${reason}).${file && ` The file is ${file}.`}`,
    known[reason] ?? `Close what else is open in this browser, then run the checks again. ${OTHER_BROWSER}`,
  );
}

/**
 * The first line that differs, in words.
 *
 * @param {string} wanted
 * @param {string} written
 */
function difference(wanted, written) {
  const [right, wrong] = [wanted, written].map((text) => text.split("\n"));
  const index = right.findIndex((line, at) => line !== wrong[at]);
  if (index < 0) return `It goes on after line ${right.length}.`;
  return `Line ${index + 1} is “${wrong[index] ?? ""}”; it should be “${right[index]}”.`;
}
