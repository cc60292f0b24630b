/** Form and letter side by side: the letter follows what is typed, and errors go where they belong. */

import { today } from "./clock.js";
import { readAnswers } from "./form.js";
import { defect, Latest } from "./latest.js";
import { showLetter } from "./letter.js";
import { Problems } from "./problems.js";

/** @typedef {import("./engine/client.js").Engine} Engine */
/** @typedef {import("./problems.js").Problem} Problem */

/** @typedef {object} Moment what was on the page when something was asked for
 * @property {number} letter
 * @property {number} change
 */

/** @typedef {object} Taken
 * @property {Moment} moment when it was asked for
 * @property {any} json the engine's answer
 * @property {Uint8Array<ArrayBuffer>} bytes the file, where the format is one
 */

export class Desk {
  /** @type {Latest<any>} */
  #preview;
  #unsaved = false;
  /** How many letters and how many changes there were. */
  #letter = 0;
  #change = 0;

  /** @param {HTMLElement} $root @param {Engine | null} engine */
  constructor($root, engine) {
    const $form = $root.querySelector("form");
    const $letter = $root.querySelector("[data-letter]");
    const $blanks = $root.querySelector("[data-blanks]");
    if (!$form || !($letter instanceof HTMLElement) || !($blanks instanceof HTMLElement)) {
      throw new TypeError("the desk needs a form, a letter and a place to count blanks");
    }
    this.$form = $form;
    this.$letter = $letter;
    this.$blanks = $blanks;
    this.engine = engine;
    /** The day on which the site was built. */
    this.built = $form.dataset.built ?? "";
    this.problems = new Problems($form);
    /** @type {import("./packet/packet.js").Packet | null} the packet, where the page has one */
    this.packet = null;
    /** @type {import("./evidence/evidence.js").Evidence | null} what is quoted of the record, where the page has it */
    this.evidence = null;
    /** @type {import("./claims/claims.js").Claims | null} the claims of files, where the page has them */
    this.claims = null;
    this.#preview = new Latest(engine, "preview", {
      ask: () => this.asked(),
      show: (json) => this.#show(json),
      fail: (error) => ($blanks.textContent = noLetter(error)),
    });
    $form.addEventListener("input", (event) => this.#typed(event));
    $form.addEventListener("submit", (event) => event.preventDefault());
    // Nothing of a letter stays in sight until Python has written the next one, if it still runs.
    const blank = [...$letter.childNodes];
    this.whenReplaced(() => {
      this.#letter += 1;
      $letter.replaceChildren(...blank);
      $blanks.textContent = "";
      this.problems.showErrors([]);
      this.problems.showNotes({}, []);
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.unsaved) event.preventDefault();
    });
  }

  /** Whether something was typed since a letter was last taken. */
  get unsaved() {
    return this.#unsaved;
  }

  set unsaved(unsaved) {
    this.#unsaved = unsaved;
    if (unsaved) this.#change += 1;
  }

  /** @returns {Moment} */
  get moment() {
    return { letter: this.#letter, change: this.#change };
  }

  /** Whether another letter came onto the page since. @param {Moment} moment */
  isGone({ letter }) {
    return letter !== this.#letter;
  }

  /** Do something when another letter, or none, comes onto the page. @param {() => void} act */
  whenReplaced(act) {
    for (const type of ["m1-cleared", "m1-filled"]) this.$form.addEventListener(type, act);
  }

  /** Let the letter follow the form. */
  refresh() {
    this.#preview.refresh();
  }

  /** @param {any} json */
  #show(json) {
    showLetter(this.$letter, json.letter);
    this.problems.showNotes(json.shown, json.warnings);
    this.problems.dropMended(json.errors);
    this.$blanks.textContent = whatIsLeft(json);
    this.$form.dispatchEvent(new CustomEvent("m1-advice", { detail: json }));
  }

  /**
   * Ask for the letter in a format. With errors they are shown and nothing is given; of a letter that
   * is no longer on the page neither.
   *
   * @param {"text" | "word" | "print" | "pdf"} format
   * @returns {Promise<Taken | null>}
   */
  async take(format) {
    if (!this.engine) throw new Error("the site was built without an engine");
    const { moment } = this;
    const asked = this.asked();
    const { json, bytes } = await (format === "pdf"
      ? this.engine.work("pdf", asked, [])
      : this.engine.call("letter", { ...asked, format }));
    if (this.isGone(moment)) return null;
    this.problems.showErrors(json.errors);
    if (json.errors.length) return null;
    if (json.letter) showLetter(this.$letter, json.letter);
    return { moment, json, bytes: new Uint8Array(bytes) };
  }

  /** What Python is asked about this letter. */
  asked() {
    return {
      fields: readAnswers(this.$form),
      today: today(this.built),
      exhibits: this.packet?.told ?? [],
      ...(this.evidence && { evidence: this.evidence.told }),
    };
  }

  /** Nothing would be lost of what was there then; what was typed since would be. @param {Moment} moment */
  saved({ change }) {
    if (change === this.#change) this.#unsaved = false;
  }

  /** The letter was taken as a file, as it was then. @param {Moment} moment */
  taken(moment) {
    this.saved(moment);
    this.$form.dispatchEvent(new Event("m1-taken"));
  }

  /** @param {Event} event */
  #typed(event) {
    if (event.target instanceof Element && !event.target.hasAttribute("name")) return;
    this.unsaved = true;
    this.refresh();
  }
}

/** @param {unknown} error */
export function noLetter(error) {
  return defect(error, "write the letter from these answers", "; the blank letter can be filled in by hand");
}

/**
 * What still stands between the form and a letter, in one line. A needed answer that cannot be read
 * is a blank in the letter; any other one is only left out, and nobody would notice.
 *
 * @param {{blanks: string[], errors: Problem[]}} answer
 */
function whatIsLeft({ blanks, errors }) {
  const blank = new Set(blanks);
  const wrong = errors.filter(({ field }) => !blank.has(field));
  if (blank.size + wrong.length === 0) return "Nothing is missing.";
  const toFill = blank.size === 1 ? "1 blank to fill." : `${blank.size} blanks to fill.`;
  return [blank.size && toFill, ...wrong.map(({ message }) => `${message}.`)].filter(Boolean).join(" ");
}
