/** Follows something that changes: asks, and shows the answer to what is there now. */

/** @typedef {import("./engine/client.js").Engine} Engine */

/**
 * @template {object} Asked
 * @typedef {object} Parts
 * @property {() => Asked} ask what the call is given now
 * @property {(json: any, asked: Asked) => void} show
 * @property {(error: unknown) => void} fail for a call at which Python stopped; where the engine failed, its own
 *   events say what happened
 */

/** @template {object} Asked */
export class Latest {
  #busy = false;
  #stale = false;

  /**
   * @param {Engine | null} engine nothing is asked without one
   * @param {string} call
   * @param {Parts<Asked>} parts
   */
  constructor(engine, call, { ask, show, fail }) {
    this.engine = engine;
    this.call = call;
    this.ask = ask;
    this.show = show;
    this.fail = fail;
  }

  /** Ask once more. While a question is under way, any number of calls become one more. */
  async refresh() {
    this.#stale = true;
    if (this.#busy || !this.engine) return;
    this.#busy = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const asked = this.ask();
        const { json } = await this.engine.call(this.call, asked);
        if (!this.#stale) this.show(json, asked);
      }
    } catch (error) {
      if (this.engine.state !== "failed") this.fail(error);
    } finally {
      this.#busy = false;
    }
  }
}

/**
 * What to say when Python stopped at an answer: a defect of ours, never the user's mistake.
 *
 * @param {unknown} error
 * @param {string} what it could not do
 * @param {string} instead what can be done besides
 */
export function defect(error, what, instead = "") {
  const name = error instanceof Error ? error.message : "unknown";
  return `This site has a fault (${name}): it could not ${what}. What you typed is still here. Tell your IT${instead}.`;
}
