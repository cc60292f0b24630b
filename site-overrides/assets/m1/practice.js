/** What a practice need not type again: its payers, its signers, itself. */

import { fillAnswer } from "./form.js";

/** @typedef {import("./desk.js").Desk} Desk */

const KEY = "m1-practice";

/** Lets the browser remember the practice's own fields; off until somebody switches it on. */
export class Remember {
  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, { $form }) {
    this.$form = $form;
    this.$box = /** @type {HTMLInputElement} */ ($root.querySelector("input"));
    this.$forget = /** @type {HTMLButtonElement} */ ($root.querySelector("[data-forget]"));
    this.$note = /** @type {HTMLElement} */ ($root.querySelector("[role=status]"));
    $root.hidden = false;
    this.#show(recall($form));
    this.$box.addEventListener("change", () => (this.$box.checked ? this.#keep() : this.#forget()));
    this.$forget.addEventListener("click", () => {
      this.#forget();
      this.$box.focus(); // the button that had the focus is gone
    });
    $form.addEventListener("input", (event) => {
      const typedIn = event.target instanceof Element && event.target.hasAttribute("data-remembered");
      if (typedIn && this.$box.checked) this.#keep();
    });
    document.addEventListener("m1-forgotten", () => this.#show(false));
    // Another tab forgot: this one must not keep again with the next key.
    window.addEventListener("storage", ({ key, newValue }) => {
      if ((key === KEY || key === null) && newValue === null) this.#show(false);
    });
  }

  #keep() {
    const kept = Object.fromEntries([...remembered(this.$form)].map(($c) => [$c.name, $c.value]));
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      this.#show(false);
      this.$note.textContent = "This browser does not allow it. Your IT can fill in your practice for everybody.";
      return;
    }
    this.#show(true);
    this.$note.textContent = "";
  }

  #forget() {
    forget();
    this.$note.textContent = "Forgotten. What is on the page stays until you clear it.";
  }

  /** @param {boolean} kept */
  #show(kept) {
    this.$box.checked = kept;
    this.$forget.hidden = !kept;
  }
}

/**
 * Fill in what the browser remembers.
 *
 * @param {HTMLFormElement} $form
 * @returns {boolean} whether it remembers anything
 */
export function recall($form) {
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    return false;
  }
  if (typeof kept !== "object" || kept === null) return false;
  for (const $control of remembered($form)) {
    // What was empty when it was kept hides nothing that the site has filled in since.
    if (typeof kept[$control.name] === "string" && kept[$control.name]) $control.value = kept[$control.name];
  }
  return true;
}

/** Let the browser remember nothing. */
export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // A browser that forbids storage keeps nothing.
  }
  document.dispatchEvent(new Event("m1-forgotten"));
}

/** Fills in a payer of the practice's own list; what was typed before can be put back. */
export class Payers {
  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    const $select = /** @type {HTMLSelectElement} */ ($root.querySelector("select"));
    const $note = /** @type {HTMLElement} */ ($root.querySelector("[role=status]"));
    $root.hidden = false;
    $select.addEventListener("change", () => {
      const values = $select.selectedOptions[0]?.dataset ?? {};
      if (!values.payer_name) return;
      const before = new FormData(desk.$form);
      const fill = (/** @type {(name: string) => string} */ value) => {
        for (const name of Object.keys(values)) fillAnswer(desk.$form, name, value(name));
        desk.unsaved = true;
        desk.refresh();
      };
      fill((name) => values[name] ?? "");
      const $undo = document.createElement("button");
      $undo.type = "button";
      $undo.className = "m1-button m1-button--quiet";
      $undo.textContent = "Undo";
      $undo.addEventListener("click", () => {
        fill((name) => String(before.get(name) ?? ""));
        $select.selectedIndex = 0;
        $note.textContent = "Put back as it was.";
        $select.focus();
      });
      $note.replaceChildren("Filled in name, address and kind of payer. ", $undo);
    });
    desk.whenReplaced(() => $note.replaceChildren());
    // Once one of them is changed by hand, putting all back would lose that.
    desk.$form.addEventListener("input", ({ target }) => {
      const names = ["payer_name", "appeals_address", "payer_kind"];
      if (target instanceof Element && names.includes(target.getAttribute("name") ?? "")) $note.replaceChildren();
    });
  }
}

/** Fills in the title that belongs to a signer of the practice's own list. */
export class Signers {
  /** @param {Desk} desk */
  constructor({ $form }) {
    const titles = new Map(
      [...$form.querySelectorAll("#signers option")].map(($option) => [
        $option.getAttribute("value"),
        $option.getAttribute("data-title") ?? "",
      ]),
    );
    if (!titles.size) return;
    $form.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.name !== "signer_name") return;
      const title = titles.get(target.value) ?? "";
      const typed = String(new FormData($form).get("signer_title") ?? "");
      // A title that was typed by hand is not ours to replace; one from the list goes with its signer.
      if (typed === title || (typed && ![...titles.values()].includes(typed))) return;
      fillAnswer($form, "signer_title", title);
      // As if typed: the letter follows, and a browser that remembers the practice remembers it.
      $form.querySelector("[name=signer_title]")?.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

/** Adds a line to a list with one press. */
export class Suggestions {
  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    const name = $root.dataset.suggestions ?? "";
    $root.hidden = false;
    $root.addEventListener("click", (event) => {
      const $button = event.target instanceof Element && event.target.closest("button");
      if (!$button) return;
      const lines = String(new FormData(desk.$form).get(name) ?? "").split(/\r?\n/);
      if (lines.some((line) => line.trim() === $button.value)) return;
      fillAnswer(desk.$form, name, [...lines.filter((line) => line.trim()), $button.value].join("\n"));
      desk.unsaved = true;
      desk.refresh();
    });
  }
}

/** @param {HTMLFormElement} $form */
function remembered($form) {
  return /** @type {NodeListOf<HTMLInputElement>} */ ($form.querySelectorAll("[data-remembered]"));
}
