/** From files to claims to letters: reads remittances, lists their claims, and fills the form with one. */

import { confirmed } from "../clear.js";
import { today } from "../clock.js";
import { element } from "../elements.js";
import { NOTHING } from "../evidence/choices.js";
import { readAnswers, resetControls } from "../form.js";
import { answersOf, initialAnswers, readLetter, writeLetter } from "../letter_state.js";
import { Origins } from "../origins.js";
import { unfinished } from "../tables.js";
import { counted } from "../words.js";
import { Batch } from "./batch.js";
import { FileChooser } from "./chooser.js";
import { Columns } from "./columns.js";
import { ClaimList } from "./list.js";
import { Progress } from "./progress.js";

/** @typedef {import("../desk.js").Desk} Desk */
/** @typedef {import("../letter_state.js").Letter} Letter */

/** @typedef {object} Claim
 * @property {"necessity" | "denial" | "other"} kind
 * @property {string} file
 * @property {number} segment where it begins in the file
 * @property {string} account the practice's own number
 * @property {number} amount at stake, in cents
 * @property {string} door
 * @property {string} title what can be done
 * @property {string} target the last day, year-month-day
 * @property {string} day the same in words, or why there is none
 * @property {number | null} days_left
 * @property {Record<string, string | string[]>} fields
 * @property {Record<string, string>} origins
 * @property {Letter} [draft] what was typed and added for it
 * @property {boolean} [taken] whether its letter was taken
 * @property {boolean} [saved] whether what was typed for it is in a case file
 */

/** @typedef {{file: string, segment: number, text: string}} Note */

const LOADING = "The letter writer is still loading. The file is read as soon as it is ready.";
/** Bytes of remittances that are read at once, as in the job. */
const LARGEST = 200_000_000;
const TOO_LARGE = "Choose fewer or smaller files: together they may have at most 200 MB.";
const REPLACING = {
  title: "Write the letter of this claim?",
  text: "What you typed into the form goes, except for your practice.",
  yes: "Write this letter",
};

/** What a letter needs that an 835 never holds and a worklist seldom. */
const ASKED = {
  diagnosis_codes: "the diagnoses",
  patient_birth_date: "the date of birth",
  clinical_summary: "why the care was necessary",
};

export class Claims {
  /** @type {Claim | null} the one whose letter is on the page */
  open = null;

