/** The exhibits of a packet: their names, their pages, their order. */

import { element } from "../elements.js";
import { counted } from "../words.js";

/** @typedef {object} Exhibit
 * @property {string} name
 * @property {string} pages which pages, as typed; nothing for all
 * @property {number} of how many pages the file has
 * @property {string[]} notes what to know about the file
 * @property {string} from the name of the file
 * @property {Uint8Array<ArrayBuffer>} bytes
 */

/** @typedef {{letter: string, problem: string}} Told */

export class Exhibits {
  /** @type {Exhibit[]} */
  all = [];

  /**
   * @param {HTMLElement} $list
   * @param {{changed: () => void, refer: (exhibit: Exhibit) => void}} told
   */
  constructor($list, { changed, refer }) {
    this.$list = $list;
    this.changed = changed;
    this.refer = refer;
  }

  /** @param {Exhibit} exhibit */
  add(exhibit) {
    this.all.push(exhibit);
    this.$list.append(this.#item(exhibit));
    this.#mark();
  }

  /** @param {Exhibit[]} exhibits */
  replace(exhibits) {
    this.all = [...exhibits];
    this.#show();
  }

  /**
   * Write at each exhibit what Python says of it: its letter, and what is wrong with its pages.
   *
   * @param {Told[]} told in the order of the exhibits
   */
  tell(told) {
    for (const [index, { letter, problem }] of told.entries()) {
      const $item = this.$list.children[index];
      if (!$item) return; // it was removed since
      const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($item.querySelector(`[data-${name}]`));
      part("letter").textContent = `Exhibit ${letter}`;
      part("name").setAttribute("aria-label", `Name of exhibit ${letter}`);
      part("pages").setAttribute("aria-label", `Pages of exhibit ${letter}`);
      for (const [name, what] of Object.entries(BUTTONS)) {
        part(name).setAttribute("aria-label", what.replace("…", `exhibit ${letter}`));
      }
      part("problem").hidden = !problem;
      part("problem").textContent = problem;
      if (problem) part("pages").setAttribute("aria-invalid", "true");
      else part("pages").removeAttribute("aria-invalid");
    }
  }

  #show() {
    this.$list.replaceChildren(...this.all.map((exhibit) => this.#item(exhibit)));
    this.#mark();
  }

  /** The first cannot go up, nor the last one down. */
  #mark() {
    for (const [index, $item] of [...this.$list.children].entries()) {
      const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ ($item.querySelector(`[data-${name}]`));
      button("up").disabled = index === 0;
      button("down").disabled = index === this.all.length - 1;
    }
  }

  /** @param {Exhibit} exhibit */
  #item(exhibit) {
    const $item = element("li", "", "m1-exhibit");
    const $head = element("p", "", "m1-exhibit__head");
    const $letter = element("strong", "");
    $letter.dataset.letter = "";
    $head.append($letter, ` ${exhibit.from}, ${counted(exhibit.of, "page")}`);
    const id = `exhibit-${(made += 1)}`;
    const $name = input("name", exhibit.name, `${id}-name`);
    $name.setAttribute("list", "exhibit-names");
    const $pages = input("pages", exhibit.pages, `${id}-pages`);
    $pages.setAttribute("aria-describedby", `${id}-error`);
    $pages.placeholder = "all, or 1-3, 5";
    const $error = element("p", "", "m1-error");
    $error.id = `${id}-error`;
    $error.dataset.problem = "";
    $error.hidden = true;
    $name.addEventListener("input", () => this.#set(exhibit, { name: $name.value }));
    $pages.addEventListener("input", () => this.#set(exhibit, { pages: $pages.value }));
    const $boxes = element("div", "", "m1-exhibit__boxes");
    $boxes.append(labelled("Name", $name), labelled("Pages", $pages));
    const $buttons = element("p", "", "m1-exhibit__buttons");
    const press = {
      up: () => this.#move(exhibit, -1, "up"),
      down: () => this.#move(exhibit, 1, "down"),
      refer: () => this.refer(exhibit),
      remove: () => this.#remove(exhibit),
    };
    for (const [name, text] of Object.entries({ up: "Up", down: "Down", refer: "Refer", remove: "Remove" })) {
      const $button = document.createElement("button");
      $button.type = "button";
      $button.className = "m1-button m1-button--quiet";
      $button.textContent = text;
      $button.setAttribute(`data-${name}`, "");
      $button.addEventListener("click", press[/** @type {keyof typeof press} */ (name)]);
      $buttons.append($button);
    }
    $item.append($head, ...exhibit.notes.map((note) => element("p", note, "m1-warning")), $boxes, $error, $buttons);
    return $item;
  }

  /** @param {Exhibit} exhibit @param {Partial<Exhibit>} change */
  #set(exhibit, change) {
    Object.assign(exhibit, change);
    this.changed();
  }

  /** @param {Exhibit} exhibit @param {number} by @param {string} button that moved it, and keeps the focus */
  #move(exhibit, by, button) {
    const from = this.all.indexOf(exhibit);
    this.all.splice(from, 1);
    this.all.splice(from + by, 0, exhibit);
    const $item = this.$list.children[from];
    const $other = this.$list.children[from + by];
    if (by < 0) $other.before($item);
    else $other.after($item);
    this.#mark();
    this.changed();
    const $button = $item.querySelector(`[data-${button}]`);
    const $next = $item.querySelector(`[data-${button === "up" ? "down" : "up"}]`);
    const $focus = $button instanceof HTMLButtonElement && $button.disabled ? $next : $button;
    if ($focus instanceof HTMLElement) $focus.focus();
  }

  /** @param {Exhibit} exhibit */
  #remove(exhibit) {
    const index = this.all.indexOf(exhibit);
    this.all.splice(index, 1);
    this.$list.children[index].remove();
    this.#mark();
    this.changed();
    const $next = this.$list.children[Math.min(index, this.all.length - 1)]?.querySelector("[data-remove]");
    const $focus = $next ?? document.getElementById("exhibit-files");
    if ($focus instanceof HTMLElement) $focus.focus();
  }
}

const BUTTONS = {
  up: "Move … up",
  down: "Move … down",
  refer: "Refer to … in the summary",
  remove: "Remove …",
};

/** How many exhibits there were: their boxes need names of their own. */
let made = 0;

/** @param {string} kind @param {string} value @param {string} id */
function input(kind, value, id) {
  const $input = document.createElement("input");
  $input.type = "text";
  $input.id = id;
  $input.value = value;
  $input.autocomplete = "off";
  $input.spellcheck = false;
  $input.setAttribute("writingsuggestions", "false");
  $input.setAttribute(`data-${kind}`, "");
  return $input;
}

/** @param {string} text @param {HTMLInputElement} $input */
function labelled(text, $input) {
  const $field = element("div", "", "m1-field");
  const $label = document.createElement("label");
  $label.htmlFor = $input.id;
  $label.textContent = text;
  $field.append($label, $input);
  return $field;
}
