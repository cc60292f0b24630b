/** What the record offers for a criterion, or at all: each sentence with its place and why it is offered. */

import { element } from "../elements.js";
import { counted } from "../words.js";
import { KINDS } from "./choices.js";
import { described } from "./record_view.js";

/** @typedef {import("../packet/exhibits.js").Exhibit} Exhibit */

/** @typedef {object} Offer
 * @property {Exhibit} exhibit
 * @property {number} sentence
 * @property {number} start
 * @property {number} end
 * @property {string} text
 * @property {string} kind
 * @property {number} score
 * @property {string[]} why
 * @property {string[]} mind what to mind before it is quoted
 * @property {string[]} measures
 * @property {string[]} copies where the same words stand too
 * @property {import("./reading.js").Place} place
 */

const AT_ONCE = 20;
/** More reasons than this are read by nobody; the strongest come first. */
const MOST_REASONS = 4;

export class OffersView {
  #shown = AT_ONCE;
  /** @type {Offer[]} */
  #offers = [];
  /** @type {(offer: Offer) => string[]} */
  #why = ({ why }) => why;

  /**
   * @param {HTMLElement} $root
   * @param {{quote: (offer: Offer) => void, reveal: (offer: Offer, focused: boolean) => void, isQuoted: (offer: Offer) => boolean}} told
   */
  constructor($root, { quote, reveal, isQuoted }) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.quote = quote;
    this.reveal = reveal;
    this.isQuoted = isQuoted;
    this.$list = part("offers");
    this.$count = part("offers-count");
    this.$more = part("offers-more");
    this.$kind = /** @type {HTMLSelectElement} */ (part("offers-kind"));
    this.$kind.addEventListener("change", () => {
      this.#shown = AT_ONCE;
      this.#draw();
    });
    this.$more.addEventListener("click", () => {
      const before = this.#shown;
      this.#shown += AT_ONCE;
      this.#draw();
      this.#focus(before);
    });
    this.$list.addEventListener("keydown", (event) => this.#press(event));
  }

  /**
   * @param {Offer[]} offers best first
   * @param {(offer: Offer) => string[]} why
   * @param {string} nothing what to say where there are none
   */
  show(offers, why, nothing) {
    if (offers !== this.#offers) this.#shown = AT_ONCE;
    this.#offers = offers;
    this.#why = why;
    this.nothing = nothing;
    this.#draw();
  }

  nothing = "";

  /** Another letter comes: all kinds are shown again. */
  forget() {
    this.$kind.value = "";
    this.#offers = [];
  }

  #draw() {
    const kind = this.$kind.value;
    const found = this.#offers.filter((offer) => !kind || offer.kind === kind);
    const shown = found.slice(0, this.#shown);
    const said = found.length ? `${counted(found.length, "sentence")} offered${found.length > shown.length ? `, the best ${shown.length} shown` : ""}.` : this.#offers.length ? "No sentence of this kind is offered. Choose “All kinds”." : this.nothing;
    // Said once only: a screen reader says it again whenever it is written.
    if (this.$count.textContent !== said) this.$count.textContent = said;
    this.$more.hidden = found.length <= shown.length;
    const active = this.#place(document.activeElement);
    this.$list.replaceChildren(...shown.map((offer) => this.#card(offer)));
    if (active >= 0) this.#focus(Math.min(active, shown.length - 1));
  }

  /** @param {Offer} offer */
  #card(offer) {
    const $card = element("li", "", "m1-offer");
    const quoted = this.isQuoted(offer);
    $card.dataset.kind = offer.kind;
    const $text = element("p", `“${offer.text}”`, "m1-offer__text");
    const pages = offer.place.last > offer.place.page ? `pages ${offer.place.page}-${offer.place.last}` : `page ${offer.place.page}`;
    const $where = element("p", "", "m1-offer__where");
    $where.append(
      element("strong", KINDS[/** @type {keyof typeof KINDS} */ (offer.kind)]),
      ` · ${[described(offer.place), `${offer.exhibit.name}, ${pages}`].filter(Boolean).join(" · ")}`,
    );
    const why = this.#why(offer).slice(0, MOST_REASONS);
    const $why = element("p", why.length ? `Why: ${why.join("; ")}.` : "", "m1-offer__why");
    const $mind = element("p", offer.mind.length ? `Mind: ${offer.mind.join("; ")}.` : "", "m1-offer__why");
    const $measures = element("p", offer.measures.length ? `Measures: ${offer.measures.join(", ")}` : "", "m1-offer__why");
    const $copies = element("p", offer.copies.length ? `The same words stand on ${offer.copies.join("; ")}: copied text proves less.` : "", "m1-warning");
    const $buttons = element("p", "", "m1-offer__buttons");
    const short = offer.text.length > 60 ? `${offer.text.slice(0, 60)}...` : offer.text;
    const $quote = button(quoted ? "Quoted" : "Quote", `${quoted ? "Quoted" : "Quote"}: ${short}`, () => this.quote(offer));
    $quote.classList.toggle("m1-button--first", !quoted);
    if (quoted) $quote.setAttribute("aria-disabled", "true");
    $buttons.append($quote, button("Show in the record", `Show in the record: ${short}`, () => this.reveal(offer, true)));
    $card.append($text, $where, ...[$why, $mind, $measures, $copies].filter(({ textContent }) => textContent), $buttons);
    return $card;
  }

  /** Up and down go from one offer to the next, and the record follows. @param {KeyboardEvent} event */
  #press(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const place = this.#place(event.target);
    if (!by || place < 0) return;
    event.preventDefault();
    this.#focus(place + by);
  }

  /** @param {EventTarget | null} target */
  #place(target) {
    const $card = target instanceof Element ? target.closest(".m1-offer") : null;
    return $card ? [...this.$list.children].indexOf($card) : -1;
  }

  /** @param {number} place */
  #focus(place) {
    const $button = this.$list.children[place]?.querySelector("button");
    if ($button instanceof HTMLElement) $button.focus();
  }
}

/** @param {string} text @param {string} name @param {() => void} act */
export function button(text, name, act) {
  const $button = document.createElement("button");
  $button.type = "button";
  $button.className = "m1-button m1-button--quiet";
  $button.textContent = text;
  $button.setAttribute("aria-label", name);
  $button.addEventListener("click", () => {
    if ($button.getAttribute("aria-disabled") !== "true") act();
  });
  return $button;
}
