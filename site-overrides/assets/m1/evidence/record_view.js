/** The record, page by page: its sentences can be searched, walked through, selected and quoted. */

import { element } from "../elements.js";
import { MOST_FOUND, readable, readingOf } from "./reading.js";

/** @typedef {import("../packet/exhibits.js").Exhibit} Exhibit */
/** @typedef {import("./reading.js").Reading} Reading */

/** @typedef {object} Marks what is marked in a record
 * @property {Set<number>} offered the sentences that are offered, by index
 * @property {[number, number][]} quoted
 */

export class RecordView {
  /** @type {Exhibit | null} */
  exhibit = null;
  #page = 1;
  /** @type {number} the sentence that the keyboard is at */
  #at = -1;
  /** @type {number} where a selection by keyboard began; -1 for none */
  #from = -1;
  /** @type {[number, number] | null} what is shown: the words of an offer, a hit of the search */
  #shown = null;
  /** @type {[number, number][]} */
  #hits = [];
  #hit = -1;
  /** @type {Exhibit[]} */
  #exhibits = [];

  /**
   * @param {HTMLElement} $root
   * @param {{quote: (exhibit: Exhibit, start: number, end: number) => void, marks: (exhibit: Exhibit) => Marks}} told
   */
  constructor($root, { quote, marks }) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.$root = $root;
    this.quote = quote;
    this.marks = marks;
    this.$record = /** @type {HTMLSelectElement} */ (part("record"));
    this.$number = /** @type {HTMLInputElement} */ (part("page"));
    this.$of = part("of");
    this.$before = /** @type {HTMLButtonElement} */ (part("page-before"));
    this.$after = /** @type {HTMLButtonElement} */ (part("page-after"));
    this.$hits = part("hits");
    this.$note = part("note");
    this.$aside = part("aside");
    this.$text = part("text");
    this.$quote = /** @type {HTMLButtonElement} */ (part("quote"));
    this.$record.addEventListener("change", () => {
      this.exhibit = this.#exhibits[Number(this.$record.value)] ?? null;
      this.#shown = null;
      this.#search();
      this.#turn(1);
    });
    this.$number.addEventListener("change", () => this.#turn(Number.parseInt(this.$number.value, 10) || this.#page));
    this.$before.addEventListener("click", () => this.#turn(this.#page - 1));
    this.$after.addEventListener("click", () => this.#turn(this.#page + 1));
    $root.addEventListener("input", ({ target }) => {
      if (target === this.$find) this.#search();
    });
    $root.addEventListener("keydown", (event) => {
      if (event.target !== this.$find || event.key !== "Enter") return;
      event.preventDefault();
      this.#next(event.shiftKey ? -1 : 1);
    });
    part("hit-before").addEventListener("click", () => this.#next(-1));
    part("hit-after").addEventListener("click", () => this.#next(1));
    this.$text.addEventListener("keydown", (event) => this.#press(event));
    this.$text.addEventListener("focusin", ({ target }) => this.#goTo(target));
    this.$quote.addEventListener("click", () => this.#quote());
  }

  /** What is emptied is a fresh box after it. */
  get $find() {
    return /** @type {HTMLInputElement} */ (this.$root.querySelector("[data-find]"));
  }

  /** Show these records; the one that is looked at stays. @param {Exhibit[]} exhibits */
  list(exhibits) {
    this.#exhibits = exhibits;
    this.$record.replaceChildren(
      ...exhibits.map(({ name, from }, index) => new Option(name === from || !name ? from : `${name} (${from})`, String(index))),
    );
    if (!this.exhibit || !exhibits.includes(this.exhibit)) {
      this.exhibit = exhibits.find((exhibit) => readable(exhibit)) ?? exhibits[0] ?? null;
      this.#page = 1;
      this.#at = this.#from = -1;
      this.#shown = null;
    }
    this.$record.value = String(this.exhibit ? exhibits.indexOf(this.exhibit) : -1);
    this.#search();
    this.show();
  }

  /**
   * Show where words stand.
   *
   * @param {Exhibit} exhibit
   * @param {number} start
   * @param {number} end
   * @param {boolean} [focused] whether the keyboard goes there too
   */
  reveal(exhibit, start, end, focused = false) {
    const reading = readable(exhibit);
    if (!reading) return;
    if (this.exhibit !== exhibit) {
      this.exhibit = exhibit;
      this.$record.value = String(this.#exhibits.indexOf(exhibit));
      this.#search();
    }
    this.#shown = [start, end];
    this.#at = reading.sentenceAt(start);
    this.#from = -1;
    this.#page = reading.pageOf(start);
    this.show();
    const $shown = this.$text.querySelector("mark") ?? this.#option(this.#at);
    // Inside its box only: the page stays where it is read.
    if ($shown instanceof HTMLElement) this.$text.scrollTop = $shown.offsetTop - this.$text.clientHeight / 3;
    if (focused) this.#option(this.#at)?.focus({ preventScroll: true });
  }

  /** Draw the page. */
  show() {
    const reading = readable(this.exhibit);
    const pages = reading?.pages ?? 0;
    this.$of.textContent = reading ? `of ${pages.toLocaleString("en-US")}` : "";
    this.$number.value = reading ? String(this.#page) : "";
    this.$number.disabled = !reading;
    const focused = document.activeElement;
    this.$before.disabled = this.#page <= 1;
    this.$after.disabled = this.#page >= pages;
    // A button that can do no more gives the focus to its neighbor.
    if (focused === this.$before && this.$before.disabled) this.$after.focus();
    if (focused === this.$after && this.$after.disabled) this.$before.focus();
    this.$text.setAttribute("aria-label", reading ? `Page ${this.#page} of the record` : "The record");
    this.$quote.disabled = !reading;
    this.$aside.textContent = "";
    if (!reading || !this.exhibit) {
      const failed = this.exhibit && readingOf(this.exhibit);
      this.$note.textContent = typeof failed === "string" ? failed : this.exhibit ? "Not read yet." : "No record yet.";
      this.$text.replaceChildren();
      return;
    }
    const indices = reading.onPage(this.#page);
    this.$note.textContent = reading.scans.includes(this.#page)
      ? `Page ${this.#page} is a picture without text: nothing can be offered from it. Read it yourself, or have its text recognized (OCR) and add the file again.`
      : notesOf(reading, indices) || "No date or author was found for this page.";
    this.$aside.textContent = reading.aside[this.#page - 1]?.length ? `Set aside as header or footer: ${reading.aside[this.#page - 1].join(" · ")}` : "";
    if (!indices.includes(this.#at)) [this.#at, this.#from] = [indices[0] ?? -1, -1];
    this.#draw(reading, indices, this.exhibit);
  }

  /** @param {Reading} reading @param {number[]} indices @param {Exhibit} exhibit */
  #draw(reading, indices, exhibit) {
    const { offered, quoted } = this.marks(exhibit);
    const bounds = reading.bounds(this.#page);
    /** @type {(Node | string)[]} */
    const drawn = [];
    let from = bounds[0];
    for (const index of indices) {
      const { heading, ...sentence } = reading.sentences[index];
      const start = Math.max(sentence.start, bounds[0]);
      const end = Math.min(sentence.end, bounds[1]);
      if (start > from) drawn.push(reading.text.slice(from, start));
      from = end;
      const isQuoted = quoted.some(([first, last]) => first < end && last > start);
      const names = [
        "m1-sentence",
        heading && "m1-sentence--heading",
        offered.has(index) && "m1-sentence--offered",
        isQuoted && "m1-sentence--quoted",
        this.#isTaken(index) && "m1-sentence--taken",
      ];
      const $option = element("span", "", names.filter(Boolean).join(" "));
      $option.setAttribute("role", "option");
      $option.setAttribute("aria-selected", String(index === this.#at || this.#isTaken(index)));
      if (isQuoted) $option.setAttribute("aria-description", "quoted");
      $option.tabIndex = index === this.#at ? 0 : -1;
      $option.dataset.index = String(index);
      $option.dataset.start = String(start);
      $option.append(...marked(reading.text, start, end, this.#shown));
      drawn.push($option);
    }
    const had = this.$text.contains(document.activeElement);
    this.$text.replaceChildren(...drawn);
    if (had) this.#option(this.#at)?.focus({ preventScroll: true });
  }

  /** @param {number} page */
  #turn(page) {
    const reading = readable(this.exhibit);
    if (!reading) return this.show();
    this.#page = Math.min(Math.max(1, page), reading.pages);
    this.#at = this.#from = -1;
    this.show();
    this.$text.scrollTop = 0;
  }

  /** Look for what was typed, from the page that is shown. */
  #search() {
    const reading = readable(this.exhibit);
    this.#hits = reading ? reading.find(this.$find.value) : [];
    this.#hit = -1;
    this.#say();
  }

  /** @param {number} by */
  #next(by) {
    const { exhibit } = this;
    const reading = readable(exhibit);
    if (!reading || !exhibit || !this.#hits.length) return;
    const here = reading.bounds(this.#page)[0];
    const first = Math.max(0, this.#hits.findIndex(([start]) => start >= here));
    this.#hit = this.#hit < 0 ? first : (this.#hit + by + this.#hits.length) % this.#hits.length;
    this.reveal(exhibit, ...this.#hits[this.#hit]);
    this.#say();
  }

  #say() {
    const many = this.#hits.length;
    if (!this.$find.value.trim()) this.$hits.textContent = "";
    else if (!many) this.$hits.textContent = "Not found.";
    else if (this.#hit < 0) this.$hits.textContent = many === MOST_FOUND ? `${many} found, and more.` : `${many} found.`;
    else this.$hits.textContent = `${this.#hit + 1} of ${many}.`;
  }

  /** @param {EventTarget | null} target */
  #goTo(target) {
    const $option = target instanceof Element ? target.closest("[data-index]") : null;
    if (!($option instanceof HTMLElement)) return;
    const before = this.#option(this.#at);
    if (before) before.tabIndex = -1;
    $option.tabIndex = 0;
    this.#at = Number($option.dataset.index);
    this.#markTaken();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, shiftKey } = event;
    if (key === "Enter" || key === " ") {
      event.preventDefault();
      return this.#quote();
    }
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[key];
    if (!by) return;
    const reading = readable(this.exhibit);
    const $next = this.#option(this.#at + by);
    event.preventDefault();
    if (shiftKey && this.#from < 0) this.#from = this.#at;
    if (!shiftKey) this.#from = -1;
    if ($next) {
      $next.focus();
    } else if (reading && this.#page + by >= 1 && this.#page + by <= reading.pages && !shiftKey) {
      // Past the edge of a page comes the next one.
      this.#turn(this.#page + by);
      const $options = this.$text.querySelectorAll("[data-index]");
      const $edge = by > 0 ? $options[0] : $options[$options.length - 1];
      if ($edge instanceof HTMLElement) $edge.focus();
      else this.$number.focus();
    }
    this.#markTaken();
  }

  /** Whether Enter quotes a sentence with others. @param {number} index */
  #isTaken(index) {
    return this.#from >= 0 && index >= Math.min(this.#from, this.#at) && index <= Math.max(this.#from, this.#at);
  }

  #markTaken() {
    for (const $option of this.$text.querySelectorAll("[data-index]")) {
      const index = Number($option.getAttribute("data-index"));
      $option.classList.toggle("m1-sentence--taken", this.#isTaken(index));
      $option.setAttribute("aria-selected", String(index === this.#at || this.#isTaken(index)));
    }
  }

  /** @param {number} index */
  #option(index) {
    const $option = this.$text.querySelector(`[data-index="${index}"]`);
    return $option instanceof HTMLElement ? $option : null;
  }

  /** Quote what is selected: by the mouse, by the keyboard, or the sentence that it is at. */
  #quote() {
    const reading = readable(this.exhibit);
    if (!reading || !this.exhibit) return;
    const selected = this.#selected();
    getSelection()?.removeAllRanges();
    if (selected) return this.quote(this.exhibit, ...selected);
    if (this.#at < 0) return;
    const [low, high] = this.#from < 0 ? [this.#at, this.#at] : [Math.min(this.#from, this.#at), Math.max(this.#from, this.#at)];
    this.#from = -1;
    this.quote(this.exhibit, reading.sentences[low].start, reading.sentences[high].end);
    this.#option(this.#at)?.focus({ preventScroll: true });
  }

  /** Which part of the record is selected on the page, in whole words. @returns {[number, number] | null} */
  #selected() {
    const selection = getSelection();
    const reading = readable(this.exhibit);
    if (!reading || !selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!range.intersectsNode(this.$text)) return null;
    // What is selected outside of the page does not count.
    const whole = document.createRange();
    whole.selectNodeContents(this.$text);
    if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) range.setStart(whole.startContainer, whole.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) range.setEnd(whole.endContainer, whole.endOffset);
    const { text } = reading;
    const before = document.createRange();
    before.selectNodeContents(this.$text);
    before.setEnd(range.startContainer, range.startOffset);
    // What is drawn is the text of the page, character by character, from the first sentence on.
    let start = reading.bounds(this.#page)[0] + before.toString().length;
    let end = start + range.toString().length;
    while (start < end && /\s/.test(text[start])) start += 1;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
    if (start >= end) return null;
    while (start > 0 && /\S/.test(text[start - 1])) start -= 1;
    while (end < text.length && /\S/.test(text[end])) end += 1;
    return [start, end];
  }
}

/** @param {string} text @param {number} start @param {number} end @param {[number, number] | null} shown */
function marked(text, start, end, shown) {
  if (!shown || shown[1] <= start || shown[0] >= end) return [text.slice(start, end)];
  const [from, to] = [Math.max(start, shown[0]), Math.min(end, shown[1])];
  return [text.slice(start, from), element("mark", text.slice(from, to)), text.slice(to, end)].filter((piece) => piece !== "");
}

/** @param {Reading} reading @param {number[]} indices the sentences of a page */
function notesOf(reading, indices) {
  const notes = [...new Set(indices.map((index) => reading.sentences[index].note))].filter((note) => note >= 0);
  const told = notes.map((note) => reading.notes[note]);
  return told.map(({ kind, day, author }) => described({ note: kind, day, author })).filter(Boolean).join("; then ");
}

/** @param {{note: string, day: string, author: string}} place */
export function described({ note, day, author }) {
  return [note, day && written(day), author].filter(Boolean).join(", ");
}

const LONG = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

/** @param {string} day YYYY-MM-DD */
function written(day) {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.valueOf()) ? day : LONG.format(date);
}
