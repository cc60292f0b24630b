/** What the letter quotes for a criterion: each quotation can be shortened, moved, given another kind, taken off. */

import { element } from "../elements.js";
import { cutting, KINDS, pieces } from "./choices.js";
import { keepingFocus } from "./focus.js";
import { button } from "./offers_view.js";
import { described } from "./record_view.js";

/** @typedef {import("./choices.js").Choices} Choices */
/** @typedef {import("./choices.js").Quotation} Quotation */
/** @typedef {import("./choices.js").Source} Source */
/** @typedef {{place: string, problem: string}} Told what Python says of a quotation: where the letter says it stands */

export class QuotesView {
  /** Which quotation is being shortened; 0 for none. */
  #shortening = 0;
  /** Which quotation's note is being corrected, and what was typed of it. @type {{id: number, source: Source} | null} */
  #correcting = null;
  /** @type {Map<number, Told>} */
  #told = new Map();

  /**
   * @param {HTMLElement} $root
   * @param {Choices} choices
   * @param {{reveal: (quotation: Quotation) => void, pages: (quotation: Quotation) => {page?: number, last?: number}}} told
   */
  constructor($root, choices, { reveal, pages }) {
    this.choices = choices;
    this.reveal = reveal;
    this.pages = pages;
    this.$list = /** @type {HTMLElement} */ ($root.querySelector("[data-quotes]"));
  }

  /** Another letter comes: nothing of this one is left. */
  forget() {
    this.#shortening = 0;
    this.#correcting = null;
    this.#told.clear();
  }

  /** @param {Told[]} told in the order of the quotations */
  tell(told) {
    this.#told = new Map(this.choices.chosen.quotations.map(({ id }, index) => [id, told[index] ?? { place: "", problem: "" }]));
    for (const $item of this.$list.children) {
      if ($item instanceof HTMLElement) this.#place($item, Number($item.dataset.id));
    }
  }

  /** Whether the letter prints a quotation, as far as Python has not said otherwise. @param {number} id */
  isPrinted(id) {
    return this.#told.get(id)?.place !== "";
  }

