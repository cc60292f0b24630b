/** The last day of a route, how it was counted, and a file for the calendar. */

import { today } from "./clock.js";
import { download, element, list } from "./elements.js";
import { readAnswers } from "./form.js";

/** @typedef {import("./engine/client.js").Engine} Engine */

/** @typedef {object} Deadline
 * @property {"known" | "needs_date" | "ask"} kind
 * @property {string} route
 * @property {string} label
 * @property {string} who
 * @property {string} target
 * @property {string} latest
 * @property {number | null} days_left
 * @property {boolean} late
 * @property {string[]} steps
 * @property {string[]} advice
 * @property {string} filed
 * @property {string} form
 * @property {string} good_cause
 * @property {string[]} notes
 * @property {import("./elements.js").Source[]} sources
 */

/** @typedef {{$form: HTMLFormElement, engine: Engine | null, built: string}} Context where the dates are, what answers, and the day of the build */

export class LastDay {
  #route = "";

  /**
   * @param {HTMLElement} $root
   * @param {Context} context
   */
  constructor($root, context) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.context = context;
    this.$day = part("day");
    this.$about = part("about-day");
    this.$counted = part("counted");
    this.$calendar = part("calendar");
    this.$note = part("calendar-note");
    this.$calendar.addEventListener("click", () => this.#save());
  }

  /** @param {Deadline} deadline */
  show(deadline) {
    this.#route = deadline.route;
    this.$day.textContent = dayLine(deadline);
    this.$about.replaceChildren(...about(deadline));
    this.$counted.replaceChildren(...counted(deadline));
    this.$calendar.hidden = deadline.kind !== "known";
    this.$note.textContent = "";
  }

  forget() {
    for (const $part of [this.$day, this.$about, this.$counted]) $part.replaceChildren();
  }

  async #save() {
    const { $form, engine, built } = this.context;
    if (!engine) return;
    try {
      const asked = { route: this.#route, fields: readAnswers($form), today: today(built) };
      const { json, bytes } = await engine.call("calendar", asked);
      this.$note.textContent = json.file
        ? download({ json, bytes: new Uint8Array(bytes) })
        : "Nothing saved: a date cannot be used. See the message at the date.";
    } catch {
      this.$note.textContent = "Nothing saved: the letter writer is not running. Write the day down.";
    }
  }
}

/** @param {Deadline} deadline */
export function dayLine({ kind, target, latest, days_left: left, late }) {
  if (kind === "ask") return "Last day: ask the payer";
  if (kind === "needs_date" || left === null) return "Last day: a date is needed";
  if (late) return `Last day: ${latest}, which has passed`;
  const days = left === 0 ? "today" : left === 1 ? "1 day left" : `${left} days left`;
  return target === latest ? `Last day: ${target} (${days})` : `Target: ${target}; latest: ${latest} (${days})`;
}

/** @param {Deadline} deadline */
function about({ kind, label, who, filed, form, steps, late, good_cause: cause }) {
  const $parts = [element("p", `${label}. ${who} decides.`)];
  if (kind !== "known") $parts.push(...steps.map((text) => element("p", text)));
  $parts.push(element("p", `Filed means: ${filed}`));
  if (form) $parts.push(element("p", `Form: ${form}.`));
  if (late) {
    const text = cause || "We have read no rule that excuses lateness here. Ask the payer.";
    $parts.push(element("p", text, "m1-warning"));
  }
  return $parts;
}

/** @param {Deadline} deadline */
function counted({ kind, steps, advice, notes }) {
  const $parts = [];
  if (kind === "known") $parts.push(list("ol", steps));
  if (advice.length + notes.length) $parts.push(list("ul", [...advice, ...notes]));
  return $parts.length ? $parts : [element("p", "Nothing is counted here.")];
}
