/**
 * What of the page a case file holds, and back. What is read is looked at piece by piece: nothing of
 * another shape gets into the page, and what is not known is left out.
 */

import { KINDS as EVIDENCE_KINDS } from "../evidence/choices.js";

/** @typedef {import("../letter_state.js").Letter} Letter */
/** @typedef {import("../evidence/choices.js").Chosen} Chosen */
/** @typedef {import("../evidence/choices.js").Quotation} Quotation */
/** @typedef {import("../claims/claims.js").Claim} Claim */
/** @typedef {import("../packet/exhibits.js").Exhibit} Exhibit */
/** @typedef {import("./codec.js").Case} Case */

/** @typedef {object} Work
 * @property {Letter} letter what is on the page
 * @property {Claim[]} claims the list
 * @property {number} open which claim the letter is of; -1 for none
 */

/** More pages than this no file of a packet has. */
const MOST_PAGES = 20_000;

const KINDS = ["necessity", "denial", "other"];

/**
 * @param {Work} work
 * @param {boolean} attached whether attachments go with it
 * @returns {Case}
 */
export function pack({ letter, claims, open }, attached) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const files = [];
  /** @type {Map<Uint8Array<ArrayBuffer>, number>} a letter and its draft have the same exhibits */
  const places = new Map();
  const place = (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => {
    if (!places.has(bytes)) places.set(bytes, files.push(bytes) - 1);
    return places.get(bytes);
  };
  const packed = (/** @type {Letter} */ { fields, exhibits, evidence, sending }) => ({
    fields,
    sending,
    evidence: {
      ...evidence,
      quotations: evidence.quotations.map((one) => ({
        ...one,
        exhibit: attached && one.exhibit ? exhibits.indexOf(one.exhibit) : -1,
      })),
      corrections: evidence.corrections.map((one) => ({ ...one, exhibit: attached ? exhibits.indexOf(one.exhibit) : -1 })),
    },
    exhibits: attached
      ? exhibits.map(({ bytes, ...exhibit }) => ({ ...exhibit, file: place(bytes) }))
      : [],
  });
  const content = {
    letter: packed(letter),
    claims: claims.map(({ draft, ...claim }) => (draft ? { ...claim, draft: packed(draft) } : claim)),
    open,
  };
  return { content, files };
}

/**
 * @param {Case} whole
 * @returns {Work}
 */
export function unpack({ content, files }) {
  const claims = list(content.claims).map((claim) => claimOf(claim, files));
  const open = Number.isInteger(content.open) && claims[content.open] ? content.open : -1;
  return { letter: letterOf(content.letter, files), claims, open };
}

/** @param {any} value @param {Uint8Array<ArrayBuffer>[]} files @returns {Claim} */
function claimOf(value, files) {
  const claim = record(value);
  return {
    kind: KINDS.includes(claim.kind) ? claim.kind : "other",
    file: text(claim.file),
    segment: number(claim.segment),
    account: text(claim.account),
    amount: number(claim.amount),
    door: text(claim.door),
    title: text(claim.title),
    target: text(claim.target),
    day: text(claim.day),
    days_left: claim.days_left === null ? null : number(claim.days_left),
    fields: answers(claim.fields),
    origins: texts(claim.origins),
    taken: claim.taken === true,
    ...(claim.draft ? { draft: letterOf(claim.draft, files) } : {}),
  };
}

/** @param {any} value @param {Uint8Array<ArrayBuffer>[]} files @returns {Letter} */
function letterOf(value, files) {
  const letter = record(value);
  const sending = record(letter.sending);
  const placed = list(letter.exhibits).map((exhibit) => exhibitOf(exhibit, files));
  return {
    fields: Object.fromEntries(Object.entries(answers(letter.fields)).map(([name, answer]) => [name, [answer].flat()])),
    exhibits: placed.flat(),
    evidence: chosenOf(letter.evidence, placed.map(([exhibit]) => exhibit ?? null)),
    sending: { way: text(sending.way) || "portal", fax: text(sending.fax) },
  };
}