  /** @param {number} criterion */
  show(criterion) {
    const quotations = this.choices.answering(criterion);
    keepingFocus(this.$list, () => {
      this.$list.replaceChildren(...quotations.map((one, index) => this.#item(one, index, quotations)));
    });
    this.$list.hidden = !quotations.length;
  }

  /** @param {Quotation} quotation @param {number} index @param {Quotation[]} among */
  #item(quotation, index, among) {
    const { id } = quotation;
    const number = index + 1;
    const $item = element("li", "", "m1-quote");
    $item.dataset.id = String(id);
    const $text = element("blockquote", "", "m1-quote__text");
    for (const piece of pieces(quotation)) $text.append(piece === null ? element("span", " [...] ", "m1-quote__cut") : piece);
    const $where = element("p", "", "m1-offer__where");
    $where.dataset.place = "";
    const $problem = element("p", "", "m1-warning");
    $problem.dataset.problem = "";
    const $kind = document.createElement("select");
    $kind.setAttribute("aria-label", `Kind of quotation ${number}`);
    $kind.autocomplete = "off";
    $kind.dataset.key = `kind-${id}`;
    $kind.append(...Object.entries(KINDS).map(([value, text]) => new Option(text, value, false, value === quotation.kind)));
    $kind.addEventListener("change", () => this.choices.changeQuotation(id, { kind: $kind.value }, "choosing a kind"));
    const $buttons = element("p", "", "m1-offer__buttons");
    const keyed = (/** @type {string} */ text, /** @type {string} */ name, /** @type {string} */ key, /** @type {() => void} */ act) => {
      const $button = button(text, name, act);
      $button.dataset.key = `${key}-${id}`;
      return $button;
    };
    const $up = keyed("Up", `Move quotation ${number} up`, "quote-up", () => this.#swap(quotation, among[index - 1]));
    const $down = keyed("Down", `Move quotation ${number} down`, "quote-down", () => this.#swap(quotation, among[index + 1]));
    $up.disabled = index === 0;
    $down.disabled = index === among.length - 1;
    const $shorten = keyed("Shorten", `Shorten quotation ${number}`, "shorten", () => {
      this.#shortening = this.#shortening === id ? 0 : id;
      this.show(quotation.criterion);
    });
    $shorten.setAttribute("aria-expanded", String(this.#shortening === id));
    const isCorrecting = this.#correcting?.id === id;
    const $correct = keyed("Correct the note", `Correct the note of quotation ${number}`, "correct", () => {
      const { note, day, author } = quotation;
      this.#correcting = isCorrecting ? null : { id, source: { note, day, author } };
      this.show(quotation.criterion);
    });
    $correct.setAttribute("aria-expanded", String(isCorrecting));
    $buttons.append(
      $kind,
      $shorten,
      $correct,
      keyed("Show", `Show quotation ${number} in the record`, "show", () => this.reveal(quotation)),
      $up,
      $down,
      keyed("Take off", `Take off quotation ${number}`, "off", () => this.#remove(quotation)),
    );
    $item.append($text, $where, $problem, $buttons);
    if (this.#shortening === id) $item.append(this.#cutter(quotation, number));
    if (isCorrecting && this.#correcting) $item.append(this.#corrector(quotation, number, this.#correcting.source));
    this.#place($item, id);
    return $item;
  }

  /** Say where the letter says that a quotation stands. @param {HTMLElement} $item @param {number} id */
  #place($item, id) {
    const quotation = this.choices.chosen.quotations.find((one) => one.id === id);
    const $where = $item.querySelector("[data-place]");
    const $problem = $item.querySelector("[data-problem]");
    if (!quotation || !$where || !$problem) return;
    const { place, problem } = this.#told.get(id) ?? { place: "", problem: "" };
    $where.textContent = [place, described(quotation)].filter(Boolean).join(" · ");
    $problem.textContent = problem;
  }

  /** @param {Quotation} quotation @param {number} number */
  #cutter(quotation, number) {
    const $cutter = element("div", "", "m1-quote__cutter");
    const $text = document.createElement("textarea");
    $text.readOnly = true;
    $text.rows = Math.min(8, Math.max(2, Math.ceil(quotation.text.length / 60)));
    $text.value = quotation.text;
    $text.dataset.key = `cut-${quotation.id}`;
    $text.setAttribute("aria-label", `All of quotation ${number}: select what to leave out`);
    const $note = element("p", "Select what to leave out. The letter shows “[...]” there; no word can be changed.", "m1-hint");
    $note.setAttribute("role", "status");
    const cut = button("Leave out what is selected", `Leave out what is selected: quotation ${number}`, () => {
      const { selectionStart: start, selectionEnd: end } = $text;
      if (!quotation.text.slice(start, end).trim()) return void ($note.textContent = "Select some words first.");
      const cuts = cutting(quotation, start, end);
      if (!pieces({ ...quotation, cuts }).some((piece) => piece !== null)) {
        return void ($note.textContent = "Nothing would be left: take the quotation off in place of that.");
      }
      this.#cut(quotation, cuts, "shortening a quotation");
    });
    cut.dataset.key = `cut-out-${quotation.id}`;
    const whole = button("Quote all of it", `Quote all of it: quotation ${number}`, () => this.#cut(quotation, [], "quoting all of it"));
    whole.dataset.key = `whole-${quotation.id}`;
    whole.disabled = !quotation.cuts.length;
    const $buttons = element("p", "", "m1-offer__buttons");
    $buttons.append(cut, whole);
    $cutter.append($text, $note, $buttons);
    return $cutter;
  }

  /** What is left may stand on other pages. @param {Quotation} quotation @param {[number, number][]} cuts @param {string} what */
  #cut(quotation, cuts, what) {
    this.choices.changeQuotation(quotation.id, { cuts, ...this.pages({ ...quotation, cuts }) }, what);
  }

  /** @param {Quotation} quotation @param {number} number @param {Source} typed */
  #corrector(quotation, number, typed) {
    const $corrector = element("div", "", "m1-quote__corrector");
    const $note = element("p", "How the letter names the note, for all that is quoted of it. Words of the record stay as they are.", "m1-hint");
    $note.setAttribute("role", "status");
    const box = (/** @type {keyof Source} */ name, /** @type {string} */ label, /** @type {string} */ type) => {
      const $field = element("label", label, "m1-quote__field");
      const $input = document.createElement("input");
      Object.assign($input, { type, autocomplete: "off", spellcheck: false, value: typed[name] });
      $input.dataset.key = `source-${name}-${quotation.id}`;
      $input.setAttribute("aria-label", `${label}: quotation ${number}`);
      $input.addEventListener("input", () => (typed[name] = $input.value));
      $input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        $take.click();
      });
      $field.append($input);
      $corrector.append($field);
      return $input;
    };
    const $take = button("Name it so", `Name it so: the note of quotation ${number}`, () => {
      if (!$day.validity.valid) {
        $note.textContent = "This is no day that a note can have. Type month, day and a year of four digits, or empty the box.";
        return $day.focus();
      }
      this.#correcting = null;
      this.choices.correct(quotation.id, { ...typed, note: typed.note.trim(), author: typed.author.trim() });
      const $again = this.$list.querySelector(`[data-key=correct-${quotation.id}]`);
      if ($again instanceof HTMLElement) $again.focus();
    });
    box("note", "Kind of note", "text");
    const $day = box("day", "Day of the note", "date");
    box("author", "Author", "text");
    [$day.min, $day.max] = ["1900-01-01", "2067-12-31"];
    $corrector.append($take, $note);
    return $corrector;
  }

  /** @param {Quotation} one @param {Quotation} other */
  #swap(one, other) {
    const quotations = [...this.choices.chosen.quotations];
    const [first, second] = [one, other].map(({ id }) => quotations.findIndex((quoted) => quoted.id === id));
    [quotations[first], quotations[second]] = [quotations[second], quotations[first]];
    this.choices.step({ quotations }, "moving a quotation");
  }

  /** @param {Quotation} quotation */
  #remove({ id, criterion }) {
    const place = this.choices.answering(criterion).findIndex((one) => one.id === id);
    this.choices.step({ quotations: this.choices.chosen.quotations.filter((one) => one.id !== id) }, "taking a quotation off");
    const $next = this.$list.children[Math.min(place, this.$list.children.length - 1)]?.querySelector("[data-key^=off]");
    const $focus = $next ?? document.querySelector("[data-module=m1-evidence] [data-offers-title]");
    if ($focus instanceof HTMLElement) $focus.focus();
  }
}