  /** @param {HTMLElement} $root @param {Desk} desk */
  constructor($root, desk) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($root.querySelector(`[data-${name}]`));
    this.desk = desk;
    this.$root = $root;
    this.$desk = /** @type {HTMLElement} */ (desk.$form.closest(".m1-desk"));
    this.$notes = part("notes");
    this.$back = /** @type {HTMLElement} */ (document.querySelector("[data-back]"));
    this.$asked = /** @type {HTMLElement} */ (this.$back.querySelector("[data-asked]"));
    this.origins = new Origins(desk.$form);
    this.progress = new Progress(part("progress"));
    this.list = new ClaimList(part("listed"), (claim) => this.write(claim));
    this.columns = new Columns(part("columns"), desk, (mapping, file) => {
      if (!this.progress.busy) this.#next(() => this.#listWorklist(mapping, file));
    });
    this.batch = new Batch(part("batch"), desk, { write: (claim) => this.write(claim), back: () => this.list.focus() });
    new FileChooser(part("choose"), (files) => this.read(files));
    const $begin = /** @type {HTMLButtonElement} */ (part("begin-batch"));
    $begin.addEventListener("click", () => this.batch.begin(this.list.chosen));
    part("listed").addEventListener("m1-selected", (event) => {
      const count = /** @type {CustomEvent<number>} */ (event).detail;
      $begin.disabled = count === 0;
      $begin.textContent = count ? `Write letters for ${count.toLocaleString("en-US")} selected` : "Write letters for the selected claims";
    });
    part("worklist").addEventListener("change", ({ target }) => {
      const file = target instanceof HTMLInputElement && target.files?.[0];
      if (file) this.#next(() => this.#readWorklist(file));
      if (target instanceof HTMLInputElement) target.value = "";
    });
    desk.claims = this;
    $root.hidden = false;
    this.$back.querySelector("button")?.addEventListener("click", () => this.back());
    desk.$form.addEventListener("m1-cleared", (event) =>
      this.#forget(/** @type {CustomEvent<{everything: boolean}>} */ (event).detail.everything),
    );
    desk.$form.addEventListener("m1-taken", () => {
      if (!this.open) return;
      this.open.taken = true;
      this.open.draft = readLetter(desk);
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.hasUnsaved()) event.preventDefault();
    });
  }

  /**
   * Read remittances and list their claims; those of files that were read before stay.
   *
   * @param {File[]} files
   */
  async read(files) {
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const names = files.map(({ name }) => name);
    if (bytes > LARGEST) this.#note("", TOO_LARGE);
    else await this.#next(() => this.#work("Reading the remittance.", "remittance", { names }, files));
  }

  /** One file after the other is read. @param {() => Promise<unknown>} reading */
  #next(reading) {
    if (!this.progress.busy) this.$notes.replaceChildren();
    return this.progress.next(reading);
  }

  /** @param {File} file */
  async #readWorklist(file) {
    const signal = this.progress.begin("Reading the worklist.");
    try {
      const said = await this.columns.read(file, signal);
      this.progress.end("", signal);
      if (said) this.#note(file.name, said);
    } catch (error) {
      this.progress.end(signal.aborted ? "Stopped. Nothing was read." : "", signal);
      if (!signal.aborted) this.#failed(error);
    }
  }

  /** @param {import("./columns.js").Mapping} mapping @param {File} file */
  async #listWorklist(mapping, file) {
    const listed = await this.#work("Listing the claims.", "worklist", { name: file.name, mapping }, [file]);
    if (listed) this.columns.hide();
  }

  /**
   * Let a job bring claims, and list them as they come.
   *
   * @param {string} text
   * @param {string} job
   * @param {object} asked
   * @param {File[]} files
   * @returns {Promise<boolean>} whether it came to its end, with claims
   */
  async #work(text, job, asked, files) {
    const { engine, built } = this.desk;
    if (!engine) {
      this.#failed(null);
      return false;
    }
    const signal = this.progress.begin(engine.state === "ready" ? text : LOADING);
    const before = new Set(this.list.claims);
    const listed = new Set(this.list.claims.map(wordForWord));
    let again = 0;
    const hear = (/** @type {{done: number, total: number, claims: Claim[]}} */ part) => {
      this.progress.show(part, `${part.done.toLocaleString("en-US")} claims read.`);
      const fresh = listed.size ? part.claims.filter((claim) => !listed.has(wordForWord(claim))) : part.claims;
      again += part.claims.length - fresh.length;
      this.list.add(fresh);
    };
    try {
      const contents = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
      signal.throwIfAborted();
      const { json } = await engine.work(job, { today: today(built), ...asked }, contents, { hear, signal });
      this.progress.end(json.read ? "" : "No claim was found.", signal);
      for (const { file, segment, text: said } of /** @type {Note[]} */ (json.notes)) this.#note(file, said, segment);
      if (again) this.#note("", `${counted(again, "claim")} listed already: from this file or another that was read before.`);
      this.#reverse(json, before);
      this.list.show();
      if (json.read) this.list.focus();
      return json.read > 0;
    } catch (error) {
      this.list.show();
      this.progress.end(signal.aborted ? "Stopped. What was read so far is listed." : "", signal);
      if (!signal.aborted) this.#failed(error);
      return false;
    }
  }

  /**
   * Mark the denials that the files take back: of theirs those before the reversal, and all that were
   * listed before.
   *
   * @param {{reversed?: {file: string, segment: number}[], reversals?: {account: string, number: string}[]}} json
   * @param {Set<Claim>} before
   */
  #reverse({ reversed = [], reversals = [] }, before) {
    const places = new Set(reversed.map(({ file, segment }) => `${segment} ${file}`));
    const claims = new Set(reversals.map(({ account, number }) => `${number} ${account}`));
    this.list.reverse((claim) =>
      before.has(claim)
        ? claims.has(`${claim.fields.claim_number ?? ""} ${claim.account}`)
        : places.has(`${claim.segment} ${claim.file}`),
    );
  }

  /**
   * Fill the form with a claim, and with what was typed for it before.
   *
   * @param {Claim} claim
   */
  async write(claim) {
    const { $form } = this.desk;
    // What was typed for a claim stays with it; a letter that was typed without one would be lost.
    if (!this.open && this.desk.unsaved && !(await confirmed(REPLACING))) return;
    this.keep();
    this.open = claim;
    if (claim.draft) writeLetter(this.desk, claim.draft);
    else this.#fill(claim);
    this.origins.show(claim.origins, claim.fields);
    $form.dispatchEvent(new CustomEvent("m1-filled", { detail: { begun: Boolean(claim.draft) } }));
    this.desk.unsaved = Boolean(claim.draft) && !claim.taken;
    this.#showLetter(true);
    this.#ask(claim);
    this.desk.refresh();
    this.$back.scrollIntoView({ block: "start" });
    this.$back.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Ask for what the file cannot say. @param {Claim} claim */
  #ask({ fields }) {
    const open = Object.entries(ASKED).flatMap(([name, what]) => (fields[name] ? [] : [what]));
    this.$asked.textContent = open.length ? `The file does not say ${new Intl.ListFormat("en-US").format(open)}. Add that below.` : "";
  }

  /**
   * Begin the letter of a claim: what it says, what is known of the practice, and else a fresh form.
   *
   * @param {Claim} claim
   */
  #fill({ fields }) {
    const { $form } = this.desk;
    const typed = readAnswers($form);
    const practice = [...$form.querySelectorAll("[data-remembered]")].map(($control) => $control.getAttribute("name") ?? "");
    const kept = practice.filter((name) => typed[name]?.[0]).map((name) => [name, typed[name]]);
    writeLetter(this.desk, {
      fields: { ...answersOf(fields, initialAnswers($form)), ...Object.fromEntries(kept) },
      exhibits: [],
      evidence: NOTHING,
      sending: {},
    });
  }

  /**
   * Show the letter in place of the list, or the list; on a page that has both, beside the letter.
   *
   * @param {boolean} shown
   */
  #showLetter(shown) {
    const alone = this.$root.hasAttribute("data-alone");
    this.$root.hidden = shown && (alone || this.open !== null);
    this.$back.hidden = !this.open;
    this.$desk.hidden = alone && !shown;
    if (shown) delete this.$desk.dataset.start;
    else if (alone) this.$desk.dataset.start = "list";
  }

  /** Go back to the list; what was typed stays with the claim. */
  back() {
    const claim = this.open;
    this.desk.packet?.adding.stop();
    this.desk.evidence?.leave();
    this.keep();
    this.open = null;
    // A letter that was typed without a claim is kept nowhere else.
    if (claim) this.desk.unsaved = false;
    this.#showLetter(false);
    this.list.show();
    this.list.focus(claim);
  }

  /** Keep what was typed for the claim that is on the page. */
  keep() {
    if (!this.open || !(this.desk.unsaved || this.open.draft)) return;
    this.open.draft = readLetter(this.desk);
    if (this.desk.unsaved) this.open.saved = this.open.taken = false;
  }

  /** Whether something was typed for a claim that is neither in a letter that was taken nor in a file. */
  hasUnsaved() {
    return this.list.claims.some(({ draft, taken, saved }) => draft && !taken && !saved);
  }

  /**
   * Put these claims in the place of the list.
   *
   * @param {Claim[]} claims
   * @param {number} open which of them the letter on the page is of
   */
  restore(claims, open) {
    this.progress.stop();
    this.list.replace(claims);
    this.columns.hide();
    this.batch.forget();
    this.open = claims[open] ?? null;
    this.origins.clear();
    this.$asked.textContent = "";
    if (this.open) {
      this.origins.show(this.open.origins, this.open.fields);
      this.#ask(this.open);
    }
    this.#showLetter(this.open !== null || !claims.length);
  }

  /**
   * The form was cleared: what it held of a claim is gone too; and with everything, all claims.
   *
   * @param {boolean} everything
   */
  #forget(everything) {
    if (this.open) delete this.open.draft;
    this.open = null;
    this.origins.clear();
    this.$asked.textContent = "";
    if (!everything) return;
    this.$notes.replaceChildren();
    resetControls(this.$root.querySelectorAll("[data-choose] textarea"));
    this.restore([], -1);
    this.#showLetter(!this.$root.hasAttribute("data-alone"));
  }

  /** @param {unknown} error */
  #failed(error) {
    this.#note("", unfinished(error, this.desk.engine, "read the file"));
  }

  /** @param {string} file @param {string} text */
  #note(file, text, segment = 0) {
    const where = [file, segment && `segment ${segment.toLocaleString("en-US")}`].filter(Boolean).join(", ");
    this.$notes.append(element("li", where ? `${where}: ${text}` : text));
  }
}

/** @param {Claim} claim what two claims that are the same have in common */
function wordForWord({ account, amount, fields }) {
  return JSON.stringify([account, amount, fields]);
}
