/** Finds diagnosis codes by code or words, and adds one with a press. */

import { element } from "./elements.js";

/** @typedef {import("./engine/client.js").Engine} Engine */
/** @typedef {{code: string, description: string, billable?: boolean}} Entry */

const MOST = 20;

export const NO_TABLE =
  "The code tables are not there: they are still loading, or did not arrive. Reload the page to try again; " +
  "letters do not need them.";

export class CodeFinder {
  #asked = 0;

  /**
   * @param {HTMLElement} $root
   * @param {{engine: Engine | null}} context
   * @param {(code: string) => void} add
   */
  constructor($root, { engine }, add) {
    this.$root = $root;
    this.engine = engine;
    this.add = add;
    this.$note = /** @type {HTMLElement} */ ($root.querySelector("[data-note]"));
    this.$found = /** @type {HTMLElement} */ ($root.querySelector("[data-found]"));
    $root.hidden = !engine;
    // Clearing the form puts a fresh text box there.
    $root.addEventListener("input", (event) => {
      event.stopPropagation(); // it is no answer of the form around it
      this.#find();
    });
    $root.closest("form")?.addEventListener("m1-cleared", () => {
      this.#asked += 1;
      this.$found.replaceChildren();
      this.$note.textContent = "";
    });
  }

  async #find() {
    this.#asked += 1;
    const asked = this.#asked;
    const text = this.$root.querySelector("input")?.value ?? "";
    let json;
    try {
      json = (await this.engine?.call("find_codes", { text, most: MOST }))?.json;
    } catch {
      return; // the page says what became of the engine
    }
    if (asked !== this.#asked || !json) return;
    this.$found.replaceChildren(...json.codes.map((/** @type {Entry} */ entry) => codeItem(entry, this.add)));
    this.$note.textContent = said(json, text);
  }
}

/** @param {{codes: Entry[], release: {name: string, from: string, to: string} | null}} json @param {string} text */
function said({ codes, release }, text) {
  if (!release) return NO_TABLE;
  if (!text.trim()) return "";
  if (!codes.length) return `Nothing in ${release.name} has these words. Try fewer, or the beginning of a word.`;
  const found = codes.length === MOST ? `The first ${MOST}; more words find fewer.` : `${codes.length} found.`;
  return `${found} ${release.name}, for dates of service from ${release.from} to ${release.to}.`;
}

/**
 * A code in a list, with a button that takes it.
 *
 * @param {Entry} entry
 * @param {(code: string) => void} take
 */
export function codeItem({ code, description, billable = true }, take) {
  const $item = document.createElement("li");
  const $button = document.createElement("button");
  $button.type = "button";
  $button.className = "m1-chip";
  $button.textContent = code;
  $button.setAttribute("aria-label", `Take ${code}, ${description}`);
  $button.addEventListener("click", () => take(code));
  $item.append($button, " ", element("span", billable ? description : `${description} (heading, not billable)`));
  return $item;
}
