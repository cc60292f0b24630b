/** Follows something that changes: asks, and shows the answer to what is there now. */

/** @template Answer */
export class Latest {
  #busy = false;
  #stale = false;

  /**
   * @param {() => Promise<Answer>} ask
   * @param {(answer: Answer) => void} show
   * @param {(error: unknown) => void} fail
   */
  constructor(ask, show, fail) {
    this.ask = ask;
    this.show = show;
    this.fail = fail;
  }

  /** Ask once more. While a question is under way, any number of calls become one more. */
  async refresh() {
    this.#stale = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const answer = await this.ask();
        if (!this.#stale) this.show(answer);
      }
    } catch (error) {
      this.fail(error);
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
