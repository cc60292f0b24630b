/** The ways to take the letter: Word file, PDF, paper, clipboard, text file. */

import { copyText } from "./clipboard.js";
import { noLetter } from "./desk.js";
import { download } from "./elements.js";
import { noLibrary } from "./tables.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Taken} Taken */

const WAIT = "The letter writer is still loading. Your letter comes as soon as it is ready.";
const BROKEN =
  "The letter writer is not running, so there is no letter to take. What you typed is still here. " +
  "The message at the top of the page says what to do; the blank letter can be filled in by hand.";

const LACKING = "There is no letter yet. See the list at the top of the form.";

/** What the printed page and a PDF made from it are called: nothing about a patient. */
const PRINT_TITLE = "Appeal letter";

export class Outputs {
  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    this.desk = desk;
    const $note = document.querySelector("[data-outputs-note]");
    if (!($note instanceof HTMLElement)) throw new TypeError("the outputs need a place for notes");
    this.$note = $note;
    $root.hidden = false;
    $root.addEventListener("click", (event) => {
      const $button = event.target instanceof Element && event.target.closest("[data-output]");
      // The second click of a double click asks for nothing more.
      if (!($button instanceof HTMLButtonElement) || event.detail > 1) return;
      this.#give($button.dataset.output ?? "");
    });
    desk.$form.addEventListener("input", () => {
      if (this.$note.textContent === LACKING) this.$note.textContent = "";
    });
    desk.whenReplaced(() => (this.$note.textContent = ""));
    titleForPrint();
  }

  /** @param {string} output */
  async #give(output) {
    const way = WAYS[/** @type {keyof typeof WAYS} */ (output)];
    const { moment } = this.desk;
    this.$note.textContent = this.desk.engine?.state === "ready" ? "" : WAIT;
    /** @type {Taken | null} */
    let taken;
    try {
      taken = await this.desk.take(way.format);
    } catch (error) {
      if (this.desk.isGone(moment)) return;
      const { engine } = this.desk;
      const running = engine && engine.state !== "failed";
      const lacking = running && way.format === "pdf" && noLibrary(engine);
      this.$note.textContent = lacking || (running ? noLetter(error) : BROKEN);
      return;
    }
    if (this.desk.isGone(moment)) return;
    if (!taken) {
      this.$note.textContent = LACKING;
      return;
    }
    if (taken.json.lacking) {
      this.$note.textContent = taken.json.lacking;
      return;
    }
    const warnings = taken.json.warnings.length;
    const said = await way.give(taken);
    if (this.desk.isGone(moment)) return;
    // A print can be cancelled and a clipboard overwritten: only a file is a letter that was kept.
    if (way.give === download) this.desk.taken(moment);
    const check = warnings === 1 ? " 1 answer is worth checking." : ` ${warnings} answers are worth checking.`;
    this.$note.textContent = said + (warnings ? `${check} See the notes in the form.` : "");
  }
}

/** @typedef {{format: "text" | "word" | "print" | "pdf", give: (taken: Taken) => string | Promise<string>}} Way */

/** @type {Record<"word" | "pdf" | "print" | "copy" | "text", Way>} */
const WAYS = {
  word: { format: "word", give: download },
  pdf: { format: "pdf", give: download },
  text: { format: "text", give: download },
  copy: { format: "text", give: ({ json }) => copy(json.text) },
  print: {
    format: "print",
    give: () => {
      window.print();
      return "Sent to the print dialog.";
    },
  },
};

/**
 * @param {string} text
 * @returns {Promise<string>} what to tell the user
 */
async function copy(text) {
  if (await copyText(text)) return "Copied. Paste it where you need it.";
  return "Not copied: this browser does not allow it. Use “Download text” and copy from the file.";
}

function titleForPrint() {
  let title = document.title;
  window.addEventListener("beforeprint", () => {
    title = document.title;
    document.title = PRINT_TITLE;
  });
  window.addEventListener("afterprint", () => {
    document.title = title;
  });
}
