/** What Python says beside the letter: the door, the last day, and what would make the letter stronger. */

import { element, list, sources } from "./elements.js";
import { fillAnswer, readAnswers } from "./form.js";
import { dayLine, LastDay } from "./last_day.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./last_day.js").Deadline} Deadline */
/** @typedef {import("./elements.js").Source} Source */

/** @typedef {object} Found
 * @property {string} id
 * @property {string} title
 * @property {string[]} why
 * @property {string[]} do
 * @property {string[]} gather
 * @property {boolean} letter
 * @property {{id: string, title: string, why: string}[]} also
 * @property {{field: string, label: string}[]} ask
 * @property {string[]} unknown
 * @property {string[]} causes
 * @property {Source[]} sources
 */

/** @typedef {object} Point
 * @property {string} id
 * @property {"done" | "missing" | "better" | "hand"} state
 * @property {string} label
 * @property {string} why
 * @property {Source[]} sources
 */

/** @typedef {object} Advice
 * @property {string[]} asked
 * @property {string[]} routes
 * @property {string[]} enclosures
 * @property {Found} door
 * @property {Deadline} deadline
 * @property {Point[]} checklist
 */

/** The panel that names the door and the last day. */
export class Door {
  #last = "";
  /** @type {string[] | null} */
  #enclosures = null;
  /** Where the panel stands in the whole form. */
  #place = new Comment();

  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    this.$root = $root;
    this.desk = desk;
    this.$desk = /** @type {HTMLElement} */ ($root.closest(".m1-desk"));
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.$line = part("line");
    this.$title = part("title");
    this.$why = part("why");
    this.$steps = part("steps");
    this.$more = part("more");
    this.$sources = part("sources");
    this.$start = part("start-letter");
    if (this.$desk.dataset.start === "door") {
      this.$desk.hidden = false;
      this.#standBeside();
    }
    this.lastDay = new LastDay(part("last-day"), desk);
    this.$start.addEventListener("click", () => this.#start());
    // What a route needs is in the list of a letter that was begun before, and not in a fresh one.
    desk.$form.addEventListener("m1-filled", (event) => {
      this.#enclosures = /** @type {CustomEvent<{begun: boolean}>} */ (event).detail.begun ? null : [];
    });
    desk.$form.addEventListener("m1-advice", (event) => this.#show(/** @type {CustomEvent<Advice>} */ (event).detail));
    desk.whenReplaced(() => this.#forget());
  }

  /** Codes and dates are in what was said. */
  #forget() {
    this.#last = "";
    this.$root.hidden = true;
    const { $line, $why, $steps, $more, $sources } = this;
    for (const $part of [$line, $why, $steps, $more, $sources]) $part.replaceChildren();
    this.lastDay.forget();
  }

  /** @param {Advice} advice */
  #show({ door, deadline, asked, routes, enclosures }) {
    this.$root.hidden = false;
    this.#choose(asked, routes);
    this.#enclose(enclosures);
    const now = JSON.stringify([door, deadline]);
    if (now === this.#last) return; // what is open stays open, and nothing is announced twice
    this.#last = now;
    this.lastDay.show(deadline);
    this.$line.textContent = `${door.title}. ${dayLine(deadline)}.`;
    this.$title.textContent = door.title;
    this.$why.replaceChildren(...door.why.map((text) => element("p", text)));
    this.$steps.replaceChildren(
      list("ol", door.do),
      element("p", "Have at hand:", "m1-door__label"),
      list("ul", door.gather),
    );
    this.$more.replaceChildren(...this.#more(door));
    this.$sources.replaceChildren(...sources([...door.sources, ...deadline.sources]));
    this.$start.textContent = door.letter ? "Start the letter" : "Write a letter all the same";
    this.$start.classList.toggle("m1-button--first", door.letter);
    this.$root.dataset.door = door.letter ? "open" : "shut";
    this.$root.classList.toggle("m1-door--late", deadline.late);
  }

  /** @param {Found} door */
  #more({ unknown, ask, also }) {
    const $parts = [];
    if (unknown.length) {
      const text = `${unknown.join(", ")}: not in our tables, so it decides nothing here. Check how it is written; ask the payer what it means.`;
      $parts.push(element("p", text, "m1-warning"));
    }
    if (ask.length) {
      $parts.push(element("p", "An answer to these could lead elsewhere:", "m1-door__label"));
      const $list = list("ul", []);
      for (const { field, label } of ask) {
        const $link = document.createElement("a");
        $link.href = `#${field}-field`;
        $link.textContent = label;
        $link.addEventListener("click", (event) => {
          event.preventDefault();
          const $control = this.desk.$form.querySelector(`[name="${field}"]`);
          document.getElementById(`${field}-field`)?.scrollIntoView({ block: "center" });
          if ($control instanceof HTMLElement) $control.focus({ preventScroll: true });
        });
        const $item = document.createElement("li");
        $item.append($link);
        $list.append($item);
      }
      $parts.push($list);
    }
    if (also.length) {
      $parts.push(element("p", "Also possible:", "m1-door__label"));
      $parts.push(list("ul", also.map(({ title, why }) => `${title}. ${why}`)));
    }
    return $parts;
  }

  /**
   * Show the fields that matter in this case, and the routes that fit the payer.
   *
   * @param {string[]} asked
   * @param {string[]} routes
   */
  #choose(asked, routes) {
    for (const $field of this.desk.$form.querySelectorAll("[data-sometimes]")) {
      if (!($field instanceof HTMLElement)) continue;
      $field.hidden = !asked.includes($field.dataset.field ?? "") && !$field.contains(document.activeElement);
    }
    for (const $route of this.desk.$form.querySelectorAll("[name=route]")) {
      const $choice = $route.closest(".m1-choice");
      if (!($route instanceof HTMLInputElement) || !($choice instanceof HTMLElement)) continue;
      $choice.hidden = Boolean($route.value) && !routes.includes($route.value) && !$route.checked;
    }
  }

