/** The page that counts a last day. */

import { today } from "./clock.js";
import { sources } from "./elements.js";
import { Engine } from "./engine/client.js";
import { engineOptions } from "./engine/options.js";
import { EngineStatus } from "./engine_status.js";
import { dayLine, LastDay } from "./last_day.js";
import { keepCopyAfter } from "./offline/copy.js";

const NAMES = { notice_date: "denial_date", received_date: "received_date" };

class Count {
  #busy = false;
  #stale = false;

  /** @param {HTMLFormElement} $form @param {Engine | null} engine */
  constructor($form, engine) {
    this.$form = $form;
    this.engine = engine;
    this.built = $form.dataset.built ?? "";
    this.$route = /** @type {HTMLSelectElement} */ ($form.querySelector("select"));
    this.$result = /** @type {HTMLElement} */ ($form.querySelector("[data-result]"));
    this.$line = /** @type {HTMLElement} */ ($form.querySelector("[data-line]"));
    this.$sources = /** @type {HTMLElement} */ ($form.querySelector("[data-sources]"));
    const $day = /** @type {HTMLElement} */ ($form.querySelector("[data-last-day]"));
    this.lastDay = new LastDay($day, this, () => this.#dates());
    $form.hidden = false;
    $form.addEventListener("input", () => this.refresh());
    $form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Count again. Calls while one is under way become one more. */
  async refresh() {
    if (!this.engine) return;
    this.#stale = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const asked = { route: this.$route.value, ...this.#dates(), today: today(this.built) };
        const { json } = await this.engine.call("deadline", asked);
        if (!this.#stale) this.#show(json);
      }
    } catch {
      // The engine's own events say what happened.
    } finally {
      this.#busy = false;
    }
  }

  #dates() {
    return { notice_date: this.#typed("notice_date"), received_date: this.#typed("received_date") };
  }

  /** @param {string} name */
  #typed(name) {
    return /** @type {HTMLInputElement} */ (this.$form.querySelector(`[data-date=${name}]`)).value;
  }

  /** @param {any} json */
  #show({ deadline, shown, errors }) {
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

document.documentElement.classList.remove("no-js");
const options = engineOptions();
const engine = options && new Engine(options);
const $form = document.querySelector("[data-module=m1-count]");
const $status = document.querySelector("[data-module=m1-engine-status]");
if (!($form instanceof HTMLFormElement) || !($status instanceof HTMLElement)) {
  throw new TypeError("the page counts days in a form, and says how far the engine is");
}
const count = new Count($form, engine);
new EngineStatus($status, engine, start, keepCopyAfter(engine));
start();

function start() {
  engine?.start();
  count.refresh();
}
