/** How the packet is sent, and after it: what to keep, when to ask, a line for the log. */

import { today } from "../clock.js";
import { download } from "../elements.js";
import { resetControls } from "../form.js";

/** @typedef {import("../desk.js").Desk} Desk */

/** After how many days one asks, unless one sets another day: a habit, no rule. */
const DAYS = 30;

export class Sending {
  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.desk = desk;
    this.$root = $root;
    this.$ways = /** @type {NodeListOf<HTMLInputElement>} */ ($root.querySelectorAll("[data-way]"));
    this.$steps = /** @type {NodeListOf<HTMLElement>} */ ($root.querySelectorAll("[data-steps-of]"));
    this.$fax = part("fax");
    this.$sent = part("sent");
    this.$note = part("sent-note");
    for (const $way of this.$ways) $way.addEventListener("change", () => this.#choose());
    part("ask-calendar").addEventListener("click", () => this.#save("follow_up", { day: this.$ask.value }));
    part("log").addEventListener("click", () =>
      this.#save("log", { on: this.$on.value, day: this.$ask.value, way: this.way, with_claim: this.$claim.checked }),
    );
    this.#choose();
  }

  get $number() {
    return this.#box("fax-number");
  }

  get $on() {
    return this.#box("sent-on");
  }

  get $ask() {
    return this.#box("ask-on");
  }

  get $claim() {
    return this.#box("log-claim");
  }

  /** Clearing puts a fresh box there. @param {string} name */
  #box(name) {
    return /** @type {HTMLInputElement} */ (this.$root.querySelector(`[data-${name}]`));
  }

  /** The way that is chosen, by id. */
  get way() {
    return [...this.$ways].find(({ checked }) => checked)?.value ?? "portal";
  }

  /** What the packet is told of its cover sheet. */
  get cover() {
    return { kind: this.way === "fax" ? "fax" : "cover", to_fax: this.$number.value.trim() };
  }

  /** What a case file keeps. */
  get chosen() {
    return { way: this.way, fax: this.$number.value };
  }

  /** @param {{way?: string, fax?: string}} chosen */
  choose({ way = "portal", fax = "" }) {
    for (const $way of this.$ways) $way.checked = $way.value === way;
    resetControls([this.$number]);
    this.$number.value = fax;
    this.#choose();
  }

  /** Show what comes after the packet. */
  show() {
    const day = today(this.desk.built);
    this.$on.value = day;
    this.$ask.value = daysAfter(day, DAYS);
    this.$note.textContent = "";
    this.$sent.hidden = false;
  }

  /** Take away what comes after a packet, and what was chosen there. */
  hide() {
    this.$sent.hidden = true;
    this.$note.textContent = "";
    resetControls([this.$on, this.$ask, this.$claim]);
  }

  #choose() {
    this.$fax.hidden = this.way !== "fax";
    for (const $steps of this.$steps) $steps.hidden = $steps.dataset.stepsOf !== this.way;
  }

  /** @param {string} call @param {Record<string, unknown>} more */
  async #save(call, more) {
    const { engine } = this.desk;
    if (!engine) return;
    if (!this.$on.value || !this.$ask.value) {
      this.$note.textContent = "Choose both days first.";
      (this.$on.value ? this.$ask : this.$on).focus();
      return;
    }
    try {
      const { moment } = this.desk;
      const { json, bytes } = await engine.call(call, { ...this.desk.asked(), ...more });
      if (this.desk.isGone(moment)) return;
      this.$note.textContent = download({ json, bytes: new Uint8Array(bytes) });
    } catch {
      this.$note.textContent = "Nothing saved: the letter writer is not running. Write the day down.";
    }
  }
}

/** @param {string} day year-month-day @param {number} days */
function daysAfter(day, days) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}