/** @param {any} value @param {Uint8Array<ArrayBuffer>[]} files @returns {Exhibit[]} none where its file is missing */
function exhibitOf(value, files) {
  const exhibit = record(value);
  const bytes = Number.isInteger(exhibit.file) && files[exhibit.file];
  if (!bytes) return [];
  return [
    {
      name: text(exhibit.name),
      pages: text(exhibit.pages),
      of: Number.isInteger(exhibit.of) ? Math.min(Math.max(1, exhibit.of), MOST_PAGES) : 1,
      notes: list(exhibit.notes).map(text),
      from: text(exhibit.from),
      bytes,
    },
  ];
}

/** @param {any} value @param {(Exhibit | null)[]} exhibits @returns {Chosen} */
function chosenOf(value, exhibits) {
  const chosen = record(value);
  const given = list(chosen.criteria).map(record);
  // They are numbered anew: each number stands once, and zero for none.
  const numbers = new Map(given.map((one, index) => [one.id, index + 1]));
  const criteria = given.map((one, index) => ({ id: index + 1, text: text(one.text), undocumented: one.undocumented === true }));
  return {
    form: chosen.form === "kinds" ? "kinds" : "criteria",
    pasted: text(chosen.pasted),
    typed: text(chosen.typed),
    corrections: list(chosen.corrections).flatMap((one) => {
      const { exhibit, entry, read, source } = record(one);
      const of = exhibits[whole(exhibit, -1)];
      return of ? [{ exhibit: of, entry: whole(entry), read: sourceOf(record(read)), source: sourceOf(record(source)) }] : [];
    }),
    criteria,
    quotations: list(chosen.quotations).map((one, index) => ({
      ...quotationOf(record(one), exhibits),
      id: criteria.length + index + 1,
      criterion: numbers.get(record(one).criterion) ?? 0,
    })),
  };
}

/** @param {Record<string, any>} value @param {(Exhibit | null)[]} exhibits @returns {Omit<Quotation, "id" | "criterion">} */
function quotationOf(value, exhibits) {
  const words = text(value.text);
  const page = Math.max(1, whole(value.page));
  /** @type {[number, number][]} */
  const cuts = [];
  for (const cut of list(value.cuts)) {
    const [start, end] = list(cut).map(whole);
    if (start >= (cuts.at(-1)?.[1] ?? 0) && end > start && end <= words.length) cuts.push([start, end]);
  }
  return {
    exhibit: exhibits[whole(value.exhibit, -1)] ?? null,
    start: whole(value.start),
    text: words,
    cuts,
    kind: Object.hasOwn(EVIDENCE_KINDS, text(value.kind)) ? value.kind : "finding",
    page,
    last: Math.max(page, whole(value.last)),
    ...sourceOf(value),
    entry: whole(value.entry, -1),
    read: sourceOf(value.read ? record(value.read) : value),
  };
}

/** @param {Record<string, any>} value @returns {import("../evidence/choices.js").Source} */
function sourceOf({ note, day, author }) {
  return { note: text(note), day: dayOf(day), author: text(author) };
}

/** A day that a note can have, as YYYY-MM-DD, or nothing. @param {any} value */
function dayOf(value) {
  const date = new Date(`${text(value)}T00:00:00Z`);
  const isDay = !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(`${text(value)}T`) && /^(?:19|20)/.test(text(value));
  return isDay ? text(value) : "";
}

/** @param {any} value @returns {Record<string, string | string[]>} */
function answers(value) {
  return Object.fromEntries(
    Object.entries(record(value)).map(([name, answer]) => [name, Array.isArray(answer) ? answer.map(text) : text(answer)]),
  );
}

/** @param {any} value @returns {Record<string, string>} */
function texts(value) {
  return Object.fromEntries(Object.entries(record(value)).map(([name, one]) => [name, text(one)]));
}

/** @param {any} value @returns {Record<string, any>} */
function record(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** @param {any} value @returns {any[]} */
function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {any} value */
function text(value) {
  return typeof value === "string" ? value : "";
}

/** @param {any} value */
function whole(value, otherwise = 0) {
  return Number.isInteger(value) && value >= 0 ? Number(value) : otherwise;
}

/** @param {any} value */
function number(value) {
  return Number.isFinite(value) ? Number(value) : 0;
}
