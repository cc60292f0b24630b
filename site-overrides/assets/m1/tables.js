/** Says which tables of data did not arrive, and why. Letters do not need them. */

import { defect } from "./latest.js";

/** @typedef {import("./engine/client.js").Engine} Engine */
/** @typedef {import("./engine/messages").TableState} TableState */

/** What each table is for. */
const TABLES = {
  icd10cm: "diagnosis codes are not looked up",
  coverage: "Medicare's articles are not looked up",
  policies: "the criteria of LCDs are not at hand",
  font_regular: "no PDF is made",
  font_bold: "no PDF is made",
  library: "no remittance is read and no PDF is made",
};

/** By the reason that the engine gives. */
const REASONS = {
  "file-missing": "is missing on the server",
  "refused": "was refused by the server",
  "web-page": "did not come: the server sent a web page in its place",
  "corrupt": "arrived damaged",
  "network": "did not come: the connection broke",
  "timeout": "did not come: the server sends nothing more",
};

/** @param {Engine} engine @returns {string[]} a sentence for each table that did not arrive */
export function missingTables({ tables }) {
  return Object.values(tables).filter(({ reason }) => reason).map(sentence);
}

/** @param {Engine | null} engine @returns {string} why no diagnosis code is looked up */
export function noCodes(engine) {
  const state = engine?.tables.icd10cm;
  return state?.reason ? sentence(state) : "The diagnosis codes are still loading.";
}

/** @param {Engine} engine @returns {string} why no remittance is read and no PDF made, if that is so */
export function noLibrary({ tables }) {
  const missing = ["library", "font_regular", "font_bold"].map((name) => tables[name]).find((table) => table?.reason);
  return missing ? sentence(missing) : "";
}

/**
 * Why a job did not come to its end, and what to do.
 *
 * @param {unknown} error
 * @param {Engine | null} engine
 * @param {string} what it could not do
 */
export function unfinished(error, engine, what) {
  if (!engine || engine.state === "failed") {
    return `The letter writer is not running, so it could not ${what}. The message at the top of the page says what to do.`;
  }
  return noLibrary(engine) || defect(error, what);
}

/** @param {TableState} state */
function sentence({ table, file, reason }) {
  const why = REASONS[/** @type {keyof typeof REASONS} */ (reason)] ?? "could not be read";
  const what = TABLES[/** @type {keyof typeof TABLES} */ (table)] ?? `${table} is not looked up`;
  return `The file ${file} ${why}, so ${what}. Reload the page to try again; letters do not need it.`;
}
