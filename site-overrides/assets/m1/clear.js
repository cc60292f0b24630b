/** Takes everything typed off the page, after asking. */

import { resetControls } from "./form.js";
import { forget } from "./practice.js";

/** @typedef {import("./desk.js").Desk} Desk */

/**
 * Take the answers of a letter off the form; the practice's own stay.
 *
 * @param {HTMLFormElement} $form
 */
export function resetLetter($form) {
  const kept = "[data-remembered], [data-module=m1-remember] *";
  resetControls([...$form.elements].filter(($control) => !$control.matches(kept)));
}

const QUESTIONS = {
  letter: {
    title: "Start the next letter?",
    text: "All you typed goes, except for your practice.",
    yes: "Start the next letter",
    done: "Cleared. Your practice is still filled in.",
  },
  everything: {
    title: "Clear everything?",
    text: "All you typed goes, and what this browser remembers of your practice.",
    yes: "Clear everything",
    done: "Everything is cleared.",
  },
};

export class Clear {
  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    this.desk = desk;
    this.$note = /** @type {HTMLElement} */ ($root.querySelector("[role=status]"));
    const $dialog = document.querySelector("dialog.m1-dialog");
    if (!($dialog instanceof HTMLDialogElement)) throw new TypeError("clearing needs its dialog");
    this.$dialog = $dialog;
    $root.hidden = false;
    $root.addEventListener("click", (event) => {
      const $button = event.target instanceof Element && event.target.closest("[data-clear]");
      if (!($button instanceof HTMLButtonElement)) return;
      this.#ask(/** @type {keyof typeof QUESTIONS} */ ($button.dataset.clear));
    });
    $dialog.addEventListener("click", (event) => {
      const $button = event.target instanceof Element && event.target.closest("button");
      if ($button) $dialog.close($button.value);
    });
  }

  /** @param {keyof typeof QUESTIONS} what */
  #ask(what) {
    const question = QUESTIONS[what];
    const [$title, $text, $yes, $no] = ["h2", "p", "[value=yes]", "[value=no]"].map(
      (selector) => /** @type {HTMLElement} */ (this.$dialog.querySelector(selector)),
    );
    $title.textContent = question.title;
    $text.textContent = question.text;
    $yes.textContent = question.yes;
    this.$dialog.returnValue = "";
    this.$dialog.addEventListener(
      "close",
      () => {
        if (this.$dialog.returnValue === "yes") this.#clear(what);
      },
      { once: true },
    );
    this.$dialog.showModal();
    $no.focus(); // what keeps everything comes first
  }

  /** @param {keyof typeof QUESTIONS} what */
  #clear(what) {
    const { $form, problems } = this.desk;
    if (what === "letter") resetLetter($form);
    else resetControls($form.elements);
    if (what === "everything") forget();
    $form.dispatchEvent(new Event("m1-cleared"));
    problems.showErrors([]);
    problems.showNotes({}, []);
    this.desk.unsaved = false;
    for (const $note of document.querySelectorAll(".m1-desk [role=status]")) $note.textContent = "";
    this.$note.textContent = QUESTIONS[what].done;
    this.desk.refresh();
    $form.scrollIntoView({ block: "start" });
    const $first = $form.querySelector("input, select, textarea");
    if ($first instanceof HTMLElement) $first.focus({ preventScroll: true });
  }
}
