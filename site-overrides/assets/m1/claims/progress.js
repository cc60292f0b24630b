/** Says how far something is that takes long, and lets it be cancelled. */

export class Progress {
  #abort = new AbortController();
  #round = 0;
  /** @type {Promise<unknown>} */
  #line = Promise.resolve();

  /** @param {HTMLElement} $root */
  constructor($root) {
    this.$root = $root;
    this.$text = /** @type {HTMLElement} */ ($root.querySelector("[role=status]"));
    this.$bar = /** @type {HTMLProgressElement} */ ($root.querySelector("progress"));
    this.$cancel = /** @type {HTMLButtonElement} */ ($root.querySelector("[data-cancel]"));
    this.$cancel.addEventListener("click", () => this.#abort.abort());
  }

  /** Whether something is under way. */
  get busy() {
    return !this.$bar.hidden;
  }

  /**
   * Do something when what was asked for before has ended; `stop` drops it while it waits.
   *
   * @param {() => Promise<unknown>} work
   * @returns {Promise<unknown>}
   */
  next(work) {
    const round = this.#round;
    const turn = () => (round === this.#round ? work() : undefined);
    this.#line = this.#line.then(turn, turn);
    return this.#line;
  }

  /**
   * @param {string} text
   * @returns {AbortSignal} aborted when it is cancelled, or when something else begins
   */
  begin(text) {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.$text.textContent = text;
    this.$bar.removeAttribute("value");
    this.$bar.hidden = this.$cancel.hidden = false;
    return this.#abort.signal;
  }

  /** @param {{done: number, total: number}} part @param {string} text */
  show({ done, total }, text) {
    if (total) this.$bar.value = Math.min(1, done / total);
    // Said from time to time only: a screen reader would do nothing else.
    if (done >= this.told * 1.5 || done === total) {
      this.$text.textContent = text;
      this.told = Math.max(done, 100);
    }
  }

  /** @param {string} text @param {AbortSignal} signal of what ends; nothing is said of what gave way to something else */
  end(text, signal) {
    if (signal === this.#abort.signal) this.#close(text);
  }

  /** Let go of what is under way, and of what waits, without a word. */
  stop() {
    this.#round += 1;
    this.#line = Promise.resolve();
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#close("");
  }

  /** @param {string} text */
  #close(text) {
    this.told = 0;
    this.$text.textContent = text;
    this.$bar.hidden = this.$cancel.hidden = true;
  }

  told = 0;
}
