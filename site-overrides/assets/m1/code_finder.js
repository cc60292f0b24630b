/** Finds diagnosis codes by code or words, and adds one with a press. */

import { element } from "./elements.js";
import { fillAnswer, readAnswers } from "./form.js";
import { defect, Latest } from "./latest.js";
import { noCodes } from "./tables.js";

/** @typedef {import("./engine/client.js").Engine} Engine */
/** @typedef {{code: string, description: string, billable?: boolean}} Entry */
/** @typedef {{name: string, from: string, to: string}} Release */
/** @typedef {{codes: Entry[], release: Release | null}} Found */
/** @typedef {{$form: HTMLFormElement, engine: Engine | null, unsaved?: boolean, refresh: () => void}} Context the form that gets the codes */

const MOST = 20;

export class CodeFinder {
  /**
   * @param {HTMLElement} $root
   * @param {Context} context
   */
  constructor($root, context) {
    this.context = context;
    this.$note = /** @type {HTMLElement} */ ($root.querySelector("[data-note]"));
    this.$found = /** @type {HTMLElement} */ ($root.querySelector("[data-found]"));
    const { engine, $form } = context;
    const found = new Latest(engine, "find_codes", {
      ask: () => ({ text: $root.querySelector("input")?.value ?? "", most: MOST }),
      show: (json, { text }) => this.#show(json, text),
      fail: (error) => (this.$note.textContent = defect(error, "look for codes")),
    });
    $root.hidden = !engine;
    // The first search makes what all need and takes longest, so it begins while nothing is typed yet.
    // What was typed before the codes had arrived is looked for when they have.
    const refresh = () => $root instanceof HTMLDetailsElement && $root.open && found.refresh();
    $root.addEventListener("toggle", refresh);
    engine?.addEventListener("complete", refresh);
    // Clearing the form puts a fresh text box there.
    $root.addEventListener("input", (event) => {
      event.stopPropagation(); // it is no answer of the form around it
      found.refresh();
    });
    $form.addEventListener("m1-cleared", () => {
      this.#show({ codes: [], release: null }, "");
      found.refresh();
    });
  }

  /** @param {Found} json @param {string} text */
  #show({ codes, release }, text) {
    this.$found.replaceChildren(...codes.map((entry) => codeItem(entry, (code) => this.#add(code))));
    if (!text.trim()) this.$note.textContent = "";
    else this.$note.textContent = release ? said(codes, release) : noCodes(this.context.engine);
  }

  /** @param {string} code */
  #add(code) {
    const { $form } = this.context;
    const typed = (readAnswers($form).diagnosis_codes?.[0] ?? "").trim().replace(/,\s*$/, "");
    fillAnswer($form, "diagnosis_codes", typed ? `${typed}, ${code}` : code);
    this.context.unsaved = true;
    this.context.refresh();
  }
}

/** @param {Entry[]} codes @param {Release} release */
function said(codes, release) {
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
