/** Evidence from the record: reads the exhibits, offers their sentences, and keeps what is chosen for the letter. */

import { FileChooser } from "../claims/chooser.js";
import { Progress } from "../claims/progress.js";
import { element } from "../elements.js";
import { resetControls } from "../form.js";
import { unfinished } from "../tables.js";
import { counted } from "../words.js";
import { Choices, isSame, KINDS, NOTHING, sourceOf, toldOf } from "./choices.js";
import { CriteriaView } from "./criteria_view.js";
import { OffersView } from "./offers_view.js";
import { QuotesView } from "./quotes_view.js";
import { keepReading, readable, Reading, readingOf } from "./reading.js";
import { RecordView } from "./record_view.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../packet/exhibits.js").Exhibit} Exhibit */
/** @typedef {import("./choices.js").Chosen} Chosen */
/** @typedef {import("./choices.js").Quotation} Quotation */
/** @typedef {import("./offers_view.js").Offer} Offer */

const KIND = Object.keys(KINDS);
/** The answers on which it depends what is offered, and which records are doubted. */
const ASKED = ["service_description", "diagnosis_codes", "patient_name", "patient_birth_date", "patient_id"];

const MOST_DOUBTS = 3;

export class Evidence {
  /** @type {Offer[]} what the records offer, best first */
  #offers = [];
  /** @type {Map<Exhibit, Offer[]>} */
  #offersOf = new Map();
  /** @type {Map<Exhibit, number[]>} the kind that each sentence would have */
  #kinds = new Map();
  /** @type {Map<number, {offer: Offer, why: string[]}[]>} by criterion */
  #matches = new Map();
  /** What was offered from: nothing is done twice. */
  #asked = "";
  #matched = "";
  #round = 0;
  /** Whether reading was cancelled, or failed, and can go on. */
  #unfinished = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;

  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    const $door = document.querySelector("[data-evidence-door]");
    const $desk = document.querySelector("[data-module=m1-desk]");
    if (!($door instanceof HTMLElement) || !($desk instanceof HTMLElement)) throw new TypeError("evidence needs its place in the form");
    this.desk = desk;
    this.$root = $root;
    this.$desk = $desk;
    this.$title = part("title");
    this.$open = /** @type {HTMLButtonElement} */ ($door.querySelector("[data-open]"));
    this.$state = /** @type {HTMLElement} */ ($door.querySelector("[data-state]"));
    this.$notes = /** @type {HTMLElement} */ ($door.querySelector(".m1-notes"));
    this.$undo = /** @type {HTMLButtonElement} */ (part("undo"));
    this.$said = part("said");
    this.$records = part("records");
    this.$readOn = part("read-on");
    this.$offersTitle = part("offers-title");
    this.$about = part("offers-about");
    this.$undocumented = /** @type {HTMLInputElement} */ (part("undocumented"));
    this.$missing = part("missing");
    this.$work = part("work");
    this.reading = new Progress(part("reading"));
    this.choices = new Choices(() => this.#changed());
    this.record = new RecordView(part("viewer"), {
      quote: (exhibit, start, end) => this.#quote(exhibit, start, end),
      marks: (exhibit) => ({
        offered: new Set((this.#offersOf.get(exhibit) ?? []).map(({ sentence }) => sentence)),
        quoted: this.choices.chosen.quotations.flatMap((one) => (one.exhibit === exhibit ? [/** @type {[number, number]} */ (placeOf(one))] : [])),
      }),
    });
    this.criteria = new CriteriaView($root, this.choices, {
      choose: () => this.#choose(),
      part: (text) => this.#part(text),
      policy: () => this.#policy(),
      edited: () => this.#later_(),
    });
    this.offers = new OffersView($root, {
      quote: (offer) => this.#quote(offer.exhibit, offer.start, offer.end, offer.kind),
      reveal: (offer, focused) => this.record.reveal(offer.exhibit, offer.start, offer.end, focused),
      isQuoted: (offer) => this.choices.answering(this.criteria.chosen).some(({ exhibit, start, text }) => exhibit === offer.exhibit && start === offer.start && text === offer.text),
    });
    this.quotes = new QuotesView($root, this.choices, {
      reveal: ({ exhibit, start, text }) => exhibit && this.#exhibits.includes(exhibit) && this.record.reveal(exhibit, ...placeOf({ exhibit, start, text }), true),
      pages: (quotation) => readable(quotation.exhibit)?.pagesOf(quotation) ?? {},
    });
    desk.evidence = this;
    $door.hidden = false;
    this.$open.addEventListener("click", () => this.open());
    part("close").addEventListener("click", () => this.close());
    this.$undo.addEventListener("click", () => this.#undo());
    this.$readOn.addEventListener("click", () => {
      this.#read();
      this.$title.focus({ preventScroll: true });
    });
    $root.addEventListener("keydown", (event) => {
      const typing = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || typing) return;
      event.preventDefault();
      this.#undo();
    });
    new FileChooser(part("choose"), (files) => this.#add(files));
    // What is typed and not yet taken would be lost too.
    $root.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLTextAreaElement) desk.unsaved = true;
      if (target === this.$typed) this.#keepTyped();
    });
    this.$undocumented.addEventListener("change", () => {
      this.choices.changeCriterion(this.criteria.chosen, { undocumented: this.$undocumented.checked }, "marking a criterion");
    });
    for (const $form of $root.querySelectorAll("[data-form]")) {
      $form.addEventListener("change", () => {
        if ($form instanceof HTMLInputElement && $form.checked) {
          this.choices.step({ form: $form.value === "kinds" ? "kinds" : "criteria" }, "choosing how it is printed");
        }
      });
    }
    desk.$form.addEventListener("m1-advice", (event) => {
      const { evidence, warnings } = /** @type {CustomEvent<any>} */ (event).detail;
      const { criteria, quotations } = evidence;
      this.#note(warnings);
      this.quotes.tell(quotations);
      this.criteria.tell(criteria);
      this.$state.textContent = this.#summary();
    });
    desk.$form.addEventListener("m1-exhibits", () => this.#exhibitsChanged());
    desk.$form.addEventListener("m1-cleared", () => this.#forget());
    desk.whenReplaced(() => this.leave());
    // What is printed is the letter.
    window.addEventListener("beforeprint", () => this.leave());
    this.#show();
  }

  /** What Python is told of it. */
  get told() {
    return toldOf(this.choices.chosen, this.#exhibits);
  }

  /** A note that is typed or pasted. What is emptied is a fresh box after it. */
  get $typed() {
    return /** @type {HTMLTextAreaElement} */ (this.$root.querySelector("[data-choose] textarea"));
  }

  /** What stands in the box goes with the letter, added or not. */
  #keepTyped() {
    this.choices.chosen = { ...this.choices.chosen, typed: this.$typed.value };
  }

  /** @returns {Exhibit[]} */
  get #exhibits() {
    return this.desk.packet?.exhibits.all ?? [];
  }

  /** Show the record and what it offers, in place of form and letter. */
  open() {
    this.$root.hidden = false;
    this.$desk.hidden = true;
    this.record.list(this.#exhibits);
    this.#show();
    this.#read();
    this.$title.scrollIntoView({ block: "start" });
    this.$title.focus({ preventScroll: true });
  }

  close() {
    if (this.$root.hidden) return;
    this.leave();
    this.$open.scrollIntoView({ block: "center" });
    this.$open.focus({ preventScroll: true });
  }

  /** Put form and letter back in sight. */
  leave() {
    // What was asked for here is no longer wanted.
    this.#round += 1;
    if (this.$root.hidden) return;
    this.reading.stop();
    this.$root.hidden = true;
    this.$desk.hidden = false;
  }

  /** Put the choices of another letter in the place of these. @param {Chosen} chosen */
  put(chosen) {
    this.choices.replace(chosen);
    this.criteria.chosen = chosen.criteria[0]?.id ?? 0;
    this.#round += 1;
    this.#asked = this.#matched = "";
    this.#offers = [];
    for (const found of [this.#offersOf, this.#kinds, this.#matches, this.#doubts]) found.clear();
    this.#unfinished = false;
    this.quotes.forget();
    this.offers.forget();
    this.reading.stop();
    resetControls([this.criteria.$text, this.criteria.$edited, this.record.$find, this.$typed]);
    this.criteria.$text.value = chosen.pasted;
    this.$typed.value = chosen.typed;
    this.criteria.say("");
    this.#say("");
    this.$notes.replaceChildren();
    // Nothing of the other patient's record stays in the page, be it in sight or not.
    this.record.list(this.#exhibits);
    this.#relink();
    if (this.#isWaiting) this.#read();
    this.#show();
  }

  #forget() {
    this.put(NOTHING);
    this.record.list([]);
  }

  /** @param {File[]} files */
  async #add(files) {
    this.#say(`Adding ${counted(files.length, "file")}.`);
    const { $typed } = this;
    const typed = files[0]?.name === "pasted text" ? $typed.value : null;
    const taken = await this.desk.packet?.add(files);
    // What was not taken, or was typed since, stays.
    if (taken && $typed === this.$typed && $typed.value === typed) {
      resetControls([$typed]);
      this.#keepTyped();
    }
    const notes = [...(this.desk.packet?.$notes.children ?? [])].map(({ textContent }) => textContent);
    this.#say(notes.join(" "));
  }

  /** Exhibits came or went, were named or put into another order. */
  #exhibitsChanged() {
    this.#relink();
    this.#prune();
    this.$state.textContent = this.#summary();
    if (this.$root.hidden) {
      // Quotations of a case without its files find their words again, looked at or not.
      if (this.#isWaiting) this.#read();
      return;
    }
    this.record.list(this.#exhibits);
    this.#show();
    this.#read();
  }

  /** Whether words are quoted whose file a case did not keep. */
  get #isWaiting() {
    return this.choices.chosen.quotations.some(({ exhibit }) => !exhibit);
  }

  /** What was quoted of a file that is gone finds its place again when the file comes back. */
  #relink() {
    const all = this.#exhibits;
    const again = (/** @type {Exhibit} */ gone) => (all.includes(gone) ? gone : (all.find((exhibit) => sameFile(exhibit, gone)) ?? gone));
    const { quotations } = this.choices.chosen;
    const corrections = this.choices.chosen.corrections.map((one) => ({ ...one, exhibit: again(one.exhibit) }));
    const found = quotations.map((one) => {
      if (one.exhibit) return again(one.exhibit) === one.exhibit ? one : { ...one, exhibit: again(one.exhibit) };
      // Copied notes have the same words at the same place: then nobody can tell which one it was.
      const [same, ...others] = holdersOf(one, all);
      if (!same || others.length) return one;
      const { exhibit, entry, read } = same;
      if (!isSame(one, read)) corrections.push({ exhibit, entry, read, source: sourceOf(one) });
      return { ...one, exhibit, entry, read };
    });
    if (found.every((one, index) => one === quotations[index])) {
      this.choices.chosen = { ...this.choices.chosen, corrections };
      return;
    }
    this.choices.chosen = { ...this.choices.chosen, quotations: found, corrections };
    this.desk.refresh();
  }

  /** Nothing of a record that was removed stays in sight or can be quoted. */
  #prune() {
    const here = new Set(this.#exhibits);
    if (this.#offers.every(({ exhibit }) => here.has(exhibit)) && [...this.#doubts.keys()].every((exhibit) => here.has(exhibit))) return;
    this.#asked = "";
    this.#offers = this.#offers.filter(({ exhibit }) => here.has(exhibit));
    for (const found of [this.#offersOf, this.#kinds, this.#doubts]) {
      for (const exhibit of found.keys()) if (!here.has(exhibit)) found.delete(exhibit);
    }
    for (const [id, found] of this.#matches) {
      this.#matches.set(id, found.filter(({ offer }) => here.has(offer.exhibit)));
    }
  }

  /** Read what was not read yet, then ask what is offered. */
  #read() {
    return this.reading.next(async () => {
      const { engine } = this.desk;
      const exhibits = this.#exhibits.filter((exhibit) => readingOf(exhibit) === undefined);
      // Files that still come are read together when all are there.
      if (!engine || !this.#exhibits.length || this.desk.packet?.adding.busy) return;
      const round = this.#round;
      this.#unfinished = false;
      this.$readOn.hidden = true;
      const signal = this.reading.begin(exhibits.length ? `Reading ${counted(exhibits.length, "record")}.` : "Looking for evidence.");
      try {
        if (exhibits.length) {
          const hear = (/** @type {any} */ part) => {
            const { file, done, total } = part;
            if (part.record || part.error) return keepReading(exhibits[file], part);
            this.reading.show({ done: file * total + done, total: exhibits.length * total }, `${exhibits[file].name}: ${done} of ${counted(total, "page")} read.`);
          };
          await engine.work("read_records", {}, exhibits.map(({ bytes }) => bytes), { hear, signal });
          this.#relink();
          this.record.list(this.#exhibits);
        }
        if (!this.$root.hidden) {
          await this.#offer(signal);
          await this.#match();
        }
        this.reading.end("", signal);
      } catch (error) {
        this.reading.end(signal.aborted ? "Stopped." : "", signal);
        this.#unfinished = round === this.#round;
        if (!signal.aborted) this.#say(unfinished(error, engine, "read the record"));
      }
      this.#show();
    });
  }

  /** @param {AbortSignal} signal */
  async #offer(signal) {
    const { engine } = this.desk;
    const exhibits = this.#exhibits.filter((exhibit) => readable(exhibit));
    const { fields, today } = this.desk.asked();
    const asked = JSON.stringify([ASKED.map((name) => fields[name]), Boolean(engine?.tables.icd10cm), exhibits.map((exhibit) => this.#number(exhibit))]);
    if (!engine || asked === this.#asked) return;
    const round = this.#round;
    const readings = exhibits.map((exhibit) => /** @type {Reading} */ (readingOf(exhibit)));
    const records = readings.map((reading) => ({
      sentences: reading.sentences.map(({ note }, index) => [note, reading.sentence(index)]),
      people: reading.people,
    }));
    const hear = (/** @type {any} */ part) => this.reading.show(part, "Looking for evidence.");
    const { json } = await engine.work("offer", { fields, today, records }, [], { hear, signal });
    if (round !== this.#round) return;
    this.#asked = asked;
    this.#matched = "";
    this.#kinds = new Map(exhibits.map((exhibit, index) => [exhibit, json.kinds[index]]));
    this.#doubts = new Map(exhibits.map((exhibit, index) => [exhibit, json.doubts[index]]));
    this.#offers = json.offers.map((/** @type {any} */ { record, sentence, kind, score, why, mind, measures, copies }) => {
      const { start, end } = readings[record].sentences[sentence];
      return {
        exhibit: exhibits[record],
        sentence,
        start,
        end,
        text: readings[record].sentence(sentence),
        kind: KIND[kind],
        score,
        why,
        mind,
        measures,
        copies: copies.map((/** @type {[number, number]} */ [of, other]) => `${exhibits[of].name}, page ${readings[of].pageOf(readings[of].sentences[other].start)}`),
        place: readings[record].place(start, end),
      };
    });
    this.#offersOf = grouped(this.#offers);
  }

  /** @type {Map<Exhibit, string[]>} where a record seems to be another patient's */
  #doubts = new Map();
  /** @type {WeakMap<Exhibit, number>} */
  #numbers = new WeakMap();
  #exhibitsSeen = 0;

  /** @param {Exhibit} exhibit */
  #number(exhibit) {
    if (!this.#numbers.has(exhibit)) this.#numbers.set(exhibit, (this.#exhibitsSeen += 1));
    return this.#numbers.get(exhibit);
  }

  /** Which sentences speak of which criterion. */
  async #match() {
    const { engine } = this.desk;
    const criteria = this.choices.chosen.criteria.filter(({ text }) => text.trim());
    const asked = JSON.stringify([this.#asked, criteria.map(({ id, text }) => [id, text])]);
    if (!engine || asked === this.#matched || !this.#offers.length) return;
    const offers = this.#offers;
    const { json } = await engine.work(
      "match_criteria",
      {
        criteria: criteria.map(({ text }) => text),
        sentences: offers.map(({ text }) => text),
        kinds: offers.map(({ kind }) => KIND.indexOf(kind)),
        scores: offers.map(({ score }) => score),
      },
      [],
    );
    if (offers !== this.#offers) return;
    this.#matched = asked;
    this.#matches = new Map(
      criteria.map(({ id }, index) => [
        id,
        json.matches[index].map((/** @type {any} */ { sentence, why }) => ({ offer: offers[sentence], why })),
      ]),
    );
    this.#showOffers();
  }

  /** The criteria were changed: match them when there is a pause. */
  #later_() {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => {
      this.#match().catch((error) => this.#say(unfinished(error, this.desk.engine, "match the criteria")));
    }, 300);
  }

  /** The LCD that the form names, where the texts of LCDs are installed. @returns {Promise<any>} */
  async #policy() {
    const { engine } = this.desk;
    const round = this.#round;
    try {
      if (!engine) throw new Error("no engine");
      const { fields, today } = this.desk.asked();
      const { json } = await engine.work("find_policy", { fields, today }, []);
      if (round !== this.#round) return null;
      if (!json.policy) this.criteria.say("The form names no LCD whose text is installed: type its number, such as L37281, under “Coverage policy”.");
      return json.policy;
    } catch (error) {
      this.criteria.say(unfinished(error, engine, "look the policy up"));
      return null;
    }
  }

  /** @param {string} text @returns {Promise<string[]>} */
  async #part(text) {
    const { engine } = this.desk;
    const round = this.#round;
    try {
      if (!engine) throw new Error("no engine");
      const { json } = await engine.work("split_criteria", { text }, []);
      if (round !== this.#round) return [];
      if (json.problem) this.criteria.say(json.problem);
      return json.criteria;
    } catch (error) {
      this.criteria.say(unfinished(error, engine, "split the criteria"));
      return [];
    }
  }

  /**
   * Quote words of a record for the criterion that is worked on.
   *
   * @param {Exhibit} exhibit
   * @param {number} start
   * @param {number} end
   * @param {string} [kind]
   */
  #quote(exhibit, start, end, kind) {
    const reading = readable(exhibit);
    if (!reading || !reading.words(start, end) || !this.#exhibits.includes(exhibit)) return;
    const { from, text, cuts } = reading.quotation(start, end);
    const criterion = this.criteria.chosen;
    const isThere = (/** @type {Quotation} */ one) =>
      one.exhibit === exhibit && one.start === from && one.text === text && String(one.cuts) === String(cuts);
    if (this.choices.answering(criterion).some(isThere)) {
      return this.#say("These words are quoted here already.");
    }
    const guess = KIND[this.#kinds.get(exhibit)?.[reading.sentenceAt(start)] ?? KIND.indexOf("finding")];
    const { page, last, entry, ...read } = reading.place(start, end);
    const source = this.choices.named(exhibit, entry, read);
    const quotation = { id: this.choices.fresh(), exhibit, start: from, text, cuts, kind: kind ?? guess, criterion, page, last, entry, read, ...source };
    const { criteria, quotations } = this.choices.chosen;
    this.choices.step(
      {
        // What is quoted for a criterion documents it.
        criteria: criteria.map((one) => (one.id === criterion ? { ...one, undocumented: false } : one)),
        quotations: [...quotations, quotation],
      },
      "quoting",
    );
    const number = this.choices.chosen.criteria.findIndex(({ id }) => id === criterion) + 1;
    this.#say(number ? `Quoted for criterion ${number}.` : "Quoted without a criterion.");
  }

  #undo() {
    const what = this.choices.undo();
    this.#relink();
    this.#show();
    if (this.$undo.disabled && [this.$undo, document.body].includes(/** @type {any} */ (document.activeElement))) this.$title.focus({ preventScroll: true });
    this.#say(what ? `Undone: ${what}.` : "Nothing to undo.");
    this.#later_();
  }

  /** A step was made. */
  #changed() {
    this.desk.unsaved = true;
    this.desk.refresh();
    this.#show();
  }

  #choose() {
    this.#say("");
    this.#show();
  }

  #show() {
    const { form, criteria, quotations } = this.choices.chosen;
    this.criteria.show();
    this.quotes.show(this.criteria.chosen);
    this.record.show();
    this.#showRecords();
    this.#showOffers();
    this.$undo.disabled = !this.choices.undoable;
    this.$undo.textContent = this.choices.undoable ? `Undo ${this.choices.undoable}` : "Undo";
    for (const $form of this.$root.querySelectorAll("[data-form]")) {
      if ($form instanceof HTMLInputElement) $form.checked = $form.value === form;
    }
    this.$state.textContent = this.#summary();
    this.criteria.$policy.hidden = !this.desk.engine?.tables.policies || Boolean(this.desk.engine.tables.policies.reason);
    this.$readOn.hidden = this.reading.busy || !this.#unfinished;
    this.$work.hidden = !this.#exhibits.length && !criteria.length && !quotations.length;
  }

  #summary() {
    return summary(this.choices.chosen, this.#exhibits.length, this.criteria, this.quotes);
  }

  #showRecords() {
    this.$records.replaceChildren(
      ...this.#exhibits.map((exhibit) => {
        const reading = readingOf(exhibit);
        const $item = element("li", "");
        $item.append(element("strong", exhibit.name), ` ${describe(reading)}`);
        const doubts = this.#doubts.get(exhibit) ?? [];
        $item.append(...doubts.map((doubt) => element("p", doubt, "m1-error")));
        if (reading instanceof Reading) $item.append(...reading.doubts.map((doubt) => element("p", doubt, "m1-warning")));
        return $item;
      }),
    );
  }

  #showOffers() {
    const id = this.criteria.chosen;
    const criterion = this.choices.chosen.criteria.find((one) => one.id === id);
    const number = this.choices.chosen.criteria.findIndex((one) => one.id === id) + 1;
    this.$offersTitle.textContent = criterion ? `Criterion ${number}` : "All the evidence";
    this.$about.hidden = Boolean(criterion);
    const $choice = this.$undocumented.closest("div");
    if ($choice) $choice.hidden = !criterion;
    this.$undocumented.checked = Boolean(criterion?.undocumented);
    this.$missing.hidden = !criterion?.undocumented;
    if (!criterion) {
      return this.offers.show(this.#offers, ({ why }) => why, "Nothing is offered yet.");
    }
    const matches = this.#matches.get(id) ?? [];
    const why = new Map(matches.map((match) => [match.offer, match.why]));
    return this.offers.show(
      matches.map(({ offer }) => offer),
      (offer) => [...(why.get(offer) ?? []), ...offer.why],
      "No sentence that is offered speaks of this criterion. Look under “All the evidence”, search the record, or quote any sentence of it.",
    );
  }

  /** Say beside the door what is doubtful. @param {{field: string, message: string}[]} warnings */
  #note(warnings) {
    const doubts = warnings.filter(({ field }) => field === "evidence").map(({ message }) => message);
    const more = doubts.length - MOST_DOUBTS;
    this.$notes.replaceChildren(
      ...doubts.slice(0, MOST_DOUBTS).map((doubt) => element("p", doubt, "m1-warning")),
      ...(more > 0 ? [element("p", `And ${more} more, beside the evidence.`, "m1-warning")] : []),
    );
  }

