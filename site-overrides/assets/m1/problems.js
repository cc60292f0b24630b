/** What the page says about answers: errors when a letter is asked for, notes while one types. */

import { element } from "./elements.js";

/** @typedef {{field: string, message: string}} Problem */

export class Problems {
  /** @param {HTMLFormElement} $form */
  constructor($form) {
    this.$form = $form;
    this.title = document.title;
    this.$summary = /** @type {HTMLElement} */ ($form.querySelector(".m1-error-summary"));
    /** @type {Record<string, string>} */
    this.shown = {};
    /** @type {Problem[]} */
    this.warnings = [];
    /** @type {Problem[]} the errors on the page */
    this.errors = [];
    $form.addEventListener("focusout", () => queueMicrotask(() => this.#writeNotes()));
  }

  /**
   * Show errors at the top and, in the same words, at their fields; with none, take the old ones away.
   *
   * @param {Problem[]} errors
   */
  showErrors(errors) {
    this.#putErrors(errors);
    if (!errors.length) return;
    this.$summary.scrollIntoView({ block: "start" });
    this.$summary.focus({ preventScroll: true });
  }

  /**
   * Take errors away that are no longer there. No new one appears while one types.
   *
   * @param {Problem[]} errors those of the form as it is
   */
  dropMended(errors) {
    const left = this.errors.filter(({ field }) => errors.some((error) => error.field === field));
    if (left.length < this.errors.length) this.#putErrors(left);
  }

  /** @param {Problem[]} errors */
  #putErrors(errors) {
    this.errors = errors;
    for (const $field of this.$form.querySelectorAll("[data-field]")) {
      const name = $field instanceof HTMLElement ? $field.dataset.field : "";
      showError($field, errors.find(({ field }) => field === name)?.message ?? "");
    }
    const $list = /** @type {HTMLElement} */ (this.$summary.querySelector("ul"));
    $list.replaceChildren(...errors.map((error) => this.#summaryItem(error)));
    this.$summary.hidden = errors.length === 0;
    document.title = errors.length ? `Error: ${this.title}` : this.title;
  }

  /**
   * Show how answers were read and what is doubtful about them.
   *
   * @param {Record<string, string>} shown
   * @param {Problem[]} warnings
   */
  showNotes(shown, warnings) {
    this.shown = shown;
    this.warnings = warnings;
    this.#writeNotes();
  }

  /** @param {Problem} error */
  #summaryItem(error) {
    const $link = document.createElement("a");
    const $control = this.#control(error.field);
    $link.href = `#${$control.id}`;
    $link.textContent = error.message;
    $link.addEventListener("click", (event) => {
      event.preventDefault();
      this.#control(error.field).focus({ preventScroll: true });
      document.getElementById(`${error.field}-field`)?.scrollIntoView({ block: "center" });
    });
    const $item = document.createElement("li");
    $item.append($link);
    return $item;
  }

  /** @param {string} name @returns {HTMLElement} the first control of a field */
  #control(name) {
    const $control = this.$form.querySelector(`[name="${name}"]`);
    if (!($control instanceof HTMLElement)) throw new TypeError(`the form has no field ${name}`);
    return $control;
  }

  /** A doubt about the field one is typing in waits until one leaves it. */
  #writeNotes() {
    const $active = document.activeElement?.closest("[data-field]");
    for (const $field of this.$form.querySelectorAll("[data-field]")) {
      const name = $field instanceof HTMLElement ? ($field.dataset.field ?? "") : "";
      const doubts = $field === $active ? [] : this.warnings.filter(({ field }) => field === name);
      showNotes($field, this.shown[name] ?? "", doubts);
    }
  }
}

/**
 * Say at a field what is wrong with its answer; nothing takes it away.
 *
 * @param {Element} $field
 * @param {string} message
 */
export function showError($field, message) {
  const $error = /** @type {HTMLElement} */ ($field.querySelector(".m1-error"));
  $field.classList.toggle("m1-field--error", Boolean(message));
  $error.hidden = !message;
  $error.replaceChildren(...(message ? [element("span", "Error: ", "m1-hidden"), message] : []));
  for (const $control of $field.querySelectorAll("[name]")) {
    if (message) $control.setAttribute("aria-invalid", "true");
    else $control.removeAttribute("aria-invalid");
  }
}

/**
 * Say at a field how its answer was read, and what is doubtful about it.
 *
 * @param {Element} $field
 * @param {string} shown
 * @param {Problem[]} doubts
 */
export function showNotes($field, shown, doubts) {
  const notes = doubts.map(({ message }) => element("p", message, "m1-warning"));
  if (shown) notes.unshift(element("p", `Read as ${shown}`, "m1-read"));
  const $notes = /** @type {HTMLElement} */ ($field.querySelector(".m1-notes"));
  if ($notes.textContent === notes.map(($note) => $note.textContent).join("")) return;
  $notes.replaceChildren(...notes);
}
