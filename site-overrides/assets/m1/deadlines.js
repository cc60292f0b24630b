/** The page that counts a last day. */

import { today } from "./clock.js";
import { sources } from "./elements.js";
import { dayLine, LastDay } from "./last_day.js";
import { startTool, Tool } from "./tool_page.js";

/** @typedef {import("./engine/client.js").Engine} Engine */

const NAMES = { notice_date: "denial_date", received_date: "received_date" };

class Count extends Tool {
  /** @param {HTMLFormElement} $form @param {Engine | null} engine */
  constructor($form, engine) {
    super($form, engine, "deadline");
    this.$route = /** @type {HTMLSelectElement} */ ($form.querySelector("select"));
    this.$result = this.part("result");
    this.$line = this.part("line");
    this.$sources = this.part("sources");
    this.lastDay = new LastDay(this.part("last-day"), this, () => this.#dates());
  }

  /** @override */
  payload() {
    return { route: this.$route.value, ...this.#dates(), today: today(this.built) };
  }

  #dates() {
    return { notice_date: this.#typed("notice_date"), received_date: this.#typed("received_date") };
  }

  /** @param {string} name */
  #typed(name) {
    return /** @type {HTMLInputElement} */ (this.$form.querySelector(`[data-date=${name}]`)).value;
  }

  /** @override @param {any} json */
  show({ deadline, shown, errors }) {
    this.$result.hidden = false;
    this.$result.classList.toggle("m1-door--late", deadline.late);
    this.lastDay.show(deadline);
    const line = `${dayLine(deadline)}.`;
    if (this.$line.textContent !== line) this.$line.textContent = line;
    this.$sources.replaceChildren(...sources(deadline.sources));
    for (const [name, field] of Object.entries(NAMES)) {
      const error = errors.find((/** @type {{field: string}} */ problem) => problem.field === field);
      const $error = /** @type {HTMLElement} */ (document.getElementById(`count-${name}-error`));
      const $notes = /** @type {HTMLElement} */ (document.getElementById(`count-${name}-notes`));
      $error.hidden = !error;
      $error.textContent = error?.message ?? "";
      $error.parentElement?.classList.toggle("m1-field--error", Boolean(error));
      $notes.textContent = shown[field] ? `Read as ${shown[field]}` : "";
    }
  }
}

startTool("m1-count", Count);