  /**
   * Put what a route needs into the list of enclosures when the route changes; what was put there for
   * the one before, and not touched since, goes.
   *
   * @param {string[]} needed
   */
  #enclose(needed) {
    const before = this.#enclosures;
    this.#enclosures = needed;
    if (before === null || before.join("\n") === needed.join("\n")) return;
    const { $form } = this.desk;
    const lines = String(readAnswers($form).enclosures ?? "").split(/\r?\n/).filter((line) => line.trim());
    const kept = lines.filter((line) => needed.includes(line) || !before.includes(line));
    fillAnswer($form, "enclosures", [...kept, ...needed.filter((line) => !kept.includes(line))].join("\n"));
    this.desk.refresh();
  }

  /** While only the door is looked for, the answer stands where the letter will, after all questions. */
  #standBeside() {
    this.$root.replaceWith(this.#place);
    this.$desk.append(this.$root);
  }

  /** Show the whole form; on its own page it is there from the start. */
  #start() {
    const { $form } = this.desk;
    const { causes, letter } = JSON.parse(this.#last)[0];
    delete this.$desk.dataset.start;
    this.#place.replaceWith(this.$root);
    const $chosen = $form.querySelectorAll("[name=causes]:checked");
    if (letter && !$chosen.length) {
      for (const $cause of $form.querySelectorAll("[name=causes]")) {
        if ($cause instanceof HTMLInputElement) $cause.checked = causes.includes($cause.value);
      }
    }
    this.desk.unsaved = true;
    this.desk.refresh();
    const $name = $form.querySelector("[name=payer_name]");
    $form.scrollIntoView({ block: "start" });
    if ($name instanceof HTMLElement) $name.focus({ preventScroll: true });
  }
}

/** The list beside the letter. */
export class Checklist {
  #last = "";

  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    this.$root = $root;
    this.$count = /** @type {HTMLElement} */ ($root.querySelector("[data-count]"));
    this.$points = /** @type {HTMLElement} */ ($root.querySelector("[data-points]"));
    desk.$form.addEventListener("m1-advice", (event) =>
      this.#show(/** @type {CustomEvent<Advice>} */ (event).detail.checklist),
    );
    desk.whenReplaced(() => {
      this.#last = "";
      this.$root.hidden = true;
      this.$points.replaceChildren();
    });
  }

  /** @param {Point[]} points */
  #show(points) {
    this.$root.hidden = false;
    const now = JSON.stringify(points);
    if (now === this.#last) return;
    this.#last = now;
    const open = points.filter(({ state }) => state === "missing" || state === "better");
    this.$count.textContent = open.length ? `(${open.length} of ${points.length} to go)` : "(nothing that we can see)";
    const order = ["missing", "better", "hand", "done"];
    const sorted = points.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    this.$points.replaceChildren(...sorted.map(item));
  }
}

const STATES = { missing: "Needed", better: "Makes it stronger", hand: "By hand", done: "There" };

/** @param {Point} point */
function item({ state, label, why, sources: found }) {
  const $item = document.createElement("li");
  $item.className = "m1-checklist__point";
  $item.dataset.state = state;
  const $label = element("p", `${STATES[state]}: `, "m1-checklist__label");
  const $name = document.createElement("strong");
  $name.textContent = label;
  $label.append($name);
  $item.append($label);
  if (state === "done") return $item;
  const cited = found.map(({ title, checked }) => `${title} (checked ${checked})`).join("; ");
  $item.append(element("p", why));
  if (cited) $item.append(element("p", cited, "m1-checklist__source"));
  return $item;
}