  /** @param {string} text */
  #say(text) {
    this.$said.textContent = text;
  }
}

/** @param {Reading | string | undefined} reading */
function describe(reading) {
  if (reading === undefined) return "is not read yet.";
  if (typeof reading === "string") return reading;
  const notes = reading.notes.length ? `, ${counted(reading.notes.length, "note")}` : "";
  const scans = reading.scans.length ? `, ${counted(reading.scans.length, "page")} without text` : "";
  return `${counted(reading.pages, "page")}${notes}${scans}`;
}

/** @param {Chosen} chosen @param {number} records @param {CriteriaView} view @param {QuotesView} quotes */
function summary({ criteria, quotations }, records, view, quotes) {
  if (!criteria.length && !quotations.length) return records ? `${counted(records, "exhibit")} to look through.` : "";
  const answered = criteria.filter((one) => view.state(one) === "answered").length;
  const printed = quotations.filter(({ id }) => quotes.isPrinted(id)).length;
  const out = quotations.length - printed;
  return [`${counted(printed, "quotation")} in the letter`, out && `${out} left out`, criteria.length && `${answered} of ${criteria.length} criteria answered`].filter(Boolean).join(", ").concat(".");
}

/** Where a quotation stands in its record. @param {Pick<Quotation, "exhibit" | "start" | "text">} quotation @returns {[number, number]} */
function placeOf({ exhibit, start, text }) {
  return [start, readable(exhibit)?.endOf(start, text) ?? start];
}

/**
 * Which exhibits hold the words of a quotation at their place, in a note of the same day; of several,
 * those whose note reads all the same.
 *
 * @param {Quotation} quotation
 * @param {Exhibit[]} exhibits
 */
function holdersOf({ start, text, read: wanted }, exhibits) {
  const holders = exhibits.flatMap((exhibit) => {
    const reading = readable(exhibit);
    const end = reading?.endOf(start, text);
    if (!reading || end === undefined) return [];
    const { entry, ...place } = reading.place(start, end);
    return place.day === wanted.day ? [{ exhibit, entry, read: sourceOf(place) }] : [];
  });
  return holders.length > 1 ? holders.filter(({ read }) => isSame(read, wanted)) : holders;
}

/** @param {Exhibit} one @param {Exhibit} other */
function sameFile({ bytes: one }, { bytes: other }) {
  return one === other || (one.length === other.length && one.every((byte, index) => byte === other[index]));
}

/** @param {Offer[]} offers */
function grouped(offers) {
  /** @type {Map<Exhibit, Offer[]>} */
  const groups = new Map();
  for (const offer of offers) groups.set(offer.exhibit, [...(groups.get(offer.exhibit) ?? []), offer]);
  return groups;
}
