/** The whole of a letter on the page: its answers, its exhibits, what is quoted of them, how it is sent. */

import { resetLetter } from "./clear.js";
import { NOTHING } from "./evidence/choices.js";
import { fillAnswers, readAnswers } from "./form.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./form.js").Answers} Answers */
/** @typedef {import("./packet/exhibits.js").Exhibit} Exhibit */

/** @typedef {object} Letter
 * @property {Answers} fields
 * @property {Exhibit[]} exhibits
 * @property {import("./evidence/choices.js").Chosen} evidence
 * @property {{way?: string, fax?: string}} sending
 */

/** @param {Desk} desk @returns {Letter} */
export function readLetter({ $form, packet, evidence }) {
  return {
    fields: readAnswers($form),
    exhibits: [...(packet?.exhibits.all ?? [])],
    evidence: evidence?.choices.chosen ?? NOTHING,
    sending: packet?.sending.chosen ?? {},
  };
}

/**
 * Put a letter in the place of the one on the page.
 *
 * @param {Desk} desk
 * @param {Letter} letter
 */
export function writeLetter({ $form, packet, evidence }, { fields, exhibits, evidence: chosen, sending }) {
  evidence?.leave();
  resetLetter($form);
  // A group of boxes of which none is chosen has no answer, and none may stay chosen.
  const none = Object.fromEntries([...new Set([...$form.elements].map(nameOf))].map((name) => [name, []]));
  fillAnswers($form, { ...none, ...fields });
  packet?.put(exhibits);
  evidence?.put(chosen);
  packet?.sending.choose(sending);
}

/**
 * The answers of a letter that is begun with what a claim says.
 *
 * @param {Record<string, string | string[]>} fields
 * @param {Answers} initial what a fresh form holds
 * @returns {Answers}
 */
export function answersOf(fields, initial) {
  const said = Object.entries(fields).map(([name, answer]) => [name, [answer].flat().map(String)]);
  // The form's own code and words are M1's: a claim of a file has those that the file says, or none.
  return { ...initial, denial_code: [""], denial_text: [""], ...Object.fromEntries(said) };
}

/** @param {HTMLFormElement} $form @returns {Answers} what a fresh form holds */
export function initialAnswers($form) {
  /** @type {Answers} */
  const answers = {};
  for (const $control of $form.elements) {
    const name = nameOf($control);
    if (!name) continue;
    if ($control instanceof HTMLInputElement && $control.type !== "text") {
      if ($control.defaultChecked) (answers[name] ??= []).push($control.value);
    } else if ($control instanceof HTMLInputElement || $control instanceof HTMLTextAreaElement) {
      answers[name] = [$control.defaultValue];
    }
  }
  return answers;
}

/** @param {Element} $control */
function nameOf($control) {
  return $control.getAttribute("name") ?? "";
}
