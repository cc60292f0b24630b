/** What was chosen from the record: criteria, and the words that answer them. Every step can be undone. */

/** @typedef {import("../packet/exhibits.js").Exhibit} Exhibit */

/** @typedef {object} Criterion
 * @property {number} id
 * @property {string} text
 * @property {boolean} undocumented
 */

/** @typedef {object} Quotation words of a record, in its own spelling
 * @property {number} id
 * @property {Exhibit | null} exhibit nothing where its file was not kept
 * @property {number} start where they stand in the record
 * @property {string} text
 * @property {[number, number][]} cuts what the user leaves out, in `text`
 * @property {string} kind
 * @property {number} criterion which one they answer; 0 for none
 * @property {number} page of the file, from 1
 * @property {number} last
 * @property {string} note
 * @property {string} day
 * @property {string} author
 * @property {number} entry which note of its file it stands in; -1 for none
 * @property {Source} read what the record was read to say of that note
 */

/** @typedef {Pick<Quotation, "note" | "day" | "author">} Source the note that words stand in */

/** @typedef {object} Correction how the letter names a note that was read wrongly
 * @property {Exhibit} exhibit
 * @property {number} entry
 * @property {Source} read a later version of the site may find other notes there
 * @property {Source} source
 */

/** @typedef {object} Chosen
 * @property {"criteria" | "kinds"} form how the letter prints them
 * @property {Criterion[]} criteria
 * @property {Quotation[]} quotations
 * @property {Correction[]} corrections
 * @property {string} pasted what stands in the box of the criteria; no step, the browser undoes it
 * @property {string} typed what stands in the box of a note that was not added yet; no step either
 */

export const KINDS = {
  symptom: "Symptom",
  function: "Daily life and work",
  failed_treatment: "Treatment that did not help",
  finding: "Finding",
  risk: "Risk",
  rationale: "Clinician's reasoning",
};

/** @type {Chosen} */
export const NOTHING = { form: "criteria", criteria: [], quotations: [], corrections: [], pasted: "", typed: "" };

export class Choices {
  /** @type {{chosen: Chosen, what: string}[]} what it was before each step */
  #past = [];
  #next = 1;

  /** @param {() => void} changed */
  constructor(changed) {
    this.chosen = NOTHING;
    this.changed = changed;
  }

  /** What would be undone, or nothing. */
  get undoable() {
    return this.#past.at(-1)?.what ?? "";
  }

