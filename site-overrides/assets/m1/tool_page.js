/** What the pages with a tool of their own share: the engine, and an answer that follows a form. */

import { today } from "./clock.js";
import { element } from "./elements.js";
import { Engine } from "./engine/client.js";
import { engineOptions } from "./engine/options.js";
import { EngineStatus } from "./engine_status.js";
import { readAnswers } from "./form.js";
import { defect, Latest } from "./latest.js";
import { keepCopyAfter } from "./offline/copy.js";
import { showError, showNotes } from "./problems.js";

/** @typedef {import("./problems.js").Problem} Problem */

/** A form whose answer follows what is typed. */
export class Tool {
  /** @type {Latest<any>} */
  #answer;

  /**
   * @param {HTMLFormElement} $form
   * @param {Engine | null} engine
   * @param {string} call
   */
  constructor($form, engine, call) {
    this.$form = $form;
    this.engine = engine;
    this.$fault = element("p", "", "m1-warning");
    this.$fault.role = "alert";
    /** The day on which the site was built. */
    this.built = $form.dataset.built ?? "";
    this.#answer = new Latest(engine, call, {
      ask: () => ({ fields: readAnswers($form), today: today(this.built), ...this.more() }),
      show: (json) => this.#show(json),
      fail: (error) => (this.$fault.textContent = defect(error, "answer")),
    });
    $form.append(this.$fault);
    $form.hidden = false;
    $form.addEventListener("input", () => this.refresh());
    $form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** @returns {object} what the call is given besides the fields and the day */
  more() {
    return {};
  }

  /** @param {any} _json what the engine answered */
  show(_json) {}

  refresh() {
    this.#answer.refresh();
  }

  /** @param {any} json */
  #show(json) {
    this.$fault.textContent = "";
    for (const $field of this.$form.querySelectorAll("[data-field]")) {
      const name = $field instanceof HTMLElement ? ($field.dataset.field ?? "") : "";
      const of = (/** @type {Problem[]} */ problems = []) => problems.filter(({ field }) => field === name);
      showError($field, of(json.errors)[0]?.message ?? "");
      showNotes($field, json.shown[name] ?? "", of(json.warnings));
    }
    this.show(json);
  }

  /** @param {string} name @returns {HTMLElement} the part of the form that is called so */
  part(name) {
    const $part = this.$form.querySelector(`[data-${name}]`);
    if (!($part instanceof HTMLElement)) throw new TypeError(`the tool has no part ${name}`);
    return $part;
  }
}

/**
 * Start the engine, and the tool with it.
 *
 * @param {string} module what the form says in `data-module`
 * @param {new ($form: HTMLFormElement, engine: Engine | null) => Tool} Kind
 */
export function startTool(module, Kind) {
  document.documentElement.classList.remove("no-js");
  const options = engineOptions();
  const engine = options && new Engine(options);
  const $form = document.querySelector(`[data-module=${module}]`);
  const $status = document.querySelector("[data-module=m1-engine-status]");
  if (!($form instanceof HTMLFormElement) || !($status instanceof HTMLElement)) {
    throw new TypeError("a tool has its form, and a place that says how far the engine is");
  }
  const tool = new Kind($form, engine);
  const start = () => {
    engine?.start();
    tool.refresh();
  };
  new EngineStatus($status, engine, start, keepCopyAfter(engine));
  // The tables come last; what was typed before is looked up then.
  engine?.addEventListener("complete", () => tool.refresh());
  start();
}
