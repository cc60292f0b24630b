/** Says how far something is that takes long, and lets it be cancelled. */

export class Progress {
  #abort = new AbortController();

  /** @param {HTMLElement} $root */
  constructor($root) {
    this.$root = $root;
    this.$text = /** @type {HTMLElement} */ ($root.querySelector("[role=status]"));
    this.$bar = /** @type {HTMLProgressElement} */ ($root.querySelector("progress"));
    this.$cancel = /** @type {HTMLButtonElement} */ ($root.querySelector("[data-cancel]"));
    this.$cancel.addEventListener("click", () => this.cancel());
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

  cancel() {
    this.#abort.abort();
  }

  /** @param {string} text */
  end(text) {
    this.told = 0;
    this.$text.textContent = text;
    this.$bar.hidden = this.$cancel.hidden = true;
  }

  told = 0;
}