  /** A number that no criterion or quotation has. */
  fresh() {
    return (this.#next += 1);
  }

  /**
   * Make a step. Steps of the same name one after another, such as letters typed, are one.
   *
   * @param {Partial<Chosen>} change
   * @param {string} what was done, in words
   * @param {boolean} [joined] whether it goes on with the step before
   */
  step(change, what, joined = false) {
    if (!joined || what !== this.undoable) this.#past.push({ chosen: this.chosen, what });
    if (this.#past.length > MOST_STEPS) this.#past.shift();
    this.chosen = { ...this.chosen, ...change };
    this.changed();
  }

  /** Undo the last step. @returns {string} what it was */
  undo() {
    const step = this.#past.pop();
    if (!step) return "";
    const { pasted, typed } = this.chosen;
    this.chosen = { ...step.chosen, pasted, typed };
    this.changed();
    return step.what;
  }

  /** Put the choices of another letter in their place; nothing of these can be brought back. @param {Chosen} chosen */
  replace(chosen) {
    this.#past = [];
    this.chosen = chosen;
    this.#next = Math.max(0, ...[...chosen.criteria, ...chosen.quotations].map(({ id }) => id));
  }

  /** @param {number} id @param {Partial<Criterion>} change @param {string} what */
  changeCriterion(id, change, what, joined = false) {
    const criteria = this.chosen.criteria.map((one) => (one.id === id ? { ...one, ...change } : one));
    this.step({ criteria }, what, joined);
  }

  /** @param {number} id */
  quotation(id) {
    return this.chosen.quotations.find((one) => one.id === id);
  }

  /** @param {number} id @param {Partial<Quotation>} change @param {string} what */
  changeQuotation(id, change, what) {
    const quotations = this.chosen.quotations.map((one) => (one.id === id ? { ...one, ...change } : one));
    this.step({ quotations }, what);
  }

  /** Correct what is said of a quotation's note, for all that is quoted of it and will be. @param {number} id @param {Source} source */
  correct(id, source) {
    const quoted = this.quotation(id);
    if (!quoted) return;
    const { exhibit, entry, read } = quoted;
    const isOfIt = (/** @type {{exhibit: Exhibit | null, entry: number, read: Source}} */ one) =>
      exhibit && entry >= 0 && one.exhibit === exhibit && one.entry === entry && isSame(one.read, read);
    const corrections = this.chosen.corrections.filter((one) => !isOfIt(one));
    if (exhibit && entry >= 0) corrections.push({ exhibit, entry, read, source });
    const quotations = this.chosen.quotations.map((one) => (one.id === id || isOfIt(one) ? { ...one, ...source } : one));
    this.step({ quotations, corrections }, "correcting a note");
  }

  /** How the letter names a note that was read. @param {Exhibit} exhibit @param {number} entry @param {Source} read */
  named(exhibit, entry, read) {
    return this.chosen.corrections.find((one) => one.exhibit === exhibit && one.entry === entry && isSame(one.read, read))?.source ?? read;
  }

  /** The quotations that answer a criterion, or none. @param {number} criterion */
  answering(criterion) {
    return this.chosen.quotations.filter((one) => one.criterion === criterion);
  }
}

/** @param {Source} source @returns {Source} */
export function sourceOf({ note, day, author }) {
  return { note, day, author };
}

/** @param {Source} one @param {Source} other */
export function isSame(one, other) {
  return one.note === other.note && one.day === other.day && one.author === other.author;
}

/**
 * What Python is told of choices.
 *
 * @param {Chosen} chosen
 * @param {Exhibit[]} exhibits of the packet, in its order
 */
export function toldOf({ form, criteria, quotations }, exhibits) {
  return {
    form,
    criteria: criteria.map(({ text, undocumented }) => ({ text, undocumented })),
    quotations: quotations.map(({ id: _, start: __, read: ___, entry: ____, exhibit, criterion, cuts, ...quotation }) => ({
      ...quotation,
      // One that is no longer in the packet has a place behind those that are.
      exhibit: exhibit && exhibits.includes(exhibit) ? exhibits.indexOf(exhibit) : exhibits.length,
      criterion: criteria.findIndex(({ id }) => id === criterion),
      // Python counts characters, JavaScript the halves of some.
      cuts: cuts.map((cut) => cut.map((place) => [...quotation.text.slice(0, place)].length)),
    })),
  };
}

const MOST_STEPS = 200;

/**
 * Leave a part of a quotation out, in whole words.
 *
 * @param {Quotation} quotation
 * @param {number} start
 * @param {number} end
 * @returns {[number, number][]} its cuts, in order, none touching another
 */
export function cutting({ text, cuts }, start, end) {
  // A selection often takes the space beside a word along: its neighbor is not meant.
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start === end) return cuts;
  while (start > 0 && /\S/.test(text[start - 1])) start -= 1;
  while (end < text.length && /\S/.test(text[end])) end += 1;
  /** @type {[number, number][]} */
  const merged = [];
  for (const cut of [...cuts, /** @type {[number, number]} */ ([start, end])].sort(([a], [b]) => a - b)) {
    const before = merged.at(-1);
    if (before && !text.slice(before[1], cut[0]).trim()) before[1] = Math.max(before[1], cut[1]);
    else merged.push([cut[0], cut[1]]);
  }
  return merged;
}

/** What is left of a quotation: pieces of its text and, for each cut, a null. @param {Pick<Quotation, "text" | "cuts">} quotation */
export function pieces({ text, cuts }) {
  /** @type {(string | null)[]} */
  const found = [];
  let from = 0;
  for (const [start, end] of cuts) {
    found.push(text.slice(from, start).trim(), null);
    from = end;
  }
  return [...found, text.slice(from).trim()].filter((piece) => piece !== "");
}
