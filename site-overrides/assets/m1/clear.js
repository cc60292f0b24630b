/** Takes everything typed off the page, after asking. */

import { resetControls } from "./form.js";
import { forget } from "./practice.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** What the packet clears by itself. */
const PACKET = "[data-module=m1-packet] *";

/**
 * Ask before something that was typed goes.
 *
 * @param {{title: string, text: string, yes: string}} question
 * @returns {Promise<boolean>}
 */
export function confirmed(question) {
  const $dialog = document.querySelector("dialog.m1-dialog");
  if (!($dialog instanceof HTMLDialogElement)) throw new TypeError("the page needs its dialog");
  const [$title, $text, $yes, $no] = ["h2", "p", "[value=yes]", "[value=no]"].map(
    (selector) => /** @type {HTMLButtonElement} */ ($dialog.querySelector(selector)),
  );
  $title.textContent = question.title;
  $text.textContent = question.text;
  $yes.textContent = question.yes;
  $dialog.returnValue = "";
  for (const $button of [$yes, $no]) $button.onclick = () => $dialog.close($button.value);
  $dialog.showModal();
  $no.focus(); // what keeps everything comes first
  return new Promise((resolve) => {
    $dialog.addEventListener("close", () => resolve($dialog.returnValue === "yes"), { once: true });
  });
}

/**
 * Take the answers of a letter off the form; the practice's own stay.
 *
 * @param {HTMLFormElement} $form
 */
export function resetLetter($form) {
  const kept = `[data-remembered], [data-module=m1-remember] *, ${PACKET}`;
  resetControls([...$form.elements].filter(($control) => !$control.matches(kept)));
}

const QUESTIONS = {
  letter: {
    title: "Start the next letter?",
    text: "All you typed and added goes, except for your practice.",
    yes: "Start the next letter",
    done: "Cleared. Your practice is still filled in.",
  },
  everything: {
    title: "Clear everything?",
    text: "All you typed and added goes, the claims of your files, and what this browser remembers of your practice.",
    yes: "Clear everything",
    done: "Everything is cleared.",
  },
};

export class Clear {
  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    this.desk = desk;
    this.$note = /** @type {HTMLElement} */ ($root.querySelector("[role=status]"));
    $root.hidden = false;
    $root.addEventListener("click", (event) => {
      const $button = event.target instanceof Element && event.target.closest("[data-clear]");
      if (!($button instanceof HTMLButtonElement)) return;
      this.#ask(/** @type {keyof typeof QUESTIONS} */ ($button.dataset.clear));
    });
  }

  /** @param {keyof typeof QUESTIONS} what */
  async #ask(what) {
    if (await confirmed(QUESTIONS[what])) this.#clear(what);
  }

  /** @param {keyof typeof QUESTIONS} what */
  #clear(what) {
    const { $form } = this.desk;
    if (what === "letter") resetLetter($form);
    else resetControls([...$form.elements].filter(($control) => !$control.matches(PACKET)));
    if (what === "everything") forget();
    $form.dispatchEvent(new CustomEvent("m1-cleared", { detail: { everything: what === "everything" } }));
    this.desk.unsaved = false;
    for (const $note of document.querySelectorAll(".m1-desk [role=status]")) $note.textContent = "";
    this.$note.textContent = QUESTIONS[what].done;
    this.desk.refresh();
    $form.scrollIntoView({ block: "start" });
    const $first = $form.querySelector("input, select, textarea");
    if ($first instanceof HTMLElement) $first.focus({ preventScroll: true });
  }
}
