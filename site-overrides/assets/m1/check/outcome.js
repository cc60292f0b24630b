/** What a check has found: in one of three states, in words, and what mends it. */

/** @typedef {"pass" | "less" | "fail"} State */
/** @typedef {{state: State, text: string, mend: string}} Outcome */

/** What mends a folder that did not arrive whole. */
export const COPY_AGAIN = "Copy the whole folder of the site to the server again.";

/** @param {string} text @returns {Outcome} */
export function pass(text) {
  return { state: "pass", text, mend: "" };
}

/**
 * It works, with less than there could be.
 *
 * @param {string} text
 * @param {string} mend nothing where there is nothing to mend
 * @returns {Outcome}
 */
export function less(text, mend) {
  return { state: "less", text, mend };
}

/** @param {string} text @param {string} mend @returns {Outcome} */
export function fail(text, mend) {
  return { state: "fail", text, mend };
}

/**
 * Some of many names, so that a line stays a line.
 *
 * @param {string[]} names
 */
export function some(names) {
  const others = names.length - 6;
  return others > 0 ? `${names.slice(0, 6).join(", ")} and ${others} more` : names.join(", ");
}
