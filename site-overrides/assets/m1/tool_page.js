/** What the pages with a tool of their own share: the engine, and an answer that follows a form. */

import { Engine } from "./engine/client.js";
import { engineOptions } from "./engine/options.js";
import { EngineStatus } from "./engine_status.js";
import { keepCopyAfter } from "./offline/copy.js";

/** Asks the engine whenever a form changes. Questions while one is under way become one more. */
export class Tool {
  #busy = false;
  #stale = false;

  /**
   * @param {HTMLFormElement} $form
   * @param {Engine | null} engine
   * @param {string} call
   */
  constructor($form, engine, call) {
    this.$form = $form;
    this.engine = engine;
    this.call = call;
    /** The day on which the site was built. */
    this.built = $form.dataset.built ?? "";
    $form.hidden = false;
    $form.addEventListener("input", () => this.refresh());
    $form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** @returns {object} what the call is given */
  payload() {
    return {};
  }

  /** @param {any} _json what the engine answered */
  show(_json) {}

  async refresh() {
    if (!this.engine) return;
    this.#stale = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const { json } = await this.engine.call(this.call, this.payload());
        if (!this.#stale) this.show(json);
      }
    } catch {
      // The engine's own events say what happened.
    } finally {
      this.#busy = false;
    }
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
