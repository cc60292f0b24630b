/** A record as Python read it: its text, its pages, its notes, its sentences. Places count in the text. */

/** @typedef {import("../packet/exhibits.js").Exhibit} Exhibit */

/** @typedef {object} Note
 * @property {number} start
 * @property {string} kind as the record names it, or nothing
 * @property {string} day as YYYY-MM-DD, or nothing
 * @property {string} author
 */

/** @typedef {object} Sentence
 * @property {number} start
 * @property {number} end
 * @property {number} note -1 for none
 * @property {boolean} heading
 */

/** @typedef {object} Place where words stand: pages count from 1
 * @property {number} page
 * @property {number} last
 * @property {number} entry which note they are in; -1 for none
 * @property {string} note
 * @property {string} day
 * @property {string} author
 */

export class Reading {
  /** @param {any} record */
  constructor({ text, starts, scans, aside, notes, sentences, people, doubts }) {
    /** @type {string} */
    this.text = text;
    /** @type {number[]} where each page begins */
    this.starts = starts;
    /** @type {number[]} pages without text, from 1 */
    this.scans = scans;
    /** @type {string[][]} of each page, the lines set aside as headers and footers */
    this.aside = aside;
    /** @type {Note[]} */
    this.notes = notes;
    /** @type {Sentence[]} */
    this.sentences = sentences.map((/** @type {[number, number, number, boolean]} */ [start, end, note, heading]) => ({ start, end, note, heading }));
    /** @type {any[]} whom its pages name, for Python */
    this.people = people;
    /** @type {string[]} */
    this.doubts = doubts;
  }

  /** How many pages it has. */
  get pages() {
    return this.starts.length;
  }

  /** The page, from 1, on which a place is. @param {number} place */
  pageOf(place) {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= place) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** Where a page begins and ends. @param {number} page @returns {[number, number]} */
  bounds(page) {
    return [this.starts[page - 1], this.starts[page] ?? this.text.length];
  }

  /** The words between two places, as they are quoted. @param {number} start @param {number} end */
  words(start, end) {
    return this.text.slice(start, end).replaceAll(/\s+/g, " ").trim();
  }

  /**
   * What is quoted where some words are selected: their whole sentences, the rest left out. So nobody
   * loses a "no" without seeing that words are missing.
   *
   * @param {number} start
   * @param {number} end
   * @returns {{from: number, text: string, cuts: [number, number][]}}
   */
  quotation(start, end) {
    const first = this.sentences[this.sentenceAt(start)];
    const last = this.sentences[this.sentenceAt(end - 1)];
    const from = Math.min(start, first?.start ?? start);
    const to = Math.max(end, last && last.start < end ? last.end : end);
    const text = this.words(from, to);
    const [before, behind] = [this.words(from, start), this.words(end, to)];
    /** @type {[number, number][]} */
    const cuts = [];
    if (before) cuts.push([0, before.length]);
    if (behind) cuts.push([text.length - behind.length, text.length]);
    return { from, text, cuts };
  }

  /** @param {number} index */
  sentence(index) {
    const { start, end } = this.sentences[index];
    return this.words(start, end);
  }

  /** The sentences that stand on a page, or begin or end there: their indices. @param {number} page */
  onPage(page) {
    const [start, end] = this.bounds(page);
    /** @type {number[]} */
    const found = [];
    for (let index = this.#firstAfter(start); index < this.sentences.length && this.sentences[index].start < end; index += 1) {
      found.push(index);
    }
    return found;
  }

  /** The first sentence that ends after a place. @param {number} place */
  #firstAfter(place) {
    let [low, high] = [0, this.sentences.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sentences[middle].end <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The sentence in which a place is, or the next one after it; -1 for none. @param {number} place */
  sentenceAt(place) {
    const index = this.#firstAfter(place);
    return index < this.sentences.length ? index : -1;
  }

  /** Where words stand. @param {number} start @param {number} end @returns {Place} */
  place(start, end) {
    const index = this.sentenceAt(start);
    const entry = index < 0 ? -1 : this.sentences[index].note;
    const { kind = "", day = "", author = "" } = this.notes[entry] ?? {};
    const last = start + this.text.slice(start, end).trimEnd().length - 1;
    return { page: this.pageOf(start), last: this.pageOf(Math.max(start, last)), entry, note: kind, day, author };
  }

  /**
   * The pages of what is left of a quotation.
   *
   * @param {{start: number, text: string, cuts: [number, number][]}} quotation
   * @returns {{page: number, last: number} | null} nothing where other words stand there
   */
  pagesOf({ start, text, cuts }) {
    /** @type {number[]} */
    const pages = [];
    for (const [from, to] of left(text, cuts)) {
      const [begin, end] = [this.endOf(start, text.slice(0, from)), this.endOf(start, text.slice(0, to))];
      if (begin === undefined || end === undefined) return null;
      pages.push(this.pageOf(begin), this.pageOf(end - 1));
    }
    return pages.length ? { page: Math.min(...pages), last: Math.max(...pages) } : null;
  }

  /**
   * All places where a text stands, whatever its letters and spaces.
   *
   * @param {string} wanted
   * @returns {[number, number][]}
   */
  find(wanted) {
    const words = wanted.trim().split(/\s+/).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (!words[0]) return [];
    /** @type {[number, number][]} */
    const places = [];
    for (const { index, 0: found } of this.text.matchAll(new RegExp(words.join("\\s+"), "giu"))) {
      places.push([index, index + found.length]);
      if (places.length === MOST_FOUND) break;
    }
    return places;
  }

  /** Where words end that begin at a place; nothing where other words stand there. @param {number} start @param {string} text */
  endOf(start, text) {
    let at = start;
    for (const character of text) {
      if (character === " ") {
        if (!/\s/.test(this.text[at] ?? "")) return undefined;
        while (/\s/.test(this.text[at] ?? "")) at += 1;
      } else if (this.text.startsWith(character, at)) {
        at += character.length;
      } else {
        return undefined;
      }
    }
    return at;
  }
}

/** The parts of a text that are not cut, without white space at their ends. @param {string} text @param {[number, number][]} cuts */
function left(text, cuts) {
  /** @type {[number, number][]} */
  const parts = [];
  let from = 0;
  for (const [start, end] of [...cuts, [text.length, text.length]]) {
    const part = text.slice(from, start);
    const begin = from + part.length - part.trimStart().length;
    if (part.trim()) parts.push([begin, begin + part.trim().length]);
    from = end;
  }
  return parts;
}

/** More places than this nobody looks through. */
export const MOST_FOUND = 2000;

/** What was read of a file, kept as long as the file is. @type {WeakMap<Uint8Array<ArrayBuffer>, Reading | string>} */
const kept = new WeakMap();

/** What was read of an exhibit, or why it could not be; nothing before it was tried. @param {Exhibit} exhibit */
export function readingOf({ bytes }) {
  return kept.get(bytes);
}

/** @param {Exhibit} exhibit @param {any} told what the job said of it: a record, or an error */
export function keepReading({ bytes }, { record, error }) {
  kept.set(bytes, record ? new Reading(record) : String(error));
}

/** The reading of an exhibit, where there is one. @param {Exhibit | null} exhibit */
export function readable(exhibit) {
  const reading = exhibit && readingOf(exhibit);
  return reading instanceof Reading ? reading : null;
}
